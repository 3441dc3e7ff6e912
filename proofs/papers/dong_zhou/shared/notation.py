"""Where the statements of Dong and Zhou stand, and the letters they share."""

import proofs.checker as ck
from proofs.papers.dong_zhou import DOCUMENT


def source(section: str) -> ck.Source:
    """Where a statement stands: the section as printed, such as "II.A" or "III.C"."""
    return ck.Source(DOCUMENT, section)
