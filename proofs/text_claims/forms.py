"""From the texts of an entry to links: SymPy relations, exactly as they are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Literal

import sympy as sp

from proofs.checker.errors import UsageError
from proofs.checker.form import Link
from proofs.text.build import build
from proofs.text.names import Names, check_name
from proofs.text.reading import guarded, relations_of, tree_of
from proofs.text.tree import Relation, Tree
from proofs.text_claims.entry import Entry, Variable
from proofs.text_claims.exact.series import Small
from qmgr_sym.unevaluated import CurvatureComponent, VariationalDerivative

Which = Literal["printed", "corrected"]
_RELATIONS: Mapping[str, Callable[..., Any]] = {
    "=": sp.Eq, "<=": sp.Le, ">=": sp.Ge, "<": sp.Lt, ">": sp.Gt, "!=": sp.Ne,
}  # fmt: skip
_TENSORS = {"gamma": "christoffel", "riemann": "riemann", "ricci": "ricci", "einstein": "einstein"}
_SCALARS = {"R": "scalar", "K": "kretschmann"}


def links_of(entry: Entry, which: Which) -> tuple[Link, ...]:
    """The links of the printed or of the corrected form.

    Raises UsageError, with the text, line and column, for what cannot be read.
    """
    names = names_of(entry, which)
    lines = entry.printed if which == "printed" else entry.corrected
    pairs = [(r, line) for line in lines for r in relations_of(line, f"{which} formula")]
    alone = len(pairs) == 1
    return tuple(
        Link("equation" if alone else str(i), _statement(relation, line, names, which),
             order=entry.order)
        for i, (relation, line) in enumerate(pairs, 1)
    )  # fmt: skip


def _statement(relation: Relation, line: str, names: Names, which: Which) -> Any:
    def read() -> Any:
        left = build(relation.left, names, written=True)
        right = build(relation.right, names, written=True)
        return left, right

    left, right = guarded(read, line, f"{which} formula")
    if left == right:
        raise UsageError(
            f"{which} formula must have two sides that differ, but both are {left}: a definition "
            "cannot be put to the test"
        )
    if getattr(left, "is_Matrix", False) != getattr(right, "is_Matrix", False):
        if relation.sign != "=" or not (left == 0 or right == 0):
            raise UsageError(f"{which} formula must compare a matrix with a matrix, but does not")
        matrix = left if getattr(left, "is_Matrix", False) else right
        zero = sp.ImmutableDenseMatrix.zeros(*map(int, matrix.shape))
        left, right = (zero if side == 0 else side for side in (left, right))
    return _RELATIONS[relation.sign](left, right, evaluate=False)


def names_of(entry: Entry, which: Which) -> Names:
    """What the words of a form stand for."""
    symbols: dict[str, Any] = {}
    bound: set[str] = set()
    for written, variable in entry.variables.items():
        word = check_name(written, "symbol")
        if variable.sort == "bound":
            bound.add(word)
        else:
            symbols[word] = symbol_of(word, variable, small=word == entry.small)
    if entry.small is not None and entry.small not in symbols:
        raise UsageError(f"small must be a declared symbol, but {entry.small} is none")
    functions = _functions(entry, symbols, bound)
    texts = entry.definitions(which)
    trees: dict[str, Tree] = {
        check_name(word, "definition"): tree_of(text, f"definition of {word}")
        for word, text in texts.items()
    }
    names = Names(symbols, functions, trees, frozenset(bound))
    specials: dict[str, Any] = {}
    values: dict[str, Any] = {}
    if entry.metric:
        specials, values = _curvature(entry, names)
    if entry.lagrangian is not None:
        specials["euler"] = _euler(entry, names)
    taken = {*symbols, *trees}
    more = {word: value for word, value in values.items() if word not in taken}
    return Names({**symbols, **more}, functions, trees, frozenset(bound), specials)


def symbol_of(word: str, variable: Variable, *, small: bool = False) -> sp.Symbol:
    """The symbol, with what its sort and its range tell; a small parameter is positive."""
    if small:
        return Small(word)
    if variable.sort == "complex":
        return sp.Symbol(word, complex=True)
    kinds: dict[str, bool] = {"integer" if variable.sort == "integer" else "real": True}
    if variable.sort == "nonzero":
        kinds["nonzero"] = True
    if variable.sort == "positive" or (variable.stated and variable.low > 0):
        kinds["positive"] = True
    elif variable.low == 0 and (variable.stated or variable.sort == "integer"):
        kinds["nonnegative"] = True
    elif variable.stated and variable.high < 0:
        kinds["negative"] = True
    return sp.Symbol(word, **kinds)


def _functions(entry: Entry, symbols: Mapping[str, Any], bound: set[str]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for written, arguments in entry.functions.items():
        word = check_name(written, "function")
        for argument in arguments:
            if argument not in symbols and argument not in bound:
                raise UsageError(
                    f"function {word} must depend on declared symbols, but depends on {argument}"
                )
        slots = [symbols.get(a, sp.Symbol(a, real=True)) for a in arguments]
        made[word] = sp.Function(word, real=True)(*slots)
    return made


def _curvature(entry: Entry, names: Names) -> tuple[dict[str, Any], dict[str, Any]]:
    """Objects `riemann[a, b, c, d]`, `gamma[...]`, `ricci[...]`, `einstein[...]`, and R and K."""
    coordinates = list(entry.metric["coordinates"])
    chart = []
    for word in coordinates:
        symbol = names.symbols.get(word)
        if symbol is None:
            raise UsageError(f"coordinate {word} must be a declared symbol, but is not")
        chart.append(symbol)
    size = len(chart)
    rows = [[sp.S.Zero] * size for _ in range(size)]
    for place, text in entry.metric["components"].items():
        pair = [word.strip() for word in place.split(",")]
        if len(pair) != 2 or any(word not in coordinates for word in pair):
            raise UsageError(f"component must be named by two coordinates, but is {place!r}")
        i, j = map(coordinates.index, pair)
        what = f"component ({place})"
        tree = tree_of(text, what)
        rows[i][j] = rows[j][i] = guarded(partial(build, tree, names), text, what)
    metric = sp.ImmutableDenseMatrix(rows)

    def component(tensor: str) -> Callable[[tuple[str, ...]], Any]:
        def made(indices: tuple[str, ...]) -> Any:
            rank = CurvatureComponent.ranks[tensor]
            if len(indices) != rank or any(word not in coordinates for word in indices):
                raise UsageError(
                    f"{tensor} must have {rank} coordinates as indices, but has {list(indices)}"
                )
            places = [coordinates.index(word) for word in indices]
            return CurvatureComponent(metric, chart, tensor, places)

        return made

    specials = {word: component(tensor) for word, tensor in _TENSORS.items()}
    values = {word: CurvatureComponent(metric, chart, tensor) for word, tensor in _SCALARS.items()}
    return specials, values


def _euler(entry: Entry, names: Names) -> Callable[[tuple[str, ...]], Any]:
    """`euler(f)` = dL/df - d/dt dL/df' + ..., for each declared function f."""
    text = entry.lagrangian or ""
    what = "lagrangian"
    density = guarded(lambda: build(tree_of(text, what), names, written=True), text, what)

    def made(arguments: tuple[str, ...]) -> Any:
        if len(arguments) != 1 or arguments[0] not in names.functions:
            raise UsageError(f"euler must be given a declared function, but has {list(arguments)}")
        field = names.functions[arguments[0]]
        return VariationalDerivative(density, field, field.args)

    return made
