"""Is (2.5) normalisable for the losses and activations that the text names?"""

from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.learning.canonical import growth_exponents
from numerics.learning.network import boundary_loss, bulk_loss
from proofs.papers.vanchurin.shared.notation import beta, source

N, m = sp.symbols("N m", positive=True)
CONFINED = sp.Symbol("c_{tanh}", real=True)
CONFINED_RECTIFIER = sp.Symbol("c_{relu}", real=True)
CONFINED_PAIR = sp.Symbol("c_{relu,pair}", real=True)
w = sp.Symbol("w", real=True)
WEIGHTS = (sp.Integer(-1), sp.Rational(1, 2), sp.Integer(1), sp.Integer(2))
_x, _f = sp.symbols("x f", real=True)
_y, _c = sp.symbols("y c", positive=True)
_R = sp.Symbol("R", positive=True)


def printed() -> list[ck.Link]:
    """All N neurons are confined, so that the integral of (2.5) is finite."""
    return [
        ck.Link("bounded activation", ck.equal(CONFINED, N)),
        ck.Link("rectifier, bulk loss", ck.equal(CONFINED_RECTIFIER, 1)),
        ck.Link("rectifier, boundary loss", ck.equal(CONFINED_PAIR, 2)),
    ]


def amended() -> list[ck.Link]:
    """Only the m neurons whose error the loss counts; for one rectifier, unless w = 1."""
    return [
        ck.Link("bounded activation", ck.equal(CONFINED, m)),
        ck.Link("rectifier, bulk loss", ck.equal(CONFINED_RECTIFIER, sp.sign(w - 1) ** 2)),
        ck.Link("rectifier, boundary loss", ck.equal(CONFINED_PAIR, 1)),
    ]


def _exponent(integral: Expr) -> Expr:
    """The limit of d log I / d log R for R to infinity; zero where I has a finite limit."""
    if integral.subs(_R, sp.oo).is_finite:
        return sp.S.Zero
    return sp.limit(_R * integral.diff(_R) / integral, _R, sp.oo)


@cache
def _bounds() -> tuple[Expr, Expr]:
    """Confined directions from the lower and the upper bound of |x - f|, |f| <= 1."""
    tail = sp.integrate(sp.exp(-beta * (_x - 1) ** 2 / 2), (_x, 1, _R))
    above = 2 + 2 * tail
    below = 2 * sp.integrate(sp.exp(-beta * (_x + 1) ** 2 / 2), (_x, 0, _R))
    first, second = ((N - m) + m * _exponent(factor) for factor in (above, below))
    return N - first, N - second


