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
