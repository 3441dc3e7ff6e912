"""Text to expression: round trips, and what is refused."""

import random
import sys
import time
import tracemalloc
from fractions import Fraction

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st
from user_metric.user_metric_strategies import NAMES, M, expressions, f, x, y

from proofs.checker.errors import UsageError
from proofs.text import bounded, reading
from proofs.text.names import Names, check_name
from proofs.text.reading import parse
from proofs.text.tokens import LENGTH

WHAT = "component (x, y)"
WORDS = [
    "x",
    "M",
    "f",
    "(x)",
    "sin",
    "(",
    ")",
    "**",
    "*",
    "+",
    "-",
    "/",
    "9",
    "1e9",
    ".5",
    " ",
    ",",
]


@given(expressions)
def test_what_sympy_prints_is_read_back(expr):
    assert parse(str(expr), NAMES, WHAT) == expr


@pytest.mark.parametrize(
    ("text", "expr"),
    [
        ("0.1", sympy.Rational(1, 10)),
        ("1.5e-3*x", sympy.Rational(3, 2000) * x),
        ("-x**2", -(x**2)),
        ("2**3**2", sympy.Integer(512)),
        ("x/y/M", x / (y * M)),
        ("x - y - M", x - y - M),
        ("x - (y - M)", x - y + M),
        ("x**(-1/3)", x ** sympy.Rational(-1, 3)),
        ("+x*-y", -x * y),
        ("\n  f(x)\n* pi ", f * sympy.pi),
        ("sqrt(M**2)", M),
        ("x^2", x**2),
        ("M**(2*x)", M ** (2 * x)),
        ("(x + y)**65", (x + y) ** 65),
        ("f(2*x)", sympy.Function("f", real=True)(2 * x)),
        ("diff(f(x)**2, x)", 2 * f * f.diff(x)),
        ("diff(x**3*y, x, 2, y)", 6 * x),
        ("at(x*y, x, 2)", 2 * y),
        ("abs(x)", abs(x)),
        ("besselj(0, x)", sympy.besselj(0, x)),
        ("det([[x, y], [1, 2]])", sympy.Determinant(sympy.ImmutableMatrix([[x, y], [1, 2]]))),
        ("tanh(x)*log(M)", sympy.tanh(x) * sympy.log(M)),
    ],
)
def test_meaning(text, expr):
    assert parse(text, NAMES, WHAT) == expr


REFUSED = {
    "().__class__.__bases__[0].__subclasses__()": "has '.'",
    "x.__class__": "has '.'",
    "(1).real": "has '.'",
    "__import__('os').system('true')": "has '_'",
    "__builtins__": "has '_'",
    "eval(x)": "but calls eval",
    "open(x)": "but calls open",
    "lambda: x": "has ':'",
    "lambda x": "goes on with x",
    "[x for x in y]": "lists of rows",
    "{x}": "letters, digits",
    "x[0]": "objects with indices",
    "'x'": "letters, digits",
    "(x:=3)": "letters, digits",
    "x = 3": "no relation here",
    "x == 3": "equations are written =",
    "x; y": "letters, digits",
    "x @ y": "letters, digits",
    "x % 2": "letters, digits",
    "~x": "letters, digits",
    "x // 2": "fractions /",
    "x if x else y": "goes on with if",
    "x, y": "goes on with ,",
    "()": r"has \) where",
    "...": "letters, digits",
    "True": "declared names",
    "1j": "products need",
    "0x10": "products need",
    "1_000": "products need",
    "nan": "declared names",
    "oo": "must be finite",
    "1/oo + oo": "must be finite",
    "i": "must be real",
    "exp(i*x)": "must be real",
    "z": "declared names",
    "sin": "its argument",
    "f": "its arguments",
    "f(x, y)": r"as declared, f\(x\)",
    "x(2)": "products need",
    "2(x)": "products need",
    "sin(x)(y)": "products need",
    "sin()": "one argument",
    "sin(x, y)": "one argument",
    "besselj(x)": "two arguments",
    "besel(2, x)": "is bessely? meant",
    "sin(x=y)": "close the bracket",
    "sin(*x)": r"has \* where",
    "2x": "products need",
    "x +": r"ends where a number or a name has to be \(line 1, column 4\)",
    "x +\n  * y": r"\(line 2, column 3\)",
    "(x": r"close the bracket \( with \)",
    "x)": r"goes on with \)",
    "": "is empty",
    " \n ": "is empty",
    "1/0": "divided by zero",
    "x/(x - x)": "divided by zero",
    "0**0": r"0\*\*0",
    "0**-1": "divided by zero",
    "log(0)": r"log\(0\)",
    "tan(pi/2)": "finite",
    "sqrt(-1)": "real",
    "log(-1)": "real",
    "sqrt(-M)": "real",
    "sqrt(x**2)": "declare the name positive",
    "diff(x)": r"diff\(f, x, n\)",
    "diff(x, 2)": "after their variable",
    "diff(x, y, 51)": "0 to 50",
    "diff(x, 2*y)": "declared symbol as variable",
    "int(x, 2, 0, 1)": "name as the variable",
    "int(x, x)": r"int\(f, x, a, b\)",
    "[[x, y], [x]]": "rows of equal length",
    "[[x, y]]": "must be a number, but is a matrix",
    "[[x, y]]*[[x, y]]": "matrices that fit",
    "[[x, y]] + 1": "one shape",
    "det([[x, y]])": "square",
    "1/[[x, y]]": "divide by a matrix",
    "9**9**9": "bits",
    "10**(10**10)": "bits",
    "1e999999": "at most 400 digits",
    "1e-999999": "at most 400 digits",
    "9" * 401: "at most 400 digits",
    "((((2**64)**64)**64)**64)**64": "bits",
    "((((x**64)**64)**64)**64)**64": "degree",
    "*".join(["(10**60)**64"] * 99): "bits",
    "exp(10**50*log(2))": "bits",
    "exp(1000000*log(x))": "bits",
    "exp(10000000)": "up to 1000000",
    "sin(10**60)": "up to 1000000",
    "factorial(10**6)": "up to 1000",
    "exp(exp(exp(exp(1))))": "nest growing functions of numbers",
    "(" * 1999 + "x" + ")" * 1999: "60 brackets deep",
    "(" * 50_000: "at most 20000 characters",
    "-" * 3999 + "x": "60 signs in a row",
    "sin(" * 100 + "x" + ")" * 100: "60 brackets deep",
    "x" + "**x" * 1200: "nest at most 60 deep",
    "x" * 1_000_000: "at most 20000 characters",
    "x" * 3000: "declared names",
    "𝐱": "letters, digits",
    "х": "letters, digits",  # Cyrillic
    "x\u200b": "letters, digits",
    "ﬁ": "letters, digits",
    "x\x00": "letters, digits",
    "x²": "letters, digits",
    "x#": "letters, digits",
    "x\\\n+1": "letters, digits",
}  # fmt: skip


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: ascii(text[:24]))
def test_refused_in_one_sentence_soon_and_small(text):
    tracemalloc.start()
    start = time.process_time()
    try:
        with pytest.raises(UsageError, match=REFUSED[text]) as caught:
            parse(text, NAMES, WHAT)
        seconds, memory = time.process_time() - start, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    message = str(caught.value)
    assert message.startswith(f"{WHAT} must ")
    assert message.isprintable()
    assert len(message) < 250
    assert seconds < 1
    assert memory < 16e6


