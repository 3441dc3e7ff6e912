"""Section III.D: segments of a minimal geodesic are minimal, those of a long one need not be."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.nielsen.cost import dagger, from_coefficients
from numerics.nielsen.euler_arnold import geodesic
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source

EARLY, LATE = "from the start", "to the end"
whole, early, late = sp.symbols("d_02 d_01 d_12", nonnegative=True)
first, second = sp.symbols("l_1 l_2", positive=True)


def printed() -> list[ck.Link]:
    """Where d_02 = l_1 + l_2: d_01 = l_1 and d_12 = l_2."""
    return [
        ck.Link(EARLY, ck.equal(early, first)),
        ck.Link(LATE, ck.equal(late, second)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Distances are infima of lengths and obey the triangle inequality; nothing else is used."""
    known = sp.And(whole <= early + late, early <= first, late <= second, first > 0, second > 0)
    minimal = ck.equal(whole, first + second)
    yield ck.Step(
        "A distance is the infimum of lengths, lengths of segments add up to the whole, "
        "and the metric is right-invariant, so that a segment may start anywhere:",
        known,
    )
    yield ck.Step("The whole is minimal; then neither segment can exceed its distance:", minimal)
    for name, statement in form.items():
        yield ck.Entails(name, sp.And(known, minimal), statement)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Geodesics of equal costs on two qubits; distances by the logarithm, over all its branches."""
    n = len(sample["h"])
    h = np.concatenate([np.zeros((n, 1)), sample["h"]], axis=-1)
    size = np.sqrt((h**2).sum(-1, keepdims=True))
    h = h / size * sample["length"][:, None]
    cut = 4 * sample["cut"].astype(int)
    path = geodesic(from_coefficients(h), np.ones(16), steps=32)
    lengths, rows = path.length, np.arange(n)
    mark, end = path.unitaries[rows, cut], path.unitaries[:, -1]
    values = {
        whole: _distances(end),
        early: _distances(mark),
        late: _distances(end @ dagger(mark)),
        first: lengths * cut / 32,
        second: lengths * (1 - cut / 32),
    }
    share = np.isclose(values[whole], lengths).mean()
    return ck.Measurement(values, note=f"{share:.0%} of the whole geodesics are minimal")


def _distances(unitaries: np.ndarray) -> np.ndarray:
    """Bi-invariant distance to the identity up to a phase: the least norm of a logarithm.

    The eigenphases, on a circle, are cut where the sum of squares about their mean is least.
    """
    found = []
    for u in unitaries:
        phases = np.sort(np.angle(np.linalg.eigvals(u)))
        cuts = [np.append(phases[k:], phases[:k] + 2 * np.pi) for k in range(len(phases))]
        found.append(min(float(np.std(c)) for c in cuts))
    return np.array(found)


CLAIM = ck.Claim(
    key="dong_zhou:segments-minimal",
    source=source("III.D"),
    kind="result",
    title="Segments of a minimal geodesic are minimal",
    latex=r"d(U_0,U_2) = \ell_1+\ell_2 \;\Longrightarrow\; "
    r"d(U_0,U_1)=\ell_1,\; d(U_1,U_2)=\ell_2",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("h", -1.0, 1.0, (15,), "direction of the initial velocity"),
                ck.Real("length", 0.2, 1.2, meaning="of the whole, short enough to be minimal"),
                ck.Integer("cut", 1, 7, meaning="eighths of the geodesic before the cut"),
            )
        ),
        tolerance=1e-9,
        reason="one-parameter groups and eigenphases to rounding",
        method="geodesics of equal costs on two qubits; distance from eigenphases",
        samples=60,
    ),
    expected="proved",
    words="sentence",
    reading="The special case of section III.D, a closed surface that is a segment of the geodesic "
    "from the initial state, needs that the segment is itself optimal. This holds where the whole "
    "is minimal, not for every geodesic.",
    hypotheses=(beliefs.MINIMAL_GEODESIC,),
)
