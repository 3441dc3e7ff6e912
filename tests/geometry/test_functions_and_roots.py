"""Special functions, symbolic powers, nested and several roots, domains: against known results."""

import pytest
from sympy import (
    Abs,
    E,
    Function,
    LambertW,
    Rational,
    S,
    Symbol,
    atan,
    besselj,
    cancel,
    cos,
    diag,
    elliptic_f,
    exp,
    pi,
    sin,
    sqrt,
    symbols,
    tanh,
)

from qmgr_sym.exact.zero import zero_test
from qmgr_sym.geometry.domain import domain_of
from qmgr_sym.geometry.metric import Metric

t, x, y, z, theta, phi = symbols("t x y z theta phi", real=True)
M, a, b, k, gamma, m1, m2 = symbols("M a b k gamma m1 m2", positive=True)
r = Symbol("r", positive=True)
SPHERE = r**2, r**2 * sin(theta) ** 2
POINT = {t: Rational(2, 7), x: Rational(3, 5), y: Rational(-4, 3), z: Rational(7, 4)}
NUMBERS = {M: S(2), a: Rational(3, 4), m1: S(3), m2: Rational(1, 2)}


def same(left, right):
    return zero_test(left - right).outcome == "zero"


def close(left, right, put):
    gap = (left - right).subs(put).evalf(50)
    return abs(gap) < 1e-30


def test_kerr_schild_in_cartesian_coordinates():
    """Kerr, Phys. Rev. Lett. 11, 237 (1963): a vacuum; its Kretschmann scalar in r and z/r."""
    square = x**2 + y**2 + z**2 - a**2
    rho = sqrt((square + sqrt(square**2 + 4 * a**2 * z**2)) / 2)
    below = rho**2 + a**2
    null = (S.One, (rho * x + a * y) / below, (rho * y - a * x) / below, z / rho)
    size = 2 * M * rho**3 / (rho**4 + a**2 * z**2)
    flat = diag(-1, 1, 1, 1)
    rows = [[flat[i, j] + size * null[i] * null[j] for j in range(4)] for i in range(4)]
    metric = Metric(rows, (t, x, y, z))
    assert metric.ricci().is_zero()
    assert not metric.riemann("dddd").is_zero()
    c = a * z / rho
    sigma = rho**2 + c**2
    known = 48 * M**2 * (rho**2 - c**2) * (sigma**2 - 16 * rho**2 * c**2) / sigma**6
    assert close(metric.kretschmann(), known, {**POINT, **NUMBERS})


def test_two_extreme_black_holes():
    """Majumdar-Papapetrou with A_t = 1/U: R = 0, R_tt = |grad U|^2 / U^6; Hartle, Hawking 1972."""
    U = 1 + m1 / sqrt(x**2 + y**2 + (z - a) ** 2) + m2 / sqrt(x**2 + y**2 + (z + a) ** 2)
    metric = Metric(diag(-(U**-2), U**2, U**2, U**2), (t, x, y, z))
    assert metric.scalar() is S.Zero
    slope = sum(U.diff(c) ** 2 for c in (x, y, z))
    assert close(metric.ricci()[0, 0], slope / U**6, {**POINT, **NUMBERS})


