"""Ready-made metrics, symmetries, geodesics, display, EinsteinPy, and the slower path."""

import warnings
from itertools import product

import pytest
from hypothesis import given, settings
from metric_strategies import CHART, metrics
from sympy import Abs, Function, I, Piecewise, S, Symbol, cos, exp, sin, sqrt, symbols

from qmgr_sym.exact.zero import zero_test
from qmgr_sym.geometry import metrics as ready
from qmgr_sym.geometry._engine import Engine, in_field
from qmgr_sym.geometry.calculus import is_killing, lie_derivative, metric_tensor, with_variance
from qmgr_sym.geometry.charts import transform
from qmgr_sym.geometry.einsteinpy_bridge import (
    from_einsteinpy,
    tensor_from_einsteinpy,
    to_einsteinpy,
)
from qmgr_sym.geometry.geodesics import (
    affine_acceleration,
    coordinate_acceleration,
    coordinate_time_equations,
    geodesic_equations,
)
from qmgr_sym.geometry.metric import Metric
from qmgr_sym.geometry.tensor import tensor_of

x, y, z, w = CHART
t, r, theta, phi = symbols("t r theta phi", real=True)


def vanishes(expr):
    return in_field([expr], CHART, 0, lambda field, held: field.vanishes(held[0]))


@pytest.mark.parametrize(
    "metric",
    [ready.minkowski(5), ready.schwarzschild(), ready.kerr(), ready.kasner()],
    ids=lambda metric: metric.name,
)
def test_vacua_are_literally_zero(metric):
    assert metric.ricci().is_zero()
    assert metric.scalar() is S.Zero
    assert all(value is S.Zero for value in metric.einstein().array()[0])


ELL, LAMBDA = Symbol("ell", positive=True), Symbol("Lambda", real=True)
SPACES = [(ready.de_sitter(c), 3 / ELL**2) for c in ("static", "flat", "closed", "conformal")]
SPACES += [(ready.anti_de_sitter(c), -3 / ELL**2) for c in ("static", "global", "poincare")]
SPACES += [(ready.ads_schwarzschild_planar(n), -(n - 1) / ELL**2) for n in (3, 4, 5)]
SPACES += [(ready.kerr_de_sitter(), LAMBDA)]


@pytest.mark.parametrize(("metric", "constant"), SPACES, ids=lambda p: getattr(p, "name", ""))
def test_einstein_spaces(metric, constant):
    for i, j in product(range(metric.dimension), repeat=2):
        gap = metric.ricci()[i, j] - constant * metric.components[i, j]
        assert in_field([gap], metric.coordinates, 0, lambda f, held: f.vanishes(held[0]))


def test_known_kretschmann_scalars():
    M, Q = symbols("M Q", real=True)
    charged = 8 * (6 * M**2 * r**2 - 12 * M * Q**2 * r + 7 * Q**4) / r**8
    assert vanishes(ready.reissner_nordstrom().kretschmann() - charged)
    assert ready.de_sitter("flat").kretschmann() == 24 / ELL**4
    a = Symbol("a", real=True)
    q = a * cos(theta)
    spin = 48 * M**2 * (r**2 - q**2) * ((r**2 + q**2) ** 2 - 16 * r**2 * q**2) / (r**2 + q**2) ** 6
    assert vanishes(ready.kerr().kretschmann() - spin)


def test_killing_fields():
    sphere = Metric([[1, 0], [0, sin(theta) ** 2]], (theta, phi))
    turn = (sin(phi), cos(theta) / sin(theta) * cos(phi))
    assert is_killing(sphere, (0, 1))
    assert is_killing(sphere, turn)
    assert not is_killing(sphere, (1, 0))
    assert not is_killing(sphere, (sin(phi), cos(phi)))
    assert is_killing(ready.kerr(), (1, 0, 0, 0))
    assert not is_killing(ready.flrw(), (1, 0, 0, 0))
    dilation = lie_derivative((x, y), metric_tensor(Metric([[1, 0], [0, 1]], (x, y))))
    assert dilation.nonzero() == {(0, 0): 2, (1, 1): 2}


@settings(max_examples=10)
@given(metrics((2,)) | metrics((3,), ("polynomial",)))
def test_raising_undoes_lowering(metric):
    there = with_variance(metric, metric.ricci(), "ud")
    back = with_variance(metric, there, "dd")
    for key in product(range(metric.dimension), repeat=2):
        assert vanishes(there[key] - metric.ricci("ud")[key])
        assert vanishes(back[key] - metric.ricci()[key])


