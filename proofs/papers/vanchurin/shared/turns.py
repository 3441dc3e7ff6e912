"""Shifts of the free energy that the wave function (4.4) does not see: whole turns of its phase."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.grid import Grid
from numerics.waves.schrodinger import evolve_wave, normalise
from proofs.papers.vanchurin.shared.notation import F_tilde

Array = NDArray[Any]
N = sp.Symbol("N", integer=True)
PLUS, MINUS = (sp.Symbol(rf"\mu_{{{sign}}}", real=True) for sign in "+-")
_OTHER = sp.Symbol("N'", integer=True)
_STEP, _STEPS = 0.25, 60


def whole_turns(link: str, wave: Callable[[Expr], Expr], shift: Expr) -> Iterator[ck.Vanishes]:
    """Requirements on `shift`, which depends on the integer N, to be N turns of the phase.

    Every N leaves the wave function as it is; shifts by N and by N' add up to one by N + N'; and
    the shift by 1 is the smallest: on its way from 0 the wave function runs once around a circle
    of radius |Psi|, a path of length 2 pi |Psi|. Together: the shifts are all those that change
    nothing, each once.

    wave : the wave function for a free energy.
    """
    F, s = F_tilde(1), sp.Symbol("s", real=True)
    way = wave(F + s * shift.xreplace({N: sp.S.One}))
    square = sp.Derivative(way, s) * sp.Derivative(sp.conjugate(way), s)
    yield ck.shows(link, wave(F + shift), wave(F))
    both = shift.xreplace({N: N + _OTHER})
    yield ck.shows(link, both, shift + shift.xreplace({N: _OTHER}))
    yield ck.shows(link, square, 4 * sp.pi**2 * wave(F) * sp.conjugate(wave(F)))


def measured_turn(planck: Array, sign: Array) -> Array:
    """The shift, of the given sign, after which a wave comes back to itself for the first time.

    Two copies of a wave evolve under i hbar d_t Psi = H Psi and under H plus a constant of the
    given sign; the angle between them is followed until it has made one turn. The constant times
    this time is the shift. planck : hbar, shape (n,), at least 0.1.
    """
    ring = Grid((2 * np.pi,), (16,))
    x = ring.coordinates()[0]
    wave = np.broadcast_to(
        normalise(1 + 0.5 * np.cos(x) + 0.3j * np.sin(2 * x), ring), (planck.size, 2, x.size)
    )
    size = sign * np.maximum(1.0, planck / 2)
    lift = np.stack([np.zeros_like(size), size], axis=-1)
    # in units where the engine's hbar is 1; the mass drops out of the angle
    potential = (np.cos(x) + lift[..., None]) / planck[:, None, None]
    overlap = np.empty((planck.size, _STEPS + 1), dtype=complex)
    for step in range(_STEPS + 1):
        overlap[:, step] = (wave[:, 0].conj() * wave[:, 1]).sum(-1)
        wave = evolve_wave(wave, potential, grid=ring, hbar=1.0, mass=1.0, dt=_STEP, steps=1)
    angle = np.abs(np.unwrap(np.angle(overlap), axis=-1))
    after = np.argmax(angle >= 2 * np.pi, axis=-1)
    rows = np.arange(planck.size)
    here, there = angle[rows, after - 1], angle[rows, after]
    time = _STEP * (after - 1 + (2 * np.pi - here) / (there - here))
    return np.asarray(size * time)
