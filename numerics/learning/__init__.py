"""Neurons that learn: activations, losses, their noise, ensembles, equilibrium and its entropy."""
