"""Is (2.5) normalisable for the losses and activations that the text names?"""

from collections.abc import Callable, Iterator
from itertools import pairwise

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr
from sympy.logic.boolalg import Boolean

import proofs.checker as ck
from numerics.calculus import gauss_legendre
from numerics.learning.canonical import log_partition
from numerics.learning.network import boundary_loss, bulk_loss
from proofs.papers.vanchurin.shared import beliefs
from proofs.papers.vanchurin.shared import neurons as net
from proofs.papers.vanchurin.shared.notation import source

N, m = sp.symbols("N m", positive=True)
TANH, RELU, PAIR = (sp.Symbol(f"c_{{{name}}}", real=True) for name in ("tanh", "relu", "relu,pair"))
w = sp.Symbol("w", real=True)
LINKS = ("bounded activation", "rectifier, bulk loss", "rectifier, boundary loss")
V = sp.Symbol("V", real=True)
_FREE, _TAIL = sp.symbols("k_free k_tail", real=True)
_y, _s = sp.symbols("y s", positive=True)


def printed() -> dict[str, Boolean]:
    """All N neurons are confined, so that the integral of (2.5) is finite."""
    return dict(zip(LINKS, (ck.equal(TANH, N), ck.equal(RELU, 1), ck.equal(PAIR, 2)), strict=True))


def amended() -> dict[str, Boolean]:
    """Only the m neurons whose error the loss counts; for one rectifier, unless w = 1."""
    confined = sp.Implies(ck.differ(w, 1), ck.equal(RELU, 1), evaluate=False)
    free = sp.Implies(ck.equal(w, 1), ck.equal(RELU, 0), evaluate=False)
    single = sp.And(confined, free, evaluate=False)
    return dict(zip(LINKS, (ck.equal(TANH, m), single, ck.equal(PAIR, 1)), strict=True))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Growth of the integral over the box |x_i| < R: between bounds, and for one rectifier."""
    yield from _bounded(form[LINKS[0]], premises)
    yield from _single(form[LINKS[1]], premises["2.3"].at(activation=net.rectifier).of(net.H))
    boundary = premises["2.2"].at(projector=sp.diag(1, 0), activation=net.rectifier)
    yield from _pair(form[LINKS[2]], boundary.of(net.H))


def _growth(loss: Expr) -> Expr:
    """lim d log I / d log R of I = int_0^R exp(-beta loss) dy for a polynomial loss.

    1 where the loss is constant, 0 where it rises. Raises ValueError where it falls.
    """
    polynomial = sp.Poly(sp.cancel(loss), _y)
    if polynomial.degree() < 1:
        return sp.S.One
    if not sp.factor(polynomial.LC()).is_positive:
        raise ValueError(f"loss must not fall along a half-line, but is {loss}")
    return sp.S.Zero


def _bounded(statement: Boolean, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The loss of a counted neuron with |f| <= 1 lies between (|x| - 1)^2/2 and (|x| + 1)^2/2."""
    bounds = (_y - 1) ** 2 / 2, (_y + 1) ** 2 / 2
    yield ck.Step("Loss of a neuron at $|x_i|=y\\ge1$, two bounds:", sp.Tuple(*bounds))
    for bound in bounds:
        found = sp.And(ck.equal(_FREE, _growth(sp.S.Zero)), ck.equal(_TAIL, _growth(bound)))
        count = ck.equal(TANH, N - (N - m) * _FREE - m * _TAIL)
        yield ck.Entails(LINKS[0], sp.And(found, count), statement)
    f = sp.symbols("f_1 f_2", real=True)
    rows = {sp.tanh(_drive(i)): f[i] for i in (0, 1)}
    boundary = premises["2.2"].at(projector=sp.diag(1, 0)).of(net.H).xreplace(rows)
    bulk = premises["2.3"].of(net.H).xreplace({**rows, V: sp.S.Zero})
    yield ck.Vanishes(LINKS[0], sp.Derivative(bulk, *net.x), case={"N": 2, "m": 2})
    yield ck.Vanishes(LINKS[0], sp.Derivative(boundary, net.x[1]), case={"N": 2, "m": 1})
    inside = sp.And(_y >= 1, f[0] >= -1, f[0] <= 1)
    for loss in (boundary, bulk.xreplace({net.x[1]: f[1]})):
        for x in (_y, -_y):
            value = loss.xreplace({net.x[0]: x})
            yield ck.Entails(LINKS[0], inside, sp.And(bounds[0] <= value, value <= bounds[1]))


