"""Curvature of a user's metric, as sections to print."""

from __future__ import annotations

from itertools import pairwise

from sympy import Expr

from proofs.checker.errors import UsageError
from proofs.user_metric.file import MetricFile
from proofs.user_metric.kind import kinds
from proofs.user_metric.sections import Answer, Section, entry, row, rows_of
from qmgr_sym.geometry.metric import Metric
from qmgr_sym.geometry.tensor import Tensor

CONVENTIONS = (
    r"Riemann tensor $R^\rho{}_{\sigma\mu\nu} = \partial_\mu \Gamma^\rho_{\nu\sigma} - "
    r"\partial_\nu \Gamma^\rho_{\mu\sigma} + \Gamma^\rho_{\mu\lambda} "
    r"\Gamma^\lambda_{\nu\sigma} - \Gamma^\rho_{\nu\lambda} \Gamma^\lambda_{\mu\sigma}$, "
    r"Ricci tensor $R_{\mu\nu} = R^\lambda{}_{\mu\lambda\nu}$. "
    "Of entries that symmetry makes equal, one is shown."
)


def study(file: MetricFile) -> tuple[tuple[Section, ...], tuple[Answer, ...]]:
    """Metric, Christoffel symbols, Ricci, scalar, Einstein, Kretschmann; and what kind it is.

    Raises UsageError for a degenerate metric, or one that is defined nowhere.
    """
    try:
        metric = Metric(file.components, file.coordinates)
    except (ValueError, ZeroDivisionError) as error:
        raise UsageError(str(error)) from error
    x = file.coordinates
    n = range(len(x))
    given: dict[tuple[int, ...], Expr] = {
        (i, j): metric[i, j] for i in n for j in n if i <= j and metric[i, j] != 0
    }
    sections = (
        Section("Metric", "", rows_of("g", "g", given, x)),
        _section("Christoffel symbols", "Gamma", r"\Gamma", metric.christoffel(), 1),
        _section("Ricci tensor", "R", "R", metric.ricci(), 0),
        Section("Ricci scalar", "", (row("R", "R", metric.scalar()),)),
        _section("Einstein tensor", "G", "G", metric.einstein(), 0),
        Section("Kretschmann scalar", "", (row("K", "K", entry(metric.kretschmann_lazy(), ())),)),
    )
    return sections, kinds(metric)


def _section(title: str, letter: str, drawn: str, entries: Tensor, upper: int) -> Section:
    """The entries whose lower indices are in order; the tensor is symmetric in them."""
    shown: dict[tuple[int, ...], Expr | None] = {
        index: entry(entries, index)
        for index in sorted(entries.cells)
        if all(a <= b for a, b in pairwise(index[upper:]))
    }
    rows = rows_of(letter, drawn, shown, entries.coordinates, upper)
    return Section(title, "" if rows else "all vanish", rows)
