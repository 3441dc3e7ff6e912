"""Letters of one layer of the network of chapter 4."""

import sympy as sp

PHI, PI, STEP = sp.symbols(r"phi pi \Delta\eta", real=True)
H = sp.Symbol("h", real=True)
NEXT_PHI = sp.Symbol(r"\phi(\eta+\Delta\eta)", real=True)
NEXT_PI = sp.Symbol(r"\pi(\eta+\Delta\eta)", real=True)
