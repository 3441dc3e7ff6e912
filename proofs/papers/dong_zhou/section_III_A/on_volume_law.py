"""Section III.A: the entropy of a generic state follows the volume, not the boundary area."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.circuits import haar_kets
from numerics.qubits.entanglement import reduced_state, von_neumann_entropy
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source

ENTROPY = sp.Symbol(r"\langle S_A\rangle", positive=True)
PART, WHOLE = sp.symbols("N_A N", positive=True)
LN2 = sp.Symbol(r"\ell", positive=True)
BAR = sp.Rational(1, 100)
SIZES = ((1, 8), (2, 8), (3, 8), (4, 8), (2, 10), (5, 10))


def printed() -> list[ck.Link]:
    """One bit for each qubit of the smaller part, less Page's correction."""
    lost = 2 ** (2 * PART - WHOLE) / (2 * sp.log(2))
    return [ck.Link("volume", ck.equal(ENTROPY, PART - lost))]


@cache
def page(part: int, whole: int) -> sp.Rational:
    """Page's mean entropy in nats, a rational number: sum_{k=n+1}^{mn} 1/k - (m - 1) / 2n."""
    m, n = 2**part, 2 ** (whole - part)
    return sp.harmonic(m * n) - sp.harmonic(n) - sp.Rational(m - 1, 2 * n)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Page's rational numbers against the form, within one percent."""
    bracket = sp.And(sp.Rational(693147, 10**6) < LN2, sp.Rational(693148, 10**6) > LN2)
    yield ck.Step(
        "Page's mean entropy of a part of dimension m of a random ket of dimension mn, in nats:",
        sp.Symbol(r"\sum_{k=n+1}^{mn} \frac{1}{k} - \frac{m-1}{2n}"),
    )
    claimed = form.of(ENTROPY).subs(sp.log(2), LN2)
    for part, whole in SIZES:
        mean = page(part, whole)
        right = claimed.subs({PART: part, WHOLE: whole})
        near = sp.And(
            ck.at_most((1 - BAR) * mean, right * LN2),
            ck.at_most(right * LN2, (1 + BAR) * mean),
        )
        yield ck.Entails("volume", bracket, near, case={"N_A": part, "N": whole})


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Mean entropy of parts of random kets."""
    means = []
    for part, rest in zip(sample["part"].astype(int), sample["rest"].astype(int), strict=True):
        kets = haar_kets(part + rest, (200,), rng=rng)
        means.append(von_neumann_entropy(reduced_state(kets, range(part))).mean())
    return ck.Measurement(
        {ENTROPY: np.array(means), PART: sample["part"], WHOLE: sample["part"] + sample["rest"]}
    )


_part, _rest = sp.symbols("part rest", integer=True)

CLAIM = ck.Claim(
    key="dong_zhou:volume-law",
    source=source("III.A"),
    kind="approximation",
    title="Volume law for generic states",
    latex=r"\langle S_A \rangle \simeq N_A - \frac{2^{2 N_A - N}}{2 \ln 2}\ \text{bits} \qquad "
    r"(N_A \le N/2)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("part", 1, 4, (), "qubits of the part"),
                ck.Integer("rest", 3, 6, (), "qubits of the rest"),
            ),
            sp.And(_part <= _rest, _part + _rest >= 6),
        ),
        tolerance=0.005,
        reason="the bar is 1 percent of one side, and the error is relative to both sides; means "
        "of 200 kets are within 0.2 percent",
        method="entropies of parts of random kets",
        samples=12,
        examples=30,
    ),
    expected="proved",
    words="reading",
    reading="That the area law does not hold for generic states is read with Page's value: a part "
    "of up to half of the qubits is almost maximally mixed, whatever its boundary.",
    hypotheses=(beliefs.HAAR,),
)
