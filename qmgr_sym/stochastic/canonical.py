"""Maximum relative entropy on finitely many states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sympy import Add, Expr, exp, log


@dataclass(frozen=True)
class Canonical:
    """The canonical distribution on finitely many states and its thermodynamics.

    Attributes:
        probabilities: p_i = g_i exp(-beta H_i) / Z.
        partition: Z = sum_i g_i exp(-beta H_i).
        internal_energy: U = sum_i p_i H_i.
        log_partition: log Z.
        free_energy: -(1/beta) log Z, the textbook sign; Vanchurin (2.7) prints the opposite one.
        entropy: -sum_i p_i log(p_i / g_i), so that free_energy = U - entropy / beta.
    """

    probabilities: tuple[Expr, ...]
    partition: Expr
    internal_energy: Expr
    log_partition: Expr
    free_energy: Expr
    entropy: Expr


def canonical(energies: Sequence[Expr], beta: Expr, prior: Sequence[Expr]) -> Canonical:
    """The maximum relative entropy distribution with a given mean energy.

    Args:
        energies: H_i of each state.
        beta: Lagrange multiplier of the mean energy.
        prior: weights g_i > 0 of the states; they need not be normalised.

    Raises:
        ValueError: there is no state, or not one weight for each.

    Source: E. T. Jaynes, Phys. Rev. 106, 620 (1957); the finite form of Vanchurin (2.5)-(2.7).
    """
    _check(energies, prior)
    weights = [g * exp(-beta * h) for g, h in zip(prior, energies, strict=True)]
    partition = Add(*weights)
    probabilities = tuple(w / partition for w in weights)
    energy = Add(*(p * h for p, h in zip(probabilities, energies, strict=True)))
    entropy = -Add(*(p * log(p / g) for p, g in zip(probabilities, prior, strict=True)))
    free = -log(partition) / beta
    return Canonical(probabilities, partition, energy, log(partition), free, entropy)


def entropy_lagrangian(
    probabilities: Sequence[Expr],
    energies: Sequence[Expr],
    prior: Sequence[Expr],
    beta: Expr,
    norm: Expr,
    mean: Expr,
) -> Expr:
    """The function whose stationary point is the canonical distribution.

    Formula: -sum_i p_i log(p_i / g_i) - beta (sum_i p_i H_i - U) - norm (sum_i p_i - 1).
    """
    _check(energies, prior)
    pairs = list(zip(probabilities, energies, prior, strict=True))
    entropy = -Add(*(p * log(p / g) for p, _, g in pairs))
    energy = Add(*(p * h for p, h, _ in pairs)) - mean
    return entropy - beta * energy - norm * (Add(*probabilities) - 1)


def stationarity(
    probabilities: Sequence[Expr],
    energies: Sequence[Expr],
    prior: Sequence[Expr],
    beta: Expr,
    norm: Expr,
) -> tuple[Expr, ...]:
    """The stationarity conditions of the entropy Lagrangian, one expression for each state.

    Formula: -log(p_i / g_i) - 1 - beta H_i - norm = 0, solved by the canonical distribution with
    norm = log Z - 1.
    """
    _check(energies, prior)
    triples = zip(probabilities, energies, prior, strict=True)
    return tuple(-log(p / g) - 1 - beta * h - norm for p, h, g in triples)


def _check(energies: Sequence[Expr], prior: Sequence[Expr]) -> None:
    if not energies:
        raise ValueError("`energies` must hold at least one state, but was empty")
    if len(prior) != len(energies):
        raise ValueError(
            f"`prior` must have one weight for each of the {len(energies)} states, "
            f"but had {len(prior)}"
        )
