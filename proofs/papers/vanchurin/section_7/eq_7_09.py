"""(7.9): the Christoffel symbols."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.basic import Basic
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared.notation import source
from proofs.papers.vanchurin.shared.worldlines import christoffel_symbol

INDICES = (0, 1)
PAIRS = ((0, 0), (0, 1), (1, 1))
PLACES = sp.symbols("x^0 x^1", real=True)
UPPER = {pair: sp.Symbol(f"g^{{{pair[0]}{pair[1]}}}", real=True) for pair in PAIRS}


def lower(a: int, b: int) -> Expr:
    """The component g_ab(x)."""
    return sp.Function(f"g_{{{min(a, b)}{max(a, b)}}}", real=True)(*PLACES)


def _upper(a: int, b: int) -> Expr:
    return UPPER[min(a, b), max(a, b)]


def printed() -> list[ck.Link]:
    """Gamma^mu_ab = (1/2) g^{mu nu} (d_b g_nu_a + d_a g_nu_b - d_nu g_ab)."""
    links = []
    for mu in INDICES:
        for a, b in PAIRS:
            terms = (
                _upper(mu, nu)
                * (
                    sp.Derivative(lower(nu, a), PLACES[b])
                    + sp.Derivative(lower(nu, b), PLACES[a])
                    - sp.Derivative(lower(a, b), PLACES[nu])
                )
                for nu in INDICES
            )
            right = sp.Add(*terms) / 2
            links.append(
                ck.Link(
                    f"{mu}, {a}{b}",
                    ck.equal(christoffel_symbol(mu, a, b), right),
                )
            )
    return links


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """The metric has to be constant under the connection, which is symmetric: six equations."""
    matrix = sp.Matrix(2, 2, lambda a, b: lower(a, b))
    inverse = matrix.adjugate() / matrix.det()
    upper = {UPPER[pair]: inverse[pair] for pair in PAIRS}
    gamma = {
        (mu, a, b): form[f"{mu}, {min(a, b)}{max(a, b)}"].rhs.subs(upper)
        for mu in INDICES
        for a in INDICES
        for b in INDICES
    }

    def constancy(c: int, m: int, n: int) -> Expr:
        lost = sum(gamma[s, c, m] * lower(s, n) + gamma[s, c, n] * lower(m, s) for s in INDICES)
        return sp.Derivative(lower(m, n), PLACES[c]) - lost

    equations = [(c, m, n) for c in INDICES for m, n in PAIRS]
    free = _jet()
    return ck.Derivation(
        steps=(
            ck.Step("Inverse of a general metric in two dimensions:", inverse),
            ck.Step(
                "Required: symmetric in the lower indices, and the metric is constant, "
                "$\\partial_\\lambda g_{\\mu\\nu}=\\Gamma^\\sigma_{\\lambda\\mu}g_{\\sigma\\nu}+"
                "\\Gamma^\\sigma_{\\lambda\\nu}g_{\\mu\\sigma}$. These are as many linear "
                "equations as there are symbols, with one solution. First of them:",
                ck.equal(
                    sp.Derivative(lower(0, 0), PLACES[0]),
                    2
                    * (
                        christoffel_symbol(0, 0, 0) * lower(0, 0)
                        + christoffel_symbol(1, 0, 0) * lower(0, 1)
                    ),
                ),
            ),
        ),
        obligations=tuple(
            ck.Vanishes(name, constancy(*equation).xreplace(free))
            for name, equation in zip(form, equations, strict=True)
        ),
    )


def _jet() -> dict[Expr, Expr]:
    """Values and first derivatives at an event, which are free, as symbols of their own."""
    values = {lower(a, b): sp.Symbol(f"g_{a}{b}", real=True) for a, b in PAIRS}
    slopes = {
        sp.Derivative(g, PLACES[c]): sp.Symbol(f"{name}_{c}", real=True)
        for g, name in values.items()
        for c in INDICES
    }
    return {**slopes, **values}


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Free fall by Hamilton's equations at three velocities: x'' = - Gamma(x', x'), polarised."""
    base, slope = sample["metric"], sample["slope"]
    step = 1e-30

    def metric(x: np.ndarray) -> np.ndarray:
        part = base + (slope * np.sin(x)[..., None, :]).sum(-1)
        rows = [
            np.stack([part[..., 0] - 1, part[..., 1]], -1),
            np.stack([part[..., 1], part[..., 2] + 1], -1),
        ]
        return np.stack(rows, -2)

    def raised(x: np.ndarray, p: np.ndarray) -> np.ndarray:
        return np.asarray(np.linalg.solve(metric(x), p[..., None])[..., 0])

    x = sample["x"]
    bumps = 1j * step * np.eye(2)[:, None, :]

    def acceleration(u: np.ndarray) -> np.ndarray:
        p = np.einsum("nab,nb->na", metric(x), u)
        energy = ((raised(x + bumps, p + 0j) * p).sum(-1) / 2).imag / step
        moved = raised(x + 1j * step * u, p - 1j * step * energy.T)
        return np.asarray(moved.imag / step)

    one = np.eye(2)[:, None, :] + np.zeros((2, len(x), 2))
    first, second, both = (acceleration(u) for u in (one[0], one[1], one[0] + one[1]))
    found = {(0, 0): -first, (1, 1): -second, (0, 1): -(both - first - second) / 2}
    slopes = metric(x + bumps).imag / step
    inverse = np.linalg.inv(metric(x))
    values: dict[Basic, np.ndarray] = {}
    for a, b in PAIRS:
        values[UPPER[a, b]] = inverse[:, a, b]
        values |= {christoffel_symbol(m, a, b): found[a, b][:, m] for m in INDICES}
        values |= {sp.Derivative(lower(a, b), PLACES[c]): slopes[c][:, a, b] for c in INDICES}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:7.9",
    source=source("7", "7.9"),
    kind="definition",
    title="Christoffel symbols",
    latex=r"\Gamma^{\mu}_{\alpha\beta} \equiv \frac{1}{2} g^{\mu\nu} "
    r"\left(\frac{\partial g_{\nu\alpha}}{\partial x^{\beta}} + "
    r"\frac{\partial g_{\nu\beta}}{\partial x^{\alpha}} - "
    r"\frac{\partial g_{\alpha\beta}}{\partial x^{\nu}} \right)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("metric", -0.3, 0.3, (3,), "g less the flat metric"),
                ck.Real("slope", -0.5, 0.5, (3, 2)),
                ck.Real("x", -1.0, 1.0, (2,), "event"),
            )
        ),
        tolerance=1e-10,
        reason="complex steps and one linear solve of a well conditioned metric",
        method="free fall by Hamilton's equations, polarised in the velocity",
        samples=32,
        floor=1e-2,
    ),
    expected="well-posed",
    reading="Two dimensions, a general metric of two coordinates. Required: the one symmetric "
    "connection under which the metric is constant, and the one whose geodesics are those of "
    "free fall. The argument by six equations for six symbols is the same in any dimension.",
)
