"""Statements that say nothing, or that nothing can put to the test."""

import numpy as np
import sympy as sp
from checker import planted
from checker.planted import A, a
from checker.zoo import FALSE, false_claim, false_exact, measuring, stopped_by

import proofs.checker as ck

B = sp.Symbol("B", positive=True)
V = sp.Symbol("V", real=True)
Z = sp.Symbol("Z")
n = sp.Symbol("n", integer=True, positive=True)


def saying(*links, **changes):
    return planted.claim(**{"printed": lambda: list(links), **changes})


def above(form, premises):
    """A is positive, which is what a wrong inequality rests on."""
    yield ck.Entails("area", ck.greater(a, 0), ck.less(form["area"].lhs, form["area"].rhs))


@stopped_by("SymPy has turned it into True")
def a_link_that_is_true_already():
    return planted.run(saying(ck.Link("area", sp.Eq(A, A))))


@stopped_by("must have two sides that differ, but both are A")
def a_link_with_the_same_on_both_sides():
    return planted.run(saying(ck.Link("area", ck.equal(A, A))))


@stopped_by("must have different names, but two are called 'area'")
def two_links_of_one_name():
    return saying(ck.Link("area", ck.equal(A, a**2 / 2)), ck.Link("area", ck.equal(A, FALSE)))


@stopped_by("there is no link to judge")
def no_link_at_all():
    return saying(exact=lambda form, premises: [])


@stopped_by("decided by the arm; nothing was left to the judge")
def a_zero_that_is_zero():
    return saying(
        ck.Link("area", ck.equal(sp.Add(a, -a, evaluate=False), 0)),
        exact=lambda form, premises: [ck.Vanishes("area", form.gap())],
    )


@stopped_by("the numeric arm says 'fails'|fails in the numeric arm")
def not_a_number_is_not_less():
    """NaN < 1 is false, its negation is not true."""

    def exact(form, premises):
        yield ck.Entails("area", sp.And(A > 2, a > 0), form["area"])

    holes = measuring(lambda at: {A: np.where(at > 1.2, 3.0, np.nan), a: at})
    return saying(
        ck.Link("area", sp.Not(ck.less(A, 1), evaluate=False)), exact=exact, numeric=holes
    )


@stopped_by("fails in the numeric arm")
def complex_numbers_are_not_less():
    link = ck.Link("area", ck.less(Z, 1))
    return saying(link, exact=None, numeric=measuring(lambda at: {Z: at * 1j - 5}))


@stopped_by("domain must hold at least 8 of")
def a_point_of_an_empty_domain():
    nowhere = ck.Domain((ck.Real("a", 0.5, 2.0),), a > 3)
    link = ck.Link("area", ck.equal(A, FALSE), quantifier="some")
    return saying(link, exact=false_exact, numeric=planted.arm(planted.engine, domain=nowhere))


@stopped_by("says nothing of a link claimed for all")
def one_point_for_all_points():
    """a^2 <= 2 a on the domain, and somewhere: not everywhere."""

    def exact(form, premises):
        yield ck.Satisfiable("square", form["square"])

    return saying(
        ck.Link("square", ck.at_most(a**2, 2 * a)),
        exact=exact,
        numeric=measuring(lambda at: {a: at}),
    )


@stopped_by("fails in the exact arm|the exact arm says 'fails'")
def an_equality_that_is_not_reached():
    """A <= a^2 is true and weaker than A <= a^2 / 2, which is what is claimed to be tight."""

    def exact(form, premises):
        yield ck.Entails("area", ck.equal(A, a**2 / 2), form["area"])

    tight = {A: sp.Rational(1, 2), a: sp.S.One}
    return saying(ck.Link("area", ck.at_most(A, a**2), equality_at=tight), exact=exact)


@stopped_by("no point of the sample fulfils the premise a > 10")
def an_implication_whose_premise_never_holds():
    def exact(form, premises):
        yield ck.Entails("area", ck.equal(A, FALSE), form["area"])

    printed = sp.Implies(ck.greater(a, 10), ck.equal(A, FALSE), evaluate=False)
    return saying(ck.Link("area", printed), exact=exact)


@stopped_by("as many links as the printed one, 2, but has 1")
def an_amended_form_without_the_link_that_fails():
    def exact(form, premises):
        yield from planted.exact(form, premises)
        if "half" in form:
            yield ck.shows("half", form.of(A, "half"), a / 2)

    links = [ck.Link("area", ck.equal(A, a**2 / 2)), ck.Link("half", ck.equal(A, a))]
    return saying(*links, exact=exact, amended=planted.amended())


@stopped_by("half: .*the exact arm says 'fails'|half: the exact arm says 'holds'")
def two_conflicts_that_look_like_one_failure():
    """On one link the exact arm holds and the engine fails, on the other the reverse."""

    def exact(form, premises):
        yield ck.shows("half", form.of(A, "half"), sp.Integral(a / 2, (planted.x, 0, 1)))
        yield ck.shows("area", form.of(A, "area"), sp.Integral(a / 2, (planted.x, 0, 1)))

    links = [ck.Link("half", ck.equal(A, a / 2)), ck.Link("area", ck.equal(A, a**2 / 2))]
    return saying(*links, exact=exact)


@stopped_by("may explain at most 1 of 4 wrong forms")
def every_survivor_explained():
    def exact(form, premises):
        yield ck.Entails("area", ck.greater(a, 0), ck.greater(form.of(A), 0))

    names = (
        "raise the exponent of a**2",
        "double the right side",
        "drop the factor a**2 in a**2/2",
    )
    because = {f"area: {name}": "because" for name in names}
    return planted.claim(exact=exact, numeric=None, explained=because)


@stopped_by("exact arm is absent .it notices 5 of 14 wrong forms")
def a_sign_in_the_argument_of_an_unknown_function():
    """Neither arm looks at what stands inside f."""
    f, y = sp.Function("f"), sp.Symbol("y", real=True)

    def exact(form, premises):
        (inside,) = form.statement.atoms(sp.core.function.AppliedUndef)
        yield ck.shows("area", form.of(inside), sp.Integral(2, (planted.x, 0, a)))

    def values(at):
        return {f(a - y): 2 * at, a: at, y: at}

    link = ck.Link("area", ck.equal(f(a - y), 2 * a))
    return saying(link, exact=exact, numeric=measuring(values))


@stopped_by("fails")
def an_honest_refutation():
    return false_claim(exact=planted.exact, numeric=planted.arm(planted.engine))
