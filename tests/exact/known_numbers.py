"""Algebraic numbers, and sums of their logarithms and angles."""

from sympy import (
    GoldenRatio,
    I,
    Rational,
    acos,
    acosh,
    asin,
    asinh,
    atan,
    atanh,
    cbrt,
    cos,
    exp,
    log,
    pi,
    root,
    sin,
    sqrt,
    tan,
)

from known_symbols import a, f, third, x, z  # isort: skip

R = Rational
_seventeen = -1 + sqrt(17) + sqrt(34 - 2 * sqrt(17))
_seventeen += 2 * sqrt(17 + 3 * sqrt(17) - sqrt(34 - 2 * sqrt(17)) - 2 * sqrt(34 + 2 * sqrt(17)))

ZERO = [
    sqrt(3 + 2 * sqrt(2)) - 1 - sqrt(2),
    sqrt(5 + 2 * sqrt(6)) - sqrt(2) - sqrt(3),
    sqrt(7 - 4 * sqrt(3)) - 2 + sqrt(3),
    sqrt(2 + sqrt(3)) - (sqrt(6) + sqrt(2)) / 2,
    sqrt(16 - 2 * sqrt(29) + 2 * sqrt(55 - 10 * sqrt(29))) - sqrt(5) - sqrt(11 - 2 * sqrt(29)),
    cbrt(cbrt(2) - 1) - (1 - cbrt(2) + cbrt(4)) / cbrt(9),
    sqrt(cbrt(5) - cbrt(4)) - (cbrt(2) + cbrt(20) - cbrt(25)) / 3,
    root((3 + 2 * root(5, 4)) / (3 - 2 * root(5, 4)), 4) - (root(5, 4) + 1) / (root(5, 4) - 1),
    sqrt(cbrt(28) - cbrt(27)) - (cbrt(98) - cbrt(28) - 1) / 3,
    root(root(R(32, 5), 5) - root(R(27, 5), 5), 3)
    - root(R(1, 25), 5)
    - root(R(3, 25), 5)
    + root(R(9, 25), 5),
    cbrt(2 + sqrt(5)) - cbrt(sqrt(5) - 2) - 1,
    cbrt(7 + 5 * sqrt(2)) - 1 - sqrt(2),
    cbrt(10 + 6 * sqrt(3)) - 1 - sqrt(3),
    cbrt(9 + 4 * sqrt(5)) + cbrt(9 - 4 * sqrt(5)) - 3,
    sqrt(4 + sqrt(15)) + sqrt(4 - sqrt(15)) - sqrt(10),
    (1 + sqrt(2)) * (sqrt(2) - 1) - 1,
    1 / (sqrt(3) - sqrt(2)) - sqrt(3) - sqrt(2),
    1 / (cbrt(2) - 1) - 1 - cbrt(2) - cbrt(4),
    sqrt(I) - (1 + I) / sqrt(2),
    cbrt(2 + 11 * I) - 2 - I,
    (1 + I * sqrt(3)) ** 6 - 64,
    sqrt(-3 + 2 * sqrt(2)) - I * (sqrt(2) - 1),
    cos(pi / 7) - cos(2 * pi / 7) + cos(3 * pi / 7) - R(1, 2),
    cos(pi / 9) * cos(2 * pi / 9) * cos(4 * pi / 9) - R(1, 8),
    sin(pi / 5) * sin(2 * pi / 5) - sqrt(5) / 4,
    16 * cos(2 * pi / 17) - _seventeen,
    sin(pi / 14) * sin(3 * pi / 14) * sin(5 * pi / 14) - R(1, 8),
    tan(3 * pi / 11) + 4 * sin(2 * pi / 11) - sqrt(11),
    tan(pi / 7) * tan(2 * pi / 7) * tan(3 * pi / 7) - sqrt(7),
    exp(2 * I * pi / 5) + exp(-2 * I * pi / 5) - (sqrt(5) - 1) / 2,
    1 + exp(2 * I * pi / 3) + exp(4 * I * pi / 3),
    GoldenRatio**2 - GoldenRatio - 1,
    x * cbrt(cbrt(2) - 1) - x * (1 - cbrt(2) + cbrt(4)) / cbrt(9),
    z * sqrt(5 + 2 * sqrt(6))
    + z**2 * cbrt(7 + 5 * sqrt(2))
    - z * (sqrt(2) + sqrt(3))
    - z**2 * (1 + sqrt(2)),
    exp(a * sqrt(3 + 2 * sqrt(2))) - exp(a) * exp(a * sqrt(2)),
    f(sqrt(3 + 2 * sqrt(2))) - f(1 + sqrt(2)),
    4 * atan(R(1, 5)) - atan(R(1, 239)) - pi / 4,
    2 * atan(third) + atan(R(1, 7)) - pi / 4,
    atan(R(1, 2)) + atan(third) - pi / 4,
    atan(1) + atan(2) + atan(3) - pi,
    12 * atan(R(1, 49))
    + 32 * atan(R(1, 57))
    - 5 * atan(R(1, 239))
    + 12 * atan(R(1, 110443))
    - pi / 4,
    44 * atan(R(1, 57))
    + 7 * atan(R(1, 239))
    - 12 * atan(R(1, 682))
    + 24 * atan(R(1, 12943))
    - pi / 4,
    2 * atan(R(1, 2)) - atan(R(4, 3)),
    asin(R(3, 5)) + asin(R(4, 5)) - pi / 2,
    asin(R(5, 13)) + asin(R(3, 5)) - asin(R(56, 65)),
    2 * acos(R(3, 4)) - acos(R(1, 8)),
    acos(-R(1, 3)) + acos(R(1, 3)) - pi,
    log((1 + sqrt(5)) / 2) - asinh(R(1, 2)),
    atanh(R(1, 2)) - log(3) / 2,
    acosh(2) - log(2 + sqrt(3)),
    log(2 + sqrt(3)) + log(2 - sqrt(3)),
    log(sqrt(2) + 1) + log(sqrt(2) - 1),
    log(3 + 2 * sqrt(2)) - 2 * log(1 + sqrt(2)),
    log(3 + 4 * I) - log(5) - I * atan(R(4, 3)),
    log(2 + I) + log(3 + I) - log(5) - log(2) / 2 - I * pi / 4,
    atan(I / 2) - I * log(3) / 2,
    asinh(R(3, 4)) - log(2),
    5 * log(2) - log(32),
]

