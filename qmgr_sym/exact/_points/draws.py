"""Random values for symbols and for coordinates of unknown functions."""

from __future__ import annotations

import random

import sympy
from sympy import Expr, I, Rational, S

from qmgr_sym.exact._points.domains import Domain, fits

# At attempt 0 all values of unknown sign are positive, at attempt 2 negative, elsewhere mixed;
# at odd attempts complex symbols have complex values. Values grow up to this attempt.
_LARGEST = 8
_ALL_NEGATIVE = (2,)
# From this attempt on, half of the values are smaller than 2.
_FINE = 3
# From this attempt on, values are small (Gaussian) integers where that is possible.
SMALL_INTEGERS = 500
_SMALL = (0, 0, 1, -1, 2)
_SMALL_COMPLEX = (S.Zero, S.One, S.NegativeOne, I, -I, 1 + I)
_DENOMINATORS = (7, 11, 13, 17, 19)
_SEED = 20211104
_TRIES = 40


def generator(position: int, attempt: int) -> random.Random:
    """The random numbers for the unknown at one position: no name enters."""
    return random.Random((_SEED + position) * 1024 + attempt)


def draw(domain: Domain, rng: random.Random, attempt: int) -> Expr | None:
    """A value that the domain allows, None where none is found."""
    if domain.facts is None:
        return _value(domain, rng, attempt)
    for number in range(_TRIES):
        value = _value(domain, rng, attempt)
        for scale in (1, sympy.sqrt(2), sympy.pi):
            if fits(value * scale, domain.facts):
                return value * scale
        if number == _TRIES // 2:
            # Other kinds of values: an odd attempt, no small integers.
            attempt = attempt % _LARGEST | 1
    return None


def _value(domain: Domain, rng: random.Random, attempt: int) -> Expr:
    if attempt >= SMALL_INTEGERS and domain.kind == "complex" and not domain.sign:
        return rng.choice(_SMALL_COMPLEX)
    if attempt >= SMALL_INTEGERS and domain.kind in ("real", "integer"):
        value = sympy.Integer(rng.choice(_SMALL))
        signed = domain.sign * value >= abs(domain.sign)
        if signed and (domain.step == 0 or value % 2 == 2 - domain.step):
            return value
    size = _size(domain, rng, attempt)
    sign = domain.sign or _sign(rng, attempt)
    value = sign * size
    if domain.kind == "imaginary":
        return I * value
    if domain.kind == "nonreal" or (domain.kind == "complex" and attempt % 2 == 1):
        other = Rational(
            rng.randint(1, 100 + 40 * min(attempt, _LARGEST)), rng.choice(_DENOMINATORS)
        )
        return value + I * _sign(rng, attempt) * other
    return value


def _size(domain: Domain, rng: random.Random, attempt: int) -> Rational:
    if domain.kind != "integer":
        top = 60 + 40 * min(attempt, _LARGEST)
        if attempt >= _FINE and rng.random() < 0.5:
            return Rational(rng.randint(1, 12), rng.choice(_DENOMINATORS))
        return Rational(rng.randint(1, top), rng.choice(_DENOMINATORS))
    size = 1 + rng.randrange(12)
    if domain.step:
        size = 2 * size - (domain.step == 1)
    return sympy.Integer(size)


def _sign(rng: random.Random, attempt: int) -> int:
    if attempt in _ALL_NEGATIVE:
        return -1
    return -1 if attempt and rng.random() < 0.5 else 1
