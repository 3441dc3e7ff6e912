"""Many replicas of one network that learn with noise, each step one of (2.1) and one of (3.1)."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import ArrayLike, NDArray

from numerics._checks import as_real, one_of, positive_float, whole
from numerics.chunks import Progress, map_chunks
from numerics.kernels.normal_stream import draw_key, pair, word
from numerics.learning.network import ACTIVATIONS
from numerics.memory import refuse_beyond

Floats = NDArray[np.floating[Any]]
CHUNK = 16  # replicas advanced together: their weights stay in the cache of a core
_ONE, _TWO = np.uint64(1), np.uint64(2)


@dataclass(frozen=True)
class Learners:
    """States ``x : (R, B, N)``, weights ``W : (R, N, N)`` and biases ``b : (R, N)``.

    >>> start = Learners(np.ones((3, 2, 4)), np.zeros((3, 4, 4)), np.zeros((3, 4)))
    >>> start.x.shape  # three replicas, two states each of four neurons
    (3, 2, 4)
    """

    x: Floats
    W: Floats
    b: Floats


def learn(
    start: Learners,
    *,
    steps: int,
    rate: float,
    D: float,
    rng: np.random.Generator,
    activation: str = "tanh",
    boundary: ArrayLike | None = None,
    dtype: type[np.float64] | type[np.float32] = np.float64,
    chunk: int = CHUNK,
    workers: int = 1,
    limit: float | None = None,
    progress: Progress | None = None,
) -> Learners:
    """Advance R replicas, each with a batch of B states of N neurons, by ``steps`` steps.

    One step is

        q -> q - rate grad H(x, q) + sqrt(2 D) xi,    x -> f(W x + b),

    q = (W, b), H the mean of (2.3) with V = 0 over the batch, or of (2.2) where ``boundary``, the
    diagonal of P, names the neurons whose states are data: they keep them.  Both right sides take
    x and q before the step.  D is the diffusion coefficient of Vanchurin (3.1) per step and may
    be 0; xi are standard normals, independent between parameters, replicas and steps.

    The noise is a stream of `numerics.kernels.normal_stream` with one key drawn from ``rng``:
    replica r at step s has row s R + r.  The result therefore does not depend on ``chunk`` or
    ``workers`` of `numerics.chunks`, not by a bit.
    dtype float32 rounds states, parameters and the same noise.  For 64 tanh neurons with weights of
    size 0.5 / sqrt(N), rate 0.01 and D = 1e-8 the largest weight differs from that in float64 by
    4e-7 after 1000 steps; where the network is chaotic the difference grows to the size of
    the weights' own spread.
    Memory: three times the numbers of ``start``, and ``chunk * workers`` times those of a replica;
    more than ``limit`` bytes are refused (see `numerics.memory`).
    progress : as in `numerics.chunks`, of replicas.
    Raises ``ValueError`` for wrong shapes, bad numbers, or a replica that leaves the floats.

    >>> start = Learners(np.ones((1, 1, 1)), np.full((1, 1, 1), 0.5), np.zeros((1, 1)))
    >>> end = learn(start, steps=1, rate=0.1, D=0.0, rng=np.random.default_rng(0),
    ...             activation="identity")
    >>> float(end.x[0, 0, 0]), float(end.W[0, 0, 0]), float(end.b[0, 0])
    (0.5, 0.55, 0.05)
    """
    x, W, b = (as_real(name, getattr(start, name)) for name in ("x", "W", "b"))
    n = x.shape[-1] if x.ndim == 3 else 0
    if 0 in x.shape or n == 0 or W.shape != (len(x), n, n) or b.shape != (len(x), n):
        raise ValueError(
            "`start` must have shapes x (R, B, N), W (R, N, N) and b (R, N), but they are "
            f"{x.shape}, {W.shape} and {b.shape}."
        )
    replicas, batch = x.shape[:2]
    whole("steps", steps, 0)
    positive_float("rate", rate)
    one_of("activation", activation, ACTIVATIONS)
    if not 0 <= D < np.inf:
        raise ValueError(f"`D` must be a finite number of at least 0, but it is {D}.")
    mask = np.ones(n) if boundary is None else as_real("boundary", boundary)
    if mask.shape != (n,) or not np.isin(mask, (0.0, 1.0)).all():
        raise ValueError(f"`boundary` must be {n} zeros and ones, but it is {mask.tolist()}.")
    width = n * n + n + batch * n
    refuse_beyond(
        np.dtype(dtype).itemsize * width * (3 * replicas + 3 * chunk * workers),
        limit,
        f"ensemble of {replicas} networks of {n} neurons",
    )
    advance = partial(
        _advance,
        batch=batch,
        steps=steps,
        replicas=replicas,
        rate=rate,
        noise=float(np.sqrt(2 * D)),
        key=draw_key(rng),
        activation=activation,
        mask=mask.astype(dtype),
        held=np.zeros(n, bool) if boundary is None else mask == 1,
    )
    flat = [a.reshape(replicas, -1) for a in (W, b, x)]
    final = map_chunks(
        advance,
        np.concatenate(flat, axis=1, dtype=dtype, casting="same_kind"),
        np.arange(replicas),
        chunk_size=chunk,
        workers=workers,
        progress=progress,
    )
    if not (good := np.isfinite(final).all(axis=1)).all():
        raise ValueError(f"replica {good.argmin()} must stay finite, but left the floats.")
    W, b, x = np.split(final, (n * n, n * n + n), axis=1)
    return Learners(x.reshape(replicas, batch, n), W.reshape(replicas, n, n), b)


def _advance(
    start: Floats,
    index: NDArray[np.int64],
    *,
    batch: int,
    steps: int,
    replicas: int,
    rate: float,
    noise: float,
    key: np.uint64,
    activation: str,
    mask: Floats,
    held: NDArray[np.bool_],
) -> Floats:
    """Advance replicas ``index``, whose W, b and x stand in the rows of ``start``."""
    count, n = len(start), len(mask)
    q, x = (part.copy() for part in np.split(start, (n * n + n,), axis=1))  # contiguous: vectorised
    x = x.reshape(count, batch, n)
    W, b = q[:, : n * n].reshape(count, n, n), q[:, None, n * n :]
    slope = np.empty_like(q)
    by_W, by_b = slope[:, : n * n].reshape(count, n, n), slope[:, n * n :]
    share = mask / np.asarray(batch, mask.dtype)
    for step in range(steps):
        f = np.matmul(x, W.transpose(0, 2, 1))
        f += b
        derivative = _activate(f, activation)
        derivative *= share
        derivative *= f - x
        np.matmul(derivative.transpose(0, 2, 1), x, out=by_W)
        derivative.sum(axis=1, out=by_b)
        _descend(q, slope, rate, noise, key, np.uint64(step * replicas + index[0]))
        np.copyto(x, f, where=~held)
    return np.concatenate((q, x.reshape(count, -1)), axis=1)


def _activate(y: Floats, activation: str) -> Floats:
    """Replace y by f(y) and return f'(y); at 0 that of the rectifier is 0."""
    if activation == "tanh":
        np.tanh(y, out=y)
        return np.asarray(1 - y * y)
    if activation == "relu":
        np.maximum(y, 0, out=y)
        return (y > 0).astype(y.dtype)
    return np.ones_like(y)


@njit(nogil=True, error_model="numpy", cache=True)
def _descend(q, slope, rate, noise, key, first_row):  # type: ignore[no-untyped-def]
    """Do ``q -= rate * slope - noise * xi`` with row ``first_row + r`` of the stream in row r."""
    half = q.shape[1] // 2  # N^2 + N is even
    for r in range(q.shape[0]):
        low, high = q[r, :half], q[r, half:]
        low_slope, high_slope = slope[r, :half], slope[r, half:]
        begin = (first_row + np.uint64(r)) * np.uint64(2 * half)
        for j in range(half):
            index = begin + np.uint64(j) * _TWO
            a, b = pair(word(key, index), word(key, index + _ONE))
            low[j] += noise * a - rate * low_slope[j]
            high[j] += noise * b - rate * high_slope[j]
