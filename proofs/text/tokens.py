"""A text cut into words, numbers and signs, each with its place."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LENGTH = 20_000
DIGITS = 400

_TOKEN = re.compile(
    r"(?P<space>[ \t\r\n]+)"
    r"|(?P<number>(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?)"
    r"|(?P<word>[A-Za-z\u0391-\u03a9\u03b1-\u03c9][A-Za-z0-9\u0391-\u03a9\u03b1-\u03c9]*"
    r"(_[A-Za-z0-9\u0391-\u03a9\u03b1-\u03c9]+)*)"
    r"|(?P<sign>\*\*|<=|>=|!=|==|//|[-+*/^()\[\],=<>])"
)
_GREEK = {
    unicodedata.lookup(f"GREEK SMALL LETTER {name.upper()}"): name.replace("lamda", "lambda")
    for name in (
        *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa"),
        *("lamda", "mu", "nu", "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi"),
        *("chi", "psi", "omega"),
    )
}
_GREEK |= {small.upper(): name.capitalize() for small, name in _GREEK.items()}


class TextError(ValueError):
    """A text that is refused: a phrase "must ..., but ...", and the place where."""

    def __init__(self, phrase: str, at: int | None = None) -> None:
        """`at` counts characters from the beginning of the text."""
        super().__init__(phrase)
        self.at = at


@dataclass(frozen=True)
class Token:
    """`kind` is number, word, sign or end; `at` is the place of its first character."""

    kind: str
    text: str
    at: int


def tokens(text: str) -> list[Token]:
    """The tokens of `text`, and one that marks its end.  A Greek letter is read as its name.

    >>> [token.text for token in tokens("2*λ^2")]
    ['2', '*', 'lambda', '^', '2', '']

    Raises TextError for any other sign, a number of more than 400 digits, and a text of more than
    20,000 characters.
    """
    if len(text) > LENGTH:
        raise TextError(f"must have at most {LENGTH} characters, but has {len(text)}")
    found: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise TextError(
                f"must consist of letters, digits and + - * / ^ ( ) [ ] . , = < >, "
                f"but has {text[at]!a}",
                at,
            )
        kind = str(match.lastgroup)
        if kind == "number":
            _check_number(match[0], text[match.end() : match.end() + 1], at)
        if kind != "space":
            word = match[0]
            found.append(Token(kind, spelled(word) if kind == "word" else word, at))
        at = match.end()
    found.append(Token("end", "", len(text)))
    return found


def spelled(word: str) -> str:
    """`word` with its Greek letters written out.

    >>> spelled("Δ_φ")
    'Delta_phi'
    """
    return "".join(_GREEK.get(letter, letter) for letter in word)


def place(text: str, at: int) -> str:
    """Line and column of a character, both from 1 on.

    >>> place("a\\nbc", 3)
    'line 2, column 2'
    """
    before = text[:at]
    line = before.count("\n") + 1
    return f"line {line}, column {at - (before.rfind(chr(10)) + 1) + 1}"


def _check_number(number: str, next_letter: str, at: int) -> None:
    digits, _, power = number.lower().partition("e")
    if len(digits) > DIGITS or abs(int(power or 0)) > DIGITS:
        raise TextError(
            f"must have numbers of at most {DIGITS} digits, but has a longer or larger one", at
        )
    if next_letter.isalpha() or next_letter in ("_", "."):
        raise TextError(
            "must have a sign between a number and a name, "
            f"but has {number}{ascii(next_letter)[1:-1]}; products need *",
            at,
        )
