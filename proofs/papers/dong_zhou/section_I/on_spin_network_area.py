"""Section I: whether the RT formula follows from the areas of a spin network."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.unevaluated import VonNeumannEntropy

NAME = "entropy per area"
ENTROPY, AREA = sp.symbols("S A", positive=True)
HALF_S, HALF_A = sp.symbols("S_{1/2} A_{1/2}", positive=True)
J = sp.Symbol("j", positive=True)


def printed() -> list[ck.Link]:
    """One constant for all networks: S / A is that of a link of spin 1/2."""
    return [ck.Link(NAME, ck.equal(ENTROPY * HALF_A, HALF_S * AREA))]


def amended() -> list[ck.Link]:
    """S / A = log(2j + 1) / sqrt(j (j + 1)) for cuts through links of one spin j."""
    return [ck.Link(NAME, ck.equal(ENTROPY * sp.sqrt(J * (J + 1)), sp.log(2 * J + 1) * AREA))]


def _link(twice: int) -> tuple[sp.Expr, sp.Expr]:
    """Entropy of one spin of a singlet, and the root of its Casimir operator, not worked out."""
    size = twice + 1
    m = [sp.Rational(twice, 2) - k for k in range(size)]
    singlet = sp.Matrix(size, size, lambda a, b: (-1) ** a * int(a + b == twice)) / sp.sqrt(size)
    up = sp.zeros(size)
    for k in range(1, size):
        up[k - 1, k] = sp.sqrt(m[0] * (m[0] + 1) - m[k] * (m[k] + 1))
    z = sp.diag(*m)
    casimir = sp.ImmutableMatrix(z * z + (up * up.T + up.T * up) / 2)
    return VonNeumannEntropy(singlet * singlet.T), sp.sqrt(sp.Trace(casimir) / size)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """N links of one spin: entropy and area of a singlet, from its state and from its spin."""
    half = dict(zip((HALF_S, HALF_A), _link(1), strict=True))
    for twice in range(1, 5):
        entropy, area = _link(twice)
        spin = sp.Rational(twice, 2)
        yield ck.Step(
            f"Spin {spin}: entropy and area (over $8\\pi\\gamma$ Planck areas) of a link",
            sp.Tuple(entropy.doit(), area.doit()),
        )
        for links in (1, 2):
            values = {ENTROPY: links * entropy, AREA: links * area, J: spin} | half
            gap = form.gap().xreplace(values)
            yield ck.Vanishes(NAME, gap, case={"j": spin})


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
    whole = np.ones(len(spins))
    values = {ENTROPY: cut[0], AREA: cut[1], J: sample["d"] / 2}
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
    fails_by="Eq(A_{1/2}*S, A*S_{1/2}) for Eq(S*sqrt(j)*sqrt(j + 1), A*log(2*j + 1))",
    words="sentence",
    reading="That the RT formula can be derived from spin networks is read as: the entropy of a "
    "cut is its area, the spectrum of loop quantum gravity, times one constant $1/4G$ for all "
    "spins. Links are maximally entangled.",
    hypotheses=(beliefs.LOOP_AREA,),
    amended=ck.Amended(
        latex=r"\frac{S}{A} = \frac{\log(2j+1)}{\sqrt{j(j+1)}} "
        r"\quad\text{for cuts through links of spin } j",
        links=amended,
        note="Entropy and area are proportional for cuts through links of one spin, as in the "
        "model the text refers to; the constant depends on the spin, and there is none for mixed "
        "spins.",
    ),
)
