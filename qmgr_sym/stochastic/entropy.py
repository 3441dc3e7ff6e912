"""The rate of change of the Shannon entropy of a density, with the boundary flux kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sympy import Add, Expr, MatrixBase, Symbol, log

from qmgr_sym.stochastic.fokker_planck import probability_current


@dataclass(frozen=True)
class EntropyRate:
    """d_t(-p log p) = `bulk` + div `flux`."""

    bulk: Expr
    flux: tuple[Expr, ...]


def entropy_rate_by_parts(
    p: Expr,
    drift: Sequence[Expr],
    diffusion: Expr | MatrixBase,
    coords: Sequence[Symbol],
    *,
    ito: bool = False,
) -> EntropyRate:
    """The entropy rate under the Fokker-Planck equation, integrated by parts.

    Formula: with d_t p = -div J, -(log p + 1) d_t p = -sum_k J_k d_k log p + div((log p + 1) J).
    For J_k = A_k p - D d_k p the bulk term is p (D sum_k (d_k log p)^2 - sum_k A_k d_k log p), the
    density of Vanchurin (3.4) at A_k = -gamma d_k F. The flux is what periodic or vanishing
    boundary conditions drop.

    Args, Raises:
        As `qmgr_sym.stochastic.fokker_planck.probability_current`.
    """
    current = probability_current(p, drift, diffusion, coords, ito=ito)
    bulk = -Add(*(j * log(p).diff(q) for j, q in zip(current, coords, strict=True)))
    return EntropyRate(bulk, tuple((log(p) + 1) * j for j in current))
