"""Decisions about numbers: algebraic ones, and sums of their logarithms."""
