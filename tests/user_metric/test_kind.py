"""What kind of metric it is, and what is said about a geodesic."""

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

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
    path = follow(metric_from_text(FALL.format(speed=1)))
    facts = {fact.name: fact.value for fact in path.facts}
    assert facts["ended early"] == "more than 20 evaluations of the metric"
    assert 0 <= path.geodesic.parameter[-1] < 2


INFALL = """
coordinates = { t = "real", r = "positive", theta = "real", phi = "real" }
[components]
"t, t" = "-(1 - 2/r)"
"t, r" = "sqrt(2/r)"
"r, r" = "1"
"theta, theta" = "r**2"
"phi, phi" = "r**2*sin(theta)**2"
[geodesic]
position = [0, 10, "pi/2", 0]
velocity = [1, "-sqrt(1/5)", 0, 0]
"""


def test_a_path_into_the_singularity_is_kept_up_to_it():
    """From rest at infinity, Gullstrand and Painleve: r^(3/2) = 10^(3/2) - 3 s/sqrt(2)."""
    path = follow(metric_from_text(INFALL + "length = 20"))
    facts = {fact.name: fact.value for fact in path.facts}
    assert facts["ended early"].startswith("the steps became too small")
    s, r = path.geodesic.parameter, path.geodesic.positions[:, 0, 1]
    end = 10**1.5 * 2**0.5 / 3
    assert end - 1e-6 < s[-1] < end + 1e-6
    early = s < 14
    assert r[early] == pytest.approx((10**1.5 - 3 * s[early] / 2**0.5) ** (2 / 3), rel=1e-8)


def test_stop_and_backwards():
    path = follow(metric_from_text(INFALL + 'length = 20\nstop = ["r - 2"]'))
    facts = {fact.name: fact.value for fact in path.facts}
    assert facts["ended early"] == "r - 2 = 0"
    assert path.geodesic.positions[-1, 0, 1] == pytest.approx(2, rel=1e-9)
    back = follow(metric_from_text(INFALL + "length = -5"))
    r = (10**1.5 + 15 / 2**0.5) ** (2 / 3)
    assert back.geodesic.positions[-1, 0, 1] == pytest.approx(r, rel=1e-9)


def test_units_do_not_make_flat_space_degenerate():
    text = INFALL.replace('"-(1 - 2/r)"', '"-1"').replace('"sqrt(2/r)"', '"0"')
    text = text.replace("[0, 10,", "[0, 2e7,").replace('"-sqrt(1/5)"', "0") + "length = 1"
    path = follow(metric_from_text(text))
    assert path.geodesic.positions[-1, 0, 1] == pytest.approx(2e7)
