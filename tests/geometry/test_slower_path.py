"""The slower exact path in three and four dimensions, against the ring."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from metric_strategies import CHART, outside_metrics, small_metrics, u, x
from sympy import I, S, atan, besselj, cos, erf, exp, log, sin, sqrt

from qmgr_sym.exact.zero import zero_test
from qmgr_sym.geometry._engine import Engine
from qmgr_sym.geometry.calculus import contracted, covariant_derivative
from qmgr_sym.geometry.metric import Metric

# Whose relations the ring does not know: arguments that are no monomials, an exponent with i, a
# compound logarithm, functions known by their derivatives.
OUTSIDE = [
    *(exp(I * x), log(2 + x**2), sin(sqrt(1 + x**2)), exp(1 / (1 + x**2))),
    *(atan(x) + 2, besselj(0, x) + 3, erf(x) + 2),
]  # fmt: skip


def agree(left, right):
    return left == right or zero_test(left - right).outcome == "zero"


@settings(max_examples=15)
@given(small_metrics((3, 4)))
def test_both_paths_agree(metric):
    slow = Engine(metric.components.tolist(), metric.coordinates, slow=True)
    written = {
        name: slow.run(lambda chain, name=name: getattr(chain, name))
        for name in ("inverse", "christoffel", "ricci", "einstein")
    }
    assert not slow.fast
    assert metric._engine.fast
    for key, value in written["inverse"].items():
        assert agree(value, metric.inverse()[key])
    for name in ("christoffel", "ricci", "einstein"):
        tensor = getattr(metric, name)()
        assert written[name].keys() == tensor.cells.keys()
        for key, value in written[name].items():
            assert agree(value, tensor[key])


@settings(max_examples=15)
@given(outside_metrics((3, 4)), st.sampled_from(OUTSIDE))
def test_an_entry_outside_the_ring_is_an_unknown_function_put_in(metric, entry):
    put = {u(x): entry}
    other = Metric(metric.components.subs(put), metric.coordinates)
    assert other._engine.fast
    assert other.assumed_nonzero() == ()
    for name in ("christoffel", "ricci"):
        held, tensor = getattr(metric, name)(), getattr(other, name)()
        assert tensor.cells.keys() <= held.cells.keys()
        for key in held.cells:
            assert agree(held[key].subs(put).doit(), tensor[key])


@pytest.mark.parametrize("entry", OUTSIDE, ids=str)
def test_the_einstein_tensor_has_no_divergence(entry):
    y, z = CHART[1:3]
    metric = Metric([[entry, 0, 0], [0, 1, y], [0, y, cos(y) ** 2 + 1]], CHART[:3])
    other = Metric([[-S.One, 0, 0], [0, entry, 0], [0, 0, entry * y**2]], (z, x, y))
    for held in (metric, other):
        assert held._engine.fast
        assert contracted(covariant_derivative(held, held.einstein("ud")), 0, 2).is_zero()
