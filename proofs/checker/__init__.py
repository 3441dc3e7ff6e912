"""Claim, domain, mutants, run, verdict, graph, cache: knows no physics.

A claim file needs only what is exported here: `import proofs.checker as ck`. Names are looked up
when they are used, so that a listing does not load SymPy.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from proofs.checker.beliefs import Belief as Belief
    from proofs.checker.claim import Amended as Amended
    from proofs.checker.claim import Claim as Claim
    from proofs.checker.claim import NumericArm as NumericArm
    from proofs.checker.claim import Source as Source
    from proofs.checker.domain import Domain as Domain
    from proofs.checker.domain import Integer as Integer
    from proofs.checker.domain import Real as Real
    from proofs.checker.domain import Sample as Sample
    from proofs.checker.evaluate import Array as Array
    from proofs.checker.evaluate import Measurement as Measurement
    from proofs.checker.evaluate import NotMeasuredError as NotMeasuredError
    from proofs.checker.expansion import Expansion as Expansion
    from proofs.checker.form import Form as Form
    from proofs.checker.form import Link as Link
    from proofs.checker.form import Premises as Premises
    from proofs.checker.measure import on_nodes as on_nodes
    from proofs.checker.measure import periodic as periodic
    from proofs.checker.obligations import Entails as Entails
    from proofs.checker.obligations import Induction as Induction
    from proofs.checker.obligations import Obligation as Obligation
    from proofs.checker.obligations import Satisfiable as Satisfiable
    from proofs.checker.obligations import Step as Step
    from proofs.checker.obligations import Vanishes as Vanishes
    from proofs.checker.obligations import shows as shows
    from proofs.checker.relations import at_least as at_least
    from proofs.checker.relations import at_most as at_most
    from proofs.checker.relations import differ as differ
    from proofs.checker.relations import equal as equal
    from proofs.checker.relations import greater as greater
    from proofs.checker.relations import less as less

_WHERE = {
    "beliefs": ("Belief",),
    "claim": ("Amended", "Claim", "NumericArm", "Source"),
    "domain": ("Domain", "Integer", "Real", "Sample"),
    "evaluate": ("Array", "Measurement", "NotMeasuredError"),
    "expansion": ("Expansion",),
    "form": ("Form", "Link", "Premises"),
    "measure": ("on_nodes", "periodic"),
    "obligations": (
        "Entails", "Induction", "Obligation", "Satisfiable", "Step", "Vanishes", "shows",
    ),
    "relations": ("at_least", "at_most", "differ", "equal", "greater", "less"),
}  # fmt: skip
_MODULES = {name: module for module, names in _WHERE.items() for name in names}
__all__ = sorted(_MODULES)


def __getattr__(name: str) -> Any:
    """An exported name, from the module that defines it."""
    if name not in _MODULES:
        raise AttributeError(f"proofs.checker must export a name to be used, but not {name!r}")
    found = getattr(importlib.import_module(f"proofs.checker.{_MODULES[name]}"), name)
    globals()[name] = found
    return found
