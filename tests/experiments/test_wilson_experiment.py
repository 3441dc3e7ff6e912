"""The experiments wilson-loop and hamilton-net: known numbers, given metrics, bad files."""

import numpy as np
import pytest

from proofs.checker.errors import UsageError
from proofs.checker.experiment import Job, run_experiment
from proofs.checker.options import Options
from proofs.experiments import hamilton_net, wilson_loop


def test_a_given_black_brane_breaks_where_it_should_and_its_split_matters():
    eta = np.linspace(0.02, 4.0, 100)
    given = np.stack([eta, 4 / np.tanh(4 * eta)], axis=-1)[::-1]
    found = wilson_loop.run(np.random.default_rng(0), Job(), 1, 0.01, given).numbers
    key = "file, {}, breaking distance"
    reduced = found[key.format("isotropic") + " times temperature"]
    assert reduced == pytest.approx(0.2400, abs=5e-4)  # a grid of 600 distances
    assert found[key.format("f = g")] > 1.2 * found[key.format("isotropic")]
    assert found["file, isotropic, Coulomb part"] == pytest.approx(1.4355, rel=0.02)


@pytest.mark.parametrize(
    ("array", "text"),
    [
        (np.ones((5, 3)), "two columns"),
        (np.array([[0.1, 1.0], [0.2, 1.0], [0.3, 1.0]]), "4 or more"),
        (np.array([[-0.1, 1.0], [0.2, 1.0], [0.3, 1.0], [0.4, 1.0]]), "`eta` must be positive"),
        (np.array([[0.1, 1.0], [0.2, np.inf], [0.3, 1.0], [0.4, 1.0]]), "finite"),
        (
            np.array([[0.1, -90.0], [2.0, -90.0], [3.0, -90.0], [5.0, -90.0]]),
            "within exp.200. of anti-de Sitter",
        ),
    ],
)
def test_a_bad_metric_is_one_sentence(tmp_path, array, text):
    np.save(tmp_path / "h.npy", array)
    with pytest.raises(UsageError, match=text):
        run_experiment("wilson-loop", Options(), ["--metric", str(tmp_path / "h.npy")])


def test_arrays_by_name_are_taken_and_others_refused(tmp_path):
    eta = np.linspace(0.05, 2.0, 50)
    good = wilson_loop._of_file({"eta": eta, "h": 4 / np.tanh(4 * eta)})
    assert np.array_equal(good[0], eta)
    np.savez(tmp_path / "h.npz", eta=eta)
    with pytest.raises(UsageError, match="must hold eta and h, but holds eta"):
        run_experiment("wilson-loop", Options(), ["--metric", str(tmp_path / "h.npz")])


def test_only_the_symplectic_network_keeps_its_energy():
    rng = np.random.default_rng(1)
    found = hamilton_net.run(rng, Job(), 256, 10.0, 4, 0.1).numbers
    drift = {kind: found[f"{kind}, largest change of the energy"] for kind in hamilton_net.KINDS}
    assert drift["symplectic"] < drift["repaired"] < drift["printed"]
    assert found["symplectic, order of the end point in the step"] == pytest.approx(1, abs=0.15)
    assert found["printed, error of the end point"] > 1


def test_networks_beyond_memory_are_refused():
    words = ["--depth", "1e6", "--starts", "1e5"]
    with pytest.raises(UsageError, match="memory limit"):
        run_experiment("hamilton-net", Options(), words)
