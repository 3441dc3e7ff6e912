"""Section III.C: six generators of local operations on two qubits, for boosts and rotations."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.edited_lists import (
    LOCAL,
    LorentzChanges,
    LorentzWays,
    exact_table,
    lorentz_lists,
    measured_changes,
)
from proofs.papers.dong_zhou.shared.notation import source
from proofs.papers.dong_zhou.shared.two_qubits import (
    SIX,
    SIX_CORRECTED,
    SIX_TURNING,
    Combination,
    KillingSquare,
    LorentzForms,
    exact_matrices,
    measured_dimension,
    measured_forms,
    measured_killing,
    numeric_matrices,
)
from qmgr_sym.unevaluated import LieDimension

X = sp.symbols("x_1:7", real=True)
# group elements exp(theta G) and exp(-i theta G)
FACTORS: dict[int, complex] = {1: 1, 2: -1j}
NAMES = {1: "exp(theta G)", 2: "exp(-i theta G)"}
CORRECTED = {1: SIX_CORRECTED, 2: SIX_TURNING}
LISTS: dict[tuple[int, str], tuple[Combination, ...]] = {
    **{(k, ""): SIX for k in FACTORS},
    **{(k, "'"): six for k, six in CORRECTED.items()},
}
DIMENSION, KILLING, FORMS = (
    {(k, mark): sp.Symbol(f"{letter}{mark}_{k}", real=True) for k, mark in LISTS}
    for letter in "dBf"
)
CHANGES, WAYS = ({k: sp.Symbol(f"{letter}_{k}", real=True) for k in FACTORS} for letter in "mw")


def _links(mark: str, exchanged: int) -> list[ck.Link]:
    first, last = sp.Add(*(x**2 for x in X[:3])), sp.Add(*(x**2 for x in X[3:]))
    made = []
    for k, name in NAMES.items():
        sign = -1 if k == exchanged else 1
        square = sign * 16 * first - sign * 16 * last
        made += [
            ck.Link(f"dimension, {name}", ck.equal(DIMENSION[k, mark], 6)),
            ck.Link(f"Killing form, {name}", ck.equal(KILLING[k, mark], square)),
            ck.Link(f"four-vectors, {name}", ck.equal(FORMS[k, mark], 1)),
        ]
    return made


def printed() -> list[ck.Link]:
    """The six as printed, the first three boosts, with both kinds of group elements."""
    return _links("", 0)


def amended() -> list[ck.Link]:
    """With as few changes as possible; with exp(-i theta G) the first three rotate."""
    counts = {1: (2, 2), 2: (1, 1)}
    return [
        *_links("'", 2),
        *(
            ck.Link(f"{what}, {NAMES[k]}", ck.equal(letter[k], value))
            for k, values in counts.items()
            for what, letter, value in zip(
                ("changes", "ways"), (CHANGES, WAYS), values, strict=True
            )
        ),
    ]


@cache
def _values() -> dict[sp.Basic, sp.Expr]:
    values: dict[sp.Basic, sp.Expr] = {}
    for at, six in LISTS.items():
        generators = exact_matrices(six, FACTORS[at[0]])
        values[DIMENSION[at]] = LieDimension(generators)
        values[KILLING[at]] = KillingSquare(generators, X)
        values[FORMS[at]] = LorentzForms(generators)
    for k, factor in FACTORS.items():
        table = exact_table(SIX, LOCAL, factor)
        values |= {CHANGES[k]: LorentzChanges(table), WAYS[k]: LorentzWays(table)}
    return values


@cache
def _shown() -> tuple[ck.Step, ...]:
    lists = [lorentz_lists(exact_table(SIX, LOCAL, f))[1] for f in FACTORS.values()]
    return (
        ck.Step(
            "Dimension of what the six generate, $\\operatorname{tr}(\\mathrm{ad}X)^2$ for "
            "$X=\\sum_kx_kG_k$ and invariant forms of signature (3,1), with group elements "
            "$e^{\\theta G}$ (1) and $e^{-i\\theta G}$ (2), as printed and corrected (prime):",
            sp.Tuple(*(ck.equal(s, sp.expand(v.doit())) for s, v in _values().items())),
        ),
        ck.Step(
            "Lists with the fewest changes, as coefficients of IX, IY, IZ, XI, YI, ZI, those of "
            "$e^{-i\\theta G}$ times $-i$:",
            sp.Tuple(*(table for made in lists for table in made)),
        ),
    )


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Closure, Killing form and invariant forms over Q; all lists with few changes tried."""
    yield from _shown()
    for name in form:
        yield ck.Vanishes(name, form.gap(name).xreplace(_values()))


