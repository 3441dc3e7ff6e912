"""Sums that are known by their form.

    sum_{n >= a}  polynomial(n) z^n                 rational in z,  0 < z < 1
    sum_{n >= 0}  polynomial(n) z^n / n!            = polynomial(z) e^z
    sum_{n >= 0}  (n + z)^-k                        = (-1)^k psi_{k-1}(z) / (k-1)!,  k = 2, 3, ...
    sum_{n >= 1}  n^-s,  (-1)^n n^-s                = zeta(s),  -(1 - 2^(1-s)) zeta(s),  s > 1
    sum_{n=a}^{b} between explicit limits, term by term

Source: standard; DLMF 5.15.1, 25.2.1, 25.2.3.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

_LONGEST = 40


def sum_by_rule(function: Any, n: Any, low: Any, high: Any) -> Any | None:
    """The sum where it has one of the forms above, else None."""
    if low.is_Integer and high.is_Integer and 0 <= high - low + 1 <= _LONGEST:
        return sp.Add(*(function.subs(n, k) for k in range(int(low), int(high) + 1)))
    if not (low.is_Integer and high is sp.oo):
        return None
    for rule in (_exponential, _zeta, _polygamma, _geometric):
        found = _term_by_term(rule, function, n, low)
        if found is not None:
            return found
    return None


def _term_by_term(rule: Any, function: Any, n: Any, low: Any) -> Any | None:
    total = sp.S.Zero
    if function.has(sp.log):
        function = sp.expand_log(function)
    for term in sp.Add.make_args(sp.expand_mul(function)):
        outside, inside = term.as_independent(n, as_Add=False)
        found = rule(inside, n, low)
        if found is None:
            return None
        total += outside * found
    return total


def _exponential(term: Any, n: Any, low: Any) -> Any | None:
    if low not in (0, 1) or not term.has(sp.factorial(n)):
        return None
    z, coefficient = _split_power(term * sp.factorial(n), n)
    if z is None or not coefficient.is_polynomial(n):
        return None
    total, rest = sp.S.Zero, sp.Poly(coefficient, n)
    first = rest.eval(0) if low == 1 else sp.S.Zero
    k = 0
    while not rest.is_zero:  # in falling factorials n (n-1) ... (n-k+1)
        value = rest.eval(k)
        total += value * z**k
        rest = sp.Poly(sp.quo((rest - value).as_expr(), n - k, n), n) if k < 40 else rest
        k += 1
        if k > 40:
            return None
    return total * sp.exp(z) - first


def _zeta(term: Any, n: Any, low: Any) -> Any | None:
    if low != 1:
        return None
    alternating = term.has(sp.S.NegativeOne) and _parity(term, n)
    base = sp.powsimp(term * sp.S.NegativeOne ** (-n)) if alternating else term
    root, minus_s = base.as_base_exp()
    if root != n or minus_s.has(n):
        return None
    s = -minus_s
    if not ((s - 1).is_positive or (alternating and s.is_positive and (s - 1).is_nonzero)):
        return None
    return -(1 - 2 ** (1 - s)) * sp.zeta(s) if alternating else sp.zeta(s)


def _parity(term: Any, n: Any) -> bool:
    return any(f.is_Pow and f.base == -1 and f.exp.has(n) for f in sp.Mul.make_args(term))


def _polygamma(term: Any, n: Any, low: Any) -> Any | None:
    root, minus_k = term.as_base_exp()
    z = root - n
    if z.has(n) or not (minus_k.is_Integer and minus_k <= -2):
        return None
    start, k = z + low, -minus_k
    if not start.is_positive:
        return None
    return (-1) ** k * sp.polygamma(k - 1, start) / sp.factorial(k - 1)


def _split_power(term: Any, n: Any) -> tuple[Any, Any]:
    """z and c(n) of c(n) z^n; z is None where an exponent is not linear in n."""
    coefficient, z = sp.S.One, sp.S.One
    for factor in sp.Mul.make_args(sp.powsimp(term, combine="exp")):
        base, exponent = factor.as_base_exp()
        if isinstance(factor, sp.exp):
            base, exponent = sp.E, factor.args[0]
        if exponent.has(n) and not base.has(n):
            slope = sp.diff(exponent, n)
            if slope.has(n):
                return None, term
            z *= base**slope
            coefficient *= base ** sp.expand(exponent - slope * n)
        else:
            coefficient *= factor
    return z, coefficient


def _geometric(term: Any, n: Any, low: Any) -> Any | None:
    """polynomial(n) z^n from `low` on, 0 < z < 1."""
    z, coefficient = _split_power(term, n)
    if z is None or not coefficient.is_polynomial(n) or not _below_one(z):
        return None
    w = sp.Dummy("w")
    total = sp.S.Zero
    start = w**low / (1 - w)
    for (power,), c in sp.Poly(coefficient, n).terms():
        term = start
        for _ in range(power):
            term = w * sp.diff(term, w)
        total += c * term
    return total.subs(w, z)


def _below_one(z: Any) -> bool:
    """Whether 0 < z < 1 for certain."""
    if isinstance(z, sp.exp):
        return bool(z.args[0].is_negative)
    return bool(z.is_positive and sp.together(1 - z).is_positive)
