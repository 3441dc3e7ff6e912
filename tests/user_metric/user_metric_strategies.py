"""Strategies of the tests of a user's own metric."""

import sympy
from hypothesis import strategies as st

from proofs.text.names import Names

x, y, M = (
    sympy.Symbol("x", real=True),
    sympy.Symbol("y", real=True),
    sympy.Symbol("M", positive=True),
)
f = sympy.Function("f", real=True)(x)
NAMES = Names({"x": x, "y": y, "M": M}, {"f": f})
IMPROPER = (sympy.zoo, sympy.nan, sympy.oo, -sympy.oo, sympy.I, sympy.Abs, sympy.cot)

_functions = st.sampled_from(
    [sympy.sqrt, sympy.exp, sympy.sin, sympy.cos, sympy.tan, sympy.sinh, sympy.cosh, sympy.tanh]
)
_rationals = st.builds(sympy.Rational, st.integers(-9, 9), st.integers(1, 9))
_exponents = st.builds(sympy.Rational, st.integers(-4, 4), st.sampled_from([1, 1, 2, 3]))
_leaves = st.one_of(st.sampled_from([x, y, M, f, sympy.pi]), _rationals)


def _grown(inner):
    # functions of names only: of numbers they are bounded more tightly
    named = inner.map(lambda e: e if e.free_symbols else e * x + y)
    return st.one_of(
        st.builds(sympy.Add, inner, inner),
        st.builds(sympy.Mul, inner, inner),
        st.builds(sympy.Pow, inner, _exponents),
        st.builds(lambda function, e: function(e), _functions, named),
    )


expressions = st.recursive(_leaves, _grown, max_leaves=8).filter(lambda e: not e.has(*IMPROPER))
"""SymPy expressions in the names of `NAMES`, finite, without i, |x| and cot."""