def _drive(i: int) -> Expr:
    return sp.Add(*(net.w[i][j] * net.x[j] for j in (0, 1)), net.b[i])


def _single(statement: Boolean, bulk: Expr) -> Iterator[ck.Step | ck.Obligation]:
    """One rectifier with its own weight and no bias, on either half-line."""
    alone = (net.x[1], net.w[0][1], net.w[1][0], *net.b, V)
    loss = bulk.xreplace(dict.fromkeys(alone, sp.S.Zero))
    inside = sp.And(w > 0, w < 1)
    ranges = (w < 0, ck.equal(w, 0), inside, ck.equal(w, 1), w > 1)
    weights = (-_s, sp.S.Zero, 1 / (1 + _s), sp.S.One, 1 + _s)
    for case, weight in zip(ranges, weights, strict=True):
        halves = [loss.xreplace({net.x[0]: x, net.w[0][0]: weight}) for x in (_y, -_y)]
        yield ck.Step(f"Losses on both half-lines for $w={sp.latex(weight)}$:", sp.Tuple(*halves))
        found = ck.equal(_FREE, sp.Max(*map(_growth, halves)))
        count = sp.And(case, found, ck.equal(RELU, 1 - _FREE))
        yield ck.Entails(LINKS[1], count, statement)


def _pair(statement: Boolean, boundary: Expr) -> Iterator[ck.Step | ck.Obligation]:
    """A bulk neuron is free where it drives the boundary neuron below threshold."""
    yield ck.Step("A boundary and a bulk neuron under the boundary loss:", boundary)
    yield ck.Entails(LINKS[2], _drive(0) <= 0, ck.equal(boundary, net.x[0] ** 2 / 2))
    yield ck.Entails(LINKS[2], sp.true, ck.at_least(boundary, 0))
    at_rest = boundary.xreplace(dict.fromkeys((net.x[0], net.b[0]), sp.S.Zero))
    halves = [at_rest.xreplace({net.x[1]: x, net.w[0][1]: _s}) for x in (_y, -_y)]
    yield ck.Step("Along the bulk neuron, with a boundary neuron at rest:", sp.Tuple(*halves))
    found = ck.equal(_FREE, sp.Max(*map(_growth, halves)))
    yield ck.Entails(LINKS[2], sp.And(found, ck.equal(PAIR, 2 - _FREE)), statement)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Growth of the integral of p_d exp(-beta H) with the box, for tanh pairs and one rectifier.

    The first of the two neurons is on the boundary and has normal data; m = 1 takes the boundary
    loss and m = 2 the bulk loss.
    """
    level = sample["beta"][:, None]
    weights, bias = sample["W"][:, None], sample["b"][:, None]

    def pair(x: ck.Array) -> ck.Array:
        losses = boundary_loss(x, weights, bias, [1.0, 0.0]), bulk_loss(x, weights, bias)
        chosen = np.where(sample["m"][:, None] == 1, *losses)
        return np.asarray(level * chosen + x[:, 0] ** 2 / 2)

    def single(x: ck.Array) -> ck.Array:
        own = sample["w"][:, None, None, None]
        return np.asarray(level * bulk_loss(x, own, np.zeros(1), activation="relu"))

    def rectified(x: ck.Array) -> ck.Array:
        loss = boundary_loss(x, weights, bias, [1.0, 0.0], activation="relu")
        return np.asarray(level * loss + x[:, 0] ** 2 / 2)

    values = {N: np.full(sample["m"].shape, 2.0), m: sample["m"], w: sample["w"]}
    values |= {TANH: 2 - _measured_growth(pair, 2), PAIR: 2 - _measured_growth(rectified, 2)}
    return ck.Measurement({**values, RELU: 1 - _measured_growth(single, 1)})


def _measured_growth(exponent: Callable[[ck.Array], ck.Array], dimension: int) -> ck.Array:
    """The k of I(R) = a R^k + b, from the gain of I at two doublings; 0 where I is finite."""
    sizes = []
    for radius in (12, 24, 48):
        nodes, weights = gauss_legendre(3, float(radius), dimension, radius)
        sizes.append(np.exp(log_partition(exponent(nodes), 1.0, weights)))
    first, second = (b - a + 1e-9 * b for a, b in pairwise(sizes))
    return np.asarray(np.log2(second / first))


CLAIM = ck.Claim(
    key="vanchurin:integrability",
    source=source("2"),
    kind="result",
    title="The maximum entropy distribution is normalisable",
    latex=r"\int d^N x\; p_\partial(\mathbf{x}) \exp\left(-\beta H(\mathbf{x}, \mathbf{q})\right) "
    r"< \infty",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("beta", 0.5, 2.0),
                ck.Integer("W", -2, 2, (2, 2)),
                ck.Real("b", -1.0, 1.0, (2,)),
                ck.Integer("m", 1, 2),
                ck.Integer("w", -2, 2),
            )
        ),
        tolerance=0.05,
        reason="exponents are whole numbers, approached exponentially fast in the size of the box",
        method="growth of the integral with the size of the box, by quadrature",
        samples=12,
        examples=12,
    ),
    words="reading",
    expected="corrected",
    fails_by="bounded activation: right side N for m; rectifier, bulk loss: "
    "Eq(c_{relu}, 1) for (Implies(Eq(w, 1), Eq(c_{relu}, 0))) & (Implies(Ne(w, "
    "1), Eq(c_{relu}, 1))); r... [115658fa]",
    reading="The text gives (2.5) for the boundary loss (2.2) and the bulk loss (2.3), $V=0$, with "
    "the hyperbolic tangent or the rectifier, without a condition. Read as: the integral is "
    "finite, which needs that all $N$ neurons are confined, $c=N$; $c=N-\\lim\\,d\\log I/d\\log R$ "
    "counts the directions in which the integral $I(R)$ over $|x_i|<R$ does not grow. Boundary "
    "neurons may be confined by the data as well, bulk neurons by the loss alone.",
    premises=("vanchurin:2.2", "vanchurin:2.3"),
    hypotheses=(beliefs.DATA_OVER_BOUNDARY, beliefs.NO_OWN_POTENTIAL),
    amended=ck.Amended(
        latex=r"|f_i|\le 1:\; \int_{|x_i|<R} d^N x\; p_\partial\, e^{-\beta H} \sim R^{N-m}, "
        r"\qquad f=\max(0,x),\ N=1,\ (2.3):\; \int_{|x|<R} dx\; e^{-\beta H} \sim "
        r"R^{\,1-\mathrm{sgn}(w-1)^2}, \qquad f=\max(0,x),\ N=2,\ (2.2):\; "
        r"\int_{|x_i|<R} d^2x\; p_\partial\, e^{-\beta H} \sim R",
        links=amended,
        grade="missing hypothesis",
        note="The text gives (2.5) without a condition, and one is needed. With a bounded "
        "activation the integral is finite exactly if the loss counts every neuron, $m=N$: the "
        "bulk loss is fine, the boundary loss with a bulk neuron is not. A single rectifier under "
        "the bulk loss is confined unless its weight is 1, where the loss vanishes on a half-line; "
        "under the boundary loss a bulk rectifier is free wherever it drives the boundary below "
        "threshold. A bounded $V$ changes nothing; a growing $V$, or data over all neurons, "
        "repairs both.",
    ),
)
