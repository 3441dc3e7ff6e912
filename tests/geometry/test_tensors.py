"""Tensor algebra, forms, index notation, perturbations, code: against textbooks and identities."""

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from metric_strategies import CHART, small_metrics
from sympy import Function, Rational, S, cos, diag, exp, sin, symbols

from qmgr_sym.exact.zero import zero_test
from qmgr_sym.geometry import metrics as ready
from qmgr_sym.geometry.calculus import metric_tensor
from qmgr_sym.geometry.metric import Metric
from qmgr_sym.geometry.numpy_code import numpy_function
from qmgr_sym.geometry.tensor import tensor_of
from qmgr_sym.geometry.tensors.algebra import antisymmetrised, permuted, product, symmetrised
from qmgr_sym.geometry.tensors.forms import (
    dalembertian,
    exterior_derivative,
    hodge_dual,
    levi_civita,
    norm,
    trace,
    wedge,
)
from qmgr_sym.geometry.tensors.indices import contraction
from qmgr_sym.geometry.tensors.perturbation import Perturbed

t, x, y, z = symbols("t x y z", real=True)
eta, r = symbols("eta r", positive=True)
theta, phi = symbols("theta phi", real=True)


@settings(max_examples=10)
@given(small_metrics((3,)))
def test_curvature_is_made_of_its_parts(metric):
    """In three dimensions the Riemann tensor is made of the Ricci tensor and the metric."""
    names = {"g": metric_tensor(metric), "R": metric.ricci()}

    def part(text):
        return contraction(metric, text, names, "abcd")

    whole = part("g_{a c} R_{b d}") - part("g_{a d} R_{b c}") - part("g_{b c} R_{a d}")
    whole = whole + part("g_{b d} R_{a c}")
    flat = part("g_{a c} g_{b d}") - part("g_{a d} g_{b c}")
    assert (metric.riemann("dddd") - whole + flat * (metric.scalar() / 2)).is_zero()


@settings(max_examples=10)
@given(small_metrics((3, 4)))
def test_symmetries(metric):
    riemann = metric.riemann("dddd")
    assert antisymmetrised(riemann, (1, 2, 3)).is_zero()
    assert symmetrised(riemann, (0, 1)).is_zero()
    assert (permuted(riemann, (2, 3, 0, 1)) - riemann).is_zero()
    assert ((riemann + riemann) / 2 - riemann).is_zero()
    assert trace(metric, metric.ricci())[()] == metric.scalar()


def test_forms():
    chart = (x, y, z)
    a = tensor_of([y * z, x**2, sin(x)], "d", chart, "A")
    field = exterior_derivative(a)
    assert field[0, 1] == 2 * x - z
    assert exterior_derivative(field).is_zero()
    b = tensor_of([1, x, y], "d", chart, "B")
    assert (wedge(a, b) + wedge(b, a)).is_zero()
    left = exterior_derivative(wedge(a, b))
    right = wedge(field, b) - wedge(a, exterior_derivative(b))
    assert (left - right).is_zero()
    with pytest.raises(ValueError, match="must be a form"):
        wedge(tensor_of([[1, 0, 0], [0, 0, 0], [0, 0, 0]], "dd", chart), a)


def test_maxwell_field_of_a_charge_in_its_own_space():
    """Reissner-Nordstrom: d*F = 0, F_ab F^ab = -2 Q^2/r^4, and G = 2 (F F - g F^2 / 4)."""
    Q = symbols("Q", real=True)
    g = ready.reissner_nordstrom()
    _, radius, *_ = g.coordinates
    potential = tensor_of([Q / radius, 0, 0, 0], "d", g.coordinates, "A")
    field = exterior_derivative(potential)
    assert exterior_derivative(hodge_dual(g, field)).is_zero()
    square = norm(g, field)
    assert zero_test(square + 2 * Q**2 / radius**4).outcome == "zero"
    stress = contraction(g, "F_{a c} F_b^c", {"F": field}, "ab") * 2
    stress = stress - metric_tensor(g) * (square / 2)
    assert (g.einstein() - stress).is_zero()


def test_levi_civita():
    g = ready.kerr()
    whole = levi_civita(g)
    assert norm(g, whole) == -24
    u = symbols("u", positive=True)
    polar = Metric(diag(1, u**2), (u, phi))
    assert levi_civita(polar)[0, 1] == u


def test_wave_operator():
    a = Function("a", positive=True)(t)
    universe = Metric(diag(-1, a**2, a**2, a**2), (t, x, y, z))
    f = Function("f", real=True)(t)
    wanted = -f.diff(t, 2) - 3 * a.diff(t) / a * f.diff(t)
    assert zero_test(dalembertian(universe, f)[()] - wanted).outcome == "zero"


