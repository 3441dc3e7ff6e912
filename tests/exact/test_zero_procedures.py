"""The procedures behind the zero test, one by one."""

import signal
import threading
import time

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st
from known_symbols import F, L, N, a, b, f, k, n, p, q, t, u, x, y, z
from sympy import (
    Abs,
    Derivative,
    Eq,
    I,
    Integral,
    Max,
    Piecewise,
    Rational,
    Sum,
    Symbol,
    arg,
    asin,
    atan,
    besseli,
    besselj,
    cbrt,
    conjugate,
    cos,
    exp,
    floor,
    gamma,
    im,
    log,
    pi,
    re,
    root,
    sign,
    sin,
    sqrt,
)

from qmgr_sym.exact._angles.sectors import Interval, nothing_left
from qmgr_sym.exact._cases.conditions import used
from qmgr_sym.exact._cases.search import CaseSearch
from qmgr_sym.exact._constants.separation import algebraic_is_zero, bounds_of
from qmgr_sym.exact._evaluate.induction import holds_by_induction
from qmgr_sym.exact._evaluate.timed import within
from qmgr_sym.exact._evaluate.values import carried_out
from qmgr_sym.exact._normal.reducer import Reducer
from qmgr_sym.exact._normal.ring import TooManyGeneratorsError
from qmgr_sym.exact._points.functions import _NAMES, _SEVERAL
from qmgr_sym.exact._points.point import Point
from qmgr_sym.exact._prove import method_of_proof, vanishes
from qmgr_sym.exact._rewrite.bound import standard
from qmgr_sym.exact.reals import entails
from qmgr_sym.exact.zero import zero_test

quick = settings(max_examples=40, deadline=None, derandomize=True)

# Values on and off the branch cuts.
PLACES = [
    Rational(5, 7),
    -Rational(5, 7),
    Rational(13, 5),
    -Rational(13, 5),
    Rational(1, 3) + 3 * I / 7,
    -Rational(9, 4) - 3 * I / 7,
    -Rational(9, 4) + 3 * I / 7,
]
# SymPy gives no number for these at some of the places, or a wrong one (spherical functions).
_NO_NUMBER = (sympy.laguerre, sympy.jn, sympy.yn, sympy.jacobi, sympy.gegenbauer, sympy.lucas)
_ONE = (sympy.fibonacci, sympy.harmonic, sympy.catalan, sympy.factorial)


def value(expr):
    ball = Point(expr, 0, lambda _: False).evaluate(expr, 100)
    return complex(ball.mid()) if ball.is_finite() else None


def _wanted(expr):
    try:
        number = complex(expr.evalf(20))
    except (TypeError, ValueError):
        return None
    return number if abs(number) < 1e12 else None


@pytest.mark.parametrize("kind", [*_NAMES, sympy.acot, sympy.asec, sympy.acsch], ids=str)
def test_balls_agree_with_sympy_on_and_off_the_cuts(kind):
    compared = 0
    for place in PLACES:
        expr = kind(place, evaluate=False)
        wanted, found = _wanted(expr), value(expr)
        if wanted is not None and found is not None:
            assert abs(found - wanted) < 1e-10 * max(1, abs(wanted)), place
            compared += 1
    assert compared >= 4


@pytest.mark.parametrize("kind", [k for k in _SEVERAL if k not in _NO_NUMBER], ids=str)
def test_balls_of_several_arguments_agree_with_sympy(kind):
    compared = 0
    for first in (sympy.Integer(2), Rational(1, 2), Rational(7, 5)):
        for place in PLACES:
            args = (first,) if kind in _ONE else (first, place)
            try:
                expr = kind(*args, evaluate=False)
            except (TypeError, ValueError):
                expr = kind(place, evaluate=False)
            wanted, found = _wanted(expr), value(expr)
            if wanted is not None and found is not None:
                assert abs(found - wanted) < 1e-9 * max(1, abs(wanted)), expr
                compared += 1
    assert compared >= 3


def test_spherical_functions_follow_their_formulas():
    for place in (Rational(5, 7), Rational(13, 5), Rational(1, 3) + 3 * I / 7):
        gap = sympy.jn(1, place) - sin(place) / place**2 + cos(place) / place
        assert abs(value(gap)) < 1e-20
        assert abs(value(sympy.yn(0, place) + cos(place) / place)) < 1e-20


