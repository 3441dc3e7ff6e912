"""The symbols and functions of the known answers."""

from sympy import Function, IndexedBase, MatrixSymbol, Rational, Symbol, symbols

x, y, t, w = symbols("x y t w", real=True)
a, b, c = symbols("a b c", positive=True)
q = Symbol("q", negative=True)
s = Symbol("s", nonnegative=True)
h = Symbol("h", imaginary=True)
z, u, v = symbols("z u v")
n, m, k = symbols("n m k", integer=True)
N, M = symbols("N M", integer=True, positive=True)
L = Symbol("L", integer=True, nonnegative=True)
even, odd = Symbol("even", even=True), Symbol("odd", odd=True)
f, g = Function("f"), Function("g")
F, G = Function("F", real=True), Function("G", real=True)
p = Function("p", positive=True)
A, B = IndexedBase("A"), IndexedBase("B", real=True)
P, Q = MatrixSymbol("P", 2, 2), MatrixSymbol("Q", 2, 2)
half, third = Rational(1, 2), Rational(1, 3)
