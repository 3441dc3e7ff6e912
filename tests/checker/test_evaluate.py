"""The interpreter of printed forms against SymPy's own evaluation."""

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from proofs.checker import Measurement
from proofs.checker.evaluate import NotMeasuredError, evaluate, holds, relative_error

x, y = sp.symbols("x y", positive=True)
FLOOR = 1e-3
LEAVES = st.sampled_from([x, y, sp.Integer(2), sp.Rational(1, 3), sp.pi])
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda ab: ab[0] + ab[1]),
        st.tuples(inner, inner).map(lambda ab: ab[0] * ab[1]),
        st.tuples(inner, inner).map(lambda ab: ab[0] / (1 + ab[1] ** 2)),
        inner.map(lambda a: sp.sqrt(1 + a**2)),
        inner.map(lambda a: sp.tanh(a)),
        inner.map(lambda a: sp.log(1 + a**2)),
        inner.map(lambda a: sp.exp(-(a**2))),
        inner.map(lambda a: sp.Abs(a - 1)),
        inner.map(lambda a: sp.Max(a, 1)),
    ),
    max_leaves=8,
)


@given(TREES, st.floats(0.1, 2.0), st.floats(0.1, 2.0))
def test_values_agree_with_sympy_and_magnitudes_bound_them(tree, a, b):
    measured = Measurement({x: np.array([a]), y: np.array([b])})
    value, magnitude = evaluate(tree, measured)
    exact = complex(tree.subs({x: sp.Float(a, 30), y: sp.Float(b, 30)}).evalf(20))
    # rounding of at most a dozen operations, relative to the size of the terms
    assert abs(complex(value.flat[0] if value.ndim else value) - exact) <= 1e-12 * (
        1 + float(np.max(magnitude))
    )
    assert np.all(np.abs(value) <= magnitude * (1 + 1e-12))


def test_a_measured_subexpression_is_not_taken_apart():
    f = sp.Function("f")(x)
    measured = Measurement({sp.Derivative(f, x): np.array([7.0])})
    assert evaluate(2 * sp.Derivative(f, x), measured)[0] == 14.0


def test_what_was_not_measured_is_named():
    with pytest.raises(NotMeasuredError, match="y was not measured"):
        evaluate(x + y, Measurement({x: np.ones(1)}))
    with pytest.raises(NotMeasuredError, match="derivative with respect to x"):
        evaluate(
            sp.Derivative(sp.Function("f")(x), x), Measurement({sp.Function("f")(x): np.ones(1)})
        )


def test_derivatives_and_integrals_use_the_measured_rules():
    f = sp.Function("f")(x)
    grid = np.linspace(0, 1, 101)
    measured = Measurement(
        {f: np.sin(grid)[None]},
        derivative=lambda array, symbol: np.gradient(array, grid, axis=-1),
        integral=lambda array, symbol: np.trapezoid(array, grid, axis=-1)[..., None],
    )
    slope, _ = evaluate(sp.Derivative(f, x), measured)
    assert np.allclose(slope[0, 1:-1], np.cos(grid)[1:-1], atol=1e-4)  # second differences, h=0.01
    area, _ = evaluate(sp.Integral(f, (x, 0, 1)), measured)
    assert area.shape == (1, 1)
    assert abs(area[0, 0] - (1 - np.cos(1))) < 1e-5  # trapezoid rule, h = 0.01


def test_cancellation_is_judged_against_the_size_of_the_terms():
    big = np.array([1e8])
    measured = Measurement({x: big, y: big * (1 + 1e-9)})
    assert relative_error(sp.Eq(x - y, 0, evaluate=False), measured, 1, FLOOR)[0] < 1e-8
    wrong = Measurement({x: big, y: big * 1.1})
    assert relative_error(sp.Eq(x - y, 0, evaluate=False), wrong, 1, FLOOR)[0] > 1e-2


def test_rounding_of_nothing_is_no_error_and_a_missing_value_is_one():
    noise = Measurement({x: np.array([1e-17]), y: np.array([-3e-17])})
    assert holds(sp.Eq(x, y, evaluate=False), noise, 1, 1e-9, FLOOR)[0]
    hole = Measurement({x: np.array([np.nan]), y: np.array([1.0])})
    assert not holds(sp.Eq(x, y, evaluate=False), hole, 1, 1e9, FLOOR)[0]


@given(st.lists(st.floats(-2, 2), min_size=3, max_size=3))
def test_boolean_statements_agree_with_numpy(values):
    a = np.array(values)
    z = sp.Symbol("z", real=True)
    measured = Measurement({z: a})
    inside = sp.And(z > -1, z < 1)
    assert (holds(inside, measured, 3, 0.0, FLOOR) == ((a > -1) & (a < 1))).all()
    implied = sp.Implies(z > 1, z**2 > 1, evaluate=False)
    assert holds(implied, measured, 3, 0.0, FLOOR).all()
    assert (holds(sp.Or(z > 1, z < -1), measured, 3, 0.0, FLOOR) == (abs(a) > 1)).all()
    same = sp.Equivalent(z > 0, z <= 0, evaluate=False)
    assert not holds(same, measured, 3, 0.0, FLOOR).any()
