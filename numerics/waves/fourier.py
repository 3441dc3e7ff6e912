"""Complex Fourier transforms in place: SciPy's, or those of pyFFTW where the user asks for them."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import scipy.fft

from numerics._checks import Array, one_of

LIBRARIES = ("scipy", "pyfftw")
Transform = Callable[[Array], Array]


@dataclass(frozen=True)
class InPlace:
    """An empty array and its two transforms, both without a factor 1/n.

    Fill ``array``, then pass it to ``forward`` or ``backward`` and go on with what they return: the
    same memory, or with SciPy possibly an array of the same size that replaces it.
    """

    array: Array
    forward: Transform
    backward: Transform


def in_place(
    shape: tuple[int, ...],
    axes: tuple[int, ...],
    dtype: type[np.complexfloating] = np.complex128,
    *,
    workers: int = 1,
    library: str = "scipy",
) -> InPlace:
    """Prepare transforms over ``axes`` of arrays of one shape, complex64 or complex128.

    workers : threads; SciPy's results are bitwise the same for each number of them.
    library : ``"scipy"``, or ``"pyfftw"``, which is under the GNU General Public License, is not
    installed with this package, and chooses its algorithm by timing, so that its rounding may
    differ from run to run.
    Raises ``ValueError`` for another library and ``ImportError`` where pyFFTW is missing.
    """
    if one_of("library", library, LIBRARIES) == "pyfftw":
        return _fftw(shape, axes, dtype, workers)

    def forward(wave: Array) -> Array:
        return np.asarray(scipy.fft.fftn(wave, axes=axes, overwrite_x=True, workers=workers))

    def backward(wave: Array) -> Array:
        return np.asarray(
            scipy.fft.ifftn(wave, axes=axes, norm="forward", overwrite_x=True, workers=workers)
        )

    return InPlace(np.empty(shape, dtype), forward, backward)


def _fftw(
    shape: tuple[int, ...], axes: tuple[int, ...], dtype: type[np.complexfloating], workers: int
) -> InPlace:
    try:
        import pyfftw
    except ImportError:
        raise ImportError(
            "`library` may be 'pyfftw' only where the package pyfftw is installed."
        ) from None
    array = pyfftw.empty_aligned(shape, dtype=np.dtype(dtype).name)
    plans = [
        pyfftw.FFTW(array, array, axes=axes, direction=direction, threads=workers)
        for direction in ("FFTW_FORWARD", "FFTW_BACKWARD")
    ]

    def run(plan: int) -> Transform:
        def transform(wave: Array) -> Array:
            if wave is not array:
                array[...] = wave
            plans[plan].execute()
            return np.asarray(array)

        return transform

    return InPlace(array, run(0), run(1))
