"""Restricted Boltzmann machines minimised by stochastic reconfiguration, all configurations summed.

log psi(s) = sum_k sum_t log cosh(b_k + sum_j W_kj s_t(j))

with features k and translations t: a machine of features times translations hidden units; with the
identity as the only translation it is the ordinary machine. Visible biases are left out.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import Array, FloatArray, IntArray, positive_float, trailing, whole
from numerics.neural_states.heisenberg import Antiferromagnet


@dataclass(frozen=True)
class Machine:
    """Biases ``(k,)`` and weights ``(k, n)`` of features, shared by translations ``(t, n)``.

    >>> from numerics.neural_states.heisenberg import ring
    >>> machine = random_machine(2, ring(4).translations, rng=np.random.default_rng(0))
    >>> machine.parameters, machine.hidden  # 2 (1 + 4) numbers; 2 features times 4 translations
    (10, 8)
    """

    biases: Array
    weights: Array
    translations: IntArray

    @property
    def parameters(self) -> int:
        """Number of variational parameters."""
        return int(self.biases.size + self.weights.size)

    @property
    def hidden(self) -> int:
        """Number of hidden units."""
        return len(self.biases) * len(self.translations)

    def moved(self, changes: Array) -> "Machine":
        """Return the machine with ``changes``, biases first, added to its parameters."""
        k = self.biases.size
        weights = self.weights + changes[k:].reshape(self.weights.shape)
        return Machine(self.biases + changes[:k], weights, self.translations)

    def units(self) -> Array:
        """Return the weights of all hidden units ``(k * t, n)``, feature by feature."""
        inverse = np.argsort(self.translations, axis=1)
        return np.asarray(self.weights[:, inverse].reshape(-1, self.weights.shape[1]))


@dataclass(frozen=True)
class Descent:
    """A minimised machine and the energies on the way, one for each step.

    >>> from numerics.neural_states.heisenberg import ring
    >>> start = random_machine(1, ring(2).translations, rng=np.random.default_rng(0), real=True)
    >>> minimise(start, Antiferromagnet(ring(2)), steps=3).energies.shape
    (3,)
    """

    machine: Machine
    energies: FloatArray


def random_machine(
    features: int,
    translations: IntArray,
    *,
    rng: np.random.Generator,
    size: float = 0.1,
    real: bool = False,
) -> Machine:
    """Return a machine with normal parameters of standard deviation ``size``, complex or real.

    >>> from numerics.neural_states.heisenberg import ring
    >>> machine = random_machine(3, ring(4).translations, rng=np.random.default_rng(0), real=True)
    >>> machine.biases.shape, machine.weights.shape
    ((3,), (3, 4))
    """
    features = whole("features", features)
    n = translations.shape[1]
    parts = rng.normal(size=(2, features, n + 1)) * positive_float("size", size)
    values = parts[0] if real else parts[0] + 1j * parts[1]
    return Machine(values[:, 0], values[:, 1:], translations)


def log_amplitudes(machine: Machine, s: ArrayLike) -> tuple[Array, Array]:
    """Return log psi ``(c,)`` and its derivatives ``(c, parameters)`` at configurations ``(c, n)``.

    The real part of a large angle is split off, so that cosh does not overflow.

    >>> from numerics.neural_states.heisenberg import ring
    >>> blank = Machine(np.zeros(1), np.zeros((1, 2)), ring(2).translations)
    >>> values, slopes = log_amplitudes(blank, [[1, -1]])
    >>> np.exp(values).round(9), slopes.shape  # equal amplitudes
    (array([1.]), (1, 3))
    """
    spins = np.asarray(s, dtype=float)
    n = machine.translations.shape[1]
    trailing("s", spins, (n,))
    moved = spins[:, machine.translations]
    angle = machine.biases[:, None] + np.einsum("ctn,kn->ckt", moved, machine.weights)
    sign = np.where(angle.real < 0, -1.0, 1.0)
    decay = np.exp(-2 * sign * angle)
    value = (sign * angle + np.log1p(decay) - np.log(2)).sum(axis=(1, 2))
    slope = sign * (1 - decay) / (1 + decay)
    by_weight = np.einsum("ckt,ctn->ckn", slope, moved).reshape(len(spins), -1)
    return value, np.concatenate([slope.sum(axis=2), by_weight], axis=1)


def energy_and_step(
    machine: Machine, model: Antiferromagnet, shift: float
) -> tuple[float, float, Array]:
    """Return the energy, its variance and the step -(S + shift)^-1 F of stochastic reconfiguration.

    S = <O* O> - <O*><O>, F = <O* E> - <O*><E> with the local energies E and the logarithmic
    derivatives O; real parameters take the real parts. Source: S. Sorella (1998).

    >>> from numerics.neural_states.heisenberg import ring
    >>> blank = Machine(np.zeros(1), np.zeros((1, 2)), ring(2).translations)
    >>> energy, variance, _ = energy_and_step(blank, Antiferromagnet(ring(2)), 0.01)
    >>> energy, variance  # the singlet
    (-0.75, 0.0)
    """
    value, slopes = log_amplitudes(machine, model.configurations)
    psi = np.exp(value - value.real.max())
    weight = np.abs(psi) ** 2
    weight /= weight.sum()
    local = (model.matrix @ psi) / psi
    energy = float((weight @ local).real)
    centred = slopes - weight @ slopes
    overlap = (centred.conj().T * weight) @ centred
    force = (centred.conj().T * weight) @ (local - energy)
    if np.isrealobj(machine.weights):
        overlap, force = overlap.real, force.real
    solved = np.linalg.solve(overlap + shift * np.eye(len(overlap)), force)
    variance = float(weight @ np.abs(local - energy) ** 2)
    return energy, variance, -solved


def minimise(
    machine: Machine,
    model: Antiferromagnet,
    *,
    steps: int = 200,
    rate: float = 0.3,
    shift: tuple[float, float] = (1e-2, 1e-6),
) -> Descent:
    """Minimise the energy by stochastic reconfiguration over all configurations.

    A step that raises the energy is halved, at most ten times; ``shift`` falls from its first
    value to its second, geometrically.  Raises FloatingPointError for an energy that is no number.

    >>> from numerics.neural_states.heisenberg import ring
    >>> start = random_machine(2, ring(4).translations, rng=np.random.default_rng(0), real=True)
    >>> found = minimise(start, Antiferromagnet(ring(4)), steps=60)
    >>> round(float(found.energies[-1]), 2)  # the ground state has -2
    -2.0
    """
    energies = []
    lowest = np.inf
    length = positive_float("rate", rate)
    last, step = machine, np.zeros(machine.parameters)
    for k in range(whole("steps", steps)):
        epsilon = shift[0] * (shift[1] / shift[0]) ** (k / max(steps - 1, 1))
        for _ in range(10):
            energy, _, found = energy_and_step(machine, model, epsilon)
            if energy <= lowest + 1e-12:
                break
            length /= 2
            machine = last.moved(length * step)
        if not np.isfinite(energy):
            raise FloatingPointError(f"energy must be a number, but is {energy} at step {k}")
        lowest, last, step = energy, machine, found
        energies.append(energy)
        length = min(1.5 * length, 2.0)
        machine = machine.moved(length * step)
    return Descent(last, np.array(energies))
