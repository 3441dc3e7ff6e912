"""What is built without SymPy's evaluation is what SymPy's evaluation builds."""

from hypothesis import given, settings
from hypothesis import strategies as st
from metric_strategies import a, even_sums, metrics, ring_expressions, u, x, y
from sympy import Add, Integer, Mul, Pow, Rational, S, cos, cosh, exp, sin, sinh, sqrt

from qmgr_sym.exact.zero import zero_test
from qmgr_sym.geometry._canonical import product
from qmgr_sym.geometry._fields import RingField
from qmgr_sym.geometry.metrics import kerr

ALL = ("polynomial", "trigonometric", "hyperbolic", "functions", "roots")
BASES = [x, a, cos(x), u(x), u(x).diff(x), x + y, x - 1, sqrt(a), sqrt(S(2)), exp(x), exp(x + y)]


def rebuilt(expr):
    """`expr` evaluated by SymPy from its symbols and functions upwards."""
    if isinstance(expr, Add | Mul | Pow):
        return expr.func(*(rebuilt(arg) for arg in expr.args))
    return expr


def assert_canonical(expr):
    assert rebuilt(expr) == expr
    assert hash(rebuilt(expr)) == hash(expr)
    assert all(part.func(*part.args) == part for part in expr.atoms(Add, Mul, Pow))


@settings(max_examples=100)
@given(ring_expressions(), ring_expressions())
def test_written_elements_are_canonical(left, right):
    field = RingField([left, right], (x, y), 0)
    p, q = field.read(left), field.read(right)
    assert_canonical(field.write(field.sum([p, field.mul(q, q)])))
    if not field.vanishes(q):
        assert_canonical(field.write(field.mul(p, field.power(q, -2))))


@settings(max_examples=100)
@given(even_sums(), even_sums())
def test_the_shorter_of_sine_and_cosine_has_the_same_value(top, bottom):
    field = RingField([top, bottom], (x, y), 0)
    p, q = field.read(top), field.read(bottom)
    assert zero_test(field.write(p) - top).outcome == "zero"
    if not field.vanishes(q):
        written = field.write(field.mul(p, field.inverse(q)))
        assert zero_test(written - top / bottom).outcome == "zero"
        assert_canonical(written)


@settings(max_examples=12)
@given(metrics((2,), ALL))
def test_written_components_are_canonical(metric):
    for value in metric.christoffel().nonzero().values():
        assert_canonical(value)


@settings(max_examples=200)
@given(
    st.sampled_from([S.One, -S.One, Integer(6), Rational(-2, 3)]),
    st.dictionaries(st.sampled_from(BASES), st.integers(-3, 3), max_size=4),
)
def test_products_are_those_of_sympy(number, powers):
    expected = Mul(number, *(Pow(base, exponent) for base, exponent in powers.items()))
    assert product(number, powers) == expected


def test_components_that_symmetry_makes_equal_are_written_once():
    gamma = kerr().christoffel()
    assert gamma[0, 0, 1] != 0
    assert gamma[0, 0, 1] is gamma[0, 1, 0]


def test_squares_are_written_with_fewer_terms():
    """1 - sin^2 is cos^2 and 1 + sinh^2 is cosh^2, whichever way it was given."""
    cases = [(a + x**2 * cos(x) ** 2, cos), (a + x**2 * sin(x) ** 2, sin)]
    cases += [(a + x**2 * cosh(x) ** 2, cosh), (a + x**2 * sinh(x) ** 2, sinh)]
    for sigma, function in cases:
        field = RingField([sigma], (x, y), 0)
        written = field.write(field.power(field.read(sigma), -1))
        assert written == 1 / sigma
        assert written.atoms(cos, sin, cosh, sinh) == {function(x)}
