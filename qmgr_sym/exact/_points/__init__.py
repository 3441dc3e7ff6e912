"""Rigorous values of an expression at rational points, in ball arithmetic (Arb)."""
