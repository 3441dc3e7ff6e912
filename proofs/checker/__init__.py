"""Claim, domain, mutants, run, verdict, graph, cache: knows no physics.

A claim file needs only what is exported here.
"""

from proofs.checker.claim import (
    Amended,
    Claim,
    Derivation,
    Entails,
    Link,
    NumericArm,
    Satisfiable,
    Source,
    Statements,
    Step,
    Vanishes,
)
from proofs.checker.domain import Domain, Integer, Real, Sample
from proofs.checker.evaluate import Measurement

__all__ = [
    "Amended",
    "Claim",
    "Derivation",
    "Domain",
    "Entails",
    "Integer",
    "Link",
    "Measurement",
    "NumericArm",
    "Real",
    "Sample",
    "Satisfiable",
    "Source",
    "Statements",
    "Step",
    "Vanishes",
]
