"""Identities about every metric, decided on random jets."""
