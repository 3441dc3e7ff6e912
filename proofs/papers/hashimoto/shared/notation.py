"""Where the statements of Hashimoto's slides stand."""

import proofs.checker as ck
from proofs.papers.hashimoto import DOCUMENT


def source(chapter: str) -> ck.Source:
    """Where a statement stands: the slides' chapter "1" to "4", or "Discussion"."""
    return ck.Source(DOCUMENT, chapter)
