"""Stabiliser states of networks of perfect tensors, and their entropies by ranks over GF(2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import Array, ComplexArray, IntArray
from numerics.memory import refuse_beyond
from numerics.networks.cuts import BoolArray
from numerics.networks.tiling import Tiling

PENTAGON = ("XZZXII", "IXZZXI", "XIXZZI", "ZXIXZI", "XXXXXX", "ZZZZZZ")
HEXAGON = ("XIZZZI", "IXIZZZ", "ZIXIZZ", "ZZIXIZ", "ZZZIXI", "IZZZIX")


@dataclass(frozen=True)
class StabiliserState:
    """A pure state of n qubits by generators of its stabiliser, without signs.

    x, z : (n, n) masks; generator i acts on qubit j with X where ``x[i, j]`` and with Z where
    ``z[i, j]``.  Entropies do not depend on the signs.
    """

    x: BoolArray
    z: BoolArray

    @property
    def qubits(self) -> int:
        """Number of qubits."""
        return int(self.x.shape[1])


def perfect_tensor(sides: int = 6) -> StabiliserState:
    """Six qubits, any three of them maximally entangled with the others.

    With 5 sides the five-qubit code, generators `PENTAGON`, symmetric under rotations of five legs,
    with its logical qubit as the sixth; with 6 sides the graph state of a triangular prism,
    generators `HEXAGON`, symmetric under rotations of all six.
    """
    letters = np.array([list(word) for word in _words(sides)])
    return StabiliserState(np.isin(letters, ["X", "Y"]), np.isin(letters, ["Z", "Y"]))


def perfect_ket(sides: int = 6) -> ComplexArray:
    """The amplitudes of `perfect_tensor`, normalised: (64,), the first leg slowest.

    The projector on the stabilised ray is the mean of all words, so that each generator g takes
    the ket to ``(1 + g)/2`` of it.
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
    rows = [g.to_numpy() for g in simulator.canonical_stabilizers()[gone:]]
    x, z = (np.array(part)[:, gone:] for part in zip(*rows, strict=True))
    return StabiliserState(x, z)


def _words(sides: int) -> tuple[str, ...]:
    return PENTAGON if sides == 5 else HEXAGON


def entropies(state: StabiliserState, regions: ArrayLike) -> IntArray:
    """Entropy in bits of sets of qubits: masks (..., n) -> (...).

    ``S_A = rank(generators restricted to A) - |A|`` over GF(2), Fattal et al. 2004.
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
    """Entropies in bits of the first 1, 2, ... of the qubits in ``order``, in one elimination."""
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
    S_{A and leg} = S_A - 1.  One more than their number where all of them do not suffice.
    """
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

    Row: where it starts; column k: k + 1 qubits.
    """
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
