"""The exact arm again on the same thing in other words."""

import sympy as sp
from checker import planted
from checker.planted import A, a, x

import proofs.checker as ck
from proofs.checker import metamorphic
from proofs.checker.arms import run_exact
from proofs.checker.form import Form, Premises, links_of

y = sp.Symbol("y", positive=True)


def faults(exact, check=metamorphic.exact_faults, links=None):
    claim = planted.claim(exact=exact)
    form = Form(claim.key, "printed", links or links_of(claim.printed))
    premises = Premises(claim.key)
    return check(claim, form, premises, run_exact(claim, form, premises))


def test_every_relation_is_exchanged_and_doubled():
    for statement, other in (
        (ck.equal(a, x), ck.equal(2 * x, 2 * a)),
        (ck.at_most(a, x), ck.at_least(2 * x, 2 * a)),
        (ck.greater(a, x), ck.less(2 * x, 2 * a)),
        (ck.differ(a, x), ck.differ(2 * x, 2 * a)),
    ):
        assert metamorphic.rewritten(statement) == other
    both = sp.And(ck.less(a, x), sp.Not(ck.equal(a, y), evaluate=False), evaluate=False)
    other = sp.And(
        ck.greater(2 * x, 2 * a), sp.Not(ck.equal(2 * y, 2 * a), evaluate=False), evaluate=False
    )
    assert metamorphic.rewritten(both) == other


def test_an_arm_that_reads_the_value_off_bears_other_words():
    assert faults(planted.exact) == {}
    assert faults(planted.vacuous_exact) == {}


def test_an_arm_that_looks_at_one_side_does_not():
    def one_side(form, premises):
        yield ck.shows("area", form.rhs, sp.Integral(x, (x, 0, a)))

    (text,) = faults(one_side).values()
    assert text == "with the sides exchanged and doubled the exact arm does not hold"


def test_an_arm_that_falls_silent_or_breaks_down_is_at_fault():
    def silent(form, premises):
        if form.lhs == A:
            yield from planted.exact(form, premises)

    def breaking(form, premises):
        if form.lhs != A:
            raise RuntimeError("no such form")
        yield from planted.exact(form, premises)

    assert "does not hold" in faults(silent)["area"]
    assert "raises RuntimeError: no such form" in faults(breaking)["area"]


def test_an_arm_that_hangs_on_other_words_is_stopped(monkeypatch):
    import time

    monkeypatch.setattr(metamorphic, "LIMIT", 0.05)

    def hanging(form, premises):
        if form.lhs != A:
            time.sleep(20)
        yield from planted.exact(form, premises)

    assert "took longer than 0.05 s" in faults(hanging)["area"]


def test_only_links_that_hold_can_be_at_fault():
    links = [ck.Link("area", ck.equal(A, a**2 / 2)), ck.Link("wrong", ck.equal(A, a))]

    def one_side(form, premises):
        for name in form:
            yield ck.shows(name, form[name].rhs, sp.Integral(x, (x, 0, a)))

    assert set(faults(one_side, links=links)) == {"area"}

    def wrong(form, premises):
        yield ck.shows("area", form.rhs, a)

    assert faults(wrong) == {}


def test_an_arm_that_fails_whatever_is_printed_is_at_fault():
    links = [ck.Link("area", ck.equal(A, a)), ck.Link("other", ck.equal(A, a**2 / 2))]

    def always(form, premises):
        yield ck.shows("area", a, x)
        yield ck.shows("other", form.of(A, "other"), sp.Integral(x, (x, 0, a)))

    def honest(form, premises):
        for name in form:
            yield ck.shows(name, form.of(A, name), sp.Integral(x, (x, 0, a)))

    def breaking(form, premises):
        if form["area"].rhs != a:
            raise RuntimeError
        yield ck.shows("area", a, x)

    assert faults(always, metamorphic.deaf, links) == {
        "area": "the exact arm hands over the same whatever the form"
    }
    assert faults(honest, metamorphic.deaf, links) == {}
    assert faults(breaking, metamorphic.deaf, links) == {}
    assert faults(planted.vacuous_exact, metamorphic.deaf) == {}
    alone = [ck.Link("area", sp.Contains(a, sp.S.Reals, evaluate=False))]
    assert faults(always_wrong, metamorphic.deaf, alone) == {}


def always_wrong(form, premises):
    yield ck.shows("area", a, x)


def test_an_arm_has_to_hold_again():
    calls = []

    def tired(form, premises):
        calls.append(form)
        yield ck.shows("area", form.of(A) + len(calls), 1 + sp.Integral(x, (x, 0, a)))

    assert faults(planted.exact, metamorphic.unsteady) == {}
    assert faults(tired, metamorphic.unsteady) == {
        "area": "after it has run on wrong forms the exact arm does not hold"
    }
