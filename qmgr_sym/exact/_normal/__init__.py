"""The normal form of an expression: a fraction of polynomials over Q in generators."""
