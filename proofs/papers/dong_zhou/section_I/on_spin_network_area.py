"""Section I: whether the RT formula follows from the areas of a spin network."""

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.dong_zhou.shared.notation import source

NAME = "entropy per area"
ENTROPY, AREA = sp.symbols("S A", positive=True)
HALF_S, HALF_A = sp.symbols("S_{1/2} A_{1/2}", positive=True)
ONE_S, ONE_A = sp.symbols("S_j A_j", positive=True)


def printed() -> list[ck.Link]:
    """One constant for all networks: S / A is that of a link of spin 1/2."""
    return [ck.Link(NAME, ck.equal(ENTROPY * HALF_A, HALF_S * AREA))]


def amended() -> list[ck.Link]:
    """One constant for cuts through links of one spin: S / A is that of a link of spin j."""
    return [ck.Link(NAME, ck.equal(ENTROPY * ONE_A, ONE_S * AREA))]


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """log(2j + 1) and sqrt(j (j + 1)) for each link of the cut."""
    count, half = sp.Symbol("N", positive=True), sp.Rational(1, 2)

    def link(spin: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
        return sp.log(2 * spin + 1), sp.sqrt(spin * (spin + 1))

    form, obligations = given[NAME], []
    spins = [sp.Rational(k, 2) for k in range(1, 5)]
    for spin in spins:
        s, a = link(spin)
        values = {ENTROPY: count * s, AREA: count * a, ONE_S: s, ONE_A: a}
        values |= dict(zip((HALF_S, HALF_A), link(half), strict=True))
        obligations.append(ck.Vanishes(NAME, (form.lhs - form.rhs).subs(values)))
    ratios = [sp.Tuple(spin, link(spin)[0] / link(spin)[1]) for spin in spins]
    return ck.Derivation(
        steps=(
            ck.Step(
                "A link of spin j, two maximally entangled spins, has entropy and area (in units "
                "of $8\\pi\\gamma$ Planck areas)",
                sp.Tuple(*link(sp.Symbol("j"))),
            ),
            ck.Step("Entropy per area at spins 1/2, 1, 3/2, 2:", sp.Tuple(*ratios)),
        ),
        obligations=tuple(obligations),
    )


def measured(twice: int, links: int) -> tuple[float, float]:
    """Entropy across `links` singlets of spin twice/2, and the area from the Casimir operator."""
    size = twice + 1
    singlet = np.fliplr(np.diag((-1.0) ** np.arange(size))) / np.sqrt(size)
    state = np.eye(1)
    for _ in range(links):
        state = np.kron(state, singlet)
    p = np.linalg.svd(state, compute_uv=False) ** 2
    m = twice / 2 - np.arange(1, size)
    up = np.diag(np.sqrt(twice / 2 * (twice / 2 + 1) - m * (m + 1)), 1)
    z = np.diag(twice / 2 - np.arange(size))
    casimir = z @ z + (up @ up.T + up.T @ up) / 2
    return float(-(p * np.log(p)).sum()), links * float(np.sqrt(np.linalg.eigvalsh(casimir).max()))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Schmidt numbers of the cut links, the Casimir operator for the area."""
    half = measured(1, 1)
    spins, links = sample["d"].astype(int).tolist(), sample["N"].astype(int).tolist()
    cut = np.array([measured(d, n) for d, n in zip(spins, links, strict=True)]).T
    one = np.array([measured(d, 1) for d in spins]).T
    values = dict(zip((ENTROPY, AREA, ONE_S, ONE_A), (*cut, *one), strict=True))
    whole = np.ones(len(spins))
    return ck.Measurement({**values, HALF_S: half[0] * whole, HALF_A: half[1] * whole})


CLAIM = ck.Claim(
    key="dong_zhou:spin-network-area",
    source=source("I"),
    kind="postulate",
    title="The RT formula from a spin network",
    latex=r"\frac{S}{A} = \frac{S_{1/2}}{A_{1/2}}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("d", 1, 4, meaning="twice the spin of the links"),
                ck.Integer("N", 1, 3, meaning="links that are cut"),
            )
        ),
        tolerance=1e-10,
        reason="singular values of matrices of at most 125 rows: 1e-13",
        method="Schmidt numbers of singlets, eigenvalues of the Casimir operator",
        samples=24,
        examples=60,
    ),
    expected="inconsistent",
    reading="That the RT formula can be derived from spin networks is read as: the entropy of a "
    "cut is its area, the spectrum of loop quantum gravity, times one constant $1/4G$ for all "
    "spins. Links are maximally entangled.",
    hypotheses=(
        "a link of spin j has area $8\\pi\\gamma\\sqrt{j(j+1)}$ and entropy $\\log(2j+1)$",
    ),
    amended=ck.Amended(
        latex=r"\frac{S}{A} = \frac{S_{j}}{A_{j}} \quad\text{for cuts through links of spin } j",
        links=amended,
        note="Entropy and area are proportional for cuts through links of one spin, as in the "
        "model the text refers to; the constant depends on the spin, and there is none for mixed "
        "spins.",
    ),
)
