"""Section 4: which solutions the Madelung and the Schrodinger equation share."""

from typing import Any

import numpy as np
import sympy as sp
from numpy.random import Generator
from numpy.typing import NDArray
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.grid import Grid
from numerics.waves import schrodinger
from numerics.waves.circulation import box_circulation
from numerics.waves.madelung import evolve_fluid
from numerics.waves.random_fields import density, trig_polynomial
from proofs.papers.vanchurin.section_4.eq_4_04 import Psi, wave
from proofs.papers.vanchurin.shared.notation import (
    F_tilde,
    M,
    V,
    every_dimension,
    hbar,
    p,
    q,
    source,
    t,
)
from proofs.papers.vanchurin.shared.turns import N, whole_turns
from qmgr_sym.quantum.madelung import bohm_potential, madelung_residuals
from qmgr_sym.quantum.schrodinger import schrodinger_residual

Array = NDArray[Any]
K = 1
CIRCULATION, OF_WAVE = sp.symbols(r"\Gamma \Gamma_\Psi", real=True)
BEFORE, AFTER = sp.Symbol(r"\Psi_0"), sp.Symbol(r"\Psi_1")
RING = Grid((2 * np.pi,), (32,))
MASS = 0.5  # of the engine, where hbar is 1
_STENCIL = np.array([1.0, -8.0, 0.0, 8.0, -1.0]) / 12
_STEP = 2e-3


def _single_valued() -> sp.Eq:
    return ck.equal(AFTER, BEFORE)


def _links(loop: sp.Basic) -> list[ck.Link]:
    kinetic = sp.Derivative(Psi(K), (q(K)[0], 2))
    energy = -(hbar**2) / (2 * M) * kinetic + V(K) * Psi(K)
    rate = sp.I * hbar * sp.Derivative(Psi(K), t)
    return [
        ck.Link("where a free energy exists", ck.equal(rate, energy)),
        ck.Link("around a loop", loop),
        ck.Link("the opposite", ck.differ(OF_WAVE, 0), "some"),
    ]


def printed() -> list[ck.Link]:
    """Every (p, u) of the fluid gives one wave function; some waves have no free energy."""
    return _links(_single_valued())


def amended() -> list[ck.Link]:
    """The wave function is single valued exactly if M times the circulation is 2 pi hbar N."""
    whole = ck.equal(CIRCULATION, 2 * sp.pi * hbar * N)
    return _links(sp.Equivalent(whole, _single_valued(), evaluate=False))


def _rates(variables: int) -> tuple[Expr, Expr]:
    """Rates of change of p and F~ from (3.8) and (3.9), in any number of variables."""
    slopes = [(x, sp.diff(F_tilde(variables), x)) for x in q(variables)]
    spread = sp.Add(*(sp.diff(p(variables) * slope, x) for x, slope in slopes)) / M
    kinetic = sp.Add(*(slope**2 for _, slope in slopes)) / (2 * M)
    quantum = bohm_potential(p(variables), q(variables), hbar, M)
    return spread, kinetic + V(variables) + quantum


def _local(form: sp.Eq) -> tuple[Expr, Expr, list[ck.Vanishes]]:
    """Rates of p and F~ from (3.8) and (3.9), and what has to vanish with them."""
    slope = sp.diff(F_tilde(K), q(K)[0])
    rate_p, rate_F = _rates(K)
    rates = {sp.Derivative(F_tilde(K), t): rate_F, sp.Derivative(p(K), t): rate_p}
    fluid = madelung_residuals(p(K), [-slope / M], V(K), q(K), t, hbar, M)
    residual = (form.lhs - form.rhs).subs(Psi(K), wave(K)).doit()
    # real and imaginary part vanish together with the equations of the fluid, and only with them
    imaginary = hbar / (2 * p(K)) * (sp.Derivative(p(K), t) - rate_p)
    real = sp.Derivative(F_tilde(K), t) - rate_F
    split = residual - wave(K) * (real + sp.I * imaginary)
    checked = (split, fluid.continuity.subs(rates).doit(), fluid.momentum[0].subs(rates).doit())
    return rate_p, rate_F, [ck.Vanishes("where a free energy exists", e) for e in checked]


