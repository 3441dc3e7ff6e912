"""Engines: arrays in, arrays out. No SymPy, no qmgr_sym."""
