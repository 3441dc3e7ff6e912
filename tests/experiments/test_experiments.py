"""Every experiment is repeatable, fits a page, and finds what its panels show."""

from functools import cache

import numpy as np
import pytest

from proofs.checker.experiment import Findings, Job, load_experiments


@cache
def findings(name: str) -> Findings:
    experiment = load_experiments()[name][0]
    return experiment.run(np.random.default_rng(0), Job(), **experiment.defaults())


@pytest.mark.parametrize("name", load_experiments())
def test_curves_are_finite_and_fit_the_page(name):
    result = findings(name)
    assert 1 <= len(result.panels) <= 6
    for curve in (c for panel in result.panels for c in panel.curves):
        x, y = np.asarray(curve.x), np.asarray(curve.y)
        assert x.shape == y.shape
        assert 0 < x.size <= 400
        assert np.isfinite(x).all()
        assert np.isfinite(y).all()
    assert all(np.isfinite(value) for value in result.numbers.values())


@pytest.mark.parametrize("name", ["quantum-window", "entropy-production"])
def test_the_same_seed_gives_the_same_findings(name):
    again = load_experiments()[name][0].run(np.random.default_rng(0), Job())
    assert again.numbers == findings(name).numbers
    assert again.summary == findings(name).summary


def test_wave_and_fluid_agree_and_the_learner_parts_from_them():
    numbers = findings("three-descriptions").numbers
    assert numbers["largest relative difference wave to fluid"] < 1e-7
    assert numbers["largest relative difference wave to learner"] > 0.1
    assert numbers["mass drift of the fluid"] < 1e-12


def test_entropy_rates_agree():
    numbers = findings("entropy-production").numbers
    # finite volumes of second order: (2 pi / 128)^2 k^2 / 12 is 8e-4 for k = 2
    assert numbers["worst difference on the ring, over the diffusion part"] < 2e-3
    assert numbers["worst difference from the exact rate, over the diffusion part"] < 1e-4
    balance = numbers["entropy gained by diffusion"] - numbers["entropy lost by learning"]
    assert balance == pytest.approx(numbers["entropy gained on the ring"], abs=1e-3)


def test_the_fluid_stops_before_the_node_that_the_wave_passes():
    numbers = findings("node").numbers
    assert 0.9 < numbers["time at which the fluid stops"] / numbers["time of the node"] < 1
    assert abs(numbers["place at which the fluid stops"] - numbers["place of the node"]) < 0.2
    before, after = (numbers[f"turns of the phase {w} the node"] for w in ("before", "after"))
    assert abs(before - after) == pytest.approx(1, abs=1e-9)
    assert numbers["largest change of the circulation of the fluid"] < 1e-9


def test_the_window_closes_where_the_paper_says():
    numbers = findings("quantum-window").numbers
    assert numbers["worst relative difference of the largest hbar from 2 D/gamma"] < 1e-9
    assert numbers["worst relative difference of the solutions from (4.6)"] < 1e-9
    assert numbers["solutions found beyond |gamma mu / D| = 4 pi"] == 0


@pytest.mark.parametrize("cloud", ["lattice", "random"])
def test_the_road_keeps_and_loses_its_number_where_the_claims_say(cloud):
    line = {
        name.removeprefix(f"{cloud}, "): value
        for name, value in findings("road").numbers.items()
        if name.startswith(cloud)
    }
    # Runge-Kutta steps of 0.05 to 0.1 and differences of velocities over 0.02 leave 1e-6 here
    assert line["(8.3) second line plus boundary, without NT"] == pytest.approx(
        line["(8.3) first line, without NT"], abs=1e-6
    )
    assert line["(8.4) first line"] == pytest.approx(line["(8.3) second line, without NT"])
    for zero in ("(8.4) second line", "(8.4) third line", "(8.5) connection at the neurons"):
        assert abs(line[zero]) < 1e-10
    assert abs(line["(8.5) as printed"]) > 1e-3
    assert line["(8.7) second line with plus"] == pytest.approx(line["(8.7) first line"])
    assert line["(8.7) second line as printed"] != pytest.approx(line["(8.7) first line"], rel=0.5)
    assert line["(8.7) third line with plus"] != pytest.approx(line["(8.7) first line"], rel=0.1)
