"""The interpreter of printed forms against SymPy's own evaluation."""

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from proofs.checker import Measurement
from proofs.checker.evaluate import (
    NotMeasuredError,
    checked,
    evaluate,
    holds,
    is_atom,
    relative_error,
    sizes,
    truth,
)

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


def reals(**values):
    return Measurement({sp.Symbol(name, real=True): np.array(v) for name, v in values.items()})


p, r = sp.symbols("p r", real=True)
TRUE, FALSE, UNKNOWN = (True, False), (False, True), (False, False)


@pytest.mark.parametrize(
    ("statement", "value"),
    [
        (sp.true, TRUE),
        (sp.false, FALSE),
        (p > 0, TRUE),
        (p < 0, FALSE),
        (sp.log(-p) < 0, UNKNOWN),
        (sp.Not(sp.log(-p) < 0, evaluate=False), UNKNOWN),
        (sp.Eq(sp.log(-p), 0, evaluate=False), UNKNOWN),
        (sp.Ne(sp.log(-p), 0, evaluate=False), UNKNOWN),
        (sp.Eq(p, 1, evaluate=False), TRUE),
        (sp.Ne(p, 1, evaluate=False), FALSE),
        (sp.Ne(p, 2, evaluate=False), TRUE),
        (sp.And(p > 0, sp.log(-p) < 0, evaluate=False), UNKNOWN),
        (sp.And(p < 0, sp.log(-p) < 0, evaluate=False), FALSE),
        (sp.Or(p > 0, sp.log(-p) < 0, evaluate=False), TRUE),
        (sp.Or(p < 0, sp.log(-p) < 0, evaluate=False), UNKNOWN),
        (sp.Or(p < 0, p < -1, evaluate=False), FALSE),
        (sp.Implies(p < 0, sp.log(-p) < 0, evaluate=False), TRUE),
        (sp.Implies(p > 0, sp.log(-p) < 0, evaluate=False), UNKNOWN),
        (sp.Implies(sp.log(-p) < 0, p > 0, evaluate=False), TRUE),
        (sp.Implies(p > 0, p < 0, evaluate=False), FALSE),
        (sp.Equivalent(p > 0, p > -1, evaluate=False), TRUE),
        (sp.Equivalent(p < 0, p < -1, evaluate=False), TRUE),
        (sp.Equivalent(p > 0, p < 0, evaluate=False), FALSE),
        (sp.Equivalent(p > 0, sp.log(-p) < 0, evaluate=False), UNKNOWN),
        (sp.sqrt(-p) < 1, UNKNOWN),
        (sp.Le(sp.sqrt(-p), 1, evaluate=False), UNKNOWN),
    ],
)
def test_what_has_no_value_is_neither_true_nor_false(statement, value):
    """At p = 1."""
    yes, no = truth(statement, reals(p=[1.0]), 1, 1e-9, FLOOR)
    assert (bool(yes[0]), bool(no[0])) == value
    assert holds(statement, reals(p=[1.0]), 1, 1e-9, FLOOR)[0] == value[0]


def test_complex_numbers_have_no_order_but_rounding_is_forgiven():
    z = sp.Symbol("z")
    for imaginary, value in ((1.0, UNKNOWN), (1e-6, UNKNOWN), (1e-12, TRUE)):
        measured = Measurement({z: np.array([-1 + imaginary * 1j])})
        for statement in (z < 0, z <= 0, sp.Gt(0, z, evaluate=False)):
            yes, no = truth(statement, measured, 1, 1e-9, FLOOR)
            assert (bool(yes[0]), bool(no[0])) == value, statement


