"""Obligations in, outcomes out: what arrives decided, what carries a link, what is refused."""

import pytest
import sympy as sp

import proofs.checker as ck
from proofs.checker.decide import ImpossibleError, carries, decide, decide_all
from proofs.checker.form import Form
from proofs.checker.obligations import is_literal
from qmgr_sym.exact.reals import Satisfiability
from qmgr_sym.unevaluated import Commutator

x, y = sp.symbols("x y", real=True)
n = sp.Symbol("n", integer=True, positive=True)
ONE = sp.ImmutableMatrix([[0, 1], [1, 0]])
TWO = sp.ImmutableMatrix([[1, 0], [0, -1]])
SQUARE = ck.shows("l", (x + 1) ** 2, x**2 + 2 * x + 1)
WRONG = ck.shows("l", (x + 1) ** 2, x**2 + 1)
BESSEL = sp.Integral(sp.cos(x * sp.sin(y)), (y, 0, sp.pi)) / sp.pi
OPAQUE = ck.Vanishes("l", sp.besselj(0, x) - BESSEL)  # true, and beyond the deciders


def form(quantifier="all", name="l"):
    return Form("p:1", "printed", [ck.Link(name, ck.equal(x, y), quantifier=quantifier)])


def outcome(*obligations, quantifier="all"):
    return decide_all(obligations, form(quantifier))["l"]


def test_unevaluated_objects_are_worked_out():
    for expression in (
        sp.Derivative(x**3, x) - 3 * x**2,
        sp.Integral(x, (x, 0, y)) - y**2 / 2,
        sp.Sum(n, (n, 1, 4)) - 10,
        sp.Determinant(sp.ImmutableMatrix([[x, y], [2 * x, 2 * y]])),
    ):
        assert decide(ck.Vanishes("l", expression)).outcome == "holds", expression
        assert decide(ck.Vanishes("l", expression + 1)).outcome == "fails", expression


def test_a_matrix_vanishes_entry_by_entry():
    commutator = ck.shows("l", Commutator(ONE, TWO), ONE * TWO - TWO * ONE)
    found = decide(commutator)
    assert (found.outcome, found.detail) == ("holds", "4 entries")
    assert decide(ck.Vanishes("l", Commutator(ONE, TWO))).outcome == "fails"
    assert decide(ck.Vanishes("l", sp.Identity(2))).outcome == "fails"
    empty = sp.MatMul(sp.ZeroMatrix(0, 2), sp.MatrixSymbol("Y", 2, 0))
    assert decide(ck.Vanishes("l", empty)).outcome == "undecided"


def test_one_undecided_entry_leaves_a_matrix_undecided_but_a_wrong_one_decides_it():
    doubtful = OPAQUE.expression
    assert decide(ck.Vanishes("l", sp.Matrix([[0, doubtful]]))).outcome == "undecided"
    assert decide(ck.Vanishes("l", sp.Matrix([[doubtful, x]]))).outcome == "fails"


def test_what_is_infinite_does_not_vanish():
    found = decide(ck.Vanishes("l", sp.Limit(1 / x**2, x, 0)))
    assert (found.outcome, found.detail) == ("fails", "the value is oo")


def test_what_is_not_exact_is_undecided_with_the_reason():
    found = decide(ck.Vanishes("l", x - 0.5 * x))
    assert found.outcome == "undecided"
    assert "float" in found.detail


@pytest.mark.parametrize("chance", [-1e-9, 2e-3, 0.999])
def test_the_chance_of_an_accident_is_bounded(chance):
    with pytest.raises(ValueError, match="chance of an accident must be at most"):
        decide(ck.Vanishes("l", x - x, chance=chance))


def test_a_chance_is_named_in_the_method():
    assert "chance of an accident <= 0.001" in decide(ck.Vanishes("l", x - x, chance=1e-3)).method
    assert "chance" not in decide(ck.Vanishes("l", x - x)).method


def test_an_implication_shows_where_it_fails_and_has_possible_assumptions():
    assert decide(ck.Entails("l", ck.greater(x, 1), ck.greater(x**2, 1))).outcome == "holds"
    found = decide(ck.Entails("l", ck.greater(x**2, 1), ck.greater(x, 1)))
    assert found.outcome == "fails"
    assert dict(found.witness)["x"].startswith("-")
    with pytest.raises(ImpossibleError, match="no real point fulfils"):
        decide(ck.Entails("l", ck.less(x**2, 0), ck.equal(x, y)))


def test_assumptions_that_nobody_knows_to_be_possible_decide_nothing(monkeypatch):
    unknown = Satisfiability("undecided", "no time")
    monkeypatch.setattr("proofs.checker.decide.satisfiable", lambda conditions: unknown)
    found = decide(ck.Entails("l", ck.greater(x, 1), ck.greater(x, 0)))
    assert found.outcome == "undecided"
    assert "whether its assumptions are possible" in found.detail
    assert decide(ck.Entails("l", ck.greater(x, 0), ck.greater(x, 1))).outcome == "fails"
    assert decide(ck.Satisfiable("l", ck.greater(x, 1))).outcome == "undecided"


