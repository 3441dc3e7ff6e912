"""Curvature of Nielsen's metric: sectional for any planes, Ricci and scalar, against the penalty.

For a right-invariant metric all of it is computed at the identity.  With ``[x, y]`` the bracket of
the Lie algebra and B defined by ``<B(x, y), z> = <[y, z], x>``,

    K(x, y) = |d|^2 + <[x, y], b> - 3/4 |[x, y]|^2 - <B(x, x), B(y, y)>,

``d = (B(x, y) + B(y, x)) / 2``, ``b = (B(x, y) - B(y, x)) / 2``, for orthonormal x, y.  For Pauli
strings with matrices x, y and the cost I the bracket is ``-i [x, y]`` up to the orientation, which
K does not see, and ``B(x, y) = -i I^-1 [I x, y]``.

Source: V. Arnold, Mathematical Methods of Classical Mechanics (1989), appendix 2, section H.
"""

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import ComplexArray, FloatArray, as_real, whole
from numerics.memory import refuse_beyond
from numerics.nielsen.cost import (
    apply_cost,
    checked_cost,
    checked_hermitian,
    from_coefficients,
    inner,
)
from numerics.qubits.pauli import anticommute


def sectional_curvature(x: ArrayLike, y: ArrayLike, cost: ArrayLike) -> FloatArray:
    """Return the sectional curvature of the planes of Hermitian x and y: shape ``(...)``.

    The curvature of SU(2) with all costs 1 is 1.

    Raises ``ValueError`` for parallel x and y, and for matrices that are not Hermitian.

    >>> X, Y = np.array([[0, 1], [1, 0]]), np.array([[0, -1j], [1j, 0]])
    >>> [float(sectional_curvature(X, Y, [1, q, 1, 1])) for q in (1, 2)]
    [1.0, -2.0]
    """
    table, qubits = checked_cost(cost)
    u = checked_hermitian("x", x, 2**qubits)
    v = checked_hermitian("y", y, 2**qubits)
    inverse = 1 / table

    def bracket(a: ComplexArray, b: ComplexArray) -> ComplexArray:
        return np.asarray(-1j * (a @ b - b @ a))

    def turned(a: ComplexArray, b: ComplexArray) -> ComplexArray:
        return apply_cost(bracket(apply_cost(a, table), b), inverse)

    def dot(a: ComplexArray, b: ComplexArray) -> FloatArray:
        return inner(apply_cost(a, table), b)

    area = dot(u, u) * dot(v, v) - dot(u, v) ** 2
    if (area <= 1e-12 * dot(u, u) * dot(v, v)).any():
        raise ValueError("`x` and `y` must span a plane, but they are parallel.")
    xy, yx, both = turned(u, v), turned(v, u), bracket(u, v)
    plus, minus = (xy + yx) / 2, (xy - yx) / 2
    top = (
        dot(plus, plus)
        + dot(both, minus)
        - 0.75 * dot(both, both)
        - dot(turned(u, u), turned(v, v))
    )
    return np.asarray(top / area)


def coordinate_curvatures(cost: ArrayLike) -> FloatArray:
    """Return the sectional curvature of the planes of two Pauli strings: ``(4^n, 4^n)``.

    Strings that commute span flat planes.  For strings that anticommute, with costs A, B and the
    cost D of their product, ``K = (2 D (A + B) - 3 D^2 + (A - B)^2) / (A B D)``, from J. Milnor,
    Curvatures of left invariant metrics on Lie groups (1976), lemma 1.1.

    Memory: 64 bytes for each of ``16^n`` pairs; more than half of what is free is refused with
    ``BeyondMemoryError``.

    >>> coordinate_curvatures([1, 1, 1, 1])[1].tolist()
    [0.0, 0.0, 1.0, 1.0]
    """
    table, qubits = checked_cost(cost)
    if table.ndim > 1:
        raise ValueError(f"`cost` must have shape ({4**qubits},), but its shape is {table.shape}.")
    refuse_beyond(64 * 16**qubits, what="curvature of all coordinate planes")
    strings = np.arange(4**qubits)
    a, b = table[:, None], table[None, :]
    d = table[strings[:, None] ^ strings]  # masks of a product add bit by bit
    curved = (2 * d * (a + b) - 3 * d**2 + (a - b) ** 2) / (a * b * d)
    return np.where(anticommute(strings[:, None], strings, qubits), curved, 0.0)


def ricci_curvatures(cost: ArrayLike) -> FloatArray:
    """Return the Ricci curvature along each Pauli string, of unit length: shape ``(4^n,)``.

    cost : ``(4^n,)``.

    >>> ricci_curvatures([1, 1, 1, 1]).tolist()
    [0.0, 2.0, 2.0, 2.0]
    """
    return np.asarray(coordinate_curvatures(cost).sum(axis=1))


def scalar_curvature(cost: ArrayLike) -> float:
    """Return the scalar curvature, the sum over all ordered pairs of strings.

    With all costs 1 it is ``(4^n - 1) 4^n / 2``.

    >>> scalar_curvature([1, 1, 1, 1])
    6.0
    """
    return float(coordinate_curvatures(cost).sum())


def random_planes(
    qubits: int, cost: ArrayLike, count: int, *, rng: np.random.Generator
) -> tuple[ComplexArray, ComplexArray]:
    """Return ``count`` planes uniform in the metric: x and y, shape ``(count, 2^n, 2^n)`` each.

    Raises ``ValueError`` for a number of qubits that is not that of the cost.

    >>> x, y = random_planes(1, np.ones(4), 5, rng=np.random.default_rng(0))
    >>> x.shape
    (5, 2, 2)
    """
    table, n = checked_cost(cost)
    if whole("qubits", qubits) != n:
        raise ValueError(f"`qubits` must fit `cost`, which is for {n}, but is {qubits}.")
    normal = rng.standard_normal((2, whole("count", count), 4**n))
    normal[..., 0] = 0.0
    x, y = from_coefficients(normal / np.sqrt(table))
    return x, y


def sign_change(costs: ArrayLike, scalars: ArrayLike) -> float:
    """Return the penalty at which sampled curvatures pass zero, linear between the samples.

    Raises ``ValueError`` where they do not.

    costs, scalars : ``(m,)``.

    >>> sign_change([1.0, 2.0, 3.0], [2.0, 1.0, -1.0])
    2.5
    """
    q, value = as_real("costs", costs), as_real("scalars", scalars)
    places = np.flatnonzero(np.sign(value[1:]) != np.sign(value[:-1]))
    if not places.size:
        raise ValueError("`scalars` must change their sign, but they do not.")
    k = places[0]
    return float(q[k] - value[k] * (q[k + 1] - q[k]) / (value[k + 1] - value[k]))
