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
    "free-one-qubit-gates",
    "Complexity is $C_2$: two-qubit gates on any pairs count, one-qubit gates and measurements "
    "are free.",
)

GENERIC_GATES = ck.Belief(
    "generic-gates", "Gates are generic; for special ones information reaches less far."
)
ANY_PAIR_HAMILTONIAN = ck.Belief(
    "any-pair-hamiltonian",
    "Any Hamiltonian of the allowed size may be switched on for any time.",
)
FAMILY_OF_QUBIT_STATES = ck.Belief(
    "bloch-vectors", "Mixed states of one qubit with Bloch vector of length r and angle $\\varphi$."
)
WOOTTERS = ck.Belief(
    "optimal-decomposition",
    "Some optimal decomposition consists of kets of equal concurrence (Wootters), and the fidelity "
    "with the nearest separable state is the convex roof of the largest squared Schmidt "
    "coefficient (Streltsov, Kampermann, Bruss).",
)
JOINT_MEASUREMENT = ck.Belief(
    "joint-measurement", "All qubits are measured together; without noise where none is named."
)

# Sections II.C to II.F
SMALL_GEODESIC_BALL = ck.Belief(
    "small-geodesic-ball",
    "Four dimensions; the ball is geodesic, small against the radius of curvature, and lies in a "
    "slice whose extrinsic curvature vanishes.",
)
ACTION_COMPLEXITY = ck.Belief(
    "complexity-is-action",
    "Complexity is the action over $\\pi$, with the joint terms of null boundaries; late times: "
    "$|F|<\\alpha^2$ at the past corner of the patch.",
)
VACUUM_EQUILIBRIUM = ck.Belief(
    "vacuum-equilibrium", "The vacuum entropy of small balls is stationary at fixed volume."
)
CONFORMAL_MATTER = ck.Belief(
    "conformal-matter", "The matter is conformal, and its density constant over the ball."
)
INVARIANT_DIAGONAL_COST = ck.Belief(
    "invariant-diagonal-cost",
    "The metric is right-invariant and diagonal in the Pauli strings; a perturbation is one of the "
    "initial velocity and is small.",
)
SHORTEST_MEANT = ck.Belief("shortest-meant", "The shortest geodesic is meant, not just any.")
INVARIANT_TENSORS = ck.Belief(
    "invariant-tensors", "A vertex carries an invariant tensor of SU(2), a link a spin."
)
ROTATION_NETWORKS = ck.Belief(
    "rotation-networks", "Networks are rotations with the metric of all sizes and ranges."
)
DEEP_GENERIC_CIRCUIT = ck.Belief(
    "deep-generic-circuit", "The circuit is deep enough and its parameters are generic."
)

# Sections III.D and III.F
MINIMAL_GEODESIC = ck.Belief(
    "minimal-geodesic",
    "The whole geodesic is minimal, which being a geodesic does not ensure; distances are infima "
    "of lengths in a right-invariant metric.",
)
GENERIC_PURE_STATE = ck.Belief("generic-pure-state", "States are pure, and generic among them.")
TOD_AND_ALICE_MEASURED = ck.Belief(
    "tod-and-alice-measured", "Tod and Alice are measured, as the text says first."
)
BOB_CORRECTS = ck.Belief("bob-corrects", "The correction acts on Bob's qubit.")
BOTH_BITS_REACH = ck.Belief(
    "both-bits-reach", "Both classical bits reach the third party, who applies X and Z accordingly."
)
STANDARD_CIRCUIT = ck.Belief(
    "standard-circuit",
    "The circuit is the standard one: H and CNOT on Alice and Bob, CNOT and H on Tod and Alice.",
)
REFERENCE = ck.Belief("reference", "Unknown means entangled with a reference.")

