"""Two flows of one density compared: as (3.1) with a diffusion and a rate of their own."""

from __future__ import annotations

import numpy as np
import sympy as sp
from sympy.core.expr import Expr
from sympy.logic.boolalg import Boolean

import proofs.checker as ck
from proofs.papers.vanchurin.shared import fields
from proofs.papers.vanchurin.shared.notation import D, alpha, gamma, q

NOISE, STEP = sp.symbols(r"D' \gamma'", real=True)
"""What stands in (3.1) for D and gamma."""
RATIO = sp.Symbol("s", positive=True)
_gamma, _alpha = sp.symbols("gamma alpha", real=True)


def one_flow(multiplier: Expr) -> Boolean:
    """The flow is s times as fast as (3.1) exactly for s = 2 and this alpha."""
    faster = sp.And(ck.equal(NOISE, RATIO * D), ck.equal(STEP, RATIO * gamma))
    return sp.Equivalent(
        faster, sp.And(ck.equal(RATIO, 2), ck.equal(alpha, multiplier)), evaluate=False
    )


def domain() -> ck.Domain:
    """Parameters and fields; alpha and s agree with one flow where `off` and `fast` are 0."""
    return ck.Domain(
        (
            ck.Real("D", 0.5, 2.0),
            ck.Real("gamma", 0.25, 2.0),
            ck.Integer("off", -1, 1, (), "times 0.3: alpha less that of one flow, relative"),
            ck.Integer("fast", -1, 1, (), "times 0.3: the ratio of rates less two"),
            *(ck.Integer(name, 1, 2, (2, 2), "of waves 1 and 2") for name in ("p", "F")),
        )
    )


def apart(sample: ck.Sample) -> dict[str, ck.Array]:
    """The sample with waves of F of both signs, so that F is no multiple of log p."""
    return {**sample, "F": sample["F"] * np.array([[1], [-1]])}


def coefficients(rate: ck.Array, p: ck.Array, F: ck.Array) -> tuple[ck.Array, ck.Array]:
    """D' and gamma' with d_t p = D' d^2 p + gamma' d(p dF), by least squares; (n,) each."""
    line, (x,) = fields.calculus(1)["derivative"], q(1)
    terms = np.stack([line(line(p, x), x), line(p * line(F, x), x)], -1)
    found, *_ = zip(*(np.linalg.lstsq(a, b, rcond=None) for a, b in zip(terms, rate, strict=True)),
                    strict=True)  # fmt: skip
    return tuple(np.array(found).T)
