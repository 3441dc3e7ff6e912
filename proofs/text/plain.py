"""A syntax tree as the text that reads back as the same tree."""

from __future__ import annotations

from proofs.text.tree import Call, Component, Matrix, Name, Number, Power, Product, Sum, Tree

_SUM, _PRODUCT, _POWER, _ATOM = range(4)


def plain(tree: Tree) -> str:
    """The formula in text.

    >>> from proofs.text.syntax import expression
    >>> plain(expression("-(a+b)*c/(2*d)^2"))
    '-(a + b)*c/(2*d)**2'
    """
    return _text(tree)[0]


def _text(tree: Tree) -> tuple[str, int]:
    match tree:
        case Number(value):
            whole = value.denominator == 1
            return (str(value.numerator), _ATOM) if whole else (str(value), _PRODUCT)
        case Name(word):
            return word, _ATOM
        case Sum(terms):
            return _sum(terms), _SUM
        case Product(factors):
            return _product(factors), _PRODUCT
        case Power(base, exponent):
            return f"{_at_least(base, _ATOM)}**{_at_least(exponent, _ATOM)}", _POWER
        case Call(word, arguments):
            return f"{word}({', '.join(map(plain, arguments))})", _ATOM
        case Component(word, indices):
            return f"{word}[{', '.join(map(plain, indices))}]", _ATOM
        case Matrix(rows):
            shown = (f"[{', '.join(map(plain, row))}]" for row in rows)
            return f"[{', '.join(shown)}]", _ATOM


def _at_least(tree: Tree, level: int) -> str:
    text, own = _text(tree)
    return text if own >= level else f"({text})"


def _sum(terms: tuple[tuple[int, Tree], ...]) -> str:
    text = ""
    for sign, term in terms:
        shown = _at_least(term, _PRODUCT)
        if not text:
            text = shown if sign > 0 else f"-{shown}"
        else:
            text += f" {'+' if sign > 0 else '-'} {shown}"
    return text


def _product(factors: tuple[tuple[int, Tree], ...]) -> str:
    text = ""
    for exponent, factor in factors:
        shown = _at_least(factor, _POWER)
        if not text:
            text = shown if exponent > 0 else f"1/{shown}"
        else:
            text += f"{'*' if exponent > 0 else '/'}{shown}"
    return text
