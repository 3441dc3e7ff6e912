"""Plain mathematics that the claims of Dong and Zhou share."""

from itertools import combinations

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import expm

from proofs.papers.dong_zhou.shared import (
    brickwork,
    clifford_mera,
    perfect_networks,
    small_balls,
    teleportation,
    three_outcomes,
)
from proofs.papers.dong_zhou.shared.carried import carried, single_strings, squared_gap
from proofs.papers.dong_zhou.shared.edited_lists import (
    LOCAL,
    STRINGS,
    LorentzChanges,
    LorentzWays,
    RealChanges,
    exact_table,
    measured_changes,
    measured_real_changes,
)
from proofs.papers.dong_zhou.shared.notation import THETA
from proofs.papers.dong_zhou.shared.pure_states import (
    Concurrence,
    JoiningGates,
    MutualInformation,
    fidelity,
)
from proofs.papers.dong_zhou.shared.two_qubits import (
    SIX_CORRECTED,
    SIX_TURNING,
    TEN_CORRECTED,
    BoundedGroup,
    KillingSquare,
    LorentzForms,
    exact_matrices,
    measured_dimension,
    numeric_matrices,
    transported,
)
from qmgr_sym.algebra.euler_arnold import strings
from qmgr_sym.algebra.pauli import string_matrix

PROBABILITY = st.fractions(0, 1, max_denominator=12).map(
    lambda v: sp.Rational(v.numerator, v.denominator)
)
ANGLE = st.floats(0.1, 1.5)


def ghz(blocks, count):
    """A product of (|0...0> + |1...1>)/sqrt(2), one factor for each block of qubits."""
    psi = sp.zeros(2**count, 1)
    for choice in range(2 ** len(blocks)):
        ones = [q for k, block in enumerate(blocks) if choice >> k & 1 for q in block]
        psi[sum(1 << (count - 1 - q) for q in ones)] = 1
    return psi / sp.sqrt(2 ** len(blocks))


@given(st.lists(st.integers(0, 3), min_size=1, max_size=4))
@settings(max_examples=20)
def test_as_many_gates_are_needed_as_qubits_less_factors(labels):
    blocks = [[q for q, own in enumerate(labels) if own == k] for k in sorted(set(labels))]
    psi = ghz(blocks, len(labels))
    assert JoiningGates(psi).doit() == len(labels) - len(blocks)


@pytest.mark.parametrize(
    ("blocks", "bits"), [([[0, 1], [2]], 2), ([[0], [1, 2]], 0), ([[0, 1, 2]], 1)]
)
def test_mutual_information_of_bell_pairs_products_and_ghz(blocks, bits):
    assert sp.simplify(MutualInformation(ghz(blocks, 3), [0], [1]).doit() - bits) == 0


@given(PROBABILITY)
@settings(max_examples=15)
def test_concurrence_of_a_werner_state(p):
    singlet = sp.Matrix([0, 1, -1, 0]) / sp.sqrt(2)
    state = p * singlet * singlet.T + (1 - p) * sp.eye(4) / 4
    assert sp.nsimplify(Concurrence(state).doit()) == sp.Max(0, (3 * p - 1) / 2)


def test_fidelity_does_not_depend_on_the_norm_of_the_second_ket():
    one, two = sp.Matrix([1, sp.I]) / sp.sqrt(2), sp.Matrix([3, 1 - sp.I])
    found = {sp.nsimplify(fidelity(one, c * two).doit()) for c in (1, 2, 3 * sp.I)}
    overlap = (one.H * two)[0]
    assert found == {sp.nsimplify(sp.expand(overlap * sp.conjugate(overlap)) / 11)}


def test_killing_form_of_su2():
    sigma = [sp.Matrix([[0, 1], [1, 0]]), sp.Matrix([[0, -sp.I], [sp.I, 0]]), sp.diag(1, -1)]
    generators = [(-sp.I * s / 2).as_immutable() for s in sigma]
    x = sp.symbols("x_1:4", real=True)
    found = KillingSquare(generators, x).doit()
    assert sp.expand(found + 2 * sum(v**2 for v in x)) == 0


