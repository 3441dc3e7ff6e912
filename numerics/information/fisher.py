"""Fisher metrics of any family, by quadrature and central differences."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import Array, as_array, trailing
from numerics.calculus import gradient


def fisher_metric(
    log_density: Callable[[Array, Array], Array],
    x: ArrayLike,
    nodes: ArrayLike,
    weights: ArrayLike,
    step: float = 1e-2,
) -> Array:
    """Compute ``F_ab = sum_i w_i p_i d_a log p_i d_b log p_i``, ``(..., k) -> (..., k, k)``.

    log_density(x, nodes) : logarithm of the density at the nodes, ``(..., m)``.  nodes, weights :
    ``(..., m)``, a rule for the integral over the sample space; for finitely many states the
    weights are 1.  The nodes stay where they are while x is varied.

    Raises ``ValueError`` where the densities do not sum to 1 within 1e-6: the rule is too coarse.
    """
    at, places, rule = as_array("x", x), as_array("nodes", nodes), as_array("weights", weights)
    trailing("weights", rule, places.shape[-1:])
    mass = rule * np.exp(log_density(at, places))
    off = np.abs(mass.sum(-1) - 1).max()
    if not off < 1e-6:
        raise ValueError(f"densities must sum to 1 at the nodes, but they are {off:.3g} off.")
    score = gradient(lambda y: log_density(y, places), at, step)
    return np.asarray(np.einsum("...m,a...m,b...m->...ab", mass, score, score))
