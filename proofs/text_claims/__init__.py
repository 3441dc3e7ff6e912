"""Claims in text: a TOML entry with formulas, judged like any other claim by ready-made arms.

`entry` reads the file, `forms` makes SymPy relations, `exact` rewrites and `numeric` evaluates
them, `claim` puts them together.  The two arms share the parsed form and nothing else.
"""
