"""What one has to believe beside the print: every unprinted hypothesis of the paper, once.

A name says what is believed, a condition on the paper's letters says it formally where it can be.
Each section has its block; a hypothesis that two sections need stands in the first block.
"""

import sympy as sp

import proofs.checker as ck
from proofs.papers.vanchurin.shared.notation import D, alpha, gamma

# General: fields, boundaries, noise
BOUNDARIES = ck.Belief(
    "no-boundary-terms",
    "Fields are periodic or vanish at the boundary, so that no flux leaves the domain.",
)
POSITIVE_DENSITY = ck.Belief(
    "positive-density", "$p>0$ everywhere and smooth, so that $\\log p$ has a value."
)
NOISELESS = ck.Belief(
    "no-diffusion",
    "The diffusion of (3.1) is absent: the trainable variables follow a differentiable path.",
    formal=sp.Eq(D, 0, evaluate=False),
)
WHITE_NOISE = ck.Belief(
    "white-noise",
    "The trainable variables follow $dq_k=\\dot q_k\\,dt+\\sqrt{2D}\\,dW_k$ with independent "
    "Gaussian white noises.",
    formal=sp.Gt(sp.Symbol(D.name, real=True), 0, evaluate=False),
)

# Section 2
ORTHOGONAL_PROJECTOR = ck.Belief(
    "orthogonal-projector",
    "$\\hat P$ is an orthogonal projector, $\\hat P^2=\\hat P=\\hat P^T$: with an oblique one the "
    "loss takes negative values.",
)
RELATIVE_ENTROPY = ck.Belief(
    "relative-entropy",
    "Quick equilibration makes the entropy relative to the data, $-\\int p\\log(p/p_\\partial)$, "
    "maximal at the given mean loss; the maximum of the Shannon entropy does not contain "
    "$p_\\partial$.",
)
DATA_OVER_ALL = ck.Belief(
    "data-over-all-neurons",
    "$p_\\partial$ is a positive weight for the states of all neurons, although the list of "
    "section 2 defines it for the boundary neurons only.",
    excludes=("data-over-boundary-neurons",),
)
DATA_OVER_BOUNDARY = ck.Belief(
    "data-over-boundary-neurons",
    "$p_\\partial$ is bounded and normalised over the boundary neurons and does not depend on the "
    "others, as in the list of section 2.",
    excludes=("data-over-all-neurons",),
)
NO_OWN_POTENTIAL = ck.Belief(
    "no-own-potential", "$\\beta>0$ and the potential $V$ of the loss (2.3) is zero."
)
NORMALISABLE = ck.Belief(
    "normalisable", "(2.5) is normalisable, $p_\\partial$ too, and $H$ has a finite average."
)
STATIC_DATA = ck.Belief(
    "static-data",
    "$p_\\partial$ does not change meanwhile, so that $F$ has no explicit dependence on time.",
)

# Section 3
CONSTANT_DIFFUSION = ck.Belief(
    "constant-diffusion",
    "$D$ does not depend on $\\mathbf q$, so that the Ito and Stratonovich readings agree.",
)
INTEGRABLE = ck.Belief("integrable-entropy", "$p\\log p$ is integrable, and $0\\log 0=0$.")
PRODUCTION_OF_ANY_HISTORY = ck.Belief(
    "production-of-any-history",
    "$\\Delta S_q$ is given by (3.4) also for histories that do not solve (3.1).",
)
NORMALISED_ENDS = ck.Belief(
    "normalised-ends",
    "$\\int d^Kq\\,p=1$ at both ends, so that the total derivative dropped in (3.5) is constant.",
)
NORMALISED_START = ck.Belief("normalised-start", "$\\int d^Kq\\,p=1$ at the initial time.")
INDEPENDENT_UNITS = ck.Belief(
    "independent-units",
    "q, t and F have independent units; densities enter logarithms up to a constant.",
)
CONSTANT_F = ck.Belief("constant-f", "f is a constant with the dimension of $F/t$.")
STATIONARY_PRODUCTION = ck.Belief(
    "stationary-entropy-production",
    "Entropy production is stationary under the constraint (2.8) on long time scales.",
)
DIFFUSIVE_PART = ck.Belief(
    "diffusive-part",
    "On the stationary path the velocity of the density is its drift plus "
    "$-(\\gamma/\\alpha)\\,\\partial_k\\log p$.",
)
NO_CIRCULATION = ck.Belief(
    "no-circulation", "The flow has no circulation, so that its velocity has a potential."
)
FIXED_POTENTIAL = ck.Belief(
    "fixed-potential", "$V$ is held fixed in the variation, although (3.6) contains $F$."
)
REAL_PLANCK = ck.Belief(
    "real-planck-constant",
    "$4D\\alpha>\\gamma>0$, so that the root in (3.12) is real.",
    formal=sp.And(4 * D * alpha > gamma, gamma > 0),
)

