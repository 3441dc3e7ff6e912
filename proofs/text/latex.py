"""A formula in text as LaTeX, from its syntax tree: nothing is simplified, no SymPy is loaded."""

from __future__ import annotations

from collections.abc import Sequence

from proofs.text.syntax import relations
from proofs.text.tokens import TextError
from proofs.text.tree import Call, Component, Matrix, Name, Number, Power, Product, Relation, Sum
from proofs.text.tree import Tree as Tree

_SIGNS = {"=": "=", "<=": r"\le", ">=": r"\ge", "<": "<", ">": ">", "!=": r"\ne"}
_GREEK = ("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa",
          "lambda", "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi",
          "omega")  # fmt: skip
_CAPITALS = ("Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Phi", "Psi", "Omega")
_NAMED = ("exp", "log", "ln", "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh",
          "coth", "det", "min", "max", "arg")  # fmt: skip
_FUNCTIONS = {"gamma": r"\Gamma", "beta": r"\mathrm{B}", "digamma": r"\psi", "asin": r"\arcsin",
              "acos": r"\arccos", "atan": r"\arctan", "expm": r"\exp", "trace": r"\mathrm{tr}",
              "besselj": "J", "bessely": "Y", "besseli": "I", "besselk": "K"}  # fmt: skip
_CONSTANTS = {"oo": r"\infty", "hbar": r"\hbar", "pi": r"\pi"}


def latex_of(lines: Sequence[str]) -> str:
    """The lines of a form, one behind the other; a line that cannot be read stays text."""
    return r" ,\quad ".join(_line(line) for line in lines)


def _line(line: str) -> str:
    try:
        found = relations(line)
    except (TextError, RecursionError):
        return rf"\text{{{''.join(c if c.isalnum() or c in ' +-*/=().,' else ' ' for c in line)}}}"
    return expression(found[0].left) + "".join(map(_right, found))


def _right(relation: Relation) -> str:
    return f" {_SIGNS[relation.sign]} {expression(relation.right)}"


def expression(tree: Tree) -> str:
    r"""One expression.

    >>> from proofs.text.syntax import expression as read
    >>> expression(read("a*x**2/(b + 1)"))
    '\\frac{a x^{2}}{b + 1}'
    """
    match tree:
        case Number(value):
            if value.denominator == 1:
                return str(value.numerator)
            return rf"\frac{{{value.numerator}}}{{{value.denominator}}}"
        case Name(word):
            return name(word)
        case Sum(terms):
            return _sum(terms)
        case Product(factors):
            over = " ".join(_factor(f) for e, f in factors if e > 0) or "1"
            under = [f for e, f in factors if e < 0]
            if not under:
                return over
            below = expression(under[0]) if len(under) == 1 else " ".join(map(_factor, under))
            alone = [f for e, f in factors if e > 0]
            over = expression(alone[0]) if len(alone) == 1 else over
            return rf"\frac{{{over}}}{{{below}}}"
        case Power(base, exponent):
            return f"{_base(base)}^{{{expression(exponent)}}}"
        case Call(word, arguments):
            return _call(word, arguments)
        case Component(word, indices):
            return f"{name(word)}_{{{' '.join(map(expression, indices))}}}"
        case Matrix(rows):
            body = r" \\ ".join(" & ".join(map(expression, row)) for row in rows)
            return rf"\begin{{pmatrix}} {body} \end{{pmatrix}}"


def name(word: str) -> str:
    r"""A name, with Greek letters and indices.

    >>> name("omega_0"), name("rho"), name("psi2")
    ('\\omega_{0}', '\\rho', '\\psi_{2}')
    """
    if word in _CONSTANTS:
        return _CONSTANTS[word]
    head, _, index = word.partition("_")
    if not index and len(head) > 1:
        letters = head.rstrip("0123456789")
        if len(letters) == 1 or letters in (*_GREEK, *_CAPITALS):
            head, index = letters, head[len(letters) :]
    shown = f"\\{head}" if head in (*_GREEK, *_CAPITALS) else head
    if len(head) > 1 and not shown.startswith("\\"):
        shown = rf"\mathrm{{{head}}}"
    return f"{shown}_{{{index.replace('_', ' ')}}}" if index else shown


def _sum(terms: tuple[tuple[int, Tree], ...]) -> str:
    text = ""
    for sign, term in terms:
        shown = _bracketed(term) if isinstance(term, Sum) else expression(term)
        if not text:
            text = shown if sign > 0 else f"-{shown}"
        else:
            text += f" {'+' if sign > 0 else '-'} {shown}"
    return text


def _factor(tree: Tree) -> str:
    return _bracketed(tree) if isinstance(tree, Sum) else expression(tree)


def _base(tree: Tree) -> str:
    plain = isinstance(tree, Name | Component | Matrix)
    plain = plain or (isinstance(tree, Number) and tree.value.denominator == 1)
    return expression(tree) if plain else _bracketed(tree)


def _bracketed(tree: Tree) -> str:
    return rf"\left({expression(tree)}\right)"


def _call(word: str, arguments: tuple[Tree, ...]) -> str:
    shown = [expression(a) for a in arguments]
    match word, shown:
        case "sqrt", [x]:
            return rf"\sqrt{{{x}}}"
        case "abs", [x]:
            return rf"\left|{x}\right|"
        case "conjugate", [x]:
            return rf"\overline{{{x}}}"
        case "dagger", [x]:
            return f"{_base(arguments[0])}^{{\\dagger}}"
        case "factorial", [x]:
            return f"{_base(arguments[0])}!"
        case "commutator", [a, b]:
            return rf"\left[{a}, {b}\right]"
        case "kron", [a, b]:
            return rf"{_base(arguments[0])} \otimes {_base(arguments[1])}"
        case "binomial", [n, k]:
            return rf"\binom{{{n}}}{{{k}}}"
        case "int", [f, x, a, b]:
            return rf"\int_{{{a}}}^{{{b}}} {_factor(arguments[0])} \, d{x}"
        case "sum" | "product", [f, n, a, b]:
            sign = "sum" if word == "sum" else "prod"
            return rf"\{sign}_{{{n}={a}}}^{{{b}}} {_factor(arguments[0])}"
        case "limit", [f, x, a]:
            return rf"\lim_{{{x} \to {a}}} {_factor(arguments[0])}"
        case "at", [f, x, a]:
            return rf"\left. {f} \right|_{{{x}={a}}}"
        case "diff", [f, x]:
            return rf"\frac{{\partial}}{{\partial {x}}} {_factor(arguments[0])}"
        case "diff", [f, x, n] if isinstance(arguments[2], Number):
            return rf"\frac{{\partial^{{{n}}}}}{{\partial {x}^{{{n}}}}} {_factor(arguments[0])}"
    head = f"\\{word}" if word in _NAMED else _FUNCTIONS.get(word) or name(word)
    return rf"{head}\left({', '.join(shown)}\right)"
