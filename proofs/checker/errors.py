"""Errors that are the user's to mend: one sentence, no traceback, exit code 2."""


class UsageError(Exception):
    """Unreadable input, an unknown key, an empty selection."""
