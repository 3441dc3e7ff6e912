"""Chapter 2: tensor states are deep Boltzmann machines, by units with weights i pi."""

from collections.abc import Iterator
from itertools import product

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.neural_states.matrix_products import amplitudes
from numerics.neural_states.parity import deep_boltzmann_of_chain, parity_units
from numerics.neural_states.states import bits
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.notation import source
from qmgr_sym.unevaluated import Rank

TENSOR = sp.Symbol("T_{xa}")
CONSTANT = sp.Symbol("C")
U, V, UV = sp.symbols("u_x u_a u_{xa}")
X, BOND = sp.symbols("x a", real=True)
STATE, MACHINE = sp.symbols(r"\psi_{MPS}(x) \psi_{DBM}(x)")
UNITS, N = sp.symbols("M N", positive=True)
Units = dict[tuple[int, ...], sp.Expr]


def printed() -> list[ck.Link]:
    """Three units make a tensor of two bits; bonds and units make a ring of N tensors."""

    def unit(u: sp.Symbol, total: sp.Expr) -> sp.Expr:
        return 1 + u * sp.cos(sp.pi * total)

    made = CONSTANT * unit(U, X) * unit(V, BOND) * unit(UV, X + BOND)
    return [
        ck.Link("tensor", ck.equal(TENSOR, made)),
        ck.Link("state", ck.equal(STATE, MACHINE)),
        ck.Link("units", ck.equal(UNITS, (2**3 - 1) * N + N)),
    ]


def exact_units(
    table: dict[tuple[int, ...], sp.Expr],
) -> tuple[sp.Expr, Units]:
    """Constant and u_S of the tensor t(x)^(2^(n-1)), rational in the t(x)."""
    n = len(next(iter(table)))
    units = {}
    for chosen in product((0, 1), repeat=n):
        if any(chosen):
            even = [t for x, t in table.items() if not _parity(x, chosen)]
            odd = [t for x, t in table.items() if _parity(x, chosen)]
            p, q = sp.prod(even), sp.prod(odd)
            units[chosen] = sp.cancel((p - q) / (p + q))
    zero = (0,) * n
    first = sp.prod(1 + u for u in units.values())
    return sp.cancel(table[zero] ** (2 ** (n - 1)) / first), units


def _parity(x: tuple[int, ...], chosen: tuple[int, ...]) -> int:
    return sum(i * j for i, j in zip(x, chosen, strict=True)) % 2


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Walsh expansion of the logarithm, its exponentials as units that see a parity."""
    t = {x: sp.Symbol(f"t_{x[0]}{x[1]}", positive=True) for x in product((0, 1), repeat=2)}
    constant, units = exact_units(t)
    weights = {CONSTANT: constant, U: units[1, 0], V: units[0, 1], UV: units[1, 1]}
    yield ck.Step(
        "For a tensor $T_{xa}=t_{xa}^2$ the three units have",
        sp.Tuple(*(units[k] for k in ((1, 0), (0, 1), (1, 1)))),
    )
    for (x, a), value in t.items():
        gap = form.gap("tensor").subs({X: x, BOND: a}).subs(weights | {TENSOR: value**2})
        yield ck.Vanishes("tensor", gap)
    rng = np.random.default_rng(11)
    legs = list(product((0, 1), repeat=3))
    tables = [{x: sp.Integer(int(rng.integers(1, 7))) for x in legs} for _ in range(2)]
    made = [exact_units(table) for table in tables]
    for visible in product((0, 1), repeat=2):
        sites = [
            sp.ImmutableMatrix([[table[a, x, b] ** 4 for b in (0, 1)] for a in (0, 1)])
            for table, x in zip(tables, visible, strict=True)
        ]
        values = {STATE: sp.Trace(sp.MatMul(*sites)), MACHINE: _summed_units(made, visible)}
        yield ck.Vanishes("state", form.gap("state").xreplace(values), case={"N": 2})
    yield ck.Step(
        "A ring of two tensors with three legs: an amplitude as a trace, and as the sum "
        "over 14 units and two bonds:",
        sp.Tuple(*values.values()),
    )
    walsh = sp.Matrix(8, 8, lambda i, j: (-1) ** _parity(legs[i], legs[j]))
    for n in (2, 5):
        count = n * (Rank(walsh) - 1) + n
        gap = form.gap("units").xreplace({UNITS: count}).xreplace({N: sp.Integer(n)})
        yield ck.Vanishes("units", gap, case={"N": n})


def _summed_units(made: list[tuple[sp.Expr, Units]], visible: tuple[int, ...]) -> sp.Expr:
    """An amplitude of a ring of two tensors, by the units of each and two bonds."""
    total = sp.S.Zero
    for a, b in product((0, 1), repeat=2):
        places = ((a, visible[0], b), (b, visible[1], a))
        total += sp.prod(
            constant * sp.prod(1 + u * (-1) ** _parity(x, chosen) for chosen, u in units.items())
            for (constant, units), x in zip(made, places, strict=True)
        )
    return total


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Complex tensors by a Walsh transform of their logarithm; rings summed over all units."""
    count = len(sample["N"])
    names = (TENSOR, CONSTANT, U, V, UV, STATE, MACHINE)
    values = {name: np.zeros(count, dtype=complex) for name in names}
    x, a = sample["x"], sample["a"]
    for k in range(count):
        tensor = sample["re"][k] + 1j * sample["im"][k]
        _, u, values[CONSTANT][k] = parity_units(tensor)
        values[V][k], values[U][k], values[UV][k] = u
        values[TENSOR][k] = tensor[int(x[k]), int(a[k])]
        n = int(sample["N"][k])
        parts = rng.normal(size=(2, n, 2, 2, 2))
        chain = parts[0] + 1j * parts[1]
        psi = amplitudes(list(chain))
        place = int(rng.integers(2**n))
        values[STATE][k] = psi[place]
        values[MACHINE][k] = _summed(chain, bits(n)[place])
    units = np.array([_size(int(n)) for n in sample["N"]], dtype=float)
    return ck.Measurement({**values, X: x, BOND: a, UNITS: units, N: sample["N"]})


