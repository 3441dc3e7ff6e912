"""What one has to believe beside the print: every unprinted hypothesis of Dong and Zhou, once.

A name says what is believed, a condition on the letters says it formally where it can be. Each
section has its block.
"""

import proofs.checker as ck

# Section I
CRITICAL_CHAIN = ck.Belief(
    "critical-chain",
    "The chain is critical and infinite, its correlations are $2/(\\pi(2r+1))$.",
)
CUT_IS_ENTROPY = ck.Belief(
    "cut-is-entropy", "The entropy of A is its minimal cut, which holds for intervals."
)
THREE_LEVELS = ck.Belief(
    "three-levels", "The spectrum has three levels; the charts cover all such spectra."
)
INDEPENDENT_ERASURE = ck.Belief(
    "independent-erasure", "Legs are erased independently; no other bulk leg can be used."
)
TWO_LEVELS = ck.Belief("two-levels", "Two levels are written out in the exact arm.")
UNIQUE_CUT = ck.Belief(
    "unique-cut", "The minimal cut of A is unique; k minimal cuts lower the entropy by ln k."
)
PERFECT_TENSORS = ck.Belief(
    "perfect-tensors", "Every tensor is the perfect tensor of the five-qubit code."
)
LOOP_AREA = ck.Belief(
    "loop-area",
    "The area of a link of spin j is $8\\pi\\gamma$ times the root of the Casimir operator of "
    "SU(2), and a link is a maximally entangled pair of spins j.",
)

# Section II.A
VOLUME_COMPLEXITY = ck.Belief(
    "complexity-is-volume", "Complexity is the volume of the maximal slice over GL, at late times."
)
PAIR_GATES = ck.Belief(
    "pair-gates", "Gates act on any two qubits; measurement and ancillas are left out."
)
ANGLE_OF_RAYS = ck.Belief(
    "angle-of-rays", "The metric is normalised so that the distance is the angle of the rays."
)
TWO_QUBITS = ck.Belief("two-qubits", "Two qubits, with the metric of Fubini and Study.")
FREE_ONE_QUBIT_GATES = ck.Belief(
    "free-one-qubit-gates", "Two-qubit gates are counted; one-qubit gates are free."
)
GENERIC_GATES = ck.Belief(
    "generic-gates", "Gates are generic; for special ones information reaches less far."
)
ANY_PAIR_HAMILTONIAN = ck.Belief(
    "any-pair-hamiltonian",
    "Any Hamiltonian of the allowed size may be switched on for any time.",
)
