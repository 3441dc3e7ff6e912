"""Euler operator, total divergences, boundary terms."""
