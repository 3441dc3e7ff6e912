"""Section I: entropies of random tensor networks approach the minimal cut with the bond."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product

import networkx as nx
import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.networks.cuts import Network, minimal_cut
from numerics.networks.random_tensors import annealed_renyi, random_network_kets
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source

ENTROPY = sp.Symbol("S_2", positive=True)
CUT = sp.Symbol(r"|\gamma_{A}|", positive=True)
EPS = sp.Symbol("epsilon", positive=True)  # one over the bond dimension D
BONDS = ((0, 1), (1, 2))  # three tensors in a row
LEGS = (0, 0, 1, 2, 2)  # the tensor of each open leg
REGIONS = ((0, 1), (0,), (0, 1, 2), (0, 3), (2,))
SAMPLES = {4: 3000, 8: 80, 16: 2}  # of each bond dimension; larger ones fluctuate less


def printed() -> list[ck.Link]:
    """S_2 = |gamma| log D up to O(1/D)."""
    return [ck.Link("large bonds", ck.equal(ENTROPY, -CUT * sp.log(EPS)), order=1)]


def cuts(region: tuple[int, ...]) -> list[int]:
    """Size of the cut around every subset of the tensors."""
    found = []
    for side in product((False, True), repeat=3):
        bonds = sum(side[a] != side[b] for a, b in BONDS)
        found.append(bonds + sum(side[t] != (k in region) for k, t in enumerate(LEGS)))
    return found


@cache
def purity(region: tuple[int, ...]) -> tuple[int, sp.Expr]:
    """Mean purity over mean squared norm: a power of 1/D, times a rational function of 1/D.

    The mean over a Gaussian tensor is the sum of two permutations of its copies, so that the mean
    purity is the partition function of an Ising model: D^(-cut) summed over all cuts.
    """
    found = cuts(region)
    least = min(found)
    total = sp.Add(*(EPS ** (c - least) for c in found))
    return least, total / sp.Add(*(EPS**c for c in cuts(())))


def largest_flow(region: tuple[int, ...]) -> int:
    """From the legs of the region to all others, one unit through every bond and leg."""
    graph = nx.Graph()
    graph.add_edges_from(BONDS, capacity=1)
    for leg, tensor in enumerate(LEGS):
        graph.add_edge(tensor, ("leg", leg), capacity=1)
        graph.add_edge(("leg", leg), "A" if leg in region else "B")
    return int(nx.maximum_flow_value(graph, "A", "B"))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The purity is epsilon to the largest flow times a series that begins with one."""
    for region in REGIONS:
        power, rest = purity(region)
        entropy = -power * sp.log(EPS) - sp.log(rest)
        gap = form.gap().subs({ENTROPY: entropy, CUT: largest_flow(region)})
        yield ck.Vanishes("large bonds", sp.Limit(gap, EPS, 0), case={"A": str(region)})
        yield ck.Step(
            f"Bonds of three tensors in a row, with 2, 1 and 2 open legs; mean purity of {region}:",
            ck.equal(sp.exp(-ENTROPY), EPS**power * rest),
        )
    yield ck.Step("Each begins with the power of the one minimal cut.", EPS**CUT)


@cache
def _measured() -> tuple[np.ndarray, np.ndarray]:
    """Entropies (regions, dimensions) and minimal cuts (regions, 1)."""
    network = Network(3, np.array(BONDS), np.array(LEGS), len(LEGS))
    regions = [network.region(region) for region in REGIONS]
    rows = []
    for bond, samples in SAMPLES.items():
        kets = random_network_kets(network, bond, samples, rng=np.random.default_rng(bond))
        rows.append([float(annealed_renyi(kets, region)) for region in regions])
    least = [[float(minimal_cut(network, region).value)] for region in regions]
    return np.array(rows).T, np.array(least)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Contracted random tensors with bonds of dimension 4, 8 and 16."""
    entropies, least = _measured()
    which = sample["region"].astype(int)
    inverse = 1 / np.array([list(SAMPLES)], dtype=float)
    return ck.Measurement({ENTROPY: entropies[which], CUT: least[which], EPS: inverse})


CLAIM = ck.Claim(
    key="dong_zhou:random-tensor-networks",
    source=source("I"),
    kind="approximation",
    title="Entropies of random tensor networks approach the minimal cut",
    latex=r"S_2(A) = |\gamma_A| \ln D + O(1/D)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Integer("region", 0, len(REGIONS) - 1, (), "which legs are in A"),)),
        tolerance=1e-9,
        reason="the order is measured; means of random tensors are good to a percent of it",
        method="contraction of Gaussian tensors, means of purities",
        samples=12,
        examples=20,
    ),
    expected="proved",
    words="sentence",
    reading="Random tensor networks are named among those that support the Ryu-Takayanagi "
    "relation. Read as the limit of large bonds D, for the second Renyi entropy of mean purities.",
    hypotheses=(beliefs.UNIQUE_CUT,),
)
