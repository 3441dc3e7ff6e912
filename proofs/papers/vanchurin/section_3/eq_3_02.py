"""(3.2): the Shannon entropy of the trainable variables."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.learning.canonical import log_partition
from proofs.papers.vanchurin.shared import fields
from proofs.papers.vanchurin.shared.integrals import integrand, over_q
from proofs.papers.vanchurin.shared.notation import p, q, source, t

K = 2
ENTROPY = sp.Function("S_q", real=True)(t)
VOLUME = sp.Symbol("Omega", positive=True)
STEP = 1e-30


def entropy(K: int) -> Expr:
    """-int d^K q p log p."""
    return -over_q(p(K) * sp.log(p(K)), K)


def printed() -> list[ck.Link]:
    """S_q = -int d^K q p log p."""
    return [ck.Link("entropy", ck.equal(ENTROPY, entropy(K)))]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Volume for the uniform density, additive over independent parts, no weight at p = 0."""
    density = integrand(form["entropy"].rhs)
    first, second = sp.symbols("p_1 p_2", positive=True)
    x = sp.Symbol("x", positive=True)

    def at(value: Expr) -> Expr:
        return density.subs(p(K), value)

    uniform = VOLUME * at(1 / VOLUME)
    joint = at(first * second)
    parts = second * at(first) + first * at(second)
    return ck.Derivation(
        steps=(
            ck.Step(
                "Uniform density on a region of volume $\\Omega$: the entropy has to be "
                "$\\log\\Omega$, and is",
                sp.expand_log(uniform),
            ),
            ck.Step(
                "Density of two independent parts, $p=p_1p_2$: what stands under the integral",
                joint,
            ),
            ck.Step("has to be that of the parts, each integrated over the other:", parts),
            ck.Step(
                "Where the density vanishes, nothing is contributed:",
                ck.equal(sp.Limit(at(x), x, 0), sp.limit(at(x), x, 0)),
            ),
        ),
        obligations=(
            ck.Vanishes("entropy", uniform - sp.log(VOLUME)),
            ck.Vanishes("entropy", joint - parts),
            ck.Vanishes("entropy", sp.limit(at(x), x, 0)),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Thermodynamic entropy of p = exp(-b E) / Z at b = 1: (1 - d/db) log Z, by a complex step.

    The partition function is integrated at b = 1 + ih; neither p nor its logarithm is used.
    """
    grid = fields.GRIDS[K]
    energy = -fields.field(sample, "E", K).reshape(len(sample["E"]), -1)
    energy = energy * sample["scale"][:, None]
    weights = np.full(energy.shape[-1], grid.cell_volume)
    log_z = log_partition(energy, np.ones(len(energy)), weights)
    density = np.exp(-energy - log_z[:, None]).reshape(-1, *grid.points)
    shift = np.exp(-(1 + 1j * STEP) * (energy - energy.min(-1, keepdims=True))) @ weights
    slope = np.log(shift).imag / STEP - energy.min(-1)
    return ck.Measurement({p(K): density, ENTROPY: log_z - slope}, integral=_integral)


def _integral(array: np.ndarray, symbol: sp.Symbol) -> np.ndarray:
    """The trapezoid rule along the periodic axis of `symbol`, which stays with length 1."""
    grid = fields.GRIDS[K]
    if symbol not in q(K):
        raise ck.NotMeasuredError(f"an integral over {symbol} was not measured")
    axis = q(K).index(symbol)
    full = np.broadcast_to(
        array, (*array.shape[: 1 + axis], grid.points[axis], *array.shape[2 + axis :])
    )
    return np.asarray(full.sum(axis=1 + axis, keepdims=True) * grid.spacing[axis])


CLAIM = ck.Claim(
    key="vanchurin:3.2",
    source=source("3", "3.2"),
    kind="definition",
    title="Shannon entropy of the trainable variables",
    latex=r"S_q \equiv -\int d^K q \; p(\mathbf{q}, t) \log p(\mathbf{q}, t)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Real("scale", 0.1, 2.0), ck.Integer("E", -2, 2, (fields.MODES[K], 2)))),
        tolerance=1e-10,
        reason="both integrals are sums over the same periodic points; only rounding is left",
        method="thermodynamic entropy from the partition function, by complex step in temperature",
    ),
    expected="well-posed",
    reading="The logarithm is natural, and of a density: a change of the unit of $q$ shifts $S_q$ "
    "by a constant, which drops out of the changes (3.3) used later.",
    hypotheses=("$p\\log p$ is integrable, and $0\\log 0=0$",),
)
