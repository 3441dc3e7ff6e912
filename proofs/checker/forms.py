"""In which form a claim holds, by its verdict: what the claims that rest on it are given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from proofs.checker.claim import Claim
    from proofs.checker.form import Form

_AMENDED = {"corrected", "ill-posed", "inconsistent"}


def which_holds(verdict: str, amended: bool) -> Literal["printed", "amended"]:
    """Which form is handed on: the amended one where the print fails and one is given.

    A claim that was refuted, or about which nothing was found, is handed on as printed; that it
    undermines what rests on it is said there.

    >>> which_holds("corrected", amended=True), which_holds("refuted", amended=True)
    ('amended', 'printed')
    """
    return "amended" if amended and verdict in _AMENDED else "printed"


def holding_form(claim: Claim, verdict: str) -> Form:
    """The form in which `claim` holds if its verdict is `verdict`."""
    from proofs.checker.form import form_of

    which = which_holds(verdict, claim.amended is not None)
    if which == "amended":
        assert claim.amended is not None
        return form_of(claim.key, which, claim.amended.links)
    return form_of(claim.key, which, claim.printed)
