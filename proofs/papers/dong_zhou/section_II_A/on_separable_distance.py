"""Section II.A: entanglement of formation and distance to the separable states of two qubits."""

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.convex_roof import entanglement_by_minimisation
from numerics.qubits.distances import bures_to_separable
from proofs.papers.dong_zhou.shared.notation import source

FORMATION = sp.Symbol("E_{F}", nonnegative=True)
DISTANCE = sp.Symbol("D_{B}", nonnegative=True)


def printed() -> list[ck.Link]:
    """E_F = h(F_s) with F_s = (1 - D_B^2/2)^2, h the binary entropy in bits."""
    near = (1 - DISTANCE**2 / 2) ** 2
    mixing = -near * sp.log(near) - (1 - near) * sp.log(1 - near)
    return [ck.Link("formation", ck.equal(FORMATION, mixing / sp.log(2)))]


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """A pure pair from its Schmidt form; mixed ones by an optimal decomposition into such pairs."""
    form = given["formation"]
    large = sp.Symbol("lambda", positive=True)  # the larger squared Schmidt coefficient
    entropy = (-large * sp.log(large) - (1 - large) * sp.log(1 - large)) / sp.log(2)
    distance = sp.sqrt(2 - 2 * sp.sqrt(large))
    angle = sp.Symbol("u", positive=True)  # 1/2 <= lambda < 1 as a rational function
    inside = (2 + angle) / (2 + 2 * angle)
    gap = (form.lhs - form.rhs).subs({FORMATION: entropy, DISTANCE: distance})
    concurrence = sp.Symbol("C", nonnegative=True)
    return ck.Derivation(
        steps=(
            ck.Step(
                "A pure pair, larger squared Schmidt coefficient $\\lambda$: entropy of a half",
                ck.equal(FORMATION, entropy),
            ),
            ck.Step(
                "and distance to the nearest product ket, which is the nearest separable state:",
                ck.equal(DISTANCE, distance),
            ),
            ck.Step(
                "Both are functions of the concurrence alone. Every two-qubit state has a "
                "decomposition into kets of one concurrence (Wootters) that is optimal for both "
                "convex roofs (Streltsov, Kampermann, Bruss), so that the same relation holds:",
                ck.equal(large, (1 + sp.sqrt(1 - concurrence**2)) / 2),
            ),
        ),
        obligations=(ck.Vanishes("formation", gap.subs(large, inside)),),
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
        floor=1.0,
    ),
    expected="proved",
    explained={
        "formation: drop the factor (1 - D_{B}**2/2)**2 in -(1 - D_{B}**2/2)**2": "it makes the "
        "logarithm one of zero: the form has no value at any point"
    },
    reading="The text names the link without printing it: the entanglement of formation is the "
    "binary entropy, in bits, of the largest fidelity with a separable state.",
    hypotheses=(
        "Wootters: some optimal decomposition consists of kets of equal concurrence",
        "Streltsov, Kampermann, Bruss: the fidelity with the nearest separable state is the "
        "convex roof of the largest squared Schmidt coefficient",
    ),
)
