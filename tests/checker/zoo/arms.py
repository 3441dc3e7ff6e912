"""Exact arms that decide themselves, look away, or say something else the second time."""

import sympy as sp
from checker import planted
from checker.planted import A, a, x
from checker.zoo import FALSE, false_claim, stopped_by

import proofs.checker as ck

n = sp.Symbol("n", integer=True, positive=True)
TYPED = ck.equal(A, FALSE)


def cheating(*obligations, **changes):
    """The false claim with obligations made from its form."""
    return false_claim(exact=lambda form, premises: [make(form) for make in obligations], **changes)


def printed():
    return [ck.Link("area", ck.equal(A, FALSE))]


def filler(form):
    """True, and about nothing."""
    return ck.shows("area", (a + 1) ** 2, a**2 + 2 * a + 1)


@stopped_by("exact arm calls printed, which builds the form")
def an_arm_that_compares_with_what_is_printed():
    def exact(form, premises):
        (link,) = printed()
        yield ck.Vanishes("area", sp.Integral(form.of(A) - link.statement.rhs, (x, 0, 1)))

    return false_claim(printed=printed, exact=exact)


@stopped_by("decided by the arm; nothing was left to the judge")
def an_arm_that_compares_the_form_with_itself():
    def itself(form):
        minus = sp.Mul(-1, form.gap(), evaluate=False)
        return ck.Vanishes("area", sp.Add(form.gap(), minus, evaluate=False))

    return cheating(itself)


@stopped_by("decided by the arm; nothing was left to the judge")
def an_arm_that_decides_itself():
    return cheating(lambda form: ck.Vanishes("area", sp.expand(form.of(A) - FALSE)))


@stopped_by("exact arm is absent .it notices none of")
def a_decided_zero_beside_something_true():
    return cheating(lambda form: ck.Vanishes("area", form.of(A) - FALSE), filler)


@stopped_by("exact arm is absent .it notices none of")
def something_true_that_is_not_the_form():
    return cheating(filler)


@stopped_by("decided by the arm")
def anything_times_zero():
    return cheating(lambda form: ck.Vanishes("area", sp.Mul(0, form.gap(), evaluate=False)))


@stopped_by("exact arm is undecided")
def a_matrix_without_entries():
    empty = sp.MatMul(sp.ZeroMatrix(0, 2), sp.MatrixSymbol("M", 2, 0))
    return cheating(lambda form: ck.Vanishes("area", empty))


@stopped_by("with the sides exchanged and doubled the exact arm does not hold")
def an_arm_that_knows_the_statement_by_heart():
    def by_heart(form):
        return ck.Vanishes("area", sp.Integral(0 if form.statement == TYPED else 1, (x, 0, 1)))

    return cheating(by_heart)


@stopped_by("with the sides exchanged and doubled the exact arm raises AssertionError")
def an_arm_that_breaks_down_on_all_but_the_statement():
    def exact(form, premises):
        assert form.statement == TYPED
        yield filler(form)

    return false_claim(exact=exact)


