"""A user's TOML file of a metric, read and checked.

    name = "Schwarzschild"
    coordinates = ["t", "r", "theta", "phi"]     # or a table: t = "real", r = "positive"
    parameters = { M = "positive" }              # optional
    functions = { a = ["t"] }                    # optional: name and arguments
    definitions = { f = "1 - 2*M/r" }            # optional: letters for expressions
    domain = ["r > 2*M", "sin(theta) > 0"]       # optional: where the metric lives
    rules = { "diff(a(t), t)" = "sqrt(a(t))" }   # optional: equations that functions satisfy
    [components]                                 # or a list of lists
    "t, t" = "-(1 - 2*M/r)"
    ...
    [geodesic]                                   # optional, see `request`
    [transform]                                  # optional: other coordinates
    [equations]                                  # optional: Lambda and matter, see `solve`

Only TOML is read: it is in Python's standard library, and its values are plain data.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import sympy
from sympy import Expr, Symbol

from proofs.checker.errors import UsageError
from proofs.text.names import Names, shown
from proofs.text.reading import parse
from proofs.user_metric.declared import (
    coordinates_of,
    definitions_of,
    disjoint,
    domain_in,
    functions_of,
    symbols_of,
)
from proofs.user_metric.request import Request, read_request
from proofs.user_metric.requests import Equations, Transform, read_equations, read_transform
from proofs.user_metric.tables import as_text, check_keys
from qmgr_sym.geometry.domain import EVERYWHERE, Domain

SIZE = 65536
POINTS = 200  # tomllib takes quadratic time and space for keys such as a.a.a.a
_KEYS = ("name", "coordinates", "parameters", "functions", "definitions", "domain", "rules",
         "components", "geodesic", "transform", "equations")  # fmt: skip


@dataclass(frozen=True, eq=False)
class MetricFile:
    """What the file says.

    ``coordinates`` and ``parameters`` are real or positive symbols; ``functions`` are unknown real
    functions applied to their arguments; ``components[i][j]`` is g_ij, symmetric. ``definitions``
    are the letters of the file and what they stand for, ``domain`` is where the metric lives.
    ``transform`` are other coordinates and the old ones in them; ``equations`` what `solve` needs.
    """

    name: str
    coordinates: tuple[Symbol, ...]
    parameters: tuple[Symbol, ...]
    functions: tuple[Expr, ...]
    components: tuple[tuple[Expr, ...], ...]
    geodesic: Request | None
    definitions: dict[str, Expr] = field(default_factory=dict)
    domain: Domain = EVERYWHERE
    transform: Transform | None = None
    equations: Equations | None = None


def read_metric(path: Path) -> MetricFile:
    """Read and check the file at `path`.

    Raises UsageError, one sentence that begins with the name of the file, if it is missing, longer
    than 64 KiB, not UTF-8, not TOML, or does not describe a symmetric metric in declared names.
    """
    try:
        return metric_from_text(_text(path), path.stem)
    except UsageError as error:
        raise UsageError(f"{path.name}: {error}") from None


def metric_from_text(text: str, name: str = "metric") -> MetricFile:
    """The metric that the TOML `text` describes; `name` is used where the text has none.

    Raises UsageError as `read_metric` does.
    """
    if max(line.count(".") for line in text.split("\n")) > POINTS:
        raise UsageError(f"file must have at most {POINTS} points in a line, but has more")
    try:  # numbers with a point stay text, so that they are read exactly
        table = tomllib.loads(text, parse_float=lambda number: number)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"file must be TOML, but is not: {error}") from None
    except (RecursionError, MemoryError):
        raise UsageError("file must be TOML of moderate depth, but nests too deep") from None
    except ValueError:
        raise UsageError("file must be TOML, but holds a number that is too long") from None
    check_keys(table, _KEYS, ("coordinates", "components"), "file")
    title = table.get("name", name)
    if not isinstance(title, str) or not 0 < len(title.strip()) <= 100 or not title.isprintable():
        raise UsageError(f"name must be one line of at most 100 characters, but is {shown(title)}")
    coordinates, ranges = coordinates_of(table["coordinates"])
    parameters, more = symbols_of(table.get("parameters", {}), "parameter")
    disjoint(coordinates, "coordinate", parameters, "parameter")
    functions = functions_of(table.get("functions", {}), coordinates, parameters)
    symbols = {s.name: s for s in (*coordinates, *parameters)}
    trees, meanings = definitions_of(table.get("definitions", {}), symbols, functions)
    names = Names(symbols, functions, trees)
    domain = domain_in(table, names, {**ranges, **more})
    components = components_of(table["components"], coordinates, names)
    given = (coordinates, parameters, functions)
    geodesic = read_request(table["geodesic"], *given) if "geodesic" in table else None
    transform = read_transform(table["transform"], names, given) if "transform" in table else None
    equations = read_equations(table["equations"], names, given) if "equations" in table else None
    return MetricFile(
        title.strip(), coordinates, parameters, tuple(functions.values()), components, geodesic,
        meanings, domain, transform, equations,
    )  # fmt: skip


def _text(path: Path) -> str:
    if path.suffix in (".yaml", ".yml"):
        raise UsageError("file must be TOML, but is YAML; see docs/user-metrics.md")
    if not path.exists():
        raise UsageError("file must exist, but does not")
    if not path.is_file():
        raise UsageError("file must be a plain file, but is not")
    try:
        with path.open("rb") as stream:
            data = stream.read(SIZE + 1)
    except OSError as error:
        raise UsageError(f"file must be readable, but is not: {error.strerror}") from None
    if len(data) > SIZE:
        raise UsageError(f"file must have at most {SIZE} bytes, but has more")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise UsageError(f"file must be UTF-8, but byte {error.start} is not") from None


def components_of(
    value: object, coordinates: tuple[Symbol, ...], names: Names
) -> tuple[tuple[Expr, ...], ...]:
    """The full matrix of the components that a file gives."""
    size = len(coordinates)
    found: dict[tuple[int, int], Expr] = {}
    for (i, j), text in _places(value, coordinates).items():
        what = f"component ({coordinates[i]}, {coordinates[j]})"
        found[i, j] = parse(as_text(text, what), names, what, moduli=True)
    for (i, j), expr in found.items():
        if found.get((j, i), expr) != expr:
            a, b = coordinates[i], coordinates[j]
            raise UsageError(
                f"components must be symmetric, but ({a}, {b}) is {shown(str(expr))[1:-1]} "
                f"and ({b}, {a}) is {shown(str(found[j, i]))[1:-1]}"
            )
    full = {**{(j, i): expr for (i, j), expr in found.items()}, **found}
    return tuple(tuple(full.get((i, j), sympy.S.Zero) for j in range(size)) for i in range(size))


def _places(value: object, coordinates: tuple[Symbol, ...]) -> dict[tuple[int, int], object]:
    size = len(coordinates)
    if isinstance(value, list):
        if len(value) != size:
            raise UsageError(f"components must have {size} rows, but have {len(value)}")
        for i, row in enumerate(value):
            if not isinstance(row, list) or len(row) != size:
                count = len(row) if isinstance(row, list) else 1
                raise UsageError(
                    f"row {i + 1} of components must have {size} entries, but has {count}"
                )
        return {(i, j): value[i][j] for i in range(size) for j in range(size)}
    if not isinstance(value, dict):
        raise UsageError(f"components must be a table or a list of lists, but is {shown(value)}")
    index = {symbol.name: i for i, symbol in enumerate(coordinates)}
    places: dict[tuple[int, int], object] = {}
    for key, text in value.items():
        pair = [word.strip() for word in key.split(",")]
        if len(pair) != 2 or any(word not in index for word in pair):
            raise UsageError(
                f'keys of components must be pairs of coordinates such as "{coordinates[0]}, '
                f'{coordinates[-1]}", but one is {shown(key)}'
            )
        place = index[pair[0]], index[pair[1]]
        if place in places:
            raise UsageError(f"component ({pair[0]}, {pair[1]}) must be given once, but is twice")
        places[place] = text
    return places
