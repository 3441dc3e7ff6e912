"""Landmark geodesics on the diffeomorphisms of R^d: template matching with a Gaussian kernel."""

from numerics._api import loaded_on_demand

__getattr__, __dir__, __all__ = loaded_on_demand(
    __name__,
    {
        "geodesic": (
            "LandmarkPath",
            "energy",
            "flow",
            "kernel",
            "landmark_geodesic",
            "velocity",
        ),
        "matching": (
            "Match",
            "match_landmarks",
        ),
    },
)
