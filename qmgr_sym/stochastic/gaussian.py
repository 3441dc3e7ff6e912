"""Integrals of polynomials times Gaussians over all space, exactly, in any dimension."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sympy import (
    Add,
    Expr,
    ImmutableDenseMatrix,
    Mul,
    Poly,
    PolynomialError,
    Rational,
    S,
    Symbol,
    exp,
    expand_mul,
    hessian,
    pi,
    sqrt,
)

from qmgr_sym.variation._fields import check_coords

Powers = tuple[int, ...]


def gaussian_integral(expression: Expr, variables: Sequence[Symbol]) -> Expr:
    """The integral over all real values of the variables, of polynomials times Gaussians.

    Formula: int P(y) exp(-y.A.y/2 + b.y + c) d^n y =
    (2 pi)^(n/2) exp(b.A^-1.b/2 + c) <P(z + A^-1 b)> / sqrt(det A), with <z_a z_b> = (A^-1)_ab and
    Wick's theorem for the rest. A must be positive definite; for letters this is taken for granted.

    Args:
        expression: a sum of terms; each a polynomial in the variables times exponentials whose
            exponents are quadratic in them.
        variables: distinct symbols.

    Raises:
        TypeError: a variable is not a symbol; ValueError: a term is of another kind, or the
            quadratic form is singular.

    Source: L. Isserlis, Biometrika 12, 134 (1918); the normalisation of Vanchurin (6.14).

    Examples:
        >>> from sympy import symbols
        >>> x, y = symbols("x y", real=True)
        >>> a = Symbol("a", positive=True)
        >>> gaussian_integral(x**2 * exp(-a * x**2 / 2 - y**2), (x, y))
        sqrt(2)*pi/a**(3/2)
    """
    check_coords(variables)
    terms = [term for term in Add.make_args(_spread(expression)) if term != 0]
    return Add(*(_term(term, tuple(variables)) for term in terms))


def gaussian_mean(powers: Powers, covariance: ImmutableDenseMatrix) -> Expr:
    """<z_1^p_1 ... z_n^p_n> of normal variables with zero mean, by Wick's theorem.

    Examples:
        >>> from sympy import eye
        >>> gaussian_mean((4, 2), ImmutableDenseMatrix(eye(2)))
        3
    """
    first = next((k for k, power in enumerate(powers) if power), None)
    if first is None:
        return S.One
    if sum(powers) % 2:
        return S.Zero
    rest = _less(powers, first)
    terms = [
        covariance[first, k] * power * gaussian_mean(_less(rest, k), covariance)
        for k, power in enumerate(rest)
        if power
    ]
    return Add(*terms)


def _less(powers: Powers, place: int) -> Powers:
    return tuple(power - (k == place) for k, power in enumerate(powers))


def _spread(expression: Expr) -> Expr:
    """The expression as a sum of products, exponentials kept whole."""
    return expand_mul(expression.replace(lambda n: n.is_Pow and n.exp.is_Integer and n.exp > 0
                                         and n.base.is_Add, lambda n: n.expand()))  # fmt: skip


def _term(term: Expr, variables: tuple[Symbol, ...]) -> Expr:
    rest, factors = term.as_independent(*variables, as_Add=False)
    bells = [f for f in Mul.make_args(factors) if isinstance(f, exp)]
    others = Mul(*(f for f in Mul.make_args(factors) if not isinstance(f, exp)))
    try:
        exponent = Poly(Add(*(bell.exp for bell in bells)), *variables)
        factor = Poly(others, *variables)
    except PolynomialError:
        raise ValueError(
            f"a term must be a polynomial times a Gaussian in {variables}, but was {term}"
        ) from None
    if exponent.total_degree() > 2:
        raise ValueError(f"an exponent must be quadratic, but was {exponent.as_expr()}")
    curvature = ImmutableDenseMatrix(-hessian(exponent.as_expr(), variables))
    size = curvature.det(method="berkowitz")
    if size.expand() == 0:
        raise ValueError(f"the quadratic form must be regular in {variables}, but not so in {term}")
    covariance = curvature.adjugate() / size
    origin = dict.fromkeys(variables, S.Zero)
    slope = ImmutableDenseMatrix([exponent.diff(y).as_expr().subs(origin) for y in variables])
    peak = covariance * slope
    shifted = factor.as_expr().subs(
        {y: y + top for y, top in zip(variables, peak, strict=True)}, simultaneous=True
    )
    mean = _mean(Poly(shifted, *variables).as_dict(), covariance)
    height = exp((slope.T * peak)[0] / 2 + exponent.as_expr().subs(origin))
    half = Rational(len(variables), 2)
    return rest * (2 * pi) ** half * height * mean / sqrt(size)


def _mean(terms: Mapping[Powers, Expr], covariance: ImmutableDenseMatrix) -> Expr:
    return Add(*(factor * gaussian_mean(powers, covariance) for powers, factor in terms.items()))
