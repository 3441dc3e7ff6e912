"""Information geometry: Fisher metrics, geodesic distances, optimal path integrals."""

from numerics._api import loaded_on_demand

__getattr__, __dir__, __all__ = loaded_on_demand(
    __name__,
    {
        "balls": ("geodesic_balls",),
        "fisher": ("fisher_metric",),
        "geodesic_distance": (
            "GeodesicSegment",
            "geodesic_segment",
        ),
        "liouville": (
            "LiouvilleField",
            "relax_liouville",
        ),
        "samples": (
            "sample_entropy",
            "sample_mutual_information",
        ),
        "slices": (
            "MaximalSlices",
            "maximal_slices",
            "tortoise",
        ),
        "squeezing": (
            "fubini_study_metric",
            "pair_creation",
            "squeezed_kets",
        ),
    },
)
