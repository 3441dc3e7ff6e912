"""Premises that are declared and not needed, or needed and not declared."""

import sympy as sp
from checker import planted
from checker.planted import A, a, x
from checker.zoo import stopped_by

import proofs.checker as ck
from proofs.checker.form import form_of

HEIGHT = sp.Symbol("h", positive=True)
LINE = ck.equal(HEIGHT, x)
PREMISE = form_of("planted:line", "printed", lambda: LINE)


def resting(exact, *, declared=("planted:line",), given=PREMISE, **changes):
    """The right formula with a premise, h = x, and an arm."""
    return planted.claim(exact=exact, premises=declared, **changes), {"planted:line": given}


def honest(form, premises):
    height = premises["line"].of(HEIGHT)
    yield ck.shows("area", form.of(A), sp.Integral(height, (x, 0, a)))


@stopped_by("no change of the premise planted:line is felt")
def a_premise_that_is_not_used():
    return resting(planted.exact)


@stopped_by("no change of the premise planted:line is felt")
def a_premise_that_is_read_and_not_felt():
    def exact(form, premises):
        height = premises["line"].of(HEIGHT)
        yield ck.Step("the line", height)
        yield from planted.exact(form, premises)

    return resting(exact)


@stopped_by("no change of the premise planted:line is felt")
def a_premise_times_zero():
    def exact(form, premises):
        nothing = sp.Mul(0, premises["line"].of(HEIGHT))
        yield ck.shows("area", form.of(A) + nothing, sp.Integral(x, (x, 0, a)))

    return resting(exact)


@stopped_by("no change of the premise planted:line is felt")
def a_premise_that_is_asked_for_by_name():
    """It breaks down on every other statement, on the same one in other words too."""

    def exact(form, premises):
        if premises["line"].statement != LINE:
            raise ValueError("another premise")
        yield from planted.exact(form, premises)

    return resting(exact)


@stopped_by("KeyError: .*premise of planted:area must be one of")
def a_premise_that_is_not_declared():
    def exact(form, premises):
        yield from planted.exact(form, premises)
        yield ck.Step("another", premises["vanchurin:3.5"].statement)

    return resting(exact)


@stopped_by("name itself")
def a_claim_that_rests_on_itself():
    return resting(planted.exact, declared=("planted:area",))


@stopped_by("premises of planted:area must all be given, but .'planted:line'. are missing")
def a_premise_that_was_never_handed_over():
    return planted.claim(premises=("planted:line",)), {}
