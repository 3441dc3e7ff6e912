"""Imaginary time of a transverse-field Ising ring, as matrices and as a deep Boltzmann machine.

H = - J sum_i Z_i Z_{i+1} - g sum_i X_i on a ring of n > 2 spins (n = 2: one bond); Z has the
eigenvalue s = 1 - 2 x on bit x.  One step is exp(-dt H_ZZ) exp(-dt H_X) applied from the right end
inwards, first order in dt.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import Array, FloatArray, as_array, positive_float, whole
from numerics.memory import refuse_beyond
from numerics.neural_states.states import spins


def ring_bonds(n: int) -> list[tuple[int, int]]:
    """Return the bonds of a ring of n sites; two sites have one bond.

    >>> ring_bonds(3), ring_bonds(2)
    ([(0, 1), (1, 2), (2, 0)], [(0, 1)])
    """
    n = whole("n", n, 2)
    return [(i, (i + 1) % n) for i in range(n if n > 2 else 1)]


def ising_hamiltonian(n: int, coupling: float, field: float) -> FloatArray:
    """Return H as a dense matrix ``(2^n, 2^n)``.

    >>> float(np.linalg.eigvalsh(ising_hamiltonian(2, 1.0, 1.0))[0].round(9))  # -sqrt(J^2 + 4 g^2)
    -2.236067977
    """
    refuse_beyond(32.0 * 4.0 ** whole("n", n, 2), what=f"matrix of {n} spins")
    matrix = np.diag(ising_energies(n, coupling))
    index = np.arange(2**n)
    for i in range(n):
        matrix[index, index ^ (1 << i)] -= field
    return matrix


def ising_energies(n: int, coupling: float) -> FloatArray:
    """Return the diagonal -J sum s_i s_{i+1} of H, ``(2^n,)``.

    >>> ising_energies(2, 1.0)
    array([-1.,  1.,  1., -1.])
    """
    s = spins(n)
    return np.asarray(-coupling * sum(s[:, i] * s[:, j] for i, j in ring_bonds(n)))


def trotter_step(psi: ArrayLike, coupling: float, field: float, dt: float) -> Array:
    """Return exp(-dt H_ZZ) exp(-dt H_X) psi for amplitudes ``(2^n,)``, not normalised.

    Raises ``ValueError`` for amplitudes that are not 2^n, n > 1.

    >>> psi = np.ones(4)
    >>> for _ in range(200): psi = trotter_step(psi, 1.0, 1.0, 0.02) / np.linalg.norm(psi)
    >>> psi = psi / np.linalg.norm(psi)
    >>> round(float(psi @ ising_hamiltonian(2, 1.0, 1.0) @ psi), 3)  # -sqrt(5) = -2.236
    -2.236
    """
    ket = as_array("psi", psi)
    n = ket.size.bit_length() - 1
    if ket.shape != (2**n,) or n < 2:
        raise ValueError(f"`psi` must have shape (2^n,), n > 1, but its shape is {ket.shape}.")
    turn = np.array([[np.cosh(dt * field), np.sinh(dt * field)]] * 2)
    turn[1] = turn[1, ::-1]
    for i in range(n):
        ket = np.einsum("st,atb->asb", turn, ket.reshape(2**i, 2, -1)).reshape(-1)
    return np.asarray(np.exp(-dt * ising_energies(n, coupling)) * ket)


@dataclass(frozen=True)
class DeepMachine:
    """A deep Boltzmann machine: psi(x) = constant * deep_boltzmann(weights, biases)(x).

    >>> machine = ising_machine(3, 1.0, 1.0, 0.1, 2)  # a ring of 3 spins, two steps
    >>> machine.hidden, machine.amplitudes().shape
    (12, (8,))
    """

    weights: list[FloatArray]
    biases: list[FloatArray]
    constant: float

    @property
    def hidden(self) -> int:
        """Number of hidden units."""
        return sum(w.shape[1] for w in self.weights)

    def amplitudes(self) -> Array:
        """Return psi(x) for all x: the hidden units summed, those between two layers singly.

        A layer holds the spins of the next time, which are summed by their 2^n values, and the
        units of the bonds, which see one layer alone and are summed one by one.
        """
        n = len(self.biases[0])
        x = 0.5 * (1 - spins(n))
        value: Array = np.ones(2**n)
        for w, bias in zip(reversed(self.weights), reversed(self.biases[1:]), strict=True):
            own = w[:n]
            bonds = np.prod(1 + np.exp(-x @ own[:, n:] - bias[n:]), axis=1)
            onward = np.exp(-x @ own[:, :n] @ x.T - x @ bias[:n])
            value = bonds * (onward @ value)
        return np.asarray(self.constant * np.exp(-x @ self.biases[0]) * value)


def ising_machine(n: int, coupling: float, field: float, dt: float, steps: int) -> DeepMachine:
    """Return the deep Boltzmann machine of ``steps`` Trotter steps from the state with psi = 1.

    e^{dt g X} between a spin s and its next value s' is e^{L s s'} sqrt(sinh(dt g) cosh(dt g)),
    e^{-2 L} = tanh(dt g); e^{K s s'} of neighbours, K = dt J, is a hidden unit that sees both:

    e^{K s s'} = (e^{-K} / 2) (e^{a (s + s')} + e^{-a (s + s')}), cosh 2a = e^{2 K}, K > 0

    (for J < 0 with |K| and s - s').

    Layer k holds n spins of time k and the bonds of time k - 1: 2 n units a step on a ring. All
    weights are real.  Raises ``ValueError`` unless g dt > 0.
    Source: G. Carleo, Y. Nomura, M. Imada (2018); K. Hashimoto's slides, Discussion.

    >>> machine = ising_machine(2, 1.0, 1.0, 0.1, 1)
    >>> step = trotter_step(np.ones(4), 1.0, 1.0, 0.1)
    >>> bool(np.allclose(machine.amplitudes(), step)), machine.hidden
    (True, 3)
    """
    steps, turn = whole("steps", steps), positive_float("field * dt", field * dt)
    bonds = ring_bonds(n)
    k = dt * coupling
    angle = 0.5 * np.arccosh(np.exp(2 * abs(k)))
    onward = -0.5 * np.log(np.tanh(turn))  # L; in bits s s' = 1 - 2 x - 2 x' + 4 x x'
    width = n + len(bonds)
    inner = np.zeros((n, width))
    inner[:, :n] = -4 * onward * np.eye(n)
    inner_bias = np.zeros(width)
    visible = np.full(n, 2 * onward)
    sign = 1.0 if k >= 0 else -1.0
    factor = (np.sinh(turn) * np.cosh(turn)) ** (n / 2) * np.exp(onward * n)
    for b, (i, j) in enumerate(bonds):
        # h = 0: e^{a (s_i + sign s_j)}; h = 1: its inverse
        inner[i, n + b], inner[j, n + b] = -4 * angle, -4 * angle * sign
        inner_bias[n + b] = 2 * angle * (1 + sign)
        visible[i] += 2 * angle
        visible[j] += 2 * angle * sign
        factor *= 0.5 * np.exp(-abs(k)) * np.exp(angle * (1 + sign))
    layers: list[FloatArray] = []
    biases = [visible]
    for step in range(steps):
        rows = n if step == 0 else width
        w = np.zeros((rows, width))
        w[:n] = inner
        layers.append(w)
        bias = inner_bias.copy()
        bias[:n] = 2 * onward + (visible if step + 1 < steps else 0.0)
        biases.append(bias)
    return DeepMachine(layers, biases, float(factor**steps))
