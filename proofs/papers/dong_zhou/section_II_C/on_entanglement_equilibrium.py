"""Sections I and II.C: entanglement equilibrium of small balls asks for Einstein's equation."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import gauss_legendre
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from proofs.papers.dong_zhou.shared.small_balls import (
    DOMAIN,
    G00,
    OMEGA,
    area_change,
    einstein_density,
    measure,
)
from qmgr_sym.unevaluated import SeriesCoefficient

NEWTON, T00 = sp.Symbol("G", positive=True), sp.Symbol("T_00", real=True)
MODULAR, BALANCE = sp.symbols("delta_K T_eq", real=True)  # over l^4, energy density in balance


def printed() -> list[ck.Link]:
    """The modular energy of a ball over l^4, and the energy density that keeps the balance."""
    return [
        ck.Link("modular", ck.equal(MODULAR, 2 * sp.pi * OMEGA * T00 / 15)),
        ck.Link("Einstein", ck.equal(BALANCE, G00 / (8 * sp.pi * NEWTON)), order=2),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The conformal Killing vector's energy, and the balance of area and matter."""
    r, size = sp.symbols("r l", positive=True)
    weight = 2 * sp.pi * (size**2 - r**2) / (2 * size)
    yield ck.Step(
        "Modular Hamiltonian of a ball in the vacuum of a conformal theory weighs the "
        "energy density with:",
        weight,
    )
    energy = sp.Integral(weight * OMEGA * r**2 * T00, (r, 0, size)) / size**4
    yield ck.Step("Its mean for a small ball, over $l^4$:", ck.equal(MODULAR, energy))
    yield ck.Vanishes("modular", form.gap("modular").xreplace({MODULAR: energy}))
    matter = form.of(MODULAR, "modular").subs(T00, form.of(BALANCE, "Einstein"))
    change = area_change(size)
    yield ck.Step("Change of area at fixed volume over $l^4$:", change)
    yield ck.Step(
        "Balance $\\delta A/4G+\\delta\\langle K\\rangle=0$:",
        ck.equal(change / (4 * NEWTON) + matter, 0),
    )
    balance = change / (4 * NEWTON) + matter.subs(G00, einstein_density())
    for order in (0, 1):
        yield ck.Vanishes("Einstein", SeriesCoefficient(balance, size, order))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Areas of geodesic balls; the energy that balances them, by cubature over the ball."""
    density, needed, energy = [], [], []
    unit = _weighted_volume(1.0)
    for bend, newton, matter in zip(sample["bend"], sample["G"], sample["T_00"], strict=True):
        g00, radii, areas = measure(bend)
        density.append(g00)
        needed.append(-areas / (4 * newton) / [_weighted_volume(r) for r in radii])
        energy.append(unit * matter)
    values = {BALANCE: np.array(needed)[:, None], G00: np.array(density)}
    values |= {MODULAR: np.array(energy), OMEGA: np.full(len(energy), 4 * np.pi)}
    values |= {NEWTON: sample["G"], T00: sample["T_00"]}
    return ck.Measurement(values)


def _weighted_volume(size: float) -> float:
    """Integral of 2 pi (l^2 - r^2) / (2 l) over a ball, slice by slice."""
    nodes, weights = gauss_legendre(12, 1.0, dimension=2)
    height, across = size * nodes[:, 0], nodes[:, 1]
    rim = np.sqrt(size**2 - height**2)
    rho = rim * (1 + across) / 2
    weight = np.pi * (size**2 - height**2 - rho**2) / size
    return float((weights * size * rim / 2 * 2 * np.pi * rho * weight).sum())


CLAIM = ck.Claim(
    key="dong_zhou:entanglement-equilibrium",
    source=source("II.C"),
    kind="approximation",
    title="Entanglement equilibrium gives Einstein's equation",
    latex=r"\frac{\delta A|_V}{4G} + \delta\langle K \rangle = 0 \;\Rightarrow\; "
    r"G_{00} = 8\pi G\, T_{00}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                *DOMAIN.parameters,
                ck.Real("G", 0.5, 2.0, (), "Newton's constant"),
                ck.Real("T_00", -1.0, 1.0, (), "energy density"),
            )
        ),
        tolerance=1e-10,
        reason="cubature of polynomials is exact; the Einstein equation is an order in the radius",
        method="areas of geodesic balls, and the energy that balances them by cubature",
        samples=4,
    ),
    expected="proved",
    words="reading",
    reading="Equilibrium: the entropy of a small ball, area/4G and matter together, is stationary "
    "at fixed volume, with the first law of entanglement for the matter. The time-time component "
    "is tested; every observer gives one, and together they are the whole equation. That entropy "
    "per area is the same for all balls is part of the hypothesis, not a result.",
    hypotheses=(
        beliefs.VACUUM_EQUILIBRIUM,
        beliefs.CONFORMAL_MATTER,
        beliefs.SMALL_GEODESIC_BALL,
    ),
)
