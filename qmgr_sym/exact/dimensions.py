"""Dimensional analysis as exact linear algebra."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flint import fmpq, fmpq_mat
from sympy import Basic, Rational, Symbol
from sympy.core.function import AppliedUndef

from qmgr_sym.exact._dimension_rules import Constraint, Rules

Exponents = tuple[Rational, ...]


@dataclass(frozen=True)
class DimensionReport:
    """The outcome of `dimension_system`.

    Attributes:
        consistent: whether a dimension can be assigned to every symbol.
        exponents: pairs (name, exponents of the base dimensions), sorted by name, of all symbols
            and unknown functions whose dimension is determined. Empty if not consistent.
        free: names whose dimension is not determined by the equations.
        clash: if not consistent, a minimal list of constraints that cannot hold together, as
            (number of the equation, reason); without any one of them the others can.
        mismatch: the dimension that the clash forces to be a pure number though it is not, as
            exponents of the base dimensions.
    """

    consistent: bool
    exponents: tuple[tuple[str, Exponents], ...] = ()
    free: tuple[str, ...] = ()
    clash: tuple[tuple[int, str], ...] = ()
    mismatch: Exponents = ()


def dimension_system(
    equations: Sequence[Basic],
    known: Mapping[Basic, Sequence[Rational]],
    bases: Sequence[str],
    *,
    log_arguments: bool = True,
) -> DimensionReport:
    """Find dimensions for all symbols of a system of equations, or why there are none.

    Rules: addends and both sides of an equation have equal dimensions; a derivative divides, an
    integral multiplies by the variable's; arguments of exp, log, sin, ... and exponents that are
    not rational numbers are pure numbers; numbers, pi and i are pure numbers, and 0 has every
    dimension. All of it is linear in the exponents and solved exactly over Q.

    Args:
        equations: equations, inequalities or expressions; unevaluated derivatives are welcome.
        known: exponents of the base dimensions for symbols and unknown functions; functions are
            given as `Function("p")` or applied, as p(q, t).
        bases: names of the base dimensions, in the order of the exponents.
        log_arguments: whether the argument of a logarithm must be a pure number. False reads
            log p as defined up to an additive constant, as is common for densities.

    Raises:
        ValueError: `known` has a vector of the wrong length, or an expression is met for which
            there is no rule.

    Examples:
        >>> from sympy import Eq, symbols
        >>> E, m, c = symbols("E m c")
        >>> report = dimension_system([Eq(E, m * c**2)], {m: (1, 0), c: (0, 1)}, ("M", "V"))
        >>> report.exponents[0]
        ('E', (1, 2))
    """
    fixed = _known(known, len(bases))
    rules = Rules(log_arguments)
    for number, equation in enumerate(equations):
        rules.read(number, equation)
    seen = {atom for c in rules.constraints for atom, _ in (*c.left, *c.right)}
    for equation in equations:
        seen |= equation.atoms(Symbol) | {node.func for node in equation.atoms(AppliedUndef)}
    unknown = sorted((atom for atom in seen if atom not in fixed), key=_name)
    rows = [_row(c, unknown, fixed, len(bases)) for c in rules.constraints]
    if not _solvable(rows, len(unknown)):
        return _clash(rules.constraints, rows, len(unknown))
    exponents = [(_name(atom), fixed[atom]) for atom in seen if atom in fixed]
    free = []
    for k, solution in enumerate(_solve(rows, len(unknown), len(bases))):
        name = _name(unknown[k])
        if solution is None:
            free.append(name)
        else:
            exponents.append((name, solution))
    return DimensionReport(True, tuple(sorted(exponents, key=lambda e: e[0])), tuple(free))


def _known(known: Mapping[Basic, Sequence[Rational]], size: int) -> dict[Basic, Exponents]:
    fixed = {}
    for atom, vector in known.items():
        if len(vector) != size:
            raise ValueError(
                f"the dimension of {atom} must have {size} exponents, one per base dimension, "
                f"but had {len(vector)}"
            )
        key = atom.func if isinstance(atom, AppliedUndef) else atom
        fixed[key] = tuple(Rational(e) for e in vector)
    return fixed


def _name(atom: Basic) -> str:
    return str(getattr(atom, "name", None) or atom)


def _row(
    constraint: Constraint, unknown: list[Basic], fixed: dict[Basic, Exponents], size: int
) -> list[fmpq]:
    """Coefficients of the unknown dimensions, then minus what the known ones contribute."""
    position = {atom: k for k, atom in enumerate(unknown)}
    row = [fmpq(0)] * (len(unknown) + size)
    for side, sign in ((constraint.left, 1), (constraint.right, -1)):
        for atom, power in side:
            value = fmpq(int(power.p), int(power.q)) * sign
            if atom in position:
                row[position[atom]] += value
                continue
            for k, exponent in enumerate(fixed[atom]):
                row[len(unknown) + k] -= value * fmpq(int(exponent.p), int(exponent.q))
    return row


def _reduced(rows: list[list[fmpq]]) -> list[list[fmpq]]:
    """The nonzero rows of the reduced echelon form."""
    if not rows:
        return []
    echelon, rank = fmpq_mat(rows).rref()
    return [list(row) for row in echelon.tolist()[:rank]]


def _solvable(rows: list[list[fmpq]], unknowns: int) -> bool:
    return all(any(c != 0 for c in row[:unknowns]) for row in _reduced(rows))


def _solve(rows: list[list[fmpq]], unknowns: int, size: int) -> list[Exponents | None]:
    """The determined unknowns of a solvable system, None for the others."""
    result: list[Exponents | None] = [None] * unknowns
    for row in _reduced(rows):
        used = [k for k in range(unknowns) if row[k] != 0]
        if len(used) == 1:
            values = row[unknowns : unknowns + size]
            result[used[0]] = tuple(Rational(int(v.p), int(v.q)) for v in values)
    return result


def _clash(constraints: list[Constraint], rows: list[list[fmpq]], unknowns: int) -> DimensionReport:
    """Drop every constraint that is not needed for the contradiction."""
    kept = list(range(len(rows)))
    for k in range(len(rows)):
        fewer = [j for j in kept if j != k]
        if not _solvable([rows[j] for j in fewer], unknowns):
            kept = fewer
    for row in _reduced([rows[j] for j in kept]):
        if all(c == 0 for c in row[:unknowns]):
            mismatch = tuple(Rational(int(v.p), int(v.q)) for v in row[unknowns:])
    clash = tuple((constraints[j].equation, constraints[j].reason) for j in kept)
    return DimensionReport(False, clash=clash, mismatch=mismatch)
