"""Engines on trial: do they measure at the points they are given, and can their data decide?"""

import numpy as np
import pytest
import sympy as sp
from checker import planted
from checker.planted import A, a

import proofs.checker as ck
from proofs.checker import trials
from proofs.checker.arms import Numeric, run_numeric
from proofs.checker.form import Form, links_of
from proofs.checker.options import Options

f = sp.Function("f")
t = sp.Symbol("t", real=True)
eps = sp.Symbol("epsilon", positive=True)
V = sp.Symbol("V", real=True)
Z = sp.Symbol("Z")
N = sp.Symbol("N", integer=True)
OPTIONS = Options()


def faults(engine, *links, **changes):
    printed = {"printed": lambda: list(links)} if links else {}
    claim = planted.claim(numeric=planted.arm(engine, **changes), exact=None, **printed)
    form = Form(claim.key, "printed", links_of(claim.printed))
    found = run_numeric(claim, list(form.links.values()), OPTIONS)
    return trials.numeric_faults(claim, form, OPTIONS, found)


def data_fault(statement, values, floor=1e-3, **changes):
    measured = ck.Measurement({key: np.asarray(value, float) for key, value in values.items()})
    link = ck.Link("l", statement, **changes)
    arm = planted.arm(planted.engine, floor=floor)
    return trials._data_fault(arm, link, Numeric({}, measured, len(measured.get(A)), 0.0))


def test_an_honest_engine_has_no_fault():
    assert faults(planted.engine) == {}
    assert faults(planted.engine, samples=1) == {}


def test_all_links_share_the_fault_of_the_engine():
    links = ck.Link("area", ck.equal(A, a**2 / 2)), ck.Link("twice", ck.equal(2 * A, a**2))
    found = faults(planted.still_engine, *links)
    assert found == dict.fromkeys(("area", "twice"), "the engine measures the same at every point")


def test_values_have_to_follow_the_points_up_to_rounding():
    def shaken(size):
        def engine(sample, rng):
            measured = planted.engine(sample, rng).values
            first = np.arange(len(sample["a"])) == 0
            return ck.Measurement({**measured, A: measured[A] * (1 + size * first)})

        return faults(engine, ck.Link("area", ck.at_least(A, 0)))

    assert shaken(1e-9) == {}
    assert "do not follow" in shaken(1e-3)["area"]


def test_rounding_is_no_other_value_but_rounding_of_zero_is():
    def hardly(size, value):
        def engine(sample, rng):
            return ck.Measurement({A: value + size * (sample["a"] - 1.2)})

        return faults(engine, ck.Link("area", ck.at_most(A, 2)), samples=4)

    same = {"area": "the engine measures the same at every point"}
    assert hardly(1e-9, 1.0) == same
    assert hardly(0.0, 0.0) == same
    assert hardly(1e-4, 1.0) == {}
    assert hardly(1e-17, 0.0) == {}


def test_values_of_another_shape_or_none_do_not_follow():
    calls = []

    def engine(sample, rng):
        calls.append(sample)
        grid = np.ones((len(sample["a"]), 3 if len(calls) == 4 else 2))
        return ck.Measurement({f(t): grid * sample["a"][:, None], A: sample["a"]})

    assert "do not follow" in faults(engine, ck.Link("area", ck.greater(A, 0)))["area"]


def test_what_is_measured_once_for_all_points_need_not_follow():
    def engine(sample, rng):
        return ck.Measurement({f(t): np.arange(5.0)[None], A: sample["a"], V: np.array(3.0)})

    assert faults(engine, ck.Link("area", ck.greater(A, 0))) == {}


def test_an_engine_that_draws_is_not_compared_point_by_point():
    def engine(sample, rng):
        noise = 1 + 1e-3 * rng.normal(size=sample["a"].shape)
        return ck.Measurement({A: noise * sample["a"] ** 2 / 2, a: sample["a"]})

    assert faults(engine, tolerance=0.02) == {}


