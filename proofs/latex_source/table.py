"""What the letters of a paper mean: a declared table, and a guess that has to be confirmed.

[symbols]            name of the claim = LaTeX and sort
"M" = "positive"
"\\hbar" = "positive 0.5..2"
[functions]
"\\tilde{F}" = ["q", "t"]
[indexed]            letters whose indices belong to the name, x_i^a(t)
names = ["x", "g"]
[measures]           "d^N x" is an integral over x
"d^{N}x" = "x"
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from proofs.checker.errors import UsageError

SORTS = ("real", "positive", "nonzero", "complex", "integer", "bound", "matrix", "vector")


@dataclass(frozen=True)
class Table:
    """Letters, in the names that `plain_name` gives them, and what they are.

    ``symbols`` : name and sort.  ``functions`` : name and arguments, which are understood where the
    paper leaves them out.  ``indexed`` : names that carry indices.  ``guessed`` : names that stand
    in no table and were guessed.  `declared` tells whether there is a table at all.
    """

    symbols: Mapping[str, str] = field(default_factory=dict)
    functions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    indexed: frozenset[str] = frozenset()
    operators: Mapping[str, str] = field(default_factory=dict)
    declared: bool = False

    def knows(self, name: str) -> bool:
        """Whether a name is declared."""
        return name in self.symbols or name in self.functions or name in self.indexed


_ACCENTS = ("hat", "tilde", "bar", "vec", "dot", "ddot", "mathbf", "boldsymbol", "mathcal",
            "mathrm", "bm", "widetilde", "widehat", "overline")  # fmt: skip
_PLAIN = ("mathbf", "boldsymbol", "bm", "mathrm", "mathit", "text")


def plain_name(latex: str) -> str:
    """The name that a letter of LaTeX has in text claims.

    >>> plain_name(r"\\hat{w}"), plain_name(r"\\mathbf{x}"), plain_name(r"\\tilde F")
    ('w_hat', 'x', 'F_tilde')
    """
    text = latex.strip()
    for accent in _ACCENTS:
        match = re.fullmatch(rf"\\{accent}\s*\{{?(.*?)\}}?", text)
        if match:
            inner = plain_name(match[1])
            return inner if accent in _PLAIN else f"{inner}_{accent.replace('wide', '')}"
    match = re.fullmatch(r"(.+?)_\{?(.*?)\}?", text)
    if match:
        return f"{plain_name(match[1])}_{plain_index(match[2])}"
    return re.sub(r"[^A-Za-z0-9_]", "", text)


def plain_index(latex: str) -> str:
    """An index in a name: signs are written out."""
    text = latex.replace("+", "plus").replace("-", "minus").replace("*", "star").replace("'", "p")
    return re.sub(r"_+", "_", re.sub(r"[^A-Za-z0-9]+", "_", text)).strip("_")


def read_table(path: Path) -> Table:
    """The table of a TOML file; raises UsageError where it is none."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path.name} must be readable, but is not: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path.name} must be TOML, but is not: {error}") from None
    return table_of(data, path.name)


def table_of(data: Mapping[str, Any], name: str) -> Table:
    """The table that the TOML `data` of the file `name` describes."""
    symbols = data.get("symbols", {})
    functions = data.get("functions", {})
    indexed = data.get("indexed", {}).get("names", [])
    operators = data.get("operators", {})
    for letter, sort in symbols.items():
        if not isinstance(sort, str) or sort.split()[0] not in SORTS:
            raise UsageError(f"{name}: symbol {letter} must be {', '.join(SORTS)}, but is {sort!r}")
    for letter, arguments in functions.items():
        if not isinstance(arguments, list) or not all(isinstance(a, str) for a in arguments):
            raise UsageError(f"{name}: function {letter} must have a list of arguments")
    return Table(
        {plain_name(letter): sort for letter, sort in symbols.items()},
        {plain_name(f): tuple(map(plain_name, a)) for f, a in functions.items()},
        frozenset(map(plain_name, indexed)),
        {plain_name(o): str(v) for o, v in operators.items()},
        declared=True,
    )
