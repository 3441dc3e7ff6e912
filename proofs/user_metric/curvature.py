"""Curvature of a user's metric stage by stage, as sections to print."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from proofs.checker.errors import UsageError
from proofs.user_metric.file import MetricFile
from proofs.user_metric.found import USUAL, Answer, Code, Found, Section, Wanted
from proofs.user_metric.kind import kinds
from proofs.user_metric.sections import (
    curvature_like,
    name_of,
    ordered,
    row,
    section_of,
)
from qmgr_sym.geometry.metric import Metric
from qmgr_sym.geometry.tensor import Index, Tensor

TITLES = {
    "metric": "metric", "christoffel": "Christoffel symbols", "ricci": "Ricci tensor",
    "scalar": "Ricci scalar", "einstein": "Einstein tensor", "kretschmann": "Kretschmann scalar",
    "kind": "kind of metric", "geodesic": "geodesic", "inverse": "inverse metric",
    "riemann": "Riemann tensor", "weyl": "Weyl tensor", "killing": "Killing vectors",
    "petrov": "Petrov type", "invariants": "curvature invariants",
    "transform": "metric in other coordinates", "equations": "field equations",
}  # fmt: skip
LETTERS = {"metric": "g", "inverse": "g", "christoffel": "Gamma", "riemann": "R", "ricci": "R",
           "scalar": "R", "einstein": "G", "weyl": "C", "kretschmann": "K"}  # fmt: skip


class Work:
    """The metric of a file and everything that is computed of it."""

    def __init__(self, file: MetricFile, latex: bool = False) -> None:
        """Start with nothing computed; with `latex`, rows hold LaTeX too."""
        self.file = file
        self.latex = latex

    @property
    def metric(self) -> Metric:
        """The metric; UsageError where it is degenerate or defined nowhere."""
        return _metric(self.file)

    def tensor(self, stage: str) -> Tensor:
        """The tensor of a stage."""
        g = self.metric
        made: dict[str, Callable[[], Tensor]] = {
            "metric": lambda: _given(g), "inverse": lambda: g.inverse_tensor(),
            "christoffel": g.christoffel, "riemann": g.riemann, "ricci": g.ricci,
            "scalar": g.scalar_lazy, "einstein": g.einstein, "weyl": g.weyl,
            "kretschmann": g.kretschmann_lazy,
        }  # fmt: skip
        return made[stage]()

    def section(self, stage: str) -> Section:
        """The section of a tensor."""
        tensor, letters = self.tensor(stage), self.file.definitions
        title = TITLES[stage][0].upper() + TITLES[stage][1:]
        if stage in ("riemann", "weyl"):
            tensor = self.metric.riemann("dddd") if stage == "riemann" else tensor
            places = curvature_like(tensor)
        elif tensor.rank == 0:
            name = (LETTERS[stage], LETTERS[stage])
            return Section(title, "", (row(tensor, (), name, letters, self.latex),))
        else:
            places = ordered(tensor, upper=1 if stage == "christoffel" else 0)
        return section_of(title, LETTERS[stage], tensor, letters, places, self.latex)


@cache
def _metric(file: MetricFile) -> Metric:
    try:
        return Metric(file.components, file.coordinates, file.name, file.domain)
    except (ValueError, ZeroDivisionError) as error:
        raise UsageError(str(error)) from error


def _given(metric: Metric) -> Tensor:
    n = range(metric.dimension)
    cells: dict[Index, Any] = {(i, j): metric[i, j] for i in n for j in n if metric[i, j] != 0}
    return Tensor("dd", metric.coordinates, "g", cells)


def stages(file: MetricFile, wanted: Wanted) -> Iterator[tuple[str, Callable[[], Found]]]:
    """What is wanted, each by its name and the work that gives it.

    The work raises UsageError for a metric that is degenerate or defined nowhere, and for a
    geodesic that cannot be followed.
    """
    work = Work(file, wanted.latex)
    if wanted.component is not None:
        yield wanted.component, lambda: one_component(work, str(wanted.component))
        return
    chosen = wanted.only or tuple(s for s in USUAL if s != "geodesic" or file.geodesic is not None)
    if not wanted.only:
        chosen += tuple(s for s in ("transform", "equations") if getattr(file, s) is not None)
    for stage in chosen:
        yield TITLES[stage], lambda stage=stage: found(work, stage)  # type: ignore[misc]
        if wanted.code is not None and stage in LETTERS:
            yield TITLES[stage], lambda stage=stage: _code(work, stage, wanted)  # type: ignore[misc]


def found(work: Work, stage: str) -> Found:
    """The result of one stage."""
    if stage in LETTERS:
        section = work.section(stage)
        if stage == "metric" and work.file.definitions:
            words = [f"{name} = {expr}" for name, expr in work.file.definitions.items()]
            return Section(section.title, f"with {', '.join(words)}", section.rows)
        return section
    if stage == "kind":
        return kinds(work.metric) + _doubts(work.metric)
    if stage == "geodesic":
        from proofs.user_metric.trajectory import followed

        return followed(work.file)
    from proofs.user_metric.further import FURTHER

    return FURTHER[stage](work.file, work.metric)


def _doubts(metric: Metric) -> tuple[Answer, ...]:
    """What was taken for different from 0."""
    doubts = metric.assumed_nonzero()
    if not doubts:
        return ()
    shown = ", ".join("a long expression" if d == 1 else str(d)[:200] for d in doubts[:3])
    return (Answer("all shown", "no", f"taken to be different from 0: {shown}"),)


def one_component(work: Work, text: str) -> Section:
    """The component that has this name, in full."""
    wanted = "".join(text.split())
    for stage, letter in LETTERS.items():
        if not wanted.startswith(letter) or wanted[len(letter) : len(letter) + 1] not in (
            "",
            "_",
            "^",
        ):
            continue
        pattern = _pattern(wanted[len(letter) :], work.file)
        if pattern is None:
            continue
        variance, index = pattern
        tensor = _of_variance(work, stage, letter, variance)
        if tensor is not None:
            name = name_of(letter, tensor, index) if index else (letter, letter)
            return Section(
                f"Component of the {TITLES[stage]}", "", (row(tensor, index, name, {}, work.latex),)
            )
    example = f"Gamma^{work.file.coordinates[0]}_{{{work.file.coordinates[1]} "
    raise UsageError(
        f"component must be one of g, Gamma, R, G, C with its indices, or R, K, such as "
        f"{example}{work.file.coordinates[1]}}}, but is {text[:60]}"
    )


def _pattern(text: str, file: MetricFile) -> tuple[str, tuple[int, ...]] | None:
    """Variance and index of "^{t}_{rr}": names of coordinates, longest first, without spaces."""
    names = sorted(((s.name, i) for i, s in enumerate(file.coordinates)), key=lambda p: -len(p[0]))
    variance, index, kind = "", [], ""
    while text:
        if text[0] in "^_":
            kind, text = ("u" if text[0] == "^" else "d"), text[1:]
        elif text[0] in "{},":
            text = text[1:]
        else:
            match = next(((n, i) for n, i in names if text.startswith(n)), None)
            if match is None or not kind:
                return None
            variance, text = variance + kind, text[len(match[0]) :]
            index.append(match[1])
    return variance, tuple(index)


def _of_variance(work: Work, stage: str, letter: str, variance: str) -> Tensor | None:
    """The tensor with its indices where the name has them; None where the stage is another."""
    g, rank = work.metric, len(variance)
    if stage == "metric" and variance == "uu":
        return work.tensor("inverse")
    if stage in ("metric", "christoffel"):
        return (
            work.tensor(stage)
            if variance == {"metric": "dd", "christoffel": "udd"}[stage]
            else None
        )
    if stage in ("scalar", "kretschmann"):
        return work.tensor(stage) if rank == 0 else None
    if stage in ("riemann", "weyl"):
        return (g.riemann if stage == "riemann" else g.weyl)(variance) if rank == 4 else None
    if stage in ("ricci", "einstein"):
        return (g.ricci if stage == "ricci" else g.einstein)(variance) if rank == 2 else None
    return None


def _code(work: Work, stage: str, wanted: Wanted) -> Code:
    """The section's results as LaTeX, or as a NumPy function of coordinates and parameters."""
    section, file = work.section(stage), work.file
    title = section.title
    if wanted.code == "latex":
        lines = [rf"{line.name_latex} &= {line.latex} \\" for line in section.rows]
        return Code(title, "\n".join([r"\begin{align*}", *lines, r"\end{align*}"]))
    from qmgr_sym.geometry.numpy_code import numpy_function

    return Code(title, numpy_function(stage, work.tensor(stage), file.parameters))
