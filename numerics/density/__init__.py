"""Fokker-Planck equations of a density on a grid, explicit and implicit."""

from numerics._api import loaded_on_demand

__getattr__, __dir__, __all__ = loaded_on_demand(
    __name__,
    {
        "first_passage": ("mean_first_passage_time",),
        "fokker_planck": (
            "FokkerPlanckRun",
            "evolve_density",
            "with_budget",
        ),
        "implicit": ("evolve_density_implicit",),
    },
)
