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
from proofs.checker.form import Form, Link, Premises, links_of
from proofs.checker.forms import holding_form
from proofs.checker.loading import load_one
from proofs.checker.options import Options
from proofs.checker.shared_code import entered, shared_by
from proofs.checker.sources import ROOT

Call = Callable[[], Evidence]


def break_claim(
    key: str,
    path: str,
    verdict: str,
    options: Mapping[str, int],
    premises: Sequence[tuple[str, str, str]],
    most: int = MOST,
) -> dict[str, Any]:
    """What the arms of the claim `key` in the file `path` notice of breaks of their code.

    The form is the one that holds by the claim's `verdict`.  premises : key, file and verdict of
    each.  most : how many breaks are tried in each arm.
    """
    claim, file = load_one(key, Path(path)), Path(path)
    forms = [holding_form(load_one(p, Path(at)), found) for p, at, found in premises]
    form, built = entered(lambda: holding_form(claim, verdict))
    own = None if file.is_relative_to(ROOT / "proofs") else file.parent
    results: dict[str, Any] = {"form": form.which}
    ran: dict[str, frozenset[str]] = {}
    for name, call in _arms(claim, form, Premises(key, forms), Options(**options)).items():
        arm = Arm(_seeded(key, call), file, f"{key} {name}", own)
        results[name], ran[name] = break_arm(arm, most)
    shared = shared_by(ran["exact"], ran["numeric"], built) if len(ran) == 2 else ()
    return {**results, "shared": list(shared)}


def _arms(claim: Claim, form: Form, premises: Premises, options: Options) -> dict[str, Call]:
    arms: dict[str, Call] = {}
    if claim.exact is not None:
        arms["exact"] = lambda: of_exact(claim, form, premises)
    if claim.numeric is not None:
        other = _other_links(claim, form)
        arms["numeric"] = lambda: of_numeric(claim, form, other, options)
    return arms


def _other_links(claim: Claim, form: Form) -> tuple[Link, ...]:
    """Links of the form that does not hold, if there is one."""
    if form.which == "amended":
        return links_of(claim.printed)
    return links_of(claim.amended.links) if claim.amended is not None else ()


def _seeded(key: str, call: Call) -> Call:
    """`call` with the same random numbers every time, whatever ran before."""

    def run() -> Evidence:
        random.seed(key)
        np.random.seed(random.getrandbits(32))  # noqa: NPY002
        sympy.core.random.seed(random.getrandbits(32))
        return call()

    return run