# Section 4
GRAND_CANONICAL = ck.Belief(
    "grand-canonical-neurons",
    "The learning system is described by a grand canonical ensemble of neurons whose exact number "
    "is unobservable.",
)
CONJUGATE_VARIATION = ck.Belief(
    "conjugate-variation", "$\\Psi^*$ is varied with $\\Psi$ held fixed."
)
POSITIVE_PARAMETERS = ck.Belief(
    "positive-parameters",
    "$D$, $\\alpha$ and $\\gamma$ are positive.",
    formal=sp.And(*(sp.Gt(sp.Symbol(x.name, real=True), 0) for x in (D, alpha, gamma))),
)
COMMON_STEP = ck.Belief("common-step", "$\\gamma$ is the same for all trainable variables.")
GIVEN_POTENTIAL = ck.Belief(
    "given-chemical-potential",
    "$\\mu$ is a given constant; where $\\hbar$ is given by (3.12) first and $\\mu$ follows, the "
    "bound (4.7) is always kept.",
)
ONE_AT_A_TIME = ck.Belief(
    "one-parameter-at-a-time",
    "One parameter changes while the others are held fixed; in stochastic gradient descent a "
    "smaller step size lowers $D$ as its square, and $|\\gamma\\mu/D|$ then grows.",
)
BATCH_NOISE = ck.Belief(
    "batch-noise",
    "$D$ is the gradient noise of independent draws, $D\\propto 1/b$ for mini-batches of $b$.",
)
WELL_POSED_IS_APPROPRIATE = ck.Belief(
    "well-posed-is-appropriate",
    "A description is appropriate if it is well posed as an initial value problem.",
)
NO_VORTICITY_ON_LOOP = ck.Belief(
    "no-vorticity-on-loop", "$p>0$ along the loop, and $u$ has no vorticity there."
)

# Section 5
JOINT_DENSITY = ck.Belief(
    "joint-density", "The neurons have a joint density with respect to volume."
)
PERIODIC_NETWORK = ck.Belief(
    "periodic-network", "There is a network whose neurons have a period of $d$ steps, nearly."
)
SAME_EVERYWHERE = ck.Belief(
    "same-production-everywhere",
    "The entropy production of a neuron does not depend on its position, only on its "
    "displacement and on time.",
)
ADDITIVE_PRODUCTION = ck.Belief(
    "additive-production",
    "Noise and learning add up: production by noise does not depend on the displacement, "
    "destruction by learning not on time.",
)
INTEGRABLE_GAIN = ck.Belief("integrable-gain", "$\\sigma_+$ is integrable and not negative.")
SMOOTH_LOSS = ck.Belief("smooth-destruction", "$\\sigma_-$ is three times differentiable at rest.")
DEFINITE_MATRIX = ck.Belief("positive-definite-matrix", "$g_{i,ab}$ is positive definite.")
NO_THIRD_ORDER = ck.Belief(
    "no-third-order", "The third order terms of (5.7) are zero, not only small."
)

# Section 6
POSITIVE_MATRICES = ck.Belief(
    "positive-matrices", "$g_{i,ab}$ is positive definite, so that the windows decay."
)
SAME_GAIN = ck.Belief(
    "same-gain",
    "All neurons have the same $\\sigma_{i,+}(\\tau)>0$; otherwise (5.6) gives clocks that differ "
    "by more than the constant that (6.1) can shift.",
)
CLOSE_TO_FLAT = ck.Belief(
    "each-close-to-flat",
    "Every neuron by itself is close to flat; (6.5) has only the average close to flat.",
)
NO_BOOSTED_NEURON = ck.Belief(
    "no-boosted-neuron", "No neuron has been boosted away from the frame of (5.9)."
)
ALL_OF_SPACE = ck.Belief("all-of-space", "The coordinates $x^a$ run over all of $\\mathbb{R}^3$.")

# Section 7
TIME_LIKE = ck.Belief(
    "time-like",
    "Displacements are time-like, $\\Delta S>0$; otherwise the root is not real and proper time "
    "is no parameter of the path.",
    formal=sp.Gt(sp.Symbol(r"\Delta{S}", real=True), 0, evaluate=False),
)
SMOOTH_PATH = ck.Belief(
    "smooth-path", "Paths are differentiable and change little in one step of $t$."
)
FIXED_ENDS = ck.Belief("fixed-ends", "Variations of a path vanish at both ends.")
SECOND_VARIATION_DECIDES = ck.Belief(
    "second-variation-decides",
    "Neighbouring paths differ little: the second variation decides, which it does not at half a "
    "turn itself.",
)
THIRD_ORDER = ck.Belief(
    "third-order-neglected", "Terms of third order in the spatial displacements are neglected."
)
SYNCHRONOUS = ck.Belief("synchronous-gauge", "The metric is in the synchronous gauge (6.7).")