def _vortex() -> tuple[Expr, tuple[Expr, Expr], list[Expr]]:
    """A flow around the origin with circulation 2 pi nu, at rest in a harmonic potential."""
    nu = sp.Symbol("nu", positive=True)
    x, y = sp.symbols("x y", real=True)
    square = x**2 + y**2
    thin, flow = square**nu * sp.exp(-square), (-nu * y / square, nu * x / square)
    fluid = madelung_residuals(thin, flow, square / 2, (x, y), t, sp.S.One, sp.S.One)
    return thin, flow, [fluid.continuity, *fluid.momentum]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Insert (4.4); carry the wave function around a loop; and one wave that winds."""
    rate_p, rate_F, obligations_local = _local(form["where a free energy exists"])
    loop = form["around a loop"]
    speed, length = sp.symbols("c L", positive=True)
    ring = madelung_residuals(1 / length, [speed], sp.S.Zero, q(K), t, hbar, M)
    thin, flow, vortex = _vortex()
    turn = {AFTER: BEFORE * sp.exp(sp.I * CIRCULATION / hbar)}
    carried = [part for part in loop.atoms(sp.Eq) if part.lhs == AFTER]
    gaps = [(part.lhs - part.rhs).subs(turn) for part in carried]
    around: list[ck.Vanishes] = []
    if isinstance(loop, sp.Equivalent):
        (allowed,) = (part.rhs for part in loop.atoms(sp.Eq) if part.lhs == CIRCULATION)
        around += whole_turns("around a loop", allowed)
        gaps = [gap.subs(CIRCULATION, allowed) for gap in gaps]
    else:
        gaps = [gap.subs(CIRCULATION, M * speed * length) for gap in gaps]
    still = (ring.continuity, *ring.momentum, *vortex)
    around += [ck.Vanishes("around a loop", sp.expand(e)) for e in (*still, *gaps)]
    winding = sp.exp(sp.I * (q(K)[0] - hbar * t / (2 * M)))
    node = sp.cos(q(K)[0]) * sp.exp(-sp.I * hbar * t / (2 * M))
    zero = [schrodinger_residual(w, sp.S.Zero, q(K), t, hbar, M) for w in (winding, node)]
    return ck.Derivation(
        steps=(
            ck.Step(
                "(3.8) and (3.9), both corrected, with the velocity of (3.10), corrected, give",
                ck.equal(sp.Derivative(p(K), t), rate_p),
            ),
            ck.Step(
                "and, up to a function of time that $\\tilde F$ absorbs. "
                + every_dimension(K, lambda n: _rates(n)[1]),
                ck.equal(sp.Derivative(F_tilde(K), t), rate_F),
            ),
            ck.Step(
                "On a ring of length $L$ the uniform density with any constant velocity $c$ solves "
                "(3.8) and (3.9). Around the ring its wave function takes the factor",
                sp.exp(sp.I * M * speed * length / hbar),
            ),
            ck.Step(
                "In the plane, with $\\hbar=M=1$ and $V=(x^2+y^2)/2$, so do, for every $\\nu>0$, "
                "this density and velocity, whose factor is $e^{2\\pi i\\nu}$:",
                sp.Tuple(thin, *flow),
            ),
            ck.Step("A wave on the ring that no single-valued $\\tilde F$ gives:", winding),
            ck.Step("A wave with nodes, where $u$ is not defined:", node),
        ),
        obligations=(
            *obligations_local,
            *around,
            *(ck.Vanishes("the opposite", residual) for residual in zero),
            ck.Satisfiable("the opposite", form["the opposite"].subs(OF_WAVE, 2 * sp.pi * hbar)),
        ),
    )


def _phase(speed: Array) -> tuple[Array, Array]:
    """Phase (M/hbar) int_0^q u dq at every point, and once around the ring."""
    k, mean = RING.wavenumbers(0), speed.mean(-1, keepdims=True)
    spectrum = np.fft.fft(speed - mean, axis=-1)
    spectrum[..., 0] = 0.0
    spectrum[..., 1:] /= 1j * k[1:]
    part = np.fft.ifft(spectrum, axis=-1).real
    whole = MASS * box_circulation(speed[None], RING, 0)[..., 0]
    return MASS * (part - part[..., :1] + mean * RING.coordinates()[0]), whole


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Two fluids that evolve by (3.8) and (3.9), without and with circulation, and a wave."""
    planck = sample["hbar"]
    whole = sample["turns"] + np.where(sample["whole"] > 0.5, 0.0, sample["share"])
    ripple = 0.5 * trig_polynomial(sample["u"], RING)
    ripple = ripple - ripple.mean(-1, keepdims=True)
    speed = np.stack([ripple, ripple + whole[:, None] / MASS])
    potential = trig_polynomial(sample["V"], RING)
    start = np.broadcast_to(density(sample["p"], RING), speed.shape)
    times = 0.02 + _STEP * np.arange(-2, 3)
    run = evolve_fluid(
        start,
        speed[None],
        potential / planck[:, None],
        grid=RING,
        hbar=1.0,
        mass=MASS,
        times=np.concatenate([[0.0], times]),
    )
    p_, (phase, turn) = run.density[1:], _phase(run.velocity[1:, 0])
    still = np.sqrt(p_[:, 0]) * np.exp(1j * phase[:, 0])
    change, middle = np.tensordot(_STENCIL, still, 1) / _STEP, still[2]
    # F~ holds a function of time alone: it is fixed by the mean energy of the wave
    mean = schrodinger.energy(middle, potential / planck[:, None], grid=RING, hbar=1.0, mass=MASS)
    share = (middle.conj() * 1j * change).sum(-1) / (np.abs(middle) ** 2).sum(-1)
    change = change + 1j * (share.real - mean)[:, None] * middle
    root, last = np.sqrt(p_[-1, 1, :, 0]), turn[-1, 1]
    wound = np.exp(1j * RING.coordinates()[0]) * np.sqrt(start[0])
    wound = schrodinger.evolve_wave(
        wound, potential / planck[:, None], grid=RING, hbar=1.0, mass=MASS, dt=1e-3, steps=20
    )
    current = schrodinger.current(wound, grid=RING, hbar=1.0, mass=MASS)
    values = {
        Psi(K): middle,
        sp.Derivative(Psi(K), t): change,
        V(K): potential,
        hbar: planck,
        M: MASS * planck,
        CIRCULATION: planck * last,
        N: np.rint(last / (2 * np.pi)),
        BEFORE: root,
        AFTER: root * np.exp(1j * last),
        OF_WAVE: planck
        * MASS
        * box_circulation(current / schrodinger.wave_density(wound, RING), RING, 0)[:, 0],
    }

    def derivative(array: Array, symbol: sp.Symbol) -> Array:
        k = RING.wavenumbers(0)
        return np.asarray(np.fft.ifft(1j * k * np.fft.fft(array, axis=-1), axis=-1))

    return ck.Measurement(values, derivative)


