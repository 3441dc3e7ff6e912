"""One entry of a file of text claims: plain texts and ranges, checked, nothing computed.

The format is described in docs/text-claims.md.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as with_default
from fractions import Fraction
from pathlib import Path
from typing import Any

from proofs.checker.errors import UsageError
from proofs.files import read_regular

KINDS = ("identity", "conditions", "series", "inequality", "matrix", "ode", "metric", "variation",
         "limit", "count", "integral", "sum")  # fmt: skip
SORTS = ("real", "positive", "nonzero", "complex", "integer", "bound")
SIZE = 4_000_000
POINTS = 2000  # tomllib takes quadratic time for keys such as a.a.a.a
FORMULAS = 60

_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_SOURCE = re.compile(r"[a-z][a-z0-9_]*")
_RANGE = re.compile(r"(?P<low>[-+.\deE/]+?)\s*\.\.\s*(?P<high>[-+.\deE/]+)")
_FROM = re.compile(r">=\s*(?P<low>-?\d+)")
_KNOWN = ("key", "title", "source", "reported", "field", "kind", "symbols", "functions", "define",
          "printed", "corrected", "printed_define", "corrected_define", "small", "order", "metric",
          "lagrangian", "of", "note", "section", "equation", "latex", "seen", "error",
          "expected")  # fmt: skip
DEFAULTS: Mapping[str, tuple[Fraction, Fraction]] = {
    "real": (Fraction(-2), Fraction(2)),
    "positive": (Fraction(1, 5), Fraction(2)),
    "nonzero": (Fraction(1, 5), Fraction(2)),
    "complex": (Fraction(-1), Fraction(1)),
    "integer": (Fraction(0), Fraction(6)),
}
"""The range in which a symbol is tried where none is given."""
_BEYOND = 6  # how many integers are tried from `>= n` on


@dataclass(frozen=True)
class Variable:
    """A symbol: its sort, and the range in which it is tried; `bound` ones have none.

    `stated` tells whether the entry gives the range, so that the claim is made for it only.
    """

    sort: str
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(0)
    stated: bool = False


@dataclass(frozen=True)
class Entry:
    """A claim in text; formulas are still texts."""

    key: str
    title: str
    document: str
    kind: str
    field: str
    printed: tuple[str, ...]
    corrected: tuple[str, ...]
    variables: Mapping[str, Variable]
    functions: Mapping[str, tuple[str, ...]]
    define: Mapping[str, str]
    printed_define: Mapping[str, str]
    corrected_define: Mapping[str, str]
    small: str | None = None
    order: int | None = None
    metric: Mapping[str, Any] = with_default(default_factory=dict)
    lagrangian: str | None = None
    of: str | None = None
    reported: str = ""
    note: str = ""
    section: str = ""
    equation: str | None = None
    latex: str = ""
    expected: str | None = None
    digest: str = ""

    def definitions(self, which: str) -> dict[str, str]:
        """Abbreviations of the printed or of the corrected form."""
        own = self.printed_define if which == "printed" else self.corrected_define
        return {**self.define, **own}


@dataclass(frozen=True)
class Unread:
    """An entry that cannot be read, and why."""

    key: str
    reason: str


def read_file(path: Path) -> list[Entry | Unread]:
    """All entries of a file, in its order; an entry with an error is `Unread`, the others go on.

    Raises UsageError where the file as a whole is no such file.
    """
    try:
        data = read_regular(path, follow=True)
    except OSError as error:
        raise UsageError(f"{path.name} must be readable, but is not: {error.strerror}") from None
    if len(data) > SIZE:
        raise UsageError(f"{path.name} must have at most {SIZE} bytes, but has more")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path.name} must be UTF-8, but byte {error.start} is not") from None
    return entries_of(text, path.name)


def entries_of(text: str, name: str) -> list[Entry | Unread]:
    """The entries of the TOML `text` of the file `name`; see `read_file`."""
    if max(line.count(".") for line in text.split("\n")) > POINTS:
        raise UsageError(f"{name} must have at most {POINTS} points in a line, but has more")
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{name} must be TOML, but is not: {error}") from None
    except (RecursionError, ValueError):
        raise UsageError(f"{name} must be TOML of moderate depth, but nests too deep") from None
    source, claims = table.get("source"), table.get("claim")
    if not isinstance(source, dict) or not _is_text(source.get("key"), _SOURCE):
        raise UsageError(
            f"{name} must have a [source] with a key of small letters, digits and _, but has none"
        )
    if not isinstance(claims, list) or not claims:
        raise UsageError(f"{name} must have at least one [[claim]], but has none")
    return list(_entries(claims, source, name))


def _entries(
    claims: Sequence[object], source: Mapping[str, Any], name: str
) -> Iterator[Entry | Unread]:
    seen: set[str] = set()
    for number, table in enumerate(claims, 1):
        given = table.get("key") if isinstance(table, dict) else None
        short = str(given) if _is_text(given, _WORD) else f"unread-{number}"
        key = f"{source['key']}:{short}"
        try:
            if short in seen:
                raise UsageError("key must be given once, but is given twice")
            seen.add(short)
            yield _entry(key, table, source)
        except UsageError as error:
            yield Unread(key, f"claim {number} of {name} ({short}): {error}")


def _entry(key: str, table: object, source: Mapping[str, Any]) -> Entry:
    if not isinstance(table, dict):
        raise UsageError("claim must be a table, but is not")
    for word in table:
        if word not in _KNOWN:
            raise UsageError(f"claim must have keys among {', '.join(_KNOWN)}, but has {word!r}")
    if not _is_text(table.get("key"), _WORD):
        raise UsageError(
            f"key must be letters, digits, '_', '.' or '-', but is {table.get('key')!r}"
        )
    kind = table.get("kind", "identity")
    if kind not in KINDS:
        raise UsageError(f"kind must be one of {', '.join(KINDS)}, but is {kind!r}")
    order = table.get("order")
    if order is not None and (type(order) is not int or not 1 <= order <= 40):
        raise UsageError(f"order must be an integer from 1 to 40, but is {order!r}")
    if (order is None) != ("small" not in table) or (kind == "series" and order is None):
        raise UsageError("series must have `small` and `order`, but one is missing")
    text = json.dumps([table, source], sort_keys=True, default=str)
    return Entry(
        key=key,
        title=_text(table, "title", str(table["key"])),
        document=_text(table, "source", str(source.get("title", source["key"]))),
        kind=kind,
        field=_text(table, "field"),
        printed=_formulas(table, "printed"),
        corrected=_formulas(table, "corrected") if "corrected" in table else (),
        variables=_variables(table.get("symbols", {})),
        functions=_functions(table.get("functions", {})),
        define=_texts(table, "define"),
        printed_define=_texts(table, "printed_define"),
        corrected_define=_texts(table, "corrected_define"),
        small=_text(table, "small") or None,
        order=order,
        metric=_metric(table.get("metric", {}), kind),
        lagrangian=_text(table, "lagrangian") or None,
        of=_text(table, "of") or None,
        reported=_text(table, "reported"),
        note=_text(table, "note"),
        section=_text(table, "section", "1"),
        equation=_text(table, "equation") or None,
        latex=_text(table, "latex"),
        expected=_text(table, "expected") or None,
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )


def _is_text(value: object, pattern: re.Pattern[str]) -> bool:
    return isinstance(value, str) and bool(pattern.fullmatch(value)) and len(value) <= 80


def _text(table: Mapping[str, Any], word: str, default: str = "") -> str:
    value = table.get(word, default)
    if not isinstance(value, str):
        raise UsageError(f"{word} must be a text, but is {value!r}")
    return value


def _texts(table: Mapping[str, Any], word: str) -> dict[str, str]:
    value = table.get(word, {})
    if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
        raise UsageError(f"{word} must be a table of names and formulas in quotes, but is not")
    return dict(value)


def _formulas(table: Mapping[str, Any], word: str) -> tuple[str, ...]:
    value = table.get(word)
    if isinstance(value, str):
        value = [value]
    found = value if isinstance(value, list) else []
    if not all(isinstance(v, str) for v in found) or not 1 <= len(found) <= FORMULAS:
        raise UsageError(f"{word} must be a list of 1 to {FORMULAS} formulas, but is {value!r}")
    return tuple(found)


def _variables(value: object) -> dict[str, Variable]:
    if not isinstance(value, dict):
        raise UsageError(f"symbols must be a table of names and sorts, but is {value!r}")
    return {name: _variable(name, text) for name, text in value.items()}


def _variable(name: str, text: object) -> Variable:
    words = text.split(None, 1) if isinstance(text, str) else []
    if not words or words[0] not in SORTS:
        raise UsageError(
            f"symbol {name} must be {', '.join(SORTS)}, then a range a..b, but is {text!r}"
        )
    sort, rest = words[0], words[1] if len(words) > 1 else ""
    if sort == "bound":
        return Variable(sort)
    if not rest:
        low, high = DEFAULTS[sort]
        return Variable(sort, low, high)
    start, span = _FROM.fullmatch(rest), _RANGE.fullmatch(rest)
    try:
        if start and sort == "integer":
            low = Fraction(start["low"])
            return Variable(sort, low, low + _BEYOND, stated=True)
        if span:
            low, high = Fraction(span["low"]), Fraction(span["high"])
            if not low < high:
                raise UsageError(f"range of {name} must be a..b with a < b, but is {rest}")
            if sort == "positive" and low < 0:
                raise UsageError(f"range of {name} must be positive, but begins at {low}")
            return Variable(sort, low, high, stated=True)
    except (ValueError, ZeroDivisionError):
        pass
    raise UsageError(
        f"range of {name} must be a..b, or >= n for integers, with numbers, but is {rest!r}"
    )


def _functions(value: object) -> dict[str, tuple[str, ...]]:
    good = isinstance(value, dict) and all(
        isinstance(v, list) and v and all(isinstance(a, str) for a in v) for v in value.values()
    )
    if not good:
        raise UsageError("functions must be a table of names and lists of arguments, but is not")
    assert isinstance(value, dict)
    return {name: tuple(arguments) for name, arguments in value.items()}


def _metric(value: object, kind: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise UsageError(f"metric must be a table, but is {value!r}")
    if (kind == "metric") != bool(value):
        raise UsageError("metric must be given where, and only where, the kind is metric")
    if value and not (
        isinstance(value.get("coordinates"), list)
        and all(isinstance(c, str) for c in value["coordinates"])
        and isinstance(value.get("components"), dict)
        and all(isinstance(c, str) for c in value["components"].values())
    ):
        raise UsageError(
            "metric must have coordinates, a list, and components, a table of formulas"
        )
    return value
