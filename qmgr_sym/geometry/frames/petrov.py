"""The Petrov type of a four-dimensional metric, without a tetrad.

The self-dual Weyl tensor is a traceless map Q of self-dual bivectors. Its type is that of its
minimal polynomial: O for Q = 0, N for Q^2 = 0, III for Q^3 = 0; else algebraically special where
(tr Q^2)^3 = 6 (tr Q^3)^2, and then D where Q^2 - (l/2) Q - (l^2/2) = 0 with l = 2 tr Q^3 / tr Q^2,
else II; else I. Stephani et al., Exact Solutions, 2nd edition, chapter 4.
"""

from __future__ import annotations

from typing import Any

from sympy import I

from qmgr_sym.geometry._engine import in_field
from qmgr_sym.geometry.metric import Metric
from qmgr_sym.geometry.tensors.forms import levi_civita

Matrix = dict[tuple[int, int], Any]
PAIRS = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]


def petrov_type(metric: Metric) -> str:
    """The Petrov type "O", "N", "III", "D", "II" or "I", valid at generic points.

    Raises:
        ValueError: the metric is not four-dimensional of signature (-+++) or (+---), by the sign of
            its determinant.

    Examples:
        >>> from qmgr_sym.geometry.metrics import schwarzschild
        >>> petrov_type(schwarzschild())
        'D'
    """
    if metric.dimension != 4 or metric.determinant_sign() > 0:
        raise ValueError(
            f"`metric` must be Lorentzian in 4 dimensions, but has {metric.dimension} and a "
            "determinant of the other sign"
            if metric.dimension == 4
            else f"`metric` must have 4 dimensions, but has {metric.dimension}"
        )
    weyl = metric.weyl("dduu")
    if weyl.is_zero():
        return "O"
    dual = levi_civita(metric, "dduu")
    size = len(PAIRS)
    places = [(a, b) for a in range(size) for b in range(size)]
    flat = [weyl[(*PAIRS[a], *PAIRS[b])] for a, b in places]
    flat += [dual[(*PAIRS[a], *PAIRS[b])] for a, b in places]

    def task(field: Any, held: list[Any]) -> str:
        first = {p: v for p, v in zip(places, held, strict=False) if not field.vanishes(v)}
        second = {p: v for p, v in zip(places, held[36:72], strict=True) if not field.vanishes(v)}
        return _classified(field, first, second, held[72])

    return in_field([*flat, I], metric.coordinates, 0, task, metric.domain)


def _classified(field: Any, weyl: Matrix, dual: Matrix, i: Any) -> str:
    """The type, from the Weyl tensor and the duality on bivectors as matrices over pairs."""
    # Over pairs a < b each sum over two indices counts once: C_A^B = 1/2 C_{ab}^{cd} summed.
    star = _product(field, weyl, dual)
    q = _sum(field, [(1, weyl, field.one), (-1, star, i)])
    one = {(k, k): field.one for k in range(6)}
    part = _sum(field, [(1, one, field.one), (-1, dual, i)])  # twice the projector; q is twice Q
    square = _product(field, q, q)
    if not square:
        return "N"
    cube = _product(field, square, q)
    if not cube:
        return "III"
    two, three = _trace(field, square), _trace(field, cube)
    # q = 2 Q on self-dual bivectors, where tr over all six pairs is that over the three.
    six = field.dot([(6, field.mul(three, three), field.one)])
    power = field.mul(two, field.mul(two, two))
    if not field.vanishes(field.sum([power, field.dot([(-1, six, field.one)])])):
        return "I"
    scale = field.mul(two, two)
    terms = [
        (1, square, scale),
        (-1, q, field.mul(two, three)),
        (-1, part, field.dot([(1, three, three)])),
    ]
    return "II" if _sum(field, terms) else "D"


def _product(field: Any, left: Matrix, right: Matrix) -> Matrix:
    terms: dict[tuple[int, int], list[tuple[int, Any, Any]]] = {}
    for (a, b), x in left.items():
        for (c, d), y in right.items():
            if b == c:
                terms.setdefault((a, d), []).append((1, x, y))
    return _kept(field, {key: field.dot(parts) for key, parts in terms.items()})


def _sum(field: Any, parts: list[tuple[int, Matrix, Any]]) -> Matrix:
    terms: dict[tuple[int, int], list[tuple[int, Any, Any]]] = {}
    for number, matrix, factor in parts:
        for key, value in matrix.items():
            terms.setdefault(key, []).append((number, value, factor))
    return _kept(field, {key: field.dot(found) for key, found in terms.items()})


def _trace(field: Any, matrix: Matrix) -> Any:
    return field.sum([matrix[k, k] for k in range(6) if (k, k) in matrix])


def _kept(field: Any, matrix: Matrix) -> Matrix:
    return {key: value for key, value in matrix.items() if not field.vanishes(value)}