def _summed(chain: np.ndarray, x: np.ndarray) -> complex:
    """The machine's amplitude: every value of the bonds, the units between them summed singly."""
    (visible, inner), biases, constant = deep_boltzmann_of_chain(list(chain))
    bonds = bits(len(chain))
    angle = x @ visible + biases[1] + bonds @ inner.T
    return complex(constant * np.prod(1 + np.exp(-angle), axis=-1).sum())


def _size(n: int) -> int:
    weights, _, _ = deep_boltzmann_of_chain([np.ones((2, 2, 2))] * n)
    return int(sum(w.shape[1] for w in weights))


CLAIM = ck.Claim(
    key="hashimoto:tensor-is-deep-boltzmann",
    source=source("2"),
    kind="result",
    title="Tensor states are deep Boltzmann machines",
    latex=r"\mathrm{tr}[A_1(x_1) \cdots A_N(x_N)] = \sum_{a, h} \exp\Big[\sum_h h \big("
    r"\log u_S + i\pi \sum_{j \in S} (x, a)_j\big)\Big] C, \qquad M = (2^3 - 1) N + N",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("N", 2, 5, (), "tensors on the ring"),
                ck.Integer("x", 0, 1),
                ck.Integer("a", 0, 1),
                ck.Real("re", 0.25, 2.0, (2, 2), "real parts of a tensor"),
                ck.Real("im", -2.0, 2.0, (2, 2), "imaginary parts"),
            )
        ),
        tolerance=1e-10,
        reason="products of seven factors for each tensor to rounding, entries of order one",
        method="Walsh transform of complex logarithms; sum over all hidden units of random rings",
        samples=24,
    ),
    expected="proved",
    words="reading",
    explained={
        f"tensor: {word} {x}{where}": why
        for x in ("a", "x")
        for word, where, why in (
            ("flip the sign of", "", "the parity of x - a is that of x + a"),
            ("square", f" in pi*{x}", "bits are their own squares"),
            ("invert", f" in pi*{x}", "the same for the bit 1; for the bit 0 it has no value"),
        )
    },
    reading="The slide gives no map. Shown is a map for all tensors with bits as legs; larger "
    "bonds are several bits. Bonds form the second hidden layer, the units of the tensors the "
    "first. The weights $i\\pi$ are complex: real weights make every amplitude positive.",
    hypotheses=(beliefs.COMPLEX_WEIGHTS, beliefs.NO_ZERO_ENTRY),
)
