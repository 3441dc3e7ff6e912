"""Ordinary differential equations for many samples at once: fixed steps and adaptive ones."""

from numerics.integrators._adaptive import solve_ode as solve_ode
from numerics.integrators._runge_kutta import runge_kutta as runge_kutta
from numerics.integrators._runge_kutta import step as step
from numerics.integrators._tableau import EULER as EULER
from numerics.integrators._tableau import HEUN as HEUN
from numerics.integrators._tableau import RK4 as RK4
from numerics.integrators._tableau import Tableau as Tableau
from numerics.integrators._tableau import dormand_prince_8 as dormand_prince_8

__all__ = [
    "EULER",
    "HEUN",
    "RK4",
    "Tableau",
    "dormand_prince_8",
    "runge_kutta",
    "solve_ode",
    "step",
]
