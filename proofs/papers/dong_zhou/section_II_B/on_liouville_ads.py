"""Section II.B: minimising the Liouville action gives a time slice of anti-de Sitter space."""

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.information.liouville import relax_liouville
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.geometry.metric import Metric

Z, X = sp.symbols("z x", real=True)
MU, EPS = sp.symbols("mu epsilon", positive=True)
SHRINK, CURVATURE = sp.Symbol("e^{-\\phi}", positive=True), sp.Symbol("K", real=True)
SHRINK_OF = sp.Function("S", positive=True)
DEPTH, CELLS = 12.0, (96, 192, 384)


def printed() -> list[ck.Link]:
    """A hyperbolic disc of curvature -mu."""
    disc = EPS * sp.cosh(Z) + sp.sqrt(MU + EPS**2) * sp.sinh(Z)
    return [
        ck.Link("optimum", ck.equal(SHRINK, disc), order=2),
        ck.Link("curvature", ck.equal(CURVATURE, -MU), order=2),
    ]


def liouville_residual(phi: sp.Expr) -> sp.Expr:
    """Half the Euler-Lagrange expression of (d_z phi)^2 + (d_x phi)^2 + mu e^(2 phi)."""
    return MU * sp.exp(2 * phi) - phi.diff(Z, 2) - phi.diff(X, 2)


def scheme_coefficients() -> list[sp.Expr]:
    """Orders 0 and 1 in h of what second differences leave of the second derivative."""
    h, phi = sp.Symbol("h", positive=True), sp.Function("phi", real=True)
    taylor = [
        sum((s * h) ** k / sp.factorial(k) * phi(Z).diff(Z, k) for k in range(5)) for s in (1, -1)
    ]
    left = sp.expand((sum(taylor) - 2 * phi(Z)) / h**2 - phi(Z).diff(Z, 2))
    return [left.coeff(h, k) for k in (0, 1)]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """The field equation, the boundary value, the regular centre, and the curvature."""
    shrink = form["optimum"].rhs
    t = sp.Symbol("t", positive=True)
    phi = -sp.log(shrink)
    deep = shrink.rewrite(sp.exp).subs(sp.exp(Z), 1 / t).subs(sp.exp(-Z), t)
    slope = sp.cancel(sp.together(t * deep.diff(t) / deep)).subs(t, 0)
    g = Metric(sp.diag(1, 1) * SHRINK_OF(Z) ** -2, (Z, X))
    bend = (g.scalar() / 2).subs(SHRINK_OF(Z), shrink).doit()
    return ck.Derivation(
        steps=(
            ck.Step(
                "Residual of the Liouville equation:", liouville_residual(sp.Function("phi")(Z))
            ),
            ck.Step(
                "The field of the printed form, with $e^{\\phi}=1/\\epsilon$ at the boundary:",
                ck.equal(sp.Symbol("phi"), phi),
            ),
            ck.Step("Curvature of $e^{2\\phi}(dz^2+dx^2)$:", g.scalar() / 2),
        ),
        obligations=(
            ck.Vanishes("optimum", liouville_residual(phi)),
            ck.Vanishes("optimum", shrink.subs(Z, 0) - EPS),
            ck.Vanishes("optimum", slope + 1),
            ck.Entails("optimum", sp.true, (deep * t).expand().subs(t, 0) > 0),
            *(ck.Vanishes("optimum", c) for c in scheme_coefficients()),
            ck.Vanishes("curvature", bend - form["curvature"].rhs),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Newton relaxation on three grids; curvature from a disc's area and circumference."""
    shrink, bend = [], []
    for mu, eps in zip(sample["mu"], sample["epsilon"], strict=True):
        fields = [relax_liouville([-np.log(eps)], -1.0, mu=mu, depth=DEPTH, cells=n) for n in CELLS]
        rows = [np.exp(-f.field[:: n // 24, 0][1:7]) for f, n in zip(fields, CELLS, strict=True)]
        shrink.append(np.stack(rows, axis=-1))
        bend.append([_curvature(f.depth, f.field[:, 0]) for f in fields])
    depth = np.broadcast_to(DEPTH / 24 * np.arange(1, 7), (len(shrink), 6))
    values: dict[sp.Basic, np.ndarray] = {SHRINK: np.stack(shrink), Z: depth}
    values |= {MU: sample["mu"], EPS: sample["epsilon"], CURVATURE: np.array(bend)[:, None]}
    return ck.Measurement(values)


def _curvature(depth: np.ndarray, phi: np.ndarray) -> float:
    """K = (4 pi A - C^2) / A^2 for the disc below half a unit of z, by the trapezoidal rule."""
    h, start = depth[1], int(np.rint(0.5 / depth[1]))
    area = 2 * np.pi * h * (np.exp(2 * phi[start:]).sum() - np.exp(2 * phi[start]) / 2)
    rim = 2 * np.pi * np.exp(phi[start])
    return float((4 * np.pi * area - rim**2) / area**2)


CLAIM = ck.Claim(
    key="dong_zhou:liouville-ads",
    source=source("II.B"),
    kind="result",
    title="Optimising the Liouville action gives AdS",
    latex=r"\min_\phi \int (\partial\phi)^2 + \mu e^{2\phi}: \quad "
    r"e^{-\phi} = \epsilon \cosh z + \sqrt{\mu + \epsilon^2} \sinh z, \qquad K = -\mu",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Real("mu", 0.5, 2.0), ck.Real("epsilon", 0.5, 1.5, (), "boundary scale"))),
        tolerance=1e-9,
        reason="no link is judged by it: both are orders in the spacing of the grid",
        method="Newton relaxation of the discretised action on grids of 96, 192, 384 cells",
        samples=8,
    ),
    expected="proved",
    reading="The path integral of a conformal field theory on a circle, $e^{2\\phi}(dz^2+dx^2)$ "
    "with x of period $2\\pi$ and $e^{\\phi}=1/\\epsilon$ at the boundary z = 0; deep inside, "
    "$z\\to\\infty$, the centre is regular. The optimum is a disc of curvature $-\\mu$, the time "
    "slice of $AdS_3$. Error terms are in the spacing of the grid. Entanglement wedges, named in "
    "the same sentence, are not tested.",
)
