"""Orthonormal and null tetrads, and the Newman-Penrose scalars in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sympy import Expr, I, ImmutableDenseMatrix, S, sqrt

from qmgr_sym.geometry._engine import in_field
from qmgr_sym.geometry.metric import Metric
from qmgr_sym.geometry.tensor import tensor_of
from qmgr_sym.geometry.tensors.indices import contraction

Vector = tuple[Expr, ...]


def orthonormal_tetrad(metric: Metric, order: Sequence[int] | None = None) -> tuple[Vector, ...]:
    """Vectors e_a with g(e_a, e_b) = diag(+-1, ...), upper components, by Gram and Schmidt.

    The differentials of the coordinates are made orthonormal in the given `order`, and the vectors
    are what the inverse metric makes of them. With t first, e_0 is normal to t = const: for Kerr,
    the observers of zero angular momentum. The signs of the squares are those at a point of the
    metric's domain, where possible one at which only the first is negative; the tetrad is real
    where they have these signs, so outside the horizon for Schwarzschild and Kerr.

    Raises:
        ValueError: `order` is no permutation; a square vanishes, or its sign is not found.

    Examples:
        >>> from qmgr_sym.geometry.metrics import minkowski
        >>> orthonormal_tetrad(minkowski(2))
        ((-1, 0), (0, 1))
    """
    return _framed(metric, order)[0]


def _framed(metric: Metric, order: Sequence[int] | None) -> tuple[tuple[Vector, ...], Metric]:
    """A tetrad, and the metric where it is real."""
    n = metric.dimension
    places = list(range(n)) if order is None else list(order)
    if sorted(places) != list(range(n)):
        raise ValueError(f"`order` must permute 0 to {n - 1}, but was {places}")
    up = metric.inverse()
    forms: list[list[Expr]] = []
    squares: list[Expr] = []
    for place in places:
        form = [S.One if k == place else S.Zero for k in range(n)]
        for other, square in zip(forms, squares, strict=True):
            part = sum((up[place, k] * other[k] for k in range(n) if other[k] != 0), start=S.Zero)
            form = [a - part / square * b for a, b in zip(form, other, strict=True)]
        form = _lowest(metric, form)
        forms.append(form)
        squares.append(_lowest(metric, [_square(up, form)])[0])
        if squares[-1] == 0:
            raise ValueError(f"`order` must give legs that are not null, but leg {len(forms)} is")
    signs = _chosen(metric, squares)
    real = tuple(sign * s for sign, s in zip(signs, squares, strict=True) if not s.is_Rational)
    domain = replace(metric.domain, positive=(*metric.domain.positive, *real))
    framed = Metric(metric.components, metric.coordinates, metric.name, domain)
    legs = []
    for form, square, sign in zip(forms, squares, signs, strict=True):
        root = sqrt(sign * square)
        leg = [
            sum((up[i, k] * form[k] for k in range(n) if form[k] != 0), start=S.Zero) / root
            for i in range(n)
        ]
        legs.append(tuple(_lowest(framed, leg)))
    return tuple(legs), framed


def _chosen(metric: Metric, squares: Sequence[Expr]) -> tuple[int, ...]:
    """The signs of the squares at a point, one where the first leg alone is timelike if met."""
    wanted = (-1, *(1,) * (len(squares) - 1))
    first = None
    for signs in metric.signs(squares):
        if signs == wanted:
            return signs
        first = first or signs
    if first is None:
        raise ValueError("the squares of the legs must have signs, but no point shows them")
    return first


def _vanishes(metric: Metric, expr: Expr) -> bool:
    def task(field: Any, held: list[Any]) -> bool:
        return bool(field.vanishes(held[0]))

    return in_field([expr], metric.coordinates, 0, task, metric.domain)


def _square(up: ImmutableDenseMatrix, form: Sequence[Expr]) -> Expr:
    used = [k for k, part in enumerate(form) if part != 0]
    return sum((up[i, j] * form[i] * form[j] for i in used for j in used), start=S.Zero)


def _lowest(metric: Metric, parts: Sequence[Expr]) -> list[Expr]:
    return in_field(
        list(parts),
        metric.coordinates,
        0,
        lambda field, held: [field.write(value) for value in held],
        metric.domain,
    )


def null_tetrad(
    metric: Metric, order: Sequence[int] | None = None
) -> tuple[Vector, Vector, Vector]:
    """(l, n, m) with l.n = -1 and m.mbar = 1, from an orthonormal tetrad in four dimensions.

    l, n = (e_0 +- e_1) / sqrt(2), m = (e_2 + i e_3) / sqrt(2).

    Raises:
        ValueError: the metric is not four-dimensional of signature (-+++), the first leg timelike.
    """
    return _null_framed(metric, order)[0]


def _null_framed(
    metric: Metric, order: Sequence[int] | None = None
) -> tuple[tuple[Vector, Vector, Vector], Metric]:
    legs, framed = _framed(metric, order)
    if len(legs) != 4:
        raise ValueError(f"`metric` must have 4 dimensions, but has {len(legs)}")
    e0, e1, e2, e3 = legs
    l_vector = tuple((a + b) / sqrt(2) for a, b in zip(e0, e1, strict=True))
    n_vector = tuple((a - b) / sqrt(2) for a, b in zip(e0, e1, strict=True))
    m_vector = tuple((a + I * b) / sqrt(2) for a, b in zip(e2, e3, strict=True))
    check_tetrad(framed, (l_vector, n_vector, m_vector))
    return (l_vector, n_vector, m_vector), framed


def conjugated(vector: Vector) -> Vector:
    """The vector with i replaced by -i: the conjugate where symbols, functions, roots are real."""
    return tuple(part.xreplace({I: -I}) for part in vector)


def check_tetrad(metric: Metric, tetrad: Sequence[Vector]) -> None:
    """Raise ValueError unless l.n = -1, m.mbar = 1 and all other products vanish."""
    l_vector, n_vector, m_vector = tetrad
    bar = conjugated(m_vector)
    wanted = [
        ("l.l", l_vector, l_vector, 0), ("l.n", l_vector, n_vector, -1),
        ("n.n", n_vector, n_vector, 0), ("l.m", l_vector, m_vector, 0),
        ("n.m", n_vector, m_vector, 0), ("m.m", m_vector, m_vector, 0),
        ("m.mbar", m_vector, bar, 1),
    ]  # fmt: skip
    for name, a, b, value in wanted:
        n = range(metric.dimension)
        inner = sum((metric[i, j] * a[i] * b[j] for i in n for j in n), start=S.Zero)
        if not _vanishes(metric, inner - value):
            raise ValueError(f"`tetrad` must have {name} = {value}, but that is not shown")


@dataclass(frozen=True)
class NewmanPenrose:
    """Scalars of the Weyl tensor, of the traceless Ricci tensor, and R/24.

    psi : Psi_0 ... Psi_4.  phi : Phi_00, Phi_01, Phi_02, Phi_11, Phi_12, Phi_22.
    """

    psi: tuple[Expr, ...]
    phi: tuple[Expr, ...]
    trace: Expr


def newman_penrose(metric: Metric, tetrad: Sequence[Vector] | None = None) -> NewmanPenrose:
    """The Newman-Penrose scalars in a null tetrad (l, n, m); by default `null_tetrad`.

    Psi_0 = C(l, m, l, m), Psi_1 = C(l, n, l, m), Psi_2 = C(l, m, mbar, n),
    Psi_3 = C(n, l, n, mbar), Psi_4 = C(n, mbar, n, mbar); Phi_00 = S(l, l)/2, Phi_01 = S(l, m)/2,
    Phi_02 = S(m, m)/2,
    Phi_11 = (S(l, n) + S(m, mbar))/4, Phi_12 = S(n, m)/2, Phi_22 = S(n, n)/2 with the traceless
    Ricci tensor S; signature (-+++). Stephani et al., Exact Solutions, (3.59), (3.72).

    Raises:
        ValueError: the vectors are no null tetrad.

    Examples:
        >>> from qmgr_sym.geometry.metrics import schwarzschild
        >>> newman_penrose(schwarzschild()).psi
        (0, 0, -M/r**3, 0, 0)
    """
    legs: Sequence[Vector]
    if tetrad is None:
        legs, metric = _null_framed(metric)
    else:
        legs = tuple(tuple(leg) for leg in tetrad)
        check_tetrad(metric, legs)
    names = {
        name: tensor_of(list(leg), "u", metric.coordinates, name)
        for name, leg in zip("lnm", legs, strict=True)
    }
    names["b"] = tensor_of(list(conjugated(legs[2])), "u", metric.coordinates, "mbar")
    names["C"], names["S"] = metric.weyl(), metric.traceless_ricci()

    def weyl(four: str) -> Expr:
        a, b, c, d = tuple(four)
        text = f"C_{{a b c d}} {a}^a {b}^b {c}^c {d}^d"
        return contraction(metric, text, names)[()]

    def ricci(two: str) -> Expr:
        return contraction(metric, f"S_{{a b}} {two[0]}^a {two[1]}^b", names)[()]

    psi = tuple(weyl(four) for four in ("lmlm", "lnlm", "lmbn", "nlnb", "nbnb"))
    middle = _lowest(metric, [(ricci("ln") + ricci("mb")) / 4])[0]
    phi = (
        ricci("ll") / 2, ricci("lm") / 2, ricci("mm") / 2, middle, ricci("nm") / 2, ricci("nn") / 2,
    )  # fmt: skip
    return NewmanPenrose(psi, phi, metric.scalar() / 24)
