"""What one has to believe beside the print: every unprinted hypothesis of the slides, once.

A name says what is believed, a condition on the letters says it formally where it can be. Each
chapter has its block.
"""

import proofs.checker as ck

# Chapter 1: the dictionary
ADS_NEAR_BOUNDARY = ck.Belief(
    "ads-near-boundary",
    "Near the boundary the metric is AdS of radius 1, so that h tends to d, with $z=e^{-\\eta}$.",
)
CLASSICAL_ADS = ck.Belief("classical-ads", "The bulk is AdS, classical, and does not answer.")
LARGE_EXPONENT = ck.Belief(
    "exponent-at-least-half", "$\\Delta=\\frac d2+\\nu$ with $\\nu\\ge\\frac12$."
)
NO_LOGARITHM = ck.Belief("no-logarithm", "$\\nu$ is no whole number, so that no logarithm appears.")
NO_CONTACT_TERMS = ck.Belief("no-contact-terms", "Contact terms, analytic in $k^2$, are dropped.")

# Chapter 4: the bulk field
REGULAR_METRIC = ck.Belief("regular-metric", "$f>0$ and $g>0$ between horizon and boundary.")
RADIAL_FIELD = ck.Belief("radial-field", "The field depends on $\\eta$ alone.")
CANONICAL_SCALAR = ck.Belief(
    "canonical-scalar",
    "The field is a scalar with the wave equation $\\nabla^2\\phi=\\delta V/\\delta\\phi$ in the "
    "metric; the sign and size of V are set by it.",
)
VACUUM_EINSTEIN = ck.Belief(
    "vacuum-einstein",
    "The metric solves $R_{ab}=-d\\,g_{ab}$; the slides print the action of gravity with dots.",
)
BOUNDARY_TIME = ck.Belief(
    "boundary-time", "The temperature is $d/4\\pi$: time is that of the boundary."
)
QUARK_BILINEAR = ck.Belief(
    "quark-bilinear", "The operator is the quark bilinear, of dimension 3 in d = 4."
)
PUBLISHED_EXPANSION = ck.Belief(
    "published-expansion",
    "The boundary expansion has the term $-\\frac{\\lambda L}{2}\\alpha^3\\eta e^{-3\\eta/L}$, as "
    "published for $L=1$.",
)
STATIC_SOURCE = ck.Belief(
    "static-source", "The source does not depend on time; T is the Euclidean extent (times volume)."
)
SMOOTH_LAYER = ck.Belief("smooth-layer", "h and V are smooth where the layer stands.")
KINETIC_TERM = ck.Belief(
    "kinetic-term",
    "The kinetic term of the action is normalised as printed; an overall factor changes no "
    "equation, and the integral over the boundary is a factor.",
)
HORIZON = ck.Belief(
    "horizon-at-zero",
    "$\\eta=0$ is a horizon: $f$ vanishes there like $\\eta^2$, so that $h\\to1/\\eta$; "
    "$w=\\sqrt{f g^{d-1}}$ is scaled to $\\eta$ there.",
)
SMOOTH_AT_HORIZON = ck.Belief("smooth-at-horizon", "The field is smooth at the horizon.")
QUADRATIC_POTENTIAL = ck.Belief(
    "quadratic-potential", "$V=\\frac12m^2\\phi^2$; r is the regular field with $r(0)=1$."
)
CORRECTED_LAYERS = ck.Belief("corrected-layers", "The layers use the corrected sign.")
SMOOTH_ON_THE_WAY = ck.Belief("smooth-on-the-way", "h and V are smooth between the ends.")
ONLY_H = ck.Belief("only-h", "h is all that the scalar field determines of the metric.")
CLASSICAL_STRING = ck.Belief(
    "classical-string",
    "The string is classical and its ends are held at the boundary; two straight strings are "
    "subtracted; the radius of AdS is one.",
)
GROWING_WARP = ck.Belief(
    "growing-warp", "$\\sqrt{fg}$ grows from the turning point to the boundary."
)
HALF_ACTION = ck.Belief(
    "half-action", "The Lagrangian is $w(\\frac12\\phi'^2+V)$, half that of the corrected action."
)

