"""A zoo of claims that a judge might be fooled by, kept by what stops each.

A cheat is a function that builds a claim, most of them about the area under a line with a false
formula. `FALSE` is typed in both of its arms where nothing else is said: that cannot be seen in
general, so that all depends on what stops the cheat.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import sympy as sp
from checker import planted
from checker.planted import A, a, x

import proofs.checker as ck

FALSE = a**2 / 3
GOOD = {"proved", "well-posed", "consistent", "corrected"}


@dataclass(frozen=True)
class Cheat:
    """A claim, what stops it (a regular expression), and its premises by key."""

    name: str
    make: Callable
    stopped_by: str


CHEATS: list[Cheat] = []


def stopped_by(words):
    """Put the cheat on show."""

    def shown(make):
        CHEATS.append(Cheat(make.__name__, make, words))
        return make

    return shown


def false_exact(form, premises):
    """The false formula, in words that leave something to the judge."""
    yield ck.shows("area", form.of(A), sp.Integral(2 * x / 3, (x, 0, a)))


def false_engine(sample, rng):
    return planted.engine(sample, rng, factor=2 / 3)


def false_claim(**changes):
    """Proved, alas: the false formula is in both arms."""
    return planted.claim(
        FALSE, **{"exact": false_exact, "numeric": planted.arm(false_engine), **changes}
    )


def measuring(values, **calculus):
    """An arm whose engine measures `values(sample)`."""

    def engine(sample, rng):
        return ck.Measurement(values(sample["a"]), **calculus)

    return planted.arm(engine)


def judged(cheat):
    """Verdict of a cheat, and all that is said about it."""
    try:
        made = cheat.make()
        claim, premises = made if isinstance(made, tuple) else (made, None)
        result = planted.run(claim, premises)
    except Exception as error:
        return "error", f"{type(error).__name__}: {error}"
    said = [result["reason"], *(row["detail"] for row in result["evidence"])]
    if result["counterexample"]:
        said.append(result["counterexample"]["detail"])
    return result["verdict"], "\n".join(said)


def numbers(values):
    return np.asarray(values, dtype=float)
