"""Variational Monte Carlo of restricted Boltzmann machines by exchange moves, for large lattices.

The machine has real weights in the basis with Marshall's sign, so that psi > 0.  An exchange of
antiparallel neighbours i, j changes psi by prod_h (cosh d_h - s_i tanh(angle_h) sinh d_h),
d_h = 2 (W_hi - W_hj): tables of cosh and sinh for each bond make it a product.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit

from numerics._checks import Array, FloatArray, whole
from numerics.memory import refuse_beyond
from numerics.neural_states.boltzmann_energy import Machine
from numerics.neural_states.heisenberg import Lattice

_COMPILE: dict[str, Any] = {"cache": True, "nogil": True, "fastmath": {"contract", "reassoc"}}


@njit(**_COMPILE)  # type: ignore[untyped-decorator]
def _ratio(s_i: float, slope: FloatArray, cosh: FloatArray, sinh: FloatArray) -> float:
    ratio = 1.0
    for h in range(slope.size):
        ratio *= cosh[h] - s_i * slope[h] * sinh[h]
    return ratio


@njit(**_COMPILE)  # type: ignore[untyped-decorator]
def _walk(
    spins: FloatArray,
    bonds: Any,
    units: FloatArray,
    biases: FloatArray,
    cosh: FloatArray,
    sinh: FloatArray,
    moves: int,
    proposals: Any,
    chances: FloatArray,
    samples: FloatArray,
    local: FloatArray,
) -> int:
    """Fill `samples` and `local` energies, `moves` proposals before each; count the accepted."""
    angle = biases + units @ spins
    slope = np.tanh(angle)
    accepted = 0
    step = 0
    for k in range(samples.shape[0]):
        for _ in range(moves):
            bond = proposals[step]
            i, j = bonds[bond, 0], bonds[bond, 1]
            if spins[i] != spins[j]:
                ratio = _ratio(spins[i], slope, cosh[bond], sinh[bond])
                if chances[step] < ratio * ratio:
                    for h in range(angle.size):
                        angle[h] -= 2 * spins[i] * (units[h, i] - units[h, j])
                        slope[h] = np.tanh(angle[h])
                    spins[i], spins[j] = spins[j], spins[i]
                    accepted += 1
            step += 1
        samples[k] = spins
        energy = 0.0
        for bond in range(bonds.shape[0]):
            i, j = bonds[bond, 0], bonds[bond, 1]
            if spins[i] == spins[j]:
                energy += 0.25
            else:
                ratio = _ratio(spins[i], slope, cosh[bond], sinh[bond])
                energy += -0.25 - 0.5 * ratio
        local[k] = energy
    return accepted


@dataclass(frozen=True)
class Samples:
    """Configurations ``(c, n)``, their local energies ``(c,)`` and the share of accepted moves.

    >>> from numerics.neural_states.heisenberg import ring
    >>> blank = Machine(np.zeros(1), np.zeros((1, 2)), ring(2).translations)
    >>> found = sample(blank, ring(2), 5, rng=np.random.default_rng(0))
    >>> found.spins.shape, found.local.tolist()  # the singlet: no variance
    ((5, 2), [-0.75, -0.75, -0.75, -0.75, -0.75])
    """

    spins: FloatArray
    local: FloatArray
    accepted: float

    def energy(self) -> tuple[float, float]:
        """Return the mean energy and its standard error from blocks of a twentieth each."""
        blocks = np.array([b.mean() for b in np.array_split(self.local, 20)])
        return float(self.local.mean()), float(blocks.std(ddof=1) / np.sqrt(len(blocks)))


def neel(lattice: Lattice) -> FloatArray:
    """Return a configuration of a bipartite lattice whose neighbours are antiparallel.

    >>> from numerics.neural_states.heisenberg import ring
    >>> neel(ring(6)).tolist()
    [1.0, -1.0, 1.0, -1.0, 1.0, -1.0]
    """
    spins = np.zeros(lattice.sites)
    spins[0] = 1.0
    while (spins == 0).any():
        for i, j in lattice.bonds:
            spins[i] = spins[i] or -spins[j]
            spins[j] = spins[j] or -spins[i]
    return spins


def sample(
    machine: Machine,
    lattice: Lattice,
    count: int,
    *,
    rng: np.random.Generator,
    start: FloatArray | None = None,
    sweeps: int = 1,
    thermal: int = 20,
) -> Samples:
    """Sample |psi|^2 among configurations without magnetisation, by exchanges along bonds.

    count : configurations, ``sweeps`` sweeps of one proposal per site apart, after ``thermal``
    sweeps.  start : the first configuration, by default that of Neel.  Raises ``ValueError`` for
    complex weights.

    >>> from numerics.neural_states.heisenberg import ring
    >>> blank = Machine(np.zeros(1), np.zeros((1, 4)), ring(4).translations)
    >>> found = sample(blank, ring(4), 50, rng=np.random.default_rng(0))
    >>> bool((found.spins.sum(axis=1) == 0).all())
    True
    """
    if not np.isrealobj(machine.weights):
        raise ValueError("`machine` must have real weights, but they are complex.")
    count, n = whole("count", count), lattice.sites
    moves = whole("sweeps", sweeps) * n
    refuse_beyond(16.0 * count * (moves + n), what=f"{count} samples of {n} spins")
    units = machine.units()
    biases = np.repeat(machine.biases, len(machine.translations))
    i, j = lattice.bonds.T
    turn = 2 * (units[:, i] - units[:, j]).T
    cosh, sinh = np.cosh(turn), np.sinh(turn)
    spins = neel(lattice) if start is None else np.array(start, dtype=float)
    accepted = 0
    for rows, gap in ((1, max(thermal, 0) * n), (count, moves)):
        samples, local = np.empty((rows, n)), np.empty(rows)
        proposals = rng.integers(0, len(lattice.bonds), rows * gap)
        accepted = _walk(
            spins, lattice.bonds, units, biases, cosh, sinh,
            gap, proposals, rng.random(rows * gap), samples, local,
        )  # fmt: skip
    return Samples(samples, local, accepted / (count * moves))


def sampled_step(
    machine: Machine, found: Samples, *, rate: float, shift: float, most: float = 0.1
) -> Array:
    """Return a step of stochastic reconfiguration from samples.

    d = -rate (S + shift diag S + 1e-6)^-1 F, shortened so that the distance sqrt(d.S.d) between the
    states before and after, and every change of a parameter, are at most ``most``: noise in flat
    directions does no harm then.  S, F as in `boltzmann_energy.energy_and_step`; slopes are
    computed in chunks of about 64 MiB.

    >>> from numerics.neural_states.heisenberg import ring
    >>> blank = Machine(np.zeros(1), np.zeros((1, 2)), ring(2).translations)
    >>> found = sample(blank, ring(2), 5, rng=np.random.default_rng(0))
    >>> step = sampled_step(blank, found, rate=0.1, shift=0.01)
    >>> bool(np.abs(step).max() < 1e-12)  # the ground state stays
    True
    """
    size = len(found.spins)
    chunk = max(1, int(2**23 // (machine.hidden + machine.translations.size)))
    parts = [_slopes(machine, found.spins[k : k + chunk]) for k in range(0, size, chunk)]
    slopes = np.concatenate(parts)
    slopes -= slopes.mean(axis=0)
    overlap = slopes.T @ slopes / size
    force = slopes.T @ (found.local - found.local.mean()) / size
    damped = overlap + np.diag(shift * np.diag(overlap) + 1e-6)
    step = -rate * np.linalg.solve(damped, force)
    length = max(float(np.sqrt(step @ overlap @ step)), float(np.abs(step).max()))
    return np.asarray(step * min(1.0, most / max(length, 1e-300)))


def _slopes(machine: Machine, spins: FloatArray) -> FloatArray:
    """Derivatives of log psi ``(c, parameters)`` for real parameters."""
    moved = spins[:, machine.translations]
    k = len(machine.biases)
    count, translations, n = moved.shape
    slope = np.tanh(machine.biases + moved.reshape(-1, n) @ machine.weights.T)
    slope = slope.reshape(count, translations, k)
    by_weight = np.swapaxes(slope, 1, 2) @ moved
    return np.concatenate([slope.sum(axis=1), by_weight.reshape(count, -1)], axis=1)