# Chapter 3: networks as dynamics and as space
LONG_RING = ck.Belief(
    "long-ring",
    "Units on a ring of at least five, longer than the cone; symmetries are counted for $r=1$.",
)
SMOOTH_KERNEL = ck.Belief(
    "smooth-field", "The kernel reaches two places to both sides and $\\phi$ is smooth."
)
SCALED_ACTIVATION = ck.Belief(
    "scaled-activation",
    "The activation is $\\Delta t$ times a function that does not depend on the depth.",
)
SMOOTH_WEIGHTS = ck.Belief(
    "smooth-weights",
    "All layers have the same weights, or weights that are smooth functions of $t_n$; those "
    "divided by are constant and not zero.",
)
DISSIPATION = ck.Belief(
    "dissipation", "Friction takes energy: it is $h\\dot x^2$ per time for $h>0$."
)
NEWTON_SIGNS = ck.Belief(
    "newton-signs", "The equation of motion has the signs of Newton; friction is not negative."
)
EXACT_DATA = ck.Belief("exact-data", "The data are exact.")
TANH_AND_SINE = ck.Belief(
    "tanh-and-sine", "$f=\\tanh$ and $g=\\sin$ where layers are run; $F(0)=G(0)=0$."
)

# Chapter 2: neural states
GENERIC_WEIGHTS = ck.Belief(
    "generic-weights",
    "The weights are generic where a rank is counted, and a side of a cut has at least as many "
    "spins as units cross.",
)
ENOUGH_UNITS = ck.Belief(
    "enough-units", "There are as many hidden units as configurations of the spins."
)
RECTIFIER = ck.Belief(
    "rectifier", "$\\sigma$ is the rectifier $\\max(0,x)$, and the $f_i$ may be complex."
)
UNLIMITED_BOND = ck.Belief("unlimited-bond", "The size of the matrices is not limited.")
BINARY_RING = ck.Belief(
    "binary-ring",
    "n is even, 4 or more; the digits are those of the position of a neuron on a ring.",
)
MARSHALL_SIGN = ck.Belief(
    "marshall-sign",
    "The machine is given Marshall's sign and zero magnetisation, has no visible biases, and its "
    "real weights are found by descent.",
)
BOND_TWO = ck.Belief(
    "bond-two", "Conventional states are chains of bond two, counted without gauge freedom."
)
COMPLEX_WEIGHTS = ck.Belief("complex-weights", "The weights of the machine may be complex.")
NO_ZERO_ENTRY = ck.Belief(
    "no-zero-entry",
    "The tensors have no zero entry; one with zeros is the sum of two without, which one more "
    "hidden bit selects.",
)
ONE_HOT = ck.Belief(
    "one-hot", "One-hot inputs read off amplitudes; B has full rank where channels are counted."
)

# Discussion: imaginary time, many layers
UP_TO_CONSTANT = ck.Belief(
    "up-to-a-constant",
    "Wave functions that differ by a constant are the same; the sum is not normalised.",
)
REAL_WEIGHTS = ck.Belief(
    "real-weights",
    "The weights are real; complex weights reach every state without zeros.",
    excludes=("complex-weights",),
)
GAPPED = ck.Belief(
    "gapped",
    "The ground state is not degenerate and there is a gap; where a rate is meant the start "
    "contains the ground state and the first of the excited states.",
)
TRANSVERSE_RING = ck.Belief(
    "transverse-ring",
    "A ring of N > 2 spins with $H=-J\\sum Z_iZ_{i+1}-g\\sum X_i$, $g\\Delta\\tau>0$; biases are "
    "allowed, or made by further units.",
)
LARGE_N_ACTION = ck.Belief(
    "large-n-action",
    "The action is N times one that does not depend on N and has one minimum.",
)
SMOOTH_POTENTIAL = ck.Belief("smooth-potential", "V has two continuous derivatives.")
FREE_BULK = ck.Belief("free-bulk", "The bulk field is free and depends on $\\eta$ alone.")
BOLTZMANN_WEIGHT = ck.Belief(
    "boltzmann-weight", "The weight of a configuration is $e^{-E}$ with a real energy E."
)

# Chapter 4: training with condensates
CONDENSATE_FIELD = ck.Belief(
    "condensate-field",
    "$\\phi''+h\\phi'+3\\phi-\\lambda\\phi^3=0$ in units of $L$, where $\\lambda$ is $\\lambda/L$ "
    "of the print; at $\\eta=1$ the expansion with $\\alpha=\\sqrt3\\,m_qL/2\\pi$ and "
    "$\\beta=\\pi\\langle\\bar qq\\rangle L^3/\\sqrt3$.",
)
TWO_LAYOUTS = ck.Belief(
    "two-layouts",
    "15 layers from $\\eta=1$; $\\pi=0$ behind the last one, at $\\eta=1/15$ as in the authors' "
    "program, or at $\\eta=0$ as on the slide: both are tried.",
)
SMOOTH_LINES = ck.Belief(
    "smooth-h", "$h=4$ at $\\eta=1$ and smooth: $h=4+x(1-\\eta)^s$; $\\lambda$ is trained with it."
)