def test_the_corrected_list_is_the_lorentz_algebra():
    exact = exact_matrices(SIX_CORRECTED)
    assert LorentzForms(exact).doit() >= 1
    assert measured_dimension(numeric_matrices(SIX_CORRECTED), 0.7, np.random.default_rng(1)) == 6
    for own, array in zip(exact, numeric_matrices(SIX_CORRECTED), strict=True):
        assert np.array_equal(np.array(own.tolist(), complex), array)


def test_rotations_stay_bounded_and_boosts_and_shears_do_not():
    rotation, boost, shear = (
        sp.Matrix([[0, -1], [1, 0]]),
        sp.diag(1, -1),
        sp.Matrix([[0, 1], [0, 0]]),
    )
    assert [BoundedGroup(m.as_immutable()).doit() for m in (rotation, boost, shear)] == [1, 0, 0]


@given(ANGLE, st.sampled_from(single_strings(2)))
@settings(max_examples=20, deadline=None)
def test_carried_strings_are_conjugated_by_the_circuit(angle, string):
    end, mean = carried(string)
    matrices = {s: np.array(string_matrix(s).tolist(), complex) for s in strings(2)}

    def operator(vector):
        return sum(
            complex(v.subs(THETA, angle)) * m
            for v, m in zip(vector, matrices.values(), strict=True)
        )

    def conjugated(t):
        turn = expm(-1j * t * angle * matrices["XX"])
        return turn @ matrices[string] @ turn.conj().T

    nodes, weights = np.polynomial.legendre.leggauss(12)
    integral = sum(w / 2 * conjugated((x + 1) / 2) for x, w in zip(nodes, weights, strict=True))
    assert np.allclose(operator(end), conjugated(1.0), atol=1e-12)
    assert np.allclose(operator(mean), integral, atol=1e-12)


def test_squared_gap_is_the_distance_from_a_span():
    vector = [sp.Integer(v) for v in (1, 2, 2)]
    moves = [[sp.S.One, sp.S.Zero, sp.S.Zero], [sp.Integer(2), sp.S.Zero, sp.S.Zero]]
    assert squared_gap(vector, moves).doit() == 8
    assert squared_gap(vector, [*moves, [sp.S.Zero, sp.S.One, sp.S.One]]).doit() == 0


@given(st.floats(0.0, 3.0), st.floats(-3.0, 3.0), st.tuples(st.integers(0, 1), st.integers(0, 1)))
@settings(max_examples=10, deadline=None)
def test_both_circuits_of_the_teleportation_agree(angle, phase, bits):
    a, b = np.cos(angle / 2), np.sin(angle / 2) * np.exp(1j * phase)
    arrays = teleportation.stages(teleportation.start(np.array([a]), np.array([b])))
    letters = sp.symbols("a b")
    exact = teleportation.exact_stages(teleportation.exact_start(*letters))
    values = dict(zip(letters, (a, b), strict=True))
    for one, two in zip(exact, arrays, strict=True):
        assert np.allclose([complex(x.subs(values)) for x in one], two[0], atol=1e-12)
    measured = (teleportation.TOD, teleportation.ALICE)
    left = teleportation.outcome(arrays[2], measured, np.array([bits]))
    bob = teleportation.corrected(left, np.array([bits]), teleportation.BOB)[0].reshape(2, 2, 2)
    assert np.isclose(abs(np.vdot([a, b], bob[bits])), 1)


@pytest.mark.parametrize("chart", three_outcomes.CHARTS)
def test_both_fisher_metrics_of_three_outcomes_agree(chart):
    sample = {"weights": np.random.default_rng(2).uniform(0.3, 1.5, (5, 3))}
    x = three_outcomes.coordinates(chart, sample)
    exact = sp.lambdify(three_outcomes.X[chart], three_outcomes.exact_fisher(chart), "numpy")
    for point, found in zip(x, three_outcomes.fisher(chart, x), strict=True):
        assert np.allclose(exact(*point), found, rtol=1e-6)


@pytest.mark.parametrize("sides", [5, 6])
def test_the_tensors_are_perfect(sides):
    words = perfect_networks.WORDS[sides]
    for one, two in combinations(words, 2):
        anticommuting = sum("I" not in (a, b) and a != b for a, b in zip(one, two, strict=True))
        assert anticommuting % 2 == 0
    for legs in combinations(range(6), 3):
        assert perfect_networks.word_rank(words, legs) - 3 == 3


