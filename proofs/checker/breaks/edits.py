"""Every place where a source file can be broken, and how: one small change of its syntax tree.

Left out is what changes no result: texts, steps shown to the reader, error branches, defaults and
annotations, tolerances, grid sizes (whole numbers from 8 on that no factor or exponent is made of),
the range of cases that a derivation goes through, limits that keep rounding errors out of a
function (`clip`), and what is drawn from a random generator.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from proofs.checker.breaks.kinds import expression_edits, is_shift, return_edits, statement_edits

_GENERATORS = {"rng", "random", "generator"}
_SETTINGS = {"rtol", "atol", "tol", "xtol", "ftol", "tolerance", "note", "case", "chance", "text",
             "method", "dtype", "maxiter", "steps", "axis", "axes", "size", "strict", "ndmin",
             "copy", "positive", "real", "integer", "key"}  # fmt: skip
_NAMING = {"symbols", "Symbol", "Function", "isinstance", "reshape", "default_rng", "errstate",
           "whole", "positive", "positive_float", "as_real", "as_array", "trailing", "increasing",
           "one_of", "refuse_beyond"}  # fmt: skip
_INPUTS = ("check", "refuse", "random", "post_init__")
_WIDTH = 60  # letters of an expression in the name of a break
_Above = tuple[ast.AST, ...]
_Place = tuple[str, int | None, ast.AST]


@dataclass(frozen=True)
class Edit:
    """One change of a syntax tree, not yet made.

    `function` is the qualified name of the outermost function around it, `kind` the sort of
    change, `number` its place among the changes of that function. `old` hangs at `field`, `index`
    of the last of `parents`, and `new` takes its place.
    """

    function: str
    kind: str
    number: int
    parents: tuple[ast.AST, ...]
    field: str
    index: int | None
    old: ast.expr | ast.stmt
    new: ast.expr | ast.stmt

    @property
    def line(self) -> int:
        """First line of what is changed."""
        return self.old.lineno

    @property
    def lines(self) -> range:
        """Lines of the file that are changed."""
        return range(self.old.lineno, (self.old.end_lineno or self.old.lineno) + 1)

    @contextmanager
    def made(self) -> Iterator[None]:
        """The tree with this change in it; afterwards the tree is as it was."""
        self._put(self.new)
        try:
            yield
        finally:
            self._put(self.old)

    def _put(self, node: ast.AST) -> None:
        if self.index is None:
            setattr(self.parents[-1], self.field, node)
        else:
            getattr(self.parents[-1], self.field)[self.index] = node

    def what(self) -> str:
        """The change in words: the code around it before and after."""
        around: ast.AST | None = None
        for parent in reversed(self.parents):
            if isinstance(parent, ast.keyword | ast.comprehension):
                continue
            simple = isinstance(parent, ast.Assign | ast.AugAssign | ast.Return)
            apart = not isinstance(parent, ast.expr) or isinstance(parent, ast.Lambda | ast.Yield)
            if (apart and not (simple and around is None)) or len(ast.unparse(parent)) > _WIDTH:
                break
            around = parent
        before = ast.unparse(around or self.old)
        with self.made():
            after = ast.unparse(around or self.new)
        change = " -> ".join(_where_they_differ(before, after))
        if around is None and isinstance(self.old, ast.Constant):
            return f"{change} in {_cut(ast.unparse(self.parents[-1]), 0)}"
        return change


def _where_they_differ(before: str, after: str) -> tuple[str, str]:
    """Two texts on one line each, cut to what can be read, from a little before they differ."""
    one, other = (" ".join(text.split()) for text in (before, after))
    pairs = enumerate(zip(one, other, strict=False))
    start = next((i for i, (a, b) in pairs if a != b), min(len(one), len(other))) - _WIDTH // 3
    long = max(len(one), len(other)) > _WIDTH
    return _cut(one, start if long else 0), _cut(other, start if long else 0)


def _cut(text: str, start: int) -> str:
    line = " ".join(text.split())
    first = max(start, 0)
    left, right = "..." if first else "", "..." if len(line) > first + _WIDTH else ""
    return f"{left}{line[first : first + _WIDTH]}{right}"


def edits_of(tree: ast.Module) -> list[Edit]:
    """All changes of the functions, methods and lambdas in `tree`, in the order of the file.

    Functions that check their arguments or make random inputs are left out.
    """
    letters = _letters(tree)
    counts: Counter[str] = Counter()
    found = []
    for edit in _visit(tree, (), "", None):
        wanted = not edit.function.split(".")[-1].lstrip("_").startswith(_INPUTS)
        if wanted and not (edit.kind == "constant" and _is_letter(edit.parents[-1], letters)):
            found.append(replace(edit, number=counts[edit.function]))
            counts[edit.function] += 1
    return found


def _letters(tree: ast.Module) -> set[str]:
    """Names that a file imports as modules of letters, or from them."""
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {
        alias.asname or alias.name
        for node in imports
        for alias in node.names
        if f"{node.module}.{alias.name}".count("notation")
    }


def _is_letter(node: ast.AST, letters: set[str]) -> bool:
    """Whether a number is the argument of a letter, as in `q(1)` or `n.q(1)`: part of its name."""
    match node:
        case ast.Call(ast.Name(name) | ast.Attribute(ast.Name(name))):
            return name in letters
    return False


def _visit(node: ast.AST, above: _Above, scope: str, function: str | None) -> Iterator[Edit]:
    """Changes below `node`; `scope` is its qualified name, `function` the function around it."""
    inside = (*above, node)
    places: list[_Place]
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            places = list(_listed("body", node.body))
            scope, function = f"{scope}{name}.", function or f"{scope}{name}"
        case ast.ClassDef(name=name):
            places = list(_listed("body", node.body))
            scope = f"{scope}{name}."
        case ast.Lambda():
            places = [("body", None, node.body)]
            function = function or f"{scope}<lambda>"
        case ast.Call(func=ast.Name(id="Step") | ast.Attribute(attr="Step")):
            for inner in ast.walk(node):
                if isinstance(inner, ast.NamedExpr):
                    yield from _child((*inside, inner), "value", None, inner.value, scope, function)
            return
        case ast.Call(func=ast.Attribute(attr="clip")):
            places = [place for place in _places(node) if not _is_number(place[2])]
        case ast.For(iter=ast.Call(func=ast.Name(id="range"))) if _hands_over(node):
            places = [place for place in _places(node) if place[0] != "iter"]
        case _:
            places = list(_places(node))
    for field, index, child in places:
        yield from _child(inside, field, index, child, scope, function)


def _is_number(node: ast.AST) -> bool:
    """Whether a number stands there, perhaps with a sign."""
    return isinstance(node.operand if isinstance(node, ast.UnaryOp) else node, ast.Constant)


def _drawn(node: ast.AST) -> bool:
    """Whether an expression is made of random numbers alone, such as `draw + 1j * draw`."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name))):
            return name in _GENERATORS
        case ast.BinOp(left, _, right):
            sides = [side for side in (left, right) if not isinstance(side, ast.Constant)]
            return bool(sides) and all(map(_drawn, sides))
    return False