@given(st.lists(st.sampled_from(WORDS), max_size=25).map("".join))
def test_any_text_is_read_or_refused(text):
    try:
        expr = parse(text, NAMES, WHAT)
    except UsageError:
        return
    assert isinstance(expr, sympy.Expr)
    assert expr.atoms(sympy.Symbol) <= {x, M}


def test_nothing_is_called(monkeypatch):
    """The tree is read and never compiled: an audit hook sees no code made from text."""
    seen = []
    sys.addaudithook(lambda event, _: seen.append(event) if listening else None)
    listening = True
    parse("sqrt(x)*f(x) - 1/M**2", NAMES, WHAT)
    listening = False
    assert "exec" not in seen
    assert "import" not in seen


@pytest.mark.parametrize("error", [MemoryError, RecursionError])
def test_a_parser_that_gives_up_is_a_refusal(monkeypatch, error):
    """Less memory than usual is no crash."""

    def give_up(*_, **__):
        raise error

    monkeypatch.setattr(reading.syntax, "expression", give_up)
    with pytest.raises(UsageError, match="too large to be read"):
        parse("x", NAMES, WHAT)


def test_bounds_hold_for_what_they_bound():
    """Numbers and degree of random sums, products and powers never exceed their bounds."""
    chance = random.Random(0)
    for _ in range(100):
        values = [bounded.name(x), bounded.number(fraction(chance, 9)), bounded.name(M)]
        for _ in range(6):
            a, b = chance.choice(values), chance.choice(values)
            exponent = bounded.number(fraction(chance, 1))
            make = chance.choice([bounded.add, bounded.multiply, bounded.power])
            values.append(make(a, exponent) if make is bounded.power else make([a, b]))
            if values[-1].degree > 200:
                values.pop()
        for value in values:
            for rational in value.expr.atoms(sympy.Rational):
                size = max(abs(rational.p), rational.q).bit_length()
                assert size <= max(value.bits, value.degree.bit_length(), 1)
            if value.degree < 40:
                polynomial = sympy.expand(value.expr)
                assert sympy.Poly(polynomial, x, M).total_degree() <= value.degree


def fraction(chance, bottom):
    return Fraction(chance.randint(1, 4), chance.randint(1, bottom))


@pytest.mark.parametrize(
    "name", ["r", "theta", "M_1", "N", "S", "alpha2", "lambda", "gamma", "e", "x" * 30]
)
def test_names(name):
    assert check_name(name, "parameter") == name


def test_greek_letters_are_their_names():
    assert check_name("λ_0", "parameter") == "lambda_0"
    assert parse("2*λ", Names({"lambda": x}), WHAT) == 2 * x


@pytest.mark.parametrize(
    "name",
    [
        "",
        "1r",
        "_r",
        "r_",
        "r__r",
        "__class__",
        "r r",
        "sin",
        "pi",
        "oo",
        "diff",
        "ж",
        "x" * 31,
        3,
        None,
        ["r"],
        "r\n",
    ],
)
def test_names_refused(name):
    with pytest.raises(UsageError, match="parameter must be a name of up to 30 letters"):
        check_name(name, "parameter")


def test_length_is_exact():
    assert parse("x".ljust(LENGTH), NAMES, WHAT) == x
    with pytest.raises(UsageError, match="characters"):
        parse("x".ljust(LENGTH + 1), NAMES, WHAT)