def test_an_engine_that_draws_is_run_with_other_random_numbers():
    """What it finds depends on them."""

    def engine(sample, rng):
        lucky = rng.random() == LUCKY
        return ck.Measurement({A: sample["a"] ** 2 / (2 if lucky else 3), a: sample["a"]})

    from proofs.checker.options import generator

    LUCKY = generator(planted.claim(), OPTIONS, "engine").random()
    assert faults(engine)["area"] == "it holds on one sample and fails on another"


def test_other_points_are_tried_for_what_holds_for_all_points_only():
    seen = []

    def engine(sample, rng):
        if not seen:
            seen.extend(sample["a"])
        known = np.isin(sample["a"], seen)
        return ck.Measurement({A: np.where(known, 1.0, -1.0) * sample["a"], a: sample["a"]})

    everywhere = ck.Link("all", ck.greater(A + a, a))
    somewhere = ck.Link("some", ck.greater(A + a, a), quantifier="some")
    found = faults(engine, everywhere, somewhere)
    assert set(found) == {"all"}


def test_a_parameter_that_is_measured_may_be_scaled_but_not_kept():
    def scaled(sample, rng):
        return ck.Measurement({A: sample["a"], a: 1 + sample["a"] / 4})

    def kept(sample, rng):
        return ck.Measurement({A: sample["a"], a: 1 + sample["a"] * 1e-4})

    link = ck.Link("area", ck.greater(A, 0))
    assert faults(scaled, link) == {}
    assert faults(kept, link) == {"area": "the engine keeps a at one value"}
    assert faults(kept, link, samples=1) == {}


def test_the_floor_is_compared_with_the_sides():
    small = np.full(8, 1e-6)
    assert "below the floor 0.001" in data_fault(ck.equal(A, 2 * a), {A: 2 * small, a: small})
    assert "of size 4e-06" in data_fault(ck.equal(A, 2 * a), {A: 2 * small, a: small})
    assert not data_fault(ck.equal(A, 2 * a), {A: 2 * small, a: small}, floor=1e-6)
    assert not data_fault(ck.less(A, 2 * a), {A: small, a: small})
    assert not data_fault(ck.greater(A, 2 * a), {A: 3 * small, a: small})
    assert data_fault(ck.at_most(A, 2 * a), {A: small, a: small})
    assert data_fault(ck.differ(A, 2 * a), {A: small, a: small})
    inside = sp.Implies(ck.greater(a, 0), ck.equal(A, 2 * a), evaluate=False)
    assert data_fault(inside, {A: 2 * small, a: small})


def test_a_quarter_of_the_points_has_to_reach_the_floor():
    for large, fault in ((1, True), (3, False)):
        sizes = np.where(np.arange(8) < large, 1.0, 0.0)
        assert bool(data_fault(ck.equal(A, a), {A: sizes, a: sizes})) is fault


def test_a_zero_is_compared_with_what_else_was_measured():
    zeros, ones = np.zeros(8), np.ones(8)
    zero = ck.equal(A, 0)
    assert not data_fault(zero, {A: zeros})
    assert not data_fault(zero, {A: zeros}, floor=1e-2)
    assert data_fault(zero, {A: zeros}, floor=2e-2)
    assert not data_fault(zero, {A: zeros, V: ones}, floor=1.0)
    assert data_fault(zero, {A: zeros, V: ones}, floor=1.1)
    assert not data_fault(ck.equal(0, A), {A: zeros}, floor=1e-2)
    assert data_fault(ck.equal(A - a, 0), {A: zeros, a: zeros, V: ones})
    assert not data_fault(ck.equal(A - a, 0), {A: ones, a: ones})


def test_some_point_fulfils_the_premise_of_an_implication():
    values = {A: np.arange(1.0, 9.0), a: np.arange(1.0, 9.0)}

    def implied(bound, **changes):
        statement = sp.Implies(ck.greater(a, bound), ck.equal(A, a), evaluate=False)
        return data_fault(statement, values, **changes)

    assert not implied(7)
    assert implied(8) == "no point of the sample fulfils the premise a > 8"
    assert not implied(8, quantifier="some")
    both = sp.And(
        ck.greater(A, 0),
        sp.Implies(ck.greater(a, 9), ck.equal(A, a), evaluate=False),
        evaluate=False,
    )
    assert "a > 9" in data_fault(both, values)


