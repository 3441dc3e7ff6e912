"""What kind of metric it is, and what is said about a geodesic."""

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from proofs.checker.errors import UsageError
from proofs.user_metric import trajectory
from proofs.user_metric.file import metric_from_text
from proofs.user_metric.kind import kinds
from proofs.user_metric.trajectory import follow
from qmgr_sym.geometry.metric import Metric

r, phi, z, w = sympy.symbols("r phi z w", positive=True)
FALL = """
coordinates = ["t", "x"]
components = [[-1, 0], [0, 1]]
[geodesic]
position = [0, 0]
velocity = [1, {speed}]
length = 2
"""


def outcomes(rows, coordinates):
    return tuple(answer.outcome for answer in kinds(Metric(rows, coordinates)))


@given(st.integers(-3, 3).filter(lambda k: k not in (0, 1)))
def test_a_surface_is_an_einstein_space_only_if_its_curvature_is_constant(k):
    """In two dimensions R_mn = R g_mn / 2 always; diag(1, r**2k) has R = -2 k (k - 1) / r**2."""
    assert outcomes([[1, 0], [0, r ** (2 * k)]], (r, phi)) == ("no", "no", "no")


def test_a_sphere_and_a_product_of_spheres():
    sine = sympy.sin(r) ** 2
    assert outcomes([[1, 0], [0, sine]], (r, phi)) == ("no", "no", "yes")
    rows = sympy.diag(1, sine, 1, sympy.sin(z) ** 2).tolist()
    assert outcomes(rows, (r, phi, z, w)) == ("no", "no", "yes")
    rows = sympy.diag(1, sine, 2, 2 * sympy.sin(z) ** 2).tolist()
    assert outcomes(rows, (r, phi, z, w)) == ("no", "no", "no")


def test_an_answer_that_hangs_on_a_sign_says_so():
    part = sympy.sqrt(sympy.Symbol("x", real=True) ** 2)
    x, y = sympy.symbols("x y", real=True)
    flat, *_ = kinds(Metric([[1, 0], [0, ((part - x) * y**2 + y) ** 2]], (y, x)))
    assert flat.outcome == "no"
    assert "everywhere; it does near x = " in flat.reason


@pytest.mark.parametrize(
    ("speed", "kind"), [("0.5", "-0.75 (timelike)"), ("1", "0 (null)"), ("2", "3 (spacelike)")]
)
def test_facts(speed, kind):
    facts = {
        fact.name: fact.value for fact in follow(metric_from_text(FALL.format(speed=speed))).facts
    }
    assert facts["norm g(u, u)"] == kind
    assert facts["signature at the start"] == "-+"
    assert facts["start"] == "t = 0, x = 0"
    assert facts["end"] == f"t = 2, x = {2 * float(speed):g}"


def test_an_endless_integration_is_stopped(monkeypatch):
    monkeypatch.setattr(trajectory, "CALLS", 20)
    with pytest.raises(UsageError, match="more than 20 evaluations"):
        follow(metric_from_text(FALL.format(speed=1)))
