"""What the numbers of a point of a domain stand for, in physical words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    from proofs.checker.domain import Integer, Real

_FEW = 6  # entries of an array that are all written out


@dataclass(frozen=True)
class Expansion:
    """What an array of coefficients c stands for: ``name = start + factor * sum_k c_k basis_k``.

    names : LaTeX of the fields, one, or one for each entry of the leading axis.
    basis : LaTeX of the basis functions, in the order of the remaining axes, flattened.
    divisors : numbers that divide the terms, all 1 unless given.
    start : LaTeX of what the sum is added to, for each name; "" for nothing.

    Raises ValueError for as many divisors or starts as fit neither.

    >>> wave = Expansion(("V",), (r"\\cos q", r"\\sin q"), 0.5)
    >>> wave.words([1, -2])
    ['$V = 0.5\\\\,(\\\\cos q - 2 \\\\sin q)$']
    """

    names: tuple[str, ...]
    basis: tuple[str, ...]
    factor: float = 1.0
    divisors: tuple[int, ...] = ()
    start: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse lists of unequal length."""
        for what, given, wanted in (
            ("divisors", self.divisors, self.basis),
            ("start", self.start, self.names),
        ):
            if given and len(given) != len(wanted):
                raise ValueError(
                    f"`{what}` of an expansion must have {len(wanted)} entries, "
                    f"but has {len(given)}"
                )

    def words(self, coefficients: ArrayLike) -> list[str]:
        """One formula in dollars for each name.

        Raises ValueError where the coefficients do not fit names and basis.
        """
        array = np.asarray(coefficients, dtype=float)
        if array.size != len(self.names) * len(self.basis):
            raise ValueError(
                f"coefficients of {', '.join(self.names)} must be "
                f"{len(self.names) * len(self.basis)}, but are {array.size}"
            )
        starts = self.start or ("",) * len(self.names)
        rows = array.reshape(len(self.names), len(self.basis))
        return [
            f"${name} = {self._sum(start, row)}$"
            for name, start, row in zip(self.names, starts, rows, strict=True)
        ]

    def _sum(self, start: str, row: NDArray[np.float64]) -> str:
        divisors = self.divisors or (1,) * len(self.basis)
        terms = [
            _term(value, basis, divisor)
            for value, basis, divisor in zip(row, self.basis, divisors, strict=True)
            if value
        ]
        if not terms:
            return start or "0"
        first = terms[0].removeprefix("+ ").replace("- ", "-", 1)
        total = " ".join([first, *terms[1:]])
        if self.factor != 1:
            single = len(terms) == 1
            total = self._single(row, divisors) if single else rf"{self.factor:g}\,({total})"
        if not start:
            return total
        return f"{start} - {total[1:]}" if total.startswith("-") else f"{start} + {total}"

    def _single(self, row: NDArray[np.float64], divisors: Sequence[int]) -> str:
        k = int(np.flatnonzero(row)[0])
        return f"{self.factor * row[k] / divisors[k]:.3g}" + rf"\,{self.basis[k]}"


def _term(value: float, basis: str, divisor: int) -> str:
    sign = "-" if value < 0 else "+"
    number = Fraction(abs(value)).limit_denominator(1000) / divisor
    if number == 1:
        return f"{sign} {basis}"
    if number.denominator == 1:
        return f"{sign} {number.numerator} {basis}"
    if abs(value) == int(abs(value)):
        return rf"{sign} \tfrac{{{number.numerator}}}{{{number.denominator}}} {basis}"
    return rf"{sign} {float(number):.3g}\,{basis}"


def in_words(parameters: Sequence[Real | Integer], point: Mapping[str, Any]) -> str:
    r"""A point of a domain as one text: fields as formulas, equal numbers together.

    point : name -> number or array, without a leading axis of samples.

    >>> from proofs.checker.domain import Real
    >>> in_words([Real("D", 0, 1), Real("gamma", 0, 1), Real("v", 0, 1, (2,))],
    ...          {"D": 1.0, "gamma": 1.0, "v": [0.5, 0.0]})
    '$D = \\gamma = 1$, $v = (0.5, 0)$'
    """
    fields: list[str] = []
    equal: dict[str, list[str]] = {}
    rest: list[str] = []
    for parameter in parameters:
        value = np.asarray(point[parameter.name], dtype=float)
        if parameter.stands is not None:
            fields += parameter.stands.words(value)
        elif value.ndim == 0 and not parameter.meaning and _is_letter(parameter.name):
            equal.setdefault(f"{float(value):.6g}", []).append(_latex(parameter.name))
        else:
            rest.append(_listed(parameter, value))
    numbers = [f"${' = '.join(names)} = {value}$" for value, names in equal.items()]
    return ", ".join([*_gathered(fields), *numbers, *rest])


def _gathered(fields: Sequence[str]) -> list[str]:
    """Fields that vanish after those that do not, and in one equation."""
    zero = [field[1:-5] for field in fields if field.endswith(" = 0$")]
    rest = [field for field in fields if not field.endswith(" = 0$")]
    return [*rest, f"${' = '.join(zero)} = 0$"] if zero else rest


def _listed(parameter: Real | Integer, value: NDArray[np.float64]) -> str:
    letter = _is_letter(parameter.name)
    name = f"${_latex(parameter.name)}$" if letter else parameter.name.replace("_", " ")
    places = "" if value.size <= _FEW or not value.any() else _nonzero(value)
    if places:
        shown = f"{name} zero but {places}"
    elif letter:
        shown = f"{name[:-1]} = {_entries(value)}$"
    else:
        shown = f"{name} = {_entries(value)}"
    return shown + (f" ({parameter.meaning})" if parameter.meaning else "")


def _entries(value: NDArray[np.float64]) -> str:
    if value.ndim and not value.any():
        return "0"
    if value.size == 1:
        return f"{value.item():.6g}"
    if value.ndim == 1:
        return "(" + ", ".join(_entries(entry) for entry in value) + ")"
    return "(" + "; ".join(", ".join(f"{x:.6g}" for x in row.flat) for row in value) + ")"


def _nonzero(value: NDArray[np.float64]) -> str:
    """Entries that are not zero with their places, counted from 1; empty for more than a few."""
    found = np.argwhere(value)
    if len(found) > _FEW // 2:
        return ""
    return ", ".join(
        f"{float(value[tuple(at)]):.6g} at ({', '.join(str(k + 1) for k in at)})" for at in found
    )


def _is_letter(name: str) -> bool:
    """Whether a name is a letter with indices rather than a word."""
    return _latex(name).startswith("\\") or len(name.split("_")[0]) == 1


def _latex(name: str) -> str:
    import sympy as sp

    return str(sp.latex(sp.Symbol(name)))
