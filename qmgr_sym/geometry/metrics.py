"""Ready-made metrics; signature (-, +, +, +) unless stated."""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Expr, Function, Rational, Symbol, cos, cosh, diag, exp, sin, sinh, symbols

from qmgr_sym.geometry.metric import Metric

_T, _R, _THETA, _PHI = symbols("t r theta phi", real=True)
_X, _Y, _Z, _U = symbols("x y z u", real=True)
_SPHERICAL = (_T, _R, _THETA, _PHI)
_CARTESIAN = (_T, _X, _Y, _Z)
_MASS, _CHARGE, _SPIN = symbols("M Q a", real=True)
_LAMBDA = Symbol("Lambda", real=True)
_LENGTH = Symbol("ell", positive=True)


def minkowski(dimension: int = 4) -> Metric:
    """Flat space-time, diag(-1, 1, ..., 1), in Cartesian coordinates t, x, y, z or t, x1, x2, ...

    Raises:
        ValueError: the dimension is below 1.
    """
    if dimension < 1:
        raise ValueError(f"`dimension` must be at least 1, but was {dimension}")
    if dimension <= 4:
        chart: Sequence[Symbol] = _CARTESIAN[:dimension]
    else:
        chart = (_T, *symbols(f"x1:{dimension}", real=True))
    return Metric(diag(-1, *[1] * (dimension - 1)), chart, name="Minkowski")


def static_spherical(f: Expr, h: Expr, name: str = "static spherical") -> Metric:
    """-f dt^2 + dr^2 / h + r^2 (d theta^2 + sin(theta)^2 d phi^2), f and h expressions in r."""
    return Metric(diag(-f, 1 / h, _R**2, _R**2 * sin(_THETA) ** 2), _SPHERICAL, name=name)


def schwarzschild(M: Expr = _MASS) -> Metric:
    """Schwarzschild's black hole of mass M (G = c = 1), in Schwarzschild coordinates."""
    f = 1 - 2 * M / _R
    return static_spherical(f, f, "Schwarzschild")


def reissner_nordstrom(M: Expr = _MASS, Q: Expr = _CHARGE) -> Metric:
    """Charged black hole: f = 1 - 2 M / r + Q^2 / r^2."""
    f = 1 - 2 * M / _R + Q**2 / _R**2
    return static_spherical(f, f, "Reissner-Nordstrom")


def kerr_newman(M: Expr = _MASS, a: Expr = _SPIN, Q: Expr = _CHARGE) -> Metric:
    """Rotating charged black hole in Boyer-Lindquist coordinates; a is J / M."""
    return _rotating(2 * M * _R - Q**2, a, "Kerr-Newman")


def kerr(M: Expr = _MASS, a: Expr = _SPIN) -> Metric:
    """Rotating black hole in Boyer-Lindquist coordinates; a is J / M."""
    return _rotating(2 * M * _R, a, "Kerr")


def _rotating(source: Expr, a: Expr, name: str) -> Metric:
    r, s2 = _R, sin(_THETA) ** 2
    sigma = r**2 + a**2 * cos(_THETA) ** 2
    delta = r**2 + a**2 - source
    cross = -source * a * s2 / sigma
    rows = [
        [-(1 - source / sigma), 0, 0, cross],
        [0, sigma / delta, 0, 0],
        [0, 0, sigma, 0],
        [cross, 0, 0, (r**2 + a**2 + source * a**2 * s2 / sigma) * s2],
    ]
    return Metric(rows, _SPHERICAL, name=name)