radicals = st.recursive(
    st.builds(Rational, st.integers(-9, 9), st.integers(1, 4)) | st.just(I),
    lambda inner: (
        st.builds(lambda r, s: r + s, inner, inner)
        | st.builds(lambda r, s: r * s, inner, inner)
        | inner.map(sqrt)
        | inner.map(cbrt)
    ),
    max_leaves=4,
)


@quick
@given(radicals, radicals)
def test_root_bounds_agree_with_high_precision(r, s):
    for expr in (r - s, (r + s) ** 2 - r**2 - 2 * r * s - s**2, sqrt(r) ** 2 - r):
        decided = algebraic_is_zero(expr)
        if decided is not None and expr != 0:
            size = abs(complex(sympy.N(expr, 60, maxn=500)))
            assert decided == (size < 1e-45)


def test_bounds_bound_the_conjugates():
    bounds = bounds_of(sqrt(2) + sqrt(3))
    assert bounds.degree == 4
    assert 2**bounds.top >= 2**0.5 + 3**0.5
    assert bounds_of(root(2, 5)).degree == 5
    assert bounds_of(exp(2 * I * pi / 7)).degree == 6


def test_a_root_over_a_complex_denominator_is_not_positive():
    for phase in (exp(I * x), exp(-3 * I * x), 1 / (1 + I * x)):
        gap = log(Abs(sin(x)) * phase) - log(Abs(sin(x))) - log(phase)
        assert method_of_proof(gap) is None or abs(value(gap.subs(x, 2))) < 1e-9
    assert not vanishes(TURNING)


TURNING = log(Abs(sin(x)) * exp(4 * I * x)) - log(Abs(sin(x)) * exp(2 * I * x))
TURNING -= log(exp(2 * I * x))

# True for some values only: a proof of any of them is wrong.
FALSE = [
    TURNING,
    log(z**2) - 2 * log(z),
    log(exp(I * x)) - I * x,
    sqrt(z * u) - sqrt(z) * sqrt(u),
    (z**a) ** b - z ** (a * b),
    atan(x) + atan(1 / x) - pi / 2,
    atan(a) + atan(b) - atan((a + b) / (1 - a * b)),
    asin(sin(x)) - x,
    arg(z * u) - arg(z) - arg(u),
    conjugate(log(z)) - log(conjugate(z)),
    Max(x, y) - x,
    sign(x) ** 2 - 1,
    floor(x + y) - floor(x) - floor(y),
    (-1) ** (n * (n + 1) / 2) - 1,
    (-1) ** n + 1,
    x * (-1) ** n + x,
    (-1) ** (n * N) + 1,
    (-1) ** (n + N) + (-1) ** n,
    Piecewise((1, Eq(x, y)), (0, True)),
    sqrt(a + 2 - 2 * sqrt(a + 1)) - 1 + sqrt(a + 1),
    gamma(z + 1) - gamma(z),
    besselj(-u, z) - (-1) ** (-u) * besselj(u, z),
    besselj(-u, z) - (-1) ** u * besselj(u, z),
    besseli(-u, z) - besseli(u, z),
    Integral(f(x), (x, 0, 1)) - Integral(f(x), (x, 0, 2)),
    Sum(f(k), (k, 0, N)) - Sum(f(k), (k, 0, N + 1)),
    Sum(f(k), (k, 0, N)) - Sum(f(k), (k, 1, N)) + f(0),
    Sum(f(k), (k, 0, N)) - Sum(f(k), (k, 0, N - 1)) + f(N),
    F(x) - Abs(F(x)),
]


@pytest.mark.parametrize("expr", FALSE, ids=str)
def test_nothing_false_is_proved_without_points(expr):
    assert method_of_proof(expr) is None


@quick
@given(st.sampled_from([x, y, q, z, u, I * x, 1 + I * y]), st.integers(-7, 7), st.integers(2, 5))
def test_roots_and_logarithms_of_powers_follow_the_numbers(base, power, order):
    exponent = Rational(power, order)
    values = {x: Rational(-7, 3), y: Rational(9, 4), q: -Rational(2, 5)}
    values |= {z: -2 + I / 3, u: -1 - 2 * I}
    pairs = [
        (log(base**exponent), exponent * log(base)),
        ((base**exponent) ** Rational(1, order), base ** (exponent / order)),
        (sqrt(base**power), sqrt(base) ** power),
    ]
    for left, right in pairs:
        gap = left - right
        if gap != 0 and vanishes(gap):
            assert abs(complex(gap.subs(values).evalf(30))) < 1e-12


