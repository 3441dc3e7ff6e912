"""States and circuits of a user, and the two experiments on them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numerics.qubits.circuits import ghz_ket, w_ket
from proofs.checker.errors import UsageError
from proofs.checker.experiment import Job, run_experiment
from proofs.checker.options import Options
from proofs.experiments import state_geometry, teleportation

words = st.sampled_from(["H", "X", "CNOT", "RX", "Q", "0", "1", "2", "-1", "0.5", "nan", "#", ""])
lines = st.lists(st.lists(words, max_size=4).map(" ".join), max_size=4)


def geometry(file=None, state="ghz", qubits=4):
    rng = np.random.default_rng(0)
    return state_geometry.run(rng, Job(), state, qubits, file)


def test_a_circuit_file_gives_the_state_it_makes():
    text = ["# a cat of four", "h 0", "", "CNOT 0 1", "CNOT 1 2  # next", "cnot 2 3"]
    assert np.abs(state_geometry.run_lines(text) - ghz_ket(4)).max() < 1e-14
    made = geometry(np.array(text)).arrays["file mutual information"]
    assert np.abs(made - geometry().arrays["ghz mutual information"]).max() < 1e-12


def test_rotations_take_their_angle():
    psi = state_geometry.run_lines(["RY 0 1.0", "X 2"])
    assert abs(psi[0b001]) ** 2 == pytest.approx(np.cos(0.5) ** 2, abs=1e-14)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(text=lines)
def test_every_circuit_is_a_state_or_one_sentence(text):
    try:
        told = f"state of norm {np.linalg.norm(state_geometry.run_lines(text)):.9f}"
    except ValueError as error:
        told = str(error)
    assert told == "state of norm 1.000000000" or told.startswith(("line ", "circuit "))
    assert "\n" not in told


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Q 1", "line 1 must begin with one of X, Y, Z, H"),
        ("CNOT 1", "line 1 must give CNOT 2 different qubits, but is 'CNOT 1'"),
        ("CNOT 1 1", "2 different qubits"),
        ("RX 1", "one qubit and an angle"),
        ("H 0 1", "line 1 must give H one qubit, but is .H 0 1."),
        ("H 0", "at least 3 qubits, but it acts on 1"),
        ("H 70", "71 qubits must fit the memory"),
    ],
)
def test_what_is_no_circuit_is_refused(line, text):
    with pytest.raises((ValueError, MemoryError), match=text):
        state_geometry.run_lines([line])


def test_kets_and_density_matrices_give_the_same_table():
    psi = w_ket(3)
    by_ket = geometry(psi).arrays["file mutual information"]
    by_matrix = geometry(np.outer(psi, psi)).arrays["file mutual information"]
    off = ~np.eye(3, dtype=bool)
    assert np.abs(by_ket - by_matrix)[off].max() < 1e-9


@pytest.mark.parametrize(
    ("array", "text"),
    [
        (np.ones(8), "norm 1, but its norm is 2.82842712"),
        (np.eye(8), "trace 1, but its trace is 8"),
        (np.eye(6) / 6, "dimension 2 x 2 = 4, but it has 6"),
        (np.array([1.0, 0, 0, 0]), "at least 3 qubits, but it has 2"),
        (np.array([1.0, 0, 0]), "power of two, but it is 3"),
    ],
)
def test_what_is_no_state_is_one_sentence(tmp_path, array, text):
    np.save(tmp_path / "state.npy", array)
    words = ["--file", str(tmp_path / "state.npy")]
    with pytest.raises(UsageError, match=text):
        run_experiment("state-geometry", Options(), words)


def test_requests_beyond_memory_or_method_are_refused():
    with pytest.raises(UsageError, match="memory limit"):
        run_experiment("state-geometry", Options(), ["--state", "haar", "--qubits", "50"])
    with pytest.raises(UsageError, match="at most 20"):
        run_experiment("state-geometry", Options(), ["--state", "gapped", "--qubits", "21"])


def test_a_gapped_ring_is_planar_and_a_simplex_is_not():
    share = "{}, share of the first two eigenvalues"
    gapped = geometry(state="gapped", qubits=8)
    assert gapped.numbers[share.format("gapped")] > 0.9
    x, y = gapped.arrays["gapped points"].T
    steps = np.diff(np.unwrap(np.arctan2(y, x)))
    assert np.abs(np.abs(steps) - 2 * np.pi / 8).max() < 1e-6
    assert geometry().numbers[share.format("ghz")] == pytest.approx(2 / 3, abs=1e-9)


@pytest.mark.parametrize("measured", ["alice", "bob"])
@pytest.mark.parametrize("weight", [0.0, 0.3, 1.0])
def test_teleportation_moves_what_the_reference_shares(measured, weight):
    found = teleportation.run(np.random.default_rng(0), Job(), weight, measured)
    name = "B" if measured == "alice" else "A"
    begin = found.numbers["with a reference, product, I_TR"]
    assert found.numbers[f"with a reference, corrected, I_{name}R"] == pytest.approx(
        begin, abs=1e-9
    )
    entangled = found.numbers["pure input, before, I_TA"]
    assert (entangled > 1e-9) == (weight == 0.3)
    for kind in ("pure input", "with a reference"):
        assert found.numbers[f"{kind}, spread between the four outcomes"] < 1e-9
