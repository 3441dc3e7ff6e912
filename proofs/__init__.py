"""The only place where the exact and the numeric arm meet."""
