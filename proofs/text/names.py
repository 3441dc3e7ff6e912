"""What the words of a formula stand for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sympy import Expr, Symbol

from proofs.checker.errors import UsageError
from proofs.text.functions import BINDERS, CONSTANTS, ELEMENTARY, FUNCTIONS, MATRICES
from proofs.text.tokens import spelled
from proofs.text.tree import Tree

WORD = 30
RESERVED = ("sqrt", *ELEMENTARY, *BINDERS, *MATRICES, "pi", "oo")
"""Words that cannot be declared; `gamma`, `beta`, `zeta`, `e`, `i` and others can."""

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*")

Special = Callable[[tuple[str, ...]], Any]


@dataclass(frozen=True)
class Names:
    """What an expression may mention; a declared word hides a constant of that name.

    ``symbols`` : words and what they stand for.  ``functions`` : unknown functions, each applied to
    its declared arguments; they may be applied to others.  ``definitions`` : abbreviations, read
    anew in each place, so that a bound variable in them is bound there.  ``bound`` : variables of
    integration, summation and differentiation only.  ``specials`` : objects written `word[a, b]` or
    `word(a)` with plain words between the brackets, such as the components of a tensor.
    """

    symbols: Mapping[str, Any]
    functions: Mapping[str, Expr] = field(default_factory=dict)
    definitions: Mapping[str, Tree] = field(default_factory=dict)
    bound: frozenset[str] = frozenset()
    specials: Mapping[str, Special] = field(default_factory=dict)

    def words(self) -> tuple[str, ...]:
        """All that is declared."""
        return (*self.symbols, *self.bound, *self.definitions, *self.functions, *self.specials)

    def outer(self, word: str) -> Any:
        """The symbol of `word` where nothing binds it; None where it is not declared."""
        if word in self.symbols:
            return self.symbols[word]
        return Symbol(word, real=True) if word in self.bound else None


def check_name(text: object, what: str) -> str:
    """`text`, with Greek letters written out, if it can be declared; raises UsageError."""
    word = spelled(text) if isinstance(text, str) else text
    if not isinstance(word, str) or not _WORD.fullmatch(word) or len(word) > WORD:
        reason = f"is {shown(text)}"
    elif word in RESERVED:
        reason = f"is {word}, which has a meaning already"
    else:
        return word
    raise UsageError(f"{what} must be a name of up to {WORD} letters and digits, but {reason}")


def known_words() -> tuple[str, ...]:
    """Functions, operations and constants that need no declaration."""
    return (*FUNCTIONS, *BINDERS, *MATRICES, *CONSTANTS)


def shown(value: object) -> str:
    """`value` as it is quoted in an error: short, and in ASCII."""
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    text = ascii(value)
    return text if len(text) <= 40 else f"{text[:18]}...{text[-18:]}"
