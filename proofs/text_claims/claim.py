"""A text claim as the judge takes it: printed and corrected form, two ready-made arms."""

from __future__ import annotations

from functools import partial
from typing import Any

import sympy as sp

from proofs.checker.claim import Amended, Claim, Kind, Source
from proofs.checker.obligations import Ranges
from proofs.text.latex import latex_of
from proofs.text_claims.entry import Entry
from proofs.text_claims.exact.arm import exact_arm
from proofs.text_claims.forms import links_of, names_of, symbol_of
from proofs.text_claims.numeric.arm import numeric_arm

MUTANTS = 24
"""Wrong forms that are tried of a text claim."""
MUTANT_LIMIT = 1.0
"""Seconds for one of them in one arm."""


def claim_of(entry: Entry) -> Claim:
    """The claim; raises UsageError, with the text, line and column, for what cannot be read."""
    names = names_of(entry, "printed")
    links = links_of(entry, "printed")
    amended = None
    if entry.corrected:
        links_of(entry, "corrected")
        amended = Amended(
            latex_of(entry.corrected),
            partial(links_of, entry, "corrected"),
            entry.note or entry.reported,
        )
    kind: Kind = "approximation" if entry.order is not None else "result"
    assert links
    return Claim(
        key=entry.key,
        source=Source(entry.document, entry.section, entry.equation or entry.key.split(":")[1]),
        kind=kind,
        title=entry.title,
        latex=entry.latex or latex_of(entry.printed),
        printed=partial(links_of, entry, "printed"),
        exact=exact_arm(ranges_of(entry)),
        numeric=numeric_arm(entry, names.symbols, names.functions),
        scope=scope_of(entry),
        amended=amended,
        expected=entry.expected,
        mutants=MUTANTS,
        mutant_limit=MUTANT_LIMIT,
    )


def ranges_of(entry: Entry) -> Ranges:
    """The stated ranges of the real and integer symbols."""
    found: dict[Any, tuple[Any, Any]] = {}
    for word, variable in entry.variables.items():
        if variable.stated and variable.sort not in ("bound", "complex") and word != entry.small:
            symbol = symbol_of(word, variable)
            found[symbol] = (sp.Rational(variable.low), sp.Rational(variable.high))
    return found


def scope_of(entry: Entry) -> str:
    """The ranges in words."""
    stated = {w: v for w, v in entry.variables.items() if v.stated and w != entry.small}
    return "; ".join(f"{w} in {_short(v.low)}..{_short(v.high)}" for w, v in stated.items())


def _short(number: Any) -> str:
    return f"{float(number):g}"
