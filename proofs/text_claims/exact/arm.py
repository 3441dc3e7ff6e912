"""The exact arm of every text claim: both sides as they are written, left to be carried out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Self

import sympy as sp
from sympy.core.relational import Relational

from proofs.checker.claim import ExactArm
from proofs.checker.form import Form, Premises
from proofs.checker.obligations import Entails, Obligation, Ranges, Step, Vanishes
from proofs.text_claims.exact.carry import carried, derived, settled
from proofs.text_claims.exact.series import coefficients
from qmgr_sym.unevaluated import Unevaluated, UnevaluatedMatrix


class AsWritten(Unevaluated):
    """A formula in which nothing has been added up or carried out yet."""

    def __new__(cls, expr: Any) -> Self:
        """Hold `expr` as it is."""
        return super().__new__(cls, expr)

    def value(self) -> Any:
        """The formula with derivatives, integrals, sums and limits carried out."""
        return settled(self.args[0])

    def doit(self, **_: Any) -> Any:
        """What stays cannot be carried out in the time there is: it is left to the zero test."""
        return self.value()

    def derived(self) -> AsWritten:
        """The same with derivatives and substitutions carried out only."""
        return AsWritten(derived(self.args[0]))

    def _latex(self, printer: Any) -> str:
        return str(printer.doprint(self.args[0]))


class MatrixAsWritten(UnevaluatedMatrix):
    """A matrix in which nothing has been added up or carried out yet."""

    def __new__(cls, matrix: Any) -> Self:
        """Hold `matrix` as it is."""
        return super().__new__(cls, matrix)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        rows, columns = self.args[0].shape
        return rows, columns

    def value(self) -> Any:
        """The matrix with all in it carried out."""
        return sp.ImmutableDenseMatrix(carried(self.args[0]))

    def doit(self, **_: Any) -> Any:
        """See `AsWritten.doit`."""
        return self.value()

    def derived(self) -> MatrixAsWritten:
        """See `AsWritten.derived`."""
        return MatrixAsWritten(derived(self.args[0]))


def exact_arm(ranges: Ranges) -> ExactArm:
    """The arm of a claim whose symbols lie in `ranges`."""

    def exact(form: Form, premises: Premises) -> Iterator[Step | Obligation]:
        """Left side minus right side of every equality has to vanish, up to its order."""
        for name in form:
            relation: Any = form[name]
            link = form.links[name]
            if isinstance(relation, sp.Eq):
                if link.order is not None:
                    yield Vanishes(name, coefficients(relation, link.order), ranges=ranges)
                else:
                    yield Vanishes(name, _gap(relation), ranges=ranges)
            elif isinstance(relation, Relational) and _is_algebraic(relation):
                yield Entails(name, _within(ranges, relation), relation)

    return exact


def _is_algebraic(relation: Any) -> bool:
    """Whether real algebra decides a relation: rational powers and no function but |x|."""
    functions = relation.atoms(sp.Function, sp.exp) - relation.atoms(sp.Abs, sp.Max, sp.Min)
    powers = all(p.exp.is_Rational for p in relation.atoms(sp.Pow))
    return not functions and powers and not relation.has(sp.pi, sp.E, sp.Integral, sp.Sum)


def _within(ranges: Ranges, relation: Any) -> Any:
    conditions = [
        bound
        for symbol, (low, high) in ranges.items()
        if symbol in relation.free_symbols
        for bound in (sp.Ge(symbol, low, evaluate=False), sp.Le(symbol, high, evaluate=False))
    ]
    return sp.And(*conditions, evaluate=False) if conditions else sp.true


def _gap(relation: Relational) -> Any:
    left, right = relation.args
    if getattr(left, "is_Matrix", False):
        return MatrixAsWritten(sp.MatAdd(left, sp.MatMul(sp.S.NegativeOne, right)))
    minus = sp.Mul(sp.S.NegativeOne, right, evaluate=False)
    return AsWritten(sp.Add(left, minus, evaluate=False))
