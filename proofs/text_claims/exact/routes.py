"""Two ways round integrals that cannot be carried out.

`reflected`: integrals over one finite range, mirrored in its middle or not, gathered under one
integral sign whose integrand vanishes.  `along_a_parameter`: the derivative by a parameter that is
a limit of integration vanishes, and so does the value where the limits meet.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import sympy as sp

from qmgr_sym.exact.zero import zero_test

_MOST = 3


def reflected(expr: Any) -> Any | None:
    """0 where the integrals of `expr` cancel after reflections of some of them, else None."""
    integrals = [i for i in expr.atoms(sp.Integral) if len(i.limits) == 1]
    if not 1 <= len(integrals) <= _MOST or expr.atoms(sp.Sum, sp.Limit, sp.Product):
        return None
    symbol, low, high = integrals[0].limits[0]
    if any(tuple(i.limits[0][1:]) != (low, high) for i in integrals) or not low.is_finite:
        return None
    unknown = {i: sp.Dummy() for i in integrals}
    marked = sp.expand(expr.xreplace(unknown))
    weights = [marked.coeff(d, 1) for d in unknown.values()]
    rest = marked.xreplace(dict.fromkeys(unknown.values(), sp.S.Zero))
    linear = sp.Add(rest, *(w * d for w, d in zip(weights, unknown.values(), strict=True)))
    if rest != 0 or sp.expand(marked - linear) != 0:
        return None
    straight = [i.function.subs(i.limits[0][0], symbol) for i in integrals]
    for turned in product((False, True), repeat=len(integrals) - 1):
        total = weights[0] * straight[0]
        for weight, function, turn in zip(weights[1:], straight[1:], turned, strict=True):
            total += weight * (function.subs(symbol, low + high - symbol) if turn else function)
        if _is_zero(sp.powsimp(sp.expand(total), combine="exp")) or _is_zero(total):
            return sp.S.Zero
    return None


def along_a_parameter(expr: Any) -> Any | None:
    """0 where the derivative by a limit of integration vanishes and the value where it ends."""
    for integral in sorted(expr.atoms(sp.Integral), key=sp.default_sort_key):
        if len(integral.limits) != 1 or len(integral.limits[0]) != 3:
            continue
        _, low, high = integral.limits[0]
        for moving, fixed in ((high, low), (low, high)):
            if not (moving.is_Symbol and fixed.is_finite and not fixed.has(moving)):
                continue
            slope = sp.diff(expr, moving)
            if slope.has(sp.Integral) or not _is_zero(slope):
                continue
            start = expr.subs(moving, fixed).doit()
            if not start.has(sp.Integral, sp.nan, sp.zoo) and _is_zero(start):
                return sp.S.Zero
    return None


def _is_zero(expr: Any) -> bool:
    try:
        return zero_test(expr).outcome == "zero"
    except (TypeError, ValueError):
        return False
