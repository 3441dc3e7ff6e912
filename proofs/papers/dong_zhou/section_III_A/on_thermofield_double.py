"""Section III.A: the thermofield double is an entangled state whose halves are thermal."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from scipy.linalg import expm

import proofs.checker as ck
from numerics.qubits.entanglement import partial_trace
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.unevaluated import Rank

LEVELS = 3
E = sp.symbols(f"E_1:{LEVELS + 1}", real=True)
BETA, PARTITION = sp.symbols("beta Z", positive=True)
WEIGHTS = sp.symbols(f"p_1:{LEVELS + 1}", positive=True)
ENTROPY, MEAN, RANK = (
    sp.Symbol("S_L", positive=True),
    sp.Symbol("U", real=True),
    sp.Symbol("r", real=True),
)


def printed() -> list[ck.Link]:
    """Weights of a half are thermal; its entropy is that of the heat bath; it is not zero."""
    thermal = [
        ck.Link(f"weight {i + 1}", ck.equal(w, sp.exp(-BETA * e) / PARTITION))
        for i, (w, e) in enumerate(zip(WEIGHTS, E, strict=True))
    ]
    heat = ck.equal(ENTROPY, BETA * MEAN + sp.log(PARTITION))
    return [*thermal, ck.Link("entropy", heat), ck.Link("entangled", ck.greater(RANK, 1))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Schmidt form of sum_i e^(-beta E_i / 2) |i i*>, normalised."""
    ket = sp.ImmutableMatrix(sp.diag(*(sp.exp(-BETA * e / 2) for e in E)))

    def within(operator: sp.Matrix) -> sp.Expr:
        return sp.Trace(sp.MatMul(sp.ImmutableMatrix(operator), ket, ket.T))

    z = within(sp.eye(LEVELS))
    weights = [within(sp.diag(*(int(i == k) for i in range(LEVELS)))) / z for k in range(LEVELS)]
    entropy = -sp.Add(*(w * (-BETA * e - sp.log(z)) for w, e in zip(weights, E, strict=True)))
    values = {PARTITION: z, ENTROPY: entropy, MEAN: within(sp.diag(*E)) / z}
    values |= dict(zip(WEIGHTS, weights, strict=True))
    case = {"levels": LEVELS}
    yield ck.Step("Amplitudes of the double over both halves:", ket)
    yield ck.Step("Weights of one half:", sp.Tuple(*(w.doit() for w in weights)))
    for name, statement in form.items():
        if isinstance(statement, sp.Eq):
            yield ck.Vanishes(name, form.gap(name).xreplace(values), case=case)
        else:
            yield ck.Entails(name, ck.equal(RANK, Rank(ket).doit()), statement, case=case)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Cool a maximally entangled pair in imaginary time, in a random basis, and trace one half."""
    energies, beta = np.sort(sample["energies"], axis=-1), sample["beta"]
    parts = rng.normal(size=(2, len(beta), LEVELS, LEVELS))
    basis, _ = np.linalg.qr(parts[0] + 1j * parts[1])
    h = (basis * energies[:, None, :]) @ np.swapaxes(basis, -1, -2).conj()
    one = np.eye(LEVELS)
    both = np.einsum("nij,kl->nikjl", h, one) + np.einsum("ij,nkl->nikjl", one, h.conj())
    both = both.reshape(-1, LEVELS**2, LEVELS**2)
    cooled = np.stack([expm(-b * m / 4) for b, m in zip(beta, both, strict=True)])
    psi = cooled @ (np.eye(LEVELS).ravel() / np.sqrt(LEVELS))
    psi = psi / np.linalg.norm(psi, axis=-1, keepdims=True)
    rho = partial_trace(psi[:, :, None] * psi[:, None, :].conj(), (LEVELS, LEVELS), 0)
    spectrum = np.linalg.eigvalsh(rho)[:, ::-1]
    values: dict[sp.Basic, np.ndarray] = {
        BETA: beta,
        PARTITION: np.stack([np.trace(expm(-b * m)).real for b, m in zip(beta, h, strict=True)]),
        ENTROPY: -(spectrum * np.log(spectrum)).sum(-1),
        MEAN: np.einsum("nij,nji->n", rho, h).real,
        RANK: (spectrum > 1e-10).sum(-1),
    }
    values |= {e: energies[:, i] for i, e in enumerate(E)}
    values |= {w: spectrum[:, i] for i, w in enumerate(WEIGHTS)}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="dong_zhou:thermofield-double",
    source=source("III.A"),
    kind="result",
    title="The thermofield double is an entangled state",
    latex=r"|TFD\rangle = \frac{1}{\sqrt{Z}} \sum_i e^{-\beta E_i/2} |i\rangle |i^*\rangle, \quad "
    r"\rho_L = \frac{e^{-\beta H}}{Z}, \quad S_L = \beta U + \ln Z > 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("energies", -1.0, 1.0, (LEVELS,), "energy levels"),
                ck.Real("beta", 0.2, 3.0, (), "inverse temperature"),
            )
        ),
        tolerance=1e-11,
        reason="exponentials of small matrices to rounding",
        method="imaginary time from a maximally entangled pair, partial trace, spectrum",
    ),
    expected="proved",
    words="sentence",
    reading="Entropies are in nats here. That the double is dual to the eternal black hole is part "
    "of ER=EPR and is not tested; what is tested is that its halves are thermal and entangled. "
    "Three levels are written out.",
)
