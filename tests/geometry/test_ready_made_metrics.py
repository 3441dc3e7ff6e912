"""Ready-made metrics: what they solve, and invariants that fix their parameters."""

import pytest
from sympy import Function, Integer, Rational, Symbol, cos, symbols

from qmgr_sym.exact.zero import zero_test
from qmgr_sym.geometry import metrics
from qmgr_sym.geometry.metric import Metric

t, r, theta, z = symbols("t r theta z", real=True)
M, Q, a, u = symbols("M Q a u", real=True)
Lambda, k = symbols("Lambda k", real=True)
ell, z_h = symbols("ell z_h", positive=True)
SIGMA = r**2 + a**2 * cos(theta) ** 2

# name, arguments and the factor c in R_mn = c g_mn
EINSTEIN_SPACES = [
    ("minkowski", (), 0),
    ("minkowski", (6,), 0),
    ("schwarzschild", (), 0),
    ("kerr", (), 0),
    ("kerr_de_sitter", (), Lambda),
    ("kasner", (), 0),
    ("de_sitter", ("static",), 3 / ell**2),
    ("de_sitter", ("flat",), 3 / ell**2),
    ("de_sitter", ("closed",), 3 / ell**2),
    ("de_sitter", ("conformal",), 3 / ell**2),
    ("anti_de_sitter", ("static",), -3 / ell**2),
    ("anti_de_sitter", ("global",), -3 / ell**2),
    ("anti_de_sitter", ("poincare",), -3 / ell**2),
    ("ads_schwarzschild_planar", (3,), -2 / ell**2),
    ("ads_schwarzschild_planar", (5,), -4 / ell**2),
]


def same(left, right):
    return zero_test(left - right).outcome == "zero"


@pytest.mark.parametrize(("name", "arguments", "factor"), EINSTEIN_SPACES, ids=str)
def test_einstein_spaces(name, arguments, factor):
    metric = getattr(metrics, name)(*arguments)
    n = metric.dimension
    for i in range(n):
        for j in range(i, n):
            assert same(metric.ricci()[i, j], factor * metric[i, j])


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("schwarzschild", (), 48 * M**2 / r**6),
        ("reissner_nordstrom", (), 48 * M**2 / r**6 - 96 * M * Q**2 / r**7 + 56 * Q**4 / r**8),
        (
            "kerr", (),
            48 * M**2 * (r**2 - a**2 * cos(theta) ** 2)
            * (SIGMA**2 - 16 * r**2 * a**2 * cos(theta) ** 2) / SIGMA**6,
        ),
        ("de_sitter", (), 24 / ell**4),
        ("anti_de_sitter", ("poincare",), 24 / ell**4),
        ("ads_schwarzschild_planar", (), (40 + 72 * z**8 / z_h**8) / ell**4),
    ],
    ids=str,
)  # fmt: skip
def test_kretschmann_fixes_the_parameters(name, arguments, expected):
    metric = getattr(metrics, name)(*arguments)
    assert same(metric.kretschmann(), expected)


def test_charge_and_spin():
    """R_mn of a charged black hole is traceless; without charge or spin it is the simpler one."""
    charged = metrics.kerr_newman()
    assert charged.scalar() == 0
    assert same(charged.ricci()[0, 2], 0)
    pairs = [
        (metrics.kerr_newman(Q=Integer(0)), metrics.kerr()),
        (metrics.kerr_newman(a=Integer(0)), metrics.reissner_nordstrom()),
        (metrics.reissner_nordstrom(Q=Integer(0)), metrics.schwarzschild()),
        (metrics.kerr_de_sitter(Lambda=Integer(0)), metrics.kerr()),
    ]
    for one, other in pairs:
        assert all(same(x, y) for x, y in zip(one.components, other.components, strict=True))
    assert same(charged.ricci("ud")[2, 2], Q**2 / SIGMA**2)


def test_cosmology():
    scale = Function("a", positive=True)(t)
    universe = metrics.flrw()
    rate = scale.diff(t) / scale
    assert same(universe.einstein()[0, 0], 3 * (rate**2 + k / scale**2))
    flat = metrics.flrw(Integer(0), t ** Rational(2, 3))
    assert same(flat.scalar(), Rational(4, 3) / t**2)
    time = Symbol("t", positive=True)
    kasner = metrics.kasner((u, Integer(0), Integer(0)))
    assert same(kasner.ricci()[0, 0], u * (1 - u) / time**2)


def test_metrics_with_free_functions():
    bondi = metrics.bondi()
    V, beta, gamma, shift = (
        Function(name, real=True)(*bondi.coordinates[:3]) for name in ("V", "beta", "gamma", "U")
    )
    radius = bondi.coordinates[1]
    flat = Metric(
        bondi.components.subs({V: radius, beta: 0, gamma: 0, shift: 0}), bondi.coordinates
    )
    assert flat.riemann().is_zero()
    assert flat[2, 2] == radius**2
    turned = bondi.components.subs({V: 2 * radius, beta: 0, gamma: 0})
    assert same(turned[0, 0], radius**2 * shift**2 - 2)
    assert turned[0, 2] == -(radius**2) * shift
    gauge = metrics.synchronous()
    assert gauge[0, 0] == -1
    assert not any(gauge[0, j] for j in (1, 2, 3))
    assert len({gauge[i, j] for i in (1, 2, 3) for j in (1, 2, 3)}) == 6
    assert metrics.synchronous(2)[1, 1].args == gauge.coordinates[:2]
    still = metrics.static_diagonal()
    assert still.components.is_diagonal()
    assert not still.components.has(t)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: metrics.minkowski(0), "at least 1"),
        (lambda: metrics.de_sitter("round"), "`chart`"),
        (lambda: metrics.anti_de_sitter("round"), "`chart`"),
        (lambda: metrics.ads_schwarzschild_planar(2), "at least 3"),
        (lambda: metrics.kasner((1, 0)), "three numbers"),
        (lambda: metrics.synchronous(5), "2, 3 or 4"),
    ],
)
def test_wrong_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
