"""The Euler operator (variational derivative) on densities of any order."""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Add, Expr, Symbol

from qmgr_sym.variation._fields import by_jet, derivative, jets_of, prepared


def euler_operator(density: Expr, field: Expr, coords: Sequence[Symbol]) -> Expr:
    """Variational derivative of a density by one field.

    Formula: E_u(L) = sum_J (-D)^J dL/du_J, where J runs over the multi-indices of the derivatives
    of u = `field` that occur in `density`, to any order, and D is the total derivative.

    Args:
        density: the density L, an expression in the fields, their derivatives and the coordinates.
        field: an applied unknown function, such as p(q1, q2, t). Other fields are held fixed; so
            is the conjugate of this one.
        coords: the coordinates that are integrated over; they must include every variable the
            field is differentiated in.

    Returns:
        E_u(L), not simplified.

    Raises:
        TypeError: `field` is not an applied unknown function, or a coordinate is not a symbol.
        ValueError: the field occurs at other arguments, or differentiated outside `coords`.

    Source: P. J. Olver, Applications of Lie Groups to Differential Equations, (4.3). This is the
    variation that leads from Vanchurin (3.5) to (3.8) and (3.9).

    Examples:
        >>> from sympy import Function, symbols
        >>> x, t = symbols("x t", real=True)
        >>> u = Function("u")(x, t)
        >>> euler_operator(u.diff(t) ** 2 / 2 - u.diff(x) ** 2 / 2, u, (x, t))
        -Derivative(u(x, t), (t, 2)) + Derivative(u(x, t), (x, 2))
    """
    density = prepared(density)
    terms = []
    for index, node in jets_of(density, field, coords).items():
        sign = (-1) ** (sum(index) % 2)
        terms.append(sign * derivative(by_jet(density, node), coords, index))
    return Add(*terms)


def euler_lagrange(
    density: Expr, fields: Sequence[Expr], coords: Sequence[Symbol]
) -> tuple[Expr, ...]:
    """The Euler expression of each field, in the order given; see `euler_operator`.

    The action is stationary where all of them vanish.

    Raises:
        TypeError, ValueError: as `euler_operator`.
    """
    return tuple(euler_operator(density, field, coords) for field in fields)
