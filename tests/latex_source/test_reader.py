"""LaTeX to formulas: what is read, and what is asked."""

import pytest

from proofs.latex_source.displays import displays
from proofs.latex_source.reader import read
from proofs.latex_source.table import Table, table_of
from proofs.text.plain import plain
from proofs.text.tokens import TextError

TABLE = table_of(
    {
        "symbols": {"a": "real", "b": "real", "n": "integer", "t": "real", r"\gamma": "positive",
                    "M": "positive", "y": "real", r"\hat w": "matrix", "q": "real", "k": "bound",
                    r"\tau": "real", "T": "real"},
        "functions": {"f": ["y"], "F": ["q", "t"], "x": ["t"], "p": ["q", "t"]},
        "indexed": {"names": ["x", "g", "u", r"\dot x"]},
    },
    "table.toml",
)  # fmt: skip

READ = {
    r"M \equiv \frac{1}{2\gamma}": "M = 1/(2*gamma)",
    r"\frac{dx}{dt} = -\gamma \frac{\partial F(q,t)}{\partial q}":
        "diff(x, t) = -gamma*diff(F(q, t), q)",
    r"\frac{d^2 f(y)}{dy^2} = 0": "diff(f(y), y, 2) = 0",
    r"f\left(\hat{w} y + b\right) = \sqrt{a^2+b^2}": "f(w_hat*y + b) = sqrt(a**2 + b**2)",
    r"\int_0^T dt\, f(t) = \int_0^T f(\tau)\, d\tau": "int(f(t), t, 0, T) = int(f(tau), tau, 0, T)",
    r"\sum_{k=0}^{n} a^k = \frac{1-a^{n+1}}{1-a}":
        "sum(a**k, k, 0, n) = (1 - a**(n + 1))/(1 - a)",
    r"\left|\frac{a}{b}\right| \ge \sin^2 y": "abs(a/b) >= sin(y)**2",
    r"e^{-a t} \log y = 2 a b": "exp(-a*t)*log(y) = 2*a*b",
    r"x_i^0(t)^2 = \sqrt[3]{n!}": "x_i_up_0(t)**2 = factorial(n)**(1/3)",
    r"(\hat w)^T \hat w = a": "transpose(w_hat)*w_hat = a",
    r"\begin{pmatrix} a & b \\ 0 & 1 \end{pmatrix} = \hat w": "[[a, b], [0, 1]] = w_hat",
    r"a \cdot b \times 3 = \tfrac12": "a*b*3 = 1/2",
}  # fmt: skip
ASKED = {
    r"M = \pm 2\pi": "one sign",
    r"z = 1": "letters of the table, but uses z",
    r"h(y) = 1": "function or a product",
    r"1/2\gamma = M": "what / divides by",
    r"a b/n = M": "what is divided",
    r"\log a b = 1": "how far",
    r"\sin^{-1} y = a": "inverse or a reciprocal",
    r"p \left(a + b\right) = 1": "argument or a factor",
    r"g_{ab}(y - b) = 1": "argument or a factor",
    r"x^2 = a": "power or an index",
    r"u^a y^a = 1": "is an index too",
    r"\langle a \rangle = 1": "what .* stands for",
    r"a = \ldots + b": "dots",
    r"a + b": "must be a relation",
    r"\frac{a = 1": "LaTeX that parses",
    r"(a = 1": "close",
    r"\int_D a \, dy = 1": "region",
    r"\int a = 1": "measure",
}


@pytest.mark.parametrize("latex", READ)
def test_read(latex):
    found = read(latex, TABLE)
    line = plain(found.sides[0])
    for sign, side in zip(found.signs, found.sides[1:], strict=True):
        line += f" {sign} {plain(side)}"
    assert line == READ[latex]


@pytest.mark.parametrize("latex", ASKED)
def test_what_is_ambiguous_or_foreign_is_asked(latex):
    with pytest.raises(TextError, match=ASKED[latex]):
        read(latex, TABLE)


def test_a_definition_is_read_with_a_word():
    assert "definition" in read(r"M \equiv \frac{1}{2\gamma}", TABLE).warnings[0]


def test_without_a_table_letters_are_numbers_and_brackets_are_asked():
    assert plain(read("z = 2 y", Table()).sides[1]) == "2*y"
    with pytest.raises(TextError, match="function or a product"):
        read("z(y) = 1", Table())


def test_displays_are_found_with_number_and_line():
    source = (
        "a % $$x=1$$\n\\begin{align}\nx &= 1 \\tag{1.2} \\\\\n &= y, \\\\ z &= \\begin{pmatrix}"
    )
    source += "1 \\\\ 2\\end{pmatrix}\\label{eq:z}\n\\end{align}\n\\[ w = 3. \\]"
    found = displays(source)
    assert [d.latex for d in found] == [
        "x = 1 = y", r"z = \begin{pmatrix}1 \\ 2\end{pmatrix}", "w = 3"]  # fmt: skip
    assert [d.number for d in found] == ["1.2", "eq:z", ""]
    assert [d.line for d in found] == [2, 2, 6]
