"""With the noise kept in the constraint: two heat equations in place of one of waves."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.grid import laplacian
from proofs.papers.vanchurin.shared import beliefs, fields, noisy
from proofs.papers.vanchurin.shared import notation as n
from proofs.papers.vanchurin.shared.directions import residual
from qmgr_sym.unevaluated import VariationalDerivative

SQUARE = sp.Symbol(r"{\hbar^{2}}", real=True)
H = sp.Symbol("h", real=True, nonzero=True)
WAVES = {
    sign: sp.Function(rf"\theta_{{{name}}}", positive=True)(*n.spacetime(1))
    for sign, name in ((1, "+"), (-1, "-"))
}


def printed() -> dict[str, sp.Eq]:
    """+-h d_t theta = gamma h^2 d^2 theta + V theta."""
    (x,) = n.q(1)
    return {
        name: ck.equal(
            sign * H * sp.Derivative(WAVES[sign], n.t),
            n.gamma * H**2 * sp.Derivative(WAVES[sign], (x, 2)) + n.V(1) * WAVES[sign],
        )
        for sign, name in ((1, "forward"), (-1, "backward"))
    }


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Each equation is a combination of the variations by p and by F~, times its function."""
    found = premises["noise-kept"]
    noise, _ = sp.solve(ck.equal(found.of(SQUARE, "square"), -(H**2)), n.D)
    density = noisy.density_of(premises["3.4"], premises["free-energy-average"], 1)
    density = density.xreplace({n.F(1): found.of(n.F(1), "shift")}).doit().subs(n.D, noise)
    yield ck.Step("Density of the action in $p$ and $\\tilde F$, with $\\hbar^2=-h^2$:", density)
    by_p, by_F = (VariationalDerivative(density, f, n.spacetime(1)) for f in (n.p(1), n.F_tilde(1)))
    for sign, name in ((1, "forward"), (-1, "backward")):
        wave = sp.sqrt(n.p(1)) * sp.exp(sign * n.F_tilde(1) / H)
        left_over = sign * H * residual(form, sp.Derivative(WAVES[sign], n.t), name)
        gap = sp.Subs(left_over, WAVES[sign], wave) / wave
        combined = (sign * H / (2 * n.p(1)) * by_F - by_p) / n.alpha
        yield ck.Step(f"{name}, with $\\sqrt p\\,e^{{\\pm\\tilde F/h}}$ inserted:", gap)
        yield ck.shows(name, gap, combined)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Rates of p and F~ on the stationary flow of the process, as rates of the two functions."""
    density, energy, potential = (fields.field(sample, name, 1) for name in ("p", "F", "V"))
    c, still = noisy.shift_weight(sample, density, potential), np.zeros_like(density)
    root = np.sqrt(density)
    bohm = laplacian(root, fields.GRIDS[1]) / root
    rest = noisy.rate_of_energy(sample, c, density, still, still)
    square = (rest * bohm).sum(-1) / (bohm**2).sum(-1) / sample["gamma"]
    h = np.sqrt(square)[:, None]
    rate = noisy.rate_of_density(sample, c, density, energy, potential)
    energy_rate = noisy.rate_of_energy(sample, c, density, energy, potential)
    values: dict[sp.Basic, ck.Array] = {
        H: h[:, 0],
        n.V(1): potential,
        n.gamma: sample["gamma"],
    }
    for sign, letter in WAVES.items():
        wave = root * np.exp(sign * energy / h)
        values[letter] = wave
        values[sp.Derivative(letter, n.t)] = wave * (rate / (2 * density) + sign * energy_rate / h)
    return ck.Measurement(values, **fields.calculus(1))


_D, _gamma, _alpha = sp.symbols("D gamma alpha", real=True)
_AWAY = sp.Abs(1 / _alpha - _D / _gamma) > sp.Rational(1, 2)

CLAIM = ck.Claim(
    key="vanchurin:noise-kept-waves",
    source=n.source("3"),
    kind="result",
    title="Two heat equations in place of the Schrödinger equation",
    latex=r"\pm h\,\frac{\partial\theta_\pm}{\partial t} = \gamma h^2 \sum_k \frac{\partial^2"
    r"\theta_\pm}{\partial q_k^2} + V\theta_\pm, \qquad \theta_\pm = \sqrt p\, e^{\pm\tilde F/h}, "
    r"\qquad h = \frac1\alpha - \frac D\gamma",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("D", 0.5, 2.0),
                ck.Real("gamma", 0.25, 2.0),
                ck.Real("alpha", 0.5, 2.0),
                *(ck.Integer(name, 1, 2, (2, 2), "of waves 1 and 2") for name in ("p", "F")),
                ck.Integer("V", -2, 2, (2, 2), "of waves 1 and 2"),
            ),
            _AWAY,
        ),
        tolerance=1e-6,
        reason="exponentials of fields of size 2 on 48 points, resolved to 1e-8",
        method="complex-step flow of the action of the process, as rates of two functions",
    ),
    words="reading",
    expected="proved",
    reading="What takes the place of the Schrödinger equation when the constraint of (3.5) feels "
    "the noise of (3.1): the two real functions whose product is $p$. Shown for one variable; "
    "every further one adds its second derivative. For $\\gamma h>0$ the first diffuses forward, "
    "the other backward in time, which is no initial value problem: as in a Schrödinger bridge, "
    "one of them is given at the end. Nothing interferes, since both are positive.",
    scope="one trainable variable",
    premises=("vanchurin:3.4", "vanchurin:free-energy-average", "vanchurin:noise-kept"),
    hypotheses=(beliefs.BOUNDARIES, beliefs.FIXED_POTENTIAL, beliefs.POSITIVE_DENSITY),
)
