"""Where the statements of Dong and Zhou stand, and the letters they share."""

from proofs.checker import Source
from proofs.papers.dong_zhou import DOCUMENT


def source(section: str) -> Source:
    """Where a statement stands: the section as printed, such as "II.A" or "III.C"."""
    return Source(DOCUMENT, section)
