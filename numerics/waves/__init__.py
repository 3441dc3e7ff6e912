"""The Schrodinger equation on a grid and the fluid that it is equal to."""

from numerics._api import loaded_on_demand

__getattr__, __dir__, __all__ = loaded_on_demand(
    __name__,
    {
        "circulation": (
            "box_circulation",
            "loop_circulation",
            "phase_winding",
            "plaquette_circulation",
        ),
        "fields": (
            "WaveFields",
            "wave_fields",
        ),
        "madelung": (
            "MadelungRun",
            "NodeError",
            "check_nodes",
            "evolve_fluid",
            "fluid_from_wave",
        ),
        "phase_space": (
            "Wigner",
            "density_wigner",
            "ring_wigner",
            "wigner",
        ),
        "random_fields": (
            "density",
            "mode_table",
            "time_dependent",
            "trig_polynomial",
        ),
        "schrodinger": (
            "Splitting",
            "absorbing_layer",
            "current",
            "energy",
            "evolve_wave",
            "expectation",
            "normalise",
            "relax_wave",
            "wave_density",
        ),
        "wave_functional": (
            "conjugate_derivative",
            "wave_action",
            "wave_energy",
            "wave_flow",
        ),
    },
)
