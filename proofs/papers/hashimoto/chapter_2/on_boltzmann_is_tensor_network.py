"""Chapter 2: Boltzmann machine states are tensor network states, with exact bond dimensions."""

from collections.abc import Iterator
from itertools import product

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.neural_states.matrix_products import amplitudes, from_restricted_boltzmann
from numerics.neural_states.states import restricted_boltzmann, spins
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.notation import source
from qmgr_sym.unevaluated import Rank

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


def _weights(units: int, spins: int, crossing: int) -> sp.Matrix:
    """exp of the weights as rational numbers; one unit sees the left half only, one the right."""
    rng = np.random.default_rng(7 + crossing)
    power = sp.Matrix(units, spins, lambda i, j: sp.Rational(*map(int, rng.integers(2, 8, 2))))
    for j in range(spins):
        power[crossing + (j < spins // 2), j] = sp.S.One
    return power


def _signs(count: int) -> list[tuple[int, ...]]:
    return list(product((1, -1), repeat=count))


def _factors(power: sp.Matrix, places: range, hidden: list[tuple[int, ...]]) -> sp.Matrix:
    """Product over the spins at `places` of exp(w h s): rows are their values, columns hidden."""
    rows = [
        [
            sp.prod(
                power[i, j] ** (s[k] * h[i])
                for i in range(power.rows)
                for k, j in enumerate(places)
            )
            for h in hidden
        ]
        for s in _signs(len(places))
    ]
    return sp.Matrix(rows)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Each unit that crosses the cut is a sum of two products, one for each of its values."""
    x = sp.symbols("x_1:3 y_1:3", positive=True)
    letters = sp.Matrix(2, 2, x)  # exp of the weights of two units on two spins
    for s in _signs(2):
        machine = sp.prod(
            up + 1 / up
            for up in (sp.prod(letters[i, j] ** s[j] for j in range(2)) for i in range(2))
        )
        chain = [
            sp.diag(*(sp.prod(letters[i, j] ** (s[j] * h[i]) for i in range(2)) for h in _signs(2)))
            for j in range(2)
        ]
        network = sp.Trace(sp.MatMul(*map(sp.ImmutableMatrix, chain)))
        yield ck.Vanishes("state", form.gap("state").xreplace({MACHINE: machine, NETWORK: network}))
    yield ck.Step(
        "An amplitude of two units on two spins, with $x=e^{w}$, and as a trace of "
        "diagonal matrices:",
        sp.Tuple(machine, network),
    )
    half = SPINS // 2
    for crossing in range(MOST):
        case = {"H": crossing}
        power = _weights(crossing + 2, SPINS, crossing)
        hidden = _signs(crossing + 2)
        left, right = (
            _factors(power, places, hidden) for places in (range(half), range(half, SPINS))
        )
        values = {H: sp.Integer(crossing)}
        # units on one side are summed there: only those that cross label the bond
        across = _factors(power[:crossing, :], range(half), _signs(crossing))
        gap = form.gap("bond").xreplace({BOND: Rank(across)}).xreplace(values)
        yield ck.Vanishes("bond", gap, case=case)
        gap = form.gap("rank").xreplace({RANK: Rank(left * right.T)}).xreplace(values)
        yield ck.Vanishes("rank", gap, case=case)
    yield ck.Step("Left half of six spins by the values of the units that cross the cut:", across)


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
    hypotheses=(beliefs.GENERIC_WEIGHTS,),
)
