"""Section III.A: whether states that are made efficiently obey an area law."""

from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

from numerics.free_fermions import dimerised_ring, gaussian_entropy, hopping_correlations
from proofs.checker import (
    Amended,
    Claim,
    Derivation,
    Domain,
    Entails,
    Integer,
    Link,
    Measurement,
    NumericArm,
    Sample,
    Statements,
    Step,
    Vanishes,
)
from proofs.dong_zhou.notation import source

GAPPED, CRITICAL = sp.symbols(r"\Delta_{gap} \Delta_{crit}", real=True)
SITES = 256
PI = sp.Symbol("P", positive=True)  # any number between 3.14159 and 3.1416
BLOCKS = (2, 4, 8)


def printed() -> list[Link]:
    """Nothing more in a block of twice the length, with a gap and without."""
    return [
        Link("gapped", sp.Eq(GAPPED, 0, evaluate=False)),
        Link("critical", sp.Eq(CRITICAL, 0, evaluate=False)),
    ]


def amended() -> list[Link]:
    """Nothing more with a gap; at least a quarter more without."""
    return [
        Link("gapped", sp.Eq(GAPPED, 0, evaluate=False)),
        Link("critical", sp.Gt(CRITICAL, sp.Rational(1, 4), evaluate=False)),
    ]


def fluctuation(length: int) -> sp.Expr:
    """tr(1 - G^2) of a block of the infinite critical chain, G_r = 2 sin(pi r / 2) / (pi r).

    It is the sum of G^2 over pairs inside and outside: 2 sum_r min(r, L) G_r^2 over odd r.
    """
    odd = [sp.Integer(r) for r in range(1, length + 1, 2)]
    near = sp.Add(*(1 / r for r in odd))
    far = length * (sp.pi**2 / 8 - sp.Add(*(1 / r**2 for r in odd)))
    return 8 / sp.pi**2 * (near + far)


def exact(statements: Statements) -> Derivation:
    """Fluctuations of the number of particles in blocks: free fermions with and without a gap."""
    obligations: list[Vanishes | Entails] = []
    growth = [sp.expand(fluctuation(2 * n) - fluctuation(n)) for n in BLOCKS]
    for name, form in statements.items():
        for value in growth if name == "critical" else [sp.S.Zero]:
            values = {CRITICAL: value, GAPPED: sp.S.Zero}  # full dimers: whole pairs in a block
            if isinstance(form, sp.Eq):
                obligations.append(Vanishes(name, form.lhs.subs(values) - form.rhs))
            else:
                bracket = sp.And(sp.Rational("3.14159") < PI, sp.Rational("3.1416") > PI)
                size = sp.Eq(CRITICAL, value.subs(sp.pi, PI), evaluate=False)
                obligations.append(Entails(name, sp.And(bracket, size), form))
    return Derivation(
        steps=(
            Step("Four times the variance of the number of particles in a block, a lower bound "
                 "of its entropy in bits because $h((1+s)/2)\\ge 1-s^2$; for a block of 8 sites of "
                 "the infinite critical chain:", fluctuation(8)),
            Step("What doubling blocks of 2, 4 and 8 sites adds; for long blocks it tends to "
                 "$4\\ln 2/\\pi^2=0.281$:", sp.Tuple(*growth)),
        ),
        obligations=tuple(obligations),
    )  # fmt: skip


def engine(sample: Sample, rng: Generator) -> Measurement:
    """Correlation matrices of rings of 256 sites, with and without dimerisation."""
    grown: dict[sp.Symbol, list[float]] = {GAPPED: [], CRITICAL: []}
    tenths, powers = (sample[name].astype(int) for name in ("tenths", "power"))
    for strength, power in zip(tenths, powers, strict=True):
        for symbol, chain, size in ((GAPPED, strength, 8 * 2**power), (CRITICAL, 0, 2**power)):
            grown[symbol].append(_fluctuation(chain, 2 * size) - _fluctuation(chain, size))
    return Measurement({symbol: np.array(values) for symbol, values in grown.items()})


@cache
def _ring(tenths: int) -> np.ndarray:
    return hopping_correlations(dimerised_ring(SITES, tenths / 10), SITES // 2)


@cache
def _fluctuation(tenths: int, size: int) -> float:
    """tr(1 - G^2) of a block, checked to be a lower bound of the entropy."""
    block = _ring(tenths)[:size, :size]
    value = float(len(block) - (block * block.T).sum())
    if value > float(gaussian_entropy(block)) + 1e-9:
        raise ArithmeticError(f"entropy of {len(block)} sites must be at least {value}")
    return value


CLAIM = Claim(
    key="dong_zhou:critical-chain",
    source=source("III.A"),
    kind="result",
    title="States of low complexity and the area law",
    latex=r"C(\psi)\ \text{polynomial} \;\Rightarrow\; S_A \le \text{const} \cdot |\partial A|, "
    r"\qquad \Delta = f_{2L} - f_L = 0",
    printed=printed,
    exact=exact,
    numeric=NumericArm(
        engine,
        Domain(
            (
                Integer("tenths", 5, 9, (), "ten times the dimerisation of the chain with a gap"),
                Integer("power", 1, 3, (), "logarithm of the length of the block"),
            )
        ),
        tolerance=1e-5,
        reason="blocks with a gap are 16 sites or longer, more than 8 correlation lengths",
        method="free-fermion correlation matrices of rings of 256 sites",
        samples=6,
        examples=8,
        floor=1.0,
    ),
    expected="corrected",
    reading="States obeying the area law are called simple, made with low complexity; read as an "
    "equivalence. Ground states of free-fermion rings are made by polynomially many gates, with a "
    "gap and without. $f_L$ is four times the variance of the particles in L sites, at most the "
    "entropy in bits; with a gap the entropy itself is constant, too.",
    hypotheses=("ground states of free fermions have polynomial complexity",),
    amended=Amended(
        latex=r"\Delta_{gap} = 0, \qquad \Delta_{crit} > \tfrac{1}{4}",
        links=amended,
        note="Few gates do not make an area law: at the critical point "
        " a block of L sites has $\\tfrac{c}{3}\\log_2 L$ bits, c = 1 for this chain "
        "(c = 1/2 for Ising, measured 1/6 bit per doubling on 1024 sites).",
    ),
    known=({"tenths": 5, "power": 1},),
)
