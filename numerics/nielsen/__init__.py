"""Nielsen's geometry of quantum circuits: costs, geodesics, Jacobi fields, curvature, shooting."""

from numerics._api import loaded_on_demand

__getattr__, __dir__, __all__ = loaded_on_demand(
    __name__,
    {
        "cost": (
            "from_coefficients",
            "pauli_coefficients",
            "support_cost",
        ),
        "curvature": (
            "coordinate_curvatures",
            "random_planes",
            "ricci_curvatures",
            "scalar_curvature",
            "sectional_curvature",
            "sign_change",
        ),
        "euler_arnold": (
            "Geodesic",
            "exponential",
            "geodesic",
            "transported_momentum",
        ),
        "jacobi": (
            "JacobiField",
            "endpoint_map",
            "jacobi_field",
        ),
        "shooting": (
            "Circuit",
            "Shot",
            "circuit",
            "close_gap",
            "principal_log",
            "shoot",
            "shoot_state",
            "state_gap",
            "unitary_gap",
        ),
    },
)
