"""Running an experiment: options, data, what is kept, what a stopped run goes on from."""

import json
import os
import signal
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from proofs import terminal
from proofs.checker import experiment as experiments
from proofs.checker.errors import UsageError
from proofs.checker.experiment import (
    Checkpoint,
    Curve,
    Experiment,
    Findings,
    Image,
    Option,
    Panel,
    run_experiment,
)
from proofs.checker.findings import LARGEST_IMAGE, panel_record
from proofs.checker.inputs import parse
from proofs.checker.options import Options
from proofs.checker.record import schema
from proofs.report.figures import experiment_picture

OPTIONS = (
    Option("neurons", 10, "how many; one second per million", least=1, most=1e9),
    Option("width", 0.5, "of a kernel", least=0),
    Option("lattice", "square", "where they sit", choices=("square", "hexagonal")),
    Option("cloud", None, "your own neurons, (n, 3)"),
)


@pytest.fixture
def planted(monkeypatch, tmp_path):
    """An experiment that counts its runs; `take` plants what it does."""
    file = tmp_path / "planted.py"
    file.write_text("PLANTED = 1\n")
    runs = []

    def take(run, options=OPTIONS):
        def counted(rng, job, **values):
            runs.append(values)
            return run(rng, job, **values)

        made = Experiment("planted", "A planted experiment", counted, options)
        monkeypatch.setattr(experiments, "load_experiments", lambda: {"planted": (made, file)})
        return runs

    return take


def simple(rng, job, **values):
    drawn = rng.normal(size=3)
    return Findings("found", {"drawn": drawn[0]}, arrays={"drawn": drawn})


@given(st.integers(1, 10**9), st.sampled_from(["{}", "{}.0", "{:e}", "{:_}"]))
def test_a_whole_number_may_be_written_as_physicists_do(number, form):
    exact = number if form != "{:e}" else int(f"{number:.0e}".split("e")[0]) * 10**5
    text = form.format(exact)
    assert parse(OPTIONS, ["--neurons", text])["neurons"] == exact
    assert parse(OPTIONS, [f"--neurons={text}"])["neurons"] == exact


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--neurons", "1.5"], "--neurons must be a whole number of at least 1 and at most 1e"),
        (["--neurons", "0"], "is '0'"),
        (["--neurons", "1e400"], "is '1e400'"),
        (["--neurons", "2e9"], "is '2e9'"),
        (["--width", "nan"], "--width must be a number of at least 0, but is 'nan'"),
        (["--width", "-1"], "is '-1'"),
        (["--width"], "--width must be followed by its value, but nothing follows"),
        (["--lattice", "cubic"], "--lattice must be square or hexagonal, but is 'cubic'"),
        (["--colour", "red"], "must be one of --neurons, --width, --lattice, --cloud, but is '--c"),
        (["neurons", "5"], "but is 'neurons'"),
    ],
)
def test_bad_values_are_one_sentence(words, message):
    with pytest.raises(UsageError, match=message) as caught:
        parse(OPTIONS, words)
    assert "\n" not in str(caught.value)


def test_values_reach_the_run_and_decide_what_is_kept(planted):
    runs = planted(simple)
    first = run_experiment("planted", Options())
    assert runs == [{"neurons": 10, "width": 0.5, "lattice": "square", "cloud": None}]
    again = run_experiment("planted", Options(), ["--neurons", "1e1"])
    assert len(runs) == 1
    assert again.record == first.record
    np.testing.assert_array_equal(again.arrays["drawn"], first.arrays["drawn"])
    run_experiment("planted", Options(), ["--neurons", "11"])
    run_experiment("planted", Options(seed=1))
    assert len(runs) == 3
    for words in ([], ["--neurons", "11"]):  # both are still kept
        run_experiment("planted", Options(), words)
    assert len(runs) == 3


def test_arrays_that_were_lost_are_made_again(planted, own_cache):
    runs = planted(simple)
    run_experiment("planted", Options())
    for file in own_cache.glob("*.npz"):
        file.unlink()
    assert run_experiment("planted", Options()).arrays["drawn"].shape == (3,)
    assert len(runs) == 2


