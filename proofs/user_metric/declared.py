"""What a file declares: coordinates, parameters, functions, definitions, domain, rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sympy
from sympy import Expr, Symbol

from proofs.checker.errors import UsageError
from proofs.text.build import build
from proofs.text.names import Names, check_name, shown
from proofs.text.reading import guarded, parse, relations_of, tree_of
from proofs.text.tree import Tree
from proofs.user_metric.tables import as_text
from qmgr_sym.geometry.domain import Domain, Range, domain_of

MOST_COORDINATES = 16
ASSUMPTIONS = ("real", "positive", "negative")
RULES = 32


def coordinates_of(value: object) -> tuple[tuple[Symbol, ...], dict[Symbol, Range]]:
    """Coordinates and their ranges: a list of names, or a table of what they are."""
    if isinstance(value, list):
        names = [check_name(name, f"coordinate {i + 1}") for i, name in enumerate(value)]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise UsageError(f"coordinates must have different names, but {twice} occurs twice")
        value = dict.fromkeys(names, "real")
    symbols, ranges = symbols_of(value, "coordinate")
    if not 2 <= len(symbols) <= MOST_COORDINATES:
        raise UsageError(f"coordinates must be 2 to {MOST_COORDINATES}, but are {len(symbols)}")
    return symbols, ranges


def symbols_of(value: object, what: str) -> tuple[tuple[Symbol, ...], dict[Symbol, Range]]:
    """Symbols and their ranges from a table of names with "real", "positive", ... or "0..pi"."""
    if not isinstance(value, dict):
        raise UsageError(
            f"{what}s must be a table of names with {', '.join(ASSUMPTIONS)} or a range such as "
            f'"0..pi", but is {shown(value)}'
        )
    symbols, ranges = [], {}
    for written, assumption in value.items():
        name = check_name(written, what)
        if assumption in ASSUMPTIONS:
            symbols.append(Symbol(name, **{str(assumption): True}))
        elif isinstance(assumption, str) and assumption.count("..") == 1:
            low, high = _range(assumption, f"{what} {name}")
            sign = "positive" if low is not None and low.is_nonnegative else "real"
            sign = "negative" if high is not None and high.is_nonpositive else sign
            symbols.append(Symbol(name, **{sign: True}))
            ranges[symbols[-1]] = (low, high)
        else:
            raise UsageError(
                f"{what} {name} must be declared {' or '.join(ASSUMPTIONS)}, or by a range such as "
                f'"0..pi", but is {shown(assumption)}'
            )
        if [s.name for s in symbols].count(name) > 1:
            raise UsageError(f"{what}s must have different names, but {name} occurs twice")
    return tuple(symbols), ranges


def _range(text: str, what: str) -> Range:
    """Two numbers, or -oo and oo for none."""
    ends: list[Expr | None] = []
    for part, infinite in zip(text.split(".."), ("-oo", "oo"), strict=True):
        if part.strip() in ("", infinite):
            ends.append(None)
        else:
            ends.append(parse(part, Names({}), f"range of {what}"))
    low, high = ends
    if low is not None and high is not None and not (high - low).is_positive:
        raise UsageError(f"range of {what} must not be empty, but is {text}")
    return low, high


def definitions_of(
    value: object, symbols: Mapping[str, Symbol], functions: Mapping[str, Expr]
) -> tuple[dict[str, Tree], dict[str, Expr]]:
    """Letters for expressions: their trees, and their meanings, which may use each other."""
    if not isinstance(value, dict):
        raise UsageError(f"definitions must be a table of expressions, but is {shown(value)}")
    trees: dict[str, Tree] = {}
    for written, text in value.items():
        name = check_name(written, "definition")
        if name in symbols or name in functions or name in trees:
            raise UsageError(
                f"definition {name} must have a name of its own, but is declared already"
            )
        trees[name] = tree_of(as_text(text, f"definition {name}"), f"definition {name}")
    names = Names(symbols, functions, trees)
    meanings = {}
    for written, text in value.items():
        name = check_name(written, "definition")
        meanings[name] = parse(as_text(text, f"definition {name}"), names, f"definition {name}")
    return trees, meanings


def domain_in(table: Mapping[str, object], names: Names, ranges: Mapping[Symbol, Range]) -> Domain:
    """The domain that ranges, `domain` and `rules` of a file give."""
    lines = table.get("domain", [])
    if not isinstance(lines, list):
        raise UsageError(f"domain must be a list of inequalities, but is {shown(lines)}")
    positive: list[Expr] = []
    for line in lines:
        what = f"domain {shown(line)}"
        for relation in relations_of(as_text(line, "domain"), what):
            if relation.sign not in ("<", ">"):
                raise UsageError(f"{what} must have < or >, but has {relation.sign}")
            both = [
                guarded(lambda side=side: build(side, names), str(line), what)  # type: ignore[misc]
                for side in (relation.left, relation.right)
            ]
            gap = both[0] - both[1] if relation.sign == ">" else both[1] - both[0]
            positive.append(gap)
    try:
        return domain_of(ranges, positive, _rules(table.get("rules", {}), names))
    except ValueError as error:
        raise UsageError(str(error)) from None


def _rules(value: object, names: Names) -> Sequence[tuple[Expr, Expr]]:
    """Derivatives of functions and what they are; a function may stand without its arguments."""
    if not isinstance(value, dict) or len(value) > RULES:
        raise UsageError(f"rules must be a table of at most {RULES} rules, but is {shown(value)}")
    left_names = Names({**names.symbols, **names.functions}, {}, names.definitions)
    rules = []
    for left, right in value.items():
        what = f"rule {shown(left)}"
        told = names if "(" in left.replace("diff(", "") else left_names
        derivative = parse(left, told, what)
        if not isinstance(derivative, sympy.Derivative):
            raise UsageError(f"{what} must be for a derivative such as diff(r(x), x), but is not")
        rules.append((derivative, parse(as_text(right, what), names, what)))
    return rules


def disjoint(first: tuple[Symbol, ...], one: str, second: tuple[Symbol, ...], other: str) -> None:
    """Raise UsageError where two lists of symbols share a name."""
    taken = {symbol.name for symbol in first}
    for symbol in second:
        if symbol.name in taken:
            raise UsageError(f"{other} {symbol} must have a name of its own, but is a {one} too")


def functions_of(
    value: object, coordinates: tuple[Symbol, ...], parameters: tuple[Symbol, ...]
) -> dict[str, Expr]:
    """Unknown real functions of coordinates."""
    if not isinstance(value, dict):
        raise UsageError(
            f"functions must be a table of names with lists of coordinates, but is {shown(value)}"
        )
    known = {symbol.name: symbol for symbol in coordinates}
    taken = {*known, *(symbol.name for symbol in parameters)}
    functions: dict[str, Expr] = {}
    for written, arguments in value.items():
        name = check_name(written, "function")
        if name in taken or name in functions:
            raise UsageError(
                f"function {name} must have a name of its own, but is declared already"
            )
        good = isinstance(arguments, list) and all(isinstance(a, str) for a in arguments)
        if not good or not arguments or len(set(arguments)) != len(arguments):
            raise UsageError(
                f"function {name} must have a list of different coordinates, "
                f"but has {shown(arguments)}"
            )
        for argument in arguments:
            if argument not in known:
                raise UsageError(
                    f"function {name} must depend on coordinates, but depends on {shown(argument)}"
                )
        functions[name] = sympy.Function(name, real=True)(*(known[a] for a in arguments))
    return functions
