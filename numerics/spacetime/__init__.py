"""Clouds of neurons and the metric that they average to, its curvature and its functionals."""