@pytest.mark.parametrize("suffix", ["npy", "npz", "csv"])
def test_data_is_read_and_known_by_its_content(suffix, planted, tmp_path):
    def write(path, values):
        if suffix == "npy":
            np.save(path, values)
        elif suffix == "npz":
            np.savez(path, places=values)
        else:
            np.savetxt(path, values, delimiter=",", header="x,y,z", comments="")

    runs = planted(simple)
    data = np.arange(6.0).reshape(2, 3)
    for name, values in (("a", data), ("b", data), ("b", data + 1)):
        path = tmp_path / f"{name}.{suffix}"
        write(path, values)
        run_experiment("planted", Options(), ["--cloud", str(path)])
    assert len(runs) == 2  # `b` with the content of `a` is `a`
    for run, expected in zip(runs, (data, data + 1), strict=True):
        found = run["cloud"]["places"] if suffix == "npz" else run["cloud"]
        np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("none.npy", None),
        ("text.npy", b"hello"),
        ("text.npz", b"hello"),
        ("words.csv", b"1,2\n3,four\n"),
        ("pickle.npy", "pickle"),
        ("data.pickle", b""),
    ],
)
def test_bad_data_is_one_sentence(name, content, planted, tmp_path):
    planted(simple)
    path = tmp_path / name
    if content == "pickle":
        np.save(path, np.array([{}], dtype=object))
    elif content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=r"^--cloud must be .*" + name) as caught:
        run_experiment("planted", Options(), ["--cloud", str(path)])
    assert "\n" not in str(caught.value)


def test_data_that_the_engines_refuse_is_the_users_to_mend(planted, tmp_path):
    def refuse(rng, job, *, cloud, **values):
        raise ValueError("`cloud` must have 3 columns, but has 2.")

    planted(refuse)
    np.save(tmp_path / "a.npy", np.ones((2, 2)))
    with pytest.raises(UsageError, match="must have 3 columns"):
        run_experiment("planted", Options(), ["--cloud", str(tmp_path / "a.npy")])
    with pytest.raises(ValueError, match="3 columns"):
        run_experiment("planted", Options())


def test_a_request_beyond_memory_is_the_users_to_mend(planted):
    def greedy(rng, job, **values):
        raise MemoryError("cloud needs 8000000000000 bytes, but 1000 are free")

    planted(greedy)
    with pytest.raises(UsageError, match="needs 8000000000000 bytes"):
        run_experiment("planted", Options())


def sums(rng, job, *, stop=None):
    """Add ten draws, saving after each; `stop` is the draw before which it is killed."""
    kept = job.checkpoint.load(rng)
    total, begin = (kept["total"], int(kept["step"])) if kept else (np.zeros(2), 0)
    for step in range(begin, 10):
        if step == stop:
            raise KeyboardInterrupt
        total = total + rng.normal(size=2)
        job.checkpoint.save({"total": total, "step": np.array(step + 1)}, rng)
    return Findings("sum", {"total": total[0], "steps done": 10 - begin})


@pytest.mark.parametrize("stop", [0, 1, 7])
def test_a_stopped_run_goes_on_and_ends_the_same(stop, planted, own_cache):
    planted(lambda rng, job: sums(rng, job, stop=stop), ())
    with pytest.raises(KeyboardInterrupt):
        run_experiment("planted", Options())
    planted(sums, ())
    found = run_experiment("planted", Options()).record["numbers"]
    assert found["steps done"] == 10 - stop
    assert found["total"] == sums(np.random.default_rng(0), experiments.Job()).numbers["total"]
    assert not list(own_cache.glob("*.checkpoint.npz"))


def test_a_checkpoint_of_something_else_is_not_used(tmp_path):
    path, rng = tmp_path / "c.npz", np.random.default_rng(0)
    Checkpoint(path, "one").save({"a": np.ones(2)}, rng)
    before = rng.bit_generator.state
    assert Checkpoint(path, "two").load(rng) is None
    assert Checkpoint(path, "one").load(rng) is not None
    path.write_bytes(path.read_bytes()[:100])
    assert Checkpoint(path, "one").load(rng) is None
    assert Checkpoint().load(rng) is None
    assert rng.bit_generator.state == before


@given(
    hnp.arrays(
        float,
        st.tuples(st.integers(1, 300), st.integers(1, 300)),
        elements=st.sampled_from([0.0, 1.0, 2.5, np.nan]),
        fill=st.just(1.0),
    )
)
def test_images_are_averaged_down_to_the_stated_size(values):
    panel = Panel("t", "x", "y", image=Image(values, (0, 1, 0, 2), "v"))
    rows = panel_record(panel)["image"]["values"]
    assert len(rows) == min(len(values), LARGEST_IMAGE)
    assert len(rows[0]) == min(values.shape[1], LARGEST_IMAGE)
    if max(values.shape) <= LARGEST_IMAGE:
        shown = np.array([[np.nan if v is None else v for v in row] for row in rows])
        np.testing.assert_array_equal(shown, values)
    elif not np.isnan(values).any():
        # a cell is the mean of its neighbours: all of them lie between least and largest
        assert values.min() <= np.min(rows) <= np.max(rows) <= values.max()


