"""Wrong input ends in one clear sentence."""

import pytest
from sympy import Float, Integer, Matrix, S, Symbol, cos, sin, symbols

from qmgr_sym.geometry import metrics
from qmgr_sym.geometry.calculus import contracted, lie_derivative, metric_tensor, with_variance
from qmgr_sym.geometry.charts import transform
from qmgr_sym.geometry.geodesics import (
    affine_acceleration,
    coordinate_acceleration,
    geodesic_equations,
)
from qmgr_sym.geometry.metric import Metric
from qmgr_sym.geometry.tensor import tensor_of

x, y = symbols("x y", real=True)
EYE = [[1, 0], [0, 1]]


@pytest.mark.parametrize(
    ("components", "chart", "kind", "words"),
    [
        ([[1, 0, 0], [0, 1, 0]], (x, y), ValueError, "square"),
        ([[1, 0], [0]], (x, y), ValueError, "square"),
        (EYE, (x,), ValueError, "1 by 1 for 1 coordinates"),
        ([[1, x], [y, 1]], (x, y), ValueError, "symmetric"),
        ([[1, 0.5], [0.5, 1]], (x, y), TypeError, "a float"),
        ([[1, Float("0.5")], [Float("0.5"), 1]], (x, y), ValueError, "exact"),
        ([[1, "x"], ["x", 1]], (x, y), TypeError, "a str"),
        ([[S.Infinity, 0], [0, 1]], (x, y), ValueError, "finite"),
        ("x", (x, y), TypeError, "rows"),
        (EYE, (x, x), ValueError, "distinct"),
        (EYE, (x, "y"), TypeError, "symbols"),
        (EYE, (x, Integer(2)), TypeError, "symbols"),
        ([], (), ValueError, "at least one"),
        (
            [[sin(x) ** 2, sin(x) * cos(x)], [sin(x) * cos(x), cos(x) ** 2]],
            (x, y),
            ValueError,
            "deg",
        ),
        ([[Symbol("A", commutative=False), 0], [0, 1]], (x, y), ValueError, "commuting"),
    ],
)
def test_metrics(components, chart, kind, words):
    with pytest.raises(kind, match=words):
        Metric(components, chart)


def test_symmetry_is_decided_and_not_compared():
    entry = sin(2 * x)
    metric = Metric([[3, entry], [2 * sin(x) * cos(x), 1]], (x, y))
    assert metric.dimension == 2
    assert Metric(Matrix(EYE), (x, y)) == Metric(EYE, (x, y))


def test_operations():
    plane = Metric(EYE, (x, y))
    g = metric_tensor(plane)
    with pytest.raises(ValueError, match="variance"):
        plane.riemann("ud")
    with pytest.raises(ValueError, match="variance"):
        with_variance(plane, g, "x")
    with pytest.raises(ValueError, match="upper and a lower"):
        contracted(g, 0, 1)
    with pytest.raises(ValueError, match="chart"):
        with_variance(plane, tensor_of([1, 2], "u", (y, x)), "d")
    with pytest.raises(ValueError, match="must hold 2 entries"):
        lie_derivative([x], g)
    with pytest.raises(ValueError, match="Jacobian determinant vanishes"):
        transform(plane, (x, y), (x + y, 2 * x + 2 * y))
    with pytest.raises(IndexError, match="2 numbers below 2"):
        g[0, 2]
    with pytest.raises(ValueError, match="must not occur"):
        geodesic_equations(plane, x)
    with pytest.raises(ValueError, match="2 entries"):
        affine_acceleration(plane, [x])
    with pytest.raises(ValueError, match="`time`"):
        coordinate_acceleration(plane, [x], 5)
    with pytest.raises(ValueError, match="`chart`"):
        metrics.de_sitter("round")
