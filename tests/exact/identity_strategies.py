"""Identities that hold by construction, and expressions that come close to them."""

import sympy
from hypothesis import strategies as st
from known_symbols import F, N, a, b, f, g, n, p, q, t, third, u, v, x, y, z
from sympy import (
    Abs,
    Derivative,
    Heaviside,
    I,
    Integral,
    Max,
    Min,
    Piecewise,
    Rational,
    acos,
    arg,
    asin,
    atan,
    besselj,
    cbrt,
    conjugate,
    cos,
    erf,
    erfc,
    exp,
    expand,
    gamma,
    im,
    log,
    pi,
    re,
    sign,
    sin,
    sqrt,
)

numbers = st.builds(Rational, st.integers(1, 9), st.integers(1, 5))
REAL = st.sampled_from([x, y, t, sin(x), cos(y), F(x), x * y - 1, x + 2 * y, re(z), im(z), q])
POSITIVE = st.sampled_from([a, b, 1 + x**2, exp(x), p(x), a + b, Abs(z) + 1, exp(-a * x**2), N])
COMPLEX = st.sampled_from([z, u, z * u + 1, exp(I * x), x + I * y, 1 - z, I * a, f(x), exp(z)])
INTEGER = st.sampled_from([n, n + 1, 2 * n, n * N, N - 3])

real = st.one_of(REAL, POSITIVE, st.builds(lambda r, s: r + s, REAL, REAL))
positive = st.one_of(POSITIVE, numbers, st.builds(lambda r, s: r * s, POSITIVE, POSITIVE))
anything = st.one_of(COMPLEX, REAL, st.builds(lambda c, d: c * d, COMPLEX, COMPLEX))
powers = st.sampled_from([Rational(1, 2), third, Rational(2, 3), Rational(-1, 2), x, z, a])

_rules = [
    st.builds(lambda r, c: (log(r * c), log(r) + log(c)), positive, anything),
    st.builds(lambda r, s: (log(r / s), log(r) - log(s)), positive, positive),
    st.builds(lambda r: (log(r**2), 2 * log(Abs(r))), REAL),
    st.builds(lambda c: (exp(log(c)), c), anything),
    st.builds(lambda r: (log(exp(r)), r), real),
    st.builds(lambda r, c, k: ((r * c) ** k, r**k * c**k), positive, anything, powers),
    st.builds(lambda c, d: (c**d * c, c ** (d + 1)), anything, anything),
    st.builds(lambda c, d, k: ((c * d) ** k, c**k * d**k), anything, anything, INTEGER),
    st.builds(lambda r: (sqrt(r**2), Abs(r)), REAL),
    st.builds(lambda c: (sqrt(c) ** 2, c), anything),
    st.builds(lambda c: (sqrt(sqrt(c)), c ** Rational(1, 4)), anything),
    st.builds(lambda c: (Abs(c) ** 2, c * conjugate(c)), anything),
    st.builds(lambda c: (re(c) + I * im(c), c), anything),
    st.builds(lambda c: (Abs(c) * exp(I * arg(c)), c), anything),
    st.builds(lambda c, d: (Abs(c * d), Abs(c) * Abs(d)), anything, anything),
    st.builds(lambda c, d: (exp(c + d), exp(c) * exp(d)), anything, anything),
    st.builds(lambda c: (exp(I * c), cos(c) + I * sin(c)), anything),
    st.builds(lambda c: (sin(c) ** 2, 1 - cos(c) ** 2), anything),
    st.builds(lambda c, d: (sin(c + d), sin(c) * cos(d) + cos(c) * sin(d)), anything, anything),
    st.builds(lambda c: (asin(c) + acos(c), pi / 2), anything),
    st.builds(lambda r: (atan(r) + atan(1 / r), pi / 2), positive),
    st.builds(lambda c: (sin(asin(c)), c), anything),
    st.builds(lambda k: ((-1) ** (k * (k + 1)), sympy.S.One), INTEGER),
    st.builds(lambda k, c: (cos(c + pi * k), (-1) ** k * cos(c)), INTEGER, anything),
    st.builds(lambda c: (gamma(c + 1), c * gamma(c)), anything),
    st.builds(lambda c: (erf(c), 1 - erfc(c)), anything),
    st.builds(lambda c: (besselj(1, c), -Derivative(besselj(0, v), v).doit().subs(v, c)), COMPLEX),
    st.builds(lambda r, s: (Max(r, s) + Min(r, s), r + s), REAL, REAL),
    st.builds(lambda r, s: (Max(r, s), (r + s + Abs(r - s)) / 2), REAL, REAL),
    st.builds(lambda r: (sign(r) * Abs(r), r), REAL),
    st.builds(lambda r: (Piecewise((r, r > 0), (-r, True)), Abs(r)), REAL),
    st.builds(lambda r: (Heaviside(r) + Heaviside(-r), sympy.S.One), REAL),
    st.builds(lambda c: (cbrt(7 + 5 * sqrt(2)) * c, (1 + sqrt(2)) * c), anything),
    st.builds(lambda r: (Derivative(r**2, x).doit(), 2 * r * Derivative(r, x).doit()), real),
    st.builds(
        lambda r, c: (
            Integral(r * g(v) + c * f(v), (v, 0, 1)),
            r * Integral(g(t), (t, 0, 1)) + c * Integral(f(t), (t, 0, 1)),
        ),
        st.sampled_from([a, x, z]),
        st.sampled_from([b, y, u]),
    ),
]


def _wrapped(pair, other, kind):
    left, right = pair
    contexts = {
        "plain": left - right,
        "scaled": other * left - other * right,
        "shifted": expand((left + other) ** 2 - (right + other) ** 2),
        "inside": exp(left + other) - exp(right + other),
        "unknown": f(left) - f(right),
        "quotient": other / (2 + left**2) - other / (2 + right**2),
    }
    return contexts[kind]


kinds = st.sampled_from(["plain", "scaled", "shifted", "inside", "unknown", "quotient"])
# Zero, by one theorem in some context.
identities = st.builds(_wrapped, st.one_of(_rules), anything, kinds)

_wrong = [
    st.builds(lambda c, d: log(c * d) - log(c) - log(d), anything, anything),
    st.builds(lambda c: log(exp(c)) - c, anything),
    st.builds(lambda c: log(c**2) - 2 * log(c), anything),
    st.builds(lambda c, d, k: (c * d) ** k - c**k * d**k, anything, anything, powers),
    st.builds(lambda c, d, k: (c**d) ** k - c ** (d * k), anything, anything, powers),
    st.builds(lambda c: sqrt(sympy.Pow(c, 2, evaluate=False)) - c, anything),
    st.builds(lambda c: sqrt(1 / c) - 1 / sqrt(c), anything),
    st.builds(lambda c: conjugate(log(c)) - log(conjugate(c)), anything),
    st.builds(lambda c, d: arg(c * d) - arg(c) - arg(d), anything, anything),
    st.builds(lambda c: asin(sin(c)) - c, anything),
    st.builds(lambda r: atan(r) + atan(1 / r) - pi / 2, real),
    st.builds(lambda r, s: Max(r, s) - r, REAL, REAL),
    st.builds(lambda c, d: besselj(0, c) - besselj(0, d), anything, anything),
    st.builds(lambda k: (-1) ** k - 1, INTEGER),
    st.builds(lambda c: Abs(c) - c, anything),
]
# Zero for some values of the symbols, mostly not for all.
near_identities = st.one_of(_wrong)
