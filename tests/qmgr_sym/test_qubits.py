import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from qmgr_sym.quantum.qubits import (
    CNOT,
    HADAMARD,
    X,
    apply_gate,
    basis_ket,
    connected_part,
    entropy,
    ghz_ket,
    mutual_information,
    norm_squared,
    reduced_state,
    w_ket,
)

few = settings(max_examples=15, deadline=None, derandomize=True)
whole = st.integers(-2, 2)
kets = (
    st.lists(st.tuples(whole, whole), min_size=8, max_size=8)
    .filter(lambda a: any(map(any, a)))
    .map(lambda a: sp.Matrix([x + sp.I * y for x, y in a]))
)


@few
@given(psi=kets, order=st.permutations(range(3)))
def test_reduced_states_are_states_and_respect_the_order(psi, order):
    rho = reduced_state(psi, order[:2])
    assert sp.expand(rho.trace() - 1) == 0
    assert sp.expand(rho - rho.H) == sp.zeros(4)
    swap = reduced_state(psi, (order[1], order[0]))
    assert sp.expand(rho[1, 2] - swap[2, 1]) == 0
    assert sp.expand(rho[0, 1] - swap[0, 2]) == 0


@few
@given(psi=kets, order=st.permutations(range(3)))
def test_gates_keep_the_norm_and_invert(psi, order):
    out = apply_gate(apply_gate(psi, HADAMARD, order[:1]), CNOT, order[:2])
    assert sp.expand(norm_squared(out) - norm_squared(psi)) == 0
    back = apply_gate(apply_gate(out, CNOT, order[:2]), HADAMARD, order[:1])
    assert sp.expand(back - psi) == sp.zeros(8, 1)


def test_a_chain_of_cnots_makes_the_ghz_state():
    psi = apply_gate(basis_ket(3), HADAMARD, (0,))
    for i in range(2):
        psi = apply_gate(psi, CNOT, (i, i + 1))
    assert psi == ghz_ket(3)
    assert apply_gate(basis_ket(3), X, (0,)) == basis_ket(3, 4)


@few
@given(psi=kets, order=st.permutations(range(3)))
def test_a_gate_on_all_qubits_is_a_product_of_gates(psi, order):
    factors = HADAMARD, X, sp.diag(1, sp.I)
    whole_gate = sp.kronecker_product(*factors)
    one_by_one = psi
    for gate, qubit in zip(factors, order, strict=True):
        one_by_one = apply_gate(one_by_one, gate, (qubit,))
    assert sp.expand(apply_gate(psi, whole_gate, order) - one_by_one) == sp.zeros(8, 1)


@pytest.mark.parametrize("n", [3, 4])
def test_mutual_information_of_ghz_and_w(n):
    assert mutual_information(ghz_ket(n), (0,), (1,)) == 1

    def h(p):
        return -(p * sp.log(p) + (1 - p) * sp.log(1 - p)) / sp.log(2)

    known = 2 * h(sp.Rational(1, n)) - h(sp.Rational(2, n))
    found = mutual_information(w_ket(n), (0,), (2,))
    assert abs(sp.N(found - known, 30)) < sp.Float("1e-25")


def test_connected_part_vanishes_with_the_mutual_information():
    product = sp.kronecker_product(sp.Matrix([3, 4]) / 5, ghz_ket(2))
    assert connected_part(product, (0,), (1,)) == 0
    assert mutual_information(product, (0,), (1,)) == 0
    assert connected_part(product, (1,), (2,)) == sp.Rational(3, 4)
    assert entropy(reduced_state(product, (1,))) == 1


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: reduced_state(sp.Matrix([1, 0, 0]), (0,)), r"2\^n entries, but was \(3, 1\)"),
        (lambda: reduced_state(basis_ket(2), (2,)), r"0..1, but were \(2,\)"),
        (lambda: apply_gate(basis_ket(2), CNOT, (0,)), r"2 by 2 on 1 qubits, but was \(4, 4\)"),
    ],
)
def test_bad_input_is_refused(call, text):
    with pytest.raises(ValueError, match=text):
        call()
