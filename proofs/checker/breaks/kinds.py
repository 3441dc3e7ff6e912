"""The small errors that one expression or statement can be given.

Each is a pair of the kind of error and the node that takes the place of the old one; the parts of
the old node that stay are shared with it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise

LARGE = 8  # whole numbers from here on set a resolution, unless they are a factor
SMALL = 1e-3  # numbers below set a step or a tolerance
Made = Iterator[tuple[str, ast.expr]]

_SWAPPED = {
    "sin": "cos", "cos": "sin", "sinh": "cosh", "cosh": "sinh", "min": "max", "max": "min",
    "minimum": "maximum", "maximum": "minimum", "argmin": "argmax", "argmax": "argmin",
    "real": "imag", "imag": "real", "floor": "ceil", "ceil": "floor", "zeros": "ones",
    "ones": "zeros", "sum": "mean", "mean": "sum", "expm1": "exp", "log1p": "log",
    "Min": "Max", "Max": "Min", "triu": "tril", "tril": "triu",
}  # fmt: skip
_DROPPED = {"sqrt", "conj", "conjugate", "abs", "Abs", "inv", "exp", "log", "dagger", "adjoint"}
_DROPPED_METHODS = {"diff", "subs", "xreplace", "conj", "conjugate", "inv", "cumsum"}
_EITHER_ORDER = {"Eq", "Ne", "equal", "differ", "max", "min", "maximum", "minimum", "hypot", "Max",
                 "Min", "shows", "isclose", "allclose", "broadcast_arrays", "gcd", "lcm", "zip",
                 "Add", "Mul", "And", "Or", "isinstance", "getattr", "chain", "logical_and",
                 "logical_or", "atoms", "has", "union", "diff"}  # fmt: skip
_REVERSED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.GtE, ast.GtE: ast.LtE, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
}  # fmt: skip
_NO_NUMBER = (ast.List, ast.Tuple, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp,
              ast.GeneratorExp, ast.JoinedStr, ast.Lambda, ast.Compare, ast.BoolOp, ast.Starred,
              ast.Constant)  # fmt: skip
_NUMBERS = {"", "int", "float", "complex", "Any", "Array", "FloatArray", "ComplexArray", "NDArray",
            "ndarray", "Expr", "Matrix", "ImmutableMatrix", "ImmutableDenseMatrix", "Basic",
            "Fraction", "Rational"}  # fmt: skip
_ORDERED = (ast.Name, ast.Attribute, ast.Subscript, ast.Call, ast.BinOp)  # may be exchanged


def expression_edits(node: ast.expr, parents: tuple[ast.AST, ...]) -> Made:
    """Errors of the expression `node`, which hangs below `parents`, the nearest last."""
    parent = parents[-1]
    match node:
        case ast.Constant() if not _counts(parents):
            yield from _number(node, parents[-1])
        case ast.BinOp(left, op, right) if not (_text(left) or _text(right) or is_shift(node)):
            yield from _operation(left, op, right)
        case ast.UnaryOp(ast.USub(), operand):
            if not isinstance(operand, ast.Constant) or isinstance(parent, ast.BinOp):
                yield "minus dropped", operand
        case ast.Compare(left, [op], [right]) if type(op) in _REVERSED:
            if not isinstance(parent, ast.While):
                yield "comparison", ast.Compare(left, [_REVERSED[type(op)]()], [right])
        case ast.Call():
            yield from _call(node)
        case ast.Attribute(value, "T"):
            yield "function dropped", value


def return_edits(node: ast.expr, annotation: ast.expr | None) -> Made:
    """Errors of a returned value: a pair exchanged; a number or array twice, negative or constant.

    `annotation` is the type that the function says it returns.
    """
    match node:
        case ast.Tuple([first, second]) if _alike(first, second):
            yield "returned", ast.Tuple([second, first], ast.Load())
        case ast.Call(ast.Name(id=name) | ast.Attribute(attr=name)) if name[:1].isupper():
            if annotation is None:
                return  # a record, as far as its name tells
    if isinstance(node, _NO_NUMBER) or _root(annotation) not in _NUMBERS:
        return
    yield "returned", ast.BinOp(ast.Constant(2), ast.Mult(), node)
    yield "returned", ast.UnaryOp(ast.USub(), node)
    nothing = ast.BinOp(node, ast.Mult(), ast.Constant(0))
    yield "returned", ast.BinOp(nothing, ast.Add(), ast.Constant(1))


def _root(annotation: ast.expr | None) -> str:
    """Last name of an annotation: `NDArray` of `npt.NDArray[Any]`; empty where there is none."""
    match annotation:
        case ast.Subscript(value):
            return _root(value)
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case ast.Constant(str() as name):
            return name
    return ""


def statement_edits(node: ast.stmt) -> Iterator[tuple[str, ast.stmt]]:
    """Errors of `x += y` and its kin: the opposite operation."""
    if isinstance(node, ast.AugAssign) and not _text(node.value):
        opposite = _OPPOSITE.get(type(node.op))
        if opposite is not None:
            yield (
                "sign" if isinstance(node.op, ast.Add | ast.Sub) else "inverse",
                ast.AugAssign(node.target, opposite(), node.value),
            )


_OPPOSITE: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
}  # fmt: skip


def _number(node: ast.Constant, parent: ast.AST) -> Made:
    value = node.value
    if isinstance(value, bool) or not isinstance(value, int | float | complex):
        return
    if isinstance(value, complex):
        yield "constant", ast.Constant(2 * value)
    elif isinstance(value, int) and value >= LARGE:
        if isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Mult | ast.Div):
            yield "constant", ast.Constant(value + 1)
    elif abs(value) >= SMALL or value == 0:
        yield "constant", ast.Constant(value + 1)


def _operation(left: ast.expr, op: ast.operator, right: ast.expr) -> Made:
    match op:
        case ast.Add() | ast.Sub():
            yield "sign", ast.BinOp(left, _OPPOSITE[type(op)](), right)
            yield "term dropped", left
            if isinstance(op, ast.Add):
                yield "term dropped", right
        case ast.Mult() | ast.Div() if not _zero(left):
            yield "inverse", ast.BinOp(left, _OPPOSITE[type(op)](), right)
            if not isinstance(right, ast.Constant):
                yield "factor dropped", left
            if isinstance(op, ast.Mult) and not isinstance(left, ast.Constant):
                yield "factor dropped", right
        case ast.Pow() if not isinstance(right, ast.Constant):
            more = ast.BinOp(right, ast.Add(), ast.Constant(1))
            yield "exponent", ast.BinOp(left, ast.Pow(), more)
        case ast.MatMult():
            yield "order of factors", ast.BinOp(right, op, left)
            yield "factor dropped", left
            yield "factor dropped", right


def _zero(node: ast.expr) -> bool:
    """Whether an array is multiplied by a literal 0 for the sake of its shape."""
    return isinstance(node, ast.Constant) and node.value == 0


def _call(node: ast.Call) -> Made:
    function = node.func
    match function:
        case ast.Name(id=name) if name in _SWAPPED:
            yield (
                "function",
                ast.Call(ast.Name(_SWAPPED[name], ast.Load()), node.args, node.keywords),
            )
        case ast.Attribute(value, name, context) if name in _SWAPPED:
            other = ast.Attribute(value, _SWAPPED[name], context)
            yield "function", ast.Call(other, node.args, node.keywords)
        case ast.Attribute(value, name) if name in _DROPPED_METHODS and not _module(value):
            yield "function dropped", value
    match node:
        case ast.Call(ast.Name(id=name) | ast.Attribute(attr=name), [only]) if name in _DROPPED:
            if not isinstance(only, ast.Starred):
                yield "function dropped", only
    name = getattr(function, "attr", getattr(function, "id", ""))
    if name not in _EITHER_ORDER:
        yield from _exchanged(node, 1 if name == "Derivative" else len(node.args))


def _exchanged(node: ast.Call, most: int) -> Made:
    """The first `most` pairs of neighbours exchanged; derivatives may be taken in any order."""
    for i, (one, two) in enumerate(pairwise(node.args)):
        if i < most and _alike(one, two):
            args = [*node.args[:i], two, one, *node.args[i + 2 :]]
            yield "arguments exchanged", ast.Call(node.func, args, node.keywords)


def _alike(one: ast.expr, two: ast.expr) -> bool:
    """Two expressions of one kind that are not the same."""
    same_kind = type(one) is type(two) and isinstance(one, _ORDERED)
    return same_kind and ast.dump(one) != ast.dump(two)


def _text(node: ast.expr) -> bool:
    """Whether a side of an operator is a list, a tuple or a text."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str)
    return isinstance(node, (ast.List, ast.Tuple, ast.ListComp, ast.JoinedStr))