def test_halving_takes_means_and_leaves_out_what_is_not_there():
    values = np.repeat(np.repeat(np.arange(float(LARGEST_IMAGE))[:, None], 2, 0), 2, 1)
    values = np.repeat(values, LARGEST_IMAGE, 1)
    values[0, 0] = np.nan
    values[2:4, 0:2] = np.nan
    rows = panel_record(Panel("", "", "", image=Image(values, (0, 1, 0, 1), "")))["image"]["values"]
    assert rows[0][0] == 0.0
    assert rows[1][0] is None
    assert [row[1] for row in rows] == list(range(LARGEST_IMAGE))


@pytest.mark.parametrize("bad", [np.ones(3), np.ones((0, 2)), [[np.inf]]])
def test_an_image_must_be_a_field(bad):
    with pytest.raises(ValueError, match="image must be a two-dimensional array"):
        panel_record(Panel("", "", "", image=Image(bad, (0, 1, 0, 1), "")))


@pytest.mark.parametrize("scale", ["linear", "log"])
def test_an_image_is_valid_in_the_record_and_is_drawn(scale):
    import jsonschema

    x = np.linspace(-1, 1, 40)
    field = np.exp(-(x[:, None] ** 2) - x**2)
    curve = Curve("circle", np.cos(3 * x), np.sin(3 * x))
    shown = panel_record(
        Panel("t", "x", "y", (curve,), image=Image(field, (-1, 1, -1, 1), "v", scale))
    )
    record = {"name": "a", "title": "", "summary": "", "numbers": {}, "panels": [shown]}
    part = {**schema()["$defs"]["experiment"], "$defs": schema()["$defs"]}
    jsonschema.validate(json.loads(json.dumps(record, allow_nan=False)), part)
    with_image = experiment_picture(record, "png")
    del shown["image"]
    assert with_image != experiment_picture(record, "png")


@pytest.mark.parametrize(
    "image",
    [
        {"values": []},
        {"values": [[]]},
        {"values": [[1, 2], [3]]},
        {"values": [[None, None]]},
        {"values": [[float("nan"), 1e300]]},
        {"extent": [0, 0, 0, 1]},
        {"extent": [0, 1]},
        {"extent": [0, float("inf"), 0, 1]},
    ],
)
def test_images_that_no_axes_can_hold_are_left_out(image):
    whole = {"label": "$", "scale": "log", "extent": [0, 1, 0, 1], "values": [[1.0]]} | image
    panel = {"title": "", "xlabel": "", "ylabel": "", "yscale": "linear", "curves": []}
    drawn = experiment_picture({"panels": [panel | {"image": whole}]}, "svg")
    assert b"<image" not in drawn


def test_progress_in_a_pipe_is_plain_lines_on_stderr(capsys, monkeypatch):
    monkeypatch.setattr(terminal, "PAUSE", 0.0)
    with terminal.Working("experiment x") as progress:
        progress(1, 4, "tracing")
        progress(2, 4)
    out, err = capsys.readouterr()
    assert not out
    assert err == "experiment x\nexperiment x: tracing 1 of 4\nexperiment x: 2 of 4\n"


def qmgr(*words):
    return subprocess.run(
        [sys.executable, "-m", "proofs.cli", "experiment", *words],
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": "100"},
        timeout=120,
        check=False,
    )


def test_help_of_the_command_and_of_one_experiment():
    assert "qmgr experiment NAME --help" in qmgr("--help").stdout
    assert qmgr().returncode == 2
    done = qmgr("node", "--help")
    assert done.returncode == 0
    assert done.stdout.startswith("node: A node of the wave")
    done = qmgr("node", "--neurons", "1e6")
    assert done.returncode == 2
    assert done.stderr.count("\n") <= 2
    assert "option of the experiment must be left out (it has none), but is '--neurons'" in (
        done.stderr
    )


def test_an_interrupted_run_says_so(tmp_path):
    run = subprocess.Popen(
        [sys.executable, "-m", "proofs.cli", "experiment", "node", "-o", str(tmp_path)],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert run.stderr.readline() == "experiment node\n"
    run.send_signal(signal.SIGINT)
    _, err = run.communicate(timeout=60)
    assert run.returncode == 130
    assert err.startswith("interrupted: experiment node was not finished; the same command goes on")
    assert not list(tmp_path.iterdir())


def test_help_names_sizes_and_costs():
    lines = Experiment("x", "title", simple, OPTIONS).describe()
    assert lines == [
        "x: title",
        "  --neurons INTEGER of at least 1 and at most 1e+09 (default 10): how many; one second "
        "per million",
        "  --width NUMBER of at least 0 (default 0.5): of a kernel",
        "  --lattice square|hexagonal (default square): where they sit",
        "  --cloud FILE: your own neurons, (n, 3)",
    ]
