"""Letters of the network of chapter 3 that follows Hamilton's equations."""

import sympy as sp

q, p = sp.symbols("q p", real=True)
NEXT_Q, NEXT_P = (sp.Symbol(rf"{x}(t+\Delta t)", real=True) for x in "qp")
DT = sp.Symbol(r"{\Delta t}", positive=True)
u, v, w11, w12, w21, lambda1, lambda2 = sp.symbols(
    "u v w_11 w_12 w_21 lambda_1 lambda_2", real=True, nonzero=True
)
f, g, F, G = (sp.Function(name, real=True) for name in "fgFG")
ENERGY, z = sp.symbols("H z", real=True)
