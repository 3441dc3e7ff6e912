"""Chapter 3: a convolutional layer as derivatives of a field."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.notation import source
from qmgr_sym.unevaluated import Residual, SeriesCoefficient

DX = sp.Symbol(r"{\Delta x}", positive=True)
OUTPUT, PHI, SLOPE, BEND = (
    sp.Symbol(name, real=True)
    for name in (r"{\mathrm{output}}", r"\phi", r"{\partial_{x}\phi}", r"{\partial_{x}^{2}\phi}")
)
a, b, c = sp.symbols("a b c", real=True)
KERNEL = sp.symbols("w_m2 w_m1 w_0 w_1 w_2", real=True)
PLACES = (-2, -1, 0, 1, 2)
POINTS = np.array([0.0, 0.4, 1.1, 2.3])  # together: a leading error may vanish at one of them
SIZES = 4e-3 / 2.0 ** np.arange(5)


def printed() -> list[ck.Link]:
    """The output up to three powers of dx, and what its coefficients are by the kernel."""
    pairs = list(zip(PLACES, KERNEL, strict=True))
    first = sp.Add(*(k * w for k, w in pairs))
    second = sp.Add(*(k**2 * w for k, w in pairs))
    return [
        ck.Link("output", ck.equal(OUTPUT, a * PHI + b * SLOPE + c * BEND), order=3),
        ck.Link("a", ck.equal(a, sp.Add(*KERNEL))),
        ck.Link("b", ck.equal(b, DX * first)),
        ck.Link("c", ck.equal(c, DX**2 * second / 2)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Taylor's series of the field at each place of the kernel."""
    x = sp.Symbol("x", real=True)
    field = sp.Function("phi", real=True)
    values = {
        PHI: field(x),
        SLOPE: sp.Derivative(field(x), x),
        BEND: sp.Derivative(field(x), (x, 2)),
    }
    taylor = [
        sum((k * DX) ** n * sp.Derivative(field(x), (x, n)) / sp.factorial(n) for n in range(4))
        for k in PLACES
    ]
    layer = sp.Add(*(w * near for w, near in zip(KERNEL, taylor, strict=True)))
    yield ck.Step("The layer on a field, up to the third derivative:", layer)
    coefficients = {letter: form.of(letter, letter.name) for letter in (a, b, c)}
    gap = form.gap("output").subs({OUTPUT: layer, **values}).subs(coefficients)
    for n in range(3):
        yield ck.Vanishes("output", SeriesCoefficient(gap, DX, n))
    probes = {a: sp.S.One, b: x, c: x**2 / 2}  # one derivative at x = 0 is one, the others vanish
    for letter, probe in probes.items():
        left = sp.Subs(Residual(layer, {field(x): probe}), x, 0)
        yield ck.shows(letter.name, left, coefficients[letter])


def convolve(kernel: ck.Array, values: ck.Array) -> ck.Array:
    """Sum of kernel[k] values[k] over the five places: `kernel` (n, 5), `values` (n, 5, ...)."""
    return np.asarray(np.einsum("nk,nk...->n...", kernel, values))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """A layer on waves, with their derivatives by Fourier's series, and on powers of x."""
    kernel = sample["w"] / 2
    waves = np.arange(1, 4)
    amplitude = (sample["wave"][:, 0] + 1j * sample["wave"][:, 1]) / 3
    there = amplitude[:, None] * np.exp(1j * POINTS[:, None] * waves)
    places = np.array(PLACES)[:, None] * SIZES
    field = np.einsum("npq,ksq->nkps", there, np.exp(1j * places[..., None] * waves)).real
    powers = [np.broadcast_to(places**n, (len(kernel), *places.shape)) for n in range(3)]
    one, first, second = (convolve(kernel, power)[:, None] for power in powers)
    slopes = [(there * (1j * waves) ** n).sum(axis=-1).real[..., None] for n in range(3)]
    values = {
        OUTPUT: convolve(kernel, field),
        PHI: slopes[0],
        SLOPE: slopes[1],
        BEND: slopes[2],
        a: one,
        b: first,
        c: second / 2,
        DX: SIZES[None, None],
    }
    values |= {w: kernel[:, k, None, None] for k, w in enumerate(KERNEL)}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="hashimoto:convolution-taylor",
    source=source("3"),
    kind="approximation",
    title="A convolutional layer differentiates a field",
    latex=r"\mathrm{Input:}\ \phi(n\Delta x), \qquad \mathrm{Output:}\ a\,\phi(n\Delta x) "
    r"+ b\,\partial_x\phi(n\Delta x) + c\,\partial_x^2\phi(n\Delta x) + \cdots",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("w", -4, 4, (5,), "twice the kernel"),
                ck.Integer("wave", -3, 3, (2, 3), "three times the real and imaginary amplitudes"),
            )
        ),
        tolerance=1e-11,
        reason="sums of five numbers; powers of x are exact up to rounding; the rest are orders",
        method="layers on waves, whose derivatives are known mode by mode, and on powers of x",
        floor=1e-4,
    ),
    expected="proved",
    reading="The slide gives no coefficients. They are those of the kernel: a its sum, b and c its "
    "first and second moment times $\\Delta x$ and $\\Delta x^2/2$; the dots are $O(\\Delta x^3)$. "
    "The derivative of second order is printed over two lines.",
    hypotheses=(beliefs.SMOOTH_KERNEL,),
)