@cache
def _rectifier(weight: Expr) -> Expr:
    """Confined directions of one rectifier with its own weight and no bias: 1 or 0."""
    errors = (-_y - sp.Max(0, -weight * _y), _y - sp.Max(0, weight * _y))
    halves = (sp.integrate(sp.exp(-beta * e**2 / 2), (_y, 0, _R)) for e in errors)
    return 1 - _exponent(sp.Add(*halves))


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Growth of the integral over the box |x_i| < R, between bounds and for one rectifier."""
    form, single, pair = (given[name].rhs for name in given)
    bounds = _bounds()
    bounded = sp.And(sp.Ge(_f, -1), sp.Le(_f, 1))
    outside = sp.And(bounded, sp.Ge(sp.Abs(_x), 1))
    return ck.Derivation(
        steps=(
            ck.Step(
                "For $|f|\\le 1$ and $|x|\\ge 1$ the local error lies between",
                sp.Tuple(sp.Abs(_x) - 1, sp.Abs(_x) + 1),
            ),
            ck.Step(
                "so that each neuron in the loss contributes a bounded factor and each other "
                "neuron "
                "a factor $2R$; directions confined, from either bound:",
                sp.Tuple(*bounds),
            ),
            ck.Step(
                "One rectifier in the bulk loss, confined directions at four own weights $w$; the "
                "others follow by rescaling $x$:",
                sp.Tuple(
                    *(ck.equal(w, value) for value in WEIGHTS),
                    *(_rectifier(value) for value in WEIGHTS),
                ),
            ),
            ck.Step(
                "A boundary and a bulk neuron, rectifiers under the boundary loss, $w_{12}=w\\neq "
                "0$: on the half-line where $wx+f\\le 0$ the bulk neuron does not enter, so that "
                "the "
                "integral lies between",
                sp.Tuple(_c * (_R - sp.Abs(_f / w)), 2 * _R),
            ),
        ),
        obligations=(
            ck.Entails("bounded activation", outside, sp.Ge(sp.Abs(_x - _f), sp.Abs(_x) - 1)),
            ck.Entails("bounded activation", bounded, sp.Le(sp.Abs(_x - _f), sp.Abs(_x) + 1)),
            *(ck.Vanishes("bounded activation", form - bound) for bound in bounds),
            *(
                ck.Vanishes("rectifier, bulk loss", single.subs(w, value) - _rectifier(value))
                for value in WEIGHTS
            ),
            ck.Entails(
                "rectifier, boundary loss", sp.Le(w * _x + _f, 0), sp.Eq(sp.Max(0, w * _x + _f), 0)
            ),
            *(
                ck.Vanishes("rectifier, boundary loss", pair - (2 - _exponent(bound)))
                for bound in (_c * (_R - sp.Abs(_f / w)), 2 * _R)
            ),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Growth of the integral of p_d exp(-beta H) with the box, for tanh pairs and one rectifier.

    The first of the two neurons is on the boundary and has normal data; m = 1 takes the boundary
    loss and m = 2 the bulk loss.
    """
    level = sample["beta"][:, None]
    weights, bias = sample["W"][:, None], sample["b"][:, None]

    def pair(x: np.ndarray) -> np.ndarray:
        boundary = boundary_loss(x, weights, bias, [1.0, 0.0])
        bulk = bulk_loss(x, weights, bias)
        chosen = np.where(sample["m"][:, None] == 1, boundary, bulk)
        return np.asarray(level * chosen + x[:, 0] ** 2 / 2)

    def single(x: np.ndarray) -> np.ndarray:
        own = sample["w"][:, None, None, None]
        return np.asarray(level * bulk_loss(x, own, np.zeros(1), activation="relu"))

    def rectified(x: np.ndarray) -> np.ndarray:
        loss = boundary_loss(x, weights, bias, [1.0, 0.0], activation="relu")
        return np.asarray(level * loss + x[:, 0] ** 2 / 2)

    growth = growth_exponents(pair, beta=1.0, radii=[10.0, 20.0], dimension=2, order=3)
    alone = growth_exponents(single, beta=1.0, radii=[32.0, 64.0], dimension=1)
    double = growth_exponents(rectified, beta=1.0, radii=[10.0, 20.0], dimension=2, order=3)
    full = np.full(sample["m"].shape, 2.0)
    values = {N: full, m: sample["m"], w: sample["w"]}
    values |= {CONFINED: 2 - growth[..., 0], CONFINED_RECTIFIER: 1 - alone[..., 0]}
    values |= {CONFINED_PAIR: 2 - double[..., 0]}
    return ck.Measurement(values)


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
        tolerance=0.15,
        floor=1.0,
        reason="exponents are whole numbers; a box of 20 shifts them by up to 0.2, a tenth of "
        "their sum",
        method="growth of the integral with the size of the box, by quadrature",
        samples=16,
        examples=30,
    ),
    expected="corrected",
    reading="The text gives (2.5) for the boundary loss (2.2) and the bulk loss (2.3), $V=0$, with "
    "the hyperbolic tangent or the rectifier, without a condition. Read as: the integral is "
    "finite, which needs that all $N$ neurons are confined, $c=N$; $c=N-\\lim\\,d\\log I/d\\log R$ "
    "counts the directions in which the integral $I(R)$ over $|x_i|<R$ does not grow. Boundary "
    "neurons may be confined by the data as well, bulk neurons by the loss alone.",
    premises=("vanchurin:2.2", "vanchurin:2.3", "vanchurin:2.5"),
    hypotheses=(
        r"$p_\partial$ depends on the boundary neurons only, as in the list of section 2, and is "
        "bounded and normalised over them; as a normalised distribution over all neurons it would "
        "make (2.5) normalisable",
        r"$\beta>0$ and the potential $V$ of (2.3) is zero",
    ),
    amended=ck.Amended(
        latex=r"|f_i|\le 1:\; \int_{|x_i|<R} d^N x\; p_\partial\, e^{-\beta H} \sim R^{N-m}, "
        r"\qquad f=\max(0,x),\ N=1,\ (2.3):\; \int_{|x|<R} dx\; e^{-\beta H} \sim "
        r"R^{\,1-\mathrm{sgn}(w-1)^2}, \qquad f=\max(0,x),\ N=2,\ (2.2):\; "
        r"\int_{|x_i|<R} d^2x\; p_\partial\, e^{-\beta H} \sim R",
        links=amended,
        note="With a bounded activation the integral is finite exactly if the loss counts every "
        "neuron, $m=N$: the bulk loss is fine, the boundary loss with a bulk neuron is not. A "
        "single rectifier under the bulk loss is confined unless its weight is 1, where the loss "
        "vanishes on a half-line; under the boundary loss a bulk rectifier is free wherever it "
        "drives the boundary below threshold. A bounded $V$ changes nothing; a growing $V$, or "
        "data over all neurons, repairs both.",
    ),
)
