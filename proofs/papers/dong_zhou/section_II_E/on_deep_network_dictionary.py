"""Section II.E: the dictionary between generative networks and quantum circuits."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from scipy.linalg import expm

import proofs.checker as ck
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source

NETWORK, CIRCUIT = sp.symbols(r"\ell_{net} \ell_{circ}", positive=True)
ALIKE = sp.Symbol(r"\langle x, y\rangle", positive=True)

STEP = 0.01


def printed() -> list[ck.Link]:
    """The optimal network from x to y and the optimal circuit have one length, arccos <x, y>."""
    return [
        ck.Link("network", ck.equal(sp.cos(NETWORK), ALIKE)),
        ck.Link("circuit", ck.equal(NETWORK, CIRCUIT)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The turn in a plane, any by Cayley's rotations, as a rotation and as a unitary."""
    p, q, r = sp.symbols("p q r", real=True)
    angle = sp.Symbol("theta", positive=True)
    spin = sp.Matrix([[0, -r, q], [r, 0, -p], [-q, p, 0]])
    frame = ((sp.eye(3) - spin) * (sp.eye(3) + spin).inv()).applyfunc(sp.cancel)
    first, second = frame[:, 0], frame[:, 1]
    turn = second * first.T - first * second.T
    yield ck.Step(
        "For unit vectors x and e at right angles the turn $G=ex^T-xe^T$ takes x to e and "
        "e to -x, so that $e^{\\theta G}x=\\cos\\theta\\,x+\\sin\\theta\\,e=y$.",
        turn,
    )
    for moved in (turn * first - second, turn * second + first):
        yield ck.Vanishes("network", moved)
    end = sp.cos(angle) * first + sp.sin(angle) * second
    length = sp.sqrt((turn.T * turn).trace() / 2) * angle  # of the rotation, in radians
    values = {NETWORK: length, ALIKE: first.dot(end)}
    yield ck.Vanishes("network", form.gap("network").subs(values))
    # the circuit: Fubini-Study length of the ket that the unitary e^{-i tau H}, H = i G, moves
    hamiltonian = sp.I * turn
    mean = (first.T * hamiltonian * first)[0]
    spread = (first.T * hamiltonian * hamiltonian * first)[0] - mean**2
    yield ck.Step("Energy spread of the ket x under the Hamiltonian $iG$, its speed:", spread)
    circuit = sp.sqrt(spread) * angle
    yield ck.Vanishes("circuit", form.gap("circuit").subs({NETWORK: length, CIRCUIT: circuit}))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Many thin layers: norms of layers for the network, angles of kets for the circuit."""
    rows = []
    for x, y in zip(sample["x"], sample["y"], strict=True):
        start, y = x / np.linalg.norm(x), y / np.linalg.norm(y)
        plane, _ = np.linalg.qr(np.stack([start, y], 1))
        generator = np.outer(plane[:, 1], plane[:, 0])
        generator = generator - generator.T
        generator *= np.sign(y @ generator @ start)
        layer, ket = expm(STEP * generator), expm(-1j * STEP * (1j * generator))
        image, state, net, circuit = start, start.astype(complex), 0.0, 0.0
        while np.linalg.norm(image - y) > 2 * np.sin(STEP / 2):
            image, after = layer @ image, ket @ state
            net += float(np.linalg.norm(layer - np.eye(len(x))) / np.sqrt(2))
            circuit += 2 * float(np.arcsin(np.linalg.norm(after - state) / 2))
            state = after
        net += float(2 * np.arcsin(np.linalg.norm(image - y) / 2))
        circuit += float(2 * np.arcsin(np.linalg.norm(state - y) / 2))
        rows.append((net, circuit, start @ y))
    return ck.Measurement(dict(zip((NETWORK, CIRCUIT, ALIKE), np.array(rows).T, strict=True)))


CLAIM = ck.Claim(
    key="dong_zhou:deep-network-dictionary",
    source=source("II.E"),
    kind="postulate",
    title="Dictionary of generative networks and quantum circuits",
    latex=r"\ell_{net}(x \to y) = \ell_{circ}(x \to y) = \arccos\langle x, y\rangle",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("x", 1, 5, (4,), "pixels of the input"),
                ck.Integer("y", 1, 5, (4,), "pixels of the image"),
            )
        ),
        tolerance=1e-4,
        reason="layers of angle 0.01, whose chords are 4e-6 too short",
        method="many thin layers, lengths added up",
        samples=24,
    ),
    expected="consistent",
    words="reading",
    reading="The dictionary (image and state, network and circuit, input and initial state, "
    "optimal network and optimal circuit) is an analogy. Tested on deep linear networks of "
    "rotations, where all four words have a meaning: the optimum has the same length on both "
    "sides. Images have no negative pixels; else a sign would tell y from -y, which are one "
    "quantum state.",
    hypotheses=(beliefs.ROTATION_NETWORKS,),
)
