"""Sections I and II.C: the first law of entanglement, and what is left at second order."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from scipy.linalg import expm

import proofs.checker as ck
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.unevaluated import SeriesCoefficient

ENTROPY, MODULAR, RELATIVE = sp.symbols("Delta_S Delta_K D", real=True)
SIZES = 0.02 * 0.5 ** np.arange(4)


def printed() -> list[ck.Link]:
    """Changes of entropy and modular energy agree to first order; D is what they differ by."""
    return [
        ck.Link("first law", ck.equal(ENTROPY, MODULAR), order=2),
        ck.Link("second order", ck.equal(RELATIVE, MODULAR - ENTROPY)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Two levels with any perturbation, diagonal and off the diagonal."""
    eps, size = sp.symbols("epsilon s", positive=True)
    a, b = sp.symbols("a b", real=True)
    r = size / (1 + size)  # any length of the Bloch vector below 1
    p, q = (1 + r) / 2, (1 - r) / 2
    state = sp.Matrix([[p + eps * a, eps * b], [eps * b, q - eps * a]])
    length = sp.sqrt((r + 2 * eps * a) ** 2 + 4 * eps**2 * b**2)
    levels = [(1 + length) / 2, (1 - length) / 2]
    matrix = sp.ImmutableMatrix(state)
    for level in levels:  # they are the eigenvalues of the perturbed state
        shifted = sp.ImmutableMatrix(state - level * sp.eye(2))
        yield ck.Vanishes("first law", sp.Determinant(shifted))
    parts = [(matrix - y * sp.eye(2)) / (x - y) for x, y in (levels, levels[::-1])]
    logarithm = sp.log(levels[0]) * parts[0] + sp.log(levels[1]) * parts[1]
    entropy = -sp.Add(*(x * sp.log(x) for x in levels))
    modular = sp.ImmutableMatrix([[-sp.log(sp.factor(p)), 0], [0, -sp.log(sp.factor(q))]])
    yield ck.Step("Modular Hamiltonian of a two-level system:", modular)
    before = sp.Trace(sp.MatMul(sp.ImmutableMatrix(sp.diag(p, q)), modular))
    after = sp.Trace(sp.MatMul(sp.ImmutableMatrix(state), modular))
    yield ck.Step("Entropy of the perturbed state:", entropy)
    relative = sp.Trace(sp.MatMul(matrix, logarithm + modular))
    values = {ENTROPY: entropy - before, MODULAR: after - before, RELATIVE: relative}
    for k in (0, 1):
        gap = form.gap("first law").xreplace(values).doit()
        yield ck.Vanishes("first law", SeriesCoefficient(gap, eps, k))
    yield ck.Vanishes("second order", form.gap("second order").xreplace(values))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Thermal states of random Hamiltonians and random perturbations; spectra and traces."""
    changes = []
    for beta, n in zip(sample["beta"], sample["levels"].astype(int), strict=True):
        h, bump = (m + m.conj().T for m in rng.normal(size=(2, n, n, 2)) @ np.array([0.5, 0.5j]))
        rho = expm(-beta * h / np.abs(h).max())
        z = np.trace(rho).real
        modular = beta * h / np.abs(h).max() + np.log(z) * np.eye(n)
        bump -= np.trace(bump) / n * np.eye(n)
        bump *= np.linalg.eigvalsh(rho)[0] / z / np.linalg.norm(bump, 2)
        before = np.trace(rho @ modular).real / z
        row = []
        for size in SIZES:
            levels, basis = np.linalg.eigh(rho / z + size * bump)
            entropy = -(levels * np.log(levels)).sum()
            energy = np.trace(bump @ modular).real * size
            logarithm = (basis * np.log(levels)) @ basis.conj().T
            distance = np.trace((rho / z + size * bump) @ (logarithm + modular)).real
            row.append([entropy - before, energy, distance])
        changes.append(row)
    found = np.array(changes)
    return ck.Measurement({ENTROPY: found[..., 0], MODULAR: found[..., 1], RELATIVE: found[..., 2]})


CLAIM = ck.Claim(
    key="dong_zhou:first-law",
    source=source("I"),
    kind="result",
    title="The first law of entanglement",
    latex=r"\delta S = \delta \langle K \rangle, \quad K = -\ln\rho_A, \qquad "
    r"\Delta\langle K \rangle - \Delta S = D(\rho' \| \rho)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("beta", 0.5, 3.0, (), "inverse temperature"),
                ck.Integer("levels", 2, 6, (), "levels of the region"),
            )
        ),
        tolerance=1e-9,
        reason="entropies to rounding against a floor of 1e-3; the first link is an order",
        method="spectra of thermal states of random Hamiltonians under random perturbations",
        samples=16,
    ),
    expected="proved",
    words="sentence",
    reading="The region is a finite system with a state of full rank; the perturbation keeps the "
    "trace and need not commute with the state. The first law is exact as a statement about first "
    "derivatives. At second order the entropy falls short by the relative entropy.",
    hypotheses=(beliefs.TWO_LEVELS,),
)
