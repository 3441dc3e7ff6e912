"""Letters and profiles for strings that hang into the bulk, chapter 4."""

import numpy as np
import sympy as sp

import proofs.checker as ck
from numerics.holography.wilson_loop import Profile

PULL, TENSION = sp.symbols("{dE/dL} T", positive=True)
F_TURN, G_TURN = sp.symbols("f_a g_a", positive=True)


def bent(one: float, two: float) -> Profile:
    """exp(2 eta), bent by terms that die out towards the boundary."""

    def profile(x: ck.Array) -> ck.Array:
        return np.asarray(np.exp(2 * x + one * np.exp(-x) + two * np.exp(-2 * x)))

    return profile
