"""Exact mathematics: SymPy in, SymPy out. No paper, no file, no array."""
