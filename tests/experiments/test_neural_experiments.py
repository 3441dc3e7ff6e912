"""The two experiments on neural wave functions."""

import sys

import numpy as np
import pytest

from proofs.checker.errors import UsageError
from proofs.checker.experiment import Checkpoint, Job
from proofs.experiments import boltzmann_imaginary_time, neural_state


def energies(job=None, **options):
    values = {
        "columns": 4, "rows": 2, "features": 1, "starts": 1, "steps": 60, "samples": 200,
        "engine": "own",
    } | options  # fmt: skip
    return neural_state.run(np.random.default_rng(1), job or Job(), **values)


def test_small_lattices_are_summed_and_compared():
    found = energies(columns=8, rows=1)
    assert found.numbers["ground energy"] == pytest.approx(-3.651093408937, abs=1e-11)
    assert found.numbers["own weights, 8 hidden units, relative error of the best start"] < 1e-5
    chains = [found.numbers[f"chain of bond {d}, relative error"] for d in (1, 2, 4, 8)]
    assert chains == sorted(chains, reverse=True)
    assert found.numbers["convolution of width 5, relative loss of a layer at bond 8"] < 1e-12
    assert found.numbers["random, relative loss of a layer at bond 8"] > 0.5


def test_a_stopped_run_goes_on_to_the_same_numbers(tmp_path):
    class StoppedError(Exception):
        pass

    def stop(done, total, what=""):
        if done == 3:
            raise StoppedError

    options = {"columns": 6, "rows": 4, "steps": 6}
    whole = energies(**options)
    path = tmp_path / "run.npz"
    with pytest.raises(StoppedError):
        energies(Job(stop, Checkpoint(path, "one")), **options)
    again = energies(Job(checkpoint=Checkpoint(path, "one")), **options)
    assert again.numbers == whole.numbers
    np.testing.assert_array_equal(again.arrays["energies"], whole.arrays["energies"])


@pytest.mark.parametrize(("columns", "rows"), [(5, 2), (4, 3), (3, 1)])
def test_odd_sides_are_refused(columns, rows):
    with pytest.raises(UsageError, match="sides must be even"):
        energies(columns=columns, rows=rows)


def test_the_machine_is_the_evolution_and_decays_with_the_gap():
    found = boltzmann_imaginary_time.run(
        np.random.default_rng(0), Job(), spins=4, field=1.5, duration=4.0, step=0.1
    )
    numbers = found.numbers
    assert numbers["largest relative difference of machine and evolution"] < 1e-12
    assert numbers["hidden units"] == 2 * 4 * numbers["layers of the machine"]
    assert numbers["all amplitudes one, rate of decay over twice the gap"] == pytest.approx(
        1, abs=0.02
    )
    assert numbers["order of the error of the limit in the step"] == pytest.approx(1, abs=0.1)
    lost = {curve.label: curve.y for curve in found.panels[0].curves}
    assert lost["no overlap"][-1] == pytest.approx(1, abs=1e-12)
    assert lost["random positive"][-1] < 1e-3


def test_a_short_time_says_so():
    found = boltzmann_imaginary_time.run(
        np.random.default_rng(0), Job(), spins=3, field=1.0, duration=0.1, step=0.1
    )
    assert "too short" in found.summary


def test_netket_is_asked_for_in_one_sentence(monkeypatch):
    monkeypatch.setitem(sys.modules, "netket", None)
    with pytest.raises(UsageError, match="NetKet must be installed"):
        energies(engine="netket")


def test_a_rising_energy_ends_the_run_and_keeps_the_last_step(tmp_path, monkeypatch):
    away = np.append(0.0, np.linspace(-5.0, 5.0, 24) ** 2)
    monkeypatch.setattr(neural_state, "sampled_step", lambda *_, **__: away)
    kept = Checkpoint(tmp_path / "run.npz", "one")
    with pytest.raises(UsageError, match="energy must not rise above its start"):
        energies(Job(checkpoint=kept), columns=6, rows=4, steps=6)
    assert kept.load(np.random.default_rng(0))["energies"].size >= 1
