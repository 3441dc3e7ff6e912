"""Tensor algebra, exterior calculus, index notation and perturbations, by components."""
