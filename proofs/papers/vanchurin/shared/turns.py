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
from numerics.waves.schrodinger import evolve_wave
from proofs.papers.vanchurin.shared.notation import F_tilde

Array = NDArray[Any]
N = sp.Symbol("N", integer=True)
PLUS, MINUS = (sp.Symbol(rf"\mu_{{{sign}}}", real=True) for sign in "+-")
_OTHER = sp.Symbol("N'", integer=True)
_TIME = 0.25
EITHER_SIGN = sp.And(  # admissible points: gamma of either sign, and a sign that is not zero
    sp.Abs(sp.Symbol("gamma", real=True)) > sp.Rational(1, 4),
    sp.Ne(sp.Symbol("sign", real=True), 0),
)


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

    A wave at rest evolves under a constant potential of the given sign; its phase turns evenly,
    and the constant times the time of one whole turn is the shift. planck : hbar, shape (n,), at
    least 0.1.
    """
    ring = Grid((2 * np.pi,), (8,))
    start = np.ones((planck.size, *ring.points), dtype=complex)
    # in units where the engine's hbar is 1; the mass drops out of the angle
    potential = np.broadcast_to((sign / planck)[:, None], start.shape)
    wave = evolve_wave(start, potential, grid=ring, hbar=1.0, mass=1.0, dt=_TIME, steps=1)
    angle = np.angle((wave * start.conj()).sum(-1))
    return np.asarray(2 * np.pi * _TIME * sign / np.abs(angle))
