"""Carry out what stands unevaluated: matrices, integrals, sums, limits."""
