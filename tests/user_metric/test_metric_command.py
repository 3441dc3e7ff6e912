"""`qmgr metric` as a user runs it."""

import csv
import json
import math
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from proofs import cli
from proofs.checker.errors import UsageError
from proofs.user_metric.command import examine
from proofs.user_metric.file import metric_from_text, read_metric
from proofs.user_metric.trajectory import follow

METRICS = Path(__file__).parents[2] / "docs" / "metrics"
PLANE = """
coordinates = {{ r = "positive", phi = "real" }}
components = {components}
[geodesic]
position = {position}
velocity = {velocity}
length = {length}
"""
GOOD = {
    "components": '{ "r,r" = 1, "phi,phi" = "r**2" }',
    "position": "[1, 0]",
    "velocity": "[0, 1]",
    "length": "1",
}


def plane(**changes):
    return PLANE.format(**{**GOOD, **changes})


def printed(name):
    return list(examine(METRICS / f"{name}.toml", None))


def end(name):
    return follow(read_metric(METRICS / f"{name}.toml")).geodesic


def call(monkeypatch, capsys, *words):
    """The entry point, in this process: exit code, standard output, standard error."""
    monkeypatch.setattr(sys, "argv", ["qmgr", "metric", *map(str, words)])
    with pytest.raises(SystemExit) as caught:
        cli.main()
    return caught.value.code, *capsys.readouterr()


