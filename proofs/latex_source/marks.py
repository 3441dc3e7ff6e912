"""LaTeX of a formula cut into marks by pylatexenc: letters, numbers, signs, commands, groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from proofs.text.tokens import TextError


@dataclass(frozen=True)
class Mark:
    """`kind` is letter, number, sign, command, group or environment.

    `text` is the letter, the digits, the sign or the name of the command; `parts` are the marks of
    a group, `arguments` those of the arguments of a command.
    """

    kind: str
    text: str
    at: int
    parts: tuple[Mark, ...] = ()
    arguments: tuple[tuple[Mark, ...], ...] = ()


_ARGUMENTS = {
    "frac": 2, "dfrac": 2, "tfrac": 2, "cfrac": 2, "binom": 2, "sqrt": 1, "mathbf": 1, "hat": 1,
    "tilde": 1, "bar": 1, "vec": 1, "dot": 1, "ddot": 1, "mathcal": 1, "mathrm": 1, "text": 1,
    "boldsymbol": 1, "bm": 1, "overline": 1, "widetilde": 1, "widehat": 1, "mathbb": 1,
    "operatorname": 1, "mathit": 1, "mathsf": 1, "underline": 1, "mbox": 1,
}  # fmt: skip
_SPACES = (" ", ",", ";", ":", "!", "quad", "qquad", "thinspace", "medspace", "displaystyle",
           "textstyle", "limits", "nolimits", "hspace", "nonumber", "notag", "hfill")  # fmt: skip
_SIZES = ("left", "right", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl",
          "biggr", "middle")  # fmt: skip


def marks(latex: str) -> tuple[Mark, ...]:
    """The marks of a formula; spaces and sizes of brackets are dropped.

    Raises TextError, with the place, for LaTeX that does not parse.
    """
    from pylatexenc.latexwalker import LatexWalker, LatexWalkerParseError

    try:
        nodes, *_ = LatexWalker(latex, tolerant_parsing=False).get_latex_nodes()
    except LatexWalkerParseError as error:
        at = getattr(error, "pos", None)
        reason = str(getattr(error, "msg", error)).split("\n")[0]
        raise TextError(f"must be LaTeX that parses, but does not: {reason}", at) from None
    return _claimed(_flat(nodes))


def _flat(nodes: Sequence[Any]) -> list[Mark]:
    found: list[Mark] = []
    for node in nodes:
        if node is None:
            continue
        kind = type(node).__name__
        if kind == "LatexCharsNode":
            found += _characters(node.chars, node.pos)
        elif kind == "LatexGroupNode":
            if node.delimiters[0] == "{":
                found.append(Mark("group", "", node.pos, _claimed(_flat(node.nodelist))))
            else:
                inner = _flat(node.nodelist)
                found += [Mark("sign", node.delimiters[0], node.pos), *inner,
                          Mark("sign", node.delimiters[1], node.pos + node.len - 1)]  # fmt: skip
        elif kind == "LatexMacroNode":
            found += _macro(node)
        elif kind == "LatexEnvironmentNode":
            name = node.environmentname
            found.append(Mark("environment", name, node.pos, _claimed(_flat(node.nodelist))))
        elif kind == "LatexSpecialsNode":
            found.append(Mark("sign", node.specials_chars, node.pos))
        elif kind != "LatexCommentNode":
            raise TextError(f"must be a formula, but holds {kind}", node.pos)
    return found


def _macro(node: Any) -> list[Mark]:
    name = node.macroname
    if name in _SPACES:
        return []
    given = [n for n in (node.nodeargd.argnlist if node.nodeargd else []) or [] if n is not None]
    inner = [_claimed(_flat([n])) for n in given]
    if name in _SIZES:
        return [mark for part in inner for mark in part]
    arguments = tuple(_ungrouped(part) for part in inner)
    return [Mark("command", name, node.pos, (), arguments)]


def _ungrouped(part: tuple[Mark, ...]) -> tuple[Mark, ...]:
    return part[0].parts if len(part) == 1 and part[0].kind == "group" else part


def _characters(text: str, start: int) -> list[Mark]:
    found: list[Mark] = []
    i = 0
    while i < len(text):
        letter = text[i]
        if letter.isspace():
            i += 1
            continue
        if letter.isdigit() or (letter == "." and text[i + 1 : i + 2].isdigit()):
            j = i
            while j < len(text) and (text[j].isdigit() or text[j] == "."):
                j += 1
            digits = text[i:j].rstrip(".")
            found.append(Mark("number", digits, start + i))
            i += len(digits)
            continue
        found.append(Mark("letter" if letter.isalpha() else "sign", letter, start + i))
        i += 1
    return found


def _claimed(found: list[Mark]) -> tuple[Mark, ...]:
    """Commands that take their arguments from the marks behind, where pylatexenc has not."""
    made: list[Mark] = []
    left = list(found)
    while left:
        mark = left.pop(0)
        count = _ARGUMENTS.get(mark.text, 0) if mark.kind == "command" else 0
        arguments = list(mark.arguments)
        while len(arguments) < count and mark.text != "sqrt":
            if not left:
                raise TextError(f"must give \\{mark.text} {count} arguments, but does not", mark.at)
            following = left.pop(0)
            if following.kind == "number" and len(following.text) > 1:  # \tfrac12 is 1/2
                rest = Mark("number", following.text[1:], following.at + 1)
                left.insert(0, rest)
                following = Mark("number", following.text[0], following.at)
            arguments.append(following.parts if following.kind == "group" else (following,))
        made.append(Mark(mark.kind, mark.text, mark.at, mark.parts, tuple(arguments)))
    return tuple(made)
