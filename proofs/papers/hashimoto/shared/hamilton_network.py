"""The network of chapter 3 that follows Hamilton's equations: its matrices, and its two repairs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

import proofs.checker as ck
from numerics.calculus import gauss_nodes

Kind = Literal["printed", "repaired", "symplectic"]
Activation = Callable[[ck.Array], ck.Array]


@dataclass(frozen=True)
class Weights:
    """w11, w12, w21, u, v, lambda_1, lambda_2 as arrays (n,), and the activations f and g."""

    w11: ck.Array
    w12: ck.Array
    w21: ck.Array
    u: ck.Array
    v: ck.Array
    lambda1: ck.Array
    lambda2: ck.Array
    f: Activation = np.tanh
    g: Activation = np.sin


def layer(state: ck.Array, weights: Weights, dt: float, kind: Kind = "printed") -> ck.Array:
    """One layer x -> W~ phi(W x) on states (n, 2) of q and p, for weights (n,).

    "printed" has the entry 1 + dt w12 in the third row of W, "repaired" 1 - dt w11. "symplectic" is
    two layers, p first, then q with the new p: the symplectic Euler method for the same H.
    """
    if kind == "symplectic":
        w, (q, p) = weights, (state[:, 0], state[:, 1])
        new = (p + dt * (w.w21 * q + w.lambda2 * w.g(w.u * q))) / (1 + dt * w.w11)
        moved = (1 + dt * w.w11) * q + dt * (w.w12 * new + w.lambda1 * w.f(w.v * new))
        return np.stack([moved, new], axis=-1)
    into, out = matrices(weights, dt, kind)
    four = np.zeros((*state.shape[:-1], 4))
    four[..., 1:3] = state
    hidden = np.einsum("nij,nj->ni", into, four)
    hidden[..., 0] = dt * weights.f(hidden[..., 0])
    hidden[..., 3] = dt * weights.g(hidden[..., 3])
    return np.asarray(np.einsum("nij,nj->ni", out, hidden)[..., 1:3])


def matrices(weights: Weights, dt: float, kind: Kind) -> tuple[ck.Array, ck.Array]:
    """W and W~, shapes (n, 4, 4)."""
    into, out = np.zeros((2, len(weights.w11), 4, 4))
    into[:, 0, 2], into[:, 3, 1] = weights.v, weights.u
    into[:, 1, 1], into[:, 1, 2] = 1 + dt * weights.w11, dt * weights.w12
    into[:, 2, 1] = dt * weights.w21
    into[:, 2, 2] = 1 + dt * weights.w12 if kind == "printed" else 1 - dt * weights.w11
    out[:, 1, 0], out[:, 2, 3] = weights.lambda1, weights.lambda2
    out[:, 1, 1] = out[:, 2, 2] = 1.0
    return into, out


def primitive(function: Activation, end: ck.Array) -> ck.Array:
    """Integral of `function` from 0 to `end` by Gauss's rule of 24 points."""
    nodes, shares = np.polynomial.legendre.leggauss(24)
    half = np.asarray(end)[..., None] / 2
    return np.asarray((shares * function(half * (nodes + 1))).sum(-1) * half[..., 0])


def energy(state: ck.Array, w: Weights) -> ck.Array:
    """H of the slide on states (n, 2), with F and G integrated numerically."""
    q, p = state[..., 0], state[..., 1]
    kinetic = w.w11 * p * q + w.w12 * p**2 / 2 - w.w21 * q**2 / 2
    return np.asarray(
        kinetic
        + w.lambda1 / w.v * primitive(w.f, w.v * p)
        - w.lambda2 / w.u * primitive(w.g, w.u * q)
    )


def rate(state: ck.Array, w: ck.Array) -> ck.Array:
    """Velocity of states (..., n, k, 2): a motion without divergence, with weights (n, 7)."""
    x, y = state[..., 0], state[..., 1]
    a, b, c, first, second, one, two = w.T[..., None]
    push = a * x + b * y + one * np.tanh(second * y)
    pull = c * x - a * y + two * np.sin(first * x)
    return np.stack([push, pull], axis=-1)


def work(state: ck.Array, w: ck.Array) -> ck.Array:
    """Integral of q' dp - p' dq along the ray from the origin to `state`: the energy there."""
    line = gauss_nodes(0.0, 1.0, 24)
    found = rate(line.points[:, None, None, None] * state, w)
    density = found[..., 0] * state[..., 1] - found[..., 1] * state[..., 0]
    return np.asarray(np.tensordot(line.weights, density, axes=1))
