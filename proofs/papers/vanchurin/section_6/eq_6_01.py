"""(6.1): shifts, rotations and boosts of the coordinates of one neuron."""

from collections.abc import Iterator

import sympy as sp
from numpy.random import Generator
from sympy.core.basic import Basic

import proofs.checker as ck
from proofs.papers.vanchurin.shared import lorentz
from proofs.papers.vanchurin.shared.notation import source

D = 2
AXES = range(D + 1)
NEW, OLD, SHIFT = (tuple(map(part, AXES)) for part in (lorentz.new, lorentz.old, lorentz.shift))
LAMBDA = [[lorentz.lam(m, n) for n in AXES] for m in AXES]


def printed(dimension: int = D) -> dict[str, sp.Eq]:
    """x^mu = Lambda^mu_mu' x^mu' + a^mu, one link for each component."""
    axes = range(dimension + 1)
    images = [sp.Add(*(lorentz.lam(m, n) * lorentz.old(n) for n in axes)) for m in axes]
    return {f"component {m}": ck.equal(lorentz.new(m), images[m] + lorentz.shift(m)) for m in axes}


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Every interval to the image of the origin has to stay as it was, and that image is a."""
    matrix, axes = lorentz.general(), AXES
    yield ck.Step(
        "Every rotation and boost that keeps the direction of time and the handedness of space, in "
        "two spatial dimensions:",
        matrix,
    )
    entries = {LAMBDA[m][n]: matrix[m, n] for m in axes for n in axes}
    images = [form.of(NEW[m], f"component {m}").xreplace(entries) for m in axes]
    signs = lorentz.flat(D).diagonal()
    change = sp.Add(
        *(
            s * ((image - a) ** 2 - x**2)
            for s, image, a, x in zip(signs, images, SHIFT, OLD, strict=True)
        )
    )
    yield ck.Step("The interval to the image of the origin minus that before:", change)
    for m in axes:
        yield ck.shows(f"component {m}", sp.Subs(images[m], OLD, [0] * len(OLD)), SHIFT[m])
        yield ck.Vanishes(f"component {m}", change)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Points carried along the flow of boosts and turns by Runge-Kutta, then shifted."""
    generators = lorentz.generator(sample["boost"], sample["turn"])
    image = lorentz.carried(sample["x"], generators) + sample["shift"]
    matrix = lorentz.matrices(generators)
    values: dict[Basic, object] = {}
    for m in range(D + 1):
        values |= {NEW[m]: image[:, m], OLD[m]: sample["x"][:, m], SHIFT[m]: sample["shift"][:, m]}
        values |= {LAMBDA[m][n]: matrix[:, m, n] for n in range(D + 1)}
    return ck.Measurement(values)  # type: ignore[arg-type]


CLAIM = ck.Claim(
    key="vanchurin:6.1",
    source=source("6", "6.1"),
    kind="definition",
    title="Shifts, rotations and boosts of a neuron's coordinates",
    latex=r"x_i^{\mu}(t) = \Lambda_{i, \mu'}^{\ \mu} x_i^{\mu'}(t) + a_i^{\mu}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("x", -2.0, 2.0, (D + 1,), "coordinates of the neuron"),
                ck.Real("shift", -1.0, 1.0, (D + 1,)),
                ck.Real("boost", -1.0, 1.0, (D,), "rapidities"),
                ck.Real("turn", -3.0, 3.0, (), "angle"),
            )
        ),
        tolerance=1e-8,
        reason="Runge-Kutta with 200 steps of 0.005 is good to 1e-9 for angles up to 3",
        method="flow of the boosts and turns by Runge-Kutta; matrix exponential for Lambda",
    ),
    expected="well-posed",
    reading="One neuron and two spatial dimensions; $\\Lambda$ is any product of rotations and "
    "boosts. Required: intervals to the image of the origin do not change, and the origin goes to "
    "$a$.",
)
