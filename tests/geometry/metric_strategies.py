"""Hypothesis strategies for metrics and expressions, for all tests of `qmgr_sym.geometry`."""

from hypothesis import assume
from hypothesis import strategies as st
from sympy import (
    Add,
    Function,
    Integer,
    Mul,
    Rational,
    S,
    cos,
    cosh,
    exp,
    expand,
    expand_trig,
    factor_terms,
    sin,
    sinh,
    sqrt,
    symbols,
    tan,
    together,
)

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


_RING_LEAVES = [
    *(x, y, a, Integer(2), Integer(-1), Rational(1, 3)),
    *(sin(x), cos(x), sin(x + y), cos(2 * x), cos(a * y), tan(x)),
    *(exp(x), exp(-2 * x), exp(a * y), sinh(y), cosh(y), cosh(2 * y)),
    *(sqrt(a), sqrt(1 + x**2), u(x), v(x), u(x).diff(x)),
]


@st.composite
def ring_expressions(draw):
    """Polynomials of at most three of the generators that the ring has, of degree 4 at most."""
    few = st.sampled_from(draw(st.lists(st.sampled_from(_RING_LEAVES), min_size=2, max_size=3)))
    monomials = st.tuples(numbers, few, few).map(lambda parts: Mul(*parts))
    sums = st.lists(monomials | few, min_size=1, max_size=3).map(lambda terms: Add(*terms))
    return draw(sums) * draw(sums | st.just(S.One))


def rewritten(expr):
    """Expressions equal to `expr`, written in another way, in a drawn way."""
    ways = [
        expand,
        factor_terms,
        together,
        lambda e: expand(expand_trig(e)),
        lambda e: expand(e.rewrite(tan, cos)),
        lambda e: expand(e).subs({cos(x) ** 2: 1 - sin(x) ** 2, sinh(y) ** 2: cosh(y) ** 2 - 1}),
        lambda e: expand(e).subs({sin(x): tan(x) * cos(x), sqrt(a): a / sqrt(a)}),
    ]
    return st.sampled_from(ways).map(lambda way: way(expr))


@st.composite
def oracle_metrics(draw, n, kind):
    """Small metrics that EinsteinPy, which simplifies every component, finishes in a second."""
    pieces = _pieces(CHART[:n], kind)
    if n == 3 and kind == "trigonometric":
        pieces = [S.One, sin(x), cos(x) ** 2, cos(2 * x)]
    matrix = [[S.Zero] * n for _ in range(n)]
    for i in range(n):
        matrix[i][i] = draw(numbers) * draw(st.sampled_from(pieces))
    if n == 2 and kind == "polynomial" and draw(st.booleans()):
        matrix[0][1] = matrix[1][0] = draw(st.sampled_from(CHART[:2]))
    try:
        return Metric(matrix, CHART[:n])
    except ValueError as error:
        assume("non-degenerate" not in str(error))
        raise


@st.composite
def small_metrics(draw, dimensions):
    """Few short entries, for the slower path: a diagonal and at most one number beside it."""
    n = draw(st.sampled_from(dimensions))
    pieces = [S.One, Integer(-2), x, 1 + x**2, x * y, sin(x), cos(y) ** 2, a + y]
    return _few(draw, n, pieces)


@st.composite
def outside_metrics(draw, dimensions):
    """Metrics with the unknown function u(x), in whose place another entry is put later."""
    n = draw(st.sampled_from(dimensions))
    pieces = [S.One, Integer(-2), x, y**2, u(x), u(x) ** 2, y * u(x)]
    return _few(draw, n, pieces, first=draw(st.sampled_from([u(x), -u(x), y**2 * u(x)])))


def _few(draw, n, pieces, first=None):
    matrix = [[S.Zero] * n for _ in range(n)]
    for i in range(n):
        matrix[i][i] = draw(st.sampled_from(pieces))
    if first is not None:
        matrix[0][0] = first
    if draw(st.booleans()):
        i = draw(st.integers(0, n - 2))
        matrix[i][i + 1] = matrix[i + 1][i] = draw(numbers)
    try:
        return Metric(matrix, CHART[:n])
    except ValueError as error:
        assume("non-degenerate" not in str(error))
        raise


@st.composite
def even_sums(draw):
    """Sums in which cos^2 or cosh^2 may be shorter than sin^2 or sinh^2, as in Kerr's metric."""
    squares = [cos(x) ** 2, sin(x) ** 2, cos(x) ** 4, cosh(y) ** 2, sinh(y) ** 2, a * y, y**2]
    terms = st.tuples(numbers, st.sampled_from([S.One, a, y]), st.sampled_from(squares))
    return Add(*(Mul(*term) for term in draw(st.lists(terms, min_size=2, max_size=3))))
