"""Integrals that are known by their form, with the conditions under which they converge.

    int_0^oo    x^p exp(-a x^q) dx     = Gamma((p+1)/q) / (q a^((p+1)/q)),      p > -1, a > 0, q > 0
    int_-oo^oo  x^n exp(-a x^2 + b x)  = a moment of a normal density,      a > 0
    int_0^oo    x^(p-1) exp(-a x - b/x) dx = 2 (b/a)^(p/2) K_p(2 sqrt(a b)),  a, b > 0
    int_0^1     x^p (1-x^a)^q dx       = B((p+1)/a, q+1)/a,              p > -1, q > -1, a > 0
    int_a^oo    (b + c x)^p dx         = -(b + c a)^(p+1) / (c (p+1)),   p < -1
    and the first and the last with log(x), or log(1 - x): derivatives by p or q
    int_a^b     polynomial, exponential, sine and cosine of linear arguments, by parts

Source: standard; DLMF 5.9.1, 5.12.1, 10.32.10.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

_TERMS = 40
_DEGREE = 12


def integral_by_rule(function: Any, x: Any, low: Any, high: Any) -> Any | None:
    """The integral term by term where every term is of a known form, else None."""
    if not function.has(x):
        width = high - low
        return function * width if width.is_finite or function.is_nonzero else None
    terms = _terms(function, x)
    if terms is None:
        return None
    total = sp.S.Zero
    for term in terms:
        outside, inside = term.as_independent(x, as_Add=False)
        found = _one(inside, x, low, high)
        if found is None:
            return None
        total += outside * found
    return total


def _terms(function: Any, x: Any) -> list[Any] | None:
    terms = sp.Add.make_args(_expanded(function, x))
    return None if len(terms) > _TERMS else list(terms)


def _expanded(function: Any, x: Any) -> Any:
    """Products with sums multiplied out; exponentials joined in one."""
    if function.has(sp.log):
        function = sp.expand_log(function)
    function = sp.powsimp(function, combine="exp") if function.has(sp.exp) else function
    if isinstance(function, sp.Add) or function.has(sp.Add):
        function = sp.expand_mul(sp.expand_multinomial(function))
    return function


def _one(term: Any, x: Any, low: Any, high: Any) -> Any | None:
    linear = _linear_power(term, x, low, high)
    if linear is not None:
        return linear
    if low == 0 and high is sp.oo:
        return _gamma_type(term, x)
    if low is -sp.oo and high is sp.oo:
        return _gaussian(term, x)
    if low == 0 and high == 1:
        beta = _beta_type(term, x)
        if beta is not None:
            return beta
    if low.is_finite and high.is_finite:
        return _elementary(term, x, low, high)
    return None


def _linear_power(term: Any, x: Any, low: Any, high: Any) -> Any | None:
    """A power of b + c x with b + c x positive from one limit to the other."""
    base, p = term.as_base_exp()
    c = sp.diff(base, x)
    if p.has(x) or c.has(x) or not c.is_positive or not (p + 1).is_nonzero:
        return None
    start = base.subs(x, low)
    if not (low.is_finite and start.is_positive):
        return None
    if high is sp.oo:
        return -(start ** (p + 1)) / (c * (p + 1)) if (p + 1).is_negative else None
    end = base.subs(x, high)
    return (end ** (p + 1) - start ** (p + 1)) / (c * (p + 1)) if end.is_positive else None


def _powers(term: Any, x: Any) -> tuple[Any, Any, list[Any]]:
    """Exponent of x, exponent of e, and other factors of a product."""
    power, exponent = sp.S.Zero, sp.S.Zero
    others = []
    for factor in sp.Mul.make_args(term):
        base, exp = factor.as_base_exp()
        if base == x and not exp.has(x):
            power += exp
        elif isinstance(factor, sp.exp):
            exponent += factor.args[0]
        elif factor.has(x):
            others.append(factor)
    return power, sp.expand(exponent), others


def _gamma_type(term: Any, x: Any) -> Any | None:
    p, exponent, others = _powers(term, x)
    if exponent == 0:
        return None
    if others == [sp.log(x)]:
        slot = sp.Dummy("p", positive=True)
        found = _gamma_type(term / sp.log(x) * x ** (slot - 1 - p), x)
        return None if found is None else sp.diff(found, slot).subs(slot, p + 1)
    constant, varying = exponent.as_independent(x, as_Add=True)
    terms = sp.Add.make_args(varying)
    pieces = [found for found in (_monomial(term, x) for term in terms) if found is not None]
    if others or len(pieces) < len(terms) or len(pieces) > 2:
        return None
    if len(pieces) == 2:
        return _bessel_type(p, pieces, constant)
    ((a, q),) = pieces
    if not (q.is_positive and a.is_positive and (p + 1).is_positive):
        return None
    return sp.exp(constant) * sp.gamma((p + 1) / q) / (q * a ** ((p + 1) / q))


def _monomial(term: Any, x: Any) -> tuple[Any, Any] | None:
    """(a, q) of -a x^q."""
    coefficient, inside = term.as_independent(x, as_Add=False)
    base, q = inside.as_base_exp()
    return None if base != x or q.has(x) else (-coefficient, q)


def _bessel_type(p: Any, pieces: Any, constant: Any) -> Any | None:
    """x^p exp(-a x^q - b x^-q): the variable is x^q."""
    (a, q), (b, r) = pieces if pieces[0][1].is_positive else pieces[::-1]
    if q + r != 0 or not (a.is_positive and b.is_positive and q.is_positive):
        return None
    order = (p + 1) / q
    value = 2 * (b / a) ** (order / 2) * sp.besselk(order, 2 * sp.sqrt(a) * sp.sqrt(b)) / q
    return sp.exp(constant) * value


def _gaussian(term: Any, x: Any) -> Any | None:
    p, exponent, others = _powers(term, x)
    polynomial = sp.Poly(exponent, x) if exponent.is_polynomial(x) else None
    if others or polynomial is None or polynomial.degree() != 2:
        return None
    if not (p.is_Integer and 0 <= p <= _DEGREE):
        return None
    minus_a, b, c = polynomial.all_coeffs()
    a = -minus_a
    if not a.is_positive or not b.is_real:
        return None
    mean, variance = b / (2 * a), 1 / (2 * a)
    moment = sum(
        sp.binomial(p, 2 * k) * mean ** (p - 2 * k) * variance**k * sp.factorial2(2 * k - 1)
        for k in range(int(p) // 2 + 1)
    )
    return sp.sqrt(sp.pi / a) * sp.exp(b**2 / (4 * a) + c) * moment


def _beta_type(term: Any, x: Any) -> Any | None:
    p, q, a, logs = sp.S.Zero, sp.S.Zero, sp.S.One, []
    for factor in sp.Mul.make_args(term):
        base, exp = factor.as_base_exp()
        if exp.has(x):
            return None
        if base == x:
            p += exp
        elif factor in (sp.log(x), sp.log(1 - x)):
            logs.append(factor)
        else:
            power = _one_minus_power(base, x)
            if power is None or (q != 0 and power != a):
                return None
            q, a = q + exp, power
    if len(logs) > 1 or (logs and a != 1):
        return None
    u, v = sp.Dummy("u", positive=True), sp.Dummy("v", positive=True)
    if not ((p + 1).is_positive and (q + 1).is_positive and a.is_positive):
        return None
    value = sp.gamma(u / a) * sp.gamma(v) / (a * sp.gamma(u / a + v))
    if logs:
        value = sp.diff(value, u if logs[0] == sp.log(x) else v)
    return value.subs({u: p + 1, v: q + 1})


def _one_minus_power(base: Any, x: Any) -> Any | None:
    """a where `base` is 1 - x^a."""
    inside = sp.expand(1 - base)
    root, a = inside.as_base_exp()
    return None if root != x or a.has(x) else a


def _elementary(term: Any, x: Any, low: Any, high: Any) -> Any | None:
    """x^n times an exponential, a sine or a cosine of a linear argument; powers of x."""
    p, exponent, others = _powers(term, x)
    if not others and exponent == 0:
        if p == -1:
            return sp.log(high / low) if low.is_positive and high.is_positive else None
        if (p.is_Integer and p >= 0) or ((p + 1).is_positive and low.is_nonnegative):
            return (high ** (p + 1) - low ** (p + 1)) / (p + 1)
        if low.is_positive and high.is_positive and (p + 1).is_nonzero:
            return (high ** (p + 1) - low ** (p + 1)) / (p + 1)
        return None
    if not (p.is_Integer and 0 <= p <= _DEGREE):
        return None
    waves = [f for f in others if isinstance(f, sp.sin | sp.cos) and _slope(f.args[0], x)]
    if len(waves) == len(others) == 1 and exponent == 0:
        wave = waves[0]
        slope = _slope(wave.args[0], x)
        primitive = _by_parts(x**p, wave, x, slope)
    elif not others and exponent != 0 and _slope(exponent, x):
        primitive = _by_parts(x**p, sp.exp(exponent), x, _slope(exponent, x))
    else:
        return None
    return primitive.subs(x, high) - primitive.subs(x, low)


def _slope(argument: Any, x: Any) -> Any | None:
    """The slope of a linear argument that is certainly not zero."""
    slope = sp.diff(argument, x)
    return None if slope.has(x) or not slope.is_nonzero else slope


def _by_parts(polynomial: Any, wave: Any, x: Any, slope: Any) -> Any:
    total, sign = sp.S.Zero, 1
    while polynomial != 0:
        wave = _primitive(wave, slope)
        total += sign * polynomial * wave
        polynomial, sign = sp.diff(polynomial, x), -sign
    return total


def _primitive(wave: Any, slope: Any) -> Any:
    coefficient, function = wave.as_independent(sp.sin, sp.cos, sp.exp, as_Add=False)
    turned = {
        sp.sin: lambda a: -sp.cos(a),
        sp.cos: lambda a: sp.sin(a),
        sp.exp: lambda a: sp.exp(a),
    }
    return coefficient * turned[function.func](function.args[0]) / slope
