"""(3.5), first line: what the constraint says where p stands outside the time integral."""

from collections.abc import Iterator

import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.shared import notation as n
from proofs.papers.vanchurin.shared import path
from proofs.papers.vanchurin.shared.integrals import BOX, integrand

AT_END = sp.Function("p_1", positive=True)(*n.q(1))
CONSTRAINT = sp.Symbol("C", real=True)


def printed() -> sp.Eq:
    """int dq p (int dt (dF/dt - <dF/dt>_t) - f), with p at one time, is -f for every F."""
    (x,) = n.q(1)
    return ck.equal(CONSTRAINT, -n.f * sp.Integral(AT_END, (x, 0, BOX)))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The time average of (3.6) inserted: dF/dt an exponential of any rate, and so any."""
    rate = sp.Symbol("c", positive=True)
    change, potential = sp.exp(rate * n.t), premises["3.6"].of(n.V(1))
    # a mean of dF/dt for which V dt integrates to dF dt + f dt
    mean = potential.xreplace({n.mean_F_change(1): sp.Integral(change, (n.t, 0, n.T)) / n.T}) - n.f
    bracket = sp.Integral(change, (n.t, 0, n.T)) - sp.Integral(mean, (n.t, 0, n.T)) - n.f
    yield ck.Step("The bracket of (3.5), with the average of (3.6):", bracket)
    stated = integrand(form.of(CONSTRAINT), {n.q(1)[0]: BOX})
    yield ck.shows("equation", AT_END * bracket, stated)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """F followed along its drift, averaged over time, weighed with the density at the end."""
    history = path.history(sample)
    change, mean = path.free_energy_along_drift(sample, history)
    within = path.calculus()["integral"](change - mean, n.t)[:, 0]
    last, line = history.p[:, -1], path.LINE.nodes(0)
    total = line.integrate(last * (within - sample["f"][:, None]))
    values = {CONSTRAINT: total, AT_END: last, n.f: sample["f"]}
    return ck.Measurement(values, **ck.on_nodes({n.q(1)[0]: line}))


CLAIM = ck.Claim(
    key="vanchurin:constraint-as-printed",
    source=n.source("3"),
    kind="result",
    title="The constraint of the action with the density outside the time integral",
    latex=r"\int d^K q \, p \left(\int_0^T dt \left(\frac{dF}{dt} - \left\langle \frac{dF}{dt} "
    r"\right\rangle_t\right) - f\right) = -f",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        path.DOMAIN,
        tolerance=1e-9,
        reason="one rule integrates over time in the average and in the constraint",
        method="Fokker-Planck history by finite volumes; F followed along its drift",
        samples=16,
    ),
    words="reading",
    expected="proved",
    reading="The first line of (3.5) read to the letter, with $p$ outside the integral over time "
    "and therefore at one time. A quantity less its time average integrates to nothing, so that "
    "the constraint is $-f$ times $\\int p$ for every $F$: it constrains nothing, the term "
    "$\\alpha "
    "f$ of the action is a number, and no Madelung equation follows. With $f$ inside the integral "
    "it is $-fT$. This is why $p$ is read as a factor of the integrand in vanchurin:3.5.",
    premises=("vanchurin:3.6",),
    explained={
        "equation: drop the factor Integral(p_1(q_1), (q_1, 0, L)) in -f*Integral(p_1(q_1), "
        "(q_1, 0, L))": "the density is normalised"
    },
)
