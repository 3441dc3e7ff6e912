"""Claims up to O(eps^n): exact coefficients and a measured slope."""

from dataclasses import replace

import numpy as np
import pytest
import sympy as sp
from checker import planted

import proofs.checker as ck
from proofs.checker.evaluate import measured_order
from qmgr_sym.unevaluated import SeriesCoefficient

eps, a, y = sp.symbols("epsilon a y", positive=True)
HALVES = 0.2 * 0.5 ** np.arange(6)


def engine(sample, rng):
    """exp(eps a), with eps halved along the last axis."""
    width = sample["a"][:, None]
    return ck.Measurement({y: np.exp(width * HALVES), a: sample["a"], eps: HALVES + 0 * width})


def claim(right, order):
    def exact(form, premises):
        gap = form.gap().xreplace({y: sp.exp(eps * a)})
        for k in range(order):
            yield ck.Vanishes("expansion", SeriesCoefficient(gap, eps, k))

    return planted.claim(
        kind="approximation",
        printed=lambda: [ck.Link("expansion", ck.equal(y, right), order=order)],
        exact=exact,
        numeric=planted.arm(engine, domain=ck.Domain((ck.Real("a", 0.5, 2.0),))),
    )


@pytest.mark.parametrize(
    ("right", "order"), [(1 + eps * a, 2), (1 + eps * a + eps**2 * a**2 / 2, 3)]
)
def test_a_right_expansion_is_proved(right, order):
    result = planted.run(claim(right, order))
    assert result["verdict"] == "proved", result["reason"]
    assert f"order claimed {order}" in result["evidence"][1]["detail"]
    assert rf"O(\epsilon^{{{order}}})" in result["read_as"][0]["latex"]


@pytest.mark.parametrize(("right", "order"), [(1 + 2 * eps * a, 2), (1 + eps * a, 3)])
def test_a_wrong_expansion_is_refuted_by_both_arms(right, order):
    result = planted.run(claim(right, order))
    assert result["verdict"] == "refuted"
    assert {row["outcome"] for row in result["evidence"]} == {"fails"}
    assert result["counterexample"]["found_by"] == "hypothesis"


def test_the_measured_order_is_the_true_one():
    for power in (1, 2, 3):
        measured = ck.Measurement({y: HALVES[None] ** power, a: np.zeros(1)})
        assert measured_order(ck.equal(y, a), measured, 1, 1e-3)[0] == pytest.approx(power)
    exact = ck.Measurement({y: np.ones((1, 6)), a: np.ones(1)})
    assert measured_order(ck.equal(y, a), exact, 1, 1e-3)[0] == np.inf
    hole = ck.Measurement({y: np.full((1, 6), np.nan), a: np.ones(1)})
    assert measured_order(ck.equal(y, a), hole, 1, 1e-3)[0] == -np.inf


def order(*errors):
    measured = ck.Measurement({y: np.array([errors], dtype=float), a: np.zeros(1)})
    return measured_order(ck.equal(y, a), measured, 1, 1e-3)[0]


def test_errors_below_rounding_say_nothing_of_an_order():
    assert order(1, 1 / 4, 1 / 16, 1e-16) == pytest.approx(2)
    assert order(1, 1 / 8, 1e-17, 1e-17) == pytest.approx(3)
    assert order(1e-3, 0, 0, 0) == np.inf
    assert order(0, 0, 0, 1e-14) == np.inf
    assert order(7, 1, 1 / 4, 1 / 16) == pytest.approx(2)


def test_an_error_that_comes_back_has_no_order():
    assert order(0, 0, 0, 0.1) == -np.inf
    assert order(0, 1e-6, 0, 0) == -np.inf


def test_the_worst_place_of_a_grid_counts():
    f = sp.Function("f")(a)
    worst = np.stack([HALVES**2, HALVES])
    best = np.stack([HALVES**2, HALVES**2])
    measured = ck.Measurement({f: np.stack([worst, best]), y: np.zeros(2)})
    assert measured_order(ck.equal(f, y), measured, 2, 1e-3) == pytest.approx([1, 2])


def test_only_equalities_have_an_order():
    with pytest.raises(ValueError, match="must be an equality"):
        ck.Link("l", ck.at_most(a, y), order=2)
    assert replace(ck.Link("l", ck.equal(a, y), order=2), name="m").order == 2
