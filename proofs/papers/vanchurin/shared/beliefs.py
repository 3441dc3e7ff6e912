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

# Section 3
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

# Section 5

# Section 6

# Section 7

# Section 8
