"""Text claims end to end: verdicts by kind, edits that hold, bad input."""

import pytest

from proofs.checker.options import Options
from proofs.checker.run import run_claim
from proofs.text_claims.claim import claim_of
from proofs.text_claims.entry import Entry, Unread, entries_of
from proofs.text_claims.exact.carry import renew

HEAD = '[source]\nkey = "book"\n[[claim]]\nkey = "1.1"\n'

RIGHT = {
    "identity": 'symbols = { x = "real 0.3..2" }\nprinted = "sin(2*x) = 2*sin(x)*cos(x)"',
    "integral": 'symbols = { a = "positive" }\n'
    'printed = "int(exp(-a*x**2), x, -oo, oo) = sqrt(pi/a)"',
    "range": 'symbols = { p = "real 0.1..0.9" }\nprinted = "log(p/(1-p)) = log(p) - log(1-p)"',
    "cases": 'symbols = { n = "integer 2..5" }\nprinted = "sum(binomial(2, k)*k**2, k, 0, n) = 6"',
    "parameter": 'symbols = { x = "real 0.3..2" }\n'
    'printed = "diff(int(sin(t**2), t, 0, x), x) = sin(x**2)"',
    "matrix": 'kind = "matrix"\nsymbols = { f = "real 0.3..2" }\n'
    'define = { A = "[[cos(f), -sin(f)], [sin(f), cos(f)]]" }\n'
    'printed = "A*transpose(A) = identity(2)"',
    "series": 'kind = "series"\nsymbols = { h = "positive" }\nsmall = "h"\norder = 4\n'
    'printed = "sin(h) = h - h**3/6"',
    "metric": 'kind = "metric"\nsymbols = { th = "real 0.4..2", ph = "real" }\n'
    'metric = { coordinates = ["th", "ph"], components = { "th, th" = "1", '
    '"ph, ph" = "sin(th)**2" } }\nprinted = ["R = 2", "gamma[th, ph, ph] = -sin(th)*cos(th)"]',
    "variation": 'kind = "variation"\nsymbols = { t = "real 0.2..1", m = "positive" }\n'
    'functions = { x = ["t"] }\nlagrangian = "m/2*diff(x(t), t)**2 - cos(x(t))"\n'
    'printed = "euler(x) = sin(x(t)) - m*diff(x(t), t, 2)"',
    "condition": 'symbols = { x = "real 0.3..2" }\nprinted = ["at(sin(x), x, 0) = 0"]',
}
WRONG = {
    "sign": ('symbols = { x = "real 0.3..2" }\nprinted = "diff(cos(x), x) = sin(x)"',
             "by -1"),
    "factor": ('printed = "sum(1/n**2, n, 1, oo) = pi**2/8"', "by 4/3"),
    "limits": ('symbols = { a = "positive 1..2", b = "positive 3..4" }\n'
               'printed = "int(1/r**2, r, b, a) = 1/a - 1/b"', "exchange the limits"),
    "exponent": ('symbols = { u = "real -0.9..0.9" }\n'
                 'printed = "diff(asin(u), u) = (1-u**2)**(1/2)"', "holds"),
}  # fmt: skip


def judged(text):
    renew()
    (entry,) = entries_of(HEAD + text, "book.toml")
    assert isinstance(entry, Entry), entry
    return run_claim(claim_of(entry), Options(), text=True)


@pytest.mark.parametrize("kind", RIGHT)
def test_a_right_formula_is_proved_by_both_arms(kind):
    result = judged(RIGHT[kind])
    assert result["verdict"] == "proved", result["reason"]
    assert result["mutants"]["total"] > 0
    assert not result["mutants"]["survivors"]


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_formula_is_refuted_and_an_edit_is_proposed(kind):
    text, edit = WRONG[kind]
    result = judged(text)
    assert result["verdict"] == "refuted", result["reason"]
    assert result["counterexample"] is not None
    assert edit in result["grade"]["text"]


def test_a_corrected_form_is_proved():
    result = judged('symbols = { x = "real" }\nprinted = "exp(x)**2 = exp(x**2)"\n'
                    'corrected = "exp(x)**2 = exp(2*x)"')  # fmt: skip
    assert result["verdict"] == "corrected"
    assert result["amended"]["verdict"] == "proved"


def test_a_number_to_the_digits_given_is_supported_and_not_proved():
    result = judged('printed = "pi = 3.14159265358979323846264338"')
    assert result["verdict"] == "supported", result["reason"]


def test_a_divergent_integral_is_no_density():
    result = judged('printed = "int(exp(x**2), x, 0, oo) = 1"')
    assert result["verdict"] == "refuted"


BAD = {
    'symbols = { x = "real" }\nprinted = "sin(x = 1"': r"close the bracket.*line 1, column 7",
    'symbols = { x = "real" }\nprinted = "sinn(x) = 1"': "is sin meant",
    'printed = "y = 1"': "declared names, but uses y",
    'symbols = { x = "real" }\nprinted = "x = x"': "a definition",
    'symbols = { x = "real" }\nprinted = "x + 1"': "must be a relation",
    'symbols = { x = "real 2..1" }\nprinted = "x = 1"': "a < b",
    'symbols = { x = "real a..b" }\nprinted = "x = 1"': "with numbers",
    'symbols = { x = "float" }\nprinted = "x = 1"': "must be real",
    'symbols = { x = "real" }\nprintd = "x = 1"': "keys among",
    'symbols = { x = "real" }\nprinted = "x = 1"\nwhen = ["x > 0"]': "keys among .* but has 'when'",
    'kind = "sum of all"\nprinted = "1 = 1"': "kind must be",
    'kind = "series"\nprinted = "1 = 1"': "`small` and `order`",
    'define = { a = "a + 1" }\nprinted = "a = 1"': "not define a by itself",
    'symbols = { x = "real" }\nprinted = "[[x, 1], [1, x]] = x"': "a matrix with a matrix",
}


@pytest.mark.parametrize("text", BAD)
def test_bad_input_is_one_sentence(text):
    from proofs.checker.errors import UsageError

    (entry,) = entries_of(HEAD + text, "book.toml")
    if isinstance(entry, Unread):
        message = entry.reason
    else:
        with pytest.raises(UsageError) as caught:
            claim_of(entry)
        message = str(caught.value)
    import re

    assert re.search(BAD[text], message), message
    assert "\n" not in message


def test_the_other_entries_go_on():
    found = entries_of(f'{HEAD}printed = "1 = 2"\n[[claim]]\nkey = "1.2"\nfoo = 1', "book.toml")
    assert isinstance(found[0], Entry)
    assert isinstance(found[1], Unread)
    assert "claim 2 of book.toml (1.2)" in found[1].reason
