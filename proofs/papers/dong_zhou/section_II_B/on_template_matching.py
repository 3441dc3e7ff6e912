"""Section II.B: template matching and Nielsen's complexity are one Euler-Arnold problem."""

import re
from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.landmarks.geodesic import LandmarkPath, landmark_geodesic, velocity
from numerics.nielsen.cost import from_coefficients
from numerics.nielsen.euler_arnold import geodesic
from numerics.qubits.pauli import matrices
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.algebra.euler_arnold import momentum_rate
from qmgr_sym.algebra.pauli import string_matrix

PLACES = ("Diff", "SU")
RATE = {k: sp.Symbol(rf"\frac{{d}}{{dt}}\langle m,w\rangle_{{{k}}}", real=True) for k in PLACES}
AHEAD = {k: sp.Symbol(rf"\langle m,Dw\,v\rangle_{{{k}}}", real=True) for k in PLACES}
BEHIND = {k: sp.Symbol(rf"\langle m,Dv\,w\rangle_{{{k}}}", real=True) for k in PLACES}
KEPT = {
    name: sp.symbols(rf"{name}(0) {name}(1)", real=True)
    for name in ("E_{Diff}", "P", "M", "E_{SU}")
}
WIDTH = 1.5


def printed() -> list[ck.Link]:
    """d<m,w>/dt = <m, Dw v - Dv w> in both places; energy and momenta are kept."""
    forms = [ck.Link(k, ck.equal(RATE[k], AHEAD[k] - BEHIND[k])) for k in PLACES]
    kept = [
        ck.Link(re.sub("[_{}]", " ", name).strip(), ck.equal(later, now))
        for name, (now, later) in KEPT.items()
    ]
    return [*forms, *kept]


@cache
def _landmarks() -> dict[sp.Symbol, sp.Expr]:
    """Both sides for two landmarks in the plane and any test field, from Hamilton's equations."""
    q = sp.Matrix(2, 2, sp.symbols("q_1x q_1y q_2x q_2y", real=True))
    p = sp.Matrix(2, 2, sp.symbols("p_1x p_1y p_2x p_2y", real=True))
    w = sp.Matrix(2, 2, sp.symbols("w_1x w_1y w_2x w_2y", real=True))
    slope = [
        sp.Matrix(2, 2, sp.symbols(f"D{i}_xx D{i}_xy D{i}_yx D{i}_yy", real=True)) for i in "12"
    ]
    s, x, y, t = sp.symbols("s x y t", positive=True)

    def field(point: sp.Matrix) -> sp.Matrix:
        parts = (sp.exp(-((point - q.row(j)).norm() ** 2) / (2 * s**2)) * p.row(j) for j in (0, 1))
        return sum(parts, sp.zeros(1, 2))

    hamiltonian = sum((p.row(i).dot(field(q.row(i))) for i in (0, 1)), sp.S.Zero) / 2
    move, force = hamiltonian.diff(p), -hamiltonian.diff(q)
    jacobian = field(sp.Matrix([[x, y]])).T.jacobian([x, y])
    rate = ahead = behind = sp.S.Zero
    for i in (0, 1):
        here = dict(zip((x, y), q.row(i), strict=True))
        rate += force.row(i).dot(w.row(i)) + p.row(i).dot(slope[i] * move.row(i).T)
        ahead += p.row(i).dot(slope[i] * field(q.row(i)).T)
        behind += p.row(i).dot(jacobian.subs(here) * w.row(i).T)
    values = {RATE["Diff"]: rate, AHEAD["Diff"]: ahead, BEHIND["Diff"]: behind}
    turn = sum((q[i, 0] * p[i, 1] - q[i, 1] * p[i, 0] for i in (0, 1)), sp.S.Zero)
    for name, kept in (("E_{Diff}", hamiltonian), ("P", p[0, 0] + p[1, 0]), ("M", turn)):
        change = sum(
            (kept.diff(a) * b for a, b in zip([*q, *p], [*move, *force], strict=True)), sp.S.Zero
        )
        values |= dict(zip(KEPT[name], (kept, kept + t * change), strict=True))
    return values


@cache
def _qubit() -> dict[sp.Symbol, sp.Expr]:
    """The same for one qubit with a cost per string; i [H, W] stands for Dw v - Dv w."""
    h = {s: sp.Symbol(f"h_{s}", real=True) for s in "XYZ"}
    w = {s: sp.Symbol(f"w_{s}", real=True) for s in "XYZ"}
    c = {s: sp.Symbol(f"c_{s}", positive=True) for s in "XYZ"}
    rates = {s: momentum_rate(s, h, c) for s in "XYZ"}
    velocity_, test, momentum = (
        sum((v * string_matrix(s) for s, v in table.items()), sp.zeros(2))
        for table in (h, w, {s: c[s] * h[s] for s in "XYZ"})
    )
    pair = [
        (sp.I * (momentum * a * b).trace() / 2).expand()
        for a, b in ((velocity_, test), (test, velocity_))
    ]
    energy = sum((c[s] * h[s] ** 2 for s in "XYZ"), sp.S.Zero)
    change = sum((2 * h[s] * rates[s] for s in "XYZ"), sp.S.Zero)
    return {
        RATE["SU"]: sum((rates[s] * w[s] for s in "XYZ"), sp.S.Zero),
        AHEAD["SU"]: pair[0],
        BEHIND["SU"]: pair[1],
        **dict(zip(KEPT["E_{SU}"], (energy, energy + change), strict=True)),
    }


