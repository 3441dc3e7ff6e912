"""What exact elimination and random group elements say of lists of two-qubit generators."""

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from proofs.papers.dong_zhou.shared import two_qubits

checked = settings(max_examples=15, deadline=None, derandomize=True)
LABELS = st.text("IXYZ", min_size=2, max_size=2)
UNITS = st.sampled_from((1, -1, sp.I, -sp.I))
GENERATORS = st.lists(st.tuples(UNITS, LABELS), min_size=1, max_size=2).map(
    lambda terms: sp.Add(*(unit * two_qubits.string(label) for unit, label in terms))
)
LISTS = st.lists(GENERATORS.filter(lambda g: g != 0), min_size=1, max_size=4)
KINDS = (
    two_qubits.RealDimension,
    two_qubits.RealRank,
    two_qubits.ComplexRank,
    two_qubits.NoncompactDirections,
    two_qubits.CompactDirections,
    two_qubits.LinearNoncompactDirections,
    two_qubits.BoundedGroups,
    two_qubits.EntanglingGroups,
)


@pytest.mark.parametrize("kind", KINDS)
@given(generators=LISTS)
@checked
def test_both_arms_find_the_same_number(kind, generators):
    quantity = kind(*generators)
    sample = {"size": np.array([0.4, 0.55])}
    measured = two_qubits.engine(sample, np.random.default_rng(1)).get(quantity)
    assert measured is not None
    assert set(measured.tolist()) == {float(two_qubits.exact_value(quantity))}


def test_the_lorentz_algebra_is_recognised_and_others_are_not():
    ix, xi, iy, yi, iz, zi = map(two_qubits.string, ("IX", "XI", "IY", "YI", "IZ", "ZI"))
    lorentz = [ix - xi, iy - yi, iz - zi, sp.I * (ix + xi), sp.I * (iy + yi), sp.I * (iz + zi)]
    turned = [*lorentz[:2], iz + zi, *lorentz[3:]]
    for generators, forms in ((lorentz, 1), (turned, 0)):
        quantity = two_qubits.LorentzForms(*generators)
        sample = {"size": np.array([0.4])}
        measured = two_qubits.engine(sample, np.random.default_rng(1)).get(quantity)
        assert float(two_qubits.exact_value(quantity)) == forms
        assert float(measured[0]) == forms


def test_products_of_strings_are_no_generators():
    x = two_qubits.string("IX")
    with pytest.raises(ValueError, match="linear"):
        two_qubits.coefficients(x**2)