# Section II.B
PERFECT_TENSOR_EXISTS = ck.Belief(
    "perfect-tensor-exists", "A perfect tensor exists; for four qubits there is none."
)
PENTAGON_CODE = ck.Belief("pentagon-code", "The network is the pentagon code with r rings.")
BINARY_MERA = ck.Belief(
    "binary-mera",
    "The network is a binary MERA on a ring, with periodic layers and bonds of dimension 2.",
)
ONE_BULK_LEG = ck.Belief(
    "one-bulk-leg", "There is one bulk leg at each pentagon, with tensors of six legs."
)
FREE_FIELD_CMERA = ck.Belief(
    "free-field-cmera",
    "The field is free; the metric is that of Fubini and Study, as in section II.B.",
)
TWO_LANDMARKS = ck.Belief("two-landmarks", "Two landmarks on a line, with a Gaussian kernel.")
SMALL_PUSH = ck.Belief("small-push", "The push p is small.")
FINITE_RANGE = ck.Belief(
    "finite-range", "The Hamiltonian stays within the operators of finite range along the path."
)
COMMUTING_STATES = ck.Belief(
    "commuting-states", "The states commute; three outcomes are written out."
)
LINEAR_GAUSSIAN = ck.Belief(
    "linear-gaussian", "The network is linear and the noise is white and Gaussian."
)
TWO_BODY_COST = ck.Belief(
    "two-body-cost", "One and two qubits cost 1, three and more cost q, at least 2."
)
GENERIC_NEIGHBOUR_GATES = ck.Belief(
    "generic-neighbour-gates",
    "Gates are generic and between neighbours on a line; for special ones information reaches "
    "less far.",
)
GATES_NOT_WEIGHTS = ck.Belief(
    "gates-not-weights", "Gates are counted, not the length of a path with weights."
)
REGULAR_CENTRE = ck.Belief(
    "regular-centre",
    "The field does not depend on the place along the circle; the centre is regular.",
)
TWO_MODE_PAIRS = ck.Belief("two-mode-pairs", "Two pairs of modes are written out.")
RESTING_EXCITATION = ck.Belief(
    "resting-excitation", "The excitation does not move, and $12 h < c$."
)
RADIUS_IS_CHARGE = ck.Belief("radius-is-charge", "c = 3R/2G, as Brown and Henneaux have it.")
NORMAL_FAMILY = ck.Belief("normal-family", "The family is that of normal distributions.")

# Section III.E
ZERO_START = ck.Belief("zero-start", "All qubits start in $|0\\rangle$.")
EQUAL_STRINGS = ck.Belief(
    "equal-strings", "Pauli strings of weight one and two have the same cost, all others none."
)
DISTANCE_BY_INFORMATION = ck.Belief(
    "distance-by-information", "Distance is a function of the mutual information."
)
ER_IS_EPR = ck.Belief(
    "er-is-epr", "Parties are joined by a wormhole exactly where they are entangled."
)

# Section III.A
GATES_ACROSS = ck.Belief(
    "gates-across", "Gates act on two qubits; gates inside A or outside A are free."
)
FREE_FERMIONS = ck.Belief(
    "free-fermions", "Ground states of free fermions are made by polynomially many gates."
)
DIMERISED = ck.Belief(
    "dimerised", "A chain with a gap is a dimerised one: fully, or by half or more."
)
GENERATOR_JOINS = ck.Belief(
    "generator-joins-levels", "The generator of the last gate joins levels of different weight."
)
BI_INVARIANT = ck.Belief(
    "bi-invariant", "Distances are those of the bi-invariant metric of SU(2), up to a phase."
)
LAYERS_OF_NEIGHBOURS = ck.Belief(
    "layers-of-neighbours", "Gates act between neighbours on a line, in layers."
)
ONE_ANGLE = ck.Belief("one-angle", "The parameter is one angle, the same for all qubits.")
HAAR = ck.Belief(
    "haar-states", "Generic states are random ones of the unitarily invariant measure."
)

# Section III.B
IMAGINARY_TIME = ck.Belief(
    "imaginary-time",
    "Time is imaginary; paths have two steps and the action $x^2/2+(b-x)^2/2+g\\,x^4$.",
)
REAL_WEIGHTS = ck.Belief(
    "real-weights", "A gate has the real weight $e^{-\\beta}$; $\\beta$ is large."
)

# Section III.C
REAL_COEFFICIENTS = ck.Belief(
    "real-coefficients",
    "Group elements are $e^{\\theta G}$ or $e^{-i\\theta G}$ on two qubits, with real $\\theta$.",
)
ONE_QUBIT_COSTS = ck.Belief(
    "one-qubit-costs", "One qubit; the costs of X and Y are 1, that of Z is c or 1."
)
SUPPORT_COST = ck.Belief(
    "support-cost", "The cost of a string depends on the set of qubits it acts on alone."
)
POWERS_OF_X = ck.Belief(
    "x-geodesics", "All costs are equal; the geodesics are $e^{-it\\theta X\\cdots X}$."
)
