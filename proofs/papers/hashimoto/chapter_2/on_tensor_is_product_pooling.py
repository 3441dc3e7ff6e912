"""Chapter 2: tensor states are feed-forward networks with product pooling."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.notation import source
from qmgr_sym.unevaluated import Rank

PSI = sp.Symbol(r"\psi(s_{1}, s_{2}, s_{3}, s_{4})")
X = [sp.symbols(f"x^{{({k})}}_0 x^{{({k})}}_1") for k in range(1, 5)]
A = [sp.Matrix(2, 2, sp.symbols(f"A^{m}_00 A^{m}_01 A^{m}_10 A^{m}_11")) for m in (1, 2)]
B = sp.Matrix(2, 2, sp.symbols("B_11 B_12 B_21 B_22"))
CHANNELS, D = sp.symbols("c D", positive=True)
LARGEST = 3


def _pooled(m: int, first: int) -> sp.Expr:
    """Channel m after the first pooling: products of the inputs of two sites, then a linear map."""
    return sum(
        (A[m][i, j] * X[first][i] * X[first + 1][j] for i in range(2) for j in range(2)),
        sp.S.Zero,
    )


def printed() -> list[ck.Link]:
    """Two layers of product pooling and linear maps on one-hot inputs; D channels in the second."""
    output = sum(
        (B[m, n] * _pooled(m, 0) * _pooled(n, 2) for m in range(2) for n in range(2)),
        sp.S.Zero,
    )
    return [
        ck.Link("network", ck.equal(PSI, output)),
        ck.Link("channels", ck.equal(CHANNELS, D)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The output for every one-hot input against the entry of A^T B A it stands for."""
    yield ck.Step(
        "Inputs are one-hot, $x^{(k)}_i=\\delta_{i,s_k}$. Product pooling of two sites "
        "and a linear map give channel m:",
        _pooled(0, 0),
    )
    state = sp.ImmutableMatrix(2, 4, lambda m, pair: A[m][pair // 2, pair % 2])
    psi = state.T * sp.ImmutableMatrix(B) * state
    for index in range(16):
        s = [index >> k & 1 for k in (3, 2, 1, 0)]
        inputs = {X[k][i]: sp.Integer(int(i == s[k])) for k in range(4) for i in range(2)}
        gap = form.gap("network").xreplace(inputs | {PSI: psi[index // 4, index % 4]})
        yield ck.Vanishes("network", gap)
    # real-valued inputs, such as local features: the same contraction
    features = {X[k][i]: sp.Integer((2, 3, 5, 7)[k] + 4 * i * k) for k in range(4) for i in (0, 1)}
    pairs = [
        sp.ImmutableMatrix(
            4, 1, lambda pair, _, k=k: features[X[k][pair // 2]] * features[X[k + 1][pair % 2]]
        )
        for k in (0, 2)
    ]
    value = (pairs[0].T * psi * pairs[1])[0, 0]
    yield ck.Vanishes("network", form.gap("network").xreplace(features | {PSI: value}))
    yield ck.Step(
        "A second product pooling and a linear map with $B_{mn}$ finish the network. The "
        "channels that it multiplies can be rotated to a diagonal B, so that their "
        "number is the rank of B.",
        D,
    )
    for size in range(1, LARGEST + 1):
        mixed = sp.Matrix(size, size, lambda i, j: (i * i + 3 * i * j + j) % 7 + 5 * int(i == j))
        gap = form.gap("channels").xreplace({CHANNELS: Rank(mixed)}).xreplace({D: sp.Integer(size)})
        yield ck.Vanishes("channels", gap, case={"D": size})


def pooling_network(x: np.ndarray, a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, int]:
    """Amplitudes of a network with product pooling, and the channels of its last pooling.

    x : inputs ``(..., 4, 2)``; a : ``(D, 2, 2)``; b : ``(D, D)``, diagonalised first, so that a
    pooling multiplies channel r of the left pair with channel r of the right pair alone.
    """
    u, sigma, v = np.linalg.svd(b)
    keep = int((sigma > 1e-10 * sigma[0]).sum())
    pairs = x[..., 0::2, :, None] * x[..., 1::2, None, :]
    channels = np.einsum("...pij,mij->...pm", pairs, a)
    left = channels[..., 0, :] @ (u[:, :keep] * sigma[:keep])
    right = channels[..., 1, :] @ v[:keep].T
    return (left * right).sum(axis=-1), keep


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Random complex tensors contracted directly, beside what the slide's network is made of."""
    count = len(sample["D"])
    symbols = [*(x for pair in X for x in pair), *A[0], *A[1], *B]
    values = {symbol: np.zeros(count, dtype=complex) for symbol in symbols}
    psi = np.zeros(count, dtype=complex)
    for k in range(count):
        a, b = (rng.normal(size=(2, *shape)) for shape in ((2, 2, 2), (2, 2)))
        a, b = a[0] + 1j * a[1], b[0] + 1j * b[1]
        x = rng.normal(size=(4, 2)) if k % 2 else np.eye(2)[rng.integers(0, 2, 4)]
        psi[k] = np.einsum("mij,mn,nkl,i,j,k,l->", a, b, a, *x, optimize=True)
        parts = np.concatenate([x.ravel(), a.ravel(), b.ravel()])
        for symbol, value in zip(symbols, parts, strict=True):
            values[symbol][k] = value
    found = {d: _channels(d, rng) for d in range(1, LARGEST + 1)}
    channels = np.array([found[int(d)] for d in sample["D"]], dtype=float)
    return ck.Measurement({**values, PSI: psi, CHANNELS: channels, D: sample["D"]})


def _channels(d: int, rng: Generator) -> float:
    """Channels of a network that reproduces a random tensor state on all inputs, else -1."""
    a, b = rng.normal(size=(d, 2, 2)), rng.normal(size=(d, d))
    inputs = np.eye(2)[np.moveaxis(np.indices((2,) * 4), 0, -1)]
    output, channels = pooling_network(inputs, a, b)
    table = np.einsum("mij,mn,nkl->ijkl", a, b, a, optimize=True)
    return channels if np.allclose(output, table, rtol=0, atol=1e-10) else -1.0


CLAIM = ck.Claim(
    key="hashimoto:tensor-is-product-pooling",
    source=source("2"),
    kind="result",
    title="Tensor states are feed-forward networks with product pooling",
    latex=r"\psi(s_1, s_2, s_3, s_4) = \sum_{mn} B_{mn} \Big(\sum_{ij} A^m_{ij} x^{(1)}_i "
    r"x^{(2)}_j\Big) \Big(\sum_{kl} A^n_{kl} x^{(3)}_k x^{(4)}_l\Big), \quad "
    r"x^{(k)}_i = \delta_{i, s_k}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Integer("D", 1, LARGEST, (), "bond dimension"),)),
        tolerance=1e-10,
        reason="sums of 64 products to rounding; ranks are whole numbers",
        method="random complex tensor states contracted by einsum; pooling on all inputs",
        samples=40,
    ),
    expected="proved",
    words="reading",
    reading="The slide gives no network. Shown is the one for its own tensor network of four "
    "spins: linear map, product pooling, linear map, product pooling; the activation is the "
    "product itself, there is no other nonlinearity. Deeper trees repeat the step.",
    hypotheses=(beliefs.ONE_HOT,),
)
