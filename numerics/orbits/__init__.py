"""Geodesics: many at once in vector lanes, through tables and array functions, as longest paths."""

from numerics._api import loaded_on_demand

__getattr__, __dir__, __all__ = loaded_on_demand(
    __name__,
    {
        "camera": (
            "Camera",
            "light_momenta",
            "light_starts",
            "screen",
        ),
        "geodesics": (
            "Geodesic",
            "affine_acceleration",
            "affine_geodesics",
            "coordinate_acceleration",
            "coordinate_geodesics",
            "initial_velocity",
        ),
        "integration": (
            "Crossing",
            "Orbits",
            "System",
            "box",
            "horizon",
            "integrate",
            "turning_point",
        ),
        "kerr": (
            "Constants",
            "Frequencies",
            "constants_of",
            "elements_of",
            "frequencies_of",
            "isco",
            "photon_orbit",
            "radial_roots",
            "separatrix",
            "shadow_edge",
        ),
        "longest_path": (
            "StationaryPath",
            "second_variation",
            "stationary_path",
        ),
        "path_functional": (
            "entropy_segment",
            "lagrangian_segment",
            "node_derivative",
            "path_derivative",
            "path_hessian",
            "path_value",
            "proper_time_segment",
        ),
        "polynomial_paths": (
            "PolynomialPath",
            "stationary_polynomials",
        ),
        "single": (
            "SinglePath",
            "single_geodesic",
        ),
        "start": (
            "is_regular",
            "orbit_starts",
            "tetrad_at",
        ),
    },
)
