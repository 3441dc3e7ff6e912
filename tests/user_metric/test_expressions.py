"""Text to expression: round trips, and what is refused."""

import random
import sys
import time
import tracemalloc
from fractions import Fraction

import pytest
import sympy
from hypothesis import assume, given
from hypothesis import strategies as st
from user_metric.user_metric_strategies import NAMES, M, expressions, f, x, y

from proofs.checker.errors import UsageError
from proofs.user_metric import bounded
from proofs.user_metric import expressions as expressions_module
from proofs.user_metric.expressions import LENGTH, check_name, parse

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
    try:
        found = parse(str(expr), NAMES, WHAT)
    except UsageError as error:  # powers of powers of sums
        assume("when multiplied out" not in str(error))
        raise
    assert found == expr


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
        ("tanh(x)*log(M)", sympy.tanh(x) * sympy.log(M)),
    ],
)
def test_meaning(text, expr):
    assert parse(text, NAMES, WHAT) == expr


REFUSED = {
    "().__class__.__bases__[0].__subclasses__()": "letters, digits",
    "x.__class__": "an attribute",
    "(1).real": "an attribute",
    "x._eval_power(x)": "calls an attribute",
    "__import__('os').system('true')": "letters, digits",
    "__import__(x)": "but calls __import__",
    "__builtins__": "declared names",
    "eval(x)": "but calls eval",
    "exec(x)": "but calls exec",
    "open(x)": "but calls open",
    "lambda: x": "letters, digits",
    "lambda x: x": "letters, digits",
    "lambda": "must be an expression",
    "[x for x in y]": "letters, digits",
    "(x for x in y)": "a loop",
    "{x}": "letters, digits",
    "x[0]": "letters, digits",
    "'x'": "letters, digits",
    "f'{x}'": "letters, digits",
    "(x:=3)": "letters, digits",
    "x = 3": "letters, digits",
    "x; y": "letters, digits",
    "x @ y": "letters, digits",
    "x ^ 2": r"powers are written \*\*",
    "x % 2": "letters, digits",
    "~x": "letters, digits",
    "x // 2": "but has //",
    "x if x else y": "a condition",
    "x or y": "and/or",
    "not x": "but has not",
    "x is y": "a comparison",
    "x, y": "a list with commas",
    "()": "a list with commas",
    "...": "decimal numbers",
    "True": "decimal numbers",
    "None": "decimal numbers",
    "1j": "decimal numbers",
    "0x10": "decimal numbers",
    "1_000": "decimal numbers",
    "nan": "declared names",
    "inf": "declared names",
    "oo": "declared names",
    "I": "declared names",
    "E": "declared names",
    "z": "declared names",
    "sin": "its argument",
    "f": "its arguments",
    "f(y)": r"as declared, f\(x\)",
    "f(2*x)": r"as declared, f\(x\)",
    "f(x, y)": r"as declared, f\(x\)",
    "x(2)": "products need",
    "2(x)": "calls a number",
    "sin(x)(y)": "calls the result of a call",
    "sin()": "one argument",
    "sin(x, y)": "one argument",
    "sin(x=y)": "letters, digits",
    "sin(*x)": "keywords or stars",
    "sin(**x)": "keywords or stars",
    "*x": "must be",
    "await x": "but has await",
    "yield x": "must be an expression",
    "import os": "must be an expression",
    "2x": "must be an expression",
    "x +": "must be an expression",
    "(x": "must be an expression",
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
    "x**y": "rational numbers as exponents",
    "x**pi": "rational numbers as exponents",
    "x**(1/13)": "exponents p/q",
    "9**9**9": "exponents p/q",
    "9**9**9**9**9": "exponents p/q",
    "10**(10**10)": "exponents p/q",
    "x**65": "exponents p/q",
    "1e999999": "between",
    "1e-999999": "between",
    "9" * 61: "at most 60 digits",
    "((((2**64)**64)**64)**64)**64": "bits",
    "((((x**64)**64)**64)**64)**64": "degree",
    "*".join(["(10**60)**64"] * 99): "bits",
    "(x + y + M)**64": "500 terms",
    "*".join(["(x + y)"] * 20): "500 terms",
    "exp(10**50*log(2))": "functions of numbers",
    "exp(1000000*log(x))": "exponents p/q",
    "exp(1000000)": "up to 1000",
    "sin(10**60)": "up to 1000",
    "exp(exp(exp(exp(1))))": "nest functions of numbers",
    "(" * 1999 + "x" + ")" * 1999: "40 brackets deep",
    "(" * 50_000: "at most 4000 characters",
    "-" * 3999 + "x": "40 signs in a row",
    "-(" * 30 + "-(" * 30 + "x" + ")" * 60: "40 brackets deep",
    "sin(" * 100 + "x" + ")" * 100: "40 brackets deep",
    "x" + "**x" * 1200: "too large|must",
    "not " * 900 + "x": "too large|must",
    "x" * 1_000_000: "at most 4000 characters",
    "x" * 3000: "declared names",
    "+".join("x" * 1000): "at most 1500 parts",
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
    assert message.isascii()
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
    """Newer or older Pythons give up earlier on deep trees."""

    def give_up(*_, **__):
        raise error

    monkeypatch.setattr(expressions_module.ast, "parse", give_up)
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
            try:
                values.append(make(a, exponent) if make is bounded.power else make([a, b]))
            except bounded.BoundError:
                continue
        for value in values:
            for rational in value.expr.atoms(sympy.Rational):
                size = max(abs(rational.p), rational.q).bit_length()
                assert size <= max(value.bits, value.degree.bit_length(), 1)
            polynomial = sympy.expand(value.expr)
            assert len(sympy.Add.make_args(polynomial)) <= value.terms
            assert sympy.Poly(polynomial, x, M).total_degree() <= value.degree


def fraction(chance, bottom):
    return Fraction(chance.randint(1, 4), chance.randint(1, bottom))


@pytest.mark.parametrize("name", ["r", "theta", "M_1", "N", "S", "alpha2", "x" * 30])
def test_names(name):
    assert check_name(name, "parameter") == name


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
        "lambda",
        "match",
        "None",
        "ρ",
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
