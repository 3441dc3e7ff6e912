"""(4.4): the wave function; density, current and values have to be those of the fluid."""

from functools import partial
from typing import Any

import numpy as np
import sympy as sp
from numpy.random import Generator
from numpy.typing import NDArray
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.waves.random_fields import trig_polynomial
from numerics.waves.wave_action import wave_energy, wave_flow
from proofs.papers.vanchurin.section_3 import eq_3_10
from proofs.papers.vanchurin.shared import fields
from proofs.papers.vanchurin.shared.notation import (
    F_tilde,
    M,
    every_dimension,
    hbar,
    p,
    q,
    source,
    spacetime,
)
from proofs.papers.vanchurin.shared.turns import N
from qmgr_sym.quantum.schrodinger import probability_current

Array = NDArray[Any]
K = 1
LINE = fields.GRIDS[K]


def Psi(dimension: int) -> Expr:
    """The wave function Psi(q, t)."""
    return sp.Function("Psi")(*spacetime(dimension))


def wave(dimension: int) -> Expr:
    """sqrt(p) exp(-i F~ / hbar), as printed."""
    return sp.sqrt(p(dimension)) * sp.exp(-sp.I * F_tilde(dimension) / hbar)


def printed() -> list[ck.Link]:
    """Psi = sqrt(p) exp(-i F~ / hbar)."""
    return [ck.Link("wave function", ck.equal(Psi(K), wave(K)))]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Density p, current p u with the velocity of the fluid, one value for each state (4.1)."""
    psi = form["wave function"].rhs
    star = sp.conjugate(psi)
    current = probability_current(psi, star, q(K), hbar, M)[0]

    def in_any_dimension(variables: int) -> Expr:
        ends = (wave(variables), sp.conjugate(wave(variables)))
        return probability_current(*ends, q(variables), hbar, M)[0]

    flow = (p(K) * eq_3_10.velocity(1, K)).doit()
    turned = sp.expand(psi.subs(F_tilde(K), F_tilde(K) + 2 * sp.pi * hbar * N))
    return ck.Derivation(
        steps=(
            ck.Step("$\\Psi^*\\Psi$, which has to be $p$:", sp.expand(star * psi)),
            ck.Step(
                "Probability current $(\\hbar/2iM)(\\Psi^*\\partial\\Psi-\\Psi\\partial\\Psi^*)$, "
                "which has to be $pu$ with (3.10) in its corrected form. "
                + every_dimension(K, in_any_dimension),
                ck.equal(sp.expand(current), flow),
            ),
            ck.Step("A shift of $\\tilde F$ by $2\\pi\\hbar N$ has to leave it unchanged:", turned),
        ),
        obligations=(
            ck.Vanishes("wave function", star * psi - p(K)),
            ck.Vanishes("wave function", current - flow),
            ck.Vanishes("wave function", turned - psi),
            ck.Vanishes("wave function", psi.subs(F_tilde(K), 0) - sp.sqrt(p(K))),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Wave to fluid: density, and free energy from the change of the density in time.

    The wave changes as the functional (4.3) makes it, by complex step. The velocity that carries
    its density along is integrated to F~ = -M int u dq, zero where the wave is real and positive.
    """
    real = 1 + trig_polynomial(sample["re"], LINE, scale=0.05)
    wave = real + 1j * trig_polynomial(sample["im"], LINE, scale=0.05)
    wave = wave * (np.abs(wave[:, :1]) / wave[:, :1])
    action = partial(wave_energy, V=0 * wave.real, hbar=sample["hbar"], mass=sample["M"], grid=LINE)
    change = wave_flow(action, wave, hbar=sample["hbar"], grid=LINE)
    density = np.abs(wave) ** 2
    speed = fields.speed_from_rate(2 * (wave.conj() * change).real, density)
    values = {
        Psi(K): wave,
        p(K): density,
        F_tilde(K): -sample["M"][:, None] * _antiderivative(speed),
        hbar: sample["hbar"],
    }
    return ck.Measurement(values)


def _antiderivative(field: Array) -> Array:
    """The periodic integral of a field of mean zero, zero at the first point."""
    k = LINE.wavenumbers(0)
    spectrum = np.fft.fft(field, axis=-1)
    spectrum[..., 0] = 0.0
    spectrum[..., 1:] /= 1j * k[1:]
    result = np.fft.ifft(spectrum, axis=-1).real
    return np.asarray(result - result[..., :1])


CLAIM = ck.Claim(
    key="vanchurin:4.4",
    source=source("4", "4.4"),
    kind="definition",
    title="Wave function",
    latex=r"\Psi \equiv \sqrt{p} \exp\left(-\frac{i\tilde{F}}{\hbar}\right)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("hbar", 0.25, 2.0),
                ck.Real("M", 0.25, 2.0),
                ck.Integer("re", -2, 2, (2, 2)),
                ck.Integer("im", -2, 2, (2, 2)),
            )
        ),
        tolerance=1e-8,
        reason="smooth waves without nodes on 48 points; the flow is exact to rounding",
        method="complex-step flow of the functional (4.3); free energy from the carried density",
    ),
    expected="well-posed",
    reading="Required: $\\Psi^*\\Psi=p$, the current of (4.3) is $pu$ with the corrected (3.10), "
    "shifts by $2\\pi\\hbar N$ change nothing, and $\\Psi=\\sqrt p$ where $\\tilde F=0$.",
    premises=("vanchurin:3.8", "vanchurin:3.10", "vanchurin:3.12"),
    hypotheses=("$\\hbar$ is real: $4D\\alpha>\\gamma>0$",),
)