def test_weak_inequalities_allow_the_tolerance_and_strict_ones_do_not():
    at = reals(p=[1.0], r=[1.0 - 1e-7])
    assert holds(sp.Le(p, r, evaluate=False), at, 1, 1e-6, FLOOR)[0]
    assert not holds(sp.Le(p, r, evaluate=False), at, 1, 1e-8, FLOOR)[0]
    assert holds(sp.Ge(r, p, evaluate=False), at, 1, 1e-6, FLOOR)[0]
    assert not holds(sp.Lt(p, r, evaluate=False), at, 1, 1e-6, FLOOR)[0]
    assert not holds(sp.Lt(p, p, evaluate=False), at, 1, 1e-6, FLOOR)[0]
    noise = reals(p=[1e-13], r=[0.0])
    assert holds(sp.Le(p, r, evaluate=False), noise, 1, 1e-9, FLOOR)[0]
    assert not holds(sp.Le(p, r, evaluate=False), noise, 1, 1e-9, 1e-6)[0]


def test_an_inequality_on_a_grid_holds_everywhere_or_not():
    f = sp.Function("f")(x)
    measured = Measurement({f: np.array([[1.0, 2.0], [1.0, -2.0], [np.nan, 1.0]])})
    yes, no = truth(f > 0, measured, 3, 0.0, FLOOR)
    assert yes.tolist() == [True, False, False]
    assert no.tolist() == [False, True, False]


@pytest.mark.parametrize(
    ("key", "atom"),
    [
        (x, True),
        (sp.Function("f")(x + y), True),
        (sp.Derivative(sp.Function("f")(x), x), True),
        (sp.IndexedBase("A")[1, x], True),
        (sp.MatrixSymbol("M", 2, 2)[0, 1], True),
        (sp.conjugate(sp.Symbol("z")), True),
        (sp.re(sp.Symbol("z")), True),
        (sp.im(sp.Symbol("z")), True),
        (sp.Subs(sp.Derivative(sp.Function("f")(x), x), x, 0), True),
        (x + y, False),
        (sp.sin(x), False),
        (sp.Integral(x, (x, 0, 1)), False),
        (sp.Derivative(sp.Function("f")(x) ** 2, x), False),
        (sp.Abs(sp.Symbol("z")), False),
        (sp.Integer(2), False),
    ],
)
def test_atoms_can_be_measured_and_nothing_else(key, atom):
    assert is_atom(key) is atom
    if atom:
        assert Measurement({key: np.ones(2)}).ndim == 1
    else:
        with pytest.raises(ValueError, match="must belong to symbols, functions, indexed objects"):
            Measurement({key: np.ones(2)})


def test_a_measurement_is_rebuilt_from_plain_values():
    made = Measurement({x: np.ones(3), y: np.array(2.0)}, note="three points")
    found = checked(made, 3)
    assert found.note == "three points"
    assert found.values is not made.values
    assert found.derivative is made.derivative
    assert found.integral is made.integral
    assert checked(Measurement({x: np.ones((1, 5))}), 3).ndim == 2
    with pytest.raises(
        ValueError, match=r"values of x must belong to 4 points, but have shape \(3,"
    ):
        checked(made, 4)
    with pytest.raises(TypeError, match="must return a Measurement, but returned a tuple"):
        checked((made,), 3)


def test_values_are_broadcast_over_the_axes_of_the_grid():
    f = sp.Function("f")(x)
    measured = Measurement({f: np.arange(6.0).reshape(2, 3), y: np.array([10.0, 20.0])})
    assert measured.ndim == 2
    assert measured.get(y).shape == (2, 1)
    assert measured.get(x) is None
    assert evaluate(f + y, measured)[0].tolist() == [[10, 11, 12], [23, 24, 25]]


def test_sizes_are_those_of_the_terms_on_both_sides():
    measured = Measurement({x: np.array([1.0, 2.0]), y: np.array([3.0, 5.0])})
    assert sizes(sp.Eq(x - y, 2 * y, evaluate=False), measured, 2).tolist() == [10, 17]
    grid = Measurement({sp.Function("f")(x): np.array([[1.0, -4.0]])})
    assert sizes(sp.Eq(sp.Function("f")(x), 1, evaluate=False), grid, 3).tolist() == [5, 5, 5]


