"""Section II.B: an early local operator works as a global one at the end."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.brickwork import random_brickwork
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.brickwork import act, integer_gates, pairs
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.unevaluated import Rank

NAME = "size"
SIZE, T = sp.symbols("|O(t)| t", positive=True)


def printed() -> list[ck.Link]:
    """After t layers of neighbour gates an operator on one site acts on 2 t sites."""
    return [ck.Link(NAME, ck.equal(SIZE, 2 * T))]


def moved(sites: int, depth: int) -> np.ndarray:
    """U Z U^+ with Z on the site before the middle, a tensor of 2 n axes; gates in integers.

    The first layer has a gate on the middle sites.
    """
    signs: np.ndarray = np.array([1, -1], dtype=object)
    before, after = 2 ** (sites // 2 - 1), 2 ** (sites // 2)
    operator = np.diag(np.tile(np.repeat(signs, after), before)).reshape((2,) * (2 * sites))
    gates = integer_gates()
    for layer in range(depth):
        for site in pairs(sites, depth - layer, sites // 2 - 1 + depth):
            gate = next(gates)
            operator = act(gate, operator, site)
            operator = act(gate, operator, sites + site)
    return operator


def acts_on(operator: np.ndarray, site: int) -> sp.Expr:
    """One if the operator fails to commute with X or Z at the site, else zero.

    The rank of the Gram matrix of the parts that X and Z there do not leave alone.
    """
    block = np.moveaxis(operator, (site, operator.ndim // 2 + site), (0, 1))
    parts = np.stack([block[0, 1], block[1, 0], block[0, 0] - block[1, 1]]).reshape(3, -1)
    return sp.Min(1, Rank(sp.Matrix(parts @ parts.T)))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Circuits of orthogonal gates in integers, on two sites more than the cone."""
    for depth in (1, 2):
        sites = 2 * depth + 2
        operator = moved(sites, depth)
        size = sp.Add(*(acts_on(operator, k) for k in range(sites)))
        yield ck.Step(f"Sites on which the operator acts after {depth} layers:", size.doit())
        yield ck.Vanishes(NAME, form.gap(NAME).subs({SIZE: size, T: depth}), case={"t": depth})


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Circuits of Haar-random gates as matrices; averages over all Paulis at each site."""
    sizes = []
    for depth in sample["t"].astype(int).tolist():
        sites = 2 * depth + 2
        starts = [(sites // 2 - 1 + layer) % 2 for layer in range(depth)]
        u = random_brickwork(sites, starts, rng=rng)
        z = np.tile(np.repeat([1.0, -1.0], 2 ** (sites // 2)), 2 ** (sites // 2 - 1))
        operator = (u * z) @ u.conj().T
        sizes.append(sum(_moves(operator, k, sites) for k in range(sites)))
    return ck.Measurement({SIZE: np.array(sizes, dtype=float), T: sample["t"]})


def _moves(operator: np.ndarray, site: int, sites: int) -> bool:
    """Whether the operator differs from its average over the Pauli matrices at the site."""
    split = operator.reshape((2**site, 2, 2 ** (sites - site - 1)) * 2)
    mean = np.einsum("asbctd,st->abcd", split, np.eye(2)) / 2
    average = np.einsum("abcd,st->asbctd", mean, np.eye(2))
    return bool(np.abs(split - average).max() > 1e-9)


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
    words="sentence",
    reading="The circuit has layers of gates between neighbours, next to each other in turn. The "
    "operator acts on one site before the circuit; moved to the end it acts on 2t sites, on all "
    "n sites from $t = n/2$ on.",
    hypotheses=(beliefs.GENERIC_NEIGHBOUR_GATES,),
)
