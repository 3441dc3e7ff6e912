"""Tetrads, Newman-Penrose scalars, Petrov type, invariants of curvature, Killing vectors."""
