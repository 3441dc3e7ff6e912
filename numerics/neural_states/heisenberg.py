"""The Heisenberg antiferromagnet on rings and square lattices, in the sector without magnetisation.

H = sum over bonds of S_i . S_j, spins 1/2.  On a bipartite lattice a half turn of one sublattice
(Marshall's sign) makes all off-diagonal elements -1/2, and the ground state positive.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import eigsh

from numerics._checks import FloatArray, IntArray, whole
from numerics.memory import refuse_beyond
from numerics.neural_states.imaginary_time import ring_bonds

DENSE = 400  # configurations up to which all eigenvalues are found


@dataclass(frozen=True)
class Lattice:
    """Sites 0 .. n - 1, bonds ``(b, 2)`` and translations ``(t, n)``: site j goes to row[j].

    >>> Lattice(np.array([[0, 1]]), np.array([[0, 1], [1, 0]])).sites
    2
    """

    bonds: IntArray
    translations: IntArray

    @property
    def sites(self) -> int:
        """Number of sites."""
        return int(self.translations.shape[1])


def ring(n: int) -> Lattice:
    """Return the ring of an even number n of sites; two sites have one bond.

    >>> ring(4).bonds.tolist()
    [[0, 1], [1, 2], [2, 3], [3, 0]]
    """
    n = _even("n", n)
    sites = np.arange(n)
    return Lattice(np.array(ring_bonds(n)), (sites[:, None] + sites) % n)


def square(columns: int, rows: int) -> Lattice:
    """Return the periodic lattice of even sides; a side of two sites has each bond once.

    >>> len(square(4, 4).bonds), len(square(2, 2).bonds)
    (32, 4)
    """
    columns, rows = _even("columns", columns), _even("rows", rows)
    along = [
        (y * columns + i, y * columns + j) for y in range(rows) for i, j in ring_bonds(columns)
    ]
    across = [
        (i * columns + x, j * columns + x) for x in range(columns) for i, j in ring_bonds(rows)
    ]
    y, x = np.divmod(np.arange(columns * rows), columns)
    moved = (y[:, None] + y) % rows * columns + (x[:, None] + x) % columns
    return Lattice(np.array(along + across), moved)


@dataclass(frozen=True)
class Antiferromagnet:
    """H on a lattice among the configurations with as many spins up as down.

    turned : whether one sublattice is turned, so that the ground state is positive.  balanced :
    False for all 2^n configurations.

    >>> round(Antiferromagnet(ring(4)).ground_energy(), 9)
    -2.0
    >>> round(Antiferromagnet(ring(6)).ground_energy(), 9)  # -(1 + sqrt(13) / 2)
    -2.802775638
    """

    lattice: Lattice
    turned: bool = True
    balanced: bool = True

    @cached_property
    def configurations(self) -> FloatArray:
        """All configurations ``(c, n)`` with entries 1 and -1, in the order of their index."""
        n = self.lattice.sites
        refuse_beyond(48.0 * 2.0**n, what=f"configurations of {n} spins")
        index = np.arange(2**n)
        if self.balanced:
            index = index[np.bitwise_count(index) == n // 2]
        return np.asarray(1.0 - 2.0 * ((index[:, None] >> np.arange(n)[::-1]) & 1))

    @cached_property
    def matrix(self) -> sparse.csr_array:
        """H ``(c, c)`` as a sparse matrix."""
        s = self.configurations
        place = 2 ** np.arange(self.lattice.sites)[::-1]
        index = ((1 - s) / 2) @ place
        rows, columns = [np.arange(len(s))], [np.arange(len(s))]
        values = [sum(s[:, i] * s[:, j] for i, j in self.lattice.bonds) / 4]
        for i, j in self.lattice.bonds:
            apart = np.flatnonzero(s[:, i] != s[:, j])
            exchanged = index[apart] + s[apart, i] * place[i] + s[apart, j] * place[j]
            rows.append(apart)
            columns.append(np.searchsorted(index, exchanged))
            values.append(np.full(len(apart), -0.5 if self.turned else 0.5))
        entries = (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns)))
        return sparse.csr_array(entries, shape=(len(s), len(s)))

    def ground_energy(self) -> float:
        """Return the lowest energy, by Lanczos for more than a few hundred configurations."""
        if len(self.configurations) <= DENSE:
            return float(np.linalg.eigvalsh(self.matrix.toarray())[0])
        start = np.ones(len(self.configurations))
        return float(eigsh(self.matrix, k=1, which="SA", v0=start)[0][0])


def _even(name: str, value: int) -> int:
    value = whole(name, value, 2)
    if value % 2:
        raise ValueError(f"`{name}` must be even, but it is {value}.")
    return value
