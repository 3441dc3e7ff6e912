"""Section 4: which way gamma, D and mu must go to restore the Schrodinger description."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from numpy.typing import NDArray
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.learning.gradient_noise import minibatch_diffusion
from numerics.learning.ripples import largest_planck_squared
from proofs.papers.vanchurin.shared.notation import D, gamma, mu, source

EXCESS = sp.Symbol("r", positive=True)
CHANGED = {name: sp.Symbol(f"r_{name}", positive=True) for name in ("gamma", "mu", "D", "b")}
GAMMA, MU = sp.symbols(r"\gamma' \mu'", real=True, nonzero=True)
NOISE, BATCH, NEW_BATCH = sp.symbols("D' b b'", positive=True)
SIZES = (1, 2, 4, 8, 16)


def _link(name: str, smaller: sp.Rel, key: str) -> ck.Link:
    return ck.Link(name, sp.Equivalent(smaller, CHANGED[key] < EXCESS, evaluate=False))


def _undisputed() -> list[ck.Link]:
    return [
        _link("smaller step size", sp.Abs(GAMMA) < sp.Abs(gamma), "gamma"),
        _link("smaller chemical potential", sp.Abs(MU) < sp.Abs(mu), "mu"),
        _link("smaller mini-batch", NEW_BATCH < BATCH, "b"),
    ]


def printed() -> list[ck.Link]:
    """A smaller |gamma|, |mu|, mini-batch or D lowers the excess of |gamma mu / D|."""
    return [*_undisputed(), _link("smaller D", NOISE < D, "D")]


def amended() -> list[ck.Link]:
    """D has to grow."""
    return [*_undisputed(), _link("larger D", NOISE > D, "D")]


def excess(potential: Expr, step: Expr, diffusion: Expr) -> Expr:
    """|gamma mu / D| / 4 pi, with mu = 2 pi m; (4.8) is reached at 1."""
    return sp.Abs(potential) * sp.Abs(step) / (2 * diffusion)


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """One parameter changes at a time; gradient noise gives D proportional to 1/b."""
    half, changed = sp.symbols("m m'", real=True, nonzero=True)
    short = {mu: half, MU: changed}
    values = {
        EXCESS: excess(half, gamma, D),
        CHANGED["gamma"]: excess(half, GAMMA, D),
        CHANGED["mu"]: excess(changed, gamma, D),
        CHANGED["D"]: excess(half, gamma, NOISE),
        CHANGED["b"]: excess(half, gamma, D * BATCH / NEW_BATCH),
    }
    given = sp.And(*(ck.equal(name, value) for name, value in values.items()))
    return ck.Derivation(
        steps=(
            ck.Step("By how much (4.8) is exceeded, with $\\mu=2\\pi m$:", values[EXCESS]),
            ck.Step("With another $D$:", values[CHANGED["D"]]),
            ck.Step("With another mini-batch, where $D\\propto 1/b$:", values[CHANGED["b"]]),
        ),
        obligations=tuple(
            ck.Entails(name, given, statement.subs(short)) for name, statement in form.items()
        ),
    )


def noise_by_batch(rng: Generator) -> NDArray[np.float64]:
    """Diffusion coefficient of minibatch steps, measured for each of SIZES."""
    slopes = rng.standard_normal((200, 1))
    return np.array(
        [
            minibatch_diffusion(slopes, rate=1.0, batch=size, repeats=500, rng=rng).coefficient[0]
            for size in SIZES
        ]
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """|mu/2 pi| over the largest hbar of ripples on the fluid, before and after each change."""
    d, step, potential = sample["D"], sample["gamma"], sample["mu"]
    sizes = np.array(SIZES, dtype=float)
    old, new = sample["batch"].astype(int), sample["new_batch"].astype(int)
    measured = noise_by_batch(rng)
    louder = d * measured[new] / measured[old]
    cases = {
        EXCESS: (d, step, potential),
        CHANGED["gamma"]: (d, sample["new_gamma"], potential),
        CHANGED["mu"]: (d, step, sample["new_mu"]),
        CHANGED["D"]: (sample["new_D"], step, potential),
        CHANGED["b"]: (louder, step, potential),
    }
    diffusions, steps, potentials = (
        np.stack(column) for column in zip(*cases.values(), strict=True)
    )
    share = np.abs(potentials) / (2 * np.pi * np.sqrt(largest_planck_squared(diffusions, steps)))
    values = {
        **dict(zip(cases, share, strict=True)),
        gamma: step,
        GAMMA: sample["new_gamma"],
        mu: potential,
        MU: sample["new_mu"],
        D: d,
        NOISE: sample["new_D"],
        BATCH: sizes[old],
        NEW_BATCH: sizes[new],
    }
    return ck.Measurement(values)


_LETTERS = ("gamma", "mu", "D", "batch")
_APART = sp.And(
    *(
        sp.Abs(sp.Abs(sp.Symbol(f"new_{x}", real=True)) - sp.Abs(sp.Symbol(x, real=True)))
        > sp.Rational(1, 20)
        for x in _LETTERS
    ),
    *(sp.Abs(sp.Symbol(x, real=True)) > sp.Rational(1, 4) for x in ("gamma", "new_gamma")),
)
_FORM = (
    r"\left|\gamma\right| \downarrow, \quad \left|\mu\right| \downarrow, \quad D \%s "
    r"\quad\Longrightarrow\quad \left|\frac{\gamma\mu}{D}\right| \downarrow 4\pi"
)

CLAIM = ck.Claim(
    key="vanchurin:restoration",
    source=source("4"),
    kind="result",
    title="How the system restores its quantumness",
    latex=_FORM % "downarrow",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                *(ck.Real(f"{new}{x}", -4.0, 4.0) for x in ("gamma", "mu") for new in ("", "new_")),
                *(ck.Real(f"{new}D", 0.25, 2.0) for new in ("", "new_")),
                *(ck.Integer(f"{new}batch", 0, len(SIZES) - 1) for new in ("", "new_")),
            ),
            _APART,
        ),
        tolerance=1e-6,
        reason="the largest hbar is found to 1e-9, and noise of batches that differ by a factor of "
        "2 is measured to 6 percent",
        method="largest Planck constant measured from ripples; diffusion of minibatch steps",
        examples=25,
    ),
    expected="corrected",
    reading="Step size, mini-batch size and chemical potential are to decrease by $\\gamma$, $D$ "
    "and $\\mu$. The words on the mini-batch are right: the noise of the gradient is larger for a "
    "smaller mini-batch, $D\\propto 1/b$. The letter $D$ must then grow, not decrease; that is the "
    "only part that fails, and only if the sentence is taken to speak of $D$ itself.",
    premises=("vanchurin:4.7", "vanchurin:4.8", "vanchurin:breakdown"),
    hypotheses=(
        "one parameter changes while the others are held fixed; in stochastic gradient descent a "
        "smaller step size lowers $D$ as its square, and $|\\gamma\\mu/D|$ then grows",
        "$D$ is the gradient noise of independent draws, $D\\propto 1/b$ for mini-batches of $b$",
    ),
    amended=ck.Amended(
        latex=_FORM % "uparrow",
        links=amended,
        note="$D$ increases. With the mini-batch in place of $D$ the sentence holds as printed.",
    ),
    known=(
        {
            **{"gamma": 1.0, "new_gamma": 2.0, "mu": 1.0, "new_mu": 0.0},
            **{"D": 1.0, "new_D": 2.0, "batch": 0, "new_batch": 1},
        },
    ),
)
