"""Section II.B: minimising the Liouville action gives a time slice of anti-de Sitter space."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.information.liouville import relax_liouville
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.unevaluated import RicciScalar, VariationalDerivative

Z, X = sp.symbols("z x", real=True)
MU, EPS = sp.symbols("mu epsilon", positive=True)
SHRINK, CURVATURE = sp.Symbol("e^{-\\phi}", positive=True), sp.Symbol("K", real=True)
DEPTH, CELLS = 12.0, (96, 192, 384)


def printed() -> list[ck.Link]:
    """A hyperbolic disc of curvature -mu."""
    disc = EPS * sp.cosh(Z) + sp.sqrt(MU + EPS**2) * sp.sinh(Z)
    return [
        ck.Link("optimum", ck.equal(SHRINK, disc), order=2),
        ck.Link("curvature", ck.equal(CURVATURE, -MU), order=2),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The field equation, the boundary value, the regular centre, and the curvature."""
    shrink = form.of(SHRINK, "optimum")
    field = sp.Function("phi", real=True)
    action = field(Z).diff(Z) ** 2 + MU * sp.exp(2 * field(Z))
    yield ck.Step("The action, of fields that are constant along the circle:", action)
    yield ck.Step("Its optimum, with $e^{\\phi}=1/\\epsilon$ at the boundary:", -sp.log(shrink))
    least = VariationalDerivative(action, field(Z), (Z,))
    yield ck.Vanishes("optimum", least.doit().subs(field(Z), -sp.log(shrink)))
    yield ck.shows("optimum", sp.Subs(shrink, Z, 0), EPS)
    # a regular centre: the field falls as the logarithm of a distance does
    yield ck.shows("optimum", sp.Limit(sp.Derivative(shrink, Z) / shrink, Z, sp.oo), 1)
    bend = RicciScalar(sp.diag(shrink**-2, shrink**-2), (Z, X)) / 2
    yield ck.Vanishes("curvature", form.gap("curvature").subs(CURVATURE, bend))


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
    words="sentence",
    reading="The path integral of a conformal field theory on a circle, $e^{2\\phi}(dz^2+dx^2)$ "
    "with x of period $2\\pi$ and $e^{\\phi}=1/\\epsilon$ at the boundary z = 0; deep inside, "
    "$z\\to\\infty$, the centre is regular. The optimum is a disc of curvature $-\\mu$, the time "
    "slice of $AdS_3$. Error terms are in the spacing of the grid. Entanglement wedges, named in "
    "the same sentence, are not tested.",
    hypotheses=(beliefs.REGULAR_CENTRE,),
)
