"""Hypothesis strategies for expressions: one place for all tests of `qmgr_sym`."""

import sympy
from hypothesis import strategies as st
from sympy import Function, I, Rational, Symbol, cos, cosh, exp, log, sin, sinh, sqrt, symbols

x, y, t = symbols("x y t", real=True)
a, b = symbols("a b", positive=True)
z = Symbol("z")
coords = (x, y)
u = Function("u", real=True)(x, y)
v = Function("v", positive=True)(x, y)
fields = (u, v)

small = st.integers(-3, 3).map(sympy.Integer)
rationals = st.builds(Rational, st.integers(-6, 6), st.integers(1, 5))
nonzero = rationals.filter(lambda value: value != 0)


def _atoms():
    plain = [x, y, a, b, z, I, sympy.pi, sqrt(2), sqrt(a), sqrt(a * b), sqrt(1 + x**2)]
    jets = [u, v, u.diff(x), v.diff(x, y), sqrt(v), log(v), log(a * v)]
    waves = [sin(x), cos(x), sin(x + y), cos(2 * x - y), exp(x), exp(I * y), exp(x / 2 + u)]
    hyper = [sinh(x), cosh(x), exp(-a * x)]
    return st.sampled_from(plain + jets + waves + hyper) | nonzero


def _grow(inner):
    sums = st.lists(inner, min_size=2, max_size=3).map(lambda parts: sympy.Add(*parts))
    products = st.lists(inner, min_size=2, max_size=3).map(lambda parts: sympy.Mul(*parts))
    return sums | products | inner.map(lambda e: e**2)


expressions = st.recursive(_atoms(), _grow, max_leaves=7)

_variables = [u, v, u.diff(x), u.diff(y), v.diff(x), v.diff(y), u.diff(x, 2), v.diff(x, y)]


@st.composite
def densities(draw, size=3):
    """Polynomials in a jet of two fields with coefficients that depend on the coordinates."""
    terms = []
    for _ in range(draw(st.integers(1, size))):
        factors = draw(st.lists(st.sampled_from(_variables), min_size=1, max_size=3))
        coefficient = draw(st.sampled_from([sympy.S.One, x, y, sin(x)])) * draw(nonzero)
        terms.append(coefficient * sympy.Mul(*factors))
    return sympy.Add(*terms)
