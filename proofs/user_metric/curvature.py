"""Curvature of a user's metric stage by stage, as sections to print."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise

from sympy import Expr

from proofs.checker.errors import UsageError
from proofs.user_metric.file import MetricFile
from proofs.user_metric.kind import kinds
from proofs.user_metric.sections import Answer, Section, entry, row, rows_of
from proofs.user_metric.trajectory import Trajectory, follow
from qmgr_sym.geometry.metric import Metric
from qmgr_sym.geometry.tensor import Tensor

Found = Section | tuple[Answer, ...] | Trajectory

CONVENTIONS = (
    r"Riemann tensor $R^\rho{}_{\sigma\mu\nu} = \partial_\mu \Gamma^\rho_{\nu\sigma} - "
    r"\partial_\nu \Gamma^\rho_{\mu\sigma} + \Gamma^\rho_{\mu\lambda} "
    r"\Gamma^\lambda_{\nu\sigma} - \Gamma^\rho_{\nu\lambda} \Gamma^\lambda_{\mu\sigma}$, "
    r"Ricci tensor $R_{\mu\nu} = R^\lambda{}_{\mu\lambda\nu}$. "
    "Of entries that symmetry makes equal, one is shown."
)


def stages(file: MetricFile) -> Iterator[tuple[str, Callable[[], Found]]]:
    """Metric, Christoffel symbols, Ricci, scalar, Einstein, Kretschmann, what kind it is, geodesic.

    Each by its name and the work that gives it. The work raises UsageError for a metric that is
    degenerate or defined nowhere, and for a geodesic that cannot be followed.
    """
    x = file.coordinates

    @cache
    def metric() -> Metric:
        try:
            return Metric(file.components, x)
        except (ValueError, ZeroDivisionError) as error:
            raise UsageError(str(error)) from error

    def given() -> Section:
        n, g = range(len(x)), metric()
        entries: dict[tuple[int, ...], Expr | None] = {
            (i, j): g[i, j] for i in n for j in n if i <= j and g[i, j] != 0
        }
        return Section("Metric", "", rows_of("g", "g", entries, x))

    def connection() -> Section:
        return _section("Christoffel symbols", "Gamma", r"\Gamma", metric().christoffel(), 1)

    def scalar() -> Section:
        return Section("Ricci scalar", "", (row("R", "R", metric().scalar()),))

    def kretschmann() -> Section:
        value = entry(metric().kretschmann_lazy(), ())
        return Section("Kretschmann scalar", "", (row("K", "K", value),))

    yield "metric", given
    yield "Christoffel symbols", connection
    yield "Ricci tensor", lambda: _section("Ricci tensor", "R", "R", metric().ricci(), 0)
    yield "Ricci scalar", scalar
    yield "Einstein tensor", lambda: _section("Einstein tensor", "G", "G", metric().einstein(), 0)
    yield "Kretschmann scalar", kretschmann
    yield "kind of metric", lambda: kinds(metric())
    if file.geodesic is not None:
        yield "geodesic", lambda: follow(file)


def _section(title: str, letter: str, drawn: str, entries: Tensor, upper: int) -> Section:
    """The entries whose lower indices are in order; the tensor is symmetric in them."""
    shown: dict[tuple[int, ...], Expr | None] = {
        index: entry(entries, index)
        for index in sorted(entries.cells)
        if all(a <= b for a, b in pairwise(index[upper:]))
    }
    rows = rows_of(letter, drawn, shown, entries.coordinates, upper)
    return Section(title, "" if rows else "all vanish", rows)
