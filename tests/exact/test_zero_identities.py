"""Identities by construction are never denied, near-identities never affirmed."""

from collections import Counter

import sympy
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from identity_strategies import anything, identities, near_identities, numbers
from known_symbols import a, b, q, t, u, v, x, y, z
from sympy import I, Rational, Symbol
from sympy.core.function import AppliedUndef

from qmgr_sym.exact.zero import zero_test

# The share of identities that may stay undecided.
CEILING = 0.03
DIGITS = 50
VALUES = {
    x: [Rational(5, 7), -Rational(13, 3), Rational(29, 4)],
    y: [-Rational(3, 11), Rational(9, 2), Rational(1, 7)],
    t: [Rational(2, 9), -Rational(7, 5), Rational(3)],
    a: [Rational(2, 3), Rational(31, 8), Rational(1, 9)],
    b: [Rational(7, 5), Rational(2, 13), Rational(23, 6)],
    q: [-Rational(1, 3), -Rational(17, 7), -Rational(9)],
    z: [Rational(1, 3) + I / 5, -Rational(8, 3) + 2 * I, -Rational(1, 2) - 3 * I],
    u: [-Rational(4, 3) - I, Rational(7, 2) - I / 3, -Rational(5, 2) + I / 7],
    v: [2 + I, -1 - 2 * I, -3 + I / 2],
}
slow = settings(
    max_examples=250,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def usable(expr):
    """Whether SymPy has left an expression that has values."""
    broken = (sympy.nan, sympy.zoo, sympy.oo, -sympy.oo, sympy.AccumBounds)
    return isinstance(expr, sympy.Expr) and not expr.has(*broken)


def largest(expr):
    """The largest size at the sample points, with 50 digits; None where none is known."""
    unknown = sorted(expr.atoms(AppliedUndef), key=sympy.default_sort_key)
    expr = expr.xreplace({node: Rational(k + 3, 7) for k, node in enumerate(unknown)})
    sizes = []
    for k in range(3):
        point = {s: values[k] for s, values in VALUES.items()}
        point |= {s: sympy.Integer(3 * k + 1) for s in expr.free_symbols - set(point)}
        try:
            sizes.append(abs(complex(expr.xreplace(point).evalf(DIGITS, maxn=300))))
        except (TypeError, ValueError, ZeroDivisionError):
            continue
    return max(sizes) if sizes else None


def test_identities_are_never_denied_and_mostly_proved():
    seen = Counter()

    @slow
    @given(identities)
    def check(expr):
        assume(usable(expr) and expr != 0)
        outcome = zero_test(expr).outcome
        seen[outcome] += 1
        assert outcome != "nonzero"

    check()
    assert seen["undecided"] <= CEILING * sum(seen.values()), seen


@slow
@given(near_identities)
def test_near_identities_are_decided_as_their_values_say(expr):
    assume(usable(expr))
    size = largest(expr)
    assume(size is not None)
    outcome = zero_test(expr).outcome
    if size > 1e-20:
        assert outcome != "zero"
    if outcome == "nonzero":
        assert expr != 0


@settings(slow, max_examples=60)
@given(identities, anything, numbers, st.integers(6, 40))
def test_a_small_difference_is_never_overlooked(expr, other, number, digits):
    assume(usable(expr))
    gap = number * Rational(1, 10**digits) * other
    size = largest(gap * 10**digits)
    assume(size is not None and size > 1e-3 and usable(expr + gap))
    assert zero_test(expr + gap).outcome != "zero"


@settings(slow, max_examples=40)
@given(near_identities, st.permutations("abcdefgxyzuvw"))
def test_names_do_not_matter(expr, letters):
    assume(usable(expr))
    symbols = sorted(expr.free_symbols, key=str)
    renamed = {
        symbol: Symbol(name + "_", **symbol._assumptions_orig)
        for symbol, name in zip(symbols, letters, strict=False)
    }
    assert zero_test(expr).outcome == zero_test(expr.subs(renamed, simultaneous=True)).outcome
