"""Section III.A: the completely mixed state tells least about the network behind it."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.fisher_information import quantum_fisher_matrix, unitary_derivatives
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source

WHITE, COLOURED, PURE, FADED = sp.symbols(r"F_{1/N} F_{\Lambda} F_{pure} F_{v}", real=True)
LEVEL = sp.Symbol("F_{1}", real=True)
V, N = sp.symbols("v N", positive=True)


def printed() -> list[ck.Link]:
    """Nothing from white noise, more from coloured noise, most from a pure state; in between."""
    share = V**2 / (V + 2 * (1 - V) / N)
    return [
        ck.Link("white", ck.equal(WHITE, 0)),
        ck.Link("coloured", ck.greater(COLOURED, WHITE)),
        ck.Link("pure", ck.at_least(PURE, COLOURED)),
        ck.Link("level in white noise", ck.equal(FADED, share * LEVEL)),
    ]


def information(p: list[sp.Expr], k: sp.Matrix) -> sp.Expr:
    """2 sum (p_i - p_j)^2 / (p_i + p_j) |K_ij|^2 for a diagonal state turned by exp(-i x K)."""
    n = len(p)
    pairs = ((i, j) for i in range(n) for j in range(n) if p[i] + p[j] != 0)
    return sp.Add(*(2 * (p[i] - p[j]) ** 2 / (p[i] + p[j]) * k[i, j] ** 2 for i, j in pairs))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Three levels with any spectrum, any real generator; the pure state is the best level."""
    a, b, c = sp.symbols("k_12 k_13 k_23", real=True)
    k = sp.Matrix([[0, a, b], [a, 0, c], [b, c, 0]])
    p = sp.symbols("p_1:4", positive=True)
    coloured = information(list(p), k)
    pure = [information([sp.Integer(i == j) for j in range(3)], k) for i in range(3)]
    each = sp.Add(*(q * f for q, f in zip(p, pure, strict=True)))
    noise = [(1 - V) / 3 + (V if i == 0 else 0) for i in range(3)]
    values = {
        WHITE: sp.Subs(coloured, p, [sp.Rational(1, 3)] * 3),
        COLOURED: coloured,
        PURE: each,
        FADED: sp.Subs(coloured, p, noise),
        LEVEL: pure[0],
        N: sp.Integer(3),
    }
    yield ck.Step(
        "Fisher information of a diagonal state about the parameter of a generator K:",
        ck.equal(COLOURED, coloured),
    )
    yield ck.Step(
        "Of the mean over its levels, each taken as a pure state; the best level has at least "
        "this:",
        ck.equal(PURE, each),
    )
    x, y, z = p
    state = sp.And(sp.Eq(x + y + z, 1), sp.Ne(x, y), sp.Ne(x, z), sp.Ne(y, z), sp.Ne(a, 0))
    known = {symbol: value.doit() for symbol, value in values.items()}
    for name, statement in form.items():
        if isinstance(statement, sp.Eq):
            yield ck.Vanishes(name, form.gap(name).xreplace(values), case={"N": 3})
        else:
            yield ck.Entails(name, state, statement.subs(known), case={"N": 3})


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Quantum Fisher information of turned states of two qubits about a random generator."""
    raw = sample["spectrum"] + np.arange(4) / 2
    p = raw / raw.sum(-1, keepdims=True)
    root = sample["generator"][:, 0] + 1j * sample["generator"][:, 1]
    k = root + np.swapaxes(root, -1, -2).conj() + np.ones((4, 4))
    basis, _ = np.linalg.qr(rng.normal(size=k.shape) + 1j * rng.normal(size=k.shape))
    back = np.swapaxes(basis, -1, -2).conj()

    def fisher(weights: np.ndarray) -> np.ndarray:
        rho = (basis * weights[:, None, :]) @ back
        turned = basis @ k @ back
        slopes = unitary_derivatives(rho, turned[:, None])
        return quantum_fisher_matrix(rho, slopes)[:, 0, 0]

    levels = [fisher(np.tile(level, (len(p), 1))) for level in np.eye(4)]
    share = sample["v"]
    noisy = (1 - share[:, None]) / 4 + share[:, None] * np.eye(4)[0]
    values = {WHITE: fisher(np.full_like(p, 0.25)), COLOURED: fisher(p), PURE: np.max(levels, 0)}
    values |= {FADED: fisher(noisy), LEVEL: levels[0], V: share, N: np.full_like(share, 4.0)}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="dong_zhou:fisher-worst",
    source=source("III.A"),
    kind="result",
    title="The completely mixed state gives the worst inference",
    latex=r"F_{1/N} = 0 < F_{\Lambda} \le F_{pure}, \qquad "
    r"F_v = \frac{v^2}{v + 2 (1 - v) / N}\, F_1",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("spectrum", 0.1, 0.5, (4,), "weights of the levels, apart by at least 0.1"),
                ck.Real("v", 0.1, 0.9, (), "weight of a level in white noise"),
                ck.Real("generator", -0.3, 0.3, (2, 4, 4), "parts of a generator around all ones"),
            )
        ),
        tolerance=1e-10,
        reason="sums of 16 terms of order one, to rounding",
        method="quantum Fisher information by spectral sums of turned states",
        floor=1.0,
    ),
    expected="proved",
    words="sentence",
    reading="How well a parameter of the network can be inferred is its quantum Fisher information "
    "in the state that the last gate $e^{-ixK}$ turns. Simple pure states are the levels of the "
    "coloured noise, the best one of them; the information is convex in the state. $F_v$ joins the "
    "two ends of the statement: a level with the weight v, and white noise for the rest.",
    hypotheses=(beliefs.GENERATOR_JOINS,),
)
