"""Where the statements of Dong and Zhou stand, and the letters they share."""

import sympy as sp

import proofs.checker as ck
from proofs.papers.dong_zhou import DOCUMENT

DISTANCE = sp.Symbol("d_{FS}", nonnegative=True)
OVERLAP = sp.Symbol("c", nonnegative=True)
N = sp.Symbol("n", positive=True)
STATES_TWO = sp.Symbol("s_2", positive=True)
THETA = sp.Symbol("theta", positive=True)

# The two counts of gates, on any pairs of qubits, from a basis state: C counts CNOTs and one-qubit
# gates, C_2 counts two-qubit gates alone, the others being free. For GHZ_n they are n and n - 1.
ALL_GATES, PAIR_GATES = sp.symbols("C C_2", nonnegative=True)


def source(section: str) -> ck.Source:
    """Where a statement stands: the section as printed, such as "II.A" or "III.C"."""
    return ck.Source(DOCUMENT, section)
