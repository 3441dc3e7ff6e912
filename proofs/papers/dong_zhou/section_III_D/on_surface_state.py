"""Section III.D: parts of an optimal network that are not optimal themselves."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.circuits import GATES, apply_gate, basis_ket
from numerics.qubits.entanglement import reduced_state, von_neumann_entropy
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.quantum.qubits import reduced_state as reduced_state_of
from qmgr_sym.unevaluated import VonNeumannEntropy

SEGMENT, SPARE = sp.symbols("C_2^{0k} E_{jk}", nonnegative=True)
FIRST, LAST = sp.symbols("j k", positive=True)
MOST = 4


def printed() -> list[ck.Link]:
    """The first k gates are optimal for their state; of the gates j..k - 1 all can be spared."""
    return [
        ck.Link("segment", ck.equal(SEGMENT, LAST)),
        ck.Link("enclosed", ck.equal(SPARE, LAST - FIRST)),
    ]


def _after(first: int, last: int) -> sp.Matrix:
    """The ket after the gates first..last - 1 of the GHZ circuit; the Hadamard is before gate 0."""
    count = last + 1
    words = {(0,) * count} | ({(1,) + (0,) * last} if first == 0 else set())
    for k in range(first, last):
        words = {(*w[: k + 1], w[k + 1] ^ w[k], *w[k + 2 :]) for w in words}
    ket = sp.zeros(2**count, 1)
    for word in words:
        ket[int("".join(map(str, word)), 2)] = 1
    return ket / sp.sqrt(len(words))


def _entangled(ket: sp.Matrix) -> sp.Expr:
    """Qubits entangled with the rest: a qubit of a GHZ state has one bit of entropy."""
    count = (ket.rows - 1).bit_length()
    return sp.Add(*(VonNeumannEntropy(reduced_state_of(ket, (q,)), 2) for q in range(count)))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """States of all parts of the chain of CNOTs; m entangled qubits need m - 1 two-qubit gates."""
    for k in range(1, MOST + 1):
        values = {SEGMENT: _entangled(_after(0, k)) - 1, LAST: sp.Integer(k)}
        yield ck.Vanishes("segment", form.gap("segment").xreplace(values), case={"k": k})
    for k in range(2, MOST + 1):
        for j in range(1, k):
            needed = sp.Max(_entangled(_after(j, k)) - 1, 0)
            values = {SPARE: k - j - needed, FIRST: sp.Integer(j), LAST: sp.Integer(k)}
            gap = form.gap("enclosed").xreplace(values)
            yield ck.Vanishes("enclosed", gap, case={"k": k})
    yield ck.Step("The state after the first two gates of the chain:", _after(0, 2).T)
    yield ck.Step("Parts from a later gate on leave 0...0 as it is.", _after(1, 2).T)


def _needed(ket: np.ndarray) -> int:
    """Qubits that are entangled with the rest, less one: a lower bound, attained by a GHZ state."""
    n = int(np.log2(len(ket)))
    mixed = sum(float(von_neumann_entropy(reduced_state(ket, (q,)))) > 1e-9 for q in range(n))
    return max(mixed - 1, 0)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The circuit simulated; entropies of single qubits."""
    rows = []
    for j, k in zip(
        sample["j"].astype(int).tolist(), sample["k"].astype(int).tolist(), strict=True
    ):
        whole = apply_gate(basis_ket(MOST + 1), GATES["H"], (0,))
        part = basis_ket(MOST + 1)
        for q in range(k):
            whole = apply_gate(whole, GATES["CNOT"], (q, q + 1))
            if q >= j:
                part = apply_gate(part, GATES["CNOT"], (q, q + 1))
        rows.append((_needed(whole), k - j - _needed(part)))
    segment, spare = np.array(rows, dtype=float).T
    return ck.Measurement({SEGMENT: segment, SPARE: spare, FIRST: sample["j"], LAST: sample["k"]})


CLAIM = ck.Claim(
    key="dong_zhou:surface-state",
    source=source("III.D"),
    kind="result",
    title="Parts of an optimal network are states, but not always optimal ones",
    latex=r"C_2^{0k} = k, \qquad E_{jk} = (k - j) - C_2^{jk} = k - j > 0 \quad (j > 0)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("j", 1, MOST - 1, meaning="first gate of the part"),
                ck.Integer("k", 2, MOST, meaning="gates of the segment"),
            ),
            sp.Symbol("k", real=True) > sp.Symbol("j", real=True),
        ),
        tolerance=1e-12,
        reason="counts are whole numbers; entropies are 0 or 1 bit",
        method="the circuit simulated, entropies of all qubits",
        samples=16,
    ),
    expected="proved",
    words="sentence",
    reading="The optimal network is the chain of CNOTs of a GHZ state, k of them for k + 1 qubits, "
    "with the count $C_2$ of dong_zhou:ghz-gates. A closed surface encloses "
    "the gates j to k - 1; they act on the initial state. From the start on (j = 0) the part is "
    "optimal for its state, otherwise it need not be, so that surface and state correspond only "
    "for segments from the start, as the text holds.",
    hypotheses=(beliefs.FREE_ONE_QUBIT_GATES,),
)
