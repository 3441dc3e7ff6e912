"""Objects that stand for a computation: they stand, they are carried out exactly, they refuse."""

from itertools import product

import hypothesis.strategies as st
import pytest
import sympy as sp
from hypothesis import given, settings

from qmgr_sym.exact.zero import zero_test
from qmgr_sym.geometry.metric import Metric
from qmgr_sym.jets.letters import MetricLetters
from qmgr_sym.unevaluated import (
    Christoffel,
    Commutator,
    CovariantDivergence,
    Divergence,
    DivergenceForEveryMetric,
    EinsteinTensor,
    ForEveryMetric,
    JacobiMatrix,
    LieDimension,
    MetricVariation,
    PolynomialDeterminant,
    Rank,
    RateAlong,
    Residual,
    RicciScalar,
    RicciTensor,
    SeriesCoefficient,
    SpanDimension,
    VariationalDerivative,
    VonNeumannEntropy,
)
from qmgr_sym.variation.euler import euler_operator

x, t = sp.symbols("x t", real=True)
D = sp.Symbol("D", positive=True)
U, P = (sp.Function(name, real=True)(x, t) for name in "up")
SPHERE = sp.diag(1, sp.sin(x) ** 2)
PAULI = [sp.Matrix([[0, 1], [1, 0]]), sp.Matrix([[0, -sp.I], [sp.I, 0]]), sp.diag(1, -1)]

# what stands, and the value that is known for it
KNOWN = [
    (VariationalDerivative(U.diff(x) ** 2 / 2, U, (x, t)), -U.diff(x, 2)),
    (Divergence((x**2, x * t), (x, t)), 3 * x),
    (RateAlong(x * t**2, {x: D, t: 1}), D * t**2 + 2 * x * t),
    (Residual(sp.Eq(U.diff(t), D * U.diff(x, 2)), {U: sp.exp(sp.I * x - D * t)}), 0),
    (sp.Determinant(JacobiMatrix((x * sp.cos(t), x * sp.sin(t)), (x, t))), x),
    (PolynomialDeterminant([[x, 2], [x, x]]), x**2 - 2 * x),
    (Rank([[1, 2], [2, 4]]), 1),
    (LieDimension([sp.I * p for p in PAULI[:2]]), 3),
    (SpanDimension(PAULI, "C"), 6),
    (VonNeumannEntropy(sp.diag(D, 1 - D)), -D * sp.log(D) - (1 - D) * sp.log(1 - D)),
    (SeriesCoefficient(sp.exp(D * x), x, 3), D**3 / 6),
    (Christoffel(SPHERE, (x, t), 1, 0, 1), sp.cos(x) / sp.sin(x)),
    (RicciTensor(SPHERE, (x, t))[1, 1], sp.sin(x) ** 2),
    (EinsteinTensor(SPHERE, (x, t))[1, 1], 0),
    (RicciScalar(SPHERE, (x, t)), 2),
    (CovariantDivergence(sp.diag(0, 1), SPHERE, (x, t))[0], -sp.cos(x) / sp.sin(x) ** 3),
]


def named(pair):
    return type(pair[0]).__name__


@pytest.mark.parametrize("pair", KNOWN, ids=named)
def test_an_object_stands_until_it_is_carried_out(pair):
    thing, value = pair
    gap = thing - value
    assert gap.has(type(thing))
    assert gap != 0
    assert zero_test(gap.doit()).outcome == "zero"
    assert zero_test((thing - value - 1).doit()).outcome == "nonzero"


@pytest.mark.parametrize("pair", KNOWN, ids=named)
def test_an_object_is_rebuilt_from_its_parts_and_has_latex(pair):
    thing = pair[0]
    assert thing.func(*thing.args) == thing
    assert "\\" in sp.latex(thing)


def test_nested_objects_are_carried_out():
    inner = VariationalDerivative(U.diff(x) ** 2 / 2, U, (x, t))
    assert Divergence((inner, 0), (x, t)).doit() == -U.diff(x, 3)
    assert VariationalDerivative(P * inner, U, (x, t)).doit() == -P.diff(x, 2)
    assert sp.Derivative(inner, x).doit() == -U.diff(x, 3)
    assert (D * inner).diff(x).doit() == -D * U.diff(x, 3)


