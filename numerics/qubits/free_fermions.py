"""Entropy and mutual information of free-fermion chains from correlation matrices, in bits.

A chain is described by G (n, n). For hopping fermions G = 1 - 2 C with C_ij = <c_i^+ c_j>; for the
transverse-field Ising chain G_ij = <i b_i a_j> between the two Majorana operators of each site. In
both cases a set A of sites has the entropy sum_k h((1 + s_k) / 2), where s_k are the singular
values of G restricted to A and h is the binary entropy. A chain of 1024 sites takes a second.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import Array, FloatArray, as_array, as_real, one_of, real_float, whole
from numerics.qubits._states import as_hermitian
from numerics.qubits.entanglement import binary_entropy

BOUNDARIES = ("periodic", "antiperiodic", "open")


@dataclass(frozen=True)
class ChainGroundState:
    """Ground state of an Ising chain: correlations G (n, n), parity prod_i Z_i, and energy.

    ``gap`` : to the lowest state of the same parity; the other parity may lie closer.

    >>> ising_chain([0.0], [1.0, 2.0])  # two free spins
    ChainGroundState(correlations=array([[1., 0.],
           [0., 1.]]), parity=1, energy=-3.0, gap=6.0)
    """

    correlations: FloatArray
    parity: int
    energy: float
    gap: float


def ising_chain(bonds: ArrayLike, fields: ArrayLike) -> ChainGroundState:
    """Ground state of ``H = -sum_i J_i X_i X_(i+1) - sum_i h_i Z_i``, by Majorana operators.

    bonds : J (n,) of a ring, the last one from site n back to 1, or (n - 1,) of an open chain;
    fields : h (n,), n at least 2.  Any signs.

    With ``a_j = Z_1 .. Z_(j-1) X_j`` and ``b_j = Z_1 .. Z_(j-1) Y_j`` it is ``-sum i b_j T_jk a_k``
    in each sector of ``prod Z = p``: T holds h on and -J above the diagonal, and ``p J_n`` in its
    corner.  The lowest state has ``G = U V^T`` for ``T = U S V^T``, with the least singular value
    reversed where det G is not p.  The sector with the lower energy is taken, the even one where
    both are equal to rounding.  E. Lieb, T. Schultz, D. Mattis, Ann. Phys. 16 (1961) 407.

    Raises ``ValueError`` for lengths that do not fit, and where the sector has several ground
    states.

    >>> round(ising_chain([1, 1, 1], [-2, -2, -2]).energy, 4)
    -6.4641
    """
    h, j = as_real("fields", fields), as_real("bonds", bonds)
    if h.ndim != 1 or len(h) < 2:
        raise ValueError(f"`fields` must have shape (n,), n > 1, but its shape is {h.shape}.")
    n = len(h)
    if j.shape not in ((n,), (n - 1,)):
        raise ValueError(f"`bonds` must have {n} or {n - 1} entries, but its shape is {j.shape}.")
    found = [_lowest(h, j, parity) for parity in (1, -1)]
    size = np.abs(h).sum() + np.abs(j).sum()
    even, odd = found
    best = even if even.energy <= odd.energy + 1e-13 * size else odd
    if best.gap <= 1e-12 * size:
        raise ValueError(
            f"`bonds` and `fields` must have one ground state of parity {best.parity}, but the gap "
            f"is {best.gap:.1e}."
        )
    return best


def _lowest(h: FloatArray, j: FloatArray, parity: int) -> ChainGroundState:
    n = len(h)
    t = np.diag(h) - np.diag(j[: n - 1], 1)
    if len(j) == n:
        t[n - 1, 0] += parity * j[n - 1]
    left, levels, right = np.linalg.svd(t)
    flip = round(float(np.linalg.det(left) * np.linalg.det(right))) != parity
    least = -levels[-1] if flip else levels[-1]
    g = left @ right
    if flip:
        g = g - 2 * np.outer(left[:, -1], right[-1])
    # excitations come in pairs of modes: 2 (e_a + e_b)
    return ChainGroundState(
        g, parity, -float(levels[:-1].sum() + least), 2 * float(levels[-2] + least)
    )


def ising_correlations(n: int, field: float, *, boundary: str = "periodic") -> FloatArray:
    """Correlations G of the ground state of n spins, ``H = -sum X_i X_(i+1) - field sum Z_i``.

    n : at least 2; field : any sign; boundary : of the spins, "periodic", "antiperiodic" (the last
    bond has the opposite sign) or "open".  Returns (n, n).

    On a periodic ring the ground state has ``prod Z = 1``, or -1 where n is odd and the field
    negative.  The fermions are antiperiodic in the first case, momenta k = (2m + 1) pi / n, and
    periodic in the second, k = 2m pi / n; G_ij = sum_k e^(ik(i-j)) (field - e^(ik)) /
    |field - e^(ik)| / n.  Without a field it is the state of even parity of the two.  The chain is
    critical at field 1 and -1.  Other boundaries : ``ising_chain``, which refuses several ground
    states.  Entropies of contiguous blocks are those of the spins; for other sets of sites they are
    those of the fermion modes.

    >>> g = ising_correlations(4, 1.0)
    >>> bool(abs(g[0, 0] - (np.cos(np.pi / 8) + np.sin(np.pi / 8)) / 2) < 1e-12)  # <Z>
    True
    """
    size, h = whole("n", n, 2), real_float("field", field)
    if one_of("boundary", boundary, BOUNDARIES) != "periodic":
        bonds = np.ones(size if boundary == "antiperiodic" else size - 1)
        bonds[size - 1 :] = -1
        return ising_chain(bonds, np.full(size, h)).correlations
    odd = h < 0 and size % 2 == 1
    i = np.arange(size)
    k = (2 * i + (0 if odd else 1)) * np.pi / size
    weight = h - np.exp(1j * k)
    twist = np.exp(1j * np.pi * i / size) if not odd else np.ones(size)
    row = (twist * np.fft.ifft(weight / np.abs(weight))).real
    steps = i[:, None] - i[None, :]
    return np.asarray(np.where((steps < 0) & (not odd), -1, 1) * row[steps % size])


def hopping_correlations(hopping: ArrayLike, particles: int) -> Array:
    """G = 1 - 2 C of the ground state of ``sum_ij t_ij c_i^+ c_j`` with a number of particles.

    hopping : (n, n), Hermitian. Raises ``ValueError`` where the highest filled and the lowest empty
    level coincide, so that there is no one ground state.

    >>> hopping_correlations([[0.0, -1.0], [-1.0, 0.0]], 1).round(12) + 0.0
    array([[ 0., -1.],
           [-1.,  0.]])
    """
    t = as_hermitian("hopping", hopping)
    n = t.shape[-1]
    if t.ndim != 2:
        raise ValueError(f"`hopping` must have shape (n, n), but its shape is {t.shape}.")
    if not 0 <= whole("particles", particles, 0) <= n:
        raise ValueError(f"`particles` must be at most {n}, but it is {particles}.")
    levels, modes = np.linalg.eigh(t)
    if 0 < particles < n and levels[particles] - levels[particles - 1] < 1e-10:
        raise ValueError(
            f"`particles` must fill whole levels, but the highest filled and the lowest empty one "
            f"differ by {levels[particles] - levels[particles - 1]:.1e}."
        )
    filled = modes[:, :particles]
    g = np.eye(n) - 2 * (filled @ filled.conj().T)
    return np.asarray(g.real if not t.imag.any() else g)


def dimerised_ring(n: int, dimerisation: float, *, particles: int | None = None) -> FloatArray:
    """Hopping matrix of a ring with strengths (1 +- ``dimerisation``) in turn: (n, n).

    n : at least 3, even unless ``dimerisation`` is 0.  particles : for which the spectrum is that
    of the spin ring ``-sum (1 +- d) (X X + Y Y) / 2`` with as many spins up, n // 2 by default: the
    bond that closes the ring changes its sign where it is even.

    Without dimerisation it is the critical XX ring; otherwise, at half filling, it has a gap of 4
    times the dimerisation.
    Raises ``ValueError`` for an odd n with a dimerisation.

    >>> levels = np.linalg.eigvalsh(dimerised_ring(6, 0.0))
    >>> round(float(levels[:3].sum()), 6)  # -2 / sin(pi / 6), the XX ring of six spins
    -4.0
    """
    size, d = whole("n", n, 3), real_float("dimerisation", dimerisation)
    if size % 2 and d:
        raise ValueError(f"`n` must be even with a dimerisation, but it is {n}.")
    filled = size // 2 if particles is None else whole("particles", particles, 0)
    strength = 1 + d * (-1.0) ** np.arange(size)
    strength[-1] *= -1 if filled % 2 == 0 else 1
    t = np.zeros((size, size))
    i = np.arange(size)
    t[i, (i + 1) % size] = t[(i + 1) % size, i] = -strength
    return t


def gaussian_entropy(block: ArrayLike) -> FloatArray:
    """Entropy in bits of the sites whose correlations G are ``block``: (..., m, m) -> (...).

    Raises ``ValueError`` where a singular value exceeds 1, which no state has.

    >>> float(gaussian_entropy(np.zeros((2, 2))))  # two sites that know nothing
    2.0
    """
    g = as_array("block", block)
    if g.ndim < 2 or g.shape[-1] != g.shape[-2]:
        raise ValueError(f"`block` must have shape (..., m, m), but its shape is {g.shape}.")
    return _entropy(np.linalg.svd(g, compute_uv=False))


def _entropy(spread: FloatArray) -> FloatArray:
    if (spread > 1 + 1e-9).any():
        raise ValueError(
            f"correlations must have singular values of at most 1, but one is {spread.max():.9g}."
        )
    return np.asarray(binary_entropy((1 + np.minimum(spread, 1.0)) / 2).sum(-1))


def gaussian_mutual_information(correlations: ArrayLike) -> FloatArray:
    """Mutual information in bits of all pairs of modes: (n, n) -> (n, n), 2 S_i on the diagonal.

    Raises ``ValueError`` for correlations that are not ``(n, n)``.

    >>> pair = hopping_correlations([[0.0, -1.0], [-1.0, 0.0]], 1)
    >>> gaussian_mutual_information(pair).round(9) + 0.0  # one particle shared by two sites
    array([[2., 2.],
           [2., 2.]])
    """
    g = as_array("correlations", correlations)
    if g.ndim != 2 or g.shape[0] != g.shape[1]:
        raise ValueError(f"`correlations` must have shape (n, n), but its shape is {g.shape}.")
    own = np.diag(g)
    single = _entropy(np.abs(own)[:, None])
    squares = np.abs(own) ** 2
    total = squares[:, None] + squares[None, :] + np.abs(g) ** 2 + np.abs(g.T) ** 2
    det = np.abs(own[:, None] * own[None, :] - g * g.T)
    far, near = (
        np.sqrt(np.clip(total + 2 * det, 0, None)),
        np.sqrt(np.clip(total - 2 * det, 0, None)),
    )
    both = np.stack([(far + near) / 2, (far - near) / 2], axis=-1)
    np.einsum("iik->ik", both)[:] = 0.0
    pair = _entropy(both)
    out = single[:, None] + single[None, :] - pair
    np.fill_diagonal(out, 2 * single)
    return np.asarray(out)