def test_index_notation_is_checked():
    g = ready.schwarzschild()
    names = {"R": g.riemann("dddd")}
    for text, words in (
        ("R_{a b c}", "must have 4 indices"), ("Q_a", "must hold Q"), ("", "must have a factor"),
        ("R_{a b c d} R_{a b c d}", "once up and once down"), ("R_{a a a b}", "at most twice"),
        ("R_{a b c d} + 1", "must be factors"),
    ):  # fmt: skip
        with pytest.raises(ValueError, match=words):
            contraction(g, text, names)
    other = tensor_of([1, 2], "u", (x, y))
    with pytest.raises(ValueError, match="one chart"):
        product(other, names["R"])
    with pytest.raises(ValueError, match="same variance"):
        names["R"] + metric_tensor(g)
    with pytest.raises(ValueError, match="must permute"):
        permuted(other, (1,))
    with pytest.raises(ValueError, match="of both"):
        symmetrised(contraction(g, "R^a_{b c d}", names))


def test_sympy_prints_tensors():
    gamma = ready.schwarzschild().christoffel()
    assert sympy.latex(gamma) == gamma.latex()
    assert gamma._repr_latex_() == f"$\\displaystyle {gamma.latex()}$"
    assert sympy.sstr(gamma) == gamma.text()
    assert "Gamma^theta_r_theta = " in sympy.pretty(gamma)


def test_newtonian_gauge():
    """Mukhanov, Feldman, Brandenberger 1992, (4.15): scalar modes in conformal Newtonian gauge."""
    a = Function("a", positive=True)(eta)
    psi, chi = (Function(name, real=True)(eta, x, y, z) for name in ("Phi", "Psi"))
    space = Metric(diag(-(a**2), a**2, a**2, a**2), (eta, x, y, z))
    h = (a**2 * diag(-2 * psi, *[-2 * chi] * 3)).tolist()
    first = Perturbed(space, [h]).einstein(1, "ud")
    H = a.diff(eta) / a
    laplace = sum(chi.diff(c, 2) for c in (x, y, z))
    time = 2 / a**2 * (3 * H * (H * psi + chi.diff(eta)) - laplace)
    assert zero_test(first[0, 0] - time).outcome == "zero"
    mixed = -2 / a**2 * (H * psi + chi.diff(eta)).diff(x)
    assert zero_test(first[0, 1] - mixed).outcome == "zero"
    stress = (chi - psi).diff(x, y) / a**2
    assert zero_test(first[1, 2] - stress).outcome == "zero"


def test_gravitational_waves_and_vector_modes():
    """Tensor modes: delta G_xy = -box h / 2; a shift S_x(z): delta G_tx = -Laplace S / 2."""
    wave = Function("h", real=True)(t, z)
    h = [[0, 0, 0, 0], [0, 0, wave, 0], [0, wave, 0, 0], [0, 0, 0, 0]]
    flat = ready.minkowski()
    first = Perturbed(flat, [h]).einstein(1)
    assert zero_test(first[1, 2] + (wave.diff(z, 2) - wave.diff(t, 2)) / 2).outcome == "zero"
    shift = Function("S", real=True)(z)
    h = [[0, shift, 0, 0], [shift, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]
    first = Perturbed(flat, [h]).einstein(1)
    assert zero_test(first[0, 1] + shift.diff(z, 2) / 2).outcome == "zero"


@settings(max_examples=8)
@given(small_metrics((3,)))
def test_orders_of_a_series_are_those_of_a_taylor_series(metric):
    """g0 + eps g0 x-dependent: the parts agree with derivatives in eps at 0."""
    X = CHART[0]
    eps = symbols("eps", real=True)
    h = [[entry * X for entry in row] for row in metric.components.tolist()]
    parts = Perturbed(metric, [h], order=2)
    whole = Metric(metric.components * (1 + eps * X), metric.coordinates)
    for key in whole.ricci().cells:
        value = whole.ricci()[key]
        for k in range(3):
            taken = value.diff(eps, k).subs(eps, 0) / sympy.factorial(k)
            assert zero_test(taken - parts.ricci(k)[key]).outcome == "zero"
    with pytest.raises(ValueError, match="must be 0 to 2"):
        parts.ricci(3)


def test_code_gives_the_numbers():
    sphere = Metric([[1, 0], [0, sin(theta) ** 2]], (theta, phi))
    space = {}
    exec(numpy_function("gamma", sphere.christoffel()), space)
    points = np.array([0.3, 1.2])
    found = space["gamma"](points, 0.0)
    assert found.shape == (2, 2, 2, 2)
    np.testing.assert_allclose(found[:, 0, 1, 1], -np.sin(points) * np.cos(points))
    f = Function("f")(theta)
    with pytest.raises(ValueError, match="no unknown functions"):
        numpy_function("g", tensor_of([f, 0], "d", (theta, phi)))


def test_numbers_times_tensors():
    g = metric_tensor(Metric(diag(1, exp(x)), (x, y)))
    assert (Rational(1, 2) * g)[1, 1] == exp(x) / 2
    assert (g - g).is_zero()
    assert (-g)[0, 0] == S.NegativeOne
    assert (cos(x) * g)[0, 0] == cos(x)
