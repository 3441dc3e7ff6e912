"""What holds for the curvature of every metric."""

from itertools import product

import pytest
from hypothesis import given, settings
from metric_strategies import CHART, degenerate, metrics, u
from sympy import Add, Function, exp, sin

from qmgr_sym.geometry._engine import in_field
from qmgr_sym.geometry.calculus import contracted, covariant_derivative, metric_tensor
from qmgr_sym.geometry.charts import transform, transform_tensor
from qmgr_sym.geometry.metric import Metric
from qmgr_sym.geometry.metrics import bondi, kerr, synchronous

ALL = ("polynomial", "trigonometric", "hyperbolic", "functions", "roots")


def vanishes(expr):
    """Decided in the ring, which `test_ring.py` compares with `zero_test`; that one is slower."""
    return in_field([expr], CHART, 0, lambda field, held: field.vanishes(held[0]))


def from_the_definition(metric, r, s, m, v):
    """R^r_{s m v} from the printed Christoffel symbols, differentiated by SymPy."""
    gamma, x, n = metric.christoffel(), metric.coordinates, range(metric.dimension)
    terms = [gamma[r, v, s].diff(x[m]), -gamma[r, m, s].diff(x[v])]
    terms += [gamma[r, m, k] * gamma[k, v, s] - gamma[r, v, k] * gamma[k, m, s] for k in n]
    return Add(*terms)


@settings(max_examples=12)
@given(metrics((2, 3), ALL))
def test_the_christoffel_symbols_are_those_of_the_metric(metric):
    g, x = metric.components, metric.coordinates
    gamma, n = metric.christoffel(), range(metric.dimension)
    for i, p, q in product(n, repeat=3):
        slopes = g[i, p].diff(x[q]) + g[i, q].diff(x[p]) - g[p, q].diff(x[i])
        lowered = Add(*(g[i, k] * gamma[k, p, q] for k in n))
        assert vanishes(lowered - slopes / 2)
        assert vanishes(metric.christoffel_first()[i, p, q] - slopes / 2)


@settings(max_examples=10)
@given(metrics((2, 3), ALL))
def test_riemann_agrees_with_its_definition(metric):
    riemann, n = metric.riemann(), range(metric.dimension)
    for key in product(n, repeat=4):
        if key[2] < key[3]:
            assert vanishes(riemann[key] - from_the_definition(metric, *key))


@settings(max_examples=5)
@given(metrics((4,)))
def test_symmetries_and_the_first_bianchi_identity(metric):
    riemann, n = metric.riemann("dddd"), range(metric.dimension)
    for r, s, m, v in product(n, repeat=4):
        value = riemann[r, s, m, v]
        assert value == -riemann[s, r, m, v] or vanishes(value + riemann[s, r, m, v])
        assert value == riemann[m, v, r, s]
        if s < m < v:
            assert vanishes(value + riemann[r, m, v, s] + riemann[r, v, s, m])


@settings(max_examples=10)
@given(metrics((3,), ALL))
def test_the_second_bianchi_identity(metric):
    slope, n = covariant_derivative(metric, metric.riemann("dddd")), range(metric.dimension)
    for r, s, k in product(n, repeat=3):
        if r < s:
            cycle = [slope[r, s, 0, 1, 2], slope[r, s, 1, 2, 0], slope[r, s, 2, 0, 1]]
            assert vanishes(Add(*cycle))
        assert vanishes(slope[r, s, 0, 1, k] + slope[r, s, 1, 0, k])


@settings(max_examples=12)
@given(metrics((2, 3), ALL) | metrics((4,)))
def test_the_einstein_tensor_has_no_divergence(metric):
    slope = covariant_derivative(metric, metric.einstein("ud"))
    assert contracted(slope, 0, 2).is_zero()


@settings(max_examples=12)
@given(metrics((2, 3), ALL) | metrics((4,)))
def test_the_metric_is_covariantly_constant(metric):
    assert covariant_derivative(metric, metric_tensor(metric)).is_zero()
    product_matrix = metric.inverse() * metric.components
    for i, j in product(range(metric.dimension), repeat=2):
        assert vanishes(product_matrix[i, j] - int(i == j))


@settings(max_examples=10)
@given(metrics((3,), ALL))
def test_traces(metric):
    assert contracted(metric.weyl("uddd"), 0, 2).is_zero()
    ricci = contracted(metric.riemann(), 0, 2)
    for key in product(range(metric.dimension), repeat=2):
        assert vanishes(ricci[key] - metric.ricci()[key])
    assert vanishes(contracted(metric.ricci("ud"), 0, 1)[()] - metric.scalar())


@settings(max_examples=10)
@given(metrics((2, 3), ALL))
def test_low_dimensions(metric):
    assert metric.weyl().is_zero()
    if metric.dimension == 2:
        assert metric.einstein().is_zero()
        assert vanishes(metric.kretschmann() - metric.scalar() ** 2)


@settings(max_examples=2)
@given(metrics((4,)))
def test_weyl_is_conformally_invariant(metric):
    x = metric.coordinates
    for factor in (exp(2 * u(x[0])), (1 + x[1] ** 2) ** 2):
        other = Metric(metric.components * factor, x)
        left, right = metric.weyl("uddd"), other.weyl("uddd")
        assert left.cells.keys() == right.cells.keys()
        for key in left.cells:
            assert vanishes(left[key] - right[key])


@settings(max_examples=4)
@given(metrics((2, 3)))
def test_curvature_is_covariant(metric):
    n = metric.dimension
    names = CHART[:n]
    old = (names[0] + names[1] ** 2, 2 * names[1] + names[0], *names[2:])
    other = transform(metric, names, old)
    swap = dict(zip(names, old, strict=True))
    assert vanishes(other.scalar() - metric.scalar().subs(swap, simultaneous=True))
    moved = transform_tensor(metric.riemann(), names, old)
    for key in product(range(n), repeat=4):
        assert vanishes(moved[key] - other.riemann()[key])


@given(degenerate())
def test_degenerate_metrics_are_refused(matrix):
    with pytest.raises(ValueError, match="non-degenerate"):
        Metric(matrix, CHART[: len(matrix)])


@pytest.mark.parametrize("metric", [kerr(), bondi(), synchronous(3)], ids=lambda m: m.name)
def test_larger_metrics_obey_the_contracted_bianchi_identity(metric):
    slope = covariant_derivative(metric, metric.einstein("ud"))
    assert contracted(slope, 0, 2).is_zero()


def test_the_identity_can_fail():
    x = CHART[:2]
    plane = Metric([[1, 0], [0, sin(x[0]) ** 2 + Function("f")(x[0])]], x)
    assert not contracted(covariant_derivative(plane, plane.ricci("ud")), 0, 2).is_zero()
