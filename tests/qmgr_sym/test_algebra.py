"""Exact Pauli sums, Lie closures, Killing forms and invariant forms."""

from itertools import product

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from qmgr_sym.algebra.closure import killing_form, lie_closure, span, structure_constants
from qmgr_sym.algebra.forms import invariant_hermitian_forms, is_bounded_group, signature
from qmgr_sym.algebra.pauli import commutator, matrix, multiply, string_closure, string_matrix

checked = settings(max_examples=20, deadline=None, derandomize=True)
gaussian = st.tuples(st.integers(-3, 3), st.integers(-3, 3)).map(lambda v: v[0] + sp.I * v[1])


def sums(qubits):
    strings = st.text("IXYZ", min_size=qubits, max_size=qubits)
    return st.dictionaries(strings, gaussian, min_size=1, max_size=3)


def square(size):
    return st.lists(gaussian, min_size=size**2, max_size=size**2).map(
        lambda v: sp.ImmutableMatrix(size, size, v)
    )


def dense(element, qubits):
    return matrix(element) if element else sp.zeros(2**qubits)


@given(st.integers(1, 2).flatmap(lambda n: st.tuples(st.just(n), sums(n), sums(n))))
@checked
def test_products_and_commutators_are_those_of_the_matrices(case):
    qubits, a, b = case
    one, two = matrix(a), matrix(b)
    for element, expected in (
        (multiply(a, b), one * two),
        (commutator(a, b), one * two - two * one),
    ):
        assert (dense(element, qubits) - expected).applyfunc(sp.expand) == sp.zeros(2**qubits)


@given(st.lists(st.text("IXYZ", min_size=3, max_size=3), min_size=1, max_size=3))
@checked
def test_the_closure_of_strings_is_the_closure_of_their_matrices(strings):
    algebra = lie_closure([sp.I * string_matrix(s) for s in strings])
    found = string_closure(strings)
    assert len(found) == algebra.dimension
    assert all(algebra.contains(sp.I * string_matrix(s)) for s in found)


@pytest.mark.parametrize("qubits", [2, 3, 4])
def test_two_qubit_strings_generate_all_of_su(qubits):
    every = ["".join(p) for p in product("IXYZ", repeat=qubits)]
    small = [s for s in every if 0 < qubits - s.count("I") <= 2]
    assert len(string_closure(small)) == 4**qubits - 1


@given(square(2), square(2))
@checked
def test_a_closure_is_closed_and_its_adjoint_a_representation(a, b):
    algebra = lie_closure([a, b])
    basis, adjoint = algebra.basis(), structure_constants(algebra)
    assert algebra.contains(a)
    assert algebra.contains(a * b - b * a)
    for i, x in enumerate(basis):
        for j, y in enumerate(basis):
            bracket = (x * y - y * x).applyfunc(sp.expand)
            weights = [sp.Rational(int(c.p), int(c.q)) for c in
                       (adjoint[i][k, j] for k in range(len(basis)))]  # fmt: skip
            rest = sum((w * z for w, z in zip(weights, basis, strict=True)), -bracket)
            assert rest.applyfunc(sp.expand) == sp.zeros(2)
    doubled = lie_closure([a, b], "C").dimension
    assert doubled % 2 == 0
    assert algebra.dimension <= doubled <= 2 * algebra.dimension


@pytest.mark.parametrize(
    ("letters", "expected"), [("iX iY", (0, 3)), ("X Y", (2, 1)), ("X Y iX", (3, 3))]
)
def test_killing_forms_of_su2_and_its_relatives(letters, expected):
    generators = [
        (sp.I if word[0] == "i" else 1) * string_matrix(word[-1]) for word in letters.split()
    ]
    assert signature(killing_form(lie_closure(generators))) == expected


@given(st.lists(st.integers(-3, 3), min_size=3, max_size=3), square(3))
@checked
def test_signatures_are_those_of_sylvester(diagonal, change):
    form = change.H * sp.diag(*diagonal) * change
    if change.det().expand() != 0:
        signs = [d > 0 for d in diagonal if d]
        assert signature(form.applyfunc(sp.expand)) == (sum(signs), len(signs) - sum(signs))


@given(square(3))
@checked
def test_invariant_forms_are_invariant_and_unitary_groups_keep_the_unit_form(a):
    for form in invariant_hermitian_forms([a]):
        assert (a.H * form + form * a).applyfunc(sp.expand) == sp.zeros(3)
        assert form == form.H
    (unit,) = invariant_hermitian_forms([sp.I * string_matrix(s) for s in "XYZ"])
    assert unit == sp.eye(2)


@given(square(2), square(2))
@checked
def test_boundedness_is_that_of_the_exponential(a, change):
    assert is_bounded_group(a - a.H)
    if change.det().expand() != 0:
        moved = (change.inv() * (a - a.H) * change).applyfunc(sp.radsimp)
        assert is_bounded_group(moved.applyfunc(sp.expand))
    heated = a - a.H + sp.eye(2)
    assert not is_bounded_group(heated)


def test_a_bounded_group_needs_diagonalisable_generators():
    turn = sp.Matrix([[0, 1], [-1, 0]])
    assert is_bounded_group(sp.diag(turn, 2 * turn, 0))
    assert not is_bounded_group(sp.Matrix(sp.BlockMatrix([[turn, sp.eye(2)], [0 * turn, turn]])))
    assert not is_bounded_group(sp.Matrix([[0, 1], [2, 0]]))
    assert not is_bounded_group(sp.Matrix([[0, 1, 0], [0, 0, 1], [0, 0, 0]]))
    assert is_bounded_group(sp.zeros(2))


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: lie_closure([sp.eye(2), sp.eye(3)]), "one size"),
        (lambda: span([]), "one size"),
        (lambda: lie_closure([sp.Matrix([[sp.sqrt(2)]])]), r"Q\(i\)"),
        (lambda: killing_form(span([string_matrix(s) for s in "XY"])), "closed"),
        (lambda: signature(sp.Matrix([[0, 1], [0, 0]])), "Hermitian"),
        (lambda: string_matrix("Q"), "letters"),
        (lambda: multiply({"X": 1}, {"XX": 1}), "one length"),
        (lambda: string_closure(["XQ"]), "letters"),
        (lambda: matrix({}), "empty"),
    ],
)
def test_bad_input_is_named(call, word):
    with pytest.raises(ValueError, match=word):
        call()


@given(square(2), square(2))
@checked
def test_the_killing_form_is_the_trace_of_the_adjoint_and_invariant(a, b):
    algebra = lie_closure([a, b])
    adjoint = [sp.Matrix([[sp.Rational(int(c.p), int(c.q)) for c in row] for row in m.tolist()])
               for m in structure_constants(algebra)]  # fmt: skip
    form = killing_form(algebra)
    for i, one in enumerate(adjoint):
        assert (one.T * form + form * one).applyfunc(sp.expand) == 0 * form
        for j, other in enumerate(adjoint):
            assert form[i, j] == (one * other).trace()
