"""Section III.C: geodesics of different complexity metrics that lead to the same end."""

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.nielsen.cost import from_coefficients
from numerics.nielsen.shooting import close_gap, unitary_gap
from numerics.qubits.pauli import matrices
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.algebra.euler_arnold import momentum_rate, strings

END, LENGTH = "same end", "other length"
angle, c = sp.symbols("theta c", positive=True)
reached, wanted = sp.symbols("u_c u_1", real=True)
length, plain = sp.symbols(r"\ell_c \ell_1", positive=True)


def printed() -> list[ck.Link]:
    """tr U_c / 2 = tr U_1 / 2 at the end, and l_c = sqrt(c) l_1."""
    return [
        ck.Link(END, ck.equal(reached, wanted)),
        ck.Link(LENGTH, ck.equal(length, sp.sqrt(c) * plain)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """H = theta Z is stationary for every diagonal cost, so that both geodesics are known."""
    ends, lengths, steps, stationary = [], [], [], []
    for cost in (c, sp.S.One):
        table = dict.fromkeys(strings(1), sp.S.One) | {"Z": cost}
        rates = [momentum_rate(s, {"Z": angle}, table) for s in strings(1)]
        stationary += rates
        steps.append(
            ck.Step(
                "Rates of the momentum of $H=\\theta Z$ where Z has the cost "
                f"${sp.latex(cost)}$; it is stationary:",
                sp.Tuple(*rates),
            )
        )
        end = sp.diag(sp.exp(-sp.I * angle), sp.exp(sp.I * angle))
        ends.append(sp.expand_complex(end[0, 0] + end[1, 1]) / 2)
        lengths.append(sp.sqrt(table["Z"] * angle**2))
    values = {reached: ends[0], wanted: ends[1], length: lengths[0], plain: lengths[1]}
    steps.append(
        ck.Step("Half the traces of the ends, and the lengths:", sp.Tuple(*values.values()))
    )
    return ck.Derivation(
        steps=tuple(steps),
        obligations=(
            *(ck.Vanishes(END, rate) for rate in stationary),
            *(
                ck.Vanishes(name, (statement.lhs - statement.rhs).subs(values))
                for name, statement in form.items()
            ),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Shooting to the same unitary under both metrics, from starts that are off."""
    z = matrices(np.array(1), 1)
    found = []
    for theta, cost in zip(sample["theta"], sample["c"], strict=True):
        goal = np.diag(np.exp(-1j * theta * np.diag(z)))
        row = []
        for table in (np.array([1.0, cost, 1.0, 1.0]), np.ones(4)):
            start = from_coefficients(np.array([0.0, 0.9 * theta, 0.05, -0.03]))
            path, _ = close_gap(start, table, unitary_gap(goal), steps=40)
            row += [np.trace(path.unitaries[-1]).real / 2, float(path.length)]
        found.append(row)
    u_c, l_c, u_1, l_1 = np.array(found).T
    return ck.Measurement({reached: u_c, wanted: u_1, length: l_c, plain: l_1, c: sample["c"]})


CLAIM = ck.Claim(
    key="dong_zhou:change-of-cost",
    source=source("III.C"),
    kind="postulate",
    title="Different complexity metrics, the same end",
    latex=r"U_c(1) = U_{1}(1), \qquad \ell_c \neq \ell_{1}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("theta", 0.3, 1.0, meaning="the end is exp(-i theta Z)"),
                ck.Real("c", 1.2, 3.0, meaning="cost of Z"),
            )
        ),
        tolerance=1e-8,
        reason="Gauss-Newton to 1e-12 with geodesics of order four at 40 steps",
        method="shooting to the same end under two costs",
        samples=8,
    ),
    expected="consistent",
    reading="That diffeomorphism invariance is the freedom to choose the complexity metric is an "
    "analogy. Tested is what it needs: both metrics have geodesics to the same end, and they "
    "differ, here in length on one qubit. Whether the geometries agree is another claim.",
    hypotheses=("one qubit; the costs of X and Y are 1, that of Z is c or 1",),
)
