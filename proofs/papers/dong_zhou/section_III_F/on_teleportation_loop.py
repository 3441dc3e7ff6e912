"""Section III.F: the geometry returns to where it began, up to a permutation of the qubits."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.entanglement import mutual_information_matrix
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared import teleportation as circuit
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.quantum import qubits
from qmgr_sym.unevaluated import VonNeumannEntropy

BEGIN = {q: sp.Symbol(f"I_{{R{n}}}^{{begin}}", nonnegative=True) for q, n in enumerate("TAB")}
END = {q: sp.Symbol(f"I_{{R{n}}}^{{end}}", nonnegative=True) for q, n in enumerate("TAB")}
PURE = {
    when: sp.Symbol(f"I^{{{when}}}", nonnegative=True) for when in ("begin", "end")
}  # all pairs together, no reference
WEIGHTS = sp.symbols("w_0 w_1", positive=True)  # of |0> and |1> in Tod's state


def printed() -> list[ck.Link]:
    """Without reference nothing is shared at either end; with one, Bob takes Tod's place.

    What he takes over is twice the binary entropy of the weights of Tod's state.
    """
    bits = sp.Add(*(-w * sp.log(w) for w in WEIGHTS)) / sp.log(2)
    return [
        ck.Link("pure, begin", ck.equal(PURE["begin"], 0)),
        ck.Link("pure, end", ck.equal(PURE["end"], 0)),
        ck.Link("Bob takes Tod's place", ck.equal(END[2], BEGIN[0])),
        ck.Link("what Bob takes over", ck.equal(END[2], 2 * bits)),
        ck.Link("Tod is left", ck.equal(END[0], 0)),
        ck.Link("Alice is left", ck.equal(END[1], 0)),
    ]


@cache
def exact_tables() -> tuple[dict[sp.Symbol, sp.Expr], ...]:
    """Mutual information at the beginning, and at the end of each outcome, not worked out."""
    p = sp.Symbol("p", positive=True)
    a, b = 1 / sp.sqrt(1 + p), sp.sqrt(p / (1 + p))  # any weights, rational in p
    first, _, last = circuit.exact_stages(circuit.exact_start(a, b, reference=True))
    bare, _, done = circuit.exact_stages(circuit.exact_start(a, b))
    pairs = ((0, 1), (0, 2), (1, 2))
    begin = {BEGIN[q]: _shared(first, q) for q in range(3)}
    begin |= dict(zip(WEIGHTS, (a**2, b**2), strict=True))
    begin[PURE["begin"]] = _connected(bare, pairs)
    alone = {k[:2]: k[2] for k in circuit.exact_outcomes(done, (0, 1))}
    ends = []
    for one, two, ket in circuit.exact_outcomes(last, (0, 1)):
        fixed = circuit.exact_corrected(ket, one, two, circuit.BOB)
        fixed = fixed / sp.sqrt(sp.cancel(qubits.norm_squared(fixed)))
        end = {END[q]: _shared_by_rest(fixed, q) for q in range(3)}
        end[PURE["end"]] = _connected(alone[one, two], pairs)
        ends.append(end)
    return begin, *ends


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The statements at the beginning and at the end of each outcome."""
    begin, *ends = exact_tables()
    yield ck.Step(
        "Tod shares $|00\\rangle+\\sqrt{p}\\,|11\\rangle$ with the reference; in bits, "
        "at the beginning:",
        ck.equal(BEGIN[0], begin[BEGIN[0]]),
    )
    for name in form:
        for end in ends:
            yield ck.Vanishes(name, form.gap(name).xreplace(begin | end))


def _shared(psi: sp.Matrix, qubit: int) -> sp.Expr:
    return circuit.exact_information(psi, (circuit.REFERENCE,), (qubit,))


def _shared_by_rest(psi: sp.Matrix, qubit: int) -> sp.Expr:
    """The same with the entropy of both from that of all other qubits."""
    others = tuple(q for q in range(4) if q not in (circuit.REFERENCE, qubit))
    alone = ((circuit.REFERENCE,), (qubit,), others)
    one, two, rest = (VonNeumannEntropy(qubits.reduced_state(psi, part), 2) for part in alone)
    return one + two - rest


def _connected(psi: sp.Matrix, pairs: tuple[tuple[int, int], ...]) -> sp.Expr:
    return sum(
        (
            circuit.exact_information(
                psi / sp.sqrt(sp.cancel(qubits.norm_squared(psi))), x[:1], x[1:]
            )
            for x in pairs
        ),
        sp.S.Zero,
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Mutual information of simulated kets at both ends, with the drawn outcome."""
    half, bits = sample["angle"] / 2, sample["bits"].astype(np.int64)
    a, b = np.cos(half), np.sin(half) * np.exp(1j * sample["phase"])
    values: dict[sp.Basic, np.ndarray] = {
        w: np.abs(x) ** 2 for w, x in zip(WEIGHTS, (a, b), strict=True)
    }
    for reference in (False, True):
        first, _, last = circuit.stages(circuit.start(a, b, reference=reference))
        fixed = circuit.corrected(circuit.outcome(last, (0, 1), bits), bits, circuit.BOB)
        tables = {
            "begin": mutual_information_matrix(first),
            "end": mutual_information_matrix(fixed),
        }
        if reference:
            for q in range(3):
                values[BEGIN[q]] = tables["begin"][:, circuit.REFERENCE, q]
                values[END[q]] = tables["end"][:, circuit.REFERENCE, q]
        else:
            above = np.triu_indices(3, 1)
            values |= {PURE[w]: t[:, above[0], above[1]].sum(-1) for w, t in tables.items()}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="dong_zhou:teleportation-loop",
    source=source("III.F"),
    kind="result",
    title="Teleportation is a closed loop of the geometry, up to a permutation",
    latex=r"I^{begin} = I^{end} = 0; \quad I_{RB}^{end} = I_{RT}^{begin}, \quad "
    r"I_{RT}^{end} = I_{RA}^{end} = 0, \quad I_{RB}^{end} = 2 h(w_0)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("angle", 0.2, 2.8, (), "how entangled Tod is with the reference"),
                ck.Real("phase", -3.0, 3.0, (), "phase of that state"),
                ck.Integer("bits", 0, 1, (2,), "outcome of the joint measurement"),
            )
        ),
        floor=0.1,
        tolerance=1e-11,
        reason="entropies to rounding, which the logarithm amplifies",
        method="mutual information of simulated kets, with and without a reference",
    ),
    expected="proved",
    words="sentence",
    reading="The geometry is the table of mutual information; permutations of the qubits do not "
    "count. For a pure state of Tod both ends are three separate points, and the loop is closed "
    "without a permutation. With a reference that shares Tod's state the table shows the "
    "permutation: Bob stands in the end where Tod stood in the beginning, with $2h(w_0)$ "
    "bits, h the binary entropy and $w_0=|\\langle 0|\\psi_T\\rangle|^2$.",
    hypotheses=(beliefs.BOB_CORRECTS,),
)