@cache
def _fewest(k: int, seed: int) -> tuple[int, int]:
    rng = np.random.default_rng(seed)
    return measured_changes(SIX, FACTORS[k], rng.uniform(0.3, 0.6), rng)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Generators carried along by random elements of their group; singular values."""
    values: dict[sp.Basic, np.ndarray] = {x: sample["x"][:, k] for k, x in enumerate(X)}
    for at, six in LISTS.items():
        generators = numeric_matrices(six, FACTORS[at[0]])
        rows = [
            (
                measured_dimension(generators, size, rng),
                measured_killing(generators, x, size, rng),
                measured_forms(generators, size, rng),
            )
            for size, x in zip(sample["size"], sample["x"], strict=True)
        ]
        table = np.array(rows, dtype=float).T
        values |= dict(zip((DIMENSION[at], KILLING[at], FORMS[at]), table, strict=True))
    seed = int(rng.integers(2))
    for k in FACTORS:
        found = np.array([_fewest(k, seed) for _ in sample["size"]], dtype=float).T
        values |= dict(zip((CHANGES[k], WAYS[k]), found, strict=True))
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="dong_zhou:lorentz-generators",
    source=source("III.C"),
    kind="result",
    title="Lorentz group from six local generators on two qubits",
    latex=r"IX - XI,\; IY + YI,\; IZ,\; i(IX + XI,\; i(IY - YI),\; i(IZ + ZI)"
    r"\quad\text{generate}\quad SO(3,1)\ \text{in}\ (1/2, 1/2)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("size", 0.3, 0.6, meaning="size of the random angles"),
                ck.Real("x", 0.5, 1.0, (6,), "coefficients of X"),
            )
        ),
        tolerance=1e-9,
        reason="the quantities are whole numbers; singular values of zero lie 1e4 below the bound",
        method="ranks of the generators carried along by random elements of their group",
        samples=3,
        examples=4,
    ),
    expected="corrected",
    fails_by="dimension, exp(theta G): Eq(d_1, 6) for Eq(d'_1, 6); Killing form, exp(theta G): "
    "Eq(B_1, 16*x_1**2 + 16*x_2**2 + 16*x_3**2 - 16*x_4**2 - 16*x_5**2 - 16*x_6**2) ... "
    "[e3260484]",
    words="formula",
    reading="Group elements are $e^{\\theta G}$ or $e^{-i\\theta G}$ with real $\\theta$; the "
    "text does not say which, and both are tried. Generating the group in this representation is "
    "read as: a real Lie algebra of dimension 6, a Killing form "
    "$B=\\operatorname{tr}(\\mathrm{ad}X)^2$ that is positive for the first three, the boosts, "
    "and negative for the last, and one invariant Hermitian form, of signature (3,1). A change "
    "makes another one of $0,\\pm1,\\pm i$ of one of the 36 coefficients; m is the least number "
    "of changes that give six independent Lorentz generators, and w the number of ways. A bracket "
    "is missing after XI in print, and IZ stands alone.",
    hypotheses=(beliefs.REAL_COEFFICIENTS,),
    amended=ck.Amended(
        latex=r"e^{-i\theta G}:\; IX - XI,\, IY + YI,\, IZ - ZI \text{ rotate},\; "
        r"i(IX + XI),\, i(IY - YI),\, i(IZ + ZI) \text{ boost}; \qquad "
        r"e^{\theta G}:\; IX - XI,\, IY + YI,\, IZ + ZI \text{ boost},\; "
        r"i(IX + XI),\, i(IY - YI),\, i(IZ - ZI) \text{ rotate}",
        links=amended,
        note="With $e^{-i\\theta G}$ one change is enough, IZ - ZI for IZ, and it is the only one; "
        "the first three rotate then and the last three boost: the two names are exchanged. "
        "With $e^{\\theta G}$ the names are right; no single change is enough, and two changes are "
        "in two ways, which differ by the sign of the last generator. As printed the six "
        "generate $sl(2,C)\\oplus sl(2,C)$, of real dimension 12, with either.",
    ),
)
