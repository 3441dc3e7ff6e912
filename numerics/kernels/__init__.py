"""Elementary functions for use inside compiled loops, written so that these become vectors.

Their modules need numba, which takes a second to import; import them where a loop is compiled:
`numerics.kernels.vector_exp` (exp2), `numerics.kernels.sincos` (sincos) and
`numerics.kernels.normal_stream` (normal numbers by counter).
"""

from numerics._api import loaded_on_demand

__getattr__, __dir__, __all__ = loaded_on_demand(
    __name__,
    {
        "normal_stream": ("draw_key", "normals"),
        "vector_exp": ("exp2",),
    },
)
