"""Chapter 2: tensor states are deep Boltzmann machines, by units with weights i pi."""

from itertools import product

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.neural_states.matrix_products import amplitudes
from numerics.neural_states.parity_units import deep_boltzmann_of_chain, parity_units
from numerics.neural_states.states import bits
from proofs.papers.hashimoto.shared.notation import source

TENSOR = sp.Symbol("T_{xa}")
CONSTANT = sp.Symbol("C")
U, V, UV = sp.symbols("u_x u_a u_{xa}")
X, BOND = sp.symbols("x a", real=True)
STATE, MACHINE = sp.symbols(r"\psi_{MPS}(x) \psi_{DBM}(x)")
UNITS, N = sp.symbols("M N", positive=True)


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
) -> tuple[sp.Expr, dict[tuple[int, ...], sp.Expr]]:
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


def _ring_of_two() -> tuple[sp.Expr, sp.Expr, int]:
    """An amplitude of a ring of two tensors, as a trace and by units; units for one tensor."""
    rng = np.random.default_rng(11)
    tables = [
        {x: sp.Integer(int(rng.integers(1, 7))) for x in product((0, 1), repeat=3)}
        for _ in range(2)
    ]
    made = [exact_units(t) for t in tables]
    visible = (1, 0)
    trace = machine = sp.S.Zero
    for a, b in product((0, 1), repeat=2):
        legs = ((a, visible[0], b), (b, visible[1], a))
        trace += sp.prod(t[x] ** 4 for t, x in zip(tables, legs, strict=True))
        machine += sp.prod(
            constant * sp.prod(1 + u * (-1) ** _parity(x, chosen) for chosen, u in units.items())
            for (constant, units), x in zip(made, legs, strict=True)
        )
    return trace, machine, len(made[0][1])


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Walsh expansion of the logarithm, its exponentials as units that see a parity."""
    t = {x: sp.Symbol(f"t_{x[0]}{x[1]}", positive=True) for x in product((0, 1), repeat=2)}
    constant, units = exact_units(t)
    weights = {CONSTANT: constant, U: units[1, 0], V: units[0, 1], UV: units[1, 1]}
    tensor, state, count = (form[name] for name in ("tensor", "state", "units"))
    obligations = [
        ck.Vanishes(
            "tensor",
            (tensor.lhs - tensor.rhs).subs({X: x, BOND: a}).subs(weights | {TENSOR: value**2}),
        )
        for (x, a), value in t.items()
    ]
    trace, machine, number = _ring_of_two()
    obligations += [
        ck.Vanishes("state", (state.lhs - state.rhs).subs({STATE: trace, MACHINE: machine})),
    ]
    obligations += [
        ck.Vanishes("units", (count.lhs - count.rhs).subs({UNITS: number * n + n, N: n}))
        for n in (2, 5)
    ]
    h, u = sp.symbols("h u")
    parity = sp.exp(h * (sp.I * sp.pi * (X + BOND) + sp.log(u)))
    return ck.Derivation(
        steps=(
            ck.Step(
                "A hidden bit h with weights $i\\pi$ and bias $\\log u$ contributes",
                ck.equal(sp.Sum(parity, (h, 0, 1)), 1 + u * sp.cos(sp.pi * (X + BOND))),
            ),
            ck.Step(
                "For a tensor $T_{xa}=t_{xa}^2$ the three units have",
                sp.Tuple(*(units[k] for k in ((1, 0), (0, 1), (1, 1)))),
            ),
            ck.Step(
                "A ring of two tensors with three legs: an amplitude as a trace, and as the sum "
                "over 14 units and two bonds:",
                sp.Tuple(trace, machine),
            ),
        ),
        obligations=tuple(obligations),
    )


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
        floor=1e-1,
    ),
    expected="proved",
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
    hypotheses=(
        "the weights of the machine may be complex",
        "the tensors have no zero entry; one with zeros is the sum of two without, which one more "
        "hidden bit selects",
    ),
)
