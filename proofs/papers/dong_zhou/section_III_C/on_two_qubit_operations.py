"""Section III.C: the ten base generators are real two-qubit operations."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator
from scipy.linalg import expm

import proofs.checker as ck
from proofs.papers.dong_zhou.shared.notation import source
from proofs.papers.dong_zhou.shared.two_qubits import (
    ONE_BODY,
    TEN,
    TEN_CORRECTED,
    exact_matrices,
    numeric_matrices,
)
from qmgr_sym.unevaluated import SpanDimension

J = sp.Symbol("j", positive=True)
INDICES = range(1, len(TEN) + 1)
ENTANGLES, ENTANGLES_CORRECTED = sp.symbols(r"e_j E_j", nonnegative=True)
LISTS = {ENTANGLES: TEN, ENTANGLES_CORRECTED: TEN_CORRECTED}


def printed() -> list[ck.Link]:
    """Each of the ten is a two-qubit operation, as printed and corrected."""
    return [
        ck.Link("as printed", ck.equal(ENTANGLES, 1)),
        ck.Link("corrected list", ck.equal(ENTANGLES_CORRECTED, 1)),
    ]


def amended() -> list[ck.Link]:
    """All but the first, II, are."""

    def where(condition: sp.Basic, letter: sp.Symbol, value: int) -> sp.Basic:
        return sp.Implies(condition, ck.equal(letter, value), evaluate=False)

    return [
        ck.Link("as printed", where(J > 1, ENTANGLES, 1)),
        ck.Link("corrected list", where(J > 1, ENTANGLES_CORRECTED, 1)),
        ck.Link("II", where(J < 2, ENTANGLES, 0)),
        ck.Link("II in the corrected list", where(J < 2, ENTANGLES_CORRECTED, 0)),
    ]


@cache
def _values(j: int) -> dict[sp.Basic, sp.Expr]:
    local = exact_matrices(ONE_BODY)
    values: dict[sp.Basic, sp.Expr] = {J: sp.Integer(j)}
    for letter, ten in LISTS.items():
        more = SpanDimension([*local, *exact_matrices(ten[j - 1 : j])], "C")
        values[letter] = sp.Min(1, more - SpanDimension(local, "C"))
    return values


@cache
def _known() -> sp.Basic:
    """What is found of each generator."""
    found = ({letter: value.doit() for letter, value in _values(j).items()} for j in INDICES)
    return sp.Or(*(sp.And(*(ck.equal(s, v) for s, v in one.items())) for one in found))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """exp(tG) is a product for all t exactly if G is a sum of one-body terms."""
    yield ck.Step("What is found of the generators, one by one:", _known())
    for name, statement in form.items():
        if isinstance(statement, sp.Eq):
            for j in INDICES:
                yield ck.Vanishes(name, form.gap(name).xreplace(_values(j)), case={"j": j})
        else:
            yield ck.Entails(name, _known(), statement)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Operator-Schmidt values of the one-parameter groups at random times."""
    values: dict[sp.Basic, np.ndarray] = {J: sample["j"]}
    for letter, ten in LISTS.items():
        generators = numeric_matrices(ten)[sample["j"].astype(int) - 1]
        at = expm(sample["time"][:, None, None] * generators)
        realigned = at.reshape(-1, 2, 2, 2, 2).swapaxes(2, 3).reshape(-1, 4, 4)
        schmidt = np.linalg.svd(realigned, compute_uv=False)
        values[letter] = (schmidt[:, 1] > 1e-9 * schmidt[:, 0]).astype(float)
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="dong_zhou:two-qubit-operations",
    source=source("III.C"),
    kind="result",
    title="The base generators act on two qubits",
    latex=r"\#\{G : \operatorname{rank}_{\text{Schmidt}}\, e^{tG} > 1\} = 10",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("j", 1, 10, (), "which generator"),
                ck.Real("time", 0.1, 0.7, (), "time along its group"),
            )
        ),
        tolerance=1e-12,
        reason="counts are whole numbers; the second Schmidt value is above 0.05 or below 1e-14",
        method="operator-Schmidt values of matrix exponentials",
        samples=40,
        examples=20,
    ),
    expected="corrected",
    fails_by="as printed: holds where j > 1; corrected list: holds where j > 1",
    words="sentence",
    reading="Real two-qubit operations is read as genuine ones, against the local six: "
    "operator-Schmidt rank above 1. It does not mean real matrices: in the product basis only "
    "some of the ten are real. Seven are Hermitian, so that $e^{tG}$ is not unitary.",
    amended=ck.Amended(
        latex=r"\#\{G : \operatorname{rank}_{\text{Schmidt}}\, e^{tG} > 1\} = 9",
        links=amended,
        note="II is the scaling: it multiplies every state by a number and acts on no qubit. The "
        "other nine are two-qubit operations, in the list as printed and as corrected.",
    ),
)
