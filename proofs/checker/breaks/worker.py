"""What runs in the process of its own that a claim gets when its arms are broken."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from proofs.checker.breaks.arm import MOST, Arm, break_arm
from proofs.checker.forms import holding_form
from proofs.checker.loading import load_one
from proofs.checker.options import Options
from proofs.checker.shared_code import entered, shared_by
from proofs.checker.sources import ROOT

if TYPE_CHECKING:
    from proofs.checker.claim import Claim


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
    from proofs.checker.form import Premises

    claim, file = load_one(key, Path(path)), Path(path)
    forms = [holding_form(load_one(p, Path(at)), found) for p, at, found in premises]
    form, built = entered(lambda: holding_form(claim, verdict))
    own = None if file.is_relative_to(ROOT / "proofs") else file.parent
    links = list(form.links.values())
    results: dict[str, Any] = {"form": form.which}
    ran: dict[str, frozenset[str]] = {"exact": built, "numeric": built}
    for name, call in _arms(claim, links, Premises(key, forms), Options(**options)).items():
        arm = Arm(_seeded(key, call), file, f"{key} {name}", own)
        results[name], ran[name] = break_arm(arm, most)
    results["shared"] = list(shared_by(ran["exact"], ran["numeric"], built))
    return results


def _arms(
    claim: Claim, links: Sequence[Any], premises: Any, options: Options
) -> dict[str, Callable[[], Mapping[str, str]]]:
    from proofs.checker.arms import exact_outcomes, numeric_outcomes

    arms: dict[str, Callable[[], Mapping[str, str]]] = {}
    if claim.exact is not None:
        arms["exact"] = lambda: exact_outcomes(claim, links, premises)
    if claim.numeric is not None:
        arms["numeric"] = lambda: numeric_outcomes(claim, links, options)
    return arms


def _seeded(key: str, call: Callable[[], Mapping[str, str]]) -> Callable[[], Mapping[str, str]]:
    """`call` with the same random numbers every time, whatever ran before."""
    import numpy as np
    import sympy.core.random

    def run() -> Mapping[str, str]:
        random.seed(key)
        np.random.seed(random.getrandbits(32))  # noqa: NPY002
        sympy.core.random.seed(random.getrandbits(32))
        return call()

    return run
