"""Discussion: a free bulk field in slices is a deep Boltzmann machine of Gaussian units."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.holography.radial import radial_field
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.bulk import FORCE, eta, h, phi
from proofs.papers.hashimoto.shared.notation import source
from qmgr_sym.unevaluated import PolynomialDeterminant, Residual

BONDS = sp.symbols("k_0:3", positive=True)
MASSES = sp.symbols("m_0:4", positive=True)
QUANTUM, CLASSICAL = sp.symbols(r"K_{Z} K_{cl}", positive=True)
LAYERS, BULK, STEP = sp.symbols(r"K_N K \Delta\eta", positive=True)
COUNTS = (32, 64, 128, 256)


def continued(bonds: tuple[sp.Expr, ...], masses: tuple[sp.Expr, ...]) -> sp.Expr:
    """m_0 + 1/(1/k_0 + 1/(m_1 + 1/(1/k_1 + ...))): every layer adds a mass and a bond."""
    total = masses[-1]
    for bond, mass in zip(reversed(bonds), reversed(masses[:-1]), strict=True):
        total = mass + 1 / (1 / bond + 1 / total)
    return total


def printed() -> list[ck.Link]:
    """-log of the marginal is K phi_0^2 / 2, integrated or on shell; many layers: the bulk."""
    form = continued(BONDS, MASSES)
    return [
        ck.Link("quantum", ck.equal(QUANTUM, form)),
        ck.Link("classical", ck.equal(CLASSICAL, form)),
        ck.Link("bulk", ck.equal(LAYERS, BULK), order=1),
    ]


@cache
def energy() -> tuple[sp.Expr, tuple[sp.Symbol, ...]]:
    """Sum of m_n phi_n^2 / 2 over layers and k_n (phi_{n+1} - phi_n)^2 / 2 over bonds."""
    layers = sp.symbols("phi_0:4", real=True)
    masses = sp.Add(*(m * x**2 / 2 for m, x in zip(MASSES, layers, strict=True)))
    pairs = zip(BONDS, layers[:-1], layers[1:], strict=True)
    return masses + sp.Add(*(k * (y - x) ** 2 / 2 for k, x, y in pairs)), layers


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Integrate the hidden layers; solve for them; a uniform bulk layer by layer."""
    total, layers = energy()
    yield ck.Step("Energy of the visible layer $\\phi_0$ and three hidden ones:", total)
    hessian = sp.ImmutableMatrix(sp.hessian(total, layers))
    schur = PolynomialDeterminant(hessian) / PolynomialDeterminant(hessian[1:, 1:])
    yield ck.Step(
        "Integrated over the hidden layers: $e^{-K\\phi_0^2/2}$ times a constant, with K "
        "a ratio of determinants:",
        schur,
    )
    yield ck.Vanishes("quantum", form.gap("quantum").xreplace({QUANTUM: schur}))
    solved = _at_rest()
    for x in layers[1:]:
        rest = sp.Subs(sp.diff(total, x), layers[1:], [solved[y] for y in layers[1:]])
        yield ck.Vanishes("classical", rest)
    on_shell = 2 * total.subs(solved) / layers[0] ** 2
    yield ck.Vanishes("classical", form.gap("classical").xreplace({CLASSICAL: on_shell}))
    weight, mass, unknown, layer, fixed = _uniform()
    field = sp.exp(-mass * eta)
    motion = premises["equation-of-motion"].gap().xreplace({h: sp.S.Zero, FORCE: mass**2 * field})
    yield ck.Vanishes("bulk", Residual(motion, {phi: field}))
    bulk = -weight * sp.Derivative(field, eta) / field
    yield ck.Step(
        "A deep bulk of constant w and mass $\\mu$, with bonds $w/\\Delta\\eta$ and "
        "masses $w\\mu^2\\Delta\\eta$, has",
        ck.equal(LAYERS, fixed),
    )
    yield ck.Step("where the differential equation gives $-w\\phi'/\\phi$, that is", bulk.doit())
    yield ck.Vanishes("bulk", sp.Subs(layer, unknown, fixed))
    yield ck.Vanishes("bulk", sp.Subs(form.gap("bulk").subs({LAYERS: fixed, BULK: bulk}), STEP, 0))


@cache
def _at_rest() -> dict[sp.Symbol, sp.Expr]:
    """The hidden layers of least energy, over the visible one."""
    total, layers = energy()
    solved = sp.solve([sp.diff(total, x) for x in layers[1:]], layers[1:], dict=True)[0]
    return dict(solved)


@cache
def _uniform() -> tuple[sp.Symbol, sp.Symbol, sp.Symbol, sp.Expr, sp.Expr]:
    """Weight, mass, K; what one more layer changes of K; the positive K that it does not change."""
    weight, mass, unknown = sp.symbols("w mu K", positive=True)
    layer = continued((weight / STEP,), (STEP * weight * mass**2, unknown)) - unknown
    roots = sp.solve(sp.numer(sp.together(layer)), unknown)
    return weight, mass, unknown, layer, next(r for r in roots if _positive(r))


