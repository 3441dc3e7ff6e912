"""Stages that are computed on request: symmetries, Petrov type, invariants, field equations."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import sympy

from proofs.checker.errors import UsageError
from proofs.user_metric.file import MetricFile
from proofs.user_metric.found import Answer, Found, Row, Section
from proofs.user_metric.sections import expression_row, ordered, section_of
from qmgr_sym.geometry.calculus import metric_tensor
from qmgr_sym.geometry.charts import transform
from qmgr_sym.geometry.metric import Metric


def killing(file: MetricFile, metric: Metric) -> Section:
    """Killing vectors, and whether these are all."""
    from qmgr_sym.geometry.frames.killing import killing_vectors

    found = killing_vectors(metric)
    rows = tuple(
        _vector(f"xi{k}", rf"\xi_{{{k}}}", vector, metric)
        for k, vector in enumerate(found.vectors, 1)
    )
    if found.complete:
        note = f"{len(rows)}, and there are no more"
    elif found.most is None:
        note = f"{len(rows)} found; how many there are is not known"
    else:
        note = f"{len(rows)} found; there are at most {found.most}"
    return Section("Killing vectors", note, rows)


def _vector(name: str, drawn: str, vector: tuple[sympy.Expr, ...], metric: Metric) -> Row:
    """A vector as c1 d_x + c2 d_y."""
    basis = [sympy.Symbol(f"d_{x}", commutative=True) for x in metric.coordinates]
    total = sympy.Add(*(c * b for c, b in zip(vector, basis, strict=True)))
    letters = {
        b: rf"\partial_{{{sympy.latex(x)}}}" for b, x in zip(basis, metric.coordinates, strict=True)
    }
    return Row(name, drawn, str(total), str(sympy.latex(total, symbol_names=letters)))


def petrov(file: MetricFile, metric: Metric) -> tuple[Answer, ...]:
    """The Petrov type."""
    from qmgr_sym.geometry.frames.petrov import petrov_type

    try:
        kind = petrov_type(metric)
    except ValueError as error:
        raise UsageError(f"for its Petrov type, {error}") from error
    return (Answer("Petrov type", kind, "at generic points"),)


def invariants(file: MetricFile, metric: Metric) -> Section:
    """The invariants of Carminati and McLenaghan."""
    from qmgr_sym.geometry.frames.invariants import carminati_mclenaghan

    try:
        found = carminati_mclenaghan(metric)
    except ValueError as error:
        raise UsageError(f"for its invariants, {error}") from error
    rows = tuple(expression_row(name, _drawn(name), value) for name, value in found.items())
    return Section("Curvature invariants", "of Carminati and McLenaghan", rows)


def _drawn(name: str) -> str:
    return name if len(name) == 1 else f"{name[0]}_{{{name[1:]}}}"


def transformed(file: MetricFile, metric: Metric) -> Section:
    """The metric in the coordinates of the section [transform]."""
    if file.transform is None:
        raise UsageError("file must have a section transform, but has none")
    try:
        new = transform(metric, file.transform.coordinates, file.transform.old)
    except ValueError as error:
        raise UsageError(f"transform: {error}") from error
    names = ", ".join(s.name for s in file.transform.coordinates)
    tensor = metric_tensor(new)
    return section_of("Metric in " + names, "g", tensor, {}, ordered(tensor), latex=True)


def equations(file: MetricFile, metric: Metric) -> Section:
    """The conditions of Einstein's equations on the functions of the file, and their solution."""
    from qmgr_sym.geometry.field_equations import field_equations, solved

    given = file.equations
    lam = sympy.S.Zero if given is None else given.cosmological
    matter = {} if given is None else given.matter
    unknown = file.functions if given is None else given.unknown
    system = field_equations(metric, lam, matter)
    rows = [
        expression_row(f"condition {k}: 0", "0", condition)
        for k, condition in enumerate(system.conditions, 1)
    ]
    if not rows:
        return Section("Field equations", "satisfied", ())
    found = solved(system, unknown)
    rows += [
        expression_row(str(function), str(sympy.latex(function)), value)
        for function, value in found.functions.items()
    ]
    rows += [
        expression_row(f"left {k}: 0", "0", condition) for k, condition in enumerate(found.left, 1)
    ]
    if not found.functions:
        note = "no function could be solved for"
    elif not found.checked:
        note = "the solution below did not pass its check by substitution: take it as a guess"
    elif found.left:
        note = "solved in part; checked by substitution up to the conditions that are left"
    else:
        note = "solved, and checked by substitution; C1, C2, ... are constants"
    return Section("Field equations", note, tuple(rows))


FURTHER: Mapping[str, Callable[[MetricFile, Metric], Found]] = {
    "killing": killing, "petrov": petrov, "invariants": invariants, "transform": transformed,
    "equations": equations,
}  # fmt: skip
