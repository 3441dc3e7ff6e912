"""Sections I and II.C: the first law of entanglement, and what is left at second order."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from scipy.linalg import expm

import proofs.checker as ck
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.exact.order import series_coefficients

ENTROPY, MODULAR, RELATIVE = sp.symbols("Delta_S Delta_K D", real=True)
SIZES = 0.02 * 0.5 ** np.arange(4)


def printed() -> list[ck.Link]:
    """Changes of entropy and modular energy agree to first order; D is what they differ by."""
    return [
        ck.Link("first law", ck.equal(ENTROPY, MODULAR), order=2),
        ck.Link("second order", ck.equal(RELATIVE, MODULAR - ENTROPY)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Two levels with any perturbation, diagonal and off the diagonal."""
    eps, size = sp.symbols("epsilon s", positive=True)
    a, b = sp.symbols("a b", real=True)
    r = size / (1 + size)  # any length of the Bloch vector below 1
    p, q = (1 + r) / 2, (1 - r) / 2
    length = sp.sqrt((r + 2 * eps * a) ** 2 + 4 * eps**2 * b**2)
    levels = [(1 + length) / 2, (1 - length) / 2]
    entropy = -sp.Add(*(x * sp.log(x) for x in levels))
    modular = sp.Matrix([[-sp.log(sp.factor(p)), 0], [0, -sp.log(sp.factor(q))]])
    change = eps * sp.Matrix([[a, b], [b, -a]])
    energy = (change * modular).trace()
    before = (sp.diag(p, q) * modular).trace()
    values = {ENTROPY: entropy - before, MODULAR: energy}
    values[RELATIVE] = before + energy - entropy  # -S of the new state + its energy
    law, rest = form["first law"], form["second order"]
    gap = (law.lhs - law.rhs).subs(values)
    coefficients = series_coefficients(gap, eps, 1)
    return ck.Derivation(
        steps=(
            ck.Step("Modular Hamiltonian of a two-level system:", modular),
            ck.Step("Change of its mean in a perturbation:", ck.equal(MODULAR, energy)),
            ck.Step("Change of the entropy:", ck.equal(ENTROPY, entropy - before)),
            ck.Step("Coefficients of orders 0 and 1 of their difference:", sp.Tuple(*coefficients)),
        ),
        obligations=(
            *(ck.Vanishes("first law", c) for c in coefficients),
            ck.Vanishes("second order", (rest.lhs - rest.rhs).subs(values)),
        ),
    )


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
    reading="The region is a finite system with a state of full rank; the perturbation keeps the "
    "trace and need not commute with the state. The first law is exact as a statement about first "
    "derivatives. At second order the entropy falls short by the relative entropy.",
    hypotheses=("two levels are written out in the exact arm",),
)
