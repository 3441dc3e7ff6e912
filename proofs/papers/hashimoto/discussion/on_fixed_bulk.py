"""Discussion: tensor networks discretise the bulk, and their geometry is fixed beforehand."""

from collections.abc import Iterator
from itertools import product

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.networks.cuts import grid_network, minimal_cut
from numerics.networks.random_tensors import random_network_kets
from proofs.papers.hashimoto.shared.notation import source
from qmgr_sym.unevaluated import Rank

RANK, PURITY, BOND = sp.symbols(r"r_A {\operatorname{tr}\rho_A^{2}} D", positive=True)
CUT = sp.Symbol("gamma_A", nonnegative=True)
SEED, LEGS = 20190701, 8
# tensors at the corners of a square: which of them each bond joins, and where each leg stands
BONDS = ((0, 1), (1, 3), (3, 2), (2, 0))
CORNERS = (0, 2, 2, 3, 3, 1, 1, 0)


def printed() -> list[ck.Link]:
    """The graph alone fixes the states across a cut, D^gamma; the tensors say what they weigh."""
    return [
        ck.Link("fixed", ck.equal(RANK, BOND**CUT)),
        ck.Link("weights", ck.at_least(PURITY, BOND**-CUT)),
    ]


def least_cut(region: frozenset[int]) -> int:
    """Fewest bonds and legs that separate a region of legs from the others, of all 16 ways."""
    return min(
        sum(side[i] != side[j] for i, j in BONDS)
        + sum(side[corner] != (leg in region) for leg, corner in enumerate(CORNERS))
        for side in product((False, True), repeat=4)
    )


def ket(size: int, seed: int) -> np.ndarray:
    """Four tensors of whole numbers contracted around the square: an axis for each leg."""
    rng = np.random.default_rng(SEED + seed)
    corners = [rng.integers(-9, 10, (size,) * 4) for _ in range(4)]  # two bonds, two legs each
    # corner 0 has bonds w and t, 1 t and r, 3 r and b, 2 b and w
    return np.asarray(np.einsum("wtha,trgf,rbed,bwcB->aBcdefgh", *(corners[k] for k in range(4))))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Ranks of squares of tensors with whole numbers; purities of spectra of that many levels."""
    for seed, (start, length) in enumerate(((0, 2), (1, 2), (0, 4), (1, 4), (1, 3))):
        places = [(start + k) % LEGS for k in range(length)]
        cut = least_cut(frozenset(places))
        rest = [k for k in range(LEGS) if k not in places]
        matrix = ket(2, seed).transpose(*places, *rest).reshape(2**length, -1)
        found = {RANK: Rank(sp.Matrix(matrix.tolist())), BOND: 2, CUT: cut}
        case = {"legs": length}
        if seed == 3:
            yield ck.Step("Legs of one side of the square, cut:", sp.Integer(cut))
        yield ck.Vanishes("fixed", form.gap("fixed").xreplace(found), case=case)
    for cut in (1, 2):
        weights = sp.symbols(f"p_1:{2**cut + 1}", nonnegative=True)
        spectrum = ck.equal(sp.Add(*weights), 1), ck.equal(PURITY, sp.Add(*(p**2 for p in weights)))
        statement = form["weights"].subs({BOND: 2, CUT: cut})
        yield ck.Entails("weights", sp.And(*spectrum), statement, {"gamma": cut})


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Random networks: Schmidt values across a region, and its minimal cut by maximal flow."""
    network = grid_network(2, 2)
    rows = []
    for k, (start, length, bond) in enumerate(
        zip(*(sample[name].astype(int) for name in ("start", "length", "D")), strict=True)
    ):
        own = np.random.default_rng([int(sample["seed"][k]), int(bond)])
        region = network.interval(start, length)
        made = random_network_kets(network, int(bond), 1, rng=own)[0]
        order = [*np.flatnonzero(region), *np.flatnonzero(~region)]
        values = np.linalg.svd(made.transpose(order).reshape(bond**length, -1), compute_uv=False)
        weight = values**2 / (values**2).sum()
        cut = minimal_cut(network, region).value
        rows.append(((weight > 1e-12).sum(), (weight**2).sum(), bond, cut))
    found = np.array(rows, dtype=float).T
    return ck.Measurement(dict(zip((RANK, PURITY, BOND, CUT), found, strict=True)))


CLAIM = ck.Claim(
    key="hashimoto:fixed-bulk",
    source=source("Discussion"),
    kind="result",
    title="Tensor networks discretise the bulk, but it is fixed",
    latex=r"\operatorname{rank}\rho_A = D^{\gamma_A}, \qquad "
    r"\operatorname{tr}\rho_A^2 \ge D^{-\gamma_A}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("start", 0, 7, (), "first leg of the region"),
                ck.Integer("length", 1, 4, (), "legs of the region"),
                ck.Integer("D", 2, 3, (), "dimension of the bonds"),
                ck.Integer("seed", 0, 9999, (), "of the tensors"),
            )
        ),
        tolerance=1e-9,
        reason="ranks are whole numbers; Schmidt weights of random tensors lie above 1e-9",
        method="contraction, singular values, maximal flow",
        samples=24,
        examples=20,
    ),
    expected="proved",
    words="sentence",
    reading="What is fixed in a network is its graph. Read as: minimal cuts, the areas of its "
    "bulk, are the same for all tensors, and count the states across; only how these are weighed "
    "depends on the tensors, hence on the state. A metric that is learned moves with the data "
    "instead.",
    hypotheses=(
        ck.Belief("generic-tensors", "The tensors are generic; special ones have lower rank."),
    ),
)
