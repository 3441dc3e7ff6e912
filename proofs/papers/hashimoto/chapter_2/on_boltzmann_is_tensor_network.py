"""Chapter 2: Boltzmann machine states are tensor network states, with exact bond dimensions."""

from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.neural_states.matrix_products import amplitudes, from_restricted_boltzmann
from numerics.neural_states.states import restricted_boltzmann, spins
from proofs.papers.hashimoto.shared.notation import source

MACHINE = sp.Symbol(r"\psi_{RBM}(s)")
NETWORK = sp.Symbol(r"\psi_{MPS}(s)")
BOND, RANK = sp.symbols("D_{cut} r_{cut}", positive=True)
H = sp.Symbol("H_{cut}", nonnegative=True)
SPINS, MOST = 6, 3


def printed() -> list[ck.Link]:
    """A restricted machine is a matrix product state; bond and rank are 2^(units that cross)."""
    return [
        ck.Link("state", ck.equal(MACHINE, NETWORK)),
        ck.Link("bond", ck.equal(BOND, 2**H)),
        ck.Link("rank", ck.equal(RANK, 2**H)),
    ]


@cache
def _tables(crossing: int) -> tuple[sp.Matrix, sp.Matrix, int]:
    """Amplitudes of a machine by its product of cosines and of its chain, and the bond, exactly.

    One unit lies left of the cut, one right, and `crossing` units see all spins. The weights are
    logarithms of rational numbers; x^s + x^(-s) stands for 2 cosh.
    """
    rng = np.random.default_rng(7 + crossing)
    units = crossing + 2
    power = sp.Matrix(units, SPINS, lambda i, j: sp.Rational(*map(int, rng.integers(2, 8, 2))))
    for j in range(SPINS):
        power[crossing + (j < SPINS // 2), j] = sp.S.One
    levels = [1 - 2 * ((np.arange(2**units) >> k) & 1) for k in range(units)]
    machine, network = [], []
    for index in range(2**SPINS):
        s = [1 - 2 * (index >> (SPINS - 1 - j) & 1) for j in range(SPINS)]
        product = sp.S.One
        for i in range(units):
            x = sp.prod(power[i, j] ** s[j] for j in range(SPINS))
            product *= x + 1 / x
        machine.append(product)
        diagonals = [
            [
                sp.prod(power[i, j] ** int(s[j] * levels[i][h]) for i in range(units))
                for h in range(2**units)
            ]
            for j in range(SPINS)
        ]
        network.append(sum((sp.prod(d[h] for d in diagonals) for h in range(2**units)), sp.S.Zero))
    half = 2 ** (SPINS // 2)
    sides = range(SPINS // 2), range(SPINS // 2, SPINS)
    both = [i for i in range(units) if all(any(power[i, j] != 1 for j in side) for side in sides)]
    bond = len({tuple(int(levels[i][h]) for i in both) for h in range(2**units)})
    return sp.Matrix(half, half, machine), sp.Matrix(half, half, network), bond


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Each unit that crosses the cut is a sum of two products, one for each of its values."""
    obligations = []
    shown = []
    for crossing in range(MOST):
        machine, network, bond = _tables(crossing)
        rank = machine.to_DM().rank()
        shown.append((crossing, bond, rank))
        found = {BOND: bond, RANK: rank, H: crossing}
        state = given["state"]
        pairs = [(machine[i], network[i]) for i in range(0, 4**3, 7)]
        obligations += [
            ck.Vanishes("state", (state.lhs - state.rhs).subs({MACHINE: m, NETWORK: t}))
            for m, t in pairs
        ]
        for name in ("bond", "rank"):
            form = given[name]
            obligations.append(ck.Vanishes(name, (form.lhs - form.rhs).subs(found)))
    s, b, w = sp.symbols("s b w")
    return ck.Derivation(
        steps=(
            ck.Step(
                "A hidden unit summed over its two values, a sum of two products over the spins:",
                ck.equal(sp.exp(b + w * s) + sp.exp(-b - w * s), 2 * sp.cosh(b + w * s)),
            ),
            ck.Step(
                "With all hidden values as one index the matrices are diagonal, "
                "$A_j(s)_{hh}=e^{a_js+\\sum_ih_i(w_{ij}s+b_i/N)}$; units on one side of a cut can "
                "be summed there, so that only units that cross it count.",
                2**H,
            ),
            ck.Step(
                "Units that cross the middle of six spins (beside one unit in each half), values "
                "of these units taken together, and exact Schmidt rank for rational $e^w$:",
                sp.Tuple(*(sp.Tuple(*p) for p in shown)),
            ),
        ),
        obligations=tuple(obligations),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Random complex machines of eight spins: amplitudes twice, bond left by a sweep, rank."""
    n = 8
    crossing = sample["H"].astype(int)
    found = []
    for h in crossing:
        a, b, w = (
            0.3 * (rng.normal(size=k) + 1j * rng.normal(size=k)) for k in (n, h + 2, (h + 2, n))
        )
        w[h, n // 2 :] = w[h + 1, : n // 2] = 0.0
        machine = restricted_boltzmann(spins(n), a, b, w)
        network = amplitudes(from_restricted_boltzmann(a, b, w))
        place = int(rng.integers(2**n))
        found.append((machine[place], network[place], _bond(w, n // 2), _rank(network)))
    psi, chain, bond, rank = np.array(found).T
    values = {BOND: bond.real, RANK: rank.real, H: sample["H"]}
    return ck.Measurement({MACHINE: psi, NETWORK: chain, **values})


def _bond(w: np.ndarray, cut: int) -> int:
    """Distinct patterns of hidden values that both sides of the cut can tell apart."""
    left, right = (np.abs(part).sum(axis=1) > 0 for part in (w[:, :cut], w[:, cut:]))
    values = (np.arange(2 ** len(w))[:, None] >> np.arange(len(w))) & 1
    return len(np.unique(values[:, left & right], axis=0))


def _rank(psi: np.ndarray) -> int:
    sigma = np.linalg.svd(psi.reshape(2**4, -1), compute_uv=False)
    return int((sigma > 1e-10 * sigma[0]).sum())


CLAIM = ck.Claim(
    key="hashimoto:boltzmann-is-tensor-network",
    source=source("2"),
    kind="result",
    title="Boltzmann machine states are tensor network states",
    latex=r"\psi_{RBM} = \mathrm{tr}[A_1(s_1) \cdots A_N(s_N)], \qquad D_{cut} = 2^{H_{cut}}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Integer("H", 0, MOST, (), "hidden units that cross the cut"),)),
        tolerance=1e-10,
        reason="sums of up to 32 products to rounding; ranks are whole numbers",
        method="random complex machines; matrix products; singular values above 1e-10",
        samples=24,
    ),
    expected="proved",
    reading="For restricted machines (one hidden layer) the map is explicit. A deep machine is a "
    "tensor network in the same way, with its units as indices. The bond is exponential in the "
    "number of units that cross the cut: a machine with weights between all spins is no efficient "
    "matrix product state.",
    hypotheses=(
        "the weights are generic where a rank is counted, and a side of the cut has at least as "
        "many spins as units cross",
    ),
)
