"""Section II.A: entanglement of formation and distance to the separable states of two qubits."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.convex_roof import entanglement_by_minimisation
from numerics.qubits.distances import bures_to_separable
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.unevaluated import VonNeumannEntropy

FORMATION = sp.Symbol("E_{F}", nonnegative=True)
DISTANCE = sp.Symbol("D_{B}", nonnegative=True)


def printed() -> list[ck.Link]:
    """E_F = h(F_s) with F_s = (1 - D_B^2/2)^2, h the binary entropy in bits."""
    near = (1 - DISTANCE**2 / 2) ** 2
    mixing = -near * sp.log(near) - (1 - near) * sp.log(1 - near)
    return [ck.Link("formation", ck.equal(FORMATION, mixing / sp.log(2)))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """A pure pair from its Schmidt form; mixed ones by an optimal decomposition into such pairs."""
    size = sp.Symbol("u", positive=True)  # 1/2 <= lambda < 1 as a rational function
    large = (2 + size) / (2 + 2 * size)  # the larger squared Schmidt coefficient
    amplitude = sp.sqrt(large)
    state = sp.diag(large, 1 - large)
    entropy = VonNeumannEntropy(state, 2)
    yield ck.Step(
        "A pure pair, larger squared Schmidt coefficient $\\lambda$: entropy of a half",
        ck.equal(FORMATION, entropy),
    )
    distance = sp.sqrt(2 - 2 * amplitude)  # of the ket to the nearest product ket
    yield ck.Step(
        "and distance to the nearest product ket, which is the nearest separable state:",
        ck.equal(DISTANCE, distance),
    )
    gap = form.gap("formation").subs(DISTANCE, distance).xreplace({FORMATION: entropy})
    yield ck.Vanishes("formation", gap)
    yield ck.Step(
        "Both are functions of the concurrence alone. Every two-qubit state has a "
        "decomposition into kets of one concurrence (Wootters) that is optimal for both "
        "convex roofs (Streltsov, Kampermann, Bruss), so that the same relation holds.",
        large,
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Two optimisations: over decompositions of the state, and over separable states."""
    seeds = sample["seed"].astype(int)
    parts = np.stack([np.random.default_rng(seed).normal(size=(2, 4, 4)) for seed in seeds])
    ket = parts[:, 0] + 1j * parts[:, 1]
    rank = sample["rank"][:, None, None]
    factor = np.where(np.arange(4) < rank, ket, 0.0)
    rho = factor @ np.swapaxes(factor, -1, -2).conj()
    rho = rho / np.trace(rho, axis1=-2, axis2=-1).real[:, None, None]
    values = {
        FORMATION: entanglement_by_minimisation(rho, rng=rng),
        DISTANCE: np.maximum(bures_to_separable(rho, rng=rng), 1e-6),  # h(1) is a limit,
    }
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="dong_zhou:separable-distance",
    source=source("II.A"),
    kind="result",
    title="Bures distance to the separable states and entanglement of formation",
    latex=r"E_F(\rho) = h\!\left(\left(1 - \tfrac{1}{2} D_B^2(\rho)\right)^2\right), \quad "
    r"D_B(\rho) = \min_{\sigma \in S} \sqrt{2 - 2\sqrt{F(\rho, \sigma)}}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("seed", 0, 9999, (), "seed of a random root of rho"),
                ck.Integer("rank", 1, 4, (), "rank of rho"),
            )
        ),
        tolerance=1e-5,
        reason="the bar; both optimisations end within 1e-7 of their limits",
        method="minimum over decompositions; alternating maximisation of the fidelity",
        samples=40,
    ),
    expected="proved",
    words="reading",
    reading="The text names the link without printing it: the entanglement of formation is the "
    "binary entropy, in bits, of the largest fidelity with a separable state.",
    hypotheses=(beliefs.WOOTTERS,),
)
