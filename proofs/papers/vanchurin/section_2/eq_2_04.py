"""(2.4): the joint distribution of trainable and non-trainable variables."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared.notation import source

x, q = sp.symbols("x q", real=True)
_joint = sp.Function("p", nonnegative=True)
_marginal = sp.Function("p_q", positive=True)
_conditional = sp.Function("p_x", nonnegative=True)
X, Q = 3, 2


def printed() -> list[ck.Link]:
    """p(x, q) = p(q) p(x|q)."""
    product = _marginal(q) * _conditional(x, q)
    return [ck.Link("joint", ck.equal(_joint(x, q), product))]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """On a table: the joint is normalised and gives back its marginal and its conditional."""
    rho = sp.Symbol("rho_1", positive=True)
    marginal = {1: rho, 2: 1 - rho}
    free = {(i, j): sp.Symbol(f"c_{i}{j}", positive=True) for i in (1, 2) for j in (1, 2)}
    conditional = {**free, **{(3, j): 1 - free[1, j] - free[2, j] for j in (1, 2)}}

    def entry(i: int, j: int) -> Expr:
        values = {_marginal(q): marginal[j], _conditional(x, q): conditional[i, j]}
        return form["joint"].rhs.subs(values)

    table = {(i, j): entry(i, j) for i in range(1, X + 1) for j in range(1, Q + 1)}
    column = {j: sp.Add(*(table[i, j] for i in range(1, X + 1))) for j in range(1, Q + 1)}
    return ck.Derivation(
        steps=(
            ck.Step(
                "The joint table, three states $x$ by two values $q$:",
                sp.Matrix(X, Q, lambda i, j: table[i + 1, j + 1]),
            ),
            ck.Step(
                "Its sum over $x$ at the first value of $q$, which has to be $p(q)$:",
                ck.equal(sp.factor(column[1]), rho),
            ),
        ),
        obligations=(
            ck.Vanishes("joint", sp.Add(*table.values()) - 1),
            *(ck.Vanishes("joint", column[j] - marginal[j]) for j in column),
            *(ck.Vanishes("joint", table[i, j] / column[j] - conditional[i, j]) for i, j in table),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """A counted population: shares of the pairs, of the columns, and of rows within a column."""
    counts = sample["count"]
    total = counts.sum(axis=(1, 2))
    column = counts.sum(axis=1)
    row, at = rng.integers(0, X, len(total)), rng.integers(0, Q, len(total))
    every = np.arange(len(total))
    values = {
        _joint(x, q): counts[every, row, at] / total,
        _marginal(q): column[every, at] / total,
        _conditional(x, q): counts[every, row, at] / column[every, at],
    }
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:2.4",
    source=source("2", "2.4"),
    kind="definition",
    title="Joint distribution",
    latex=r"p(\mathbf{x}, \mathbf{q}) = p(\mathbf{q})p(\mathbf{x}|\mathbf{q})",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Integer("count", 1, 50, (X, Q)),)),
        tolerance=1e-12,
        reason="ratios of counts in double precision",
        method="shares counted in random populations",
    ),
    expected="well-posed",
    reading="$p(\\mathbf q)$ is written $p_q(q)$ and $p(\\mathbf x|\\mathbf q)$ is written "
    "$p_x(x,q)$. Required, on a table of three states by two values of $q$: the joint is "
    "normalised, sums to the marginal, and divided by it gives the conditional.",
)