def test_geodesics_in_both_parameters():
    metric = Metric([[-(1 + x**2), y, 0], [y, 2, 0], [0, 0, 1 + x * y]], (x, y, z))
    u = symbols("u0:3", real=True)
    affine = affine_acceleration(metric, u)
    # d^2 x / dt^2 = (x'' t' - x' t'') / t'^3
    for k, free in enumerate(coordinate_acceleration(metric, [u[1] / u[0], u[2] / u[0]])):
        assert zero_test(free - (affine[k] * u[0] - u[k] * affine[0]) / u[0] ** 3).outcome == "zero"
    gamma = metric.christoffel()
    for k in range(3):
        printed = -sum(gamma[k, p, q] * u[p] * u[q] for p in range(3) for q in range(3))
        assert zero_test(affine[k] - printed).outcome == "zero"
    tau = Symbol("tau", real=True)
    assert len(geodesic_equations(metric, tau)) == 3
    equations = coordinate_time_equations(metric)
    assert len(equations) == 2
    assert equations[0].lhs == Function("y", real=True)(x).diff(x, 2)


def test_polar_coordinates():
    plane = Metric([[1, 0], [0, 1]], (x, y))
    polar = transform(plane, (r, phi), (r * cos(phi), r * sin(phi)))
    assert polar.components.tolist() == [[1, 0], [0, r**2]]
    assert polar.riemann().is_zero()


def test_display():
    metric = Metric([[1, 0], [0, sin(theta) ** 2]], (theta, phi))
    assert "Gamma^theta_phi_phi = -sin(theta)*cos(theta)" in metric.christoffel().text()
    assert r"\Gamma^{\theta}{}_{\phi \phi} &= " in metric.christoffel().latex()
    assert ready.kerr().ricci().latex() == "R = 0"


@settings(max_examples=8)
@given(metrics((2,), ("polynomial", "trigonometric", "roots")))
def test_the_slower_path_agrees(metric):
    rows = metric.components.tolist()
    fast, slow = Engine(rows, metric.coordinates), Engine(rows, metric.coordinates, slow=True)
    left = fast.run(lambda chain: chain.field.write(chain.scalar))
    right = slow.run(lambda chain: chain.field.write(chain.scalar))
    assert fast.fast
    assert not slow.fast
    assert zero_test(left - right).outcome == "zero"


STEP = Piecewise((2 + x, x > 1), (3, True))


@pytest.mark.parametrize("entry", [Abs(x) + 2, exp(I * x), sqrt(x**2 * (1 + y) ** 2) + 3, STEP])
def test_only_what_the_ring_cannot_hold_takes_the_slower_path(entry):
    metric = Metric([[entry, 0], [0, 1]], (x, y))
    assert metric._engine.fast == (entry is not STEP)
    assert zero_test(metric.christoffel()[0, 0, 0] - entry.diff(x) / (2 * entry)).outcome == "zero"


def test_einsteinpy_agrees():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from einsteinpy.symbolic import ChristoffelSymbols, RiemannCurvatureTensor

        metric = Metric([[1 + x**2, y, 0], [y, 2, 0], [0, 0, cos(x)]], (x, y, z))
        theirs = to_einsteinpy(metric)
        gamma = ChristoffelSymbols.from_metric(theirs)
        riemann = tensor_from_einsteinpy(RiemannCurvatureTensor.from_christoffels(gamma))
        back = from_einsteinpy(theirs)
    assert back.components == metric.components
    assert back.coordinates == metric.coordinates
    held = tensor_from_einsteinpy(gamma)
    assert (held.variance, riemann.variance) == ("udd", "uddd")
    for key in product(range(3), repeat=3):
        assert vanishes(held[key] - metric.christoffel()[key])
    for key in product(range(3), repeat=4):
        assert vanishes(riemann[key] - metric.riemann()[key])
    with pytest.raises(TypeError, match="EinsteinPy tensor"):
        from_einsteinpy([[1]])


def test_the_lie_derivative_of_a_vector_is_the_commutator():
    xi, eta = (x * y, sin(x)), (y**2, exp(x))
    found = lie_derivative(xi, tensor_of(eta, "u", (x, y)))
    for k in range(2):
        bracket = sum(xi[m] * eta[k].diff(c) - eta[m] * xi[k].diff(c) for m, c in enumerate((x, y)))
        assert vanishes(found[k] - bracket)


def test_functions_of_a_compound_argument():
    f = Function("f", real=True)
    wave = Metric([[-1, 0, 0], [0, 1, 0], [0, 0, 1 + f(x - t) ** 2]], (t, x, y))
    assert wave._engine.fast
    assert wave.scalar() is S.Zero
    assert not wave.ricci().is_zero()
    slope = f(x - t).diff(t) * f(x - t)
    assert zero_test(wave.christoffel_first()[2, 0, 2] - slope).outcome == "zero"
