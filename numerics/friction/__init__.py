"""Friction that changes with time, from initial data that come to rest."""
