"""Quantum channels by Kraus operators: ``rho -> sum_k K_k rho K_k^+``."""

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import ComplexArray, as_array, real_float
from numerics.qubits._states import SLACK, as_densities, as_dimensions, as_subsystems


def apply_channel(
    rho: ArrayLike,
    kraus: ArrayLike,
    dimensions: ArrayLike | None = None,
    systems: ArrayLike | None = None,
) -> ComplexArray:
    """Apply a channel to states, or to some of their subsystems.

    rho : density matrices ``(..., D, D)`` or kets ``(..., D)``; kraus : ``(m, d', d)``.
    dimensions, systems : those of all subsystems, and which of them, in order, the operators act
    on; without them it is the whole.  Then the operators must be square.
    Returns density matrices ``(..., D', D')``.

    Raises ``ValueError`` where ``sum K^+ K`` is not 1, and for sizes that do not fit.

    >>> apply_channel([1, 0], [[[0, 1], [1, 0]]]).real.tolist()
    [[0.0, 0.0], [0.0, 1.0]]
    """
    state, operators = as_densities("rho", rho), as_kraus(kraus)
    if systems is None:
        size = operators.shape[-1]
        if state.shape[-1] != size:
            raise ValueError(
                f"`rho` must have dimension {size} like `kraus`, but it has {state.shape[-1]}."
            )
        return np.asarray(np.einsum("kai,...ij,kbj->...ab", operators, state, operators.conj()))
    if dimensions is None:
        raise ValueError("`dimensions` must be given with `systems`, but it is not.")
    shape = as_dimensions("dimensions", dimensions)
    places = as_subsystems("systems", systems, len(shape))
    size = int(np.prod([shape[i] for i in places]))
    if operators.shape[1:] != (size, size) or state.shape[-1] != int(np.prod(shape)):
        raise ValueError(
            f"`kraus` must have shape (m, {size}, {size}) and `rho` dimension "
            f"{int(np.prod(shape))}, but they are {operators.shape} and {state.shape}."
        )
    n, lead = len(shape), state.shape[:-2]
    total = state.shape[-1]
    front = [*places, *(i for i in range(n) if i not in places)]
    order = [*front, *(n + i for i in front)]
    split = np.moveaxis(state.reshape(-1, *shape, *shape), 0, -1).transpose(*order, 2 * n)
    moved = split.shape
    rest = total // size
    block = split.reshape(size, rest, size, rest, -1)
    done = np.einsum("kai,irjsm,kbj->arbsm", operators, block, operators.conj(), optimize=True)
    back = np.argsort(order)
    done = done.reshape(moved).transpose(*back, 2 * n)
    return np.asarray(np.moveaxis(done, -1, 0).reshape(*lead, total, total))


def as_kraus(kraus: ArrayLike) -> ComplexArray:
    """Return Kraus operators ``(m, d', d)`` with ``sum K^+ K = 1``, or raise ``ValueError``."""
    operators = as_array("kraus", kraus).astype(np.complex128, copy=False)
    if operators.ndim != 3:
        raise ValueError(f"`kraus` must have shape (m, d', d), but its shape is {operators.shape}.")
    total = np.einsum("kai,kaj->ij", operators.conj(), operators)
    off = float(np.abs(total - np.eye(len(total))).max(initial=0.0))
    if off > SLACK:
        raise ValueError(f"`kraus` must have sum K^+ K = 1, but it is {off:.1e} off.")
    return operators


def choi_matrix(kraus: ArrayLike) -> ComplexArray:
    """Return ``sum_ij |i><j| (x) E(|i><j|) / d``: the state of a channel, ``(d d', d d')``.

    kraus : ``(m, d', d)``.  The first factor is the reference.

    >>> float(np.trace(choi_matrix(depolarising(0.3))).real.round(12))
    1.0
    """
    operators = as_kraus(kraus)
    _, out, size = operators.shape
    rows = np.swapaxes(operators, -1, -2).reshape(len(operators), size * out)
    return np.asarray(rows.T @ rows.conj() / size)


def depolarising(p: float) -> ComplexArray:
    """Kraus operators ``(4, 2, 2)`` of ``rho -> (1 - p) rho + p / 2``, p from 0 to 4/3.

    >>> apply_channel([1, 0], depolarising(1.0)).real.round(12).tolist()
    [[0.5, 0.0], [0.0, 0.5]]
    """
    share = _within("p", p, 4 / 3)
    paulis = np.array([np.eye(2), [[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]])
    weights = np.array([1 - 3 * share / 4, share / 4, share / 4, share / 4])
    return np.asarray(np.sqrt(np.clip(weights, 0, None))[:, None, None] * paulis)


def dephasing(p: float) -> ComplexArray:
    """Kraus operators ``(2, 2, 2)`` of ``rho -> (1 - p) rho + p Z rho Z``, p from 0 to 1.

    >>> plus = np.array([1, 1]) / np.sqrt(2)
    >>> apply_channel(plus, dephasing(0.5)).real.round(12).tolist()
    [[0.5, 0.0], [0.0, 0.5]]
    """
    share = _within("p", p, 1.0)
    return np.array([np.sqrt(1 - share) * np.eye(2), np.sqrt(share) * np.diag([1, -1])], complex)


def amplitude_damping(p: float) -> ComplexArray:
    """Kraus operators ``(2, 2, 2)`` of the decay of |1> to |0> with probability p.

    >>> apply_channel([0, 1], amplitude_damping(0.25)).real.round(12).tolist()
    [[0.25, 0.0], [0.0, 0.75]]
    """
    share = _within("p", p, 1.0)
    stay, fall = np.diag([1, np.sqrt(1 - share)]), np.array([[0, np.sqrt(share)], [0, 0]])
    return np.array([stay, fall], complex)


def _within(name: str, value: float, most: float) -> float:
    share = real_float(name, value)
    if not 0 <= share <= most + 1e-12:
        raise ValueError(f"`{name}` must be between 0 and {most:.6g}, but it is {share:.6g}.")
    return min(share, most)
