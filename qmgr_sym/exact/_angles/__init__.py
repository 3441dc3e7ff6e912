"""Sums of logarithms and angles with rational coefficients: the right multiple of pi."""