def test_what_is_bound_is_replaced_in_the_result():
    square = VariationalDerivative(U**2 * P, U, (x, t))
    assert square.subs(U, x) == 2 * x * P
    assert square.subs(P, U) == 2 * U**2  # and not the derivative of U^3
    assert square.subs(P, t) == VariationalDerivative(U**2 * t, U, (x, t))
    slope = VariationalDerivative(U.diff(x) ** 2, U, (x, t))
    assert slope.subs(U.diff(x, 2), t) == -2 * t
    assert Divergence((D * x, 0), (x, t)).subs(D, x) == x
    assert Divergence((D * x, 0), (x, t)).subs(x, 3) == D
    assert RateAlong(x**2, {x: D}).subs(D, t) == RateAlong(x**2, {x: t})
    assert SeriesCoefficient(D * x, x, 1).subs(D, x) == x


def test_the_order_zero_of_a_series():
    assert SeriesCoefficient(sp.cos(x) + x, x, 0).doit() == 1


def test_an_unknown_function_is_put_in_at_every_argument():
    f = sp.Function("f")(x)
    shifted = f.subs(x, x + 1) - f
    assert sp.expand(Residual(shifted - 2 * x - 1, {f: x**2}).doit()) == 0


def test_two_functions_are_put_in_at_once():
    swapped = Residual(U.diff(x) - P, {U: x * t, P: t})
    assert swapped.doit() == 0


@st.composite
def densities(draw):
    """Polynomials in a field, its derivatives and the coordinates."""
    parts = st.sampled_from([U, U.diff(x), U.diff(t), U.diff(x, 2), P, P.diff(x), x, D])
    terms = st.builds(lambda n, factors: n * sp.Mul(*factors),
                      st.integers(-3, 3), st.lists(parts, min_size=1, max_size=3))  # fmt: skip
    return sp.Add(*draw(st.lists(terms, min_size=1, max_size=3)))


@given(densities(), densities())
@settings(max_examples=15, deadline=None)
def test_variational_derivatives_are_linear_and_agree_with_the_operator(one, two):
    total = VariationalDerivative(one + D * two, U, (x, t))
    split = euler_operator(one, U, (x, t)) + D * euler_operator(two, U, (x, t))
    assert sp.expand(total.doit() - split) == 0


@given(densities())
@settings(max_examples=10, deadline=None)
def test_divergences_have_no_variational_derivative(flux):
    density = Divergence((flux, D * flux), (x, t))
    assert sp.expand(VariationalDerivative(density, U, (x, t)).doit()) == 0


class TestMatrices:
    def test_commutators_of_pauli_matrices(self):
        a, b, c = PAULI
        for gap in (Commutator(a, b) - 2 * sp.I * c, 2 * sp.I * c - Commutator(a, b)):
            assert gap.has(Commutator)
            assert gap.doit() == sp.zeros(2, 2)
        assert (Commutator(a, b) + Commutator(b, a)).doit() == sp.zeros(2, 2)
        assert (Commutator(a, b) * c).doit() == 2 * sp.I * sp.eye(2)
        assert (Commutator(a, b) * a).doit() == 2 * sp.I * c * a
        assert (a * Commutator(a, b)).doit() == 2 * sp.I * a * c
        assert (sp.I * Commutator(a, b)).doit().as_explicit() == -2 * c
        assert (-Commutator(a, b)).doit() == -2 * sp.I * c
        assert Commutator(Commutator(a, b), a).doit() == 2 * sp.I * 2 * sp.I * b
        assert Commutator(a, b)[0, 0].doit() == 2 * sp.I

    def test_derivatives_of_matrices_and_components(self):
        matrix = JacobiMatrix((x**2 * t, x * t), (x, t))
        assert matrix.diff(x) == sp.ImmutableMatrix([[2 * t, 2 * x], [0, 1]])
        assert (D * matrix[0, 1]).diff(x) == 2 * D * x

    @given(st.integers(1, 4), st.integers(0, 4), st.data())
    @settings(max_examples=20, deadline=None)
    def test_the_rank_of_a_product_of_general_factors(self, size, rank, data):
        rank = min(rank, size)
        numbers = st.lists(st.integers(-3, 3), min_size=size * rank, max_size=size * rank)
        left = sp.Matrix(size, rank, data.draw(numbers))
        right = sp.Matrix(rank, size, data.draw(numbers))
        product = left * right
        for scale in (1, D, sp.sqrt(2), sp.sin(x)):
            assert Rank(scale * product).doit() == product.rank()

    @given(st.lists(st.integers(-9, 9), min_size=9, max_size=9), st.sampled_from([2, 3, 5]))
    @settings(max_examples=20, deadline=None)
    def test_the_rank_modulo_a_prime_counts_the_kernel(self, numbers, prime):
        matrix = sp.Matrix(3, 3, numbers)
        every = product(range(prime), repeat=3)
        kernel = [v for v in every if all(n % prime == 0 for n in matrix * sp.Matrix(v))]
        assert len(kernel) == prime ** (3 - Rank(matrix, prime).doit())

    def test_the_rank_depends_on_identities_between_entries(self):
        rows = [[sp.sin(x) ** 2 + sp.cos(x) ** 2, 1], [1, 1]]
        assert Rank(rows).doit() == 1
        assert Rank([[sp.exp(x) * sp.exp(-x), sp.Symbol("a")], [0, sp.sqrt(x**2 + 1)]]).doit() == 2
        assert Rank([[sp.sqrt(2), 2], [1, sp.sqrt(2)]]).doit() == 1

    def test_a_rank_that_is_not_decided_stands(self):
        hard = sp.zeta(sp.Symbol("s")) - sp.Sum(x**t, (x, 0, 1))
        thing = Rank([[hard]])
        assert thing.doit() == thing

    def test_entropy_in_bits(self):
        assert zero_test((VonNeumannEntropy(sp.eye(4) / 4, 2) - 2).doit()).outcome == "zero"
        assert VonNeumannEntropy(sp.diag(1, 0), 2).doit() == 0


