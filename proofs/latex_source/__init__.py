"""Text claims from a LaTeX source: `qmgr read PAPER.tex -o FOLDER`.

`displays` finds the displayed equations, `marks` cuts LaTeX into marks by pylatexenc, `table` holds
what the letters mean, `reader` makes the syntax tree of a formula and refuses what is ambiguous,
`written` writes the file of claims.
"""