def test_possibility():
    assert decide(ck.Satisfiable("l", sp.And(x > 1, x < 2))).outcome == "holds"
    assert decide(ck.Satisfiable("l", sp.And(x > 2, x**2 < 2))).outcome == "fails"


def test_an_induction_step_is_decided_as_what_it_is():
    right = ck.Induction("n", ck.shows("l", sp.Sum(n, (n, 1, 3)), 6))
    found = decide(right)
    assert found.outcome == "holds"
    assert found.method.startswith("induction in n: ")
    assert decide(ck.Induction("n", WRONG)).outcome == "fails"
    assert right.link == "l"


@pytest.mark.parametrize(
    ("obligation", "literal"),
    [
        (ck.Vanishes("l", sp.S.Zero), True),
        (ck.Vanishes("l", sp.zeros(2, 2)), True),
        (ck.Vanishes("l", sp.ZeroMatrix(2, 2)), True),
        (ck.Vanishes("l", sp.Add(x, y, -x, -y, evaluate=False)), True),
        (ck.Vanishes("l", sp.Mul(0, sp.sin(x), evaluate=False)), True),
        (ck.Vanishes("l", sp.Add(x + y, sp.Mul(-1, x + y, evaluate=False), evaluate=False)), True),
        (ck.Vanishes("l", sp.Pow(sp.Add(x, -x, evaluate=False), 2, evaluate=False)), True),
        (ck.Vanishes("l", sp.MatAdd(ONE, sp.MatMul(-1, ONE))), True),
        (ck.shows("l", ONE, ONE), True),
        (ck.shows("l", ONE, TWO), False),
        (SQUARE, False),
        (ck.Vanishes("l", sp.Derivative(x**2, x) - 2 * x), False),
        (ck.Vanishes("l", Commutator(ONE, ONE)), False),
        (ck.Entails("l", x > 1, sp.true), True),
        (ck.Entails("l", sp.And(x > 1, y > 1), y > 1), True),
        (ck.Entails("l", x > 1, x > 0), False),
        (ck.Satisfiable("l", sp.true), True),
        (ck.Satisfiable("l", x > 1), False),
        (ck.Induction("n", ck.Vanishes("l", sp.S.Zero)), True),
        (ck.Induction("n", SQUARE), False),
    ],
)
def test_what_arrives_decided_is_recognised(obligation, literal):
    assert is_literal(obligation) is literal


def test_shows_keeps_both_sides_as_they_are():
    assert ck.shows("l", x, x).expression == 0
    assert str(ck.shows("l", x + 1, x).expression) == "-x + (x + 1)"
    assert ck.shows("l", x, y, {"n": 3}).case == {"n": 3}
    matrices = ck.shows("l", sp.Matrix(ONE), sp.Matrix(TWO)).expression
    assert isinstance(matrices, sp.MatAdd)


def test_the_first_failure_decides_then_the_first_doubt():
    assert outcome(SQUARE, OPAQUE, WRONG).outcome == "fails"
    assert outcome(SQUARE, WRONG, SQUARE).witness == decide(WRONG).witness
    assert outcome(SQUARE, OPAQUE).outcome == "undecided"
    both = outcome(SQUARE, ck.Entails("l", x > 1, x > 0))
    assert (both.outcome, both.detail, both.obligations) == ("holds", "2 requirements hold", 2)
    assert both.method.count("; ") == 1


def test_a_decided_zero_counts_as_decided_and_does_not_carry():
    zero = ck.Vanishes("l", sp.S.Zero)
    alone = outcome(zero, zero)
    assert (alone.outcome, alone.obligations, alone.literal) == ("absent", 2, 2)
    assert "decided by the arm" in alone.detail
    beside = outcome(zero, SQUARE)
    assert (beside.outcome, beside.obligations, beside.literal) == ("holds", 2, 1)
    assert beside.method == decide(SQUARE).method
    assert beside.detail == decide(SQUARE).detail
    assert outcome(ck.Vanishes("l", sp.S.One)).outcome == "fails"


def test_a_point_carries_what_is_claimed_for_some_points_only():
    point = ck.Satisfiable("l", x > 1)
    assert outcome(point, quantifier="some").outcome == "holds"
    assert outcome(point, quantifier="some").witness == decide(point).witness
    assert outcome(point).outcome == "absent"
    assert "claimed for all" in outcome(point).detail
    assert outcome(point, SQUARE).outcome == "holds"
    assert carries(point, "some")
    assert not carries(point, "all")
    assert carries(SQUARE, "all")


def test_links_are_decided_apart():
    both = Form("p:1", "printed", [ck.Link("l", ck.equal(x, y)), ck.Link("m", ck.equal(x, 2 * y))])
    found = decide_all([SQUARE, ck.Vanishes("m", x)], both)
    assert {name: d.outcome for name, d in found.items()} == {"l": "holds", "m": "fails"}
