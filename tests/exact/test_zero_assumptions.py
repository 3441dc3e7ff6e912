"""Assumptions are respected or refused, and names do not matter."""

import subprocess
import sys

import pytest
import sympy
from known_symbols import a, n, x, y, z
from sympy import (
    Abs,
    Function,
    I,
    IndexedBase,
    Piecewise,
    Rational,
    Symbol,
    besselj,
    exp,
    log,
    sin,
    sqrt,
    symbols,
)

from qmgr_sym.exact._points.domains import domain_of, fits
from qmgr_sym.exact._points.draws import SMALL_INTEGERS, draw, generator
from qmgr_sym.exact._points.labels import ranks
from qmgr_sym.exact.reals import entails
from qmgr_sym.exact.zero import zero_test

REFUSED = [
    {"extended_positive": True},
    {"extended_real": True},
    {"extended_nonzero": True},
    {"infinite": True},
    {"finite": False},
    {"zero": True},
    {"hermitian": True},
    {"antihermitian": True},
    {"noninteger": True},
    {"polar": True},
]
DRAWN = [
    {},
    {"real": True},
    {"positive": True},
    {"negative": True},
    {"nonnegative": True},
    {"nonzero": True},
    {"integer": True},
    {"even": True},
    {"odd": True},
    {"integer": True, "negative": True},
    {"odd": True, "positive": True},
    {"prime": True},
    {"composite": True},
    {"irrational": True},
    {"rational": True, "integer": False},
    {"real": True, "noninteger": True},
    {"imaginary": True},
    {"real": False},
    {"positive": False, "real": True},
    {"transcendental": True},
    {"integer": True, "prime": False, "positive": True},
    {"algebraic": True},
    {"complex": True, "zero": False},
]


@pytest.mark.parametrize("facts", REFUSED, ids=str)
def test_values_that_are_no_finite_numbers_are_refused(facts):
    symbol = Symbol("odd_one", **facts)
    name = next(iter(facts)).replace("finite", "infinite").replace("ininfinite", "infinite")
    with pytest.raises(ValueError, match=f"odd_one is declared {name}"):
        zero_test(symbol - x)


def test_functions_and_arrays_are_refused_too():
    with pytest.raises(ValueError, match="declared extended_positive"):
        zero_test(Function("f", extended_positive=True)(x) - x)
    with pytest.raises(ValueError, match="declared infinite"):
        zero_test(IndexedBase(Symbol("A", infinite=True))[n] - 1)
    with pytest.raises(ValueError, match="declared extended_real"):
        entails([], Symbol("r", extended_real=True) > 0)


@pytest.mark.parametrize("facts", DRAWN, ids=str)
def test_values_have_every_property_declared(facts):
    symbol = Symbol("s", **facts)
    domain = domain_of(symbol)
    found = set()
    for attempt in (*range(12), *range(SMALL_INTEGERS, SMALL_INTEGERS + 8)):
        value = draw(domain, generator(3, attempt), attempt)
        assert value is not None
        assert fits(value, symbol._assumptions), (value, facts)
        found.add(value)
    assert len(found) > 3


def test_special_integers_and_irrationals_are_told_from_others():
    prime, irrational = Symbol("p", prime=True), Symbol("r", irrational=True)
    step = Piecewise((1, sympy.Eq(prime, 4)), (0, True))
    assert zero_test(step).outcome in ("zero", "undecided")
    assert zero_test(prime - 2).outcome == "nonzero"
    assert zero_test(irrational - sqrt(2)).outcome == "nonzero"


def test_equal_names_with_other_assumptions_are_other_symbols():
    assert zero_test(Symbol("x", real=True) - Symbol("x", positive=True)).outcome == "nonzero"
    twice = Abs(Symbol("x", positive=True)) - Symbol("x", positive=True)
    assert zero_test(twice + Symbol("x", real=True)).outcome == "nonzero"


TURNING = log(Abs(sin(x)) * exp(4 * I * x)) - log(Abs(sin(x)) * exp(2 * I * x))
TURNING -= log(exp(2 * I * x))


@pytest.mark.parametrize("name", ["a", "b", "c", "t", "x", "zeta", "aux!1", "pi!", "_", "x1"])
def test_a_turning_phase_is_seen_under_any_name(name):
    symbol = Symbol(name, real=True)
    expr = TURNING.subs(x, symbol)
    assert zero_test(expr).outcome == "nonzero"
    assert zero_test(expr * besselj(0, Symbol("time", real=True))).outcome == "nonzero"


EXPRESSIONS = [
    x * y**2 - sin(a * x) + log(a),
    Function("f")(x, y).diff(x) * a - Function("g")(y) * z,
    IndexedBase("A")[n] * x - IndexedBase("B")[n + 1],
    (x - y) ** 2 * z + a,
]


@pytest.mark.parametrize("expr", EXPRESSIONS, ids=str)
def test_ranks_do_not_depend_on_names(expr):
    others = {x: "q9", y: "a0", a: "zz", z: "m", n: "b"}
    rename = {old: Symbol(new, **old._assumptions_orig) for old, new in others.items()}
    before, after = ranks(expr), ranks(expr.xreplace(rename))
    assert {node.xreplace(rename): k for node, k in before.items()} == after


def test_answers_and_witnesses_do_not_depend_on_the_hash_seed():
    code = (
        "from sympy import *; from qmgr_sym.exact.zero import zero_test\n"
        "x, y = symbols('x y', real=True); z = Symbol('z'); f = Function('f')\n"
        "for e in (log(z**2*y) - log(y) - 2*log(z), Max(x, f(y)) - x, sqrt(z**2 + 0*x) - z,"
        " (-1)**Symbol('n', integer=True) - x, Piecewise((1, Eq(x, y)), (0, True))):\n"
        "    print(zero_test(e))"
    )
    seen = set()
    for seed in ("0", "1", "27"):
        run = subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(p for p in sys.path if p)},
            capture_output=True,
            text=True,
            check=True,
        )
        seen.add(run.stdout)
    assert len(seen) == 1
    assert seen.pop().count("nonzero") == 5


def test_a_function_that_never_vanishes_has_one_sign():
    f = Function("f", real=True, nonzero=True)
    gap = f(x) * f(y) - Abs(f(x) * f(y))
    assert zero_test(gap).outcome != "nonzero"
    assert zero_test(f(x) - Abs(f(x))).outcome == "nonzero"


def test_a_function_with_integer_values_is_not_free():
    k = Function("k", integer=True)
    assert zero_test(k(x).diff(x)).outcome == "undecided"


def test_values_of_complex_symbols_in_functions_are_real_points():
    u, v = symbols("u v")
    assert zero_test(Function("f")(u) - Function("f")(v)).outcome == "nonzero"
    assert zero_test(Rational(1, 2) * u - v).outcome == "nonzero"
