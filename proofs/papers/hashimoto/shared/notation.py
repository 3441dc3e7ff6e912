"""Where the statements of Hashimoto's slides stand."""

from proofs.checker import Source
from proofs.papers.hashimoto import DOCUMENT


def source(chapter: str) -> Source:
    """Where a statement stands: the slides' chapter "1" to "4", or "Discussion"."""
    return Source(DOCUMENT, chapter)
