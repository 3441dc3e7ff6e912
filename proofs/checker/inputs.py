"""Options of an experiment: numbers, words and data files that the user gives by name."""

from __future__ import annotations

import hashlib
import math
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from proofs.checker.errors import UsageError
from proofs.files import read_arrays

Value = int | float | str | None


@dataclass(frozen=True)
class Option:
    """One option, `--name VALUE` on the command line and keyword `name` of the experiment.

    The type is that of `default`: a whole number (1e6 is one), a number, or a word.  A `default` of
    None makes it an optional data file (.npy, .npz, .csv or .txt), handed over as an array, a
    .npz as a dict of arrays, a .txt as an array of its lines.  `help` states what it sizes and what
    it costs.
    """

    name: str
    default: Value
    help: str
    least: float = -math.inf
    most: float = math.inf
    choices: tuple[str, ...] = ()

    def parse(self, text: str) -> Value:
        """The value that `text` stands for; raises UsageError."""
        if isinstance(self.default, int):
            return self._within(text, _whole(text), "a whole number")
        if isinstance(self.default, float):
            return self._within(text, _number(text), "a number")
        if self.choices and text not in self.choices:
            raise UsageError(f"--{self.name} must be {' or '.join(self.choices)}, but is {text!r}")
        return text

    def _within(self, text: str, value: float | None, kind: str) -> float:
        if value is None or not self.least <= value <= self.most:
            raise UsageError(f"--{self.name} must be {kind}{self.bounds()}, but is {text!r}")
        return value

    def bounds(self) -> str:
        """The bounds in words, such as " of at least 2 and at most 9"."""
        words = [
            f"at {word} {value:g}"
            for word, value in (("least", self.least), ("most", self.most))
            if math.isfinite(value)
        ]
        return f" of {' and '.join(words)}" if words else ""

    def describe(self) -> str:
        """One line of help."""
        if self.default is None:
            kind = "FILE"
        elif self.choices:
            kind = "|".join(self.choices)
        else:
            kind = {int: "INTEGER", float: "NUMBER", str: "WORD"}[type(self.default)]
        default = "" if self.default is None else f" (default {self.default})"
        return f"--{self.name} {kind}{self.bounds()}{default}: {self.help}"


def parse(options: Sequence[Option], words: Sequence[str]) -> dict[str, Value]:
    """All values by name, from words such as `--neurons 1e6` or `--neurons=1e6`.

    Raises UsageError for a name that is not an option, a missing or a wrong value.
    """
    known = {f"--{option.name}": option for option in options}
    values: dict[str, Value] = {option.name: option.default for option in options}
    rest = list(words)
    while rest:
        name, given, text = rest.pop(0).partition("=")
        if name not in known:
            names = f"one of {', '.join(known)}" if known else "left out (it has none)"
            raise UsageError(f"option of the experiment must be {names}, but is {name!r}")
        if not given:
            if not rest:
                raise UsageError(f"{name} must be followed by its value, but nothing follows")
            text = rest.pop(0)
        values[known[name].name] = known[name].parse(text)
    return values


def load(
    options: Sequence[Option], values: dict[str, Value]
) -> tuple[dict[str, Any], dict[str, str]]:
    """The values with data files read, and the words that a kept result is known by.

    A number or word is known by itself, a file by the digest of its content.  Raises UsageError
    for a file that cannot be read.
    """
    loaded: dict[str, Any] = dict(values)
    known_by = {f"option {name}": str(value) for name, value in values.items()}
    for option in options:
        if option.default is None and (name := values[option.name]) is not None:
            path = Path(str(name))
            loaded[option.name] = _read_data(option.name, path)
            with path.open("rb") as file:
                known_by[f"option {option.name}"] = hashlib.file_digest(file, "sha256").hexdigest()
    return loaded, known_by


def _read_data(name: str, path: Path) -> NDArray[Any] | dict[str, NDArray[Any]]:
    readers: dict[str, Callable[[Path], NDArray[Any] | dict[str, NDArray[Any]]]] = {
        ".npy": _array,
        ".npz": read_arrays,
        ".csv": _table,
        ".txt": _lines,
    }
    if path.suffix not in readers:
        raise UsageError(f"--{name} must be a file .npy, .npz, .csv or .txt, but is {path.name!r}")
    try:
        return readers[path.suffix](path)
    except (OSError, ValueError, EOFError) as error:
        reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
        raise UsageError(f"--{name} must be a readable data file, but {path}: {reason}") from error


def _array(path: Path) -> NDArray[Any]:
    try:
        return np.asarray(np.load(path, allow_pickle=False))
    except ValueError as error:  # NumPy's own words advise to load pickles
        raise ValueError("it is no whole .npy file of numbers") from error


def _table(path: Path) -> NDArray[Any]:
    with path.open(encoding="utf-8") as file:
        first = file.readline().split(",")
    named = any(_number(word) is None for word in first)  # then the first line is column names
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "loadtxt: input contained no data")
        table = np.loadtxt(path, delimiter=",", skiprows=int(named), ndmin=2)
    if table.size == 0:
        raise ValueError("it holds no numbers")
    return table


def _lines(path: Path) -> NDArray[Any]:
    return np.array(path.read_text(encoding="utf-8").splitlines(), dtype=np.str_)


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _whole(text: str) -> int | None:
    try:
        return int(text)
    except ValueError:
        value = _number(text)
        return int(value) if value is not None and value.is_integer() else None
