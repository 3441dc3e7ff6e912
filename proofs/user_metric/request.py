"""The `[geodesic]` section of a user's file.

[geodesic]
parameters = { M = 1 }                    # a number for each parameter
functions = { a = "t**(2/3)" }            # an expression for each function
position = [0, "10*M", "pi/2", 0]
velocity = [1.2, 0, 0, 0.03]              # derivatives by the affine parameter
length = 100                              # of the affine parameter; negative: backwards
stop = ["r - 2*M"]                        # optional: ends where one of these vanishes
samples = 201                             # optional
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from sympy import Expr, Symbol

from proofs.checker.errors import UsageError
from proofs.text.names import Names, shown
from proofs.text.reading import parse
from proofs.user_metric.number import number
from proofs.user_metric.tables import as_text, check_keys, given

SAMPLES = 201
MOST_SAMPLES = 20_000
_KEYS = ("parameters", "functions", "position", "velocity", "length", "samples", "stop")


@dataclass(frozen=True)
class Request:
    """A geodesic to integrate.

    ``parameters`` are the numbers, ``functions`` the expressions, in the order in which the file
    declares them; then where to start, how far to go, and how many points to keep.
    """

    parameters: tuple[float, ...]
    functions: tuple[Expr, ...]
    position: tuple[float, ...]
    velocity: tuple[float, ...]
    length: float
    samples: int
    stop: tuple[Expr, ...] = ()


def read_request(
    table: object,
    coordinates: Sequence[Symbol],
    parameters: Sequence[Symbol],
    functions: Mapping[str, Expr],
) -> Request:
    """Read the section; every parameter needs a number and every function an expression.

    Raises UsageError, one sentence, for what is missing, unknown or not a finite number.
    """
    section = check_keys(table, _KEYS, ("position", "velocity", "length"), "geodesic")
    values = _parameters(section.get("parameters", {}), parameters)

    def one(value: object, what: str) -> float:
        return _number(value, what, parameters, values)

    def several(key: str) -> tuple[float, ...]:
        entries = section[key]
        if not isinstance(entries, list) or len(entries) != len(coordinates):
            raise UsageError(
                f"{key} of geodesic must be a list of {len(coordinates)} numbers, but is "
                + (f"one of {len(entries)}" if isinstance(entries, list) else shown(entries))
            )
        pairs = zip(entries, coordinates, strict=True)
        return tuple(one(entry, f"{key} {symbol} of geodesic") for entry, symbol in pairs)

    position, velocity = several("position"), several("velocity")
    for place, symbol in zip(position, coordinates, strict=True):
        if symbol.is_positive and not place > 0:
            raise UsageError(f"position {symbol} of geodesic must be positive, but is {place:g}")
    if not any(velocity):
        raise UsageError("velocity of geodesic must not be zero, but all its entries are")
    length = one(section["length"], "length of geodesic")
    if length == 0:
        raise UsageError("length of geodesic must not be zero, but is")
    samples = section.get("samples", SAMPLES)
    if type(samples) is not int or not 2 <= samples <= MOST_SAMPLES:
        raise UsageError(
            f"samples of geodesic must be an integer from 2 to {MOST_SAMPLES}, "
            f"but is {shown(samples)}"
        )
    defined = _functions(section.get("functions", {}), coordinates, parameters, functions)
    stop = _stop(section.get("stop", []), coordinates, parameters)
    return Request(values, defined, position, velocity, length, samples, stop)


def _stop(
    value: object, coordinates: Sequence[Symbol], parameters: Sequence[Symbol]
) -> tuple[Expr, ...]:
    if not isinstance(value, list):
        raise UsageError(f"stop of geodesic must be a list of expressions, but is {shown(value)}")
    names = Names({symbol.name: symbol for symbol in (*coordinates, *parameters)})
    return tuple(parse(as_text(text, "stop"), names, "stop of geodesic") for text in value)


def _parameters(table: object, parameters: Sequence[Symbol]) -> tuple[float, ...]:
    texts = given(table, [symbol.name for symbol in parameters], "parameter")
    values = []
    for symbol in parameters:
        what = f"parameter {symbol} of geodesic"
        value = _number(texts[symbol.name], what)
        if symbol.is_positive and not value > 0:
            raise UsageError(f"{what} must be positive, but is {value:g}")
        values.append(value)
    return tuple(values)


def _functions(
    table: object,
    coordinates: Sequence[Symbol],
    parameters: Sequence[Symbol],
    functions: Mapping[str, Expr],
) -> tuple[Expr, ...]:
    texts = given(table, list(functions), "function")
    names = Names({symbol.name: symbol for symbol in (*coordinates, *parameters)})
    defined = []
    for name, applied in functions.items():
        what = f"function {name} of geodesic"
        expr = parse(as_text(texts[name], what), names, what)
        allowed = {*applied.args, *parameters}
        beyond = sorted(symbol.name for symbol in expr.free_symbols - allowed)
        if beyond:
            arguments = ", ".join(symbol.name for symbol in applied.args)
            raise UsageError(f"{what} must depend on {arguments}, but depends on {beyond[0]}")
        defined.append(expr)
    return tuple(defined)


def _number(
    value: object,
    what: str,
    parameters: Sequence[Symbol] = (),
    values: Sequence[float] = (),
) -> float:
    names = Names({symbol.name: symbol for symbol in parameters})
    expr = parse(as_text(value, what), names, what)
    found = number(expr, parameters, values)
    if not isfinite(found):
        raise UsageError(f"{what} must be a finite real number, but {shown(str(value))} is none")
    return found