def is_shift(node: ast.AST) -> bool:
    """Whether an exponent is moved by its largest value, `x - x.max()`, which cancels later."""
    match node:
        case ast.BinOp(left, ast.Sub(), ast.Call(ast.Attribute(value, "max" | "min"))):
            return ast.dump(left) == ast.dump(value)
    return False


def _counts(parents: tuple[ast.AST, ...]) -> bool:
    """Whether a number names an axis, as in `a.shape[-1]`, or a case, as in `for n in (2, 3)`."""
    for nearest, parent in zip(reversed(parents), reversed(parents[:-1]), strict=False):
        match parent, nearest:
            case ast.For(iter=listed) | ast.comprehension(iter=listed), ast.Tuple() | ast.List():
                return listed is nearest
            case (_, ast.Subscript(value=ast.Attribute(attr="shape"))):
                return True
        if not isinstance(nearest, ast.UnaryOp | ast.Tuple | ast.List):
            return False
    return False


def _module(node: ast.expr) -> bool:
    """Whether an attribute hangs on a module such as `np.linalg`, as far as its name tells."""
    match node:
        case ast.Name(id=name):
            return name in ("np", "sp", "numpy", "sympy", "scipy", "math", "linalg")
        case ast.Attribute(value, _):
            return _module(value)
    return False