class TestGeometry:
    def test_components_are_those_of_the_engine(self):
        a = sp.Function("a", positive=True)(t)
        g, chart = sp.diag(-1, a**2, a**2), (t, *sp.symbols("y z", real=True))
        metric = Metric(g, chart)
        for m in range(3):
            for i in range(3):
                for j in range(3):
                    found = Christoffel(g, chart, m, i, j)
                    assert found == Christoffel(g, chart, m, j, i)
                    assert found.doit() == metric.christoffel()[m, i, j]
        for i in range(3):
            for j in range(3):
                assert RicciTensor(g, chart)[i, j].doit() == metric.ricci()[i, j]
                assert EinsteinTensor(g, chart).doit()[i, j] == metric.einstein()[i, j]
        assert RicciScalar(g, chart).doit() == metric.scalar()

    def test_the_divergence_of_the_einstein_tensor_vanishes(self):
        a, b = (sp.Function(name, positive=True)(t, x) for name in "ab")
        g, chart = sp.Matrix([[-a, 0, 0], [0, b, 0], [0, 0, a * b]]), (t, x, sp.Symbol("y"))
        assert CovariantDivergence(EinsteinTensor(g, chart), g, chart).doit() == sp.zeros(3, 1)
        assert CovariantDivergence(RicciTensor(g, chart), g, chart).doit() != sp.zeros(3, 1)

    def test_an_unevaluated_matrix_may_be_the_metric(self):
        flat = sp.MatMul(sp.ImmutableMatrix([[x, 0], [0, 1]]), sp.ImmutableMatrix([[x, 0], [0, 1]]))
        assert RicciScalar(flat, (x, t)).doit() == 0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: VariationalDerivative(x**2, x, (x,)), "applied unknown function"),
        (lambda: VariationalDerivative(U, U, (x, x)), "distinct"),
        (lambda: Divergence((x,), (x, t)), "2 components"),
        (lambda: RateAlong(x, [(x, 1), (x, 2)]), "distinct"),
        (lambda: Residual(U, {x: 1}), "applied unknown function"),
        (lambda: Commutator(sp.eye(2), sp.eye(3)), "one size"),
        (lambda: Commutator(sp.ones(2, 3), sp.eye(2)), "square"),
        (lambda: Rank(x), "must be a matrix"),
        (lambda: Rank([[1]], 4), "0 or a prime"),
        (lambda: Rank([[x]], 3).doit(), "whole numbers"),
        (lambda: JacobiMatrix((), (x,)), "not be empty"),
        (lambda: LieDimension(PAULI, "Q"), "'R' or 'C'"),
        (lambda: SeriesCoefficient(x, x, -1), "0 or more"),
        (lambda: SeriesCoefficient(x, x * t, 1), "must be a symbol"),
        (lambda: Christoffel(SPHERE, (x, t), 0, 0, 2), "0..1"),
        (lambda: RicciScalar(SPHERE, (x,)), "1 rows"),
        (lambda: CovariantDivergence(sp.eye(3), SPHERE, (x, t)), "`tensor` must have 2 rows"),
        (lambda: ForEveryMetric(x, (x, t), "round"), "`family`"),
        (lambda: MetricVariation(x, sp.Matrix([[0, 1], [0, 0]]), (x, t)), "symmetric"),
    ],
)
def test_wrong_input_is_named(call, message):
    with pytest.raises((TypeError, ValueError), match=message):
        call()


