"""Exponential families and their information geometry, exactly."""
