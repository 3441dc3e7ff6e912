"""Chapter 2: matrix product states with one matrix A(s) for all sites, as literally printed."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.notation import source
from proofs.papers.hashimoto.shared.product_states import SIZES, integer_states, numeric_rank
from qmgr_sym.unevaluated import Rank

REACHED = sp.Symbol(r"d_{\operatorname{tr}[A(s_1)A(s_2)\ldots]}", positive=True)
N = sp.Symbol("N", positive=True)


def printed() -> list[ck.Link]:
    """The states span (2^N - 2) / N + 2 dimensions: those of cyclic states, N prime."""
    return [ck.Link("cyclic states", ck.equal(REACHED, (2**N - 2) / N + 2))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Ranks of families of states; the trace lets no more than the cyclic ones through."""
    a = sp.MatrixSymbol("A_1", 2, 2), sp.MatrixSymbol("A_2", 2, 2)
    yield ck.Step(
        "The trace is the same after a cyclic exchange, so that one A for all sites "
        r"gives $\psi(s_1,s_2,\ldots)=\psi(s_2,\ldots,s_1)$:",
        ck.equal(sp.Trace(a[0] * a[1]), sp.Trace(a[1] * a[0])),
    )
    yield ck.Step(
        "Conversely a cyclic state with matrices $A_k(s)$ has the single block matrix "
        "$A(s)$ with $A_k(s)$ in block $(k,k+1)$, of size N times larger, up to the "
        "factor",
        1 / N,
    )
    for n in SIZES:
        found = {REACHED: Rank(integer_states(n, True)), N: sp.Integer(n)}
        yield ck.Vanishes("cyclic states", form.gap().xreplace(found), case={"N": n})


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Singular values of random complex matrix product states."""
    sizes = np.array(SIZES)[sample["which"].astype(int)]
    found = {n: numeric_rank(n, True, rng) for n in sorted(set(sizes.tolist()))}
    reached = np.array([found[n] for n in sizes.tolist()], dtype=float)
    return ck.Measurement({N: sizes.astype(float), REACHED: reached})


CLAIM = ck.Claim(
    key="hashimoto:one-matrix-for-all",
    source=source("2"),
    kind="result",
    title="Matrix product states with one matrix for all sites",
    latex=r"\psi(s_1, s_2, \cdots) = \mathrm{tr}[A(s_1) A(s_2) \cdots]: \qquad "
    r"d = \frac{2^N-2}{N} + 2",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Integer("which", 0, len(SIZES) - 1, (), "number of sites N: 2, 3 or 5"),)),
        tolerance=1e-12,
        reason="dimensions are whole numbers",
        method="singular values of random complex matrix product states",
        samples=8,
        examples=20,
    ),
    expected="proved",
    words="reading",
    reading="Read literally, without site indices, the same A stands at every site. The states are "
    "then those that a cyclic exchange of the sites leaves alone: enough for a Hamiltonian that is "
    "invariant under it and has one ground state of momentum zero, and not for others.",
    hypotheses=(beliefs.UNLIMITED_BOND,),
)