CLAIM = ck.Claim(
    key="vanchurin:madelung-schrodinger",
    source=source("4"),
    kind="result",
    title="Solutions of the Madelung and of the Schrodinger equation",
    latex=r"(3.8),\ (3.9) \quad\Longrightarrow\quad i\hbar \frac{\partial \Psi}{\partial t} = "
    r"-\frac{\hbar^2}{2M} \sum_k \frac{\partial^2 \Psi}{\partial q_k^2} + V \Psi, "
    r"\qquad \text{not}\ \Longleftarrow",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("hbar", 0.5, 2.0),
                ck.Integer("turns", -2, 2),
                ck.Real("share", 0.1, 0.9),
                ck.Integer("whole", 0, 1),
                *(ck.Integer(name, -2, 2, (2, 2)) for name in ("p", "u", "V")),
            )
        ),
        tolerance=1e-6,
        reason="five-point stencil of step 0.002 on smooth flows without nodes, below 1e-7",
        method="runs of the Madelung fluid (3.8), (3.9), with and without circulation",
        samples=24,
        examples=40,
    ),
    expected="corrected",
    reading="Solutions of (3.8) and (3.9) are read as what these equations speak of, a density and "
    "a velocity. If instead they are a density and a single-valued $\\tilde F$, the circulation "
    "vanishes, the first half of the sentence holds, and waves that wind show the opposite not to "
    "hold; (4.1) then admits those waves.",
    premises=(
        "vanchurin:3.8",
        "vanchurin:3.9",
        "vanchurin:3.10",
        "vanchurin:3.12",
        "vanchurin:4.4",
        "vanchurin:schrodinger",
    ),
    hypotheses=(
        "$p>0$ along the loop, and $u$ has no vorticity there",
        "$4D\\alpha>\\gamma>0$, so that $\\hbar$ is real",
    ),
    amended=ck.Amended(
        latex=r"\oint M u \cdot dq = 2\pi\hbar N, \ N \in \mathbb{Z} \quad\Longleftrightarrow\quad "
        r"\Psi \ \text{is single valued}",
        links=amended,
        note="Locally every solution of the fluid gives a solution of the Schrodinger equation. "
        "Globally it does so exactly if the circulation of $Mu$ around every loop is a whole "
        "multiple of $2\\pi\\hbar$, the condition of Wallstrom (1994), which (3.8) and (3.9) do "
        "not contain. Conversely a wave without nodes gives a solution of the fluid.",
    ),
    known=(
        {
            "hbar": 1.0,
            "turns": 0,
            "share": 0.5,
            "whole": 0,
            **{name: [[0, 0], [0, 0]] for name in ("p", "u", "V")},
        },
    ),
)