def test_intervals_leave_out_their_ends():
    half = Rational(1, 2)
    assert Interval(0, 1).integers() == set()
    assert Interval(-half, half).integers() == {0}
    assert Interval(1, 1).integers() == {1}
    assert nothing_left({1 + I * a: 1, 1 + I / a: 1}, -half, ())
    assert not nothing_left({1 + I * x: 1, 1 + I / x: 1}, -half, ())
    assert nothing_left({1 + I * x: 1, 1 + I / x: 1}, -half, (x > 0,))


def test_conditions_are_used_only_where_they_may_be():
    assert used(x - y, (Eq(x, y),)) == 0
    assert used(F(x) - 1, (Eq(F(x), 1),)) == 0
    # A value at a point says nothing about the derivative there.
    assert used(F(x).diff(x), (Eq(F(x), 1),)) != 0
    assert used(Integral(F(x), (x, 0, 1)) - 1, (Eq(F(x), 1),)) != 0


@pytest.mark.parametrize(
    "condition", [sin(x) > Rational(99999, 100000), exp(x) > 10**30, Eq(cos(x), 1)], ids=str
)
def test_a_case_that_may_occur_is_not_left_out(condition):
    rare = Piecewise((1, condition), (0, True))
    answer = CaseSearch(rare, lambda expr, given: expr == 0, lambda _: False).run()
    assert answer is None or answer.outcome != "zero"
    assert zero_test(rare * y).outcome in ("nonzero", "undecided")


def test_a_first_case_is_needed():
    telescope = Sum(f(k + 1) - f(k), (k, 1, N))
    assert holds_by_induction(telescope - f(N + 1) + f(1), vanishes) == N
    assert holds_by_induction(telescope - f(N + 1), vanishes) is None


def test_integers_above_each_other_differ_by_one():
    assert entails([n > k], n >= k + 1).outcome == "holds"
    assert entails([n > k], n >= k + 2).outcome == "fails"


HELD = [
    Integral(Abs(x) * f(x), (x, -1, 1)) - Integral(x * f(x), (x, -1, 1)),
    Abs(x) * Integral(f(Abs(x)), (x, -1, 1)) - x * Integral(f(x), (x, -1, 1)),
    Max(x, 0) * Integral(f(x), (x, 0, sympy.oo)) - Abs(x) * Integral(f(x), (x, 0, sympy.oo)),
    Piecewise((f(x).diff(x), Eq(f(x), 1)), (0, True)),
    sign(t) * Sum(f(k), (k, 0, sympy.oo)),
]


@pytest.mark.parametrize("expr", HELD, ids=str)
def test_cases_leave_alone_what_an_integral_holds(expr):
    assert zero_test(expr).outcome != "zero"
    answer = CaseSearch(standard(expr), lambda e, given: e == 0, lambda _: False).run()
    assert answer is None or answer.outcome != "zero"


def test_bound_symbols_do_not_matter():
    left = Integral(f(x) * Integral(f(y), (y, 0, x)), (x, 0, a))
    right = Integral(f(t) * Integral(f(x), (x, 0, t)), (t, 0, a))
    assert standard(left) == standard(right)
    assert standard(Integral(f(x, y), (x, 0, 1))) != standard(Integral(f(y, x), (x, 0, 1)))
    assert zero_test(Integral(x * f(x), (x, 0, 1)) - x * Integral(f(x), (x, 0, 1))).outcome != (
        "zero"
    )


def test_the_method_says_that_an_integral_was_carried_out():
    answer = zero_test(Integral(x**2, (x, 0, 1)) - Rational(1, 3))
    assert answer.outcome == "zero"
    assert "carried out" in answer.method
    opaque = zero_test(Integral(f(x), (x, 0, 1)) - Integral(f(y), (y, 0, 1)))
    assert opaque.outcome == "zero"
    assert "carried out" not in opaque.method


