"""Public errata: what `qmgr check errata` finds, beside what one would do with SymPy or mpmath.

Run from the root: ``python tests/benchmarks/bench_errata.py [every n-th entry] [--json FILE]``.
Every entry has a wrong and a right form. Asked are: whether the wrong one is found to be wrong,
whether the right one is confirmed, and at what cost. Beside this library's judge stand SymPy's
``simplify(left - right)`` after ``doit()``, ``left.equals(right)``, and a comparison of
``evalf()`` of both sides at one point, to ten digits; each form has 20 s. "Confirmed" means a proof
for the judge, a difference that becomes 0 for ``simplify``, True for ``equals``, and agreement at
one point for ``evalf``, which is no proof. Other relations than scalar equalities are left out.
"""

import time

import sympy as sp
from table import Row, finish, parsed

from proofs.checker.limits import TimeLimitError, within
from proofs.checker.options import Options
from proofs.checker.run import run_claim
from proofs.text_claims.claim import claim_of
from proofs.text_claims.exact.carry import renew
from proofs.text_claims.forms import links_of
from proofs.text_claims.loading import COLLECTION, fields_of

LIMIT = 20.0
POINT = sp.Rational(7, 10)


def judge(entry):
    """Whether the wrong form is found and the right one proved; and whether anything is amiss."""
    renew()
    result = run_claim(claim_of(entry), Options(), text=True)
    amended = (result["amended"] or {}).get("verdict")
    return result["verdict"] in ("corrected", "refuted"), amended == "proved"


def by_simplify(left, right):
    """True, False or None of one equality."""
    gap = sp.simplify((left - right).doit())
    return True if gap == 0 else (False if gap.is_number and gap.is_nonzero else None)


def by_equals(left, right):
    """SymPy's own test."""
    return left.doit().equals(right.doit())


def by_evalf(left, right):
    """Both sides at one point."""
    free = (left - right).free_symbols
    point = {s: sp.Integer(2) if s.is_integer else POINT for s in free}
    one, other = (complex(side.subs(point).evalf(15)) for side in (left, right))
    return abs(one - other) <= 1e-10 * max(abs(one), abs(other), 1e-30)


def peer(entry, decide):
    """The same two answers by a method of one equality."""
    answers = []
    for which in ("printed", "corrected"):
        found = []
        for link in links_of(entry, which):
            try:
                with within(LIMIT):
                    found.append(decide(*link.statement.args))
            except TimeLimitError:
                found.append(None)
            except Exception:  # they give up in many ways
                found.append(None)
        answers.append(False if False in found else (None if None in found else True))
    return answers[0] is False, answers[1] is True


def counted(entries, ask):
    """Errors found, right forms confirmed, and seconds of processor time."""
    start = time.process_time()
    answers = [ask(entry) for entry in entries]
    seconds = time.process_time() - start
    return sum(a for a, _ in answers), sum(b for _, b in answers), seconds


def main():
    """Print the table."""
    words = parsed(__doc__).words
    every = list(fields_of(COLLECTION).values())[:: int(words[0]) if words else 1]
    plain = [
        e for e in every if e.order is None and e.kind in ("identity", "ode", "count", "limit")
    ]
    found, proved, seconds = counted(every, judge)
    count = len(every)
    rows = [
        Row("wrong forms missed", count - found, unit="forms", bar=0.05 * count, at_most=True),
        Row("right forms not proved", count - proved, unit="forms", bar=0.1 * count, at_most=True),
        Row("seconds an entry", seconds / count),
    ]
    mine = counted(plain, judge)
    for name, decide in (("simplify", by_simplify), ("equals", by_equals), ("evalf", by_evalf)):
        theirs = counted(plain, lambda entry, decide=decide: peer(entry, decide))
        missed = [len(plain) - one for one in (*mine[:2], *theirs[:2])]
        rows += [
            Row(f"{name}: missed, of {len(plain)}; the judge {missed[0]}", missed[2], unit="forms"),
            Row(f"{name}: not confirmed; the judge {missed[1]}", missed[3], unit="forms"),
            Row("seconds an entry", mine[2] / len(plain), theirs[2] / len(plain), against=name),
        ]
    finish("errata", rows)


if __name__ == "__main__":
    main()