def test_warp_drive():
    """Alcubierre, Class. Quantum Grav. 11, L73 (1994), (19): G^tt = -(v f' rho / (2 r))^2."""
    v, s, w = symbols("v s w", positive=True)
    radius = sqrt((x - v * t) ** 2 + y**2 + z**2)
    f = (tanh(s * (radius + w)) - tanh(s * (radius - w))) / (2 * tanh(s * w))
    rows = [[v**2 * f**2 - 1, -v * f, 0, 0], [-v * f, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]
    metric = Metric(rows, (t, x, y, z))
    energy = -(v**2) * (f.diff(y) ** 2 + f.diff(z) ** 2) / 4
    put = {**POINT, v: Rational(1, 2), s: S(3), w: Rational(5, 3)}
    assert close(metric.einstein("uu")[0, 0], energy, put)


def test_kruskal_by_lamberts_function():
    """r = 2 M (1 + W((X^2 - T^2)/e)): vacuum, K = 48 M^2 / r^6."""
    radius = 2 * M * (1 + LambertW((x**2 - t**2) / E))
    size = 32 * M**3 / radius * exp(-radius / (2 * M))
    metric = Metric(diag(-size, size, radius**2, radius**2 * sin(theta) ** 2), (t, x, theta, phi))
    assert metric.ricci().is_zero()
    assert same(metric.kretschmann(), 48 * M**2 / radius**6)


def test_drainhole():
    """Ellis, J. Math. Phys. 14, 104 (1973), as isotropic wormhole: a massless scalar alone."""
    size = exp(2 * k * atan(x / b))
    rest = size * (x**2 + b**2)
    metric = Metric(diag(-1 / size, size, rest, rest * sin(theta) ** 2), (t, x, theta, phi))
    assert set(metric.ricci().cells) == {(1, 1)}
    assert same(metric.ricci()[1, 1], -2 * b**2 * (1 + k**2) / (x**2 + b**2) ** 2)


def test_naked_singularity_with_a_symbolic_power():
    """Janis, Newman, Winicour 1968: R_rr = (1 - gamma^2) c^2 / (2 r^2 (r - c)^2), c = 2M/gamma."""
    c = 2 * M / gamma
    f = 1 - c / r
    rest = r**2 * f ** (1 - gamma)
    metric = Metric(diag(-(f**gamma), f**-gamma, rest, rest * sin(theta) ** 2), (t, r, theta, phi))
    assert set(metric.ricci().cells) == {(1, 1)}
    assert same(metric.ricci()[1, 1], (1 - gamma**2) * c**2 / (2 * r**2 * (r - c) ** 2))


def test_cylindrical_waves():
    """Einstein, Rosen 1937: psi = J_0(rho) cos(t) solves the wave equation: R_zz = R_phiphi = 0."""
    g = Function("g", real=True)(t, r)
    psi = besselj(0, r) * cos(t)
    wave = exp(2 * g - 2 * psi)
    metric = Metric(diag(-wave, wave, r**2 * exp(-2 * psi), exp(2 * psi)), (t, r, phi, z))
    ricci = metric.ricci()
    assert ricci[2, 2] is S.Zero
    assert ricci[3, 3] is S.Zero
    assert ricci[0, 0] != 0
    other = Metric(diag(-wave, wave, r**2 * exp(-2 * psi), exp(4 * psi)), (t, r, phi, z))
    assert other.ricci()[3, 3] != 0


def test_brane():
    """Randall, Sundrum 1999: anti-de Sitter space on both sides of w = 0."""
    size = exp(-2 * k * Abs(y))
    metric = Metric(diag(-size, size, 1), (t, x, y))
    for i in range(3):
        assert same(metric.ricci()[i, i], -2 * k**2 * metric[i, i])


def test_interior_solution_with_a_fifth_root():
    """Durgapal's class, n = 4: an isotropic pressure."""
    A, C, K = symbols("A C K", real=True)
    q = (1 + 5 * C * r**2) ** Rational(2, 5)
    f = 1 + C * r**2
    radial = 7 * f**2 * q / (7 * C * K * r**2 + q * (7 - 10 * C * r**2 - C**2 * r**4))
    metric = Metric(diag(-(A**2) * f**4, radial, *SPHERE), (t, r, theta, phi))
    mixed = metric.einstein("ud")
    assert same(mixed[1, 1], mixed[2, 2])
    assert mixed[1, 1] != mixed[0, 0]


def test_roots_split_where_the_metric_lives():
    u, v = symbols("u v", real=True)
    part = sqrt(u * sin(v)) - sqrt(u) * sqrt(sin(v))
    rows = [[1, 0], [0, (part + u) ** 2]]
    assert not Metric(rows, (u, v)).riemann("dddd").is_zero()
    lives = domain_of({u: (S.Zero, None), v: (S.Zero, pi)})
    assert Metric(rows, (u, v), domain=lives).riemann("dddd").is_zero()
    with pytest.raises(ValueError, match="must not be empty"):
        domain_of({u: (S.One, S.Zero)})


@pytest.mark.parametrize(
    ("low", "high", "positive"),
    [
        (S.Zero, pi, sin(x)), (-pi / 2, pi / 2, cos(x)), (pi, 2 * pi, -sin(x)),
        (S.Zero, S.One, 1 - x), (S.One, None, x - 1), (None, S.Zero, -x), (S.Zero, pi / 2, cos(x)),
    ],
)  # fmt: skip
def test_what_a_range_makes_positive(low, high, positive):
    assert positive in domain_of({x: (low, high)}).positive


def test_a_function_that_cannot_be_evaluated_counts_as_nonzero_and_says_so():
    metric = Metric([[-1, 0], [0, elliptic_f(r, x) + 2]], (t, r))
    assert metric.christoffel()[1, 1, 1] != 0
    unknown = Metric([[-1, 0], [0, besselj(a, r) + 2]], (t, r))
    assert unknown.assumed_nonzero() == ()


def test_a_degenerate_metric_is_refused_through_relations_of_functions():
    part = sqrt(x**2) - Abs(x)
    hidden = cancel(besselj(2, r) - 2 * besselj(1, r) / r + besselj(0, r))
    for entry in (part, hidden, tanh(x) - sin(1) * 0 - (exp(x) - exp(-x)) / (exp(x) + exp(-x))):
        with pytest.raises(ValueError, match="vanishes identically"):
            Metric([[entry, 0], [0, 1]], (x, r))
