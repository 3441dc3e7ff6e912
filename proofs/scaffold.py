"""A new claim file that runs as it stands, to be changed into a real one."""

from __future__ import annotations

import re
from pathlib import Path

from proofs.checker.errors import UsageError
from proofs.files import write_atomically

_KEY = re.compile(r"([a-z][a-z0-9_]*):([A-Za-z0-9.-]+)")

_TEMPLATE = '''"""{key}: say in one line what the paper states."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from scipy.integrate import trapezoid

import proofs.checker as ck

a, x, area = sp.symbols("a x A", positive=True)


def printed() -> sp.Eq:
    """The formula exactly as printed: A = a^2 / 2."""
    return ck.equal(area, a**2 / 2)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """What has to be shown, made from `form` and `premises` and left undecided for the judge."""
    derived = sp.Integral(x, (x, 0, a))
    yield ck.Step("Area under the line y = x:", ck.equal(area, derived))
    yield ck.shows("equation", form.of(area), derived)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The same number another way: here by the trapezoid rule, over all points at once."""
    width = sample["a"]
    grid = np.linspace(0.0, 1.0, 101) * width[:, None]
    return ck.Measurement({{area: trapezoid(grid, grid, axis=1), a: width}})


CLAIM = ck.Claim(
    key="{key}",
    source=ck.Source("Name of the paper", section="{section}", equation={equation}),
    kind="result",
    words="{words}",
    title="Area under a line",
    latex=r"A = \\frac{{a^2}}{{2}}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Real("a", 0.5, 2.0),)),
        tolerance=1e-12,
        reason="the trapezoid rule is exact for a line",
        method="trapezoid rule",
    ),
    expected="proved",
)
'''


def scaffold(key: str, folder: Path) -> Path:
    """Write a claim file for `key` into `folder` and return its path.

    Raises UsageError for a malformed key, a file that is there already or cannot be written.
    """
    match = _KEY.fullmatch(key)
    if match is None:
        raise UsageError(f"key must look like paper:1.2 or paper:name, but is {key!r}")
    name = match[2]
    numbered = re.fullmatch(r"(\d+)\.(\d+)", name)
    stem = (
        f"eq_{numbered[1]}_{int(numbered[2]):02d}"
        if numbered
        else "on_" + re.sub(r"[.-]", "_", name)
    )
    path = folder / f"{stem}.py"
    if path.exists():
        raise UsageError(f"claim file must be new, but {path} is there already")
    text = _TEMPLATE.format(
        key=key,
        section=numbered[1] if numbered else "1",
        equation=f'"{name}"' if numbered else "None",
        words="formula" if numbered else "sentence",
    )
    try:
        write_atomically(path, text)
    except OSError as error:
        raise UsageError(
            f"claim file must be writable to {folder}, but: {error.strerror}"
        ) from error
    return path
