"""Section 4: which way gamma, D and mu must go to restore the Schrodinger description."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator
from numpy.typing import NDArray
from sympy.logic.boolalg import Boolean

import proofs.checker as ck
from numerics.learning.gradient_noise import minibatch_diffusion
from numerics.learning.ripples import largest_planck_squared
from proofs.papers.vanchurin.shared import beliefs
from proofs.papers.vanchurin.shared.notation import D, gamma, mu, source

EXCESS = sp.Symbol("r", positive=True)
CHANGED = {name: sp.Symbol(f"r_{name}", positive=True) for name in ("gamma", "mu", "D", "b")}
GAMMA, MU = sp.symbols(r"\gamma' \mu'", real=True, nonzero=True)
NOISE, BATCH, NEW_BATCH = sp.symbols("D' b b'", positive=True)
SIZES = (1, 2, 4, 8, 16)


def _links(name: str, noise: Boolean) -> dict[str, Boolean]:
    changes = {
        "smaller step size": (sp.Abs(GAMMA) < sp.Abs(gamma), "gamma"),
        "smaller chemical potential": (sp.Abs(MU) < sp.Abs(mu), "mu"),
        "smaller mini-batch": (NEW_BATCH < BATCH, "b"),
        name: (noise, "D"),
    }
    compared = {
        link: sp.Equivalent(change, CHANGED[key] < EXCESS, evaluate=False)
        for link, (change, key) in changes.items()
    }
    excess = ck.equal(4 * sp.pi * D * EXCESS, sp.Abs(gamma) * sp.Abs(mu))
    return {"excess": excess, **compared}


def printed() -> dict[str, Boolean]:
    """A smaller |gamma|, |mu|, mini-batch or D lowers the excess of |gamma mu / D|."""
    return _links("smaller D", NOISE < D)


def amended() -> dict[str, Boolean]:
    """D has to grow."""
    return _links("larger D", NOISE > D)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """One parameter changes at a time; gradient noise gives D proportional to 1/b."""
    half, changed = sp.symbols("m m'", real=True, nonzero=True)
    short = {mu: 2 * sp.pi * half, MU: 2 * sp.pi * changed}
    saturated = premises["4.8"].statement
    sides = (saturated.lhs, saturated.rhs)
    over, bound = sides if sides[0].has(mu) else sides[::-1]
    excess = (over / bound).xreplace(short)
    values = {
        EXCESS: excess,
        CHANGED["gamma"]: excess.xreplace({gamma: GAMMA}),
        CHANGED["mu"]: excess.xreplace({half: changed}),
        CHANGED["D"]: excess.xreplace({D: NOISE}),
        CHANGED["b"]: excess.xreplace({D: D * BATCH / NEW_BATCH}),
    }
    yield ck.Step("By how much (4.8) is exceeded, with $\\mu=2\\pi m$:", excess)
    yield ck.Step("With another mini-batch, where $D\\propto 1/b$:", values[CHANGED["b"]])
    yield ck.Vanishes("excess", form.gap("excess").xreplace({EXCESS: over / bound}))
    for name, statement in form.items():
        if name == "excess":
            continue
        letters = statement.free_symbols & values.keys()
        given = sp.And(*(ck.equal(x, values[x]) for x in sorted(letters, key=str)))
        yield ck.Entails(name, given, statement.xreplace(short))


@cache
def noise_by_batch() -> NDArray[np.float64]:
    """Diffusion coefficient of minibatch steps, measured for each of SIZES."""
    rng = np.random.default_rng(4)
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
    measured = noise_by_batch()
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
    words="sentence",
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
    fails_by="smaller D: Equivalent(D' < D, r_D < r) fails",
    reading="Step size, mini-batch size and chemical potential are to decrease by $\\gamma$, $D$ "
    "and $\\mu$. The words on the mini-batch are right: the noise of the gradient is larger for a "
    "smaller mini-batch, $D\\propto 1/b$. The letter $D$ must then grow, not decrease; that is the "
    "only part that fails, and only if the sentence is taken to speak of $D$ itself.",
    premises=("vanchurin:4.8",),
    hypotheses=(beliefs.ONE_AT_A_TIME, beliefs.BATCH_NOISE),
    amended=ck.Amended(
        latex=_FORM % "uparrow",
        links=amended,
        grade="wrong step",
        note="$D$ increases. With the mini-batch in place of $D$ the sentence holds as printed.",
    ),
    known=(
        {
            **{"gamma": 1.0, "new_gamma": 2.0, "mu": 1.0, "new_mu": 0.0},
            **{"D": 1.0, "new_D": 2.0, "batch": 0, "new_batch": 1},
        },
    ),
)
