"""Stabiliser states of networks of perfect tensors, and their entropies by ranks over GF(2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import Array, ComplexArray, IntArray, whole
from numerics.memory import refuse_beyond
from numerics.networks.cuts import BoolArray
from numerics.networks.tiling import Tiling
from numerics.qubits._states import as_subsystems

PENTAGON = ("XZZXII", "IXZZXI", "XIXZZI", "ZXIXZI", "XXXXXX", "ZZZZZZ")
HEXAGON = ("XIZZZI", "IXIZZZ", "ZIXIZZ", "ZZIXIZ", "ZZZIXI", "IZZZIX")


@dataclass(frozen=True)
class StabiliserState:
    """A pure state of n qubits by n independent generators of its stabiliser, which commute.

    x, z : masks ``(n, n)``; generator i acts on qubit j with X where ``x[i, j]``, with Z where
    ``z[i, j]``, with Y where both.  negative : ``(n,)``, the generators with eigenvalue -1; none
    unless given.  Entropies do not depend on the signs.

    Raises ``ValueError`` for other shapes, generators that anticommute and dependent ones.

    >>> bell = StabiliserState(np.array([[1, 1], [0, 0]], bool), np.array([[0, 0], [1, 1]], bool))
    >>> int(entropies(bell, np.array([True, False])))
    1
    """

    x: BoolArray
    z: BoolArray
    negative: BoolArray | None = None

    def __post_init__(self) -> None:
        """Check the generators."""
        n = self.x.shape[-1] if np.ndim(self.x) else 0
        for name in ("x", "z"):
            mask = np.asarray(getattr(self, name))
            if mask.dtype != bool or mask.shape != (n, n) or not n:
                raise ValueError(
                    f"`{name}` must be a mask (n, n), but has shape {mask.shape} and dtype "
                    f"{mask.dtype}."
                )
        signs = np.zeros(n, dtype=bool) if self.negative is None else np.asarray(self.negative)
        if signs.dtype != bool or signs.shape != (n,):
            raise ValueError(
                f"`negative` must be a mask ({n},), but has shape {signs.shape} and dtype "
                f"{signs.dtype}."
            )
        object.__setattr__(self, "negative", signs)
        x, z = self.x.astype(np.float32), self.z.astype(np.float32)
        crossings = x @ z.T  # whole numbers, exact in single precision below 2^24
        if odd := np.argwhere((crossings + crossings.T) % 2).tolist():
            i, j = odd[0]
            raise ValueError(f"generators must commute, but {i} and {j} anticommute.")
        basis: dict[int, int] = {}
        packed = np.packbits(np.concatenate([self.x, self.z], axis=1), axis=1)
        for i, row in enumerate(packed):
            if not _insert(basis, _integer(row)):
                raise ValueError(
                    f"generators must be independent, but {i} is a product of those before it."
                )

    @property
    def qubits(self) -> int:
        """Number of qubits."""
        return int(self.x.shape[1])


def measure(
    state: StabiliserState, observable: str, *, rng: np.random.Generator
) -> tuple[int, StabiliserState]:
    """Measure a Pauli string: the outcome, 1 or -1, and the state after it.

    observable : one of the letters I, X, Y, Z for each qubit.  The outcome is certain where the
    string is a product of generators, and else 1 or -1 with equal chances, drawn from ``rng``.  By
    stim's tableaux, S. Aaronson, D. Gottesman, Phys. Rev. A 70 (2004) 052328.

    Raises ``ValueError`` for another length or other letters.

    >>> bell = StabiliserState(np.array([[1, 1], [0, 0]], bool), np.array([[0, 0], [1, 1]], bool))
    >>> first, left = measure(bell, "ZI", rng=np.random.default_rng(0))
    >>> second, _ = measure(left, "IZ", rng=np.random.default_rng(1))
    >>> first == second, int(entropies(left, np.array([True, False])))
    (True, 0)
    """
    import stim

    if len(observable) != state.qubits or not set(observable) <= set("IXYZ"):
        raise ValueError(
            f"`observable` must hold {state.qubits} letters I, X, Y, Z, but it is {observable!r}."
        )
    simulator = stim.TableauSimulator(seed=int(rng.integers(2**62)))
    simulator.set_state_from_stabilizers(
        [
            stim.PauliString.from_numpy(xs=x, zs=z, sign=-1 if minus else 1)
            for x, z, minus in zip(state.x, state.z, np.asarray(state.negative), strict=True)
        ]
    )
    outcome = -1 if simulator.measure_observable(stim.PauliString(observable)) else 1
    return outcome, _from_simulator(simulator, 0)


def perfect_tensor(sides: int = 6) -> StabiliserState:
    """Six qubits, any three of them maximally entangled with the others.

    With 5 sides the five-qubit code, generators `PENTAGON`, symmetric under rotations of five legs,
    with its logical qubit as the sixth; with 6 sides the graph state of a triangular prism,
    generators `HEXAGON`, symmetric under rotations of all six.

    sides : 5 or 6.

    >>> interval_entropies(perfect_tensor(6), 6)[0].tolist()
    [1, 2, 3, 2, 1, 0]
    """
    letters = np.array([list(word) for word in _words(sides)])
    return StabiliserState(np.isin(letters, ["X", "Y"]), np.isin(letters, ["Z", "Y"]))


def perfect_ket(sides: int = 6) -> ComplexArray:
    """The amplitudes of `perfect_tensor`, normalised: (64,), the first leg slowest.

    The projector on the stabilised ray is the mean of all words, so that each generator g takes
    the ket to ``(1 + g)/2`` of it.

    >>> ket = perfect_ket(5).reshape(8, 8)
    >>> np.linalg.svd(ket, compute_uv=False).round(9).tolist()[::7]  # 1 / sqrt(8), all of them
    [0.353553391, 0.353553391]
    """
    letters = {
        "I": np.eye(2),
        "X": np.array([[0, 1], [1, 0]]),
        "Y": np.array([[0, -1j], [1j, 0]]),
        "Z": np.diag([1, -1]),
    }
    ket = np.arange(1.0, 65.0) + 0j  # any start that is not orthogonal to the ray
    for word in _words(sides):
        image: Array = ket.reshape((2,) * 6)
        for leg, letter in enumerate(word):
            image = np.moveaxis(np.tensordot(letters[letter], image, (1, leg)), 0, leg)
        ket = (ket + image.ravel()) / 2
    return np.asarray(ket / np.linalg.norm(ket))


def network_state(tiling: Tiling) -> StabiliserState:
    """Contract perfect tensors on a tiling with pentagons and hexagons, by Bell measurements.

    Qubits are the legs of the boundary in order, then the bulk legs of the pentagons, each
    maximally entangled with a reference: the Choi state of the encoding.  A Bell measurement of a
    bond with any result contracts it up to Pauli operators, which no entropy feels.  Takes memory
    for (6 tiles)^2 bits, four times.

    Raises ``ValueError`` for a tile of other than five or six sides.

    >>> from numerics.networks.tiling import hyperbolic_tiling
    >>> code = network_state(hyperbolic_tiling(1))
    >>> code.qubits, growing_entropies(code, range(3)).tolist()
    (26, [1, 2, 3])
    """
    import stim

    sides = tiling.sides
    if not np.isin(sides, [5, 6]).all():
        raise ValueError(f"tiles must have five or six sides, but one has {sides.max()}.")
    total = 6 * len(sides)
    refuse_beyond(total**2, what=f"stabiliser state of {len(sides)} tensors")
    bulk = 6 * np.flatnonzero(sides == 5) + 5
    bonds = 6 * tiling.bonds[:, ::2] + tiling.bonds[:, 1::2]
    rim = 6 * tiling.boundary[:, 0] + tiling.boundary[:, 1]
    order = np.concatenate([bonds.ravel(), rim, bulk])
    place = np.empty(total, dtype=int)
    place[order] = np.arange(total)
    words = {p: [stim.PauliString(word) for word in _words(p)] for p in set(sides.tolist())}
    tensors = {p: stim.Tableau.from_stabilizers(rows) for p, rows in words.items()}
    simulator = stim.TableauSimulator(seed=0)
    for tile, p in enumerate(sides.tolist()):
        simulator.do_tableau(tensors[p], [int(q) for q in place[6 * tile : 6 * tile + 6]])
    for bond in range(len(bonds)):
        simulator.cnot(2 * bond, 2 * bond + 1)
        simulator.h(2 * bond)
        simulator.measure_many(2 * bond, 2 * bond + 1)
    gone = 2 * len(bonds)
    return _from_simulator(simulator, gone)


def _from_simulator(simulator: Any, gone: int) -> StabiliserState:
    """The state of the qubits after the first ``gone``, which are in a product with them."""
    generators = simulator.canonical_stabilizers()[gone:]
    x, z = (
        np.array(part)[:, gone:] for part in zip(*(g.to_numpy() for g in generators), strict=True)
    )
    return StabiliserState(x, z, np.array([g.sign == -1 for g in generators]))


def _words(sides: int) -> tuple[str, ...]:
    return PENTAGON if sides == 5 else HEXAGON


def entropies(state: StabiliserState, regions: ArrayLike) -> IntArray:
    """Entropy in bits of sets of qubits: masks ``(..., n)`` to ``(...)``.

    ``S_A = rank(generators restricted to A) - |A|`` over GF(2), Fattal et al. 2004.  Raises
    ``ValueError`` for what is no mask of n qubits.

    >>> entropies(perfect_tensor(5), np.arange(6) < [[1], [3], [6]]).tolist()
    [1, 3, 0]
    """
    masks = np.asarray(regions)
    if masks.dtype != bool or masks.shape[-1:] != (state.qubits,):
        raise ValueError(
            f"`regions` must be masks (..., {state.qubits}), "
            f"but have shape {masks.shape} and dtype {masks.dtype}."
        )
    columns = _columns(state)
    found = []
    for mask in masks.reshape(-1, state.qubits):
        least = mask if 2 * mask.sum() <= state.qubits else ~mask
        basis: dict[int, int] = {}
        rank = sum(_insert(basis, v) for q in np.flatnonzero(least) for v in columns[q])
        found.append(rank - int(least.sum()))
    return np.array(found).reshape(masks.shape[:-1])


def growing_entropies(state: StabiliserState, order: Iterable[int]) -> IntArray:
    """Entropies in bits of the first 1, 2, ... of the qubits in ``order``: ``(len(order),)``.

    order : distinct qubits.  In one elimination.  Raises ``ValueError`` for others.

    >>> growing_entropies(perfect_tensor(5), [0, 2, 4, 5]).tolist()
    [1, 2, 3, 2]
    """
    order = as_subsystems("order", list(order), state.qubits)
    columns = _columns(state)
    basis: dict[int, int] = {}
    rank, found = 0, []
    for size, qubit in enumerate(order, 1):
        rank += sum(_insert(basis, v) for v in columns[qubit])
        found.append(rank - size)
    return np.array(found, dtype=int)


def legs_needed(state: StabiliserState, order: Sequence[int], leg: int) -> int:
    """How many of the qubits in ``order``, taken one by one, it takes to rebuild ``leg`` on them.

    ``leg`` is rebuilt where its two columns of generators are in the span of theirs, so that
    S_{A and leg} = S_A - 1.  One more than their number where all of them do not suffice.  Raises
    ``ValueError`` for qubits that do not exist or come twice.

    Returns a number of qubits.

    >>> legs_needed(perfect_tensor(5), [0, 1, 2, 3, 4], 5)  # three of five correct two erasures
    3
    """
    order = as_subsystems("order", list(order), state.qubits)
    (leg,) = as_subsystems("leg", leg, state.qubits)
    columns = _columns(state)
    basis: dict[int, int] = {}
    left = [v for v in columns[leg] if v]
    for size, qubit in enumerate(order, 1):
        for vector in columns[qubit]:
            _insert(basis, vector)
        left = [v for v in (_reduced(basis, v) for v in left) if v]
        if not left:
            return size
    return len(order) + 1


def interval_entropies(state: StabiliserState, rim: int) -> IntArray:
    """Entropies in bits of all intervals of the first ``rim`` qubits on a circle: (rim, rim).

    Row: where it starts; column k: k + 1 qubits.  rim : at most the number of qubits.
    Raises ``ValueError`` for a rim of more legs than there are qubits.

    >>> interval_entropies(perfect_tensor(6), 6).max()
    np.int64(3)
    """
    if whole("rim", rim) > state.qubits:
        raise ValueError(f"`rim` must be at most {state.qubits}, but it is {rim}.")
    turns = ((start + np.arange(rim)) % rim for start in range(rim))
    return np.array([growing_entropies(state, turn) for turn in turns])


def _columns(state: StabiliserState) -> list[tuple[int, int]]:
    """The two columns of each qubit as integers whose bits are the generators."""
    packed = [np.packbits(part.T, axis=1) for part in (state.x, state.z)]
    return [(_integer(x), _integer(z)) for x, z in zip(*packed, strict=True)]


def _integer(row: Any) -> int:
    return int.from_bytes(row.tobytes(), "big")


def _reduced(basis: dict[int, int], vector: int) -> int:
    while vector and (held := basis.get(vector.bit_length())) is not None:
        vector ^= held
    return vector


def _insert(basis: dict[int, int], vector: int) -> int:
    """Add a vector to a basis in echelon form, by leading bit: 1 if it was independent, else 0."""
    left = _reduced(basis, vector)
    if left:
        basis[left.bit_length()] = left
    return int(left != 0)