@given(st.sets(st.integers(0, 24), max_size=12))
@settings(max_examples=25)
def test_entropies_of_a_network_are_those_of_a_pure_state_below_the_cut(region):
    rim = len(perfect_networks.inflate(1, 6).rim)
    inside = {q for q in region if q < rim}
    found = perfect_networks.entropy(1, 6, inside)
    assert found == perfect_networks.entropy(1, 6, set(range(rim)) - inside)
    assert found <= perfect_networks.cut(1, 6, inside)
    if inside:
        assert perfect_networks.entropy_rank(1, 6, inside).doit() == found


def test_entropies_of_the_clifford_mera_stay_below_the_cut():
    sites = clifford_mera.SITES
    for (entropy, cut), (start, length) in clifford_mera.regions().items():
        assert 0 <= entropy <= cut
        outside = clifford_mera.entropy_rank((start + length) % sites, sites - length)
        assert clifford_mera.entropy_rank(start, length).doit() == entropy == outside.doit()


def test_integer_gates_are_orthogonal_up_to_a_factor():
    for gate, _ in zip(brickwork.integer_gates(), range(5), strict=False):
        square = gate @ gate.T
        assert (square == square[0, 0] * np.eye(4, dtype=int)).all()
        assert square[0, 0] > 0


@given(st.integers(0, 7), st.integers(0, 4), st.integers(0, 1))
@settings(max_examples=20)
def test_sites_outside_the_past_cone_have_no_influence(site, depth, last):
    low, high = brickwork.past(site, 8, depth, last)
    reached = {site}
    for back in range(depth):
        first = brickwork.pairs(8, -back, last)
        reached |= {q for pair in first for q in (pair, pair + 1) if {pair, pair + 1} & reached}
    assert (low, high) == (min(reached), max(reached))


def test_the_density_of_einstein_is_the_sum_of_the_curvatures_of_planes():
    assert sp.expand(small_balls.einstein_density() - sum(small_balls.PLANES)) == 0


@pytest.mark.parametrize(("six", "factor"), [(SIX_CORRECTED, 1), (SIX_TURNING, -1j)])
def test_corrected_lists_need_no_change(six, factor):
    table = exact_table(six, LOCAL, factor)
    assert LorentzChanges(table).doit() == 0
    assert LorentzWays(table).doit() == 1
    assert measured_changes(six, factor, 0.4, np.random.default_rng(3)) == (0, 1)


@given(st.integers(0, 5), st.sampled_from(LOCAL), st.sampled_from([0, 1, -1, 1j, -1j]))
@settings(max_examples=4, deadline=None)
def test_a_list_with_one_changed_coefficient_needs_one_change_at_most(row, string, value):
    changed = [dict(g) for g in SIX_TURNING]
    wanted = changed[row].get(string, 0) != value
    changed[row][string] = value
    least = int(LorentzChanges(exact_table(changed, LOCAL, -1j)).doit())
    assert least <= int(wanted)
    assert measured_changes(changed, -1j, 0.4, np.random.default_rng(row))[0] == least


@given(st.integers(0, 9), st.sampled_from([1j, -1j]))
@settings(max_examples=6, deadline=None)
def test_every_string_with_a_wrong_phase_is_a_change(row, phase):
    turned = list(TEN_CORRECTED)
    turned[row] = {s: phase * v for s, v in turned[row].items()}
    six = exact_matrices(SIX_CORRECTED)
    found = RealChanges(six, exact_table(turned, STRINGS)).doit()
    words = transported(numeric_matrices(SIX_CORRECTED), 0.4, np.random.default_rng(row))[0]
    assert found == measured_real_changes(words, turned, 1)
    assert RealChanges(six, exact_table(TEN_CORRECTED, STRINGS)).doit() == 0 < found


def test_one_closed_pentagon_is_a_codeword_of_the_five_qubit_code():
    entropies = [
        perfect_networks.entropy(0, 5, legs, closed=True)
        for size in range(1, 6)
        for legs in combinations(range(5), size)
    ]
    expected = [min(size, 5 - size) for size in range(1, 6) for _ in combinations(range(5), size)]
    assert entropies == expected
