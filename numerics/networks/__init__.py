"""Tensor networks: holographic codes, minimal cuts, random tensors, MERA, wavelets of fermions."""

from numerics._api import loaded_on_demand

__getattr__, __dir__, __all__ = loaded_on_demand(
    __name__,
    {
        "cuts": (
            "Cut",
            "Network",
            "code_network",
            "cut_value",
            "greedy_wedge",
            "grid_network",
            "minimal_cut",
        ),
        "disk": (
            "conformal",
            "paths",
            "straight",
            "tile_at",
        ),
        "holographic_mapping": (
            "bulk_correlations",
            "bulk_distances",
            "critical_row",
            "mapped_rows",
        ),
        "mera": (
            "aligned_cuts",
            "mera_ket",
            "mera_network",
            "random_mera",
        ),
        "random_tensors": (
            "annealed_renyi",
            "random_network_kets",
        ),
        "stabilisers": (
            "HEXAGON",
            "PENTAGON",
            "StabiliserState",
            "entropies",
            "growing_entropies",
            "interval_entropies",
            "legs_needed",
            "measure",
            "network_state",
            "perfect_ket",
            "perfect_tensor",
        ),
        "tiling": (
            "Tiling",
            "hyperbolic_tiling",
        ),
    },
)
