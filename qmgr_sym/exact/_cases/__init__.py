"""Piecewise, Max, sign and the like, case by case."""
