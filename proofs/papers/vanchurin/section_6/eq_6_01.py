"""(6.1): shifts, rotations and boosts of the coordinates of one neuron."""

import sympy as sp
from numpy.random import Generator
from sympy.core.basic import Basic

import proofs.checker as ck
from proofs.papers.vanchurin.shared import lorentz
from proofs.papers.vanchurin.shared.notation import source

D = 2
NAMES = [str(m) for m in range(D + 1)]
NEW = tuple(sp.Symbol(f"x^{m}", real=True) for m in NAMES)
OLD = tuple(sp.Symbol(f"x^{{{m}'}}", real=True) for m in NAMES)
SHIFT = tuple(sp.Symbol(f"a^{m}", real=True) for m in NAMES)
LAMBDA = [[sp.Symbol(rf"\Lambda_{{{n}'}}^{{{m}}}", real=True) for n in NAMES] for m in NAMES]


def printed() -> list[ck.Link]:
    """x^mu = Lambda^mu_mu' x^mu' + a^mu, one link for each component."""
    return [
        ck.Link(
            f"component {m}",
            ck.equal(
                NEW[m], sp.Add(*(a * x for a, x in zip(LAMBDA[m], OLD, strict=True)), SHIFT[m])
            ),
        )
        for m in range(D + 1)
    ]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Every interval to the image of the origin has to stay as it was, and that image is a."""
    matrix = lorentz.general()
    entries = {LAMBDA[m][n]: matrix[m, n] for m in range(D + 1) for n in range(D + 1)}
    images = [form[f"component {m}"].rhs.subs(entries) for m in range(D + 1)]
    origins = [image.subs(dict.fromkeys(OLD, 0)) for image in images]
    signs = (-1, *(1 for _ in range(D)))
    change = sp.Add(
        *(
            s * ((image - origin) ** 2 - old**2)
            for s, image, origin, old in zip(signs, images, origins, OLD, strict=True)
        )
    )
    return ck.Derivation(
        steps=(
            ck.Step(
                "Every rotation and boost that keeps the direction of time and the handedness of "
                "space, in two spatial dimensions:",
                matrix,
            ),
            ck.Step(
                "The interval to the image of the origin minus that before, which vanishes:", change
            ),
        ),
        obligations=tuple(
            obligation
            for m in range(D + 1)
            for obligation in (
                ck.Vanishes(f"component {m}", origins[m] - SHIFT[m]),
                ck.Vanishes(f"component {m}", change),
            )
        ),
    )


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
