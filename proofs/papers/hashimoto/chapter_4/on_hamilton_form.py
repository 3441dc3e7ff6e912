"""Chapter 4: whether the variables of the network are canonical."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.holography.radial import radial_field
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.bulk import BEND, FORCE, SLOPE, eta, force, h, potential
from proofs.papers.hashimoto.shared.notation import source
from qmgr_sym.unevaluated import Divergence, RateAlong

JACOBIAN = sp.Symbol("J", real=True)
START, END = sp.symbols("w_0 w", positive=True)
HAMILTONIAN, MOMENTUM, V = sp.symbols("H p V", real=True)


def printed() -> list[ck.Link]:
    """If phi and pi = phi' are canonical, their flow keeps areas."""
    return [ck.Link("area", ck.equal(JACOBIAN, 1))]


def amended() -> list[ck.Link]:
    """Areas change by w_0 / w; p = w phi' is canonical with H = p^2 / (2 w) - w V."""
    energy = MOMENTUM**2 / (2 * END) - END * V
    return [
        ck.Link("area", ck.equal(JACOBIAN, START / END)),
        ck.Link("hamiltonian", ck.equal(HAMILTONIAN, energy)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Liouville's theorem for (phi, pi); Hamilton's equations for (phi, p)."""
    field, slope = sp.symbols("phi pi", real=True)
    volume = sp.Function("w", positive=True)(eta)
    friction = sp.Derivative(sp.log(volume), eta)
    bend = premises["equation-of-motion"].of(BEND)
    bend = bend.xreplace({SLOPE: slope, FORCE: force(field), h: friction})
    yield ck.Step(
        "Rates of $\\phi$ and $\\pi=\\phi'$, with $w=\\sqrt{f g^{d-1}}$:", sp.Tuple(slope, bend)
    )
    area = form.of(JACOBIAN, "area")
    growth = sp.Derivative(sp.log(area.subs(END, volume)), eta)
    yield ck.shows("area", growth, Divergence((slope, bend), (field, slope)))
    yield ck.shows("area", sp.Subs(area, END, START), sp.S.One)
    if "hamiltonian" in form:
        energy = form.of(HAMILTONIAN, "hamiltonian").subs({V: potential(field), END: volume})
        rates = {eta: 1, field: slope, slope: bend}
        momentum = volume * slope
        yield ck.Step("The momentum and the Hamiltonian:", sp.Tuple(momentum, energy))
        forwards = sp.Subs(sp.Derivative(energy, MOMENTUM), MOMENTUM, momentum)
        yield ck.shows("hamiltonian", forwards, slope)
        backwards = -sp.Subs(sp.Derivative(energy, field), MOMENTUM, momentum)
        yield ck.shows("hamiltonian", backwards, RateAlong(momentum, rates))
        yield ck.Vanishes("hamiltonian", sp.Subs(energy, (field, MOMENTUM), (0, 0)))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Areas from neighbouring fields; the Hamiltonian as work along a ray of phase space."""
    n, size = len(sample["d"]), sample["d"]
    low, high = 0.3 + 0 * size, sample["end"]
    shares, rule = np.polynomial.legendre.leggauss(6)
    shares, rule = (shares + 1) / 2, rule / 2
    point = np.stack([sample["phi"], sample["pi"]], -1)
    near = 1e-3 * np.array([[1.0, 0], [-1, 0], [0, 1], [0, -1]])
    near = np.concatenate([near, 2 * near])
    corners = (point[None] + near[:, None]).reshape(-1, 2)
    columns = _flow(sample, corners, low, high, 8).reshape(8, n, 2)
    sides = [
        (8 * (columns[i] - columns[i + 1]) - (columns[i + 4] - columns[i + 5])) / 12e-3
        for i in (0, 2)
    ]
    rays = (point[None] * shares[:, None, None]).reshape(-1, 2)
    step = 0.01
    path = [_flow(sample, rays, high, high + j * step, 6).reshape(6, n, 2) for j in (-2, -1, 1, 2)]
    places = [high + j * step for j in (-2, -1, 1, 2)]
    fields = [one[..., 0] for one in path]
    momenta = [_volume(sample, at) * one[..., 1] for at, one in zip(places, path, strict=True)]
    volume = _volume(sample, high)
    work = point[:, 1] * volume * _rate(fields, step) - point[:, 0] * _rate(momenta, step)
    values = {
        JACOBIAN: sides[0][:, 0] * sides[1][:, 1] - sides[0][:, 1] * sides[1][:, 0],
        START: _volume(sample, low),
        END: volume,
        HAMILTONIAN: rule @ work,
        MOMENTUM: volume * sample["pi"],
        V: sample["mass"] * sample["phi"] ** 2 / 2 + sample["quartic"] * sample["phi"] ** 4 / 4,
    }
    return ck.Measurement(values)


def _rate(around: list[ck.Array], step: float) -> ck.Array:
    """Derivative from values at -2, -1, 1 and 2 steps."""
    return np.asarray((8 * (around[2] - around[1]) - (around[3] - around[0])) / (12 * step))


def _volume(sample: ck.Sample, at: ck.Array) -> ck.Array:
    """sinh(d eta), which is sqrt(f g^(d-1)) of a black hole up to a constant."""
    return np.asarray(np.sinh(sample["d"] * at))


def _flow(
    sample: ck.Sample, start: ck.Array, low: ck.Array, high: ck.Array, times: int
) -> ck.Array:
    """Fields from `low` to `high`, the sample repeated `times`."""
    size, mass, quartic = (np.tile(sample[name], times) for name in ("d", "mass", "quartic"))
    ends = np.tile(low, times), np.tile(high, times)
    path: ck.Array = radial_field(
        lambda at: size / np.tanh(size * at), lambda x: mass * x + quartic * x**3, start, ends
    )[-1]
    return path


CLAIM = ck.Claim(
    key="hashimoto:hamilton-form",
    source=source("4"),
    kind="result",
    title="Hamilton form of the equation of motion",
    latex=r"(\phi, \pi) \ \text{canonical:}\quad "
    r"\frac{\partial(\phi, \pi)(\eta)}{\partial(\phi, \pi)(\eta_0)} = 1, \quad "
    r"\pi = \partial_\eta\phi",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("d", 2, 4, (), "dimension of the boundary"),
                ck.Integer("mass", -3, 3, (), "second derivative of V at zero"),
                ck.Integer("quartic", 0, 2, (), "four times the coefficient of phi^4"),
                ck.Real("end", 0.5, 1.0, (), "where areas are compared with those at 0.3"),
                ck.Real("phi", -1.0, 1.0, (), "field"),
                ck.Real("pi", -1.0, 1.0, (), "slope"),
            )
        ),
        tolerance=2e-6,
        reason="differences of order four with steps 0.01 in eta and 0.001 in the field: 1e-7",
        method="areas from neighbouring integrated fields; work along rays",
        samples=32,
        examples=40,
    ),
    expected="corrected",
    fails_by="right side 1 for w_0/w",
    reading="The slide calls the pair of first-order equations Hamilton form. Read strictly: "
    "$\\phi$ and $\\pi=\\phi'$ are canonical, so that areas are kept. Friction shrinks them; with "
    "it no Hamiltonian of $\\phi$ and $\\pi$ exists.",
    premises=("hashimoto:equation-of-motion",),
    words="reading",
    hypotheses=(beliefs.HALF_ACTION,),
    amended=ck.Amended(
        latex=r"\frac{\partial(\phi, \pi)(\eta)}{\partial(\phi, \pi)(\eta_0)} = "
        r"\frac{w(\eta_0)}{w(\eta)}, \quad H(\phi, p, \eta) = \frac{p^2}{2w} - w V(\phi), \quad "
        r"p = w\, \partial_\eta\phi, \quad w = \sqrt{f g^{d-1}}",
        links=amended,
        note="The canonical momentum carries the volume of the slice. The printed pair is first "
        "order, which is all that the network needs.",
    ),
)
