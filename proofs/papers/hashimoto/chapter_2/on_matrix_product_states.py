"""Chapter 2: matrix product states with one matrix A(s) for all sites, and with one for each."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.neural_states.matrix_products import amplitudes
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.notation import source
from qmgr_sym.unevaluated import Rank

REACHED = sp.Symbol(r"d_{\operatorname{tr}[A(s_1)A(s_2)\ldots]}", positive=True)
REACHED_BY_SITES = sp.Symbol(r"d_{\operatorname{tr}[A_1(s_1)A_2(s_2)\ldots]}", positive=True)
N = sp.Symbol("N", positive=True)
SIZES, BOND, SEED = (2, 3, 5), 3, 20170607


def printed() -> list[ck.Link]:
    """The states tr[A(s1) ... A(sN)] span all 2^N dimensions."""
    return [ck.Link("every state", ck.equal(REACHED, 2**N))]


def amended() -> list[ck.Link]:
    """A matrix for each site reaches all; one matrix the (2^N - 2)/N + 2 cyclic ones, N prime."""
    cyclic = (2**N - 2) / N + 2
    return [
        ck.Link("every state", ck.equal(REACHED_BY_SITES, 2**N)),
        ck.Link("cyclic states", ck.equal(REACHED, cyclic)),
    ]


@cache
def _states(n: int, one: bool) -> sp.Matrix:
    """2^n + 2 states with random whole numbers in their matrices, as rows."""
    rng = np.random.default_rng(SEED + n)
    rows = []
    for _ in range(2**n + 2):
        sites = [sp.Matrix(BOND, 2 * BOND, list(map(int, r))) for r in _whole(rng, n, one)]
        row = []
        for index in range(2**n):
            product = sp.eye(BOND)
            for k in range(n):
                bit = index >> (n - 1 - k) & 1
                product = product * sites[k % len(sites)][:, BOND * bit : BOND * (bit + 1)]
            row.append(product.trace())
        rows.append(row)
    return sp.Matrix(rows)


def _whole(rng: Generator, n: int, one: bool) -> np.ndarray:
    return rng.integers(-5, 6, (1 if one else n, 2 * BOND * BOND))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Ranks of families of states; the trace lets no more than the cyclic ones through."""
    a = sp.MatrixSymbol("A_1", 2, 2), sp.MatrixSymbol("A_2", 2, 2)
    yield ck.Step(
        "The trace is the same after a cyclic exchange, so that one A for all sites "
        "gives $\\psi(s_1,s_2,\\ldots)=\\psi(s_2,\\ldots,s_1)$:",
        ck.equal(sp.Trace(a[0] * a[1]), sp.Trace(a[1] * a[0])),
    )
    yield ck.Step(
        "Conversely a cyclic state with matrices $A_k(s)$ has the single block matrix "
        "$A(s)$ with $A_k(s)$ in block $(k,k+1)$, of size N times larger, up to the "
        "factor",
        1 / N,
    )
    for n in SIZES:
        found = {REACHED: Rank(_states(n, True)), REACHED_BY_SITES: Rank(_states(n, False))}
        for name in form:
            gap = form.gap(name).xreplace(found).xreplace({N: sp.Integer(n)})
            yield ck.Vanishes(name, gap, case={"N": n})


def _rank(n: int, one: bool, rng: Generator) -> int:
    states = []
    for _ in range(2**n + 2):
        parts = rng.normal(size=(2, 1 if one else n, BOND, 2, BOND))
        sites = list(parts[0] + 1j * parts[1])
        states.append(amplitudes(sites * n if one else sites))
    rows = np.array(states) / np.linalg.norm(states, axis=1)[:, None]
    return int(np.linalg.matrix_rank(rows, tol=1e-9))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Singular values of random complex matrix product states."""
    sizes = np.array(SIZES)[sample["which"].astype(int)]
    found = {n: (_rank(n, True, rng), _rank(n, False, rng)) for n in sorted(set(sizes.tolist()))}
    one, each = np.array([found[n] for n in sizes.tolist()], dtype=float).T
    return ck.Measurement({N: sizes.astype(float), REACHED: one, REACHED_BY_SITES: each})


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
    expected="ill-posed",
    fails_by="Eq(d_{\\operatorname{tr}[A(s_1)A(s_2)\\ldots]}, 2**N) for "
    "Eq(d_{\\operatorname{tr}[A_1(s_1)A_2(s_2)\\ldots]}, 2**N)",
    reading="The ansatz is to contain the ground state of a given Hamiltonian of N spins 1/2; "
    "required is that it reaches every state. Literally, the same A stands at every site. The site "
    "index may have been left out for brevity; for Hamiltonians that are invariant under the "
    "cyclic exchange and have one ground state of momentum zero the printed form suffices.",
    hypotheses=(beliefs.UNLIMITED_BOND,),
    amended=ck.Amended(
        latex=r"\psi(s_1, s_2, \cdots) = \mathrm{tr}[A_1(s_1) A_2(s_2) \cdots]",
        links=amended,
        note="A matrix for each site reaches every state. One matrix for all reaches exactly the "
        "states that are invariant under the cyclic exchange of the sites.",
    ),
)
