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
from proofs.user_metric.found import Wanted, wanted_of
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


def unhurried(text):
    """The lines without those that name a stage that takes long on a busy machine."""
    return [line for line in text.splitlines() if not line.startswith("computing the ")]


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


def test_what_is_too_large_is_named_with_the_way_to_see_it(monkeypatch, tmp_path):
    monkeypatch.setattr("proofs.user_metric.found.SCREEN", 30)
    lines = list(examine(METRICS / "kerr.toml", tmp_path))
    shown = next(line for line in lines if line.startswith("  K = "))
    size = next(
        r for r in json.loads((tmp_path / "record.json").read_text())["sections"][-1]["rows"]
    )
    assert shown.endswith(
        f'{len(size["text"])} characters; --component "K" prints them, -o writes them'
    )
    assert len(size["text"]) > 30
    one = list(examine(METRICS / "kerr.toml", None, wanted=Wanted(component="K")))
    assert any("--component" in line for line in one)


def test_command_writes_the_report(tmp_path):
    folder = tmp_path / "new" / "folder"
    done = run(METRICS / "flrw.toml", "-o", folder)
    assert done.returncode == 0
    assert unhurried(done.stderr) == []
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
    assert unhurried(done.stderr) == [
        "qmgr: wrong.toml: components must be symmetric, but (t, r) is v and (r, t) is 0"
    ]


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


WORDS = """
coordinates = { t = "real", r = "0..oo", theta = "0..pi", phi = "real" }
parameters = { M = "positive", lambda = "real" }
definitions = { f = "1 - 2*M/r", Sigma = "r^2 + lambda^2*cos(theta)^2" }
domain = ["r > 2*M"]
[components]
"t, t" = "-f"
"r, r" = "1/f"
"theta, theta" = "r^2 + 0*Sigma"
"phi, phi" = "r^2*abs(sin(theta))^2"
"""


def test_definitions_domain_and_greek_names(tmp_path):
    path = tmp_path / "words.toml"
    path.write_text(WORDS)
    lines = list(examine(path, None))
    assert "vacuum: yes (the Ricci tensor vanishes)" in lines
    assert "  K = 48*M**2/r**6" in lines
    assert any(line.startswith("Metric: with f = ") for line in lines)
    found = read_metric(path)
    assert [str(p) for p in found.domain.positive[-1:]] == ["-2*M + r"]
    assert found.coordinates[1].is_positive


def test_results_are_written_in_the_letters_of_the_file(tmp_path):
    path = tmp_path / "kerr.toml"
    text = (METRICS / "kerr.toml").read_text(encoding="utf-8")
    path.write_text('definitions = { Sigma = "r**2 + a**2*cos(theta)**2" }\n' + text)
    lines = list(examine(path, tmp_path, wanted=Wanted(only=("kretschmann",))))
    assert any(line.startswith("  K = ") and line.endswith("/Sigma**6") for line in lines)
    row = json.loads((tmp_path / "record.json").read_text())["sections"][0]["rows"][0]
    assert "Sigma" not in row["text"]


RULED = """
coordinates = ["t", "x", "theta", "phi"]
functions = { r = ["x"] }
rules = { "diff(r, x)" = "1 - 1/r(x)" }
[components]
"t, t" = "-(1 - 1/r(x))"
"x, x" = "1 - 1/r(x)"
"theta, theta" = "r(x)**2"
"phi, phi" = "r(x)**2*sin(theta)**2"
"""


def test_rules_for_functions(tmp_path):
    """Schwarzschild in the tortoise coordinate; without its rule it is no vacuum."""
    path = tmp_path / "ruled.toml"
    path.write_text(RULED)
    assert "vacuum: yes (the Ricci tensor vanishes)" in list(examine(path, None))
    path.write_text("\n".join(line for line in RULED.splitlines() if "rules" not in line))
    assert "vacuum: no (the Ricci tensor does not vanish)" in list(examine(path, None))


