"""States of qubits and waves beside QuTiP and PennyLane, each at equal error.

Run from the root of the project: ``python tests/benchmarks/bench_quantum.py [repeats]``.  Rows of a
peer that is not installed are left out and named.  Entanglement measures: 500 random mixed states
of two qubits, ours at once, QuTiP's one by one on objects made before.  Lie closures: the terms of
Hamiltonians of spin chains; PennyLane works with Pauli words, ours with matrices; the dimensions of
both are rows too, since a fast wrong one is worth nothing.  Wigner functions: the same number of
values of one state, ours from a wave, QuTiP's from the numbers of quanta.  Oscillator: a coherent
state over ten periods, the error being the norm of the difference to the exact state, that of
QuTiP at most 1e-7 and ours not larger.
"""

import warnings
from functools import reduce

import numpy as np
from table import Row, finish, parsed, seconds

from numerics.grid import Grid
from numerics.qubits.distances import fidelity, trace_distance
from numerics.qubits.entanglement import concurrence, negativity, von_neumann_entropy
from numerics.qubits.lie_algebras import lie_closure
from numerics.waves.phase_space import wigner
from numerics.waves.schrodinger import evolve_wave

STATES, PERIODS, ERROR = 500, 10, 1e-7
PAULIS = {
    "I": np.eye(2),
    "X": np.array([[0, 1], [1, 0]]),
    "Y": np.array([[0, -1j], [1j, 0]]),
    "Z": np.diag([1, -1]),
}
SUMS = {"two sums, 4 qubits": (("XX", "Z"), 4), "three sums, 3 qubits": (("XX", "Z", "Y"), 3)}
CHAINS = {  # letters of the terms, qubits, dimension
    "Ising, terms": (("XX", "Z"), 4, 28),
    "Ising, terms, 5 qubits": (("XX", "Z"), 5, 45),
    "Heisenberg": (("XX", "YY", "ZZ"), 4, 60),
    "universal": (("XX", "X", "Z"), 3, 63),
    "universal, 4 qubits": (("XX", "X", "Z"), 4, 255),
}


def missing(name):
    print(f"{name} is not installed: its rows are left out")


