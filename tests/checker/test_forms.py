"""Which form of a premise a claim is given."""

from dataclasses import replace

import planted
import pytest

import proofs.checker as ck
from proofs.checker.forms import holding_form, which_holds
from proofs.checker.record import schema

AMENDED = {"corrected", "ill-posed", "inconsistent"}
VERDICTS = schema()["$defs"]["claim"]["properties"]["verdict"]["enum"]


@pytest.mark.parametrize("verdict", VERDICTS)
def test_the_amended_form_is_handed_on_where_the_print_fails_and_it_holds(verdict):
    assert which_holds(verdict, amended=True) == ("amended" if verdict in AMENDED else "printed")
    assert which_holds(verdict, amended=False) == "printed"


@pytest.mark.parametrize("verdict", ["proved", "corrected", "refuted"])
def test_the_form_says_which_it_is_and_holds_its_statement(verdict):
    square = ck.Amended("A = a^2 / 2", planted.links(planted.a**2 / 2), "a square")
    wrong = planted.claim(planted.a**3 / 2)
    claim = replace(wrong, amended=square)
    form = holding_form(claim, verdict)
    power = 2 if verdict == "corrected" else 3
    assert form.which == ("amended" if verdict == "corrected" else "printed")
    assert form.key == claim.key
    assert form.of(planted.A) == planted.a**power / 2
    assert holding_form(wrong, verdict).which == "printed"
