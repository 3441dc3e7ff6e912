"""Hypothesis strategies for metrics: one place for all tests of `qmgr_sym.geometry`."""

from hypothesis import assume
from hypothesis import strategies as st
from sympy import Add, Function, Integer, Rational, S, cos, cosh, exp, sin, sinh, sqrt, symbols

from qmgr_sym.geometry.metric import Metric

x, y, z, w = symbols("x y z w", real=True)
a, b = symbols("a b", positive=True)
CHART = (x, y, z, w)
u = Function("u", real=True)
v = Function("v", positive=True)

numbers = st.sampled_from([S.One, -S.One, Integer(2), Rational(1, 2), Integer(-3)])


def _pieces(chart, kind):
    p, q = chart[0], chart[1]
    last = chart[-1]
    return {
        "polynomial": [S.One, p, q, last, p * q, 1 + p**2, a + q, p**2 - last],
        "trigonometric": [S.One, sin(p), cos(p) ** 2, cos(2 * p), sin(p + q), a + cos(a * q)],
        "hyperbolic": [S.One, sinh(p), cosh(p) ** 2, exp(q), exp(-2 * a * p), cosh(2 * last)],
        "functions": [S.One, u(p), v(p), exp(2 * u(q)), p**2, v(p) * sin(q) ** 2],
        "roots": [S.One, sqrt(1 + p**2), 1 / p, sqrt(a), 1 / (1 + q**2), sqrt(b + q)],
    }[kind]


@st.composite
def rows(draw, dimensions=(2, 3, 4), kinds=("polynomial", "trigonometric", "hyperbolic")):
    """The rows of a symmetric matrix: a diagonal and at most two entries beside it."""
    n = draw(st.sampled_from(dimensions))
    pieces = _pieces(CHART[:n], draw(st.sampled_from(kinds)))
    matrix = [[S.Zero] * n for _ in range(n)]
    for i in range(n):
        matrix[i][i] = draw(numbers) * draw(st.sampled_from(pieces))
    if draw(st.booleans()):
        matrix[0][0] = Add(matrix[0][0], draw(st.sampled_from(pieces)))
    for _ in range(draw(st.integers(0, 1 if n > 2 else 2))):
        i, j = sorted(draw(st.permutations(range(n)))[:2])
        matrix[i][j] = matrix[j][i] = draw(numbers) * draw(st.sampled_from(pieces))
    return matrix


@st.composite
def metrics(draw, dimensions=(2, 3, 4), kinds=("polynomial", "trigonometric", "hyperbolic")):
    """Non-degenerate metrics."""
    matrix = draw(rows(dimensions, kinds))
    try:
        return Metric(matrix, CHART[: len(matrix)])
    except ValueError as error:
        assume("non-degenerate" not in str(error))
        raise


@st.composite
def degenerate(draw):
    """Symmetric matrices of rank n - 1 at most: sums of n - 1 squares of covectors."""
    n = draw(st.sampled_from((2, 3)))
    kind = draw(st.sampled_from(("polynomial", "trigonometric", "hyperbolic", "roots")))
    pieces = _pieces(CHART[:n], kind)
    covectors = [[draw(st.sampled_from(pieces)) for _ in range(n)] for _ in range(n - 1)]
    return [[Add(*(c[i] * c[j] for c in covectors)) for j in range(n)] for i in range(n)]