ANSATZ = """
coordinates = {{ t = "real", r = "positive", theta = "real", phi = "real" }}
parameters = {{ L = "real" }}
functions = {{ f = ["r"] }}
[equations]
Lambda = "L"
[components]
"t, t" = "-f(r)"
"r, r" = "{radial}"
"theta, theta" = "r**2"
"phi, phi" = "r**2*sin(theta)**2"
"""


def test_field_equations_of_an_ansatz_are_solved_and_checked(tmp_path):
    """Kottler 1918: f = 1 + C/r - L r^2 / 3."""
    path = tmp_path / "ansatz.toml"
    path.write_text(ANSATZ.format(radial="1/f(r)"))
    lines = list(examine(path, None, wanted=wanted_of("", None, None, solve=True)))
    assert (
        "Field equations: solved, and checked by substitution; C1, C2, ... are constants" in lines
    )
    assert "  f(r) = C1/r - L*r**2/3 + 1" in lines
    path.write_text(ANSATZ.format(radial="1"))
    lines = list(examine(path, None, wanted=wanted_of("", None, None, solve=True)))
    assert not any("solved, and checked" in line for line in lines)


def test_named_metrics_and_one_component():
    lines = list(examine("kerr", None, wanted=wanted_of("kind,petrov,weyl", None, None, False)))
    assert "vacuum: yes (the Ricci tensor vanishes)" in lines
    assert "Petrov type: D (at generic points)" in lines
    names = ("Gamma^t_{t r}", "R_{t r t r}", "g^{t t}", "G_{t t}", "R^{t r}_{t r}", "K")
    for name in names:
        one = list(examine("schwarzschild", None, wanted=Wanted(component=name)))
        assert one[-1].startswith(f"  {name} = ")
    assert one[-1] == "  K = 48*M**2/r**6"
    with pytest.raises(UsageError, match="is kerr meant"):
        list(examine("kerrr", None))
    with pytest.raises(UsageError, match="component must be one of"):
        list(examine("kerr", None, wanted=Wanted(component="Q_{t t}")))
    with pytest.raises(UsageError, match="--only must name some of"):
        wanted_of("curvature", None, None, False)
    with pytest.raises(UsageError, match="--code must be"):
        wanted_of("", None, "fortran", False)


def test_the_geodesic_alone_needs_no_curvature(monkeypatch):
    def fail(*_):
        raise AssertionError("curvature was computed")

    monkeypatch.setattr("qmgr_sym.geometry._chain.Chain._riemann", fail)
    lines = list(examine(METRICS / "schwarzschild.toml", None, wanted=Wanted(only=("geodesic",))))
    assert "Geodesic" in lines


def test_other_coordinates(tmp_path):
    """Ingoing Eddington-Finkelstein coordinates: v = t + r + 2 M log(r/(2M) - 1)."""
    path = tmp_path / "finkelstein.toml"
    text = (METRICS / "schwarzschild.toml").read_text(encoding="utf-8")
    path.write_text(
        text
        + """
[transform]
coordinates = { v = "real", r = "positive", theta = "real", phi = "real" }
old = ["v - r - 2*M*log(r/(2*M) - 1)", "r", "theta", "phi"]
"""
    )
    lines = list(examine(path, None, wanted=Wanted(only=("transform",))))
    assert "  g_{v r} = 1" in lines
    assert not any("g_{r r}" in line for line in lines)


@pytest.mark.parametrize("code", ["latex", "numpy"])
def test_results_as_code(code):
    wanted = wanted_of("kretschmann", None, code, solve=False)
    lines = "\n".join(examine("schwarzschild", None, wanted=wanted))
    if code == "latex":
        assert r"K &= \frac{48 M^{2}}{r^{6}}" in lines
    else:
        source = lines[lines.index("import numpy") :]
        space = {}
        exec(source, space)  # our own output, run as its reader would
        assert space["kretschmann"](0.0, np.array([2.0, 4.0]), 1.0, 0.0, 3.0) == pytest.approx(
            48 * 9 / np.array([2.0, 4.0]) ** 6
        )
