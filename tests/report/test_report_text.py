"""Text fields and formulas: nothing gets through unescaped, nothing is lost."""

from __future__ import annotations

import random
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from report_strategies import NASTY_FORMULAS, formulas, texts

from proofs.report import commands
from proofs.report.breaking import LINE, lines, width
from proofs.report.escape import escape_tex
from proofs.report.formula import normal_form
from proofs.report.letters import ACCENTS, MATH, TEXT
from proofs.report.mathml import to_mathml
from proofs.report.pdf import run_tex
from proofs.report.tex import display_to_tex, to_latex
from proofs.report.text import pieces, plain, text_to_html, text_to_tex

_WORD = re.compile(r"\\[A-Za-z]+")
_OUR_WORDS = commands.words(r"""
    \textbackslash \textasciicircum \textasciitilde \textless \textgreater \textbar \textquotedbl
    \textasciigrave \wordbreak \ensuremath \inlineformula \texttt \unknownletter \i \j \formula
    \formulafirst \formulamore \formulaend \formulasource \begin \end \left \right \middle \sqrt
    \Bigl \Bigr \not \limits
""")
KNOWN_WORDS = (
    _OUR_WORDS
    | {word for table in (TEXT, MATH, ACCENTS) for v in table.values() for word in _WORD.findall(v)}
    | {
        word
        for value in vars(commands).values()
        if isinstance(value, frozenset)
        for name in value
        for word in _WORD.findall(name)
    }
)


def brace_depths(latex: str) -> list[int]:
    depth, depths = 0, []
    for token in re.findall(r"\\.|[{}]|(?<!\\)%.*", latex, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(token, 0)
        depths.append(depth)
    return depths or [0]


def assert_safe_tex(latex: str) -> None:
    depths = brace_depths(latex)
    assert depths[-1] == 0
    assert min(depths) >= 0
    assert set(_WORD.findall(latex)) <= KNOWN_WORDS
    assert latex.isascii()
    assert not re.search(r"(?<!\\)[%#$]", re.sub(r"\\\\", "", latex))


@given(texts)
def test_text_becomes_safe_latex(text: str) -> None:
    assert_safe_tex(text_to_tex(text))


@given(formulas)
def test_formula_becomes_safe_latex(latex: str) -> None:
    assert_safe_tex(display_to_tex(latex))


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not [name for name, _ in attrs if name.startswith("on") or name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text += data


@given(texts)
def test_text_becomes_safe_html(text: str) -> None:
    parser = _Tags()
    parser.feed(text_to_html(text))
    parser.close()
    assert parser.tags <= {"math", "code", *_MATHML}
    if not any(piece.math for piece in pieces(text)):
        assert parser.text == "".join(piece.text for piece in pieces(text))


_MATHML = commands.words("""
    mrow mi mn mo mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mtable
    mtr mtd mstyle mpadded mphantom menclose
""")


@given(formulas)
def test_formula_becomes_well_formed_mathml(latex: str) -> None:
    root = ElementTree.fromstring(to_mathml(latex, display=True))
    assert root.tag in ("math", "code")
    assert {element.tag for element in root.iter()} <= _MATHML | {"math", "code"}


@given(texts)
def test_plain_is_one_line_of_ascii_without_commands(text: str) -> None:
    assert plain(text).isascii()
    assert not set("\\{}$\n") & set(plain(text))


@given(formulas)
def test_normal_form_is_a_fixed_point(latex: str) -> None:
    once = normal_form(latex)
    if once is not None:
        assert normal_form(once) == once


@given(formulas)
def test_broken_lines_each_stand_alone_and_fit(latex: str) -> None:
    for line in lines(latex) or []:
        assert normal_form(line) is not None


def test_long_sums_are_broken_to_lines_that_fit() -> None:
    sums = [latex for latex in NASTY_FORMULAS if " + " in latex]
    for latex in sums:
        broken = lines(latex)
        assert broken is not None
        assert len(broken) > 1
        assert all((width(line) or 0.0) <= 1.2 * LINE for line in broken)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$", [("$", False)]),
        ("$$", [("$$", False)]),
        (r"a \$ b", [("a $ b", False)]),
        ("$x$", [("x", True)]),
        ("a $x$ b $", [("a ", False), ("x", True), (" b $", False)]),
        ("", []),
    ],
)
def test_dollars(text: str, expected: list[tuple[str, bool]]) -> None:
    assert [tuple(piece) for piece in pieces(text)] == expected


def test_unknown_letters_are_shown_by_number() -> None:
    assert escape_tex("é漢") == r"\'{e}\unknownletter{6F22}"


def test_what_is_not_mathematics_is_shown_as_source() -> None:
    assert normal_form(r"\input{x}") is None
    assert "<mo>&lt;</mo><mi>b</mi><mo>&gt;</mo>" in to_mathml("<b>")
    assert to_mathml(r"\input{<b>}") == r'<code class="source">\input{&lt;b&gt;}</code>'


def random_formulas(seed: int, wanted: int) -> list[str]:
    """Formulas that `lines` accepts, from random tokens."""
    rng = random.Random(seed)
    groups = [v for v in vars(commands).values() if isinstance(v, frozenset)]
    words = sorted({name for group in groups for name in group if name.startswith("\\")})
    simple = ["x", "2", "12", "^", "_", "'", "{", "}", "{x}", "{x}{y}", "(", ")", "+", "=", "&"]
    simple += [r"\\", r"\left(", r"\right)", r"\left[", r"\right.", "[", "]", r"\sqrt[3]{x}", "*"]
    simple += [r"\begin{matrix}", r"\end{matrix}", r"\frac{x}{y}", r"\sum_{k}", "é", "≥", "ħ"]
    accepted: list[str] = []
    while len(accepted) < wanted:
        tokens = [
            rng.choice(words) if rng.random() < 0.4 else rng.choice(simple)
            for _ in range(rng.randint(1, 9))
        ]
        formula = " ".join(tokens)
        if normal_form(formula) is not None:
            accepted.append(formula)
    return accepted


def test_every_accepted_formula_is_set_by_tex(
    tex_engine: list[str], tmp_path: Path, example: dict[str, object]
) -> None:
    names = [f"{name} x" for name in sorted(KNOWN_WORDS)] + [
        f"{name}{{x}}{{y}}" for name in sorted(KNOWN_WORDS)
    ]
    samples = [*names, *random_formulas(20230815, 1500), *NASTY_FORMULAS]
    preamble = to_latex(example).split(r"\begin{document}")[0]
    body = "\n\n".join(display_to_tex(latex) for latex in samples)
    document = f"{preamble}\\begin{{document}}\n{body}\n\\end{{document}}\n"
    (tmp_path / "report.tex").write_text(document, "ascii")
    assert run_tex(tmp_path) == ""
