"""Small honest claims of every kind, each with the verdict and the scope that it has earned."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import sympy as sp
from checker import planted
from checker.planted import A, a, x

import proofs.checker as ck
from numerics.calculus import chebyshev_nodes, periodic_nodes
from proofs.checker.form import form_of
from qmgr_sym.unevaluated import Commutator, SeriesCoefficient

B = sp.Symbol("B", positive=True)
b = sp.Symbol("b", positive=True)
n = sp.Symbol("n", integer=True, positive=True)
S = sp.Symbol("S", positive=True)
V = sp.Symbol("V", real=True)
t = sp.Symbol("t", real=True)
q = sp.Symbol("q", real=True)
f = sp.Function("f", real=True)
eps = sp.Symbol("epsilon", positive=True)
K = sp.Symbol("K", positive=True)
HEIGHT = sp.Symbol("h", positive=True)


@dataclass(frozen=True)
class Honest:
    """A claim with its premises, and what the judge has to say of it."""

    name: str
    make: Callable
    verdict: str
    scope: str


HONEST: list[Honest] = []


def earns(verdict, scope=""):
    def shown(make):
        HONEST.append(Honest(make.__name__, make, verdict, scope))
        return make

    return shown


def claim(*links, exact, values, domain=None, **changes):
    """A claim with an engine that measures `values(sample)`."""
    parameters = {name: changes.pop(name) for name in ("tolerance", "samples") if name in changes}
    calculus = changes.pop("calculus", {})
    arm = planted.arm(
        lambda sample, rng: ck.Measurement(values(sample), **calculus),
        domain=domain or ck.Domain((ck.Real("a", 0.5, 2.0),)),
        **{"tolerance": 1e-9, **parameters},
    )
    return planted.claim(printed=lambda: list(links), exact=exact, numeric=arm, **changes)


def area_of(sample, height=lambda at: at, name="a"):
    grid = np.linspace(0.0, 1.0, 201) * sample[name][:, None]
    return np.trapezoid(height(grid), grid, axis=1)


@earns("proved")
def a_result():
    return planted.claim()


@earns("well-posed")
def a_definition():
    return planted.claim(kind="definition")


@earns("consistent")
def a_postulate():
    return planted.claim(kind="postulate")


@earns("proved")
def a_result_that_rests_on_a_premise():
    line = form_of("planted:line", "printed", lambda: ck.equal(HEIGHT, 2 * x))

    def exact(form, premises):
        height = premises["line"].of(HEIGHT)
        yield ck.Step("the height", height)
        yield ck.shows("area", form.of(A), sp.Integral(height, (x, 0, a)))

    made = claim(
        ck.Link("area", ck.equal(A, a**2)),
        exact=exact,
        values=lambda sample: {A: area_of(sample, lambda at: 2 * at), a: sample["a"]},
        premises=("planted:line",),
    )
    return made, {"planted:line": line}


@earns("proved")
def an_approximation():
    """cosh(eps a) = 1 + (eps a)^2 / 2 + O(eps^3), in fact O(eps^4)."""

    def exact(form, premises):
        gap = form.gap().xreplace({K: sp.cosh(eps * a)})
        for k in range(3):
            yield ck.Vanishes("series", SeriesCoefficient(gap, eps, k))

    halves = 0.2 * 0.5 ** np.arange(6)

    def values(sample):
        width = sample["a"][:, None]
        ends = np.exp(width * halves), np.exp(-width * halves)
        return {K: sum(ends) / 2, a: sample["a"], eps: halves + 0 * width}

    link = ck.Link("series", ck.equal(K, 1 + eps**2 * a**2 / 2), order=3)
    return claim(link, exact=exact, values=values, kind="approximation")


@earns("proved")
def an_inequality_that_is_tight_somewhere():
    """The mean of two lengths is at least their geometric mean."""

    def exact(form, premises):
        mean = {B: (a + b) / 2}
        yield ck.Entails("means", sp.true, form["means"].xreplace(mean))

    def values(sample):
        return {B: sample["a"] + (sample["b"] - sample["a"]) / 2, a: sample["a"], b: sample["b"]}

    link = ck.Link("means", ck.at_least(B, sp.sqrt(a * b)), equality_at={B: 1, a: 1, b: 1})
    domain = ck.Domain((ck.Real("a", 0.5, 2.0), ck.Real("b", 0.5, 2.0)))
    return claim(link, exact=exact, values=values, domain=domain)


@earns("proved")
def an_inequality_with_true_weaker_versions():
    def exact(form, premises):
        yield ck.Entails("root", ck.greater(a, 1), form["root"].xreplace({B: sp.sqrt(a)}))

    def values(sample):
        return {B: np.exp(np.log(sample["a"]) / 2), a: sample["a"]}

    domain = ck.Domain((ck.Real("a", 1.001, 3.0),))
    return claim(ck.Link("root", ck.less(B, a)), exact=exact, values=values, domain=domain)


@earns("proved")
def a_statement_for_some_points():
    """Somewhere the area is above one half of the square of the bound."""

    def exact(form, premises):
        yield ck.Satisfiable("some", form["some"].xreplace({V: a**3 - a}))

    def values(sample):
        return {V: sample["a"] * (sample["a"] - 1) * (sample["a"] + 1), a: sample["a"]}

    link = ck.Link("some", ck.greater(V, 5 * a**2 / 4 + a / 8), quantifier="some")
    return claim(link, exact=exact, values=values, samples=64)


@earns("proved")
def an_implication():
    """Above 1 the cube exceeds the square."""

    def exact(form, premises):
        condition, conclusion = form["cube"].args
        yield ck.Entails("cube", condition, conclusion.xreplace({B: a**3}))

    def values(sample):
        return {B: sample["a"] * sample["a"] * sample["a"], a: sample["a"]}

    printed = sp.Implies(ck.greater(a, 1), ck.greater(B, a**2), evaluate=False)
    return claim(ck.Link("cube", printed), exact=exact, values=values, samples=64)


@earns("proved")
def a_matrix():
    """The generators of turns about two axes do not commute: [J1, J2] = w J3."""
    w = sp.Symbol("w", real=True)

    def turns(axis):
        return sp.ImmutableMatrix(3, 3, lambda i, j: -sp.LeviCivita(axis, i, j))

    def exact(form, premises):
        third = sp.MatMul(form.of(w), turns(2))
        yield ck.Vanishes("turns", sp.MatAdd(Commutator(a * turns(0), turns(1)), -third))

    def values(sample):
        one, two = (np.array(turns(i).tolist(), dtype=float) for i in (0, 1))
        one = sample["a"][:, None, None] * one
        return {w: (one @ two - two @ one)[:, 1, 0], a: sample["a"]}

    return claim(ck.Link("turns", ck.equal(w, a)), exact=exact, values=values)


@earns("proved", "n from 1 on, by induction")
def an_induction():
    """1 + 2 + ... + n = n (n + 1) / 2."""

    def exact(form, premises):
        total = form.of(S)
        yield ck.shows("sum", total.subs(n, 1), sp.Sum(x, (x, 1, 1)), case={"n": 1})
        step = sp.Subs(total, n, n + 1) - total
        yield ck.Induction("n", ck.shows("sum", step, n + 1))

    def values(sample):
        return {S: np.array([sum(range(int(k) + 1)) for k in sample["n"]]), n: sample["n"]}

    domain = ck.Domain((ck.Integer("n", 1, 9),))
    link = ck.Link("sum", ck.equal(S, n * (n + 1) / 2))
    return claim(link, exact=exact, values=values, domain=domain)


@earns("proved", "n = 2..5")
def a_result_for_some_cases():
    def exact(form, premises):
        for k in range(2, 6):
            total = sp.Sum(x, (x, 1, k))
            yield ck.shows("sum", form.of(S).subs(n, k), total, case={"n": k})

    def values(sample):
        return {S: np.array([sum(range(int(k) + 1)) for k in sample["n"]]), n: sample["n"]}

    domain = ck.Domain((ck.Integer("n", 1, 9),))
    link = ck.Link("sum", ck.equal(S, n * (n + 1) / 2))
    return claim(link, exact=exact, values=values, domain=domain)


@earns("proved")
def a_differential_equation_on_a_grid():
    """f = sin(a t) moves as f'' = -a^2 f."""
    times = chebyshev_nodes(0.0, 1.0, 24)

    def exact(form, premises):
        yield ck.Vanishes("motion", sp.Subs(form.gap(), f(t), sp.sin(a * t)))

    def values(sample):
        phase = sample["a"][:, None] * times.points
        return {f(t): np.imag(np.exp(1j * phase)), a: sample["a"]}

    link = ck.Link("motion", ck.equal(sp.Derivative(f(t), t, t), -(a**2) * f(t)))
    return claim(link, exact=exact, values=values, calculus=ck.on_nodes({t: times}), tolerance=1e-8)


@earns("proved")
def an_integral_over_a_grid():
    line = periodic_nodes(2 * np.pi, 32)

    def exact(form, premises):
        density = 1 / (2 * sp.pi) + a * sp.cos(q)
        yield ck.Vanishes("norm", sp.Subs(form.gap(), f(q), density))

    def values(sample):
        wave = np.real(np.exp(1j * line.points))
        return {f(q): 1 / (2 * np.pi) + sample["a"][:, None] * wave}

    link = ck.Link("norm", ck.equal(sp.Integral(f(q), (q, 0, 2 * sp.pi)), 1))
    return claim(link, exact=exact, values=values, calculus=ck.on_nodes({q: line}))


@earns("proved")
def an_integral_that_the_judge_works_out():
    def exact(form, premises):
        yield ck.shows("area", form.of(A), a ** sp.Rational(3, 2))

    def values(sample):
        return {A: sample["a"] * np.sqrt(sample["a"]), a: sample["a"]}

    link = ck.Link("area", ck.equal(A, sp.Integral(3 * sp.sqrt(x) / 2, (x, 0, a))))
    return claim(link, exact=exact, values=values, tolerance=1e-8)


@earns("proved")
def a_quantity_that_vanishes():
    """The area under an odd line about zero."""

    def exact(form, premises):
        yield ck.shows("odd", form.of(V), sp.Integral(x**3, (x, -a, a)))

    def values(sample):
        grid = np.linspace(-1.0, 1.0, 201) * sample["a"][:, None]
        return {V: np.trapezoid(grid**3, grid, axis=1)}

    return claim(ck.Link("odd", ck.equal(V, 0)), exact=exact, values=values)


@earns("proved")
def a_chain_of_two_links():
    """2 B = a^2, and with it A = B."""

    def exact(form, premises):
        yield ck.shows("square", form.of(B, "square"), sp.Integral(x, (x, 0, a)))
        derived = sp.Integral(1, (x, 0, form.of(B, "square")))
        yield ck.shows("area", form.of(A, "area").subs(B, form.of(B, "square")), derived)

    def values(sample):
        return {A: area_of(sample), B: sample["a"] * sample["a"] / 2, a: sample["a"]}

    links = ck.Link("square", ck.equal(2 * B, a**2)), ck.Link("area", ck.equal(A, B))
    return claim(*links, exact=exact, values=values)


@earns("proved")
def an_engine_that_rolls_dice():
    """The area as a share of random points below the line, the same ones at every point."""

    def exact(form, premises):
        yield from planted.exact(form, premises)

    def engine(sample, rng):
        right, up = rng.uniform(size=(2, 40000))
        share = np.mean(up < right)
        return ck.Measurement({A: share * sample["a"] ** 2, a: sample["a"]})

    return planted.claim(exact=exact, numeric=planted.arm(engine, tolerance=0.02))


@earns("proved")
def different_for_all_points():
    def exact(form, premises):
        yield ck.Entails("differ", sp.true, form["differ"].xreplace({B: a**2 + 1}))

    def values(sample):
        return {B: 1 + sample["a"] * sample["a"], a: sample["a"]}

    return claim(ck.Link("differ", ck.differ(B, a)), exact=exact, values=values)


@earns("proved")
def complex_numbers():
    """exp(i a) turns with the rate i: d/da exp(i a) = i exp(i a), as numbers of a plane."""
    z, w = sp.symbols("z w")

    def exact(form, premises):
        turned = {w: sp.Derivative(sp.exp(sp.I * a), a), z: sp.exp(sp.I * a)}
        yield ck.Vanishes("turn", form.gap().xreplace(turned))

    def values(sample):
        here, step = sample["a"], 1e-5
        wave = np.cos(here) + 1j * np.sin(here)
        slope = (np.cos(here + step) - np.cos(here - step)) / (2 * step)
        return {z: wave, w: slope + 1j * np.cos(here)}

    return claim(ck.Link("turn", ck.equal(w, sp.I * z)), exact=exact, values=values, tolerance=1e-8)


@earns("proved")
def an_equivalence():
    """The area exceeds the bound exactly where the bound exceeds two."""

    def exact(form, premises):
        left, right = form["exceeds"].args
        for one, other in ((left, right), (right, left)):
            given = ck.equal(A, a**2 / 2)
            yield ck.Entails("exceeds", sp.And(given, one), other)

    printed = sp.Equivalent(ck.greater(A, a), ck.greater(a, 2), evaluate=False)
    domain = ck.Domain((ck.Real("a", 0.5, 4.0),))
    return claim(
        ck.Link("exceeds", printed),
        exact=exact,
        values=lambda sample: {A: area_of(sample), a: sample["a"]},
        domain=domain,
        samples=64,
    )


@earns("proved")
def a_negation():
    """No area is below zero."""

    def exact(form, premises):
        yield ck.Entails("area", ck.equal(V, a**2 / 2), form["area"])

    return claim(
        ck.Link("area", sp.Not(ck.less(V, 0), evaluate=False)),
        exact=exact,
        values=lambda sample: {V: area_of(sample)},
    )


@earns("corrected")
def a_slip_corrected():
    return planted.claim(a**3 / 2, amended=planted.amended())


@earns("supported")
def one_arm_only():
    return planted.claim(numeric=None)


@earns("refuted")
def a_wrong_formula():
    return planted.claim(a**3 / 2)
