"""Tetrads, Newman-Penrose scalars, Petrov types, invariants, Killing vectors, field equations."""

import pytest
from sympy import Function, I, Rational, S, Symbol, cos, diag, exp, sin, sqrt, symbols

from qmgr_sym.exact.zero import zero_test
from qmgr_sym.geometry import metrics as ready
from qmgr_sym.geometry.calculus import is_killing
from qmgr_sym.geometry.field_equations import field_equations, solved
from qmgr_sym.geometry.frames.invariants import carminati_mclenaghan
from qmgr_sym.geometry.frames.killing import killing_vectors, most_killing_vectors
from qmgr_sym.geometry.frames.petrov import petrov_type
from qmgr_sym.geometry.frames.tetrads import newman_penrose, null_tetrad, orthonormal_tetrad
from qmgr_sym.geometry.metric import Metric

t, x, y, z, u, v = symbols("t x y z u v", real=True)
theta, phi = symbols("theta phi", real=True)
r = Symbol("r", positive=True)
M, a, Q = symbols("M a Q", real=True)


def wave(profile):
    return Metric([[profile, 1, 0, 0], [1, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]], (u, v, x, y))


def robinson_trautman():
    """Stephani et al., (28.43): a vacuum of type III, P = x^(3/2) in real coordinates."""
    rows = [[Rational(3, 2) * x, -1, 0, 0], [-1, 0, 0, 0], [0, 0, r**2 / x**3, 0],
            [0, 0, 0, r**2 / x**3]]  # fmt: skip
    return Metric(rows, (u, r, x, y))


PETROV = Metric(
    [
        [-exp(x) * cos(sqrt(3) * x), 0, 0, -exp(x) * sin(sqrt(3) * x)],
        [0, 1, 0, 0],
        [0, 0, exp(-2 * x), 0],
        [-exp(x) * sin(sqrt(3) * x), 0, 0, exp(x) * cos(sqrt(3) * x)],
    ],
    (t, x, y, z),
)


@pytest.mark.parametrize(
    ("metric", "kind"),
    [
        (ready.de_sitter(), "O"), (ready.flrw(), "O"), (ready.schwarzschild(), "D"),
        (ready.kerr(), "D"), (ready.kerr_newman(), "D"), (ready.kasner(), "I"),
        (ready.kasner((Rational(-1, 3), Rational(2, 3), Rational(2, 3))), "D"),
        (wave(x**2 - y**2), "N"), (wave(x**2 + y**2), "O"), (PETROV, "I"),
        (robinson_trautman(), "III"),
    ],
    ids=str,
)  # fmt: skip
def test_petrov_types(metric, kind):
    """Stephani et al., Exact Solutions, 2nd edition: (12.14), (13.51), (24.35), tables."""
    assert petrov_type(metric) == kind


def test_petrov_type_needs_a_space_time():
    with pytest.raises(ValueError, match="must have 4 dimensions"):
        petrov_type(ready.minkowski(3))
    with pytest.raises(ValueError, match="Lorentzian"):
        petrov_type(Metric(diag(1, 1, 1, 1), (t, x, y, z)))


def test_kinnersley_tetrad_of_kerr():
    """Kinnersley 1969: Psi_2 = -M / (r - i a cos theta)^3 alone."""
    g = ready.kerr()
    _, R, th, _ = g.coordinates
    delta, sigma = R**2 - 2 * M * R + a**2, R**2 + a**2 * cos(th) ** 2
    rho = R + I * a * cos(th)
    l_vector = ((R**2 + a**2) / delta, 1, 0, a / delta)
    n_vector = ((R**2 + a**2) / (2 * sigma), -delta / (2 * sigma), 0, a / (2 * sigma))
    m_vector = tuple(part / (sqrt(2) * rho) for part in (I * a * sin(th), 0, 1, I / sin(th)))
    found = newman_penrose(g, [tuple(map(S, leg)) for leg in (l_vector, n_vector, m_vector)])
    assert [found.psi[k] for k in (0, 1, 3, 4)] == [0, 0, 0, 0]
    assert zero_test(found.psi[2] + M / (R - I * a * cos(th)) ** 3).outcome == "zero"
    assert set(found.phi) == {0}


def test_scalars_of_a_charged_hole():
    """Psi_2 = (Q^2 - M r) / r^4, Phi_11 = Q^2 / (2 r^4)."""
    g = ready.reissner_nordstrom()
    R = g.coordinates[1]
    found = newman_penrose(g)
    assert zero_test(found.psi[2] - (Q**2 - M * R) / R**4).outcome == "zero"
    assert zero_test(found.phi[3] - Q**2 / (2 * R**4)).outcome == "zero"
    assert [found.phi[k] for k in (0, 1, 2, 4, 5)] == [0] * 5


