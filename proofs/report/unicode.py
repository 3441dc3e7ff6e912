"""LaTeX formulas and text fields as Unicode, for a terminal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from proofs.report.commands import BIG_OPERATORS, FUNCTIONS, SPACES
from proofs.report.formula import ROW
from proofs.report.letter.difference import Piece, pieces_of
from proofs.report.letters import MATH
from proofs.report.text import pieces

_SYMBOLS = {latex: char for char, latex in reversed(MATH.items()) if latex[0] == "\\"} | {
    r"\le": "≤", r"\ge": "≥", r"\leqslant": "≤", r"\geqslant": "≥", r"\ne": "≠",
    r"\rightarrow": "→", r"\implies": "⟹", r"\Longrightarrow": "⟹", r"\Longleftarrow": "⟸",
    r"\Longleftrightarrow": "⟺", r"\iff": "⟺", r"\longrightarrow": "⟶", r"\gets": "←",
    r"\land": "∧", r"\lor": "∨", r"\lnot": "¬", r"\setminus": "∖", r"\subseteq": "⊆",
    r"\ldots": "…", r"\cdots": "⋯", r"\dots": "…", r"\vdots": "⋮", r"\mid": "|", r"\vert": "|",
    r"\Vert": "‖", r"\lvert": "|", r"\rvert": "|", r"\lVert": "‖", r"\rVert": "‖",
    r"\lbrace": "{", r"\rbrace": "}", r"\{": "{", r"\}": "}", r"\lfloor": "⌊", r"\rfloor": "⌋",
    r"\lceil": "⌈", r"\rceil": "⌉", r"\gtrless": "≷", r"\lessgtr": "≶", r"\prime": "′",
    r"\iint": "∬", r"\coprod": "∐", r"\bigotimes": "⨂", r"\bigoplus": "⨁", r"\star": "⋆",
    r"\bullet": "•", r"\lesssim": "≲", r"\gtrsim": "≳", r"\top": "⊤", r"\bot": "⊥",
    r"\backslash": "\\", r"\relax": "", r"\%": "%", r"\&": "&", r"\#": "#", r"\_": "_", r"\$": "$",
    "-": "−", r"\varnothing": "∅", r"\leadsto": "⇝", r"\colon": ":", r"\doteq": "≐", r"\ni": "∋",
}  # fmt: skip
_UP = dict(zip("0123456789+−=()nijkTabcdeghlmoprstuvwxyzNKMDV′†*",
               "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱʲᵏᵀᵃᵇᶜᵈᵉᵍʰˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴺᴷᴹᴰⱽ′†*", strict=True))  # fmt: skip
_DOWN = dict(zip("0123456789+−=()aehijklmnoprstuvxβγρφχ",
                 "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True))  # fmt: skip
_ACCENTS = {
    r"\hat": "\u0302", r"\widehat": "\u0302", r"\tilde": "\u0303", r"\widetilde": "\u0303",
    r"\bar": "\u0304", r"\overline": "\u0305", r"\dot": "\u0307", r"\ddot": "\u0308",
    r"\vec": "\u20d7",
}  # fmt: skip
_PLAIN = frozenset((r"\mathrm", r"\mathbf", r"\mathit", r"\mathsf", r"\mathcal", r"\mathfrak",
                    r"\boldsymbol", r"\mathbin", r"\mathrel", r"\mathop", r"\mathord", r"\boxed",
                    r"\substack", r"\underline", r"\changed", r"\underbrace",
                    r"\overbrace"))  # fmt: skip
_HIDDEN = frozenset((r"\phantom", r"\hphantom", r"\vphantom"))
_BINARY = frozenset("+−±∓×·⊗⊕∪∩∧∨∖∗")
_RELATION = frozenset("=≡≈≤≥≠<>∼≃≅≪≫∝→⟶⇒⇔⟹⟸⟺↦∈∉⊂⊆≷≲≳≐⇐←")
_FEW = 3  # letters that a bar is drawn over
_WIDE = {r"\quad": "  ", r"\qquad": "    "}
_VULGAR = {("1", "2"): "½", ("1", "4"): "¼", ("3", "4"): "¾", ("1", "3"): "⅓", ("1", "8"): "⅛"}
_DIFFERENTIAL = re.compile(r"(?:^|[^\w])[dΔδ∂][⁰¹²³⁴⁵⁶⁷⁸⁹ᴷᴺ]?$")
_NUMBER = re.compile(r"(?:^|[^\w])[0-9]+$")
_BRACKETS = re.compile(r"[⟨(\[{][^⟨⟩()\[\]{}]*[⟩)\]}]|\|[^|]*\|")


def formula_to_text(latex: str) -> str:
    r"""A formula in Unicode, one line for each of its rows; its source where it is no formula.

    Fields stand without the arguments that SymPy prints behind them.

    >>> formula_to_text(r"\frac{\partial p}{\partial t} = D \nabla^2 p{\left(q_{1},t \right)}")
    '∂p/∂t = D∇² p'
    """
    found = pieces_of(latex)
    return latex if found is None else _rows(found)


def text_to_text(text: str) -> str:
    r"""A text field in Unicode.

    >>> text_to_text(r"flips $\gamma$")
    'flips γ'
    """
    return "".join(
        formula_to_text(piece.text) if piece.math else piece.text for piece in pieces(text)
    )


def _rows(found: Sequence[Piece]) -> str:
    rows: list[list[Piece]] = [[]]
    for piece in found:
        if piece.parts == (ROW,):
            rows.append([])
        elif piece.parts != ("&",):
            rows[-1].append(piece)
    return "\n".join(line for line in (_line(row) for row in rows) if line)


def _line(found: Sequence[Piece]) -> str:
    out = ""
    nucleus: Piece | None = None
    for piece in found:
        if piece.parts == (ROW,):
            out, nucleus = f"{out.rstrip()}, ", None
            continue
        if nucleus is not None and _is_argument(piece) and not _takes_argument(nucleus):
            continue
        out = _joined(out, _text(piece))
        nucleus = piece
    return re.sub(r" {5,}", "    ", out).strip()


def _joined(before: str, word: str) -> str:
    """`word` behind `before` with the blanks of printed mathematics."""
    if not word:
        return before
    if word in _RELATION:
        return f"{before.rstrip()} {word} "
    if word in _BINARY:
        prefix = (
            not before.strip()
            or before.rstrip()[-1] in "([{,=<>≤≥≡≈⟨|"
            or (before.endswith(" ") and before.rstrip()[-1:] in _RELATION)
        )
        return f"{before}{word}" if prefix and word in "+−±∓" else f"{before.rstrip()} {word} "
    if word in (",", ";", ":"):
        return f"{before.rstrip()}{word} "
    named = re.match("[A-Za-z]{2}", word) is not None
    behind_name = bool(re.search(r"[A-Za-z]{2,}$", before))
    tall = "/" in word[1:] or word.startswith(("√", "∫", "∑", "∏"))
    if word.startswith(("(", "[")) and behind_name:
        return before + word
    if word in (")", "]", "}", "⟩"):
        return before.rstrip() + word
    if _DIFFERENTIAL.search(before) and word[0].isalpha():
        return before + word
    if (
        before
        and not before.endswith((" ", "(", "[", "{", "∂", "⟨", "|"))
        and ((named and before[-1].isalnum()) or behind_name or tall)
    ):
        return f"{before} {word}"
    if before and _ends_term(before) and _starts_term(word):
        return f"{before} {word}"
    return before + word


def _ends_term(text: str) -> bool:
    return not _NUMBER.search(text) and (
        text[-1].isalnum() or unicodedata.category(text[-1]) in ("Mn", "No", "Lm")
    )


def _starts_term(word: str) -> bool:
    return word[0].isalpha()


def _is_argument(piece: Piece) -> bool:
    """Whether it is what SymPy prints behind a field: letters in brackets, as `(q_1, t)`."""
    if piece.parts != ("{", "}") or len(piece.groups[0]) != 1:
        return False
    inside = piece.groups[0][0]
    if inside.parts != (r"\left( ", r" \right)"):
        return False
    letters = [one for one in inside.groups[0] if one.parts != (",",)]
    return bool(letters) and all(re.match(r"\\?[A-Za-z]+", one.parts[0]) for one in letters)


def _takes_argument(nucleus: Piece) -> bool:
    head = re.match(r"\\[A-Za-z]+", nucleus.parts[0])
    return head is not None and (head[0] in FUNCTIONS or head[0] == r"\operatorname")


def _text(piece: Piece) -> str:
    """One piece: its nucleus with what belongs to it, then its scripts."""
    arguments = [_line(group) for group in piece.groups]
    marks = [part[-2:] for part in piece.parts[:-1]]
    first = next((k for k, mark in enumerate(marks) if mark in ("_{", "^{")), len(arguments))
    parts = [*piece.parts[: first + 1]]
    if first < len(arguments):
        parts[-1] = parts[-1][:-2]
    nucleus = _nucleus(parts, arguments[:first], piece.groups[:first])
    big = parts[0] in BIG_OPERATORS
    tail = ""
    for mark, script in zip(marks[first:], arguments[first:], strict=True):
        tail += _script(script, mark[0])
    return f"{nucleus}{tail}" + " " * (big and bool(tail))


def _nucleus(
    parts: Sequence[str], arguments: Sequence[str], groups: Sequence[Sequence[Piece]]
) -> str:
    head = parts[0].rstrip("{ ")
    name = re.match(r"\\[A-Za-z]+\*?", parts[0])
    command = name[0] if name else head
    if command == r"\left":
        return _delimited(parts, arguments)
    if command == r"\begin":
        return _environment(groups[0])
    if len(arguments) == 2:
        if "frac" in command:
            vulgar = _VULGAR.get((arguments[0], arguments[1]))
            return vulgar or f"{_closed(arguments[0])}/{_closed(arguments[1], below=True)}"
        if "binom" in command:
            return f"C({arguments[0]}, {arguments[1]})"
        return f"{arguments[1]}{_script(arguments[0], '^')}"
    if command == r"\sqrt":
        return f"√{_closed(arguments[0], below=True)}"
    if command in _ACCENTS:
        accent = _ACCENTS[command]
        if len(arguments[0]) == 1:
            return arguments[0] + accent
        if command in (r"\overline", r"\bar") and len(arguments[0]) <= _FEW:
            return "".join(char + "\u0305" for char in arguments[0])
        return f"{command[1:]}({arguments[0]})"
    if command in _HIDDEN:
        return ""
    if command == r"\mathbb":
        return _SYMBOLS.get(rf"\mathbb{{{arguments[0]}}}", arguments[0])
    if arguments:
        return arguments[0] if command in _PLAIN or not name else f"{command[1:]} {arguments[0]}"
    return _atom(parts[0], command)


def _atom(token: str, command: str) -> str:
    if token in SPACES:
        return _WIDE.get(token, " ")
    if token in _SYMBOLS:
        return _SYMBOLS[token]
    named = re.fullmatch(r"\\(?:text|operatorname\*?|textrm|mathrm|textit|textbf)\{(.*)\}", token)
    if named:
        text = named[1].replace(" ", "") if "mathrm" in token else named[1]
        return re.sub(r"\\([ _&%#$])", r"\1", text)
    big = re.fullmatch(r"\\[Bb]ig+[lrm]?(.*)", token)
    if big:
        return _SYMBOLS.get(big[1], big[1].lstrip("\\"))
    return command[1:] if command.startswith("\\") and len(command) > 1 else token


def _delimited(parts: Sequence[str], arguments: Sequence[str]) -> str:
    opening = parts[0].removeprefix(r"\left").strip()
    closing = parts[1].strip().removeprefix(r"\right").strip()
    left, right = (_SYMBOLS.get(one, one).replace(".", "") for one in (opening, closing))
    return f"{left}{arguments[0]}{right}"


def _environment(group: Sequence[Piece]) -> str:
    rows: list[list[list[Piece]]] = [[[]]]
    for piece in group:
        if piece.parts == (ROW,):
            rows.append([[]])
        elif piece.parts == ("&",):
            rows[-1].append([])
        elif piece.parts not in ((r"\relax",), (" ",)):
            rows[-1][-1].append(piece)
    return "[" + "; ".join(", ".join(_line(cell) for cell in row) for row in rows) + "]"


def _closed(text: str, *, below: bool = False) -> str:
    """In brackets, unless it is one letter, number or product that binds more than the bar."""
    bare, before = text, ""
    while bare != before:
        bare, before = _BRACKETS.sub("x", bare), bare
    if re.fullmatch(r"[\w.\u0300-\u036f\u20d7′]+", bare) and (not below or len(text) < 3):
        return text
    single = re.fullmatch(r"(∂|d)?\S{1,6}", bare) and not re.search(r"[+−/,±·= ]", bare)
    return text if single else f"({text})"


def _script(text: str, mark: str) -> str:
    table = _UP if mark == "^" else _DOWN
    text = text.replace(" ", "")
    if text and all(char in table for char in text):
        return "".join(table[char] for char in text)
    return f"{mark}{text}" if len(text) == 1 else f"{mark}({text})"
