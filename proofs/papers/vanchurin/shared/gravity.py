"""Scalars of a connection, families of metrics, metrics at a point: second half of section 8.

Inverse, connection and Ricci tensor are those of `qmgr_sym.geometry`. The scalars of (8.8) are
written out in their index formulas, as these are what is tested: the Ricci tensor of the library
comes from second derivatives of the metric, by another formula than the printed (8.9).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

import sympy as sp
from sympy.core.expr import Expr

from qmgr_sym.geometry import metric as geometry
from qmgr_sym.variation.euler import euler_operator

t, x = sp.symbols("t x", real=True)
Lambda = sp.Symbol("Lambda", real=True)
T = sp.Symbol("T", positive=True)
BOX = sp.Symbol("L", positive=True)


def scalar(latex: str, *, positive: bool = False) -> Expr:
    """A field of t and x, named by what it is."""
    name = latex.replace("[", r"\left[").replace("]", r"\right]")
    return sp.Function(name, real=True, positive=positive or None)(t, x)


ROOT = scalar(r"\sqrt{-g}", positive=True)
X = scalar(r"[g^{\alpha\beta}\Gamma^{\mu}_{\alpha\beta}\Gamma^{\gamma}_{\gamma\mu}]")
Y = scalar(r"[g^{\alpha\beta}\Gamma^{\mu}_{\alpha\gamma}\Gamma^{\gamma}_{\beta\mu}]")
Z = scalar(r"[\Gamma^{\mu}_{\alpha\beta}\partial_{\mu}(\sqrt{-g}g^{\alpha\beta})]")
W1 = scalar(r"[g^{\alpha\beta}\partial_{\mu}\Gamma^{\mu}_{\alpha\beta}]")
W2 = scalar(r"[g^{\alpha\beta}\partial_{\beta}\Gamma^{\mu}_{\alpha\mu}]")
R = scalar(r"[g^{\alpha\beta}R_{\alpha\beta}]")
FIRST_FLUX = scalar(r"[\partial_{\mu}(\sqrt{-g}g^{\alpha\beta}\Gamma^{\mu}_{\alpha\beta})]")
SECOND_FLUX = scalar(r"[\partial_{\mu}(\sqrt{-g}g^{\alpha\mu}\Gamma^{\gamma}_{\alpha\gamma})]")
_LETTERS = (X, Y, Z, W1, W2, R)


def density_of(integrals: Expr) -> Expr:
    """The density under a sum of multiples of integrals over the same region."""
    return sp.expand(integrals.replace(sp.Integral, lambda function, *_: function))


def integral(density: Expr) -> Expr:
    """The integral over space and time; coordinates that no field depends on give a factor."""
    return sp.Integral(density, (x, 0, BOX), (t, 0, T))


@dataclass(frozen=True)
class Metric:
    """A metric by its components, its coordinates, and the functions that are free in it."""

    name: str
    matrix: sp.ImmutableMatrix
    coords: tuple[sp.Symbol, ...]
    fields: tuple[Expr, ...] = ()
    root: Expr = sp.S.One

    @property
    def size(self) -> range:
        """The range of an index."""
        return range(len(self.coords))


@cache
def _curved(g: Metric) -> geometry.Metric:
    return geometry.Metric(g.matrix, g.coords, g.name)


def inverse(g: Metric) -> sp.ImmutableMatrix:
    """The inverse metric."""
    return _curved(g).inverse()


@cache
def christoffel(g: Metric) -> dict[tuple[int, int, int], Expr]:
    """Gamma^m_ab by (7.9), as a table over (m, a, b)."""
    gamma = _curved(g).christoffel()
    return {(m, a, b): gamma[m, a, b] for m, a, b in product(g.size, repeat=3)}


@cache
def ricci(g: Metric) -> sp.ImmutableMatrix:
    """R_bd as the contraction of R_abcd, written with second derivatives of the metric."""
    tensor, n = _curved(g).ricci(), len(g.coords)
    return sp.ImmutableMatrix(n, n, lambda b, d: tensor[b, d])


def trace(g: Metric, tensor: sp.ImmutableMatrix) -> Expr:
    """g^ab t_ab."""
    return sp.Add(*(inverse(g)[a, b] * tensor[a, b] for a, b in product(g.size, repeat=2)))


@cache
def scalars(g: Metric) -> dict[Expr, Expr]:
    """The scalars of (8.8) for one metric; the curvature scalar through `ricci`."""
    gam, up, xs = christoffel(g), inverse(g), g.coords
    pairs = [(a, b) for a, b in product(g.size, repeat=2) if up[a, b] != 0]
    lowered = {m: sp.Add(*(gam[c, c, m] for c in g.size)) for m in g.size}
    return {
        ROOT: g.root,
        X: sp.Add(*(up[a, b] * gam[m, a, b] * lowered[m] for a, b in pairs for m in g.size)),
        Y: sp.Add(
            *(
                up[a, b] * gam[m, a, c] * gam[c, b, m]
                for a, b in pairs
                for m, c in product(g.size, repeat=2)
            )
        ),
        Z: sp.Add(
            *(gam[m, a, b] * sp.diff(g.root * up[a, b], xs[m]) for a, b in pairs for m in g.size)
        ),
        W1: sp.Add(*(up[a, b] * gam[m, a, b].diff(xs[m]) for a, b in pairs for m in g.size)),
        W2: sp.Add(*(up[a, b] * lowered[a].diff(xs[b]) for a, b in pairs)),
        R: trace(g, ricci(g)),
    }


@cache
def _euler(g: Metric, monomial: Expr) -> tuple[Expr, ...]:
    density = sp.cancel(monomial.xreplace(scalars(g)))
    return tuple(euler_operator(density, field, g.coords) for field in g.fields)


def euler(g: Metric, density: Expr) -> tuple[Expr, ...]:
    """Variations of a density in the scalars above by each free function of a family."""
    totals = [sp.S.Zero] * len(g.fields)
    for term in sp.Add.make_args(sp.expand(density)):
        coefficient, monomial = term.as_independent(*scalars(g), as_Add=False)
        parts = _euler(g, monomial)
        totals = [total + coefficient * part for total, part in zip(totals, parts, strict=True)]
    return tuple(totals)


def _diagonal(*entries: Expr) -> sp.ImmutableMatrix:
    return sp.ImmutableMatrix(sp.diag(*entries))


@cache
def friedmann() -> Metric:
    """-N^2 dt^2 + a^2 (dx^2 + dy^2 + dz^2): flat slices with a lapse."""
    y, z = sp.symbols("y z", real=True)
    lapse, a = (sp.Function(n, positive=True)(t) for n in ("N", "a"))
    matrix = _diagonal(-(lapse**2), a**2, a**2, a**2)
    return Metric("flat Friedmann with lapse", matrix, (t, x, y, z), (lapse, a), lapse * a**3)


@cache
def families() -> tuple[Metric, ...]:
    """Families with free functions for the Euler operator; all but the last have 1 + 3 dimensions.

    A family may depend on fewer coordinates than there are: what is a divergence for every metric
    is one for the members of the family.
    """
    y, z = sp.symbols("y z", real=True)
    lapse, a, b = (sp.Function(n, positive=True)(t) for n in ("N", "a", "b"))
    w = sp.Function("w", positive=True)(t, x)
    e, f = (sp.Function(n, positive=True)(x, y) for n in ("A", "B"))
    k, m, n = (sp.Function(s, positive=True)(t, x) for s in ("F", "P", "Q"))
    rosen = sp.Matrix(4, 4, lambda i, j: {(0, 1): -k, (1, 0): -k}.get((i, j), 0))
    rosen[2, 2], rosen[3, 3] = m**2, n**2
    turning = sp.Function("J", real=True)(x)
    u, v, radial = (sp.Function(name, positive=True)(x) for name in ("U", "V", "N"))
    block = sp.Matrix(
        [[-u, 0, u * turning], [0, radial**2, 0], [u * turning, 0, v**2 / u - u * turning**2]]
    )
    return (
        Metric(
            "Kasner type with lapse",
            _diagonal(-(lapse**2), a**2, b**2, b**2),
            (t, x, y, z),
            (lapse, a, b),
            lapse * a * b**2,
        ),
        Metric("conformally flat", _diagonal(-(w**2), w**2, w**2, w**2), (t, x, y, z), (w,), w**4),
        Metric(
            "static isotropic",
            _diagonal(-(e**2), f**2, f**2, f**2),
            (t, x, y, z),
            (e, f),
            e * f**3,
        ),
        Metric(
            "plane waves in null coordinates",
            sp.ImmutableMatrix(rosen),
            (t, x, y, z),
            (k, m, n),
            k * m * n,
        ),
        Metric(
            "stationary and turning, 1 + 2 dimensions",
            sp.ImmutableMatrix(block),
            (t, x, y),
            (radial, turning, u, v),
            radial * v,
        ),
    )


@cache
def at_a_point(dimension: int) -> Mapping[Expr, Expr]:
    """The scalars of (8.8) at a point of any metric, in its free connection and its derivatives.

    Linear coordinates make g_ab = eta_ab at the point. The connection there takes any values, as
    d_m g^ab = -Gamma^a_mc g^cb - Gamma^b_mc g^ca can be solved for it; so a polynomial identity in
    its components is an identity about every metric. The letter w keeps count of sqrt(-g). The
    fluxes are d_m(sqrt(-g) g^ab Gamma^m_ab) and d_m(sqrt(-g) g^am Gamma^c_ac).
    """
    ran = range(dimension)
    eta = [-1] + [1] * (dimension - 1)

    def gam(m: int, a: int, b: int) -> Expr:
        return sp.Symbol(f"Gamma^{m}_{min(a, b)}{max(a, b)}", real=True)

    def slope(c: int, m: int, a: int, b: int) -> Expr:
        return sp.Symbol(f"d{c}Gamma^{m}_{min(a, b)}{max(a, b)}", real=True)

    low = [sp.Add(*(gam(c, c, m) for c in ran)) for m in ran]

    def change(m: int, a: int, b: int) -> Expr:
        """d_m (sqrt(-g) g^ab)."""
        return (low[m] * eta[a] if a == b else 0) - gam(a, m, b) * eta[b] - gam(b, m, a) * eta[a]

    x_value = sp.Add(*(eta[a] * gam(m, a, a) * low[m] for a, m in product(ran, repeat=2)))
    y_value = sp.Add(*(eta[a] * gam(m, a, c) * gam(c, a, m) for a, m, c in product(ran, repeat=3)))
    z_value = sp.Add(*(gam(m, a, b) * change(m, a, b) for a, b, m in product(ran, repeat=3)))
    w_1 = sp.Add(*(eta[a] * slope(m, m, a, a) for a, m in product(ran, repeat=2)))
    w_2 = sp.Add(*(eta[a] * slope(a, m, a, m) for a, m in product(ran, repeat=2)))
    across = sp.Add(*(low[a] * change(m, a, m) for a, m in product(ran, repeat=2)))
    weight = sp.Symbol("w", positive=True)
    return {
        ROOT: weight,
        X: sp.expand(x_value),
        Y: sp.expand(y_value),
        Z: sp.expand(weight * z_value),
        W1: w_1,
        W2: w_2,
        R: sp.expand(x_value - y_value + w_1 - w_2),
        FIRST_FLUX: sp.expand(weight * (w_1 + z_value)),
        SECOND_FLUX: sp.expand(weight * (w_2 + across)),
    }


@cache
def _without_flux(monomial: Expr, dimension: int) -> dict[Expr, Expr]:
    point = at_a_point(dimension)
    first, second = point[FIRST_FLUX], point[SECOND_FLUX]
    fluxes = {W1: first, W2: second, R: first - second}
    taken = sp.Add(*(flux for key, flux in fluxes.items() if monomial.has(key)))
    terms: dict[Expr, Expr] = sp.expand(monomial.xreplace(point) - taken).as_coefficients_dict()
    return terms


def without_fluxes(density: Expr, dimension: int) -> Expr:
    """A density at a point, less the divergences that take its derivatives of the connection away.

    What is left is quadratic in the connection. In three dimensions and more, combinations of X and
    Y are divergences for every metric only if they vanish.
    """
    total: dict[Expr, Expr] = {}
    for term in sp.Add.make_args(sp.expand(density)):
        coefficient, monomial = term.as_independent(ROOT, *_LETTERS, as_Add=False)
        for power, number in _without_flux(monomial, dimension).items():
            total[power] = total.get(power, sp.S.Zero) + coefficient * number
    return sp.Add(*(number * power for power, number in total.items() if number != 0))
