"""Claim files of a user's own for tests: the area under a line, to be edited into anything."""

from pathlib import Path

_TEXT = '''"""The area under the line y = x."""

import numpy as np
import sympy as sp
from scipy.integrate import trapezoid

import proofs.checker as ck

a, x = sp.symbols("a x", positive=True)
A = sp.Symbol("A", positive=True)
GRID = np.linspace(0.0, 1.0, 101)


def printed():
    return ck.equal(A, a**2 / 2)


def exact(form, premises):
    # exact
    yield ck.Step("Area under the line y = x:", sp.Integral(x, (x, 0, a)))
    yield ck.shows("equation", form.of(A), sp.Integral(x, (x, 0, a)))


def engine(sample, rng):
    width = sample["a"]
    line = GRID * width[:, None]
    return ck.Measurement({A: trapezoid(line, line, axis=1), a: width})


CLAIM = ck.Claim(
    key="KEY",
    source=ck.Source("A paper of one's own", "1", "EQUATION"),
    kind="result",
    title="Area under a line",
    latex=r"A = \\frac{a^2}{2}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Real("a", 0.5, 2.0),)),
        tolerance=1e-12,
        reason="the trapezoid rule is exact for a line",
        method="trapezoid rule",
        samples=8,
    ),
    premises=(),
    expected="proved",
)
'''


def write(folder: Path, key: str, *edits: tuple[str, str]) -> Path:
    """Write the claim `key` to `folder` and return its path; `edits` replace texts."""
    name = key.partition(":")[2]
    path = folder / f"eq_{name.replace('.', '_')}.py"
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(_TEXT.replace("KEY", key).replace("EQUATION", name))
    for old, new in edits:
        edit(path, old, new)
    return path


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text that has to be there."""
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