def test_a_wrong_value_of_an_integral_is_not_believed(monkeypatch):
    monkeypatch.setattr(Integral, "doit", lambda self, **hints: sympy.S.One)
    ray = (x, 0, sympy.oo)
    assert carried_out(Integral(exp(-x), ray) - 2, lambda _: False, 5) == -1
    assert carried_out(Integral(exp(-2 * x), ray) - 2, lambda _: False, 5) is None
    assert zero_test(Integral(exp(-x), ray) - 1).outcome == "zero"
    assert zero_test(Integral(exp(-2 * x), ray) - 1).outcome == "undecided"
    assert zero_test(Integral(x**2, (x, 0, 1)) - 1).outcome == "nonzero"
    line = (x, -sympy.oo, sympy.oo)
    assert zero_test(Integral(exp(-Abs(x)), line) - 1).outcome == "undecided"
    monkeypatch.setattr(Sum, "doit", lambda self, **hints: sympy.S.One)
    assert zero_test(Sum(1 / k**2, (k, 1, sympy.oo)) - 1).outcome == "undecided"
    assert zero_test(Sum(2 ** (-k), (k, 1, sympy.oo)) - 1).outcome == "zero"


def test_sums_whose_ends_differ_by_a_step():
    total = Sum(f(k), (k, 0, N))
    assert zero_test(total - Sum(f(k), (k, 0, N - 1)) - f(N)).method == "normal form"
    assert zero_test(total - Sum(f(k), (k, 1, N)) - f(0)).method == "normal form"
    assert zero_test(total - Sum(f(k), (k, 0, N + 2)) + f(N + 1) + f(N + 2)).outcome == "zero"


def test_what_takes_too_long_is_stopped_and_other_timers_survive():
    def forever():
        while True:
            time.sleep(0.01)

    started = time.monotonic()
    assert within(0.2, forever) is None
    assert within(5, lambda: within(0.2, forever) or "outer goes on") == "outer goes on"
    assert within(0.3, lambda: within(5, forever) or "never") is None
    assert time.monotonic() - started < 3
    rang = []
    before = signal.signal(signal.SIGALRM, lambda *_: rang.append(1))
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    try:
        assert within(0.1, forever) is None
        time.sleep(0.5)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert rang == [1]


def test_other_threads_have_no_limit_of_time():
    found = []

    def work():
        found.append(within(0.05, lambda: time.sleep(0.2) or 7))

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert found == [7]


def test_the_order_of_matrix_entries_is_named():
    matrix = sympy.Matrix([[0, 0], [x - y, 0]])
    assert zero_test(matrix).detail.startswith("entry (1, 0)")
    shape = sympy.MatrixSymbol("M", N, N)
    assert zero_test(shape * shape).outcome == "undecided"
    singular = sympy.ImmutableMatrix([[1, 1], [1, 1]])
    with pytest.raises(ValueError, match="regular matrices"):
        zero_test(sympy.MatAdd(sympy.Inverse(singular), singular))


def test_a_hidden_zero_pivot_does_not_matter():
    hidden = sin(x) ** 2 + cos(x) ** 2 - 1
    matrix = sympy.ImmutableMatrix([[hidden, 1], [1, a]])
    gap = sympy.MatMul(sympy.Inverse(matrix), matrix) - sympy.eye(2)
    assert zero_test(gap).outcome == "zero"
    assert zero_test(sympy.Determinant(matrix) + 1).outcome == "zero"


def test_too_few_generators_are_no_proof():
    expr = x + y + z + a + b + sin(x) - sin(x + 0)
    with pytest.raises(TooManyGeneratorsError):
        Reducer(expr, 2).fraction(expr)
    assert not vanishes(expr)


def test_real_and_imaginary_parts_of_functions():
    assert zero_test(re(f(x)) ** 2 + im(f(x)) ** 2 - Abs(f(x)) ** 2).outcome == "zero"
    assert zero_test(Max(re(z), im(z)) - re(z)).outcome == "nonzero"
    assert zero_test(Derivative(p(x) ** L, x) - L * p(x) ** L * p(x).diff(x) / p(x)).outcome == (
        "zero"
    )


def test_names_of_the_witness_are_those_of_the_expression():
    answer = zero_test(Symbol("speed", real=True) - 3)
    assert [name for name, _ in answer.witness] == ["speed"]
