"""Sections I and II.F: the geometry of the states beside the geometry of the computation."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from scipy.stats import unitary_group

import proofs.checker as ck
from numerics.qubits.entanglement import mutual_information_matrix
from proofs.papers.dong_zhou.shared.brickwork import act, integer_gates, pairs, past
from proofs.papers.dong_zhou.shared.notation import source

STATES, CIRCUIT = sp.symbols("R_{TN} R_{comp}", positive=True)
T = sp.Symbol("t", positive=True)


def printed() -> list[ck.Link]:
    """The reach of correlations is the reach of causes; both are 2 t - 1 after t layers."""
    return [
        ck.Link("same", ck.equal(STATES, CIRCUIT)),
        ck.Link("reach", ck.equal(CIRCUIT, 2 * T - 1)),
    ]


def evolved(depth: int, last: int, gates: list[np.ndarray], one: object) -> np.ndarray:
    """t layers on the product state 0...0 of 2 t + 2 sites, as a tensor."""
    sites, left = 2 * depth + 2, iter(gates)
    state = np.zeros((2,) * sites, dtype=type(one) if isinstance(one, complex) else object)
    state[(0,) * sites] = one
    for layer in range(depth):
        for site in pairs(sites, depth - 1 - layer, last):
            state = act(next(left), state, site)
    return state


def farthest(linked: np.ndarray) -> int:
    """Greatest distance of two sites that are linked."""
    return int(max(abs(int(a) - int(b)) for a, b in np.argwhere(linked)))


def causes(depth: int, last: int) -> np.ndarray:
    """Pairs of sites with a site in both past cones."""
    sites = 2 * depth + 2
    cones = [past(s, sites, depth, last) for s in range(sites)]
    return np.array([[a[0] <= b[1] and b[0] <= a[1] for b in cones] for a in cones])


def _correlated(state: np.ndarray) -> np.ndarray:
    """Pairs with rho_ab tr rho != rho_a x rho_b, in integers."""
    sites, norm = state.ndim, (state**2).sum()
    table = np.eye(sites, dtype=bool)
    for a in range(sites):
        for b in range(a):
            flat = np.moveaxis(state, (a, b), (0, 1)).reshape(4, -1)
            both = (flat @ flat.T).reshape(2, 2, 2, 2)
            one = np.trace(both, axis1=1, axis2=3)
            other = np.trace(both, axis1=0, axis2=2)
            product = np.einsum("ac,bd->abcd", one, other)
            table[a, b] = table[b, a] = bool((both * norm != product).any())
    return table


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Orthogonal gates in integers; both parities of the last layer."""
    obligations, table = [], []
    for depth in (1, 2, 3):
        for last in (0, 1):
            stream = integer_gates()
            gates = [next(stream) for _ in range(depth * (depth + 1))]
            state = evolved(depth, last, gates, 1)
            values = {
                STATES: farthest(_correlated(state)),
                CIRCUIT: farthest(causes(depth, last)),
                T: depth,
            }
            table.append(sp.Tuple(depth, last, values[STATES], values[CIRCUIT]))
            for name, form in given.items():
                obligations.append(ck.Vanishes(name, (form.lhs - form.rhs).subs(values)))
    return ck.Derivation(
        steps=(
            ck.Step(
                "Layers, parity of the last one, greatest distance of correlated sites, and of "
                "sites with a common past:",
                sp.Tuple(*table),
            ),
        ),
        obligations=tuple(obligations),
    )


def _met(depth: int, last: int) -> np.ndarray:
    """Pairs with a common ancestor, by sets of ancestors handed on from layer to layer."""
    sites = 2 * depth + 2
    ancestors = np.eye(sites, dtype=bool)
    for layer in range(depth):
        for site in pairs(sites, depth - 1 - layer, last):
            ancestors[[site, site + 1]] = ancestors[site] | ancestors[site + 1]
    return np.asarray((ancestors[:, None] & ancestors).any(-1))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Haar-random gates; mutual information of all pairs; common ancestors in the circuit."""
    found = []
    for depth, last in zip(sample["t"].astype(int), sample["last"].astype(int), strict=True):
        gates = list(unitary_group.rvs(4, size=depth * (depth + 1), random_state=rng))
        state = evolved(int(depth), int(last), gates, 1 + 0j)
        linked = mutual_information_matrix(state.ravel()) > 1e-11
        found.append((farthest(linked), farthest(_met(int(depth), int(last)))))
    states, circuit = np.array(found, dtype=float).T
    return ck.Measurement({STATES: states, CIRCUIT: circuit, T: sample["t"]})


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
    reading="That the two spacetimes are identical is not proved in the text, which says so. "
    "Tested is their causal skeleton: an evolution by layers of neighbour gates from a product "
    "state. In the one geometry sites are linked where they share information, in the other where "
    "the computation gave them a common cause.",
    premises=("dong_zhou:circuit-light-cone",),
    hypotheses=("gates are generic; for special ones information reaches less far",),
)