def kerr_de_sitter(M: Expr = _MASS, a: Expr = _SPIN, Lambda: Expr = _LAMBDA) -> Metric:
    """Rotating black hole with a cosmological constant: R_{mu nu} = Lambda g_{mu nu}.

    Boyer-Lindquist coordinates, -(delta_r / (rho^2 Xi^2)) (dt - a sin^2 d phi)^2 + rho^2 dr^2 /
    delta_r + rho^2 d theta^2 / delta_theta + (delta_theta sin^2 / (rho^2 Xi^2)) (a dt -
    (r^2 + a^2) d phi)^2, with Xi = 1 + Lambda a^2 / 3.
    """
    r, s2 = _R, sin(_THETA) ** 2
    rho = r**2 + a**2 * cos(_THETA) ** 2
    xi = 1 + Lambda * a**2 / 3
    delta_r = (r**2 + a**2) * (1 - Lambda * r**2 / 3) - 2 * M * r
    delta_theta = 1 + Lambda * a**2 * cos(_THETA) ** 2 / 3
    scale = 1 / (rho * xi**2)
    cross = scale * a * s2 * (delta_r - delta_theta * (r**2 + a**2))
    rows = [
        [scale * (a**2 * delta_theta * s2 - delta_r), 0, 0, cross],
        [0, rho / delta_r, 0, 0],
        [0, 0, rho / delta_theta, 0],
        [cross, 0, 0, scale * s2 * (delta_theta * (r**2 + a**2) ** 2 - a**2 * delta_r * s2)],
    ]
    return Metric(rows, _SPHERICAL, name="Kerr-de Sitter")


def flrw(k: Expr | None = None, a: Expr | None = None) -> Metric:
    """-dt^2 + a(t)^2 (dr^2 / (1 - k r^2) + r^2 d Omega^2); by default k is a symbol."""
    curvature = Symbol("k", real=True) if k is None else k
    scale = Function("a", positive=True)(_T) if a is None else a
    r = _R
    radial = scale**2 / (1 - curvature * r**2)
    spatial = (radial, scale**2 * r**2, scale**2 * r**2 * sin(_THETA) ** 2)
    return Metric(diag(-1, *spatial), _SPHERICAL, name="FLRW")


def de_sitter(chart: str = "static", ell: Expr = _LENGTH) -> Metric:
    """De Sitter space of radius ell, R_{mu nu} = (3 / ell^2) g_{mu nu}.

    `chart` is "static", "flat" (-dt^2 + exp(2 t / ell) dx^2), "closed" (spheres of radius
    ell cosh(t / ell)), or "conformal" ((ell / t)^2 times the flat metric).

    Raises:
        ValueError: another chart.
    """
    name = f"de Sitter, {chart}"
    if chart == "static":
        f = 1 - _R**2 / ell**2
        return static_spherical(f, f, name)
    if chart == "flat":
        return Metric(diag(-1, *[exp(2 * _T / ell)] * 3), _CARTESIAN, name=name)
    if chart == "closed":
        size = ell**2 * cosh(_T / ell) ** 2
        chi = Symbol("chi", real=True)
        sphere = (size, size * sin(chi) ** 2, size * sin(chi) ** 2 * sin(_THETA) ** 2)
        return Metric(diag(-1, *sphere), (_T, chi, _THETA, _PHI), name=name)
    if chart == "conformal":
        size = ell**2 / _T**2
        return Metric(diag(-size, size, size, size), _CARTESIAN, name=name)
    raise ValueError(
        f'`chart` must be "static", "flat", "closed" or "conformal", but was {chart!r}'
    )


def anti_de_sitter(chart: str = "static", ell: Expr = _LENGTH) -> Metric:
    """Anti-de Sitter space of radius ell, R_{mu nu} = -(3 / ell^2) g_{mu nu}.

    `chart` is "static", "global" (in rho with cosh and sinh) or "poincare" ((ell / z)^2 times the
    flat metric).

    Raises:
        ValueError: another chart.
    """
    name = f"anti-de Sitter, {chart}"
    if chart == "static":
        f = 1 + _R**2 / ell**2
        return static_spherical(f, f, name)
    if chart == "global":
        rho = Symbol("rho", real=True)
        size = ell**2 * sinh(rho) ** 2
        parts = (-(ell**2) * cosh(rho) ** 2, ell**2, size, size * sin(_THETA) ** 2)
        return Metric(diag(*parts), (_T, rho, _THETA, _PHI), name=name)
    if chart == "poincare":
        size = ell**2 / _Z**2
        return Metric(diag(-size, size, size, size), _CARTESIAN, name=name)
    raise ValueError(f'`chart` must be "static", "global" or "poincare", but was {chart!r}')


