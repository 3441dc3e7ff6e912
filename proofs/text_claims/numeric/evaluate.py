"""A SymPy expression, as it stands, to a function of its symbols in ball arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import sympy as sp
from flint import acb, acb_mat, arb, fmpq
from sympy.core.function import AppliedUndef
from sympy.matrices import MatrixBase
from sympy.matrices.expressions.kronecker import KroneckerProduct

from proofs.text_claims.numeric.additions import derivative, limit, multiplied, summed
from proofs.text_claims.numeric.balls import Ball, Environment, Node, NoValueError
from proofs.text_claims.numeric.functions import CONSTANTS, FUNCTIONS, power
from proofs.text_claims.numeric.quadrature import integral
from qmgr_sym.unevaluated import Commutator, MatrixExponential

Concrete = Mapping[Any, Callable[..., Ball]]
"""Unknown functions, by their SymPy class, and what they are in this run."""
_KINKS = (sp.Abs, sp.sign, sp.Heaviside, sp.Max, sp.Min, sp.floor, sp.ceiling)
_SCANNED = 48


class Evaluator:
    """Makes nodes of expressions, each once; `concrete` says what unknown functions are.

    `more` maps further SymPy classes to what makes a node of an object of theirs.
    """

    def __init__(
        self,
        concrete: Concrete | None = None,
        more: Mapping[Any, Callable[[Evaluator, Any], Node]] | None = None,
    ) -> None:
        """See the class."""
        self._concrete = concrete or {}
        self._more = more or {}
        self._nodes: dict[Any, Node] = {}

    def node(self, expr: Any) -> Node:
        """A function from an environment, symbol -> ball, to the value of `expr`.

        Raises NoValueError for what has no numeric meaning here.
        """
        if expr not in self._nodes:
            self._nodes[expr] = self._made(expr)
        return self._nodes[expr]

    def value(self, expr: Any, at: Environment) -> Ball:
        """The value of `expr` at one point."""
        return self.node(expr)(at)

    def magnitude(self, expr: Any, at: Environment) -> Any:
        """|expr| with every sum outside functions taken over absolute values, an arb."""
        if isinstance(expr, sp.Add):
            return sum((self.magnitude(a, at) for a in expr.args), arb(0))
        if isinstance(expr, sp.Mul):
            product = arb(1)
            for factor in expr.args:
                product *= self.magnitude(factor, at)
            return product
        return abs(self.node(expr)(at))

    def _made(self, expr: Any) -> Node:
        for kind, make in self._more.items():
            if isinstance(expr, kind):
                return make(self, expr)
        if isinstance(expr, MatrixBase | sp.MatrixExpr):
            return self._matrix(expr)
        if expr in CONSTANTS:
            constant = CONSTANTS[expr]
            return lambda at: constant()
        if isinstance(expr, sp.Rational):
            number = fmpq(int(expr.p), int(expr.q))
            return lambda at: acb(arb(number))
        if isinstance(expr, sp.Symbol):
            return lambda at: at[expr]
        if isinstance(expr, sp.Add):
            return self._folded(expr.args, lambda a, b: a + b)
        if isinstance(expr, sp.Mul):
            return self._product(expr)
        if isinstance(expr, sp.Pow | sp.exp):
            return self._power(expr)
        if isinstance(expr, sp.Derivative):
            return self._derivative(expr)
        if isinstance(expr, sp.Integral | sp.Sum | sp.Product):
            return self._over_limits(expr)
        if isinstance(expr, sp.Subs):
            return self._subs(expr)
        if isinstance(expr, sp.Limit):
            return self._limit(expr)
        if isinstance(expr, sp.Trace | sp.Determinant):
            return self._of_matrix(expr)
        if isinstance(expr, AppliedUndef):
            return self._unknown(expr)
        if isinstance(expr, sp.hyper):
            return self._hyper(expr)
        return self._function(expr)

    def _folded(self, args: Any, join: Callable[[Ball, Ball], Ball]) -> Node:
        first, *rest = (self.node(a) for a in args)

        def value(at: Environment) -> Ball:
            total = first(at)
            for one in rest:
                total = join(total, one(at))
            return total

        return value

    def _product(self, expr: sp.Mul) -> Node:
        """Factors 1/f are divided by, so that a division by zero is seen."""
        over = [self.node(a) for a in expr.args if not _is_reciprocal(a)]
        under = [self.node(a.base) for a in expr.args if _is_reciprocal(a)]

        def value(at: Environment) -> Ball:
            total = acb(1)
            for one in over:
                total = total * one(at)
            for one in under:
                below = one(at)
                if below.is_zero():
                    raise NoValueError("division by zero")
                total = total / below
            return total

        return value

    def _power(self, expr: Any) -> Node:
        base, exponent = self.node(expr.base), self.node(expr.exp)
        if expr.base is sp.E:
            return lambda at: exponent(at).exp()
        if expr.exp == sp.S.Half:
            return lambda at: base(at).sqrt()
        return lambda at: power(base(at), exponent(at))

    def _function(self, expr: Any) -> Node:
        function = FUNCTIONS.get(expr.func)
        if function is None:
            raise NoValueError(f"{expr.func.__name__} has no numeric meaning here")
        arguments = [self.node(a) for a in expr.args]
        if len(arguments) == 1:
            (only,) = arguments
            return lambda at: function(only(at))
        return lambda at: function(*(a(at) for a in arguments))

    def _hyper(self, expr: sp.hyper) -> Node:
        upper, lower = ([self.node(a) for a in part] for part in expr.args[:2])
        last = self.node(expr.args[2])

        def value(at: Environment) -> Ball:
            return last(at).hypgeom([a(at) for a in upper], [b(at) for b in lower])

        return value

    def _unknown(self, expr: AppliedUndef) -> Node:
        function = self._concrete.get(expr.func)
        if function is None:
            raise NoValueError(f"the function {expr.func.__name__} is unknown")
        arguments = [self.node(a) for a in expr.args]
        return lambda at: function(*(a(at) for a in arguments))

    def _derivative(self, expr: sp.Derivative) -> Node:
        made = self.node(expr.expr)
        for symbol, count in expr.variable_count:
            if not isinstance(symbol, sp.Symbol) or not count.is_Integer:
                raise NoValueError(f"a derivative by {symbol} has no numeric meaning")
            made = _differentiated(made, symbol, int(count))
        return made

    def _subs(self, expr: sp.Subs) -> Node:
        inner = self.node(expr.expr)
        pairs = [(v, self.node(p)) for v, p in zip(expr.variables, expr.point, strict=True)]
        return lambda at: inner({**at, **{v: p(at) for v, p in pairs}})

    def _over_limits(self, expr: Any) -> Node:
        made = self.node(expr.function)
        for limits in expr.limits:
            if len(limits) != 3:
                raise NoValueError("an integral or sum without limits has no value")
            symbol, low, high = limits
            ends = self.node(low), self.node(high)
            if isinstance(expr, sp.Integral):
                made = self._integrated(made, expr.function, symbol, ends)
            else:
                join = summed if isinstance(expr, sp.Sum) else multiplied
                made = _added(made, symbol, ends, join)
        return made

    def _integrated(self, inner: Node, function: Any, symbol: Any, ends: tuple[Node, Node]) -> Node:
        kinks = [
            self.node(argument)
            for part in function.atoms(*_KINKS)
            for argument in _edges(part)
            if argument.has(symbol)
        ]

        def value(at: Environment) -> Ball:
            def integrand(x: Ball) -> Ball:
                return inner({**at, symbol: x})

            low, high = (end(at) for end in ends)
            if not (low.imag.contains(0) and high.imag.contains(0)):
                raise NoValueError("an integral between complex limits")
            cuts: list[Ball] = []
            for kink in kinks:
                cuts += _sign_changes(along(kink, at, symbol), low, high)
            cuts.sort(key=lambda c: float(c.real.mid()))
            total = acb(0)
            for a, b in zip([low, *cuts], [*cuts, high], strict=True):
                total += integral(integrand, a, b)
            return total

        return value

    def _limit(self, expr: sp.Limit) -> Node:
        function, symbol, point, direction = expr.args
        inner, target = self.node(function), self.node(point)
        side = str(direction)
        if point is sp.oo or point is sp.S.NegativeInfinity:
            sides = [1 if point is sp.oo else -1]
        else:
            sides = {"+": [1], "-": [-1]}.get(side, [1, -1])

        def value(at: Environment) -> Ball:
            return limit(lambda x: inner({**at, symbol: x}), target(at), sides)

        return value

    def _of_matrix(self, expr: Any) -> Node:
        inner = self.node(expr.args[0])
        if isinstance(expr, sp.Determinant):
            return lambda at: inner(at).det()

        def trace(at: Environment) -> Ball:
            matrix = inner(at)
            return sum((matrix[i, i] for i in range(matrix.nrows())), acb(0))

        return trace

    def _matrix(self, expr: Any) -> Node:
        if isinstance(expr, MatrixBase):
            rows = [[self.node(expr[i, j]) for j in range(expr.cols)] for i in range(expr.rows)]
            return lambda at: acb_mat([[entry(at) for entry in row] for row in rows])
        if isinstance(expr, sp.MatAdd):
            return self._folded(expr.args, lambda a, b: a + b)
        if isinstance(expr, sp.MatMul):
            return self._folded(expr.args, _times)
        if isinstance(expr, sp.MatPow | sp.Inverse):
            return self._matrix_power(expr)
        if isinstance(expr, KroneckerProduct):
            return self._folded(expr.args, _kronecker)
        inner = [self.node(a) for a in expr.args]
        match expr:
            case sp.Transpose():
                return lambda at: inner[0](at).transpose()
            case sp.Adjoint():
                return lambda at: inner[0](at).transpose().conjugate()
            case Commutator():
                return lambda at: _commutator(inner[0](at), inner[1](at))
            case MatrixExponential():
                return lambda at: inner[0](at).exp()
        raise NoValueError(f"{type(expr).__name__} has no numeric meaning here")

    def _matrix_power(self, expr: Any) -> Node:
        inner = self.node(expr.args[0])
        exponent = self.node(expr.exp)

        def value(at: Environment) -> Ball:
            times = exponent(at).real.unique_fmpz()
            if times is None:
                raise NoValueError("a matrix to a power that is no integer")
            try:
                base = inner(at) if times >= 0 else inner(at).inv()
            except ZeroDivisionError:
                raise NoValueError("the inverse of a singular matrix") from None
            return base ** abs(int(times))

        return value


def along(node: Node, at: Environment, symbol: Any) -> Callable[[Ball], Ball]:
    """A node as a function of one symbol."""
    return lambda x: node({**at, symbol: x})


def _times(a: Any, b: Any) -> Any:
    return a * b


def _commutator(a: Any, b: Any) -> Any:
    return a * b - b * a


def _kronecker(a: Any, b: Any) -> Any:
    rows = [
        [a[i, j] * b[k, m] for j in range(a.ncols()) for m in range(b.ncols())]
        for i in range(a.nrows())
        for k in range(b.nrows())
    ]
    return acb_mat(rows)


def _is_reciprocal(expr: Any) -> bool:
    return isinstance(expr, sp.Pow) and expr.exp == -1


def _differentiated(inner: Node, symbol: Any, order: int) -> Node:
    def value(at: Environment) -> Ball:
        return derivative(lambda x: inner({**at, symbol: x}), at[symbol], order)

    return value


def _added(inner: Node, symbol: Any, ends: tuple[Node, Node], join: Callable[..., Ball]) -> Node:
    def value(at: Environment) -> Ball:
        return join(lambda n: inner({**at, symbol: n}), ends[0](at), ends[1](at))

    return value


def _edges(part: Any) -> tuple[Any, ...]:
    """Expressions whose zeros are where a function has a kink or a jump."""
    if isinstance(part, sp.Max | sp.Min):
        return tuple(a - b for i, a in enumerate(part.args) for b in part.args[i + 1 :])
    if isinstance(part, sp.floor | sp.ceiling):
        return (sp.sin(sp.pi * part.args[0]),)
    return tuple(part.args[:1])


def _sign_changes(edge: Callable[[Ball], Ball], low: Ball, high: Ball) -> list[Ball]:
    """Points between finite limits at which `edge` changes its sign, by bisection."""
    a, b = low.real, high.real
    if not (a.is_finite() and b.is_finite()):
        a, b = max(a, arb(-30)), min(b, arb(30))
    grid = [a + (b - a) * (k + arb("0.37")) / _SCANNED for k in range(_SCANNED)]
    signs = [edge(acb(x)).real for x in grid]
    found = []
    for left, right, here, there in zip(grid, grid[1:], signs, signs[1:], strict=False):
        if (here > 0 and there < 0) or (here < 0 and there > 0):
            rising = there > 0
            lower, upper = left.mid(), right.mid()
            for _ in range(160):
                middle = ((lower + upper) / 2).mid()
                if (edge(acb(middle)).real.mid() > 0) == rising:
                    upper = middle
                else:
                    lower = middle
            found.append(acb(((lower + upper) / 2).mid()))
    return found
