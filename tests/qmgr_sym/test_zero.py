"""Zero tests against planted identities, perturbations and high-precision evaluation."""

import pytest
from sympy import (
    Abs,
    Derivative,
    E,
    Function,
    I,
    Integral,
    Max,
    Pow,
    Rational,
    Sum,
    Symbol,
    acos,
    asin,
    conjugate,
    cos,
    cosh,
    exp,
    im,
    log,
    oo,
    pi,
    re,
    sin,
    sinh,
    sqrt,
    symbols,
    tan,
)

from qmgr_sym.exact.zero import zero_test
from qmgr_sym.unevaluated._base import Unevaluated

x, y, t = symbols("x y t", real=True)
z = Symbol("z")
a, b = symbols("a b", positive=True)
n = Symbol("n", integer=True)
f = Function("f")
p = Function("p", positive=True)
F = Function("F", real=True)

ZERO = [
    sin(2 * x) - 2 * sin(x) * cos(x),
    sin(x + pi / 3) - sin(x) / 2 - sqrt(3) * cos(x) / 2,
    tan(x + y) - (tan(x) + tan(y)) / (1 - tan(x) * tan(y)),
    cosh(x) ** 2 - sinh(x) ** 2 - 1,
    exp(I * x) - cos(x) - I * sin(x),
    exp(x + y) - exp(x) * exp(y),
    exp(x + exp(x)) - exp(x) * exp(exp(x)),
    exp(x / (x + 1)) * exp(1 / (x + 1)) - E,
    exp(x * log(2)) - 2**x,
    log(a * b) - log(a) - log(b),
    log(12) - 2 * log(2) - log(3),
    log(sqrt(a)) - log(a) / 2,
    log(x**2) - 2 * log(Abs(x)),
    x**n * x - x ** (n + 1),
    4**x - 2 ** (2 * x),
    Abs(x) * Abs(y) - Abs(x * y),
    Abs(z) ** 2 - z * conjugate(z),
    re(z) + I * im(z) - z,
    (1 + sqrt(2)) * (sqrt(2) - 1) - 1,
    1 / (sqrt(3) - sqrt(2)) - sqrt(3) - sqrt(2),
    sqrt(3 + 2 * sqrt(2)) - 1 - sqrt(2),
    sqrt(sqrt(a) * b) - a ** Rational(1, 4) * sqrt(b),
    Derivative(p(x) * F(x), x) - p(x).diff(x) * F(x) - p(x) * F(x).diff(x),
    f((x + 1) ** 2) - f(x**2 + 2 * x + 1),
    Sum(x**n, (n, 0, 3)) - 1 - x - x**2 - x**3,
    log(p(x)).diff(x) - p(x).diff(x) / p(x),
    Abs(1 + exp(I * x)) ** 2 - 2 - 2 * cos(x),
    exp(tan(x)) - exp(tan(x).rewrite(exp)),
    conjugate(sqrt(1 + Abs(z))) - sqrt(1 + Abs(z)),
    conjugate(F(x)).diff(x) - F(x).diff(x),
    conjugate(f(x).diff(x)) - conjugate(f(x)).diff(x),
    sqrt(x**2 * (1 + a)) - Abs(x) * sqrt(1 + a),
    f(acos(x) + asin(x)) - f(pi / 2),
    Integral(f(x) * (x + 1), (x, 0, oo)) * (2 + 3) - 5 * Integral(f(x) * (x + 1), (x, 0, oo)),
]

NONZERO = [
    sqrt(x**2) - x,
    sqrt(Pow(z, 2, evaluate=False)) - z,
    log(x * y) - log(x) - log(y),
    log(x**2) - 2 * log(x),
    log(exp(z)) - z,
    conjugate(z) - z,
    f(x) - f(y),
    Max(x, y) - x,
    pi - Rational(355, 113),
    sqrt(x) * sqrt(y) - sqrt(x * y),
    exp(-1000 * a),
    Derivative(f(x, t), x) - Derivative(f(x, t), t),
    conjugate(f(x)) - f(x),
    conjugate(f(x)) * f(x).diff(x) - f(x) * conjugate(f(x)).diff(x),
    log(exp(I * x)) - I * x,
    sqrt(exp(2 * I * x)) - exp(I * x),
    -sqrt(3 + 2 * sqrt(2)) - 1 - sqrt(2),
    exp(pi * sqrt(163)) - 262537412640768744,
]


UNDECIDED = [
    Integral(f(x), x),
    f(sqrt(x**2 + 2 * x + 1) + x) - f(Abs(x + 1) + x) + Integral(f(x), x),
]


@pytest.mark.parametrize("expr", UNDECIDED, ids=str)
def test_what_cannot_be_decided_is_left_open(expr):
    assert zero_test(expr).outcome == "undecided"


@pytest.mark.parametrize("expr", ZERO, ids=str)
def test_identity_is_proved(expr):
    assert zero_test(expr).outcome == "zero"


@pytest.mark.parametrize("expr", NONZERO, ids=str)
def test_non_identity_is_certified(expr):
    answer = zero_test(expr)
    assert answer.outcome == "nonzero"
    assert answer.witness or not expr.free_symbols


class Undecided(Unevaluated):
    """Something that nobody can carry out."""

    def value(self):
        return self


def test_an_object_that_cannot_be_carried_out_is_undecided():
    assert zero_test(Undecided(x) - 1).outcome == "undecided"
