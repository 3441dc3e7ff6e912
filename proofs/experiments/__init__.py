"""Numeric experiments: each module runs engines and returns named curves and numbers."""
