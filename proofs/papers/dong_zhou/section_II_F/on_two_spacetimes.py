"""Sections I and II.F: the geometry of the states beside the geometry of the computation."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations, product

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.brickwork import random_brickwork
from numerics.qubits.entanglement import mutual_information_matrix
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.brickwork import act, integer_gates, pairs, past
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.unevaluated import Rank

STATES, CIRCUIT = sp.symbols("R_{TN} R_{comp}", positive=True)
T = sp.Symbol("t", positive=True)


def printed() -> list[ck.Link]:
    """The reach of correlations is the reach of causes; both are 2 t - 1 after t layers."""
    return [
        ck.Link("same", ck.equal(STATES, CIRCUIT)),
        ck.Link("reach", ck.equal(CIRCUIT, 2 * T - 1)),
    ]


def evolved(depth: int, last: int) -> np.ndarray:
    """t layers of integer gates on the product state 0...0 of 2 t + 2 sites, as a tensor."""
    sites, gates = 2 * depth + 2, integer_gates()
    state = np.zeros((2,) * sites, dtype=object)
    state[(0,) * sites] = 1
    for layer in range(depth):
        for site in pairs(sites, depth - 1 - layer, last):
            state = act(next(gates), state, site)
    return state


def correlated(state: np.ndarray, a: int, b: int) -> int:
    """Sum of squares of rho_ab tr rho - rho_a x rho_b, in integers."""
    flat = np.moveaxis(state, (a, b), (0, 1)).reshape(4, -1)
    both = (flat @ flat.T).reshape(2, 2, 2, 2)
    one, other = np.trace(both, axis1=1, axis2=3), np.trace(both, axis1=0, axis2=2)
    gap = both * (state**2).sum() - np.einsum("ac,bd->abcd", one, other)
    return int((gap**2).sum())


def common(depth: int, last: int, a: int, b: int) -> int:
    """Number of sites in the past cones of both."""
    (first, end), (other, stop) = (past(s, 2 * depth + 2, depth, last) for s in (a, b))
    return max(0, min(end, stop) - max(first, other) + 1)


def farthest(sites: int, link: Callable[[int, int], int]) -> sp.Expr:
    """Greatest distance of two sites with a link that is not 0.

    The rank of the diagonal matrix of the sums of the links at distance 1, 2, ... and more.
    """
    sums = [
        sum(link(a, b) for a, b in combinations(range(sites), 2) if b - a >= d)
        for d in range(1, sites)
    ]
    return Rank(sp.diag(*sums))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Orthogonal gates in integers; both parities of the last layer."""
    for depth, last in product((1, 2, 3), (0, 1)):
        sites, state = 2 * depth + 2, evolved(depth, last)
        values = {
            STATES: farthest(sites, partial(correlated, state)),
            CIRCUIT: farthest(sites, partial(common, depth, last)),
            T: depth,
        }
        yield ck.Step(
            f"Greatest distance of correlated sites and of sites with a common past, {depth} "
            f"layers, the last of which starts at site {last}:",
            sp.Tuple(*(v.doit() for v in list(values.values())[:2])),
        )
        for name in form:
            yield ck.Vanishes(name, form.gap(name).subs(values), case={"t": depth})


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Haar-random gates; mutual information of all pairs; common ancestors in the circuit."""
    found = []
    for depth, last in zip(sample["t"].astype(int), sample["last"].astype(int), strict=True):
        sites = 2 * int(depth) + 2
        starts = [int(last - depth + 1 + layer) % 2 for layer in range(depth)]
        state = random_brickwork(sites, starts, rng=rng)[:, 0]
        ancestors = np.eye(sites, dtype=int)
        for start in starts:
            step = np.eye(sites, dtype=int)
            for site in range(start, sites - 1, 2):
                step[site, site + 1] = step[site + 1, site] = 1
            ancestors = step @ ancestors
        found.append(
            (_reach(mutual_information_matrix(state) > 1e-11), _reach(ancestors @ ancestors.T > 0))
        )
    states, circuit = np.array(found, dtype=float).T
    return ck.Measurement({STATES: states, CIRCUIT: circuit, T: sample["t"]})


def _reach(linked: np.ndarray) -> int:
    """Greatest distance of two sites that are linked."""
    return int(np.ptp(np.argwhere(linked), axis=1).max())


CLAIM = ck.Claim(
    key="dong_zhou:two-spacetimes",
    source=source("II.F"),
    kind="postulate",
    title="Geometry of the states and geometry of the computation: how far they reach",
    latex=r"R_{TN}(t) = R_{comp}(t) = 2t - 1",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("t", 1, 3, meaning="layers"),
                ck.Integer("last", 0, 1, meaning="parity of the last layer"),
            )
        ),
        tolerance=1e-12,
        reason="distances are whole numbers; information beyond the reach is below 1e-13",
        method="random circuits simulated: mutual information of all pairs, common ancestors",
        samples=12,
        examples=20,
    ),
    expected="consistent",
    words="sentence",
    reading="That the two spacetimes are identical is not proved in the text, which says so. "
    "Tested is their causal skeleton: an evolution by layers of neighbour gates from a product "
    "state. In the one geometry sites are linked where they share information, in the other where "
    "the computation gave them a common cause.",
    hypotheses=(beliefs.GENERIC_NEIGHBOUR_GATES,),
)
