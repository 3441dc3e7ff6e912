"""(2.4): the joint distribution of trainable and non-trainable variables."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared.notation import source

X, Q = 3, 2
x, q = sp.symbols("x q", real=True)
JOINT = sp.Function("p", nonnegative=True)(x, q)
MARGINAL = sp.Function("p_q", positive=True)(q)
CONDITIONAL = sp.Function("p_x", nonnegative=True)(x, q)


def printed() -> sp.Eq:
    """p(x, q) = p(q) p(x|q)."""
    return ck.equal(JOINT, MARGINAL * CONDITIONAL)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """On a table: the joint is normalised and gives back its marginal and its conditional."""
    rho, *free = sp.symbols("rho c_11 c_12 c_21 c_22", positive=True)
    marginal = sp.Matrix([[rho, 1 - rho]])
    given = sp.Matrix(2, Q, free)
    given = given.col_join(sp.ones(1, Q) - sp.ones(1, 2) * given)

    def entry(i: int, j: int) -> Expr:
        return form.of(JOINT).xreplace({MARGINAL: marginal[j], CONDITIONAL: given[i, j]})

    table = sp.Matrix(X, Q, entry)
    columns = [sp.Add(*table.col(j)) for j in range(Q)]
    yield ck.Step("The joint table, three states $x$ by two values of $q$:", table)
    yield ck.shows("equation", sp.Add(*table), sp.S.One, case={"x": X, "q": Q})
    for j in range(Q):
        yield ck.shows("equation", columns[j], marginal[j])
        for i in range(X):
            yield ck.shows("equation", table[i, j] / columns[j], given[i, j])


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """A counted population: shares of the pairs, of the columns, and of rows within a column."""
    counts = sample["count"]
    total, column = counts.sum(axis=(1, 2)), counts.sum(axis=1)
    row, at = rng.integers(0, X, len(total)), rng.integers(0, Q, len(total))
    every = np.arange(len(total))
    values = {
        JOINT: counts[every, row, at] / total,
        MARGINAL: column[every, at] / total,
        CONDITIONAL: counts[every, row, at] / column[every, at],
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
