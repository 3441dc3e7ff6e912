"""EinsteinPy as an independent oracle on drawn metrics."""

import warnings
from itertools import product

import pytest
from hypothesis import given, settings
from metric_strategies import oracle_metrics

from qmgr_sym.exact.zero import zero_test
from qmgr_sym.geometry.einsteinpy_bridge import tensor_from_einsteinpy, to_einsteinpy


def agree(ours, theirs):
    outcome = zero_test(ours - theirs).outcome
    assert outcome != "undecided"
    return outcome == "zero"


def oracle(metric):
    """Christoffel, Riemann, Ricci and scalar of EinsteinPy, each computed by its own route."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from einsteinpy.symbolic import (
            ChristoffelSymbols,
            RicciScalar,
            RicciTensor,
            RiemannCurvatureTensor,
        )

        gamma = ChristoffelSymbols.from_metric(to_einsteinpy(metric))
        riemann = RiemannCurvatureTensor.from_christoffels(gamma)
        ricci = RicciTensor.from_riemann(riemann)
        scalar = RicciScalar.from_riccitensor(ricci).expr
    return [*map(tensor_from_einsteinpy, (gamma, riemann, ricci))], scalar


def check(metric):
    """Compare every component; the conventions are the same, index order and signs included.

    EinsteinPy's R^t_{s r n} = d_r Gamma^t_{s n} - ... is Carroll's, and its Ricci tensor contracts
    the first index with the third.
    """
    theirs, scalar = oracle(metric)
    ours = (metric.christoffel(), metric.riemann(), metric.ricci())
    for mine, held in zip(ours, theirs, strict=True):
        assert mine.variance == held.variance
        for key in product(range(metric.dimension), repeat=mine.rank):
            assert agree(mine[key], held[key]), (metric.components, mine.symbol, key)
    assert agree(metric.scalar(), scalar)


@settings(max_examples=8)
@given(oracle_metrics(2, "polynomial"))
def test_surfaces_with_polynomial_metrics(metric):
    check(metric)


@settings(max_examples=8)
@given(oracle_metrics(2, "trigonometric"))
def test_surfaces_with_trigonometric_metrics(metric):
    check(metric)


@pytest.mark.parametrize("kind", ["polynomial", "trigonometric"])
def test_three_dimensions(kind):
    @settings(max_examples=4)
    @given(oracle_metrics(3, kind))
    def run(metric):
        check(metric)

    run()
