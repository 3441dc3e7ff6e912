"""Euler-Lagrange expressions of a scalar density in the metric, on one jet."""

from __future__ import annotations

from collections.abc import Callable

from qmgr_sym.jets._einsum import Tensor, build
from qmgr_sym.jets._element import Element, Scalar
from qmgr_sym.jets._tape import Cotangents, Node, Tape
from qmgr_sym.jets.metric_jet import HALF, MetricJet

Density = Callable[[MetricJet], Scalar]


def euler_tensor(density: Density, jet: MetricJet) -> Tensor:
    """E^ab with delta(sqrt|g| L) = sqrt|g| E^ab delta g_ab + a total divergence, for any L.

    `density` gives L, without sqrt|g|. The variation is over all components at once; where the
    jet belongs to a smaller family of metrics, E^ab of its `free` components are the
    Euler-Lagrange expressions of the free functions, and the others are 0. The variation by the
    inverse metric is -g_ac g_bd E^cd.

    The adjoint of multiplication is multiplication and that of d_m is -d_m, so E is found by
    reverse differentiation of the evaluation of L: sum_J (-D)^J dL/dg_J without forming dL/dg_J.
    """
    return euler_expressions(density, jet)[0]


def euler_expressions(density: Density, jet: MetricJet) -> tuple[Tensor, tuple[Scalar, ...]]:
    """`euler_tensor` and, divided by sqrt|g|, the Euler expressions of `jet.scalars`."""
    n = jet.n
    tape = Tape(jet.log_volume)
    leaves: dict[tuple[int, int], tuple[Scalar, Scalar]] = {}
    for a in range(n):
        for b in range(a, n):
            pair = tuple(
                tape.leaf(part) if isinstance(part, Element) else part
                for part in (jet.metric[a][b], jet.inverse[a][b])
            )
            leaves[a, b] = leaves[b, a] = (pair[0], pair[1])
    scalars = [tape.leaf(part) for part in jet.scalars]
    metric = tuple(tuple(leaves[a, b][0] for b in range(n)) for a in range(n))
    inverse = tuple(tuple(leaves[a, b][1] for b in range(n)) for a in range(n))
    top = density(MetricJet(metric, inverse, scalars, jet.free))
    found, level = (
        (tape.pull_back(top), top.value) if isinstance(top, Node) else (Cotangents(), top)
    )

    def cotangent(a: int, b: int, which: int) -> Scalar:
        leaf = leaves[a, b][which]
        value = found.of(leaf) if isinstance(leaf, Node) else 0
        return value if a == b else HALF * value

    by_inverse = tuple(tuple(cotangent(a, b, 1) for b in range(n)) for a in range(n))
    through = jet.raised(by_inverse)
    tensor: dict[tuple[int, ...], Scalar] = {(a, b): 0 for a in range(n) for b in range(n)}
    for a, b in jet.free:
        value = cotangent(a, b, 0) - through[a][b] + HALF * jet.inverse[a][b] * level
        tensor[a, b] = tensor[b, a] = value
    return build(tensor, n, 2), tuple(found.of(leaf) for leaf in scalars)