def ads_schwarzschild_planar(dimension: int = 5, ell: Expr = _LENGTH) -> Metric:
    """Planar black hole in AdS: (ell^2 / z^2) (-f dt^2 + dz^2 / f + dx^2), f = 1 - (z / z_h)^(n-1).

    Solves R_{mu nu} = -((n - 1) / ell^2) g_{mu nu} in n dimensions.

    Raises:
        ValueError: the dimension is below 3.
    """
    if dimension < 3:
        raise ValueError(f"`dimension` must be at least 3, but was {dimension}")
    horizon = Symbol("z_h", positive=True)
    f = 1 - (_Z / horizon) ** (dimension - 1)
    size = ell**2 / _Z**2
    flat = dimension - 2
    names = (_X, _Y) if flat <= 2 else symbols(f"x1:{flat + 1}", real=True)
    parts = [-size * f, size / f, *[size] * flat]
    return Metric(diag(*parts), (_T, _Z, *names[:flat]), name="AdS-Schwarzschild, planar")


def kasner(exponents: Sequence[Expr] | None = None) -> Metric:
    """-dt^2 + t^(2 p1) dx^2 + t^(2 p2) dy^2 + t^(2 p3) dz^2.

    By default p = (-u, 1 + u, u (1 + u)) / (1 + u + u^2) at u = 2, a vacuum; a vacuum needs
    sum p = sum p^2 = 1. Exponents may be symbols.

    Raises:
        ValueError: there are not three exponents.
    """
    given = (Rational(-2, 7), Rational(3, 7), Rational(6, 7)) if exponents is None else exponents
    powers = tuple(given)
    if len(powers) != 3:
        raise ValueError(f"`exponents` must be three numbers, but were {len(powers)}")
    time = Symbol("t", positive=True)
    return Metric(diag(-1, *(time ** (2 * p) for p in powers)), (time, _X, _Y, _Z), name="Kasner")


def bondi() -> Metric:
    """The axisymmetric Bondi metric with V, beta, gamma and U functions of (u, r, theta).

    -(exp(2 beta) V / r - U^2 r^2 exp(2 gamma)) du^2 - 2 exp(2 beta) du dr - 2 U r^2 exp(2 gamma)
    du d theta + r^2 (exp(2 gamma) d theta^2 + exp(-2 gamma) sin(theta)^2 d phi^2).
    """
    V, beta, gamma, shift = (
        Function(name, real=True)(_U, _R, _THETA) for name in ("V", "beta", "gamma", "U")
    )
    r = _R
    up, wide = exp(2 * beta), r**2 * exp(2 * gamma)
    rows = [
        [shift**2 * wide - up * V / r, -up, -shift * wide, 0],
        [-up, 0, 0, 0],
        [-shift * wide, 0, wide, 0],
        [0, 0, 0, r**2 * exp(-2 * gamma) * sin(_THETA) ** 2],
    ]
    return Metric(rows, (_U, r, _THETA, _PHI), name="Bondi")


def synchronous(dimension: int = 4) -> Metric:
    """The general synchronous metric -dt^2 + h_{ab}(t, x) dx^a dx^b; Vanchurin (6.7).

    In four dimensions six unknown functions of (t, x, y, z), named h11, h12, ...

    Raises:
        ValueError: the dimension is not 2, 3 or 4.
    """
    if dimension not in (2, 3, 4):
        raise ValueError(f"`dimension` must be 2, 3 or 4, but was {dimension}")
    chart = _CARTESIAN[:dimension]
    rows: list[list[Expr | int]] = [[-1, *[0] * (dimension - 1)]]
    for a in range(1, dimension):
        functions = [
            Function(f"h{min(a, b)}{max(a, b)}", real=True)(*chart) for b in range(1, dimension)
        ]
        rows.append([0, *functions])
    return Metric(rows, chart, name="general synchronous")


def static_diagonal() -> Metric:
    """-A dt^2 + B dx^2 + C dy^2 + D dz^2 with unknown functions of (x, y, z)."""
    A, B, C, D = (Function(name, positive=True)(_X, _Y, _Z) for name in "ABCD")
    return Metric(diag(-A, B, C, D), _CARTESIAN, name="static diagonal")
