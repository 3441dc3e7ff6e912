"""Derivatives, integrals and roots of functions and of values on a line, for many samples."""

from numerics.calculus._differences import complex_step as complex_step
from numerics.calculus._differences import gradient as gradient
from numerics.calculus._differences import hessian as hessian
from numerics.calculus._differences import slope as slope
from numerics.calculus._nodes import Nodes as Nodes
from numerics.calculus._nodes import chebyshev_nodes as chebyshev_nodes
from numerics.calculus._nodes import gauss_nodes as gauss_nodes
from numerics.calculus._nodes import periodic_nodes as periodic_nodes
from numerics.calculus._nodes import spline_nodes as spline_nodes
from numerics.calculus._quadrature import gauss_hermite as gauss_hermite
from numerics.calculus._quadrature import gauss_legendre as gauss_legendre
from numerics.calculus._roots import quadratic_roots as quadratic_roots
from numerics.calculus._roots import root as root
from numerics.calculus._search import golden_maximum as golden_maximum

__all__ = [
    "Nodes",
    "chebyshev_nodes",
    "complex_step",
    "gauss_hermite",
    "gauss_legendre",
    "gauss_nodes",
    "golden_maximum",
    "gradient",
    "hessian",
    "periodic_nodes",
    "quadratic_roots",
    "root",
    "slope",
    "spline_nodes",
]
