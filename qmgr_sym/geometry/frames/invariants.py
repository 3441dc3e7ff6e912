"""Scalar invariants of curvature in four dimensions, without derivatives."""

from __future__ import annotations

from collections.abc import Mapping

from sympy import Expr, I, Rational

from qmgr_sym.geometry._engine import in_field
from qmgr_sym.geometry.metric import Metric
from qmgr_sym.geometry.tensors.algebra import linear_combination
from qmgr_sym.geometry.tensors.forms import levi_civita
from qmgr_sym.geometry.tensors.indices import contraction

_SUMS: Mapping[str, tuple[tuple[Expr, str], ...]] = {
    "r1": ((Rational(1, 4), "S_{a b} S^{a b}"),),
    "r2": ((Rational(-1, 8), "S^a_b S^b_c S^c_a"),),
    "r3": ((Rational(1, 16), "S^a_b S^b_c S^c_d S^d_a"),),
    "w1": ((Rational(1, 8), "C_{a b c d} C^{a b c d}"), (I / 8, "D_{a b c d} C^{a b c d}")),
    "w2": (
        (Rational(-1, 16), "C_{a b}^{c d} C_{c d}^{e f} C_{e f}^{a b}"),
        (-I / 16, "D_{a b}^{c d} C_{c d}^{e f} C_{e f}^{a b}"),
    ),
    "m1": (
        (Rational(1, 8), "S^{a b} S^{c d} C_{a c d b}"), (I / 8, "S^{a b} S^{c d} D_{a c d b}"),
    ),
    "m2": (
        (Rational(1, 16), "A_{a d} A^{a d}"), (Rational(-1, 16), "B_{a d} B^{a d}"),
        (I / 8, "B_{a d} A^{a d}"),
    ),
    "m3": ((Rational(1, 16), "A_{a d} A^{a d}"), (Rational(1, 16), "B_{a d} B^{a d}")),
    "m4": (
        (Rational(-1, 32), "S^{a g} S^c_d C_{a c}^{d b} A_{b g}"),
        (Rational(-1, 32), "S^{a g} S^c_d D_{a c}^{d b} B_{b g}"),
    ),
    "m5": (
        (Rational(1, 32), "C^{a g h b} A_{a b} A_{g h}"),
        (Rational(1, 32), "C^{a g h b} B_{a b} B_{g h}"),
        (I / 32, "D^{a g h b} A_{a b} A_{g h}"), (I / 32, "D^{a g h b} B_{a b} B_{g h}"),
    ),
}  # fmt: skip


def carminati_mclenaghan(metric: Metric) -> dict[str, Expr]:
    """The invariants R, r1, r2, r3, w1, w2, m1 ... m5 of Carminati and McLenaghan.

    r1 = S_ab S^ab / 4, r2 = -S^a_b S^b_c S^c_a / 8, r3 = S^4 / 16 with the traceless Ricci tensor
    S; w1 = (C + i *C)_{abcd} C^{abcd} / 8, w2 = -(C + i *C)_{ab}^{cd} C_{cd}^{ef} C_{ef}^{ab} / 16;
    m1 ... m5 mix both, with *C_{abcd} = epsilon_{abef} C^{ef}_{cd} / 2. The imaginary parts change
    sign with the orientation. J. Math. Phys. 32, 3135 (1991).

    Raises:
        ValueError: the metric is not four-dimensional.
    """
    if metric.dimension != 4:
        raise ValueError(f"`metric` must have 4 dimensions, but has {metric.dimension}")
    weyl, ricci = metric.weyl(), metric.traceless_ricci()
    names = {"S": ricci, "C": weyl, "E": levi_civita(metric)}
    dual = contraction(metric, "E_{a b e f} C^{e f}_{c d}", names, "abcd") * Rational(1, 2)
    names |= {"D": dual}
    names["A"] = contraction(metric, "S^{b c} C_{a b c d}", names, "ad")
    names["B"] = contraction(metric, "S^{b c} D_{a b c d}", names, "ad")
    found = {"R": metric.scalar()}
    for name, parts in _SUMS.items():
        terms = [(number, contraction(metric, text, names)) for number, text in parts]
        held = [(number, tensor) for number, tensor in terms if not tensor.is_zero()]
        found[name] = linear_combination(held)[()] if held else Rational(0)
    exprs = list(found.values())
    lowest = in_field(
        exprs, metric.coordinates, 0, lambda f, h: [f.write(v) for v in h], metric.domain
    )
    return dict(zip(found, lowest, strict=True))
