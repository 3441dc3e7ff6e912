"""Formulas over the reals and integers, as z3 reads them."""