def _positive(root: sp.Expr) -> bool:
    return bool(root.subs(dict.fromkeys(root.free_symbols, 1)) > 0)


def marginal(bonds: ck.Array, masses: ck.Array) -> ck.Array:
    """-d^2 log Z / d phi_0^2 from sums over the values of every hidden unit, layer by layer.

    Weights e^{-E} on 161 values of each unit within 9; log Z at phi_0 = 0 and 1, and it is even.
    """
    values = np.linspace(-9, 9, 161)
    gaps = (values[:, None] - values[None]) ** 2 / 2
    message = np.exp(-masses[:, 3, None] * values**2 / 2)
    for layer in (2, 1):
        kernel = np.exp(-bonds[:, layer, None, None] * gaps)
        message = np.einsum("nxy,ny->nx", kernel, message)
        message *= np.exp(-masses[:, layer, None] * values**2 / 2)
    ends = np.array([0.0, 1.0])
    kernel = np.exp(-bonds[:, 0, None, None] * (ends[:, None] - values) ** 2 / 2)
    logs = np.log(np.einsum("nxy,ny->nx", kernel, message))
    return np.asarray(masses[:, 0] - 2 * (logs[:, 1] - logs[:, 0]))


def relaxed(bonds: ck.Array, masses: ck.Array) -> ck.Array:
    """Force on phi_0 = 1 when the hidden layers have come to rest."""
    stiffness = np.zeros((len(bonds), 3, 3))
    for i in range(3):
        stiffness[:, i, i] = masses[:, i + 1] + bonds[:, i]
        if i < 2:
            stiffness[:, i, i] += bonds[:, i + 1]
            stiffness[:, i, i + 1] = stiffness[:, i + 1, i] = -bonds[:, i + 1]
    pull = np.zeros((len(bonds), 3, 1))
    pull[:, 0, 0] = bonds[:, 0]
    rest = np.linalg.solve(stiffness, pull)[:, 0, 0]
    return np.asarray(masses[:, 0] + bonds[:, 0] * (1 - rest))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Sums over hidden units, hidden units at rest, and slices of a black hole's bulk."""
    bonds, masses = sample["k"], sample["m"]
    size, mu = sample["d"], sample["mu"]
    low, high = 0.05, 1.0
    path = radial_field(
        lambda at: size / np.tanh(size * at),
        lambda x: mu**2 * x,
        np.stack([1 + 0 * mu, 0 * mu], -1),
        [low, high],
    )[-1]
    sliced = np.empty((len(mu), len(COUNTS)))
    for j, count in enumerate(COUNTS):
        step = (high - low) / count
        total = 0 * mu
        for i in range(count):
            middle = low + (i + 0.5) * step
            volume = np.sinh(size * middle)
            total = total + step * volume * mu**2
            total = 1 / (step / volume + 1 / total)
        sliced[:, j] = total
    values = {
        QUANTUM: marginal(bonds, masses),
        CLASSICAL: relaxed(bonds, masses),
        LAYERS: sliced,
        BULK: np.sinh(size * high) * path[:, 1] / path[:, 0],
        STEP: (high - low) / np.array(COUNTS)[None] + 0 * sliced,
    }
    values |= {symbol: bonds[:, i] for i, symbol in enumerate(BONDS)}
    values |= {symbol: masses[:, i] for i, symbol in enumerate(MASSES)}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="hashimoto:gaussian-boltzmann",
    source=source("Discussion"),
    kind="postulate",
    title="A quantum bulk field in a deep Boltzmann machine",
    latex=r"\int \prod_{n\ge1} d\phi_n\, e^{-E(\phi_0, \phi_1, \ldots)} \propto "
    r"e^{-\frac{1}{2} K \phi_0^2}, \quad K = m_0 + \cfrac{1}{\frac{1}{k_0} + "
    r"\cfrac{1}{m_1 + \cdots}}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("k", 0.3, 2.0, (3,), "bonds between layers"),
                ck.Real("m", 0.3, 2.0, (4,), "masses of layers"),
                ck.Integer("d", 2, 4, (), "dimension of the boundary"),
                ck.Real("mu", 0.5, 2.0, (), "mass of the bulk field"),
            )
        ),
        tolerance=1e-9,
        reason="sums over equally spaced values of Gaussians are exact to rounding",
        method="sums over hidden units, rest positions, slices of a bulk",
        samples=24,
        examples=20,
    ),
    expected="consistent",
    reading="That quantum AdS/CFT lies within deep Boltzmann machines is a picture; what can be "
    "tested is its free case: layers are slices of the bulk, hidden units the field there, "
    "weights the bonds between slices. Integrated over, it equals its classical value exactly, and "
    "many layers give the response of the differential equation. The units are Gaussian; those of "
    "the printed deep Boltzmann machine take the values 0 and 1.",
    premises=("hashimoto:equation-of-motion",),
    hypotheses=(beliefs.FREE_BULK, beliefs.BOLTZMANN_WEIGHT),
)
