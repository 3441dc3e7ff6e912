"""Whether Lagrangian densities differ by a total divergence, for every metric."""

from __future__ import annotations

from qmgr_sym.jets._einsum import Tensor
from qmgr_sym.jets.euler import Density, euler_expressions
from qmgr_sym.jets.families import MetricFamily
from qmgr_sym.jets.identity import Field, JetTest, jet_identity
from qmgr_sym.jets.metric_jet import MetricJet


def jet_divergence(
    density: Density,
    family: MetricFamily | int,
    *,
    scalars: int = 0,
    vary_scalars: bool = True,
    trials: int = 2,
    field: Field = "prime",
    seed: int = 0,
) -> JetTest:
    """Decide whether sqrt|g| L is a total divergence d_m V^m for every metric of a family.

    It is one, with V^m built from the metric and its derivatives and defined locally in the space
    of metrics, exactly if its Euler expressions vanish identically (Olver, Theorem 4.7); these are
    evaluated on random jets of twice the order of L. V^m need not be a vector. Densities whose
    Euler expressions vanish contribute boundary terms only. Over a smaller family of metrics, only
    its free components are varied.

    Args:
        density: L as a function of a `MetricJet`, without the factor sqrt|g|.
        vary_scalars: whether the further free functions are fields; otherwise they are given.
        family, scalars, trials, field, seed: as for `jet_identity`.

    Returns:
        A `JetTest` of the Euler expressions: "zero" means that the density is a total divergence.

    Examples:
        >>> jet_divergence(lambda jet: jet.scalar_curvature, 2).outcome
        'zero'
        >>> jet_divergence(lambda jet: jet.scalar_curvature, 3).outcome
        'nonzero'
    """

    def euler(jet: MetricJet) -> Tensor:
        by_metric, by_scalars = euler_expressions(density, jet)
        listed = [by_metric[a][b] for a, b in jet.free]
        return (*listed, *(by_scalars if vary_scalars else ()))

    return jet_identity(euler, family, scalars=scalars, trials=trials, field=field, seed=seed)


def same_up_to_divergence(
    first: Density,
    second: Density,
    family: MetricFamily | int,
    *,
    scalars: int = 0,
    vary_scalars: bool = True,
    trials: int = 2,
    field: Field = "prime",
    seed: int = 0,
) -> JetTest:
    """Decide whether sqrt|g| (first - second) is a total divergence; see `jet_divergence`."""

    def gap(jet: MetricJet) -> Tensor:
        return first(jet) - second(jet)

    return jet_divergence(
        gap,
        family,
        scalars=scalars,
        vary_scalars=vary_scalars,
        trials=trials,
        field=field,
        seed=seed,
    )
