"""Sections I and II.D: coarse graining of spin networks, by their spaces of intertwiners."""

from collections.abc import Iterator
from functools import cache
from itertools import product

import numpy as np
import sympy as sp
from numpy.random import Generator
from scipy.linalg import null_space

import proofs.checker as ck
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.unevaluated import SeriesCoefficient

FOUR, PAIRED, EQUAL = sp.symbols(r"D_{j_1j_2j_3j_4} \Sigma_k D_{jjjj}", positive=True)
J = sp.Symbol("j", nonnegative=True)
MOST = 3


def printed() -> list[ck.Link]:
    """Two vertices joined by a link k give all tensors of four legs; 2j + 1 for equal spins."""
    return [
        ck.Link("join", ck.equal(FOUR, PAIRED)),
        ck.Link("equal", ck.equal(EQUAL, 2 * J + 1)),
    ]


def invariants(twice: tuple[int, ...]) -> sp.Expr:
    """Dimension of the invariant tensors: the coefficient of x^0 in (1 - x^2) prod_j chi_j(x)."""
    x = sp.Symbol("x")
    total = sum(twice)
    if total % 2:
        return sp.S.Zero
    characters = (sp.Add(*(x ** (2 * k) for k in range(d + 1))) for d in twice)
    return SeriesCoefficient((1 - x**2) * sp.Mul(*characters), x, total)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Multiplicities by characters of SU(2), for spins up to 3/2 with an even sum."""
    sets = [
        t for t in product(range(MOST + 1), repeat=4) if sum(t) % 2 == 0 and list(t) == sorted(t)
    ]
    for twice in sets:
        a, b, c, d = twice
        pairs = sp.Add(
            *(
                invariants((a, b, k)) * invariants((k, c, d))
                for k in range(abs(a - b), a + b + 1, 2)
            )
        )
        values = {FOUR: invariants(twice), PAIRED: pairs}
        yield ck.Vanishes("join", form.gap("join").xreplace(values), case={"2j": str(twice)})
    for k in range(4):
        values = {EQUAL: invariants((k,) * 4), J: sp.Rational(k, 2)}
        yield ck.Vanishes("equal", form.gap("equal").xreplace(values), case={"j": values[J]})
    yield ck.Step(
        "Invariant tensors with four legs of spin 3/2, by characters of SU(2):", values[EQUAL]
    )


def raising(d: int) -> np.ndarray:
    """J_+ of spin d/2 in the basis m = d/2, ..., -d/2."""
    m = d / 2 - np.arange(1, d + 1)
    return np.diag(np.sqrt(d / 2 * (d / 2 + 1) - m * (m + 1)), 1)


@cache
def tensors(twice: tuple[int, ...]) -> np.ndarray:
    """Orthonormal invariant tensors as columns: J_z = 0 states that the total J_+ annihilates."""
    up: np.ndarray = np.zeros((1, 1))
    m = np.zeros(1)
    for d in twice:
        up = np.kron(up, np.eye(d + 1)) + np.kron(np.eye(len(up)), raising(d))
        m = np.add.outer(m, d / 2 - np.arange(d + 1)).ravel()
    level, above = np.flatnonzero(m == 0), np.flatnonzero(m == 1)
    inside = null_space(up[np.ix_(above, level)]) if len(above) else np.eye(len(level))
    found = np.zeros((len(m), inside.shape[1]))
    found[level] = inside
    return found


@cache
def joined(twice: tuple[int, ...]) -> int:
    """Rank of all tensors made of two vertices contracted over a link of any spin."""
    a, b, c, d = twice
    made = [np.zeros(((a + 1) * (b + 1) * (c + 1) * (d + 1), 0))]
    for k in range(abs(a - b), a + b + 1, 2):
        left = tensors((a, b, k)).reshape((a + 1) * (b + 1), k + 1, -1)
        right = tensors((k, c, d)).reshape(k + 1, (c + 1) * (d + 1), -1)
        metric = np.fliplr(np.diag((-1.0) ** np.arange(k + 1)))
        made.append(np.einsum("ekx,kl,lfy->efxy", left, metric, right).reshape(len(made[0]), -1))
    return int(np.linalg.matrix_rank(np.hstack(made), tol=1e-9))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Null spaces of the total spin, and the rank of all contractions of two vertices."""
    sets = np.concatenate([sample["d"], sample["d"].sum(-1, keepdims=True) % 2], -1).astype(int)
    equal = sample["e"].astype(int)
    return ck.Measurement(
        {
            FOUR: np.array([tensors(tuple(s)).shape[1] for s in sets.tolist()], dtype=float),
            PAIRED: np.array([joined(tuple(s)) for s in sets.tolist()], dtype=float),
            EQUAL: np.array([tensors((e,) * 4).shape[1] for e in equal.tolist()], dtype=float),
            J: equal / 2,
        }
    )


CLAIM = ck.Claim(
    key="dong_zhou:spin-networks",
    source=source("II.D"),
    kind="postulate",
    title="Tensor networks as coarse grained spin networks",
    latex=r"\dim\mathrm{Inv}(j_1\otimes j_2\otimes j_3\otimes j_4) "
    r"= \sum_k D_{j_1 j_2 k}\, D_{k j_3 j_4}, \qquad D_{jjjj} = 2j+1",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("d", 0, MOST, (3,), "twice three spins; the fourth is 0 or 1/2"),
                ck.Integer("e", 0, 4, meaning="twice the spin of four equal legs"),
            )
        ),
        tolerance=1e-12,
        reason="dimensions and ranks are whole numbers",
        method="null spaces of the total spin; rank of all contractions over a link",
        samples=24,
        examples=60,
    ),
    expected="consistent",
    words="sentence",
    reading="That tensor networks emerge from spin networks by coarse graining is an analogy here. "
    "Tested is what it needs: two vertices joined by a link, with all its spins summed over, make "
    "a vertex with four legs and nothing is lost. That spin foams sum over the same paths as "
    "quantum states do is not tested.",
    hypotheses=(beliefs.INVARIANT_TENSORS,),
)
