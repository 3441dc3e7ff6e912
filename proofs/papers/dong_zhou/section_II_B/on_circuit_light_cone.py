"""Section II.B: an early local operator works as a global one at the end."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from scipy.stats import unitary_group

import proofs.checker as ck
from proofs.papers.dong_zhou.shared.brickwork import act, integer_gates, pairs
from proofs.papers.dong_zhou.shared.notation import source

NAME = "size"
SIZE, T = sp.symbols("|O(t)| t", positive=True)


def printed() -> list[ck.Link]:
    """After t layers of neighbour gates an operator on one site acts on 2 t sites."""
    return [ck.Link(NAME, ck.equal(SIZE, 2 * T))]


def moved(operator: np.ndarray, sites: int, depth: int, gates: list[np.ndarray]) -> np.ndarray:
    """U O U^+ for a circuit whose first layer has a gate on the middle sites."""
    left = iter(gates)
    for layer in range(depth):
        for site in pairs(sites, depth - layer, sites // 2 - 1 + depth):
            gate = next(left)
            operator = act(gate, operator, site)
            operator = act(gate.conj(), operator, sites + site)
    return operator


def support(operator: np.ndarray, sites: int, tolerance: float = 0) -> int:
    """Sites whose Z or X does not commute with the operator."""
    count = 0
    for site in range(sites):
        block = np.moveaxis(operator, (site, sites + site), (0, 1))
        size = max(
            abs(block[0, 1]).max(), abs(block[1, 0]).max(), abs(block[0, 0] - block[1, 1]).max()
        )
        count += bool(size > tolerance)
    return count


def middle_z(sites: int, dtype: type) -> np.ndarray:
    """Z on the site before the middle, as a tensor of `2 sites` axes of length two."""
    signs: np.ndarray = np.array([1, -1], dtype=dtype)
    before, after = 2 ** (sites // 2 - 1), 2 ** (sites // 2)
    diagonal = np.tile(np.repeat(signs, after), before)
    out: np.ndarray = np.zeros((len(diagonal),) * 2, dtype=dtype)
    np.fill_diagonal(out, diagonal)
    return out.reshape((2,) * (2 * sites))


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Circuits of orthogonal gates in integers, on two sites more than the cone."""
    form, found = given[NAME], {}
    for depth in (1, 2):
        sites, gates = 2 * depth + 2, integer_gates()
        some = [next(gates) for _ in range(depth * sites)]
        found[depth] = support(moved(middle_z(sites, object), sites, depth, some), sites)
    return ck.Derivation(
        steps=(
            ck.Step(
                "Layers, and sites on which the moved operator acts:",
                sp.Tuple(*(sp.Tuple(t, s) for t, s in found.items())),
            ),
        ),
        obligations=tuple(
            ck.Vanishes(NAME, (form.lhs - form.rhs).subs({SIZE: s, T: t})) for t, s in found.items()
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Circuits of Haar-random gates applied to the operator as a matrix."""
    sizes = []
    for depth in sample["t"].astype(int).tolist():
        sites = 2 * depth + 2
        gates = list(unitary_group.rvs(4, size=depth * sites, random_state=rng))
        done = moved(middle_z(sites, complex), sites, depth, gates)
        sizes.append(support(done, sites, 1e-9))
    return ck.Measurement({SIZE: np.array(sizes, dtype=float), T: sample["t"]})


CLAIM = ck.Claim(
    key="dong_zhou:circuit-light-cone",
    source=source("II.B"),
    kind="result",
    title="An early local operator becomes a global one",
    latex=r"|O(t)| = 2t",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Integer("t", 1, 3, meaning="layers"),)),
        tolerance=1e-12,
        reason="counts of sites; entries outside the cone are below 1e-13",
        method="circuits of random gates applied to an operator",
        samples=6,
    ),
    expected="proved",
    reading="The circuit has layers of gates between neighbours, next to each other in turn. The "
    "operator acts on one site before the circuit; moved to the end it acts on 2t sites, on all "
    "n sites from $t = n/2$ on.",
    hypotheses=("gates are generic and between neighbours on a line",),
)
