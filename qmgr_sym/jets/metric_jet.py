"""The metric at a point with its derivatives, and what is computed from them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from itertools import combinations

from qmgr_sym.jets._covariant import covariant_d
from qmgr_sym.jets._einsum import Tensor, build, einsum
from qmgr_sym.jets._element import Scalar, inner, partial

HALF = Fraction(1, 2)


class MetricJet:
    """A metric g_ab near a point; every component is a number-like `Element` or an exact number.

    Components are read as nested tuples: `jet.metric[a][b]` = g_ab, `jet.inverse[a][b]` = g^ab,
    `jet.christoffel[m][a][b]` = Gamma^m_ab, and so on. Elements are added, multiplied and divided
    by exact numbers with the usual signs; `jet.d(f, m)` is d f / dx^m. The volume element sqrt|g|
    is not an element: densities are written without it, and d_m (sqrt|g| f) is sqrt|g| times
    `jet.density_d(f, m)`, from d_m log sqrt|g| = Gamma^c_cm. Indices start at 0, which is time in
    synchronous gauge.

    Conventions: Gamma^m_ab = g^mn (d_a g_nb + d_b g_na - d_n g_ab) / 2, Vanchurin (7.9);
    R^r_smn = d_m Gamma^r_ns - d_n Gamma^r_ms + Gamma^r_ml Gamma^l_ns - Gamma^r_nl Gamma^l_ms;
    R_mn = R^l_mln; signature plays no role.

    Attributes:
        n: the dimension.
        metric, inverse: g_ab and g^ab.
        determinant: det g_ab.
        scalars: further free functions of the coordinates, as many as were asked for.
        free: the components (a, b), a <= b, that are free functions.
    """

    def __init__(
        self,
        metric: Tensor,
        inverse: Tensor,
        scalars: Sequence[Scalar],
        free: Sequence[tuple[int, int]],
    ) -> None:
        """Take components that are already symmetric; `jet_identity` makes jets."""
        self.n = len(metric)
        self.metric = metric
        self.inverse = inverse
        self.scalars = tuple(scalars)
        self.free = tuple(free)

    def d(self, value: Scalar, direction: int) -> Scalar:
        """The partial derivative of a scalar expression along x^direction."""
        return partial(value, direction)

    def density_d(self, value: Scalar, direction: int) -> Scalar:
        """d_m (sqrt|g| f) / sqrt|g| = d_m f + Gamma^c_cm f."""
        return partial(value, direction) + value * self.log_volume[direction]

    def gradient(self, tensor: Tensor) -> Tensor:
        """All partial derivatives of all components; the new index comes last."""
        if isinstance(tensor, tuple):
            return tuple(self.gradient(part) for part in tensor)
        return tuple(partial(tensor, m) for m in range(self.n))

    def einsum(self, formula: str, *tensors: Tensor) -> Tensor:
        """Contract, as in `jet.einsum("ab,mab->m", jet.inverse, jet.christoffel)`."""
        return einsum(formula, self.n, *tensors)

    def divergence(self, vector: Tensor) -> Scalar:
        """d_m (sqrt|g| v^m) / sqrt|g| for the components v^m, tensor or not."""
        terms = [partial(part, m) for m, part in enumerate(vector)]
        total: Scalar = 0
        for term in terms:
            total = total + term
        return total + inner(vector, self.log_volume)

    @cached_property
    def christoffel_lower(self) -> Tensor:
        """Gamma_mab, first index lowered."""
        n, dg = self.n, self.gradient(self.metric)
        found: dict[tuple[int, ...], Scalar] = {}
        for m in range(n):
            for a in range(n):
                for b in range(a, n):
                    value = HALF * (dg[m][a][b] + dg[m][b][a] - dg[a][b][m])
                    found[m, a, b] = found[m, b, a] = value
        return build(found, n, 3)

    @cached_property
    def christoffel(self) -> Tensor:
        """Gamma^m_ab, Vanchurin (7.9)."""
        n, low = self.n, self.christoffel_lower
        found: dict[tuple[int, ...], Scalar] = {}
        for m in range(n):
            for a in range(n):
                for b in range(a, n):
                    value = inner(self.inverse[m], [low[k][a][b] for k in range(n)])
                    found[m, a, b] = found[m, b, a] = value
        return build(found, n, 3)

    @cached_property
    def log_volume(self) -> Tensor:
        """d_m log sqrt|g| = g^ab d_m g_ab / 2 = Gamma^c_cm."""
        n = self.n
        pairs = [(a, b) for a in range(n) for b in range(n)]
        inverse = [self.inverse[a][b] for a, b in pairs]
        return tuple(
            HALF * inner(inverse, [partial(self.metric[a][b], m) for a, b in pairs])
            for m in range(n)
        )

    @cached_property
    def determinant(self) -> Scalar:
        """det g_ab, by expansion along rows; smaller minors are shared."""
        minors: dict[tuple[int, ...], Scalar] = {(): 1}
        for row in range(self.n - 1, -1, -1):
            larger: dict[tuple[int, ...], Scalar] = {}
            for columns in combinations(range(self.n), self.n - row):
                signed = [
                    self.metric[row][c] if k % 2 == 0 else -self.metric[row][c]
                    for k, c in enumerate(columns)
                ]
                rest = [minors[columns[:k] + columns[k + 1 :]] for k in range(len(columns))]
                larger[columns] = inner(signed, rest)
            minors = larger
        return minors[tuple(range(self.n))]

    @cached_property
    def riemann(self) -> Tensor:
        """R^r_smn."""
        n, gamma = self.n, self.christoffel
        found: dict[tuple[int, ...], Scalar] = {}
        columns = [[[gamma[k][a][b] for k in range(n)] for b in range(n)] for a in range(n)]
        for r in range(n):
            for s in range(n):
                for m in range(n):
                    found[r, s, m, m] = 0
                    for p in range(m + 1, n):
                        value = partial(gamma[r][p][s], m) - partial(gamma[r][m][s], p)
                        value = value + inner(gamma[r][m], columns[p][s])
                        value = value - inner(gamma[r][p], columns[m][s])
                        found[r, s, m, p] = value
                        found[r, s, p, m] = -value
        return build(found, n, 4)

    @cached_property
    def ricci(self) -> Tensor:
        """R_mn = R^l_mln."""
        n, gamma, trace = self.n, self.christoffel, self.log_volume
        found: dict[tuple[int, ...], Scalar] = {}
        for s in range(n):
            for v in range(s, n):
                value = -partial(trace[s], v)
                for r in range(n):
                    value = value + partial(gamma[r][v][s], r)
                value = value + inner(trace, [gamma[k][v][s] for k in range(n)])
                pairs = [(r, k) for r in range(n) for k in range(n)]
                left = [gamma[r][v][k] for r, k in pairs]
                value = value - inner(left, [gamma[k][r][s] for r, k in pairs])
                found[s, v] = found[v, s] = value
        return build(found, n, 2)

    @cached_property
    def scalar_curvature(self) -> Scalar:
        """R = g^ab R_ab."""
        return self.einsum("ab,ab->", self.inverse, self.ricci)

    @cached_property
    def einstein(self) -> Tensor:
        """G_ab = R_ab - R g_ab / 2."""
        half = HALF * self.scalar_curvature
        return tuple(
            tuple(self.ricci[a][b] - half * self.metric[a][b] for b in range(self.n))
            for a in range(self.n)
        )

    def raised(self, tensor: Tensor) -> Tensor:
        """T^ab = g^ac g^bd T_cd."""
        return self.einsum("ac,cd,bd->ab", self.inverse, tensor, self.inverse)

    def covariant_d(self, tensor: Tensor, positions: str) -> Tensor:
        """The covariant derivative; the new index comes last.

        Formula: nabla_m T^a_b = d_m T^a_b + Gamma^a_mc T^c_b - Gamma^c_mb T^a_c.

        Args:
            tensor: nested tuples.
            positions: one letter for each index, "u" for upper and "l" for lower.

        Raises:
            ValueError: `positions` does not fit the tensor.
        """
        return covariant_d(tensor, positions, self.christoffel, self.d)
