"""Drift-diffusion operators: Fokker-Planck right-hand side, generator, current."""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Add, Expr, MatrixBase, Symbol

from qmgr_sym.variation._fields import check_coords


def probability_current(
    p: Expr,
    drift: Sequence[Expr],
    diffusion: Expr | MatrixBase,
    coords: Sequence[Symbol],
    *,
    ito: bool = False,
) -> tuple[Expr, ...]:
    """The probability current of a drift-diffusion process.

    Formula: J_k = A_k p - sum_j D_kj d_j p (Fick), or with d_j (D_kj p) instead (`ito`); the two
    agree for constant diffusion.

    Args:
        p: probability density.
        drift: A_k, one component per coordinate.
        diffusion: D, a scalar that multiplies the unit matrix, or a K x K matrix.
        coords: the coordinates q_k.
        ito: read the diffusion in Ito's sense, d q = A dt + sqrt(2 D) dW.

    Raises:
        ValueError: the number of drift components or the shape of the diffusion is wrong.

    Source: H. Risken, The Fokker-Planck Equation, (4.94).
    """
    rows = _matrix(drift, diffusion, coords)
    current = []
    for a, row in zip(drift, rows, strict=True):
        spread = []
        for d, q in zip(row, coords, strict=True):
            spread.append((d * p).diff(q) if ito else d * p.diff(q))
        current.append(a * p - Add(*spread))
    return tuple(current)


def fokker_planck_rhs(
    p: Expr,
    drift: Sequence[Expr],
    diffusion: Expr | MatrixBase,
    coords: Sequence[Symbol],
    *,
    ito: bool = False,
) -> Expr:
    """The right-hand side of the Fokker-Planck equation, d_t p = -sum_k d_k J_k = L* p.

    With the drift A_k = -gamma dF/dq_k and constant scalar D this is Vanchurin (3.1). L* is the
    formal adjoint of `generator`: p L f - f L* p is a total divergence.

    Args, Raises:
        As `probability_current`.
    """
    current = probability_current(p, drift, diffusion, coords, ito=ito)
    return -Add(*(j.diff(q) for j, q in zip(current, coords, strict=True)))


def generator(
    f: Expr,
    drift: Sequence[Expr],
    diffusion: Expr | MatrixBase,
    coords: Sequence[Symbol],
    *,
    ito: bool = False,
) -> Expr:
    """The generator applied to an observable, d<f>/dt = <L f>.

    Formula: L f = sum_k A_k d_k f + sum_jk d_j (D_jk d_k f) (Fick), or D_jk d_j d_k f (`ito`).

    Args, Raises:
        As `probability_current`, with an observable `f` instead of the density.
    """
    rows = _matrix(drift, diffusion, coords)
    terms = [a * f.diff(q) for a, q in zip(drift, coords, strict=True)]
    for k, q_k in enumerate(coords):
        for j, q_j in enumerate(coords):
            flux = rows[k][j] * f.diff(q_k)
            terms.append(rows[k][j] * f.diff(q_k, q_j) if ito else flux.diff(q_j))
    return Add(*terms)


def _matrix(
    drift: Sequence[Expr], diffusion: Expr | MatrixBase, coords: Sequence[Symbol]
) -> list[list[Expr]]:
    """The diffusion as rows, after checking all shapes."""
    check_coords(coords)
    size = len(coords)
    if len(drift) != size:
        raise ValueError(
            f"`drift` must have {size} components, one per coordinate, but had {len(drift)}"
        )
    if not isinstance(diffusion, MatrixBase):
        zero = 0 * diffusion
        return [[diffusion if j == k else zero for j in range(size)] for k in range(size)]
    if diffusion.shape != (size, size):
        raise ValueError(f"`diffusion` must be {size} x {size}, but had shape {diffusion.shape}")
    if not diffusion.is_symmetric(simplify=False):
        raise ValueError("`diffusion` must be symmetric, but was not")
    return [list(diffusion.row(k)) for k in range(size)]
