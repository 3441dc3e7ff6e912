"""Neurons that learn: activations, losses, their noise, ensembles, equilibrium and its entropy."""

from numerics._api import loaded_on_demand

__getattr__, __dir__, __all__ = loaded_on_demand(
    __name__,
    {
        "canonical": (
            "average",
            "growth_exponents",
            "log_partition",
        ),
        "ensemble": (
            "Learners",
            "learn",
        ),
        "entropies": (
            "entropy",
            "entropy_production",
            "gibbs",
            "total_entropy_production",
        ),
        "functional": (
            "directional_derivative",
            "functional_derivative",
        ),
        "generator": ("weak_generator",),
        "gradient_noise": (
            "Diffusion",
            "minibatch_diffusion",
        ),
        "langevin": (
            "Ensemble",
            "histogram",
            "simulate",
        ),
        "learning_action": (
            "free_energy_action",
            "instant_flow",
            "shifted_action",
            "shifted_free_energy",
        ),
        "log_density": ("evolve_log_density",),
        "metropolis": (
            "Estimate",
            "log_partition_ratio",
            "metropolis_average",
        ),
        "network": (
            "activate",
            "boundary_loss",
            "bulk_loss",
            "local_errors",
            "loss_gradient",
            "trajectory",
            "update",
        ),
        "ornstein_uhlenbeck": (
            "Gaussian",
            "evolve_gaussian",
            "gaussian_entropy_production",
        ),
        "ripples": (
            "frequency_squared",
            "largest_planck_squared",
            "planck_squared",
        ),
    },
)
