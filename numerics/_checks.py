"""Checks shared by the engines: every bad input becomes one ``ValueError`` sentence."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]
ComplexArray = NDArray[np.complex128]
IntArray = NDArray[np.int64]
Array = NDArray[Any]  # float64 or complex128; complex-step differentiation needs both


def as_array(name: str, value: ArrayLike) -> Array:
    """Return ``value`` as a finite float64 or complex128 array, or raise ``ValueError``."""
    array = np.asarray(value)
    if array.dtype.kind not in "biufc":
        raise ValueError(f"`{name}` must be numeric, but its dtype is {array.dtype}.")
    array = array.astype(np.complex128 if array.dtype.kind == "c" else np.float64, copy=False)
    if not np.isfinite(array).all():
        bad = array[~np.isfinite(array)].flat[0]
        raise ValueError(f"`{name}` must be finite, but it contains {bad}.")
    return array


def as_real(name: str, value: ArrayLike) -> FloatArray:
    """Return ``value`` as a finite float64 array, or raise ``ValueError``."""
    array = as_array(name, value)
    if array.dtype.kind == "c":
        raise ValueError(f"`{name}` must be real, but its dtype is {array.dtype}.")
    return array


def positive(name: str, value: ArrayLike) -> FloatArray:
    """Return ``value`` as an array of finite numbers above zero, or raise ``ValueError``."""
    array = as_real(name, value)
    if (array <= 0).any():
        raise ValueError(f"`{name}` must be positive, but it is {array.min():.6g}.")
    return array


def real_float(name: str, value: float) -> float:
    """Return ``value`` as one finite float of any sign, or raise ``ValueError``."""
    array = as_real(name, value)
    if array.ndim:
        raise ValueError(f"`{name}` must be one number, but its shape is {array.shape}.")
    return float(array)


def positive_float(name: str, value: float) -> float:
    """Return ``value`` as one finite float above zero, or raise ``ValueError``."""
    return float(positive(name, real_float(name, value)))


def whole(name: str, value: int, minimum: int = 1) -> int:
    """Return ``value`` as an integer of at least ``minimum``, or raise ``ValueError``."""
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < minimum:
        raise ValueError(f"`{name}` must be an integer of at least {minimum}, but it is {value!r}.")
    return int(value)


def trailing(name: str, array: Array, shape: tuple[int, ...]) -> Array:
    """Return ``array`` if its last axes are ``shape``, or raise ``ValueError``."""
    if array.shape[max(array.ndim - len(shape), 0) :] != shape:
        wanted = ", ".join(["..."] + [str(n) for n in shape])
        raise ValueError(f"`{name}` must have shape ({wanted}), but its shape is {array.shape}.")
    return array


def increasing(name: str, value: ArrayLike) -> FloatArray:
    """Return a one-dimensional strictly increasing array of at least one number, or raise."""
    array = as_real(name, value)
    if array.ndim != 1 or array.size == 0:
        raise ValueError(f"`{name}` must be a list of numbers, but its shape is {array.shape}.")
    if (np.diff(array) <= 0).any():
        smallest = np.diff(array).min()
        raise ValueError(f"`{name}` must increase strictly, but a step of it is {smallest:.6g}.")
    return array


def one_of(name: str, value: str, choices: Sequence[str]) -> str:
    """Return ``value`` if it is among ``choices``, or raise ``ValueError``."""
    if value not in choices:
        raise ValueError(f"`{name}` must be one of {', '.join(choices)}, but it is {value!r}.")
    return value