def test_tetrads_are_orthonormal():
    for metric in (ready.kerr(), ready.flrw(k=S.Zero)):
        legs = orthonormal_tetrad(metric)
        n = range(4)
        for i, one in enumerate(legs):
            for j, other in enumerate(legs):
                inner = sum(metric[p, q] * one[p] * other[q] for p in n for q in n)
                wanted = (-1 if i == 0 else 1) if i == j else 0
                put = {M: 1, a: Rational(1, 2)} | {
                    c: Rational(7 + 3 * k, 3) for k, c in enumerate(metric.coordinates)
                }
                put |= {f: 3 for f in metric.components.atoms(Function) if f.func.__name__ == "a"}
                assert abs((inner - wanted).subs(put).evalf(30)) < 1e-20
    with pytest.raises(ValueError, match="must permute"):
        orthonormal_tetrad(ready.minkowski(), (0, 0, 1, 2))
    with pytest.raises(ValueError, match="4 dimensions"):
        null_tetrad(ready.minkowski(3))


def test_invariants_of_a_charged_hole():
    """Type D: w1 = 6 Psi_2^2, w2 = 6 Psi_2^3, r1 = 4 Phi_11^2, r2 = 0, r3 = 4 Phi_11^4."""
    g = ready.reissner_nordstrom()
    R = g.coordinates[1]
    psi, charge = (Q**2 - M * R) / R**4, Q**2 / (2 * R**4)
    found = carminati_mclenaghan(g)
    wanted = {"R": 0, "r1": 4 * charge**2, "r2": 0, "r3": 4 * charge**4, "w1": 6 * psi**2,
              "w2": 6 * psi**3}  # fmt: skip
    for name, value in wanted.items():
        assert zero_test(found[name] - value).outcome == "zero"
    assert zero_test(found["m2"] - found["m3"]).outcome == "zero"
    assert found["m4"] == 0
    with pytest.raises(ValueError, match="4 dimensions"):
        carminati_mclenaghan(ready.minkowski(3))


@pytest.mark.parametrize(
    ("metric", "count"),
    [
        (Metric([[1, 0], [0, sin(theta) ** 2]], (theta, phi)), 3),
        (ready.minkowski(3), 6),
        (ready.schwarzschild(), 4),
        (Metric(diag(-1, exp(2 * t), exp(2 * t)), (t, x, y)), 6),
        (Metric(diag(1, 1 + x**4), (x, y)), 1),
    ],
    ids=["sphere", "Minkowski", "Schwarzschild", "de Sitter", "one"],
)
def test_killing_vectors_are_found_and_counted(metric, count):
    found = killing_vectors(metric)
    assert len(found.vectors) == count == found.most
    assert found.complete
    assert all(is_killing(metric, vector) for vector in found.vectors)


def test_a_bound_shows_what_the_ansatz_misses():
    """Two-dimensional de Sitter in the static chart: boosts need sqrt(1 - x^2) exp(t)."""
    metric = Metric(diag(-(1 - x**2), 1 / (1 - x**2)), (t, x))
    assert most_killing_vectors(metric) == 3
    found = killing_vectors(metric)
    assert len(found.vectors) == 1
    assert not found.complete
    root = sqrt(1 - x**2)
    more = killing_vectors(metric, (root, x / root, exp(t), exp(-t)))
    assert more.complete


def test_field_equations():
    f = Function("f", real=True)(r)
    A, B = (Function(name, positive=True)(r) for name in "AB")
    one = field_equations(Metric(diag(-f, 1 / f, r**2, r**2 * sin(theta) ** 2), (t, r, theta, phi)))
    C1, C2 = symbols("C1 C2", real=True)
    answer = solved(one, [f])
    assert answer.checked
    assert zero_test(answer.functions[f] - 1 - C1 / r).outcome == "zero"
    two = field_equations(Metric(diag(-A, B, r**2, r**2 * sin(theta) ** 2), (t, r, theta, phi)))
    answer = solved(two, [A, B])
    assert answer.checked
    assert zero_test(answer.functions[A] * answer.functions[B] - C2).outcome == "zero"
    scale = Function("a", positive=True)(t)
    Lambda = Symbol("Lambda", positive=True)
    space = field_equations(Metric(diag(-1, *[scale**2] * 3), (t, x, y, z)), Lambda)
    answer = solved(space, [scale])
    rate = answer.functions[scale].diff(t) / answer.functions[scale]
    assert zero_test(rate**2 - Lambda / 3).outcome == "zero"
    charged = field_equations(
        Metric(diag(-f, 1 / f, r**2, r**2 * sin(theta) ** 2), (t, r, theta, phi)), S.Zero,
        {(0, 0): f * Q**2 / r**4, (1, 1): -(Q**2) / r**4 / f, (2, 2): Q**2 / r**2,
         (3, 3): Q**2 * sin(theta) ** 2 / r**2},
    )  # fmt: skip
    answer = solved(charged, [f])
    assert answer.checked
    assert zero_test(answer.functions[f] - 1 - C1 / r - Q**2 / r**2).outcome == "zero"


def test_what_cannot_be_solved_is_left():
    f = Function("f", real=True)(t, x)
    held = field_equations(Metric(diag(-1, 1, 1 + f**2), (t, x, y)))
    answer = solved(held, [f])
    assert not answer.functions
    assert not answer.checked
    assert answer.left
