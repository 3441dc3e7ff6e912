"""What runs in the process of its own that a claim gets when its arms are broken."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import sympy.core.random

from proofs.checker.breaks.arm import MOST, Arm, break_arm
from proofs.checker.breaks.evidence import Evidence, of_exact, of_numeric
from proofs.checker.claim import Claim
from proofs.checker.form import Form, Link, Premises, form_of, links_of
from proofs.checker.forms import holding_form
from proofs.checker.loading import load_one
from proofs.checker.options import Options
from proofs.checker.shared_code import entered, shared_by

Call = Callable[[Mapping[str, str]], Evidence]


def break_claim(
    key: str,
    path: str,
    own: str | None,
    options: Mapping[str, int],
    premises: Sequence[tuple[str, str, str]],
    most: int = MOST,
) -> dict[str, Any]:
    """What the arms of the claim `key` in the file `path` notice of breaks of their code.

    They are run on the form that holds: the printed one, or the amended one where a link of the
    print fails in some arm.  own : folder of a user's claims, whose files are broken as well.
    premises : key, file and verdict of each.  most : how many breaks are tried in each arm.
    """
    claim, file = load_one(key, Path(path)), Path(path)
    forms = [holding_form(load_one(p, Path(at)), found) for p, at, found in premises]
    given, chosen = Premises(key, forms), Options(**options)
    form = _form_that_holds(claim, given, chosen)
    _, built = entered(lambda: _both_forms(claim))
    folder = None if own is None else Path(own)
    below = frozenset(Path(at) for _, at, _ in premises)
    results: dict[str, Any] = {"form": form.which}
    ran: dict[str, frozenset[str]] = {}
    for name, call in _arms(claim, form, given, chosen).items():
        arm = Arm(_seeded(key, call), file, f"{key} {name}", folder, below)
        results[name], ran[name] = break_arm(arm, most)
    shared = shared_by(ran["exact"], ran["numeric"], built) if len(ran) == 2 else ()
    return {**results, "shared": list(shared)}


def _arms(claim: Claim, form: Form, premises: Premises, options: Options) -> dict[str, Call]:
    arms: dict[str, Call] = {}
    if claim.exact is not None:
        arms["exact"] = lambda known: of_exact(claim, form, premises, known)
    if claim.numeric is not None:
        other = [link for link in _both_forms(claim) if link not in form.links.values()]
        arms["numeric"] = lambda _: of_numeric(claim, form, other, options)
    return arms


def _form_that_holds(claim: Claim, premises: Premises, options: Options) -> Form:
    printed = form_of(claim.key, "printed", claim.printed)
    if claim.amended is None:
        return printed
    for call in _arms(claim, printed, premises, options).values():
        if "fails" in _seeded(claim.key, call)({}).outcomes.values():
            return form_of(claim.key, "amended", claim.amended.links)
    return printed


def _both_forms(claim: Claim) -> tuple[Link, ...]:
    amended = () if claim.amended is None else links_of(claim.amended.links)
    return (*links_of(claim.printed), *amended)


def _seeded(key: str, call: Call) -> Call:
    """`call` with the same random numbers every time, whatever ran before."""

    def run(known: Mapping[str, str]) -> Evidence:
        random.seed(key)
        np.random.seed(random.getrandbits(32))  # noqa: NPY002
        sympy.core.random.seed(random.getrandbits(32))
        return call(known)

    return run
