"""Chapter 2: MPO-Net, dense layers as matrix product operators: structured and random weights."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.neural_states.matrix_products import bond_ranks, operator_digits
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.notation import source
from qmgr_sym.unevaluated import Rank

SHIFT, CONVOLUTION, RANDOM = sp.symbols("D_{shift} D_{conv} D_{random}", positive=True)
N = sp.Symbol("n", positive=True)
SIZES = (4, 6)


def printed() -> list[ck.Link]:
    """Largest bond: 2 for a shift, 3 for a convolution of width three, 2^n at random (n even)."""
    return [
        ck.Link("shift", ck.equal(SHIFT, 2)),
        ck.Link("convolution", ck.equal(CONVOLUTION, 3)),
        ck.Link("random", ck.equal(RANDOM, 2**N)),
    ]


@cache
def _largest_bond(n: int, kind: str) -> sp.Expr:
    """Largest rank, over all cuts of the digits, of a layer of whole numbers; not worked out."""
    size = 2**n
    rng = np.random.default_rng(n)
    step = {1: 1} if kind == "shift" else {-1: 2, 0: 5, 1: 3}
    entries = (
        {((j + k) % size, j): value for j in range(size) for k, value in step.items()}
        if kind != "random"
        else {(i, j): int(rng.integers(-9, 10)) for i in range(size) for j in range(size)}
    )
    ranks = []
    for cut in range(1, n):
        low = 2 ** (n - cut)
        table = sp.zeros(4**cut, 4 ** (n - cut))
        for (i, j), value in entries.items():
            row = (i // low) * 2**cut + j // low
            table[row, (i % low) * low + j % low] += value
        ranks.append(Rank(table))
    return sp.Max(*ranks, evaluate=False)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Exact ranks of layers of whole numbers between their high and low digits."""
    low, high = sp.symbols("T_{low} T_{high}", commutative=False)
    one, carry = sp.symbols("1_{high} C_{low}", commutative=False)
    yield ck.Step(
        "A shift of binary numbers passes one carry from digit to digit, so that any cut "
        "has two terms; a shift back adds a borrow:",
        one * low + high * carry,
    )
    yield ck.Step(
        "Two factors of random weights have as many entries as the layer itself, so that "
        "nothing is saved; bond D needs at most",
        4 * N * sp.Symbol("D") ** 2,
    )
    for n in SIZES:
        for name, bond in (("shift", SHIFT), ("convolution", CONVOLUTION), ("random", RANDOM)):
            gap = (
                form.gap(name).xreplace({bond: _largest_bond(n, name)}).xreplace({N: sp.Integer(n)})
            )
            yield ck.Vanishes(name, gap, case={"n": n})


def _measured(n: int, rng: Generator) -> tuple[int, int, int]:
    size = 2**n
    shift = np.roll(np.eye(size), 1, axis=0)
    a, b, c = rng.normal(size=3)
    convolution = a * np.eye(size) + b * shift + c * shift.T
    layers = (shift, convolution, rng.normal(size=(size, size)))
    one, three, many = (max(bond_ranks(operator_digits(layer), 4)) for layer in layers)
    return one, three, many


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Singular values of layers with normal random weights."""
    sizes = 2 * sample["half"].astype(int)
    found = {n: _measured(n, rng) for n in sorted(set(sizes.tolist()))}
    shift, convolution, noise = np.array([found[n] for n in sizes.tolist()], dtype=float).T
    return ck.Measurement(
        {N: sizes.astype(float), SHIFT: shift, CONVOLUTION: convolution, RANDOM: noise}
    )


CLAIM = ck.Claim(
    key="hashimoto:mpo-net",
    source=source("2"),
    kind="result",
    title="MPO-Net: dense layers as matrix product operators",
    latex=r"W_{i_1 \cdots i_n,\, j_1 \cdots j_n} = \mathrm{tr}[w^{(1)}_{i_1 j_1} \cdots "
    r"w^{(n)}_{i_n j_n}], \qquad D_{shift} = 2,\ D_{conv} = 3,\ D_{random} = 2^n",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer(
                    "half", SIZES[0] // 2, SIZES[-1] // 2, (), "half the number n of binary digits"
                ),
            )
        ),
        tolerance=1e-12,
        reason="ranks are whole numbers",
        method="singular values of layers of up to 64 by 64 weights at every cut of their digits",
        samples=8,
    ),
    expected="proved",
    words="reading",
    reading="The slide names MPO-Net and prints nothing of it. Tested is what it rests on: a layer "
    "of $2^n$ inputs is compressed exactly where its weights have structure, here translation "
    "invariance, with a bond that does not grow; random weights need the full bond. How well "
    "trained weights compress is an empirical question that this does not answer.",
    hypotheses=(beliefs.BINARY_RING,),
)
