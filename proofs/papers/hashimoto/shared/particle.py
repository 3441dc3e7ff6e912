"""Letters of the particle with friction, chapter 3."""

import sympy as sp

m = sp.Symbol("m", positive=True)
h, SPEED, SPEED_UP = sp.symbols(r"h \dot{x} \ddot{x}", real=True)
SLOPE = sp.Symbol(r"{\partial_{x}V}", real=True)