@stopped_by("after it has run on wrong forms the exact arm does not hold")
def an_arm_that_holds_three_times_and_never_again():
    calls = []

    def exact(form, premises):
        calls.append(form)
        gap = sp.Integral(len(calls) // 3, (x, 0, 1))
        yield ck.shows("area", gap + form.of(A), form.of(A))

    return false_claim(exact=exact)


@stopped_by("chance of an accident must be at most 0.001")
def a_large_chance_of_an_accident():
    return cheating(lambda form: ck.Vanishes("area", form.of(A) - FALSE + x - x, chance=0.999))


@stopped_by("assumptions of an implication must be possible")
def anything_follows_from_a_contradiction():
    nothing = sp.And(ck.greater(a, 2), ck.less(a, 1))
    return cheating(lambda form: ck.Entails("area", nothing, form["area"]))


@stopped_by("assumptions of an implication must be possible")
def a_contradiction_hidden_in_a_letter():
    """a is positive."""
    return cheating(lambda form: ck.Entails("area", ck.less(a, 0), form["area"]))


@stopped_by("must not be what is to be shown")
def an_implication_that_assumes_what_is_to_be_shown():
    """In other words, so that it does not arrive decided."""
    return cheating(
        lambda form: ck.Entails("area", form["area"], ck.equal(3 * A, a**2)),
    )


@stopped_by("decided by the arm")
def a_conclusion_that_is_assumed():
    return cheating(
        lambda form: ck.Entails("area", sp.And(form["area"], ck.greater(a, 1)), form["area"]),
        kind="definition",
    )


@stopped_by("the exact arm says nothing of this link")
def an_arm_that_yields_nothing():
    return cheating()


@stopped_by("ZeroDivisionError")
def an_arm_that_raises():
    return cheating(lambda form: 1 / 0)


@stopped_by("must speak of its links .'area'., but names .'volume'.")
def an_obligation_on_another_link():
    return cheating(filler, lambda form: ck.Vanishes("volume", form.gap()))


@stopped_by("volume: only the numeric arm holds; the exact arm is absent .decided by the arm")
def a_second_link_that_arrives_decided():
    return _two_links(lambda form: ck.Vanishes("volume", sp.S.Zero))


@stopped_by("volume: only the numeric arm holds; the exact arm is absent .it notices none of")
def a_second_link_that_speaks_of_the_first():
    def first(form):
        return ck.shows("volume", form.of(A, "area"), sp.Integral(x, (x, 0, a)))

    return _two_links(first)


@stopped_by("volume: only the numeric arm holds; the exact arm is absent .it notices none of")
def kills_through_another_link_only():
    """The first link fails when the second one is changed; the second has nothing of its own."""

    def both(form):
        gap = form.of(A, "area") - sp.Integral(x, (x, 0, a))
        return ck.Vanishes("area", gap + (form.of(V, "volume") - a**3))

    return _two_links(both, lambda form: ck.shows("volume", (a + 1) ** 2, a**2 + 2 * a + 1))


V = sp.Symbol("V", positive=True)


def _two_links(*obligations):
    """The area, honestly, and a volume that is a^3 / 2 in truth."""
    links = [ck.Link("area", ck.equal(A, a**2 / 2)), ck.Link("volume", ck.equal(V, a**3))]

    def exact(form, premises):
        yield ck.shows("area", form.of(A, "area"), sp.Integral(x, (x, 0, a)))
        yield from (make(form) for make in obligations)

    def engine(sample, rng):
        measured = planted.engine(sample, rng)
        return ck.Measurement({**measured.values, V: sample["a"] ** 3})

    return planted.claim(printed=lambda: links, exact=exact, numeric=planted.arm(engine))


@stopped_by("exact arm is absent .it notices 1 of 4 wrong forms")
def an_arm_that_sees_the_sign_only():
    """The formula is wrong by three per cent, which the engine may be too."""
    return planted.claim(
        103 * a**2 / 200,
        exact=lambda form, premises: [
            ck.Entails("area", ck.greater(a, 0), ck.greater(form.of(A), 0))
        ],
        numeric=planted.arm(planted.engine, tolerance=0.05),
    )


@stopped_by("induction in n of planted:area must have a first case on 'area'")
def an_induction_that_begins_nowhere():
    return cheating(
        lambda form: ck.Induction("n", ck.shows("area", sp.Integral(n, (x, 0, 1)), n)),
    )


@stopped_by("induction in n of planted:area must have a first case on 'volume', but has none")
def an_induction_that_begins_on_another_link():
    return _two_links(
        lambda form: ck.shows("area", sp.Integral(1, (x, 0, 1)), 1, case={"n": 1}),
        lambda form: ck.Induction("n", ck.shows("volume", sp.Integral(n, (x, 0, 1)), n)),
    )


@stopped_by("the step of its induction in n notices no wrong form")
def an_induction_step_that_is_not_about_the_form():
    return cheating(
        lambda form: ck.shows("area", form.of(A), sp.Integral(2 * x / 3, (x, 0, a)), {"n": 1}),
        lambda form: ck.Induction("n", ck.shows("area", sp.Integral(1, (x, 0, 1)), 1)),
    )