def exact(given: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Hamilton's equations of landmarks and dL/dt = i [L, H], paired with any test field."""
    values = _landmarks() | _qubit()
    yield ck.Step(
        "Energy of two landmarks with a Gaussian kernel of width s:", values[KEPT["E_{Diff}"][0]]
    )
    yield ck.Step(
        "One qubit with costs: the rate of the momentum along $W=\\sum w_sP_s$:",
        values[RATE["SU"]],
    )
    yield ck.Step(
        "and its pairing with $i[H,W]$:", (values[AHEAD["SU"]] - values[BEHIND["SU"]]).expand()
    )
    for name in given:
        yield ck.Vanishes(name, given.gap(name).xreplace(values))


def _wave(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A test field (sin(x + 2y), cos(x - y)) and its Jacobian."""
    a, b = x[..., 0] + 2 * x[..., 1], x[..., 0] - x[..., 1]
    rows = ((np.cos(a), 2 * np.cos(a)), (-np.sin(b), np.sin(b)))
    return np.stack([np.sin(a), np.cos(b)], -1), np.stack([np.stack(r, -1) for r in rows], -2)


def _rate(onward: np.ndarray, backward: np.ndarray, step: float) -> np.ndarray:
    """Slope of order six at the start of two runs that are recorded at three times each."""
    weights = np.array([45.0, -9.0, 1.0]) / 60 / step
    return np.asarray((onward[:, 1:] - backward[:, 1:]) @ weights)


def _paired(path: LandmarkPath) -> np.ndarray:
    return np.asarray((path.momenta * _wave(path.positions)[0]).sum((-1, -2)))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Geodesics of three landmarks and of two qubits, integrated to both sides."""
    n = len(sample["q"])
    q, p = sample["q"].reshape(n, 3, 2) / 2, sample["p"].reshape(n, 3, 2) / 4
    step = 0.02
    runs = [
        landmark_geodesic(q, p, WIDTH, duration=s * 3 * step, steps=12, every=4) for s in (1, -1)
    ]
    whole = landmark_geodesic(q, p, WIDTH, steps=40, every=40)
    w, dw = _wave(q)
    gaps = [velocity(q + e, q, p, WIDTH) - velocity(q - e, q, p, WIDTH) for e in np.eye(2) * 1e-5]
    dv = np.stack(gaps, -1) / 2e-5
    values: dict[sp.Symbol, np.ndarray] = {
        RATE["Diff"]: _rate(_paired(runs[0]), _paired(runs[1]), step),
        AHEAD["Diff"]: np.einsum("nia,niab,nib->n", p, dw, velocity(q, q, p, WIDTH)),
        BEHIND["Diff"]: np.einsum("nia,niab,nib->n", p, dv, w),
    }
    kept = {
        "E_{Diff}": whole.energy,
        "P": whole.linear_momentum[..., 0],
        "M": whole.angular_momentum[..., 0, 1],
    }
    h = np.zeros((n, 16))
    h[:, 1:] = sample["h"] / 4
    cost = np.ones((n, 16))
    cost[:, 1:] = sample["c"]
    test = matrices(np.arange(1, 16), 2).sum(0)
    paths = [
        geodesic(from_coefficients(s * h), cost, duration=0.06 / 4, steps=6, every=2)
        for s in (1, -1)
    ]
    momenta = [
        s * np.einsum("nkab,ba->nk", g.momenta, test).real / 4
        for s, g in zip((1, -1), paths, strict=True)
    ]
    momentum, start = paths[0].momenta[:, 0], paths[0].hamiltonians[:, 0]
    values[RATE["SU"]] = _rate(momenta[0], momenta[1], 0.005)
    values[AHEAD["SU"]] = (1j * np.trace(momentum @ start @ test, axis1=1, axis2=2)).real / 4
    values[BEHIND["SU"]] = (1j * np.trace(momentum @ test @ start, axis1=1, axis2=2)).real / 4
    kept["E_{SU}"] = paths[0].energy
    for name, along in kept.items():
        values |= {KEPT[name][0]: along[:, 0], KEPT[name][1]: along[:, -1]}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="dong_zhou:template-matching",
    source=source("II.B"),
    kind="result",
    title="Template matching is the same geodesic problem as Nielsen's complexity",
    latex=r"\frac{d}{dt}\langle m, w\rangle = \langle m, [w, v]\rangle \quad"
    r"\text{on } Diff(\Omega) \text{ and on } SU(2^n)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("q", -2, 2, (6,), "twice the positions of three landmarks"),
                ck.Integer("p", -2, 2, (6,), "four times their momenta"),
                ck.Integer("h", -1, 1, (15,), "four times H on two qubits"),
                ck.Integer("c", 1, 4, (15,), "costs of the strings"),
            )
        ),
        tolerance=1e-6,
        reason="slopes of order six at spacing 0.02: 1e-8; order four in time: 1e-8",
        method="landmark geodesics and qubit geodesics integrated, slopes by differences",
        samples=32,
        examples=40,
    ),
    expected="proved",
    reading="That the problems are exactly the same is read as: both are Euler-Arnold equations of "
    "a right-invariant metric, one formula with two algebras, with the same kind of conserved "
    "quantities. The algebras and metrics differ, as the text says further on. Images are "
    "represented by landmarks, on which the momentum sits.",
    hypotheses=("the kernel is Gaussian", "Nielsen's metric is diagonal in the Pauli strings"),
)