# Section 8
PER_GLOBAL_TIME = ck.Belief(
    "production-per-global-time",
    "Productions per unit of the global time $t$ are summed, although (5.1) counts them per unit "
    "of computational time and (6.6) lets the two differ.",
)
UNIT_CLOCK = ck.Belief(
    "unit-clock",
    "$dx_i^0/dt=1$: by (5.6) every neuron has $\\sigma_{i,+}=1$ per unit of the global time, and "
    "(6.6) makes its clock show $t$.",
)
SAME_BOUNDARY_TERM = ck.Belief(
    "same-boundary-term",
    "The boundary term $-\\sum_i g_{i,ab}\\,\\dot x_i^a x_i^b$ of (8.3) is the same at both ends; "
    "its value depends on where the origin of the coordinates lies.",
)
CONSTANT_MATRICES = ck.Belief(
    "constant-matrices", "$g_{i,ab}$ and its inverse are constant in time."
)
DROPPED_CONSTANT = ck.Belief("dropped-constant", "The constant $NT$ of (8.3) is dropped.")
GEODESIC_NEURONS = ck.Belief(
    "geodesic-neurons", "Every neuron moves along a geodesic (7.7), whatever its window."
)
ENSEMBLE_OF_DISPLACEMENTS = ck.Belief(
    "ensemble-of-displacements",
    "The average in (8.6) is over an ensemble of displacements of one neuron.",
)
FIELDS_AT_POINT = ck.Belief(
    "fields-at-the-point",
    "The connection of (7.7) and the inverse metric of (8.6), which belong to the place of a "
    "neuron, may be taken at the point $x$ of the field, outside of the brackets.",
)
FACTORISED = ck.Belief(
    "factorised-third-moments",
    "The average of three velocities is the average of one times that of the other two.",
)
PROPER_TIME_METRIC = ck.Belief(
    "proper-time-metric",
    "$g^{ab}(x_i)$ is the inverse of the metric that (7.3) measures proper time with.",
)
DENSITY_IS_VOLUME = ck.Belief(
    "density-is-volume",
    "$\\{\\sqrt{g_i}\\}$ is $\\sqrt{-g}$ of the metric whose connection is used: one neuron per "
    "proper volume. (6.15) defines the left side and does not make it so.",
)
AVERAGE_IS_INVERSE = ck.Belief(
    "average-is-inverse",
    "The average (6.10) of inverse matrices is the inverse of the metric whose connection is used.",
)
METRIC_CONNECTION = ck.Belief(
    "metric-connection",
    "The connection (7.9) is that of the metric whose determinant appears in $\\sqrt{-g}$.",
)
NO_SPACETIME_BOUNDARY = ck.Belief(
    "no-boundary-of-spacetime",
    "Variations vanish at the boundary of space-time with their first derivatives, so that "
    "boundary terms of an action do not contribute.",
)
FREE_METRIC = ck.Belief(
    "free-metric",
    "All components of $g^{\\mu\\nu}$ are varied freely, although (6.7) has fixed four of them.",
    excludes=("metric-in-gauge",),
)
METRIC_IN_GAUGE = ck.Belief(
    "metric-in-gauge",
    "Only metrics in the synchronous gauge (6.7) are compared in the variation.",
    excludes=("free-metric",),
)
ACTION_AS_EXACT = ck.Belief(
    "action-as-exact",
    "The action that the approximations of (8.1)-(8.7) lead to is varied as if it were exact and "
    "as if $g$ were free of the neurons it is averaged from.",
)
SPHERES_ARE_POSITIVE = ck.Belief(
    "spheres-are-positive", "The sign convention is that in which spheres have positive curvature."
)
CONSTANT_LAMBDA = ck.Belief(
    "constant-lambda",
    "$\\Lambda$ is constant in space and time, and held fixed in the variation.",
    excludes=("varying-lambda",),
)
VARYING_LAMBDA = ck.Belief(
    "varying-lambda", "$\\Lambda$ depends on time.", excludes=("constant-lambda",)
)
CONSERVED_SOURCE = ck.Belief(
    "conserved-source", "$T_{\\mu\\nu}$ is symmetric and $\\nabla^\\mu T_{\\mu\\nu}=0$."
)
HOMOGENEOUS = ck.Belief(
    "homogeneous-universe", "Space is homogeneous; the metric depends on time alone."
)
CLOSED_UNIVERSE = ck.Belief(
    "closed-universe",
    "Space is a three-sphere without source, and $\\Lambda>0$.",
    formal=sp.Gt(sp.Symbol("Lambda", real=True), 0, evaluate=False),
)
NUMBER_VARIES = ck.Belief("number-varies", "$N$ in (8.3) is the $N$ of (6.14) that (8.11) varies.")
