"""How many coordinate directions one term of an identity involves."""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Add, Expr, Symbol, expand, preorder_traversal

from qmgr_sym.exact._jets import carry_out, jet_of
from qmgr_sym.variation._fields import check_coords


def directions_per_term(expr: Expr, coords: Sequence[Symbol]) -> int:
    """The largest number of distinct coordinates that one additive term of `expr` involves.

    The expression is expanded as a polynomial in its jets. A term involves x_k where it holds a
    derivative with respect to x_k, or x_k itself outside the arguments of an unknown function, or
    a component named after it: a symbol or unknown function whose name ends in "_" followed by the
    coordinate's name (`u_q2`), or whose name is another letter with the same trailing number
    (`u2(q1, q2, t)` for q2). Powers and functions that do not expand count all that they hold.

    What the number is for. Let R_K be an expression built by the same rule for every number K of
    coordinates, a sum of terms each of which involves at most r distinct coordinates, and suppose
    that R_K does not change when the coordinates are renumbered. If R_K = 0 for K = 1, ..., r, then
    R_K = 0 for every K. Proof. For a set A of coordinates let T_A be the sum of the terms that
    involve exactly the coordinates in A; T_A = 0 if A has more than r elements. For a set B, let
    the fields be constant along the coordinates outside B, and the components named after those
    be zero: exactly the terms with A inside B survive, and the values and derivatives along B are
    still arbitrary. What survives is the expression R_B of the same rule for the coordinates in
    B, so R_B = sum of T_A over A inside B; inclusion-exclusion inverts this to
    T_A = sum of (-1)^(|A| - |B|) R_B over B inside A. For |A| <= r every R_B with 1 <= |B| is zero
    by hypothesis, and R for the empty set is R_1 at fields constant along x_1. Hence every T_A
    vanishes, and R_K, their sum, too.

    "Built by the same rule" and "survive exactly" are for the user to see to: an expression that
    mentions K itself does not qualify. A product of derivatives along two coordinates has r = 2,
    and then K = 1 alone proves nothing.

    Args:
        expr: the expression, for one K that is large enough, K > r.
        coords: the coordinates that are counted, usually without time.

    Raises:
        TypeError, ValueError: `coords` are not distinct symbols.

    Examples:
        >>> from sympy import Function, symbols
        >>> x, y, t = symbols("x y t", real=True)
        >>> f = Function("f")(x, y, t)
        >>> directions_per_term(f.diff(x) ** 2 + f.diff(y) ** 2 - f.diff(t), (x, y))
        1
        >>> directions_per_term((f.diff(x) + f.diff(y)) ** 2, (x, y))
        2
    """
    check_coords(coords)
    terms = Add.make_args(expand(carry_out(expr)))
    return max((len(_involved(term, coords)) for term in terms), default=0)


def _involved(term: Expr, coords: Sequence[Symbol]) -> set[Symbol]:
    found: set[Symbol] = set()
    walk = preorder_traversal(term)
    for node in walk:
        if isinstance(node, Symbol):
            found |= {c for c in coords if node == c or _names(node.name, c.name)}
            continue
        jet = jet_of(node)
        if jet is None:
            continue
        walk.skip()
        name = jet.func.__name__
        found |= {c for c in coords if _names(name, c.name)}
        for arg, count in zip(jet.args, jet.counts, strict=True):
            if count or not isinstance(arg, Symbol):
                found |= {c for c in coords if arg.has(c)}
    return found


def _names(name: str, coord: str) -> bool:
    """Whether a component's name points to a coordinate."""
    if name.endswith("_" + coord):
        return True
    number = coord.lstrip("".join(ch for ch in coord if not ch.isdigit()))
    letters = name.rstrip("0123456789")
    return bool(number) and name != coord and name[len(letters) :] == number
