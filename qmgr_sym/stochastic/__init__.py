"""Fokker-Planck operators, entropy production, maximum entropy, free energy."""