NONZERO = [
    -sqrt(3 + 2 * sqrt(2)) - 1 - sqrt(2),
    cbrt(2 + sqrt(5)) + cbrt(2 - sqrt(5)) - 1,
    sqrt(2) + sqrt(3) - sqrt(R(9899, 1000)),
    sqrt(2) + sqrt(3) - pi,
    sqrt(5) + sqrt(6) - sqrt(2) - sqrt(3) - R(15394, 10000),
    sqrt(1 + sqrt(1 + sqrt(1 + sqrt(2)))) - sqrt(2),
    sqrt(2) + sqrt(3) - sqrt(5 + 2 * sqrt(6) + R(1, 10**500)),
    cos(pi / 7) - cos(2 * pi / 7) + cos(3 * pi / 7) + R(1, 2),
    sqrt(-3 + 2 * sqrt(2)) + I * (sqrt(2) - 1),
    tan(3 * pi / 11) + 4 * sin(2 * pi / 11) + sqrt(11),
    4 * atan(R(1, 5)) - atan(R(1, 238)) - pi / 4,
    atan(2) + atan(3) + pi / 4,
    atan(1) + atan(2) + atan(3) - 2 * pi,
    2 * atan(2) - atan(-R(4, 3)),
    asin(R(3, 5)) + asin(R(4, 5)) - pi / 3,
    log(2) - R(25469, 36744),
    log(2 + I) + log(3 + I) - log(5) - log(2) / 2,
    3 * log(-1 + I * sqrt(3)) - 3 * log(2),
    asinh(R(1, 2)) - log(GoldenRatio) - R(1, 10**60),
    log(2) * log(3) - log(6),
    exp(R(1, 3)) - R(13956, 10000),
    x * cbrt(cbrt(2) - 1) - x * (1 - cbrt(2) + cbrt(4)) / cbrt(8),
    f(sqrt(2) + sqrt(3)) - f(sqrt(5)),
]
