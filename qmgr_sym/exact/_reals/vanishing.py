"""Real algebraic functions that vanish wherever they are defined, by z3."""

from __future__ import annotations

import z3
from sympy import Expr
from sympy.logic.boolalg import Boolean

from qmgr_sym.exact._reals.translator import Translator


def vanishes_over_reals(expr: Expr, given: tuple[Boolean, ...], seconds: float) -> bool:
    """Whether a real function certainly vanishes for all real values that fulfil `given`.

    Roots must have nonnegative radicands everywhere, for they are complex elsewhere.
    """
    try:
        tool = Translator()
        assumptions = [tool.formula(condition) for condition in given]
        term = tool.term(expr)
    except (TypeError, ValueError, AttributeError):
        return False
    complex_somewhere = z3.Or(*tool.complex_roots) if tool.complex_roots else None
    for question in (complex_somewhere, z3.And(term.top != 0, *term.defined)):
        if question is None:
            continue
        solver = z3.SolverFor("QF_NRA", tool.context)
        solver.set("timeout", max(int(1000 * seconds), 1))
        solver.set("random_seed", 0)
        solver.add(*tool.side, *assumptions, question)
        if solver.check() != z3.unsat:
            return False
    return True
