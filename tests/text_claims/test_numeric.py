"""Values of the numeric arm against closed forms, with its own error."""

import pytest
import sympy as sp
from flint import acb, arb

from proofs.text_claims.numeric.balls import NoValueError, precision
from proofs.text_claims.numeric.evaluate import Evaluator

x, t, n, a = sp.symbols("x t n a", real=True)
f = sp.Function("f")

VALUES = [
    (sp.Integral(sp.exp(-(x**2)), (x, -sp.oo, sp.oo)), sp.sqrt(sp.pi)),
    (sp.Integral(sp.log(x), (x, 0, 1)), -1),
    (sp.Integral(1 / sp.sqrt(x * (1 - x)), (x, 0, 1)), sp.pi),
    (sp.Integral(sp.Abs(x), (x, -1, 2)), sp.Rational(5, 2)),
    (sp.Integral(x, (x, 2, 1)), sp.Rational(-3, 2)),
    (sp.Integral(sp.Integral(x * t, (x, 0, t)), (t, 0, 1)), sp.Rational(1, 8)),
    (sp.Sum(1 / n**2, (n, 1, sp.oo)), sp.pi**2 / 6),
    (sp.Sum((-1) ** n / n, (n, 1, sp.oo)), -sp.log(2)),
    (sp.Sum(a**n, (n, 0, sp.oo)), 2),
    (sp.Sum(n, (n, 3, 2)), 0),
    (sp.Product(n, (n, 1, 5)), 120),
    (sp.Derivative(sp.sin(t) ** 2, (t, 3)), -4 * sp.sin(2)),
    (sp.Derivative(sp.Integral(sp.exp(-t * x**2), (x, 0, t)), t), None),
    (sp.Subs(sp.Derivative(sp.exp(x), x), x, 2), sp.exp(2)),
    (sp.Limit(sp.sin(x) / x, x, 0, "+-"), 1),
    (sp.Limit((1 + 1 / x) ** x, x, sp.oo, "-"), sp.E),
    (sp.besselj(1, sp.Rational(1, 2)), sp.besselj(1, sp.Rational(1, 2)).evalf(30)),
    (sp.Determinant(sp.ImmutableMatrix([[1, 2], [3, 4]])), -2),
]  # fmt: skip


@pytest.mark.parametrize(("expr", "value"), VALUES, ids=lambda v: str(v)[:40])
def test_values(expr, value):
    at = {t: acb(1), a: acb(0.5)}
    with precision():
        found = Evaluator().value(expr, at)
        if value is None:
            value = sp.exp(-1) - sp.Integral(x**2 * sp.exp(-(x**2)), (x, 0, 1)).doit()
        wanted = arb(str(sp.N(value, 40)))
        assert abs(found - wanted) < 1e-12
        assert found.rad() < 1e-11


@pytest.mark.parametrize(
    "expr",
    [
        sp.Integral(1 / x, (x, 0, 1)),
        sp.Integral(sp.exp(x), (x, 0, sp.oo)),
        sp.Sum(1 / n, (n, 1, sp.oo)),
        1 / (t - 1),
        sp.Limit(sp.sign(x), x, 0, "+-"),
    ],
    ids=str,
)
def test_what_has_no_value_says_so(expr):
    with precision(), pytest.raises(NoValueError):
        Evaluator().value(expr, {t: acb(1)})


def test_unknown_functions_are_concrete():
    expr = sp.Derivative(f(t) ** 2, t)
    with precision():
        found = Evaluator({f: lambda z: z.exp()}).value(expr, {t: acb(1)})
        assert abs(found - 2 * acb(2).exp()) < 1e-15