def test_numbers_without_a_value_are_named():
    with pytest.raises(NotMeasuredError, match=r"K\(1\)"):
        evaluate(x + sp.Function("K")(1), Measurement({x: np.ones(1)}))

    class Spanned(sp.Function):
        """Of something."""

    with pytest.raises(NotMeasuredError, match="number without a value"):
        evaluate(Spanned(2), Measurement({x: np.ones(1)}))


@pytest.mark.parametrize(
    ("expression", "value", "size"),
    [
        (x - y, -1, 5),
        (x * (y - x), 2, 10),
        ((x - y) ** 2, 1, 25),
        ((x - y) ** 3, -1, 125),
        ((y - x) ** sp.Rational(1, 2), 1, 1),
        (1 / (x - y), -1, 1),
        (sp.exp(x - y), np.exp(-1), np.exp(-1)),
        (sp.Max(x, y, evaluate=False), 3, 3),
        (sp.Min(x, y, evaluate=False), 2, 2),
        (sp.Max(x, y, x + y, evaluate=False), 5, 5),
        (-2 * x, -4, 4),
        (sp.Abs(x - y), 1, 1),
        (sp.sqrt(-1) * x, 2j, 2),
    ],
)
def test_a_value_and_the_size_of_its_terms(expression, value, size):
    """At x = 2, y = 3."""
    found = evaluate(expression, Measurement({x: np.array([2.0]), y: np.array([3.0])}))
    assert np.allclose(found[0], value)
    assert np.allclose(found[1], size)


@pytest.mark.parametrize(
    "function",
    [sp.exp, sp.log, sp.sin, sp.cos, sp.tan, sp.tanh, sp.sinh, sp.cosh, sp.atan, sp.asin, sp.acos,
     sp.asinh, sp.atanh, sp.cot, sp.sec, sp.csc, sp.coth, sp.sech, sp.csch, sp.erf, sp.erfc,
     sp.gamma, sp.loggamma, sp.digamma, sp.factorial, sp.floor, sp.ceiling, sp.Heaviside,
     sp.LambertW, sp.Abs, sp.sign, sp.acosh],
)  # fmt: skip
def test_functions_agree_with_sympy(function):
    at = 1.3 if function is sp.acosh else 0.7
    z = sp.Symbol("z")
    found, _ = evaluate(function(z), Measurement({z: np.array([at])}))
    assert complex(np.squeeze(found)) == pytest.approx(complex(function(sp.Float(at)).evalf()))


def test_functions_of_two_arguments_agree_with_sympy():
    z = sp.Symbol("z")
    for function, at in (
        (sp.polygamma(1, z), 0.7),
        (sp.LambertW(z, -1), -0.2),
        (sp.Heaviside(z, sp.Rational(1, 4)), 0.0),
    ):
        found, _ = evaluate(function, Measurement({z: np.array([at])}))
        assert complex(np.squeeze(found)) == pytest.approx(complex(function.subs(z, at).evalf()))


def test_functions_of_complex_numbers_agree_with_sympy():
    z = sp.Symbol("z")
    at = 0.3 - 0.4j
    for function in (sp.arg, sp.re, sp.im, sp.conjugate, sp.Abs):
        found, _ = evaluate(function(z), Measurement({z: np.array([at])}))
        exact = function(sp.Float(0.3) - sp.I * sp.Float(0.4)).evalf()
        assert complex(np.squeeze(found)) == pytest.approx(complex(exact))


def test_repeated_and_mixed_derivatives_are_taken_in_turn():
    f = sp.Function("f")(x, y)
    taken = []

    def derivative(array, symbol):
        taken.append(symbol)
        return 2 * array

    measured = Measurement({f: np.ones((1, 2))}, derivative=derivative)
    value, size = evaluate(sp.Derivative(-f, (x, 2), y), measured)
    assert sorted(map(str, taken)) == ["x", "x", "y"]
    assert (value == -8).all()
    assert (size == 8).all()
