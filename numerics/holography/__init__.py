"""Fields, strings and networks in a curved bulk: arrays in, arrays out."""

from numerics._api import loaded_on_demand

__getattr__, __dir__, __all__ = loaded_on_demand(
    __name__,
    {
        "calibrated": (
            "calibrate",
            "cubic_response",
        ),
        "classification": (
            "Labelled",
            "Learned",
            "accuracy",
            "field_of",
            "labelled",
            "learn",
            "loss",
            "on_horizon",
            "schwarzschild_friction",
        ),
        "condensate": (
            "Horizon",
            "Layout",
            "condensate_of",
            "horizon",
            "mass_of",
            "pack",
        ),
        "determined": (
            "classification_sensitivity",
            "condensate_sensitivity",
            "ensemble",
            "family",
        ),
        "metric_split": (
            "SplitMetric",
            "split_metric",
            "turning_points",
        ),
        "network": (
            "Fields",
            "Gradient",
            "backward",
            "forward",
            "sweep",
            "sweep_back",
        ),
        "neural_ode": ("adjoint_gradient",),
        "radial": ("radial_field",),
        "recursion": ("layers",),
        "response": (
            "Response",
            "boundary_response",
        ),
        "training": (
            "Data",
            "Prior",
            "Trained",
            "TrainingDivergedError",
            "assess",
            "starts",
            "train",
        ),
        "wilson_loop": (
            "Potential",
            "asymptotic_profile",
            "hanging_strings",
        ),
    },
)
