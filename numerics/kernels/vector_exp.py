"""The exponential as a polynomial, so that loops around it compile to vector instructions.

``2^x = 2^n 2^r`` with n the nearest integer: ``2^r`` is its Taylor polynomial, and n is added to
the exponent bits.  n is rounded by adding ``1.5 * 2^52`` (``1.5 * 2^23`` in single precision),
whose low bits then hold it: no conversion to integers, which not every processor can vectorise.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]
from numba import njit, types
from numba.extending import intrinsic, overload

LOG2E = 1 / math.log(2)  # exp(x) = 2^(LOG2E x)
ROUND_64, ROUND_32 = 1.5 * 2.0**52, np.float32(1.5 * 2.0**23)
LEAST_64, LEAST_32 = -1000.0, np.float32(-120.0)  # below: still normal numbers, never 0 or inf
_C = [math.log(2) ** k / math.factorial(k) for k in range(13)]
C1, C2, C3, C4, C5, C6, C7, C8, C9, C10, C11, C12 = _C[1:]
_S = [np.float32(c) for c in _C]
S1, S2, S3, S4, S5, S6, S7 = _S[1:8]
ONE = np.float32(1.0)


@intrinsic  # type: ignore[untyped-decorator]
def _bits(context: Any, x: Any) -> Any:
    """The bits of a float, as an integer of its width."""
    size = x.bitwidth
    kind = types.int64 if size == 64 else types.int32

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.bitcast(arguments[0], ir.IntType(size))

    return kind(x), generate


@intrinsic  # type: ignore[untyped-decorator]
def _shifted(context: Any, value: Any, exponent: Any) -> Any:
    """The float whose bits are ``bits(value) + (exponent << mantissa)``: value times 2^n."""
    double = value == types.float64

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        word = ir.IntType(64 if double else 32)
        lifted = builder.shl(arguments[1], ir.Constant(word, 52 if double else 23))
        total = builder.add(builder.bitcast(arguments[0], word), lifted)
        return builder.bitcast(total, ir.DoubleType() if double else ir.FloatType())

    return value(value, exponent), generate


@njit(fastmath={"contract"}, error_model="numpy")
def _exp2_double(x):  # type: ignore[no-untyped-def]
    held = max(x, LEAST_64)
    t = held + ROUND_64
    r = held - (t - ROUND_64)
    p = C12 * r + C11
    p = p * r + C10
    p = p * r + C9
    p = p * r + C8
    p = p * r + C7
    p = p * r + C6
    p = p * r + C5
    p = p * r + C4
    p = p * r + C3
    p = p * r + C2
    p = p * r + C1
    p = p * r + 1.0
    return _shifted(p, _bits(t))


@njit(fastmath={"contract"}, error_model="numpy")
def _exp2_single(x):  # type: ignore[no-untyped-def]
    held = max(x, LEAST_32)
    t = held + ROUND_32
    r = held - (t - ROUND_32)
    p = S7 * r + S6
    p = p * r + S5
    p = p * r + S4
    p = p * r + S3
    p = p * r + S2
    p = p * r + S1
    p = p * r + ONE
    return _shifted(p, _bits(t))


def exp2(x: float) -> float:
    """Compute ``2^x`` for x <= 0 to 2 units in the last place, in the precision of x.

    For use inside compiled loops.  Below -1000 (-120 in single precision) the result stays at
    ``2^-1000`` (``2^-120``); above the largest exponent it is meaningless.

    >>> exp2(-3.0)
    0.125
    """
    return float(np.exp2(x))


@overload(exp2, strict=False)  # type: ignore[untyped-decorator]
def _exp2(x: Any) -> Callable[[float], float]:
    if x == types.float32:
        return lambda x: _exp2_single(x)
    return lambda x: _exp2_double(x)
