"""(4.4): the wave function; density, current and values have to be those of the fluid."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
import sympy as sp
from numpy.random import Generator
from numpy.typing import NDArray
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.waves.random_fields import trig_polynomial
from numerics.waves.wave_functional import wave_energy, wave_flow
from proofs.papers.vanchurin.shared import beliefs, fields
from proofs.papers.vanchurin.shared import notation as n
from proofs.papers.vanchurin.shared.directions import component

Array = NDArray[Any]
LINE = fields.GRIDS[1]


def printed(K: int = 1) -> sp.Eq:
    """Psi = sqrt(p) exp(-i F~ / hbar)."""
    wave = sp.sqrt(n.p(K)) * sp.exp(-sp.I * n.F_tilde(K) / n.hbar)
    return ck.equal(n.Psi(K), wave)


def _current(wave: Expr, x: sp.Symbol) -> Expr:
    """(hbar/2iM) (Psi* d_x Psi - Psi d_x Psi*)."""
    star = sp.conjugate(wave)
    turning = star * sp.Derivative(wave, x) - wave * sp.Derivative(star, x)
    return n.hbar / (2 * sp.I * n.M) * turning


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Density p, current p u with the velocity of the fluid; real and positive without F~."""
    wave, velocity = form.of(n.Psi(1)), premises["3.10"].of(n.u(1, 1))
    star = sp.conjugate(wave)
    yield ck.Step("$\\Psi^*\\Psi$, which has to be $p$:", sp.Mul(star, wave, evaluate=False))
    yield ck.shows("equation", star * wave, n.p(1))
    yield ck.Step("Its current, which has to be $pu$:", _current(wave, n.q(1)[0]))
    first, second = (
        ck.shows("equation", _current(component(wave, k), x), n.p(2) * component(velocity, k))
        for k, x in enumerate(n.q(2), 1)
    )
    yield ck.shows("equation", first.expression, 0, case={"K": 1})
    yield ck.Induction("K", second)
    yield ck.shows("equation", wave.xreplace({n.F_tilde(1): sp.S.Zero}), sp.sqrt(n.p(1)))


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
        n.Psi(1): wave,
        n.p(1): density,
        n.F_tilde(1): -sample["M"][:, None] * _antiderivative(speed),
        n.hbar: sample["hbar"],
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
    source=n.source("4", "4.4"),
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
    "and $\\Psi=\\sqrt p$ where $\\tilde F=0$.",
    premises=("vanchurin:3.10",),
    hypotheses=(beliefs.REAL_PLANCK,),
)
