"""Fokker-Planck equations of a density on a grid, explicit and implicit."""