class TestEveryMetric:
    def letters(self, n):
        return MetricLetters((t, x, *sp.symbols("y z", real=True))[:n])

    @pytest.mark.parametrize("n", [2, 3, 4])
    def test_the_einstein_tensor_is_the_variation_of_the_curvature(self, n):
        g = self.letters(n)
        change = sp.Matrix(
            n, n, lambda a, b: sp.Function(f"k{min(a, b)}{max(a, b)}", real=True)(*g.coords)
        )
        Lambda = sp.Symbol("Lambda", real=True)
        density = sp.Add(
            *(
                g.volume
                * (g.ricci[a][b] - g.metric[a][b] * (g.scalar_curvature / 2 - Lambda))
                * change[a, b]
                for a in range(n)
                for b in range(n)
            )
        )
        action = sp.Integral(g.volume * (g.scalar_curvature - 2 * Lambda), *g.coords)
        varied = MetricVariation(action, change, g.coords)
        assert ForEveryMetric(varied - density, g.coords).doit() == 0
        assert ForEveryMetric(varied - density.subs(Lambda, -Lambda), g.coords).doit() != 0
        assert ForEveryMetric(varied + density, g.coords).doit() != 0
        whole = sp.Integral(varied, *g.coords) - sp.Integral(density, *g.coords)
        assert DivergenceForEveryMetric(whole, g.coords).doit() == 0

    @pytest.mark.parametrize("n", [2, 3])
    def test_the_action_in_first_derivatives(self, n):
        g = self.letters(n)
        first = g.einsum("ab,mab,ccm->", g.inverse, g.christoffel, g.christoffel)
        second = g.einsum("ab,mac,cbm->", g.inverse, g.christoffel, g.christoffel)
        change = g.gradient(
            tuple(tuple(g.volume * g.inverse[a][b] for b in range(n)) for a in range(n))
        )
        flux = g.einsum("mab,abm->", g.christoffel, change)

        def gap(sign):
            lines = g.volume * first + sign * flux, g.volume * g.scalar_curvature
            left, right = (sp.Integral(line, *g.coords) for line in lines)
            return -left / 2 - right

        assert DivergenceForEveryMetric(gap(1), g.coords).doit() == 0
        assert DivergenceForEveryMetric(gap(-1), g.coords).doit() != 0
        reduced = flux - g.volume * (first - 2 * second)
        assert ForEveryMetric(reduced, g.coords).doit() == 0
        assert ForEveryMetric(reduced + g.volume * first, g.coords).doit() != 0

    def test_constants_may_have_any_value(self):
        g = self.letters(2)
        v, w = sp.symbols("v w")
        gap = g.einsum("ab,b->a", g.metric, (v, w))
        inverse = g.einsum("ca,a->c", g.inverse, gap)
        assert ForEveryMetric(inverse[0] - v, g.coords).doit() == 0
        for wrong in (inverse[0] - w, inverse[0] - 2, (v - 2) * (w - 3) * g.metric[0][0]):
            assert ForEveryMetric(wrong, g.coords).doit() != 0
        first = ForEveryMetric(sp.Mul(*sp.symbols("c0:4")) * g.metric[0][0], g.coords).doit()
        assert 0 < abs(first) < 1000  # found at small numbers, none of them 0

    @pytest.mark.parametrize("n", [2, 3])
    def test_the_divergence_of_the_einstein_tensor_vanishes_for_every_metric(self, n):
        g = self.letters(n)

        def divergence(share):
            tensor = tuple(
                tuple(g.ricci[a][b] - share * g.scalar_curvature * g.metric[a][b] for b in range(n))
                for a in range(n)
            )
            return g.einsum("am,abm->b", g.inverse, g.covariant_d(tensor, "ll"))[0]

        assert ForEveryMetric(divergence(sp.Rational(1, 2)), g.coords).doit() == 0
        assert ForEveryMetric(divergence(1), g.coords).doit() != 0

    @pytest.mark.parametrize("n", [2, 3, 4])
    def test_geodesics_make_the_square_of_the_velocity_stationary(self, n):
        """d/dt (2 g_ab v^b) = d_a g_bc v^b v^c along dv/dt = -Gamma v v, for every metric."""
        g = self.letters(n)
        v = sp.symbols(f"v0:{n}", real=True)
        bend = g.einsum("mab,a,b->m", g.christoffel, v, v)
        slopes = g.gradient(g.metric)
        for sign, holds in ((-1, True), (1, False)):
            momentum = [
                2 * g.einsum("bm,m,b->", slopes[a], v, v)
                + 2 * sign * g.einsum("b,b->", g.metric[a], bend)
                for a in range(n)
            ]
            force = g.einsum("bca,b,c->a", slopes, v, v)
            gap = ForEveryMetric(momentum[0] - force[0], g.coords)
            assert (gap.doit() == 0) == holds

    def test_proper_time_is_stationary_in_coordinate_time(self):
        """(7.7) of Vanchurin: sqrt(-g v v) is stationary, whatever stands unevaluated inside."""
        g = self.letters(3)
        v = (sp.S.One, *sp.symbols("v1 v2", real=True))
        bend = g.einsum("mab,a,b->m", g.christoffel, v, v)
        square = -g.einsum("ab,a,b->", g.metric, v, v)
        for sign, holds in ((1, True), (-1, False)):
            acceleration = [sign * bend[0] * v[a] - bend[a] for a in range(3)]
            flow = dict(zip((*g.coords, *v[1:]), (*v, *acceleration[1:]), strict=True))
            momentum = sp.Derivative(square, v[1])
            gap = (
                square * sp.Derivative(square, g.coords[1])
                - square * RateAlong(momentum, flow)
                + momentum * RateAlong(square, flow) / 2
            )
            assert (ForEveryMetric(gap, g.coords).doit() == 0) == holds

    def test_families(self):
        g = self.letters(3)
        for m, a, b in ((0, 0, 0), (0, 0, 1), (1, 0, 0)):
            gamma = g.christoffel[m][a][b]
            assert ForEveryMetric(gamma, g.coords, "synchronous").doit() == 0
            assert ForEveryMetric(gamma, g.coords).doit() != 0
        mixed = g.christoffel[0][1][2]
        assert ForEveryMetric(mixed, g.coords, "diagonal").doit() == 0

    def test_other_functions_are_fields(self):
        g = self.letters(2)
        f = sp.Function("f", real=True)(*g.coords)
        slope = g.gradient(f)
        box = sp.Add(*(
            sp.Derivative(g.volume * g.einsum("ab,b->a", g.inverse, slope)[a], g.coords[a])
            for a in range(2)
        ))  # fmt: skip
        wave = g.volume * (
            g.einsum("ab,ab->", g.inverse, g.gradient(slope))
            - g.einsum("ab,mab,m->", g.inverse, g.christoffel, slope)
        )
        assert ForEveryMetric(box - wave, g.coords).doit() == 0
        assert DivergenceForEveryMetric(box, g.coords).doit() == 0
        assert DivergenceForEveryMetric(f * box, g.coords).doit() != 0
        assert DivergenceForEveryMetric(f * g.volume * g.scalar_curvature, g.coords).doit() != 0

    def test_the_witness_shows_the_value(self):
        g = self.letters(2)
        thing = ForEveryMetric(g.scalar_curvature, g.coords)
        found = thing.test()
        assert found.witness is not None
        there = Metric(found.witness.metric, found.witness.coordinates).scalar()
        assert there.subs(dict.fromkeys(found.witness.coordinates, 0)) == found.witness.value
        assert thing.doit() == found.witness.value

    @pytest.mark.parametrize(
        ("make", "message"),
        [
            (lambda g: g.volume + g.metric[0][0], "one power"),
            (lambda g: 1 / g.metric[0][0], "divisor"),
            (lambda g: sp.sin(g.metric[0][0]), "must be built from"),
            (lambda g: g.metric[0][0].subs(t, 0), "must be taken at"),
            (lambda g: g.metric[0][0] / sp.Symbol("c"), "polynomial"),
            (lambda g: sp.Integral(g.scalar_curvature, *g.coords), "integral"),
        ],
    )
    def test_what_is_no_formula_about_metrics_is_refused(self, make, message):
        g = self.letters(2)
        with pytest.raises((TypeError, ValueError), match=message):
            ForEveryMetric(make(g), g.coords).doit()

    @pytest.mark.parametrize(
        ("make", "message"),
        [
            (lambda g: g.scalar_curvature, "sqrt"),
            (lambda g: g.volume**2, "sqrt"),
            (lambda g: sp.Integral(g.volume, t), "integral must be over"),
        ],
    )
    def test_what_is_no_density_is_refused(self, make, message):
        g = self.letters(2)
        with pytest.raises(ValueError, match=message):
            DivergenceForEveryMetric(make(g), g.coords).doit()

    def test_powers_of_the_volume_cancel(self):
        g = self.letters(2)
        log_slope = sp.Derivative(g.volume, x) / g.volume
        trace = g.einsum("ccm->m", g.christoffel)[1]
        assert ForEveryMetric(log_slope - trace, g.coords).doit() == 0
        assert ForEveryMetric(sp.Derivative(g.volume**3, x) - 3 * g.volume**3 * trace,
                              g.coords).doit() == 0  # fmt: skip
