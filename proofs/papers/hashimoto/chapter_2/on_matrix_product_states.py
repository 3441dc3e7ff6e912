"""Chapter 2: matrix product states, a matrix for each site."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.notation import source
from proofs.papers.hashimoto.shared.product_states import SIZES, integer_states, numeric_rank
from qmgr_sym.unevaluated import Rank

REACHED = sp.Symbol(r"d_{\operatorname{tr}[A_1(s_1)A_2(s_2)\ldots]}", positive=True)
N = sp.Symbol("N", positive=True)


def printed() -> list[ck.Link]:
    """The states tr[A(s1) ... A(sN)], a matrix A for each site, span all 2^N dimensions."""
    return [ck.Link("every state", ck.equal(REACHED, 2**N))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Ranks of families of states with whole numbers in their matrices."""
    for n in SIZES:
        states = integer_states(n, False)
        if n == 2:
            yield ck.Step("Six states of two sites, as rows:", states)
        found = {REACHED: Rank(states), N: sp.Integer(n)}
        yield ck.Vanishes("every state", form.gap().xreplace(found), case={"N": n})


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Singular values of random complex matrix product states."""
    sizes = np.array(SIZES)[sample["which"].astype(int)]
    found = {n: numeric_rank(n, False, rng) for n in sorted(set(sizes.tolist()))}
    reached = np.array([found[n] for n in sizes.tolist()], dtype=float)
    return ck.Measurement({N: sizes.astype(float), REACHED: reached})


CLAIM = ck.Claim(
    key="hashimoto:matrix-product-states",
    source=source("2"),
    kind="definition",
    title="Matrix product states",
    latex=r"\psi(s_1, s_2, \cdots) = \mathrm{tr}[A(s_1) A(s_2) \cdots]",
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
    expected="well-posed",
    reading="The ansatz is to contain the ground state of a given Hamiltonian of N spins 1/2; "
    "required is that it reaches every state. A stands for a matrix of its own at each site, the "
    "usual shorthand; what one matrix for all sites reaches is another claim.",
    hypotheses=(beliefs.UNLIMITED_BOND,),
)
