"""Friction that changes with time, from initial data that come to rest."""

from numerics._api import loaded_on_demand

__getattr__, __dir__, __all__ = loaded_on_demand(
    __name__,
    {
        "stopping": (
            "Found",
            "Particle",
            "distance_from_rest",
            "end_state",
            "find_friction",
            "resting_starts",
            "sensitivity",
        ),
    },
)
