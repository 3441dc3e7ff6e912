"""Madelung map and Schrodinger functionals."""
