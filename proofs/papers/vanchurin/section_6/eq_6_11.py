"""(6.11): the matrix of a neuron near the flat one."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from numpy.typing import NDArray
from sympy.core.basic import Basic
from sympy.matrices.dense import Matrix

import proofs.checker as ck
from proofs.papers.vanchurin.shared.clouds import HALVES, coefficients, epsilon
from proofs.papers.vanchurin.shared.notation import source

COMPONENTS = ((0, 0), (0, 1), (1, 1))
METRIC = {(m, n): sp.Symbol(f"g_{{i,{m}{n}}}", real=True) for m, n in COMPONENTS}
H = {(m, n): sp.Symbol(f"h_{{i,{m}{n}}}", real=True) for m, n in COMPONENTS}
K = {(m, n): sp.Symbol(f"k_{{{m}{n}}}", real=True) for m, n in COMPONENTS}
ETA = sp.diag(-1, 1)
DOMAIN = ck.Domain((ck.Real("curve", -1.0, 1.0, (2, 2), "direction of the deformation"),))


def printed() -> list[ck.Link]:
    """g_munu = eta_munu + epsilon h_munu + O(epsilon^2)."""
    return [
        ck.Link(
            f"component {c[0]}{c[1]}",
            ck.equal(METRIC[c], ETA[c] + epsilon * H[c]),
            order=2,
        )
        for c in COMPONENTS
    ]


def curve() -> Matrix:
    """Any smooth family of matrices through eta, to second order: eta + epsilon h + epsilon^2 k."""
    return Matrix(
        2,
        2,
        lambda m, n: (
            ETA[m, n] + epsilon * H[min(m, n), max(m, n)] + epsilon**2 * K[min(m, n), max(m, n)]
        ),
    )


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """h is the derivative of the family at eta; the first two coefficients have to agree."""
    family = curve()
    return ck.Derivation(
        steps=(ck.Step("Any smooth family of matrices that starts from the flat one:", family),),
        obligations=tuple(
            ck.Vanishes(name, gap)
            for c, (name, statement) in zip(COMPONENTS, form.items(), strict=True)
            for gap in coefficients(family[c] - statement.rhs, 2)
        ),
    )


def family(sample: ck.Sample) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """A curved family of matrices (n, halves, 2, 2) through eta, and its derivative there."""
    direction = sample["curve"]
    eta = np.diag([-1.0, 1.0])

    def at(epsilon: NDArray[np.complex128]) -> NDArray[np.complex128]:
        moved = np.eye(2) + epsilon[:, None, None] * direction[:, None]
        return np.asarray(np.swapaxes(moved, -1, -2) @ eta @ moved)

    step = 1e-20
    return at(HALVES.astype(complex)).real, at(np.array([1j * step]))[:, 0].imag / step


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Matrices of displacements that are deformed in a random direction; h by complex step."""
    g, h = family(sample)
    values: dict[Basic, NDArray[np.float64]] = {epsilon: HALVES[None]}
    for c in COMPONENTS:
        values |= {METRIC[c]: g[:, :, c[0], c[1]], H[c]: h[:, c[0], c[1]]}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:6.11",
    source=source("6", "6.11"),
    kind="approximation",
    title="Matrix of a neuron near the flat one",
    latex=r"g_{i,\mu\nu} = \eta_{\mu\nu} + \epsilon h_{i,\mu\nu} + \mathcal{O}(\epsilon^2)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        DOMAIN,
        tolerance=1e-9,
        reason="not used: the order is measured",
        method="flat matrices in coordinates deformed in a random direction; halved steps",
    ),
    expected="proved",
    reading="One neuron and one spatial dimension, all components; $\\epsilon$ measures the "
    "distance from $\\eta$ along any smooth family, $h$ is its derivative at $\\eta$. In "
    "synchronous gauge $h_{i,0\\mu}=0$.",
    premises=("vanchurin:6.5",),
    hypotheses=(
        "every neuron by itself is close to flat, not only their average; (6.5) has only the "
        "average close to flat",
    ),
)
