"""The neural network: states, losses (2.1)-(2.3), and their gradients."""

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import Array, FloatArray, as_array, as_real, one_of, whole

ACTIVATIONS = ("tanh", "relu", "identity")


def activate(y: ArrayLike, activation: str) -> tuple[Array, Array]:
    """Return ``f(y)`` and ``f'(y)`` for the activation "tanh", "relu" or "identity".

    The derivative of the rectifier at 0 is taken as 0.  Complex ``y`` passes through, the rectifier
    choosing by the real part, so that losses can be differentiated by complex step.

    >>> f, slope = activate([-1.0, 2.0], "relu")
    >>> f.tolist(), slope.tolist()
    ([0.0, 2.0], [0.0, 1.0])
    """
    one_of("activation", activation, ACTIVATIONS)
    values = as_array("y", y)
    if activation == "tanh":
        f = np.tanh(values)
        return f, 1 - f**2
    if activation == "relu":
        on = values.real > 0
        return np.where(on, values, 0), on.astype(np.float64)
    return values, np.ones(values.shape)


def update(x: ArrayLike, W: ArrayLike, b: ArrayLike, *, activation: str = "tanh") -> Array:
    """Compute ``f(W x + b)``, Vanchurin (2.1).

    x : states ``(..., N)``; W : weights ``(..., N, N)``; b : biases ``(..., N)``; leading axes
    broadcast, so one call covers batches of states and of parameters.  Returns ``(..., N)``.
    Raises ``ValueError`` for wrong shapes, non-finite values or an unknown activation.

    >>> update([1.0, 2.0], [[0, 1], [1, 0]], [0.0, 0.5], activation="identity")
    array([2. , 1.5])
    """
    state, weights, bias = _network(x, W, b)
    return activate(_weighted(weights, state) + bias, activation)[0]


def trajectory(
    x: ArrayLike, W: ArrayLike, b: ArrayLike, steps: int, *, activation: str = "tanh"
) -> Array:
    """Iterate (2.1) ``steps`` times; returns ``(steps + 1, ..., N)``, the start included.

    >>> trajectory([8.0], [[0.5]], [0.0], 3, activation="identity")[:, 0]
    array([8., 4., 2., 1.])
    """
    whole("steps", steps, 0)
    state, weights, bias = _network(x, W, b)
    shape = np.broadcast_shapes(state.shape, bias.shape, weights.shape[:-1])
    states = [np.broadcast_to(state, shape)]
    for _ in range(steps):
        states.append(update(states[-1], weights, bias, activation=activation))
    return np.stack(states)


def local_errors(x: ArrayLike, W: ArrayLike, b: ArrayLike, *, activation: str = "tanh") -> Array:
    """Compute ``e = x - f(W x + b)``, shape ``(..., N)``.

    >>> local_errors([1.0, 2.0], [[0, 1], [1, 0]], [0.0, 0.0], activation="identity")
    array([-1.,  1.])
    """
    return np.asarray(as_array("x", x) - update(x, W, b, activation=activation))


def boundary_loss(
    x: ArrayLike, W: ArrayLike, b: ArrayLike, boundary: ArrayLike, *, activation: str = "tanh"
) -> Array:
    """Compute ``H = (1/2) e^T P e``, Vanchurin (2.2), shape ``(...)``.

    boundary : the diagonal of P, ``(N,)``, 1 for boundary neurons and 0 for the others.

    >>> W, b = [[0, 1], [1, 0]], [0.0, 0.0]  # errors -2 and 2
    >>> float(boundary_loss([1.0, 3.0], W, b, [1, 0], activation="identity"))
    2.0
    """
    mask = _mask(boundary, np.shape(x)[-1])
    return np.asarray((mask * local_errors(x, W, b, activation=activation) ** 2).sum(axis=-1) / 2)


def bulk_loss(
    x: ArrayLike,
    W: ArrayLike,
    b: ArrayLike,
    potential: ArrayLike = 0.0,
    *,
    activation: str = "tanh",
) -> Array:
    """Compute ``H = (1/2) e^T e + (1/2) V(x, q)``, Vanchurin (2.3), shape ``(...)``.

    potential : the values of V, ``(...)``.

    >>> W, b = [[0, 1], [1, 0]], [0.0, 0.0]  # errors -2 and 2
    >>> float(bulk_loss([1.0, 3.0], W, b, potential=1.0, activation="identity"))
    4.5
    """
    errors = local_errors(x, W, b, activation=activation)
    return np.asarray((errors**2).sum(axis=-1) / 2 + as_real("potential", potential) / 2)


def loss_gradient(
    x: ArrayLike,
    W: ArrayLike,
    b: ArrayLike,
    boundary: ArrayLike | None = None,
    *,
    activation: str = "tanh",
) -> tuple[FloatArray, FloatArray]:
    """Return the gradients of (2.2), or of (2.3) with V = 0 if ``boundary`` is None.

    With ``y = W x + b``: ``dH/db_i = -P_i e_i f'(y_i)`` and ``dH/dW_ij = dH/db_i x_j``.
    Shapes ``(..., N, N)`` for W and ``(..., N)`` for b, one per state: nothing is averaged.

    >>> by_W, by_b = loss_gradient([2.0], [[0.5]], [0.0], activation="identity")  # error 1
    >>> by_W.tolist(), by_b.tolist()
    ([[-2.0]], [-1.0])
    """
    state, weights, bias = _network(x, W, b)
    f, slope = activate(_weighted(weights, state) + bias, activation)
    mask = np.ones(state.shape[-1]) if boundary is None else _mask(boundary, state.shape[-1])
    by_bias = np.asarray(-mask * (state - f) * slope)
    return np.asarray(by_bias[..., :, None] * state[..., None, :]), by_bias


def _weighted(weights: Array, state: Array) -> Array:
    return np.asarray(np.einsum("...ij,...j->...i", weights, state))


def _network(x: ArrayLike, W: ArrayLike, b: ArrayLike) -> tuple[Array, Array, Array]:
    state, weights, bias = as_array("x", x), as_array("W", W), as_array("b", b)
    if state.ndim == 0:
        raise ValueError("`x` must have shape (..., N), but it is a number.")
    n = state.shape[-1]
    if weights.shape[-2:] != (n, n):
        raise ValueError(f"`W` must have shape (..., {n}, {n}), but its shape is {weights.shape}.")
    if bias.shape[-1:] != (n,):
        raise ValueError(f"`b` must have shape (..., {n}), but its shape is {bias.shape}.")
    return state, weights, bias


def _mask(boundary: ArrayLike, n: int) -> FloatArray:
    mask = as_real("boundary", boundary)
    if mask.shape != (n,) or not np.isin(mask, (0.0, 1.0)).all():
        raise ValueError(f"`boundary` must be {n} zeros and ones, but it is {mask.tolist()}.")
    return mask
