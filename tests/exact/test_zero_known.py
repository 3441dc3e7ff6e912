"""Known answers: never a wrong one, and few that stay open."""

from functools import cache

import known_arrays
import known_branches
import known_cases
import known_functions
import known_integrals
import known_inverse
import known_numbers
import known_reals
import pytest
import sympy

from qmgr_sym.exact._jets import carry_out
from qmgr_sym.exact._normal.ring import VanishingDenominatorError
from qmgr_sym.exact._prove import method_of_proof
from qmgr_sym.exact.reals import entails, satisfiable
from qmgr_sym.exact.zero import zero_test

CHAPTERS = (
    known_arrays,
    known_branches,
    known_cases,
    known_functions,
    known_integrals,
    known_inverse,
    known_numbers,
)
# The share of known answers that may stay undecided.
CEILING = 0.01

ZEROS = [
    (chapter.__name__, want, number, expr)
    for chapter in CHAPTERS
    for want, table in (("zero", chapter.ZERO), ("nonzero", chapter.NONZERO))
    for number, expr in enumerate(table)
]
REALS = [
    ("known_reals", want, number, question)
    for want, table in (
        ("holds", known_reals.HOLDS),
        ("fails", known_reals.FAILS),
        ("satisfiable", known_reals.SATISFIABLE),
        ("unsatisfiable", known_reals.UNSATISFIABLE),
    )
    for number, question in enumerate(table)
]


@cache
def outcome(place: int) -> str:
    _, want, _, question = (ZEROS + REALS)[place]
    if want in ("zero", "nonzero"):
        return zero_test(question).outcome
    if want in ("holds", "fails"):
        return entails(*question).outcome
    return satisfiable(question).outcome


@pytest.mark.parametrize(
    "place", range(len(ZEROS + REALS)), ids=lambda k: "-".join(map(str, (ZEROS + REALS)[k][:3]))
)
def test_no_answer_is_wrong(place):
    _, want, _, question = (ZEROS + REALS)[place]
    assert outcome(place) in (want, "undecided"), question


@pytest.mark.parametrize(
    ("chapter", "number"),
    [(chapter, k) for chapter in CHAPTERS for k in range(len(chapter.NONZERO))],
    ids=lambda part: getattr(part, "__name__", str(part)),
)
def test_what_is_not_zero_is_not_proved_even_without_points(chapter, number):
    expr = chapter.NONZERO[number]
    if not isinstance(expr, sympy.Expr) or expr.has(sympy.Limit, sympy.MatrixExpr):
        return
    try:
        assert method_of_proof(carry_out(expr)) is None
    except VanishingDenominatorError:
        pytest.fail("a denominator does not vanish")


def test_few_answers_stay_open():
    open_ones = [k for k in range(len(ZEROS + REALS)) if outcome(k) == "undecided"]
    shown = [(ZEROS + REALS)[k] for k in open_ones]
    assert len(open_ones) <= CEILING * len(ZEROS + REALS), shown


def test_the_tables_are_long_and_leave_something_to_decide():
    assert len(ZEROS) >= 700
    assert len(REALS) >= 110
    assert not [expr for *_, expr in ZEROS if getattr(expr, "is_Rational", False)]
