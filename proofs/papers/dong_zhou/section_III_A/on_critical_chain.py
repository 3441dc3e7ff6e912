"""Section III.A: whether states that are made efficiently obey an area law."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.free_fermions import gaussian_entropy
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.unevaluated import SeriesCoefficient

GAPPED = sp.symbols("f_{L}^{gap} f_{2L}^{gap}", positive=True)
CRITICAL = sp.Symbol(r"\Delta_{crit}", real=True)
EPS = sp.Symbol("epsilon", positive=True)  # one over the length of the block
BLOCKS, CELLS = (4, 8, 16, 32), 2**16


def _links(growth: sp.Expr, order: int | None) -> list[ck.Link]:
    return [
        ck.Link("gapped", ck.equal(GAPPED[1], GAPPED[0])),
        ck.Link("critical", ck.equal(CRITICAL, growth), order=order),
    ]


def printed() -> list[ck.Link]:
    """Nothing more in a block of twice the length, with a gap and without."""
    return _links(sp.S.Zero, None)


def amended() -> list[ck.Link]:
    """Nothing more with a gap; without, 4 ln 2 / pi^2 up to the square of 1 / L."""
    return _links(4 * sp.log(2) / sp.pi**2, 2)


def fluctuation(length: int) -> sp.Expr:
    """tr(1 - G^2) of a block of the infinite critical chain, filled up to pi / 2.

    It is the sum of G^2 over pairs inside and outside: 2 sum_r min(r, L) G_r^2 over odd r, where
    the G_r^2 of all r add up to 1.
    """
    k = sp.Symbol("k", real=True)

    def squared(r: int) -> sp.Expr:
        return (sp.Integral(sp.cos(k * r), (k, -sp.pi / 2, sp.pi / 2)) / sp.pi) ** 2

    return length - 2 * sp.Add(*((length - r) * squared(r) for r in range(1, length)))


def parts(length: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    """Sums of 1 / r below and of 1 / r^2 above an even length, over odd r, in closed form."""

    def harmonic(n: sp.Expr) -> sp.Expr:
        return sp.digamma(n + 1) + sp.EulerGamma

    def squares(n: sp.Expr) -> sp.Expr:
        return sp.pi**2 / 6 - sp.polygamma(1, n + 1)

    half = length / 2
    near = harmonic(length) - harmonic(half) / 2
    return near, sp.pi**2 / 8 - squares(length) + squares(half) / 4


def asymptotic(order: int) -> sp.Expr:
    """The fluctuation 8 (near + L far) / pi^2 of even L = 1 / eps up to that order in eps."""
    near, far = parts(1 / EPS)
    series = sp.series(near, EPS, 0, order).removeO()
    series += sp.series(far, EPS, 0, order + 1).removeO() / EPS
    return sp.expand_log(sp.expand(8 / sp.pi**2 * series), force=True)


def dimers(length: int) -> sp.Expr:
    """tr(1 - G^2) of an even number of sites that begins in the middle of a dimer."""
    bond = -sp.Matrix([[0, 1], [1, 0]])
    filled = sp.Matrix(min(bond.eigenvects())[2][0]).normalized()
    g = sp.diag(*[sp.eye(2) - 2 * filled * filled.T] * (length // 2 + 1))[1:-1, 1:-1]
    block = sp.ImmutableMatrix(g)
    return length - sp.Trace(sp.MatMul(block, block))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Fluctuations of the number of particles in blocks: free fermions with and without a gap."""
    for length in (2, 4, 8):
        values = {GAPPED[0]: dimers(length), GAPPED[1]: dimers(2 * length)}
        yield ck.Vanishes("gapped", form.gap("gapped").xreplace(values), case={"L": length})
    yield ck.Step(
        "Four times the variance of the number of particles in a block, a lower bound "
        "of its entropy in bits because $h((1+s)/2)\\ge 1-s^2$; in 8 sites of the "
        "infinite critical chain:",
        fluctuation(8),
    )
    for length in (4, 8):
        near, far = parts(sp.Integer(length))
        closed = 8 * (near + length * far) / sp.pi**2
        yield ck.shows("critical", closed, fluctuation(length), case={"L": length})
    series, log = asymptotic(3), sp.Symbol(r"\ln\epsilon", real=True)
    yield ck.Step("By harmonic numbers, $\\epsilon=1/L$:", series)
    once = series.subs(sp.log(EPS), log)
    twice = once.subs({log: log - sp.log(2), EPS: EPS / 2}, simultaneous=True)
    gap = form.gap("critical").xreplace({CRITICAL: twice - once})
    for power in (0, 1):
        yield ck.Vanishes("critical", SeriesCoefficient(gap, EPS, power))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Sums over the momenta of long rings, with and without dimerisation."""
    gapped = [
        [_fluctuation(int(tenths), 2 * int(cells) * double) for double in (1, 2)]
        for tenths, cells in zip(sample["tenths"], sample["cells"], strict=True)
    ]
    grown = [_fluctuation(0, 2 * length) - _fluctuation(0, length) for length in BLOCKS]
    once, twice = np.array(gapped).T
    values = {
        GAPPED[0]: once,
        GAPPED[1]: twice,
        CRITICAL: np.tile(grown, (len(once), 1)),
        EPS: np.tile(1 / np.array(BLOCKS), (len(once), 1)),
    }
    bits = [
        float(gaussian_entropy(_block(tenths, 64)) - gaussian_entropy(_block(tenths, 32)))
        for tenths in (0, 5)
    ]
    note = f"64 sites have {bits[0]:.4f} bits more than 32 without a gap, {bits[1]:.1e} with one"
    return ck.Measurement(values, note=note)


@cache
def _block(tenths: int, size: int) -> np.ndarray:
    """G = 1 - 2C of sites 1 to `size`, cells (2x, 2x + 1) joined by 1 + d, others by 1 - d."""
    k = (2 * np.arange(CELLS) + 1) * np.pi / CELLS
    hopping = (1 + tenths / 10) + (1 - tenths / 10) * np.exp(-1j * k)
    cells = np.arange(size // 2 + 1)
    steps = np.subtract.outer(cells, cells)
    phases = np.fft.ifft(hopping / np.abs(hopping))
    g = np.zeros((len(cells), 2, len(cells), 2))
    g[:, 1, :, 0] = -(np.exp(1j * np.pi * steps / CELLS) * phases[steps]).real
    g[:, 0, :, 1] = g[:, 1, :, 0].T
    return g.reshape(2 * len(cells), -1)[1:-1, 1:-1]


@cache
def _fluctuation(tenths: int, size: int) -> float:
    """tr(1 - G^2) of a block, checked to be a lower bound of the entropy."""
    block = _block(tenths, size)
    value = float(len(block) - (block * block.T).sum())
    if value > float(gaussian_entropy(block)) + 1e-9:
        raise ArithmeticError(f"entropy of {len(block)} sites must be at least {value}")
    return value


CLAIM = ck.Claim(
    key="dong_zhou:critical-chain",
    source=source("III.A"),
    kind="result",
    title="States of low complexity and the area law",
    latex=r"C(\psi)\ \text{polynomial} \;\Rightarrow\; S_A \le \text{const} \cdot |\partial A|, "
    r"\qquad \Delta = f_{2L} - f_L = 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer(
                    "tenths", 5, 9, (), "ten times the dimerisation of the chain with a gap"
                ),
                ck.Integer("cells", 8, 32, (), "half the number of sites of the block"),
            )
        ),
        tolerance=1e-5,
        reason="16 sites or more, correlations fall by a factor 3 or more from cell to cell",
        method="correlation matrices of blocks by sums over the momenta of rings of 131072 sites",
        samples=6,
        examples=8,
        floor=0.3,
    ),
    expected="corrected",
    fails_by="critical: right side 0 for 4*log(2)/pi**2",
    words="sentence",
    reading="States obeying the area law are called simple, made with low complexity; read as an "
    "equivalence. Ground states of free-fermion rings are made by polynomially many gates, with a "
    "gap and without. $f_L$ is four times the variance of the particles in L sites, at most the "
    "entropy in bits; with a gap the entropy itself is constant, too.",
    hypotheses=(beliefs.FREE_FERMIONS, beliefs.DIMERISED),
    amended=ck.Amended(
        latex=r"f_{2L}^{gap} = f_L^{gap}, \qquad "
        r"\Delta_{crit} = \frac{4 \ln 2}{\pi^2} + O(L^{-2})",
        links=amended,
        note="Few gates do not make an area law: at the critical point every doubling of the block "
        "adds the same. The entropy itself grows by $\\tfrac{c}{3}$ bits, c = 1 for this chain.",
    ),
    known=({"tenths": 5, "cells": 8},),
)