def peer(name):
    """The module of a peer, or None."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return __import__(name)
    except ImportError:
        missing(name)
        return None


def random_states(rng):
    root = rng.normal(size=(STATES, 4, 4)) + 1j * rng.normal(size=(STATES, 4, 4))
    rho = root @ root.conj().swapaxes(-1, -2)
    return rho / np.trace(rho, axis1=-2, axis2=-1)[:, None, None]


def entanglement(qutip, repeats):
    rng = np.random.default_rng(0)
    rho, sigma = random_states(rng), random_states(rng)
    made, other = (
        [qutip.Qobj(r, dims=[[2, 2], [2, 2]]) for r in states] for states in (rho, sigma)
    )
    pairs = list(zip(made, other, strict=True))
    measures = {
        "concurrence": (lambda: concurrence(rho), lambda: [qutip.concurrence(r) for r in made]),
        "entropy": (
            lambda: von_neumann_entropy(rho),
            lambda: [qutip.entropy_vn(r, 2) for r in made],
        ),
        "negativity": (
            lambda: negativity(rho, (2, 2), 0),
            lambda: [qutip.negativity(r, 0) for r in made],
        ),
        "fidelity": (
            lambda: np.sqrt(fidelity(rho, sigma)),
            lambda: [qutip.fidelity(a, b) for a, b in pairs],
        ),
        "trace distance": (
            lambda: trace_distance(rho, sigma),
            lambda: [qutip.tracedist(a, b) for a, b in pairs],
        ),
    }
    for name, (mine, theirs) in measures.items():
        gap = float(np.abs(np.array(mine()) - np.array(theirs())).max())
        took, long = seconds(mine, theirs, repeats=repeats)
        yield Row(f"{name}, {STATES} states", took, long, bar=10.0, against="QuTiP")
        yield Row("  largest difference", gap, unit="", bar=1e-7, at_most=True)


def words(letters, qubits):
    for word in letters:
        for k in range(qubits - len(word) + 1):
            yield "I" * k + word + "I" * (qubits - k - len(word))


def closures(pennylane, repeats):
    for name, (letters, qubits, dimension) in CHAINS.items():
        strings = list(words(letters, qubits))
        generators = np.stack([1j * reduce(np.kron, [PAULIS[c] for c in w]) for w in strings])
        operators = [pennylane.pauli.string_to_pauli_word(w) for w in strings]
        sentences = [op.pauli_rep for op in operators]
        got = len(lie_closure(generators))
        theirs = len(pennylane.lie_closure(sentences, pauli=True))
        took, long = seconds(
            lambda g=generators: lie_closure(g),
            lambda s=sentences: pennylane.lie_closure(s, pauli=True),
            repeats=repeats,
        )
        yield Row(f"Lie closure, {name}, dimension {dimension}", took, long, bar=3.0,
                  against="PennyLane")  # fmt: skip
        yield Row("  dimension missed by", abs(got - dimension), abs(theirs - dimension) or None,
                  "", bar=0.0, at_most=True)  # fmt: skip
    for name, (letters, qubits) in SUMS.items():
        sums = [list(words([word], qubits)) for word in letters]
        generators = np.stack(
            [sum(1j * reduce(np.kron, [PAULIS[c] for c in w]) for w in part) for part in sums]
        )
        sentences = [
            sum(pennylane.pauli.string_to_pauli_word(w) for w in part).pauli_rep for part in sums
        ]
        got = len(lie_closure(generators))
        theirs = len(pennylane.lie_closure(sentences, pauli=True))
        took, long = seconds(
            lambda g=generators: lie_closure(g),
            lambda s=sentences: pennylane.lie_closure(s, pauli=True),
            repeats=repeats,
        )
        yield Row(f"Lie closure, {name}", took, long, bar=3.0, against="PennyLane")
        yield Row("  dimension", got, theirs, "")
    # what is nearly dependent, as matrices
    near = np.stack([1j * PAULIS["X"], 1j * (PAULIS["X"] + 1e-7 * PAULIS["Z"])])
    yield Row("  su(2) from X, X + 1e-7 Z missed by", abs(len(lie_closure(near)) - 3), None, "",
              bar=0.0, at_most=True)  # fmt: skip


def phase_space(qutip, repeats):
    n = 128
    grid = Grid((16.0,), (n,), (-8.0,))
    x = grid.coordinates()[0]
    psi = np.sqrt(2) * x * np.pi**-0.25 * np.exp(-(x**2) / 2)
    ours = wigner(psi, grid=grid, hbar=1.0)
    state = qutip.fock(30, 1)
    exact = (2 * (x[:, None] ** 2 + ours.momentum**2) - 1) / np.pi
    exact = exact * np.exp(-(x[:, None] ** 2) - ours.momentum**2)
    theirs = qutip.wigner(state, x, ours.momentum, g=np.sqrt(2)).T
    took, long = seconds(
        lambda: wigner(psi, grid=grid, hbar=1.0),
        lambda: qutip.wigner(state, x, ours.momentum, g=np.sqrt(2)),
        repeats=repeats,
    )
    yield Row(f"Wigner function, {n} x {2 * n}", took, long, bar=20.0, against="QuTiP, 30 levels")
    yield Row("  error", np.abs(ours.values - exact).max(), np.abs(theirs - exact).max(), "")
    cell = (x[1] - x[0]) * (ours.momentum[1] - ours.momentum[0])
    volume = np.abs(ours.values).sum() * cell
    yield Row("  ghost: volume of |W| beyond 4 / sqrt(e) - 1", volume - (4 / np.sqrt(np.e) - 1),
              unit="", bar=1e-2, at_most=True)  # fmt: skip


def oscillator(qutip, repeats):
    alpha = 1.0
    grid = Grid((16.0,), (60,), (-8.0,))
    x = grid.coordinates()[0]
    start = np.pi**-0.25 * np.exp(-((x - np.sqrt(2) * alpha) ** 2) / 2)
    end = 2 * np.pi * PERIODS  # ten half quanta of phase: the start again

    size = 30
    a = qutip.destroy(size)
    H = (a + a.dag()) ** 2 / 4 - (a - a.dag()) ** 2 / 4  # from x and p, as ours
    ket = qutip.coherent(size, alpha, method="analytic").unit()

    def theirs(tolerance):
        options = {"atol": tolerance / 10, "rtol": tolerance, "nsteps": 10**6}
        return qutip.sesolve(H, ket, [0, end], options=options).states[-1]

    def mine(steps):
        return evolve_wave(start, x**2 / 2, grid=grid, hbar=1.0, mass=1.0, dt=end / steps,
                           steps=steps, order=4)  # fmt: skip

    # the loosest tolerance with which QuTiP meets the error, then our fewest steps that match it
    for tolerance in 10.0 ** -np.arange(6, 12):
        other = float((theirs(tolerance) - ket).norm())
        if other <= ERROR:
            break
    for each in range(48, 241, 8):
        steps = each * PERIODS
        error = float(np.linalg.norm(mine(steps) - start) * np.sqrt(grid.cell_volume))
        if error <= other:
            break
    took, long = seconds(lambda: mine(steps), lambda: theirs(tolerance), repeats=repeats)
    yield Row(f"oscillator, {PERIODS} periods", took, long, bar=1.0, against="QuTiP sesolve")
    yield Row("  error", error, other, "", bar=1.0)


def main():
    """Print the table and, on request, write the JSON."""
    given = parsed(__doc__).words
    repeats = int(given[0]) if given else 3
    rows = []
    if (qutip := peer("qutip")) is not None:
        rows += entanglement(qutip, repeats)
        rows += phase_space(qutip, repeats)
        rows += oscillator(qutip, repeats)
    if (pennylane := peer("pennylane")) is not None:
        rows += closures(pennylane, repeats)
    finish("quantum", rows)


if __name__ == "__main__":
    main()
