"""Chapter 4: the network of many layers against the differential equation, in both variables."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.holography.radial import radial_field
from numerics.holography.recursion import layers
from proofs.papers.hashimoto.shared import beliefs, layer
from proofs.papers.hashimoto.shared.bulk import FORCE
from proofs.papers.hashimoto.shared.notation import source
from qmgr_sym.unevaluated import SeriesCoefficient

PHI_N, PI_N, MODE_N = sp.symbols("phi_N pi_N a_N", real=True)
PHI, PI, MODE = sp.symbols("phi pi a", real=True)
STEP, POWER, LENGTH = sp.symbols(r"\Delta\eta Delta ell", positive=True)
COUNTS = (48, 96, 192, 384, 768)


def printed() -> list[ck.Link]:
    """Both variables to the first order in the step; for a mode the error itself."""
    error = MODE * (1 - POWER**2 * LENGTH * STEP / 2)
    return [
        ck.Link("phi", ck.equal(PHI_N, PHI), order=1),
        ck.Link("pi", ck.equal(PI_N, PI), order=1),
        ck.Link("mode", ck.equal(MODE_N, error), order=2),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """N equal layers on a mode exp(-Delta eta) of constant friction and quadratic potential."""
    friction = sp.Symbol("h", real=True)
    mode = {
        layer.PI: -POWER * layer.PHI,
        layer.H: friction,
        FORCE: (POWER**2 - friction * POWER) * layer.PHI,
        layer.STEP: STEP,
    }
    layers_of = premises["recursion"]
    one = layers_of.of(layer.NEXT_PHI, "phi").subs(mode) / layer.PHI
    other = layers_of.of(layer.NEXT_PI, "pi").subs(mode) / (-POWER * layer.PHI)
    yield ck.Step("One layer multiplies $\\phi$ of the mode $e^{-\\Delta\\eta}$ by", sp.cancel(one))
    yield ck.shows("mode", one, other)
    growth = sp.exp(LENGTH * (sp.log(sp.cancel(one)) / STEP + POWER))
    yield ck.Step("$\\ell/\\Delta\\eta$ layers multiply it, over the solution, by", growth)
    for name, found, limit, factor, orders in (
        ("phi", PHI_N, PHI, sp.S.One, 1),
        ("pi", PI_N, PI, -POWER, 1),
        ("mode", MODE_N, MODE, sp.S.One, 2),
    ):
        gap = form.gap(name).subs({found: factor * growth, limit: factor})
        for n in range(orders):
            yield ck.Vanishes(name, SeriesCoefficient(gap, STEP, n))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Networks of 48 to 768 layers in a black hole's bulk beside adaptive integration."""
    mass, quartic, speed = sample["mass"], sample["quartic"], sample["d"]
    low, high = 0.2, 1.0

    def friction(at: ck.Array) -> ck.Array:
        return np.asarray(speed / np.tanh(speed * at))

    def push(x: ck.Array) -> ck.Array:
        return np.asarray(mass * x + quartic * x**3)

    start = np.stack([sample["phi"], sample["pi"]], -1)
    end = radial_field(friction, push, start, [high, low])[-1]
    power, length = sample["power"], sample["length"]
    h = power + sample["other"]
    unit = np.stack([np.ones_like(power), -power], -1)
    solved = radial_field(lambda at: h, lambda x: -power * (h - power) * x, unit, [0 * h, length])
    deep = np.empty((*end.shape, len(COUNTS)))
    modes = np.empty((len(h), len(COUNTS)))
    for j, count in enumerate(COUNTS):
        places = high + (low - high) * np.arange(count) / count
        step = (low - high) / count
        deep[..., j] = layers(friction(places[:, None]), push, start, step)[-1]
        flat = np.broadcast_to(h, (count, len(h)))
        ahead = layers(flat, lambda x: -power * (h - power) * x, unit, length / count)
        modes[:, j] = ahead[-1, :, 0]
    values = {
        PHI_N: deep[:, 0],
        PI_N: deep[:, 1],
        PHI: end[:, 0],
        PI: end[:, 1],
        MODE_N: modes,
        MODE: solved[-1, :, 0],
        STEP: length[:, None] / np.array(COUNTS),
        POWER: power,
        LENGTH: length,
    }
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="hashimoto:layers-converge",
    source=source("4"),
    kind="approximation",
    title="The equation of motion as a feedforward network",
    latex=r"\phi_N = \phi(\eta) + O(\Delta\eta), \quad \pi_N = \pi(\eta) + O(\Delta\eta), \quad "
    r"a_N = \left(1 - \frac{\Delta^2 \ell}{2}\Delta\eta\right) a + O(\Delta\eta^2)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("d", 2, 4, (), "dimension of the boundary"),
                ck.Integer("mass", -3, 1, (), "second derivative of V at zero"),
                ck.Integer("quartic", 0, 1, (), "four times the coefficient of phi^4"),
                ck.Real("phi", 0.1, 1.0, (), "field at eta = 1"),
                ck.Real("pi", -0.2, 0.2, (), "slope at eta = 1"),
                ck.Real("power", 0.5, 2.0, (), "exponent of a mode"),
                ck.Real("other", 0.5, 2.0, (), "exponent of its partner"),
                ck.Real("length", 0.5, 1.5, (), "way of the mode"),
            )
        ),
        tolerance=1e-8,
        reason="orders measured on four doublings of the number of layers",
        method="networks of 48 to 768 layers beside adaptive integration",
        samples=16,
        examples=10,
    ),
    expected="proved",
    reading="The slide says that the discretised equation of motion is a feedforward network; "
    "tested is that many layers give the field, in both variables, at an order of one. The layers "
    "are linear except for $\\delta V/\\delta\\phi$ of the field itself: the activation acts on "
    "$\\pi$ through $\\phi$ and is no function of one neuron. The exact arm takes the modes of "
    "constant friction, for which it gives the error itself; the numeric arm a black hole.",
    premises=("hashimoto:recursion",),
    hypotheses=(beliefs.CORRECTED_LAYERS, beliefs.SMOOTH_ON_THE_WAY),
)