def _hands_over(loop: ast.For) -> bool:
    """Whether a loop hands over what is to be shown: its range is the list of cases tried."""
    return any(isinstance(inner, ast.Yield) for part in loop.body for inner in ast.walk(part))


def _places(node: ast.AST) -> Iterator[_Place]:
    for field, value in ast.iter_fields(node):
        if isinstance(value, ast.AST):
            yield field, None, value
        elif isinstance(value, list):
            yield from _listed(field, value)


def _listed(field: str, nodes: Sequence[object]) -> Iterator[_Place]:
    for index, node in enumerate(nodes):
        if isinstance(node, ast.AST):
            yield field, index, node


def _child(
    above: _Above, field: str, index: int | None, node: ast.AST, scope: str, function: str | None
) -> Iterator[Edit]:
    if field == "annotation" or _aside(node):
        return
    if function is not None:
        for kind, new in _errors(node, above):
            ast.fix_missing_locations(ast.copy_location(new, node))
            assert isinstance(node, ast.expr | ast.stmt)
            yield Edit(function, kind, 0, above, field, index, node, new)
    yield from _visit(node, above, scope, function)


def _errors(node: ast.AST, above: _Above) -> Iterator[tuple[str, ast.expr | ast.stmt]]:
    if isinstance(node, ast.expr):
        yield from expression_edits(node, above)
        if isinstance(above[-1], ast.Return):
            function = next(a for a in reversed(above) if isinstance(a, ast.FunctionDef))
            yield from return_edits(node, function.returns)
    elif isinstance(node, ast.stmt):
        yield from statement_edits(node)


def _aside(node: ast.AST) -> bool:
    """Whether `node` changes no result, or only by chance."""
    match node:
        case ast.Raise() | ast.Assert() | ast.JoinedStr() | ast.Expr(value=ast.Constant()):
            return True
        case ast.If(body=[ast.Raise()], orelse=[]):
            return True
        case ast.BinOp() if is_shift(node):
            return isinstance(node.left, ast.Name)
        case ast.keyword(arg=str() as name):
            return name in _SETTINGS or name.startswith(("n_", "max_"))
        case ast.BinOp() | ast.Call() if _drawn(node):
            return True
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name in _NAMING
    return False
