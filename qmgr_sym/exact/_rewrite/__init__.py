"""Rewriting that keeps the value of an expression wherever it is defined."""