@pytest.mark.parametrize(
    ("symbol", "values", "word"),
    [
        (a, [1.0, -1.0], "positive"),
        (a, [1.0, -1e-12], ""),
        (a, [1e-4, -1e-8], "positive"),
        (sp.Symbol("m", negative=True), [-1.0, 1.0], "negative"),
        (sp.Symbol("m", nonpositive=True), [-1.0, 1.0], "negative"),
        (sp.Symbol("m", nonnegative=True), [-1.0, 1.0], "positive"),
        (V, [1.0, 1j], "real"),
        (Z, [1.0, 1j], ""),
        (N, [1.0, 2.0], ""),
        (N, [1.0, 2.5], "an integer"),
    ],
)
def test_measured_values_are_what_the_letters_are_taken_to_be(symbol, values, word):
    assert trials._assumption_missed(symbol, np.array(values), 1e-3) == word
    assert trials._assumption_missed(symbol, None, 1e-3) == ""


def test_epsilon_has_to_be_large_enough_for_its_order_to_be_seen():
    halves = 0.5 ** np.arange(6.0)

    def order(largest, claimed):
        values = {A: np.ones((2, 6)), eps: np.broadcast_to(largest * halves, (2, 6))}
        measured = ck.Measurement(values)
        link = ck.Link("l", ck.equal(A, 1 + eps), order=claimed)
        return trials._data_fault(planted.arm(planted.engine), link, Numeric({}, measured, 2, 0.0))

    assert not order(0.2, 2)
    assert not order(4 * 4e-6, 2)
    assert order(4 * 3e-6, 2) == "epsilon is too small for an error of order 2 to be seen"
    assert not order(4 * 3e-6, 1)


@pytest.mark.parametrize(
    ("values", "third"),
    [
        ([[8.0, 4.0, 2.0, 1.0]], 2.0),
        ([[8.0, 4.0, 2.0, 1.0], [4.0, 2.0, 1.0, 0.5]], 2.0),
        ([[4.0, 2.0, 1.0]], 1.0),
        ([[8.0, 4.0]], None),
        ([8.0, 4.0, 2.0], None),
        ([[8.0, 4.0, 3.0]], None),
        ([[0.0, 0.0, 0.0]], None),
    ],
)
def test_what_is_halved_along_the_last_axis_is_recognised(values, third):
    assert trials._halved(np.array(values)) == third
    assert trials._halved(None) is None


def calculus_fault(statement, **calculus):
    values = np.linspace(0.0, 1.0, 5) ** 2 + np.arange(3.0)[:, None]
    measured = ck.Measurement({f(t): values, A: np.ones(3)}, **calculus)
    return trials._calculus_fault(ck.Link("l", statement), measured)


def test_derivatives_and_integrals_of_an_engine_are_linear():
    slope = ck.equal(sp.Derivative(f(t), t), A)
    total = ck.equal(sp.Integral(f(t), t), A)
    grid = np.linspace(0.0, 1.0, 5)
    assert not calculus_fault(slope, derivative=lambda v, s: np.gradient(v, grid, axis=1))
    assert not calculus_fault(total, integral=lambda v, s: np.trapezoid(v, grid)[:, None])
    assert not calculus_fault(slope)
    assert not calculus_fault(total)
    assert "twice the derivative" in calculus_fault(slope, derivative=lambda v, s: 0 * v + grid)
    assert "twice the integral" in calculus_fault(total, integral=lambda v, s: v[:, :1] ** 2)
    tiny = calculus_fault(slope, derivative=lambda v, s: 1e-9 + 0 * v)
    assert "twice the derivative" in tiny
    assert "of a constant is not zero" in calculus_fault(slope, derivative=lambda v, s: 3 * v)
    assert "twice the derivative" in calculus_fault(
        ck.equal(sp.Derivative(f(t), t, t), A), derivative=lambda v, s: np.ones_like(v)
    )


def test_a_few_points_are_measured_for_what_needs_no_more():
    claim = planted.claim(numeric=planted.arm(planted.engine, samples=50))
    assert trials.brief(claim, OPTIONS).get(A).shape == (trials.POINTS,)
