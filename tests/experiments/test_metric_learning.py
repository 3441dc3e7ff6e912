"""Learning a metric from files of a user: bad rows, progress, a run that was stopped."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numerics.holography.classification import LAYOUT, labelled, schwarzschild_friction
from proofs.checker.errors import UsageError
from proofs.checker.experiment import Checkpoint, Job, run_experiment
from proofs.checker.options import Options
from proofs.experiments import ads_dl, condensate
from proofs.papers.hashimoto.shared.lattice import lattice_points

OPTIONS = {
    "starts": 1, "members": 3, "smoothness": 10.0, "width": 0.5, "error": 0.001, "rest": "behind",
}  # fmt: skip


class StoppedError(Exception):
    """What a kill looks like from inside."""


def condensate_run(data=None, job=None, **more):
    return condensate.run(np.random.default_rng(0), job or Job(), data=data, **(OPTIONS | more))


@cache
def whole():
    """The run that the others are compared with."""
    return condensate_run()


def stop_after(calls: int):
    count = [0]

    def progress(done: int, total: int, what: str = "") -> None:
        count[0] += 1
        if count[0] > calls:
            raise StoppedError

    return progress


def test_all_six_lattice_points_are_met():
    found = whole()
    numbers = found.numbers
    assert numbers["largest distance from a datum in GeV^3, all trainings"] < 0.002
    assert numbers["combinations known better than one unit"] == 2
    assert numbers["family, largest 1/L in MeV"] > 2 * numbers["family, least 1/L in MeV"]
    assert found.arrays["trained"].shape == (3, 17)


def test_rest_at_the_last_layer_is_another_reading():
    found = condensate_run(rest="last")
    assert found.numbers["largest distance from a datum in GeV^3, all trainings"] < 0.002


@pytest.mark.parametrize("calls", [1])
def test_a_stopped_run_ends_with_the_same_numbers(tmp_path, calls):
    kept = Checkpoint(tmp_path / "kept.npz", "same")
    with pytest.raises(StoppedError):
        condensate_run(job=Job(stop_after(calls), kept))
    assert kept.path.exists()
    again = condensate_run(job=Job(checkpoint=kept))
    assert again.numbers == whole().numbers


def test_a_run_stopped_twice_in_its_ensemble(tmp_path):
    kept = Checkpoint(tmp_path / "kept.npz", "same")
    for calls in (4, 1):  # after the first member, after the second
        with pytest.raises(StoppedError):
            condensate_run(job=Job(stop_after(calls), kept))
    assert kept.load(np.random.default_rng(0))["tried"] == 2
    assert condensate_run(job=Job(checkpoint=kept)).numbers == whole().numbers


def test_a_stopped_classification_ends_with_the_same_numbers(tmp_path):
    kept = Checkpoint(tmp_path / "kept.npz", "same")
    arguments = {"points": 50, "starts": 1, "data": None}
    with pytest.raises(StoppedError):
        ads_dl.run(np.random.default_rng(0), Job(stop_after(7), kept), **arguments)
    again = ads_dl.run(np.random.default_rng(0), Job(checkpoint=kept), **arguments)
    whole = ads_dl.run(np.random.default_rng(0), Job(), **arguments)
    assert again.numbers == whole.numbers


def test_accuracy_stands_beside_the_error_of_every_layer():
    found = ads_dl.run(np.random.default_rng(1), Job(), points=300, starts=1, data=None)
    assert found.numbers["smoothness 0.1, least held-out accuracy"] >= 0.995
    errors = [name for name in found.numbers if name.startswith("smoothness 0.1, largest error")]
    assert len(errors) == LAYOUT.layers


def test_a_file_of_labels():
    points = labelled(200, schwarzschild_friction(LAYOUT.eta), LAYOUT, rng=np.random.default_rng(0))
    rows = np.stack([points.phi, points.pi, points.positive], axis=-1)
    found = ads_dl.run(np.random.default_rng(0), Job(), points=20, starts=1, data=rows)
    assert found.numbers["smoothness 0.1, least held-out accuracy"] > 0.95


@settings(max_examples=20, deadline=None)
@given(
    rows=st.lists(
        st.lists(st.sampled_from(["0.001", "0.02", "0.1", "-1", "nan", "x", ""]), max_size=4),
        max_size=5,
    )
)
def test_every_bad_file_is_one_sentence(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("data") / "own.csv"
    path.write_text("mass,condensate\n" + "\n".join(",".join(row) for row in rows))
    if [len(row) for row in rows] == [2] * len(rows) and len(rows) > 1:
        return  # may be data
    for name in ("condensate", "ads-dl"):
        with pytest.raises(UsageError) as caught:
            run_experiment(name, Options(), ["--data", str(path)])
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        ([[1.0, 2.0]], "at least 2 rows"),
        ([[1.0, np.nan], [2.0, 1.0]], "row 1"),
        ([[1.0, -1.0], [2.0, 1.0]], "positive"),
        ([[1.0, 1.0], [1.0, 1.0]], "increase strictly"),
    ],
)
def test_rows_that_are_no_condensates(rows, word):
    with pytest.raises(ValueError, match=word):
        condensate_run(np.array(rows))


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        (np.ones((20, 2)), "phi, pi, label"),
        (np.full((20, 3), np.inf), "row 1"),
        (np.ones((20, 3)), "labels 0 and 1"),
    ],
)
def test_rows_that_are_no_labels(rows, word):
    with pytest.raises(ValueError, match=word):
        ads_dl.run(np.random.default_rng(0), Job(), points=20, starts=1, data=rows)


def test_data_that_no_metric_meets_are_refused_in_words():
    wild = np.array([[1.0, 1e6], [2.0, 1e-6], [3.0, 1e6]])
    with pytest.raises(UsageError, match=r"diverged|must"):
        condensate_run(wild)


def test_an_error_below_what_any_metric_reaches_is_refused_in_words():
    with pytest.raises(UsageError, match="ensemble must fit the data"):
        condensate_run(error=1e-5)


def test_own_rows_may_come_in_any_order():
    points = lattice_points()
    rows = np.stack([points.mass, points.condensate], axis=-1)
    found, known = condensate_run(rows[::-1]).numbers, whole().numbers
    assert found == {name: known[name] for name in found}
    assert len(found) > 20
