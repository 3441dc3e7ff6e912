"""Formulas as text: read by a whitelist grammar, never evaluated.

`syntax` makes a tree of a text, `build` makes a SymPy expression of a tree, in declared names;
`reading.parse` does both for one expression.  Text claims are built on top of it.
"""