def run(*words):
    return subprocess.run(
        [sys.executable, "-m", "proofs.cli", "metric", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_schwarzschild():
    lines = printed("schwarzschild")
    assert "  K = 48*M**2/r**6" in lines
    assert "Ricci tensor: all vanish" in lines
    assert "flat: no (the Riemann tensor does not vanish)" in lines
    assert "vacuum: yes (the Ricci tensor vanishes)" in lines
    assert "Einstein space: yes (R_mn = k g_mn with k = 0)" in lines
    path = end("schwarzschild")  # once around, at constant r
    turn = 2 * math.pi * math.sqrt(700)
    want = [math.sqrt(10 / 7) * turn, 10, math.pi / 2, 2 * math.pi]
    np.testing.assert_allclose(path.positions[-1, 0], want, rtol=1e-9)
    assert path.drift < 1e-10


def test_flrw():
    lines = printed("flrw")
    assert "  R_{t t} = -3*Derivative(a(t), (t, 2))/a(t)" in lines
    assert "vacuum: no (the Ricci tensor does not vanish)" in lines
    assert "Einstein space: no (R_mn - k g_mn does not vanish)" in lines
    t = (1 + 5 * 10 / 3) ** (3 / 5)  # t**(2/3) dt = ds, dx = dt / a
    want = [t, 3 * (t ** (1 / 3) - 1), 0, 0]
    np.testing.assert_allclose(end("flrw").positions[-1, 0], want, rtol=1e-9)
    assert "  norm g(u, u): 0 (null)" in lines


def test_de_sitter():
    lines = printed("de_sitter")
    assert "Einstein space: yes (R_mn = k g_mn with k = 3*H**2)" in lines
    assert "vacuum: no (the Ricci tensor does not vanish)" in lines
    assert not any("Geodesic" in line for line in lines)


def test_rotating_frame():
    lines = printed("rotating")
    assert "flat: yes (the Riemann tensor vanishes)" in lines
    np.testing.assert_allclose(
        end("rotating").positions[-1, 0], [4, 3, -0.4, 0], rtol=1e-9, atol=1e-12
    )


def test_kerr():
    """Light along a principal null direction: theta stays, r is an affine parameter."""
    lines = printed("kerr")
    assert "vacuum: yes (the Ricci tensor vanishes)" in lines
    path = end("kerr")
    r, theta, phi = path.positions[:, 0, 1:].T
    np.testing.assert_allclose(r, 6 + path.parameter, rtol=1e-9)
    np.testing.assert_allclose(theta, 1.2, rtol=1e-9)
    low, high = 1 - math.sqrt(0.19), 1 + math.sqrt(0.19)  # roots of r**2 - 2 r + 0.81
    turned = 0.9 / (high - low) * math.log((26 - high) * (6 - low) / ((26 - low) * (6 - high)))
    assert phi[-1] == pytest.approx(turned, rel=1e-9)


def test_what_is_too_large_is_named_and_not_printed(monkeypatch):
    monkeypatch.setattr("proofs.user_metric.sections.LARGEST", 30)
    lines = printed("kerr")
    large = [line for line in lines if "more than" in line]
    assert "  K = an expression of more than 2000 parts" in large
    small = next(line for line in lines if line.startswith("  Gamma^{theta}_{r theta} = "))
    assert small not in large


def test_command_writes_the_report(tmp_path):
    folder = tmp_path / "new" / "folder"
    done = run(METRICS / "flrw.toml", "-o", folder)
    assert done.returncode == 0
    assert done.stderr == ""
    record = json.loads((folder / "record.json").read_text())
    assert record["name"] == "Flat FLRW universe"
    assert [s["title"] for s in record["sections"]][:2] == ["Metric", "Christoffel symbols"]
    assert len(record["sections"][1]["rows"]) == 6
    with (folder / "geodesic.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 201
    assert float(rows[0]["dx_ds"]) == 1
    assert float(rows[-1]["s"]) == 10
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "<math" in page
    assert "<code" not in page  # every formula could be drawn
    assert r"\formulasource{" not in (folder / "report.tex").read_text().split("\\begin{doc")[1]
    assert (folder / "report.pdf").exists() == ("no PDF" not in done.stdout)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('coordinates = ["t", "r"]\ncomponents = [[1, "r 2"], [0, 1]]', "products need *"),
        ('coordinates = ["t", "r"]\ncomponents = [[1, 1], [1, 1]]', "non-degenerate"),
        ('coordinates = ["t", "r"]\ncomponents = { "t,t" = "9**9**9" }', "bits"),
        ("coordinates", "must be TOML"),
    ],
)
def test_wrong_files_exit_with_2(monkeypatch, capsys, tmp_path, text, message):
    path = tmp_path / "wrong.toml"
    path.write_text(text)
    code, out, err = call(monkeypatch, capsys, path)
    assert code == 2
    assert out == ""
    assert err.startswith("qmgr: wrong.toml: ")
    assert err.count("\n") == 1
    assert message in err


def test_a_wrong_file_in_a_process_of_its_own():
    done = run(Path(__file__).parent / "wrong.toml")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == (
        "qmgr: wrong.toml: components must be symmetric, but (t, r) is v and (r, t) is 0\n"
    )


def test_exit_codes_without_a_file_or_a_folder(monkeypatch, capsys, tmp_path):
    assert call(monkeypatch, capsys, tmp_path / "none.toml")[0] == 2
    assert call(monkeypatch, capsys)[0] == 2
    (tmp_path / "file").write_text("")
    code, _, err = call(monkeypatch, capsys, METRICS / "flrw.toml", "-o", tmp_path / "file")
    assert code == 2
    assert "writable" in err


@pytest.mark.parametrize(("error", "code"), [(RuntimeError("x"), 3), (KeyboardInterrupt(), 130)])
def test_crash_and_interrupt(monkeypatch, capsys, error, code):
    def fail(*_):
        raise error
        yield

    monkeypatch.setattr("proofs.user_metric.command.examine", fail)
    assert call(monkeypatch, capsys, "some.toml")[0] == code


def test_a_straight_line_in_polar_coordinates():
    path = follow(metric_from_text(plane())).geodesic
    np.testing.assert_allclose(path.positions[-1, 0], [math.sqrt(2), math.pi / 4], rtol=1e-9)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"components": '{ "r,r" = 1, "phi,phi" = "sqrt(r - 1/2)" }', "velocity": "[-1, 0]"},
         "must stay where the metric is regular"),
        ({"components": '{ "r,r" = 1, "phi,phi" = "(r - 1)**2" }'}, "not degenerate at the start"),
        ({"components": '{ "r,r" = 1, "phi,phi" = "1/(r - 1)" }'}, "finite and not degenerate"),
        ({"components": '{ "r,r" = 1, "phi,phi" = "sqrt(r - 2)" }'}, "finite and not degenerate"),
        ({"components": '{ "r,r" = 1, "phi,phi" = "r*10**60*10**60*10**60*10**60*10**60*10**60" }'},
         "finite and not degenerate"),
    ],
)  # fmt: skip
def test_geodesics_that_cannot_be_followed(changes, message):
    with pytest.raises(UsageError, match=message):
        follow(metric_from_text(plane(**changes)))


def test_names_cannot_break_the_pages(tmp_path):
    text = 'name = "<script>alert(1)</script> $x \\\\input{x} % & _ # $"\n' + plane()
    path = tmp_path / "hostile.toml"
    path.write_text(text)
    list(examine(path, tmp_path / "out"))
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    tags = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, _: tags.append(tag)
    parser.feed(page)
    assert "script" not in tags
    tex = (tmp_path / "out" / "report.tex").read_text(encoding="utf-8")
    assert r"\input" not in tex
    assert " $x" not in tex
