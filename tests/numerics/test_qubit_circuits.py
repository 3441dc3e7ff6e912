import numpy as np
import pytest
from array_strategies import checked, kets
from hypothesis import given
from hypothesis import strategies as st

from numerics.qubits.circuits import (
    GATES,
    apply_gate,
    basis_ket,
    ghz_ket,
    haar_kets,
    ising_ket,
    rotation,
    run_circuit,
    w_ket,
)


@checked
@given(psi=kets(8), name=st.sampled_from(sorted(GATES)), places=st.permutations(range(3)))
def test_gates_act_as_their_matrices_on_all_qubits(psi, name, places):
    gate = GATES[name]
    k = len(gate).bit_length() - 1
    chosen = places[:k]
    full = np.zeros((8, 8), dtype=complex)
    for column in range(8):
        bits = [column >> (2 - q) & 1 for q in range(3)]
        inner = int("".join(str(bits[q]) for q in chosen), 2)
        for row in range(2**k):
            out = list(bits)
            for place, q in enumerate(chosen):
                out[q] = row >> (k - 1 - place) & 1
            full[int("".join(map(str, out)), 2), column] += gate[row, inner]
    assert np.abs(apply_gate(psi, gate, chosen) - psi @ full.T).max() < 1e-14


@checked
@given(axis=st.sampled_from(["RX", "RY", "RZ"]), one=st.floats(-4, 4), two=st.floats(-4, 4))
def test_rotations_add_their_angles(axis, one, two):
    product = rotation(axis, one) @ rotation(axis, two)
    assert np.abs(product - rotation(axis, one + two)).max() < 1e-14
    assert np.abs(rotation(axis, 2 * np.pi) + np.eye(2)).max() < 1e-14


@pytest.mark.parametrize("n", [2, 4])
def test_a_chain_of_cnots_makes_the_ghz_state(n):
    steps = [(GATES["H"], (0,)), *((GATES["CNOT"], (i, i + 1)) for i in range(n - 1))]
    assert np.abs(run_circuit(basis_ket(n), steps) - ghz_ket(n)).max() < 1e-14
    assert w_ket(n) @ ghz_ket(n) == 0
    assert np.count_nonzero(w_ket(n)) == n


@pytest.mark.parametrize("field", [0.5, 1.0, 2.0])
def test_ising_ground_state_has_the_lowest_energy(field):
    n = 6
    x, z = GATES["X"].real, GATES["Z"].real

    def chain(ops):
        out = np.eye(1)
        for i in range(n):
            out = np.kron(out, ops.get(i, np.eye(2)))
        return out

    h = -sum(chain({i: x, (i + 1) % n: x}) + field * chain({i: z}) for i in range(n))
    psi = ising_ket(n, field)
    assert psi.conj() @ h @ psi == pytest.approx(np.linalg.eigvalsh(h)[0], abs=1e-9)


def test_random_kets_are_normalised_and_spread_evenly():
    psi = haar_kets(3, (4000,), rng=np.random.default_rng(3))
    assert np.abs(np.linalg.norm(psi, axis=-1) - 1).max() < 1e-12
    # 4000 draws of |psi_i|^2, spread 1/8, so that a mean is 0.002 off
    assert np.abs((np.abs(psi) ** 2).mean(0) - 1 / 8).max() < 0.01


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: apply_gate(basis_ket(2), GATES["CNOT"], (0,)), r"but it is \(4, 4\)"),
        (lambda: apply_gate(basis_ket(2), GATES["CNOT"], (0, 0)), r"but it is \(0, 0\)"),
        (lambda: apply_gate(basis_ket(2), GATES["X"], (2,)), r"out of 0..1, but it is \(2,\)"),
        (lambda: rotation("RW", 1.0), "but it is 'RW'"),
        (lambda: ising_ket(21, 1.0), "at most 20, but it is 21"),
    ],
)
def test_what_does_not_fit_is_refused(call, text):
    with pytest.raises(ValueError, match=text):
        call()
