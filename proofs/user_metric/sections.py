"""Sections of named expressions from tensors: the source of print and report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import sympy
from sympy import Expr, Symbol

from proofs.user_metric.found import Row, Section
from qmgr_sym.geometry.tensor import LARGE, Tensor

Index = tuple[int, ...]
Letters = Mapping[str, Expr]


def row(tensor: Tensor, index: Index, name: tuple[str, str], letters: Letters, latex: bool) -> Row:
    """The row of one component, with LaTeX if it is wanted."""
    text = tensor.written(index)
    drawn = tensor.written(index, latex=True) if latex else ""
    size = tensor.size(index)
    short = in_letters(tensor[index], letters) if letters and size <= LARGE else None
    return Row(*name, text, drawn, size, short)


def expression_row(name: str, drawn: str, expr: Expr) -> Row:
    """The row of an expression that is at hand."""
    return Row(name, drawn, str(expr), str(sympy.latex(expr)))


def section_of(
    title: str,
    letter: str,
    tensor: Tensor,
    letters: Letters,
    wanted: Sequence[Index],
    latex: bool,
) -> Section:
    """The section of some components of a tensor."""
    rows = tuple(
        row(tensor, index, name_of(letter, tensor, index), letters, latex) for index in wanted
    )
    return Section(title, "" if rows else "all vanish", rows)


def ordered(tensor: Tensor, upper: int = 0) -> list[Index]:
    """Components of a tensor that is symmetric in its lower indices, one of each kind."""
    cells = sorted(tensor.cells)
    return [index for index in cells if all(a <= b for a, b in pairwise(index[upper:]))]


def curvature_like(tensor: Tensor) -> list[Index]:
    """Components R_{abcd} with a < b, c < d and ab not after cd: the others follow."""
    return [
        index
        for index in sorted(tensor.cells)
        if index[0] < index[1] and index[2] < index[3] and index[:2] <= index[2:]
    ]


def name_of(letter: str, tensor: Tensor, index: Index) -> tuple[str, str]:
    r"""The name of a component, as text and as LaTeX.

    >>> t, r = sympy.symbols("t r")
    >>> name_of("Gamma", Tensor("udd", (t, r), "Gamma", {}), (0, 1, 1))
    ('Gamma^t_{r r}', '\\Gamma^{t}_{r r}')
    """
    chart = tensor.coordinates
    upper = [chart[i] for i, kind in zip(index, tensor.variance, strict=True) if kind == "u"]
    lower = [chart[i] for i, kind in zip(index, tensor.variance, strict=True) if kind == "d"]
    plain, drawn = letter, str(sympy.latex(Symbol(letter)))
    for mark, names in (("^", upper), ("_", lower)):
        if names:
            plain += f"{mark}{_group([str(name) for name in names])}"
            drawn += f"{mark}{{{' '.join(str(sympy.latex(name)) for name in names)}}}"
    return plain, drawn


def _group(words: Sequence[str]) -> str:
    joined = " ".join(words)
    return joined if len(words) == 1 and len(joined) == 1 else f"{{{joined}}}"


def in_letters(expr: Expr, letters: Letters) -> str | None:
    """The factors of an expression that are defined letters, written as such; None if none is."""
    found = {}
    for base, exponent in expr.as_powers_dict().items():
        if not base.is_Add or not exponent.is_Integer:
            continue
        for letter, meaning in letters.items():
            ratio = sympy.cancel(base / meaning)
            if ratio.is_Rational:
                found[base] = ratio * Symbol(letter, positive=True)
                break
    if not found:
        return None
    return str(sympy.Mul(*(found.get(b, b) ** e for b, e in expr.as_powers_dict().items())))
