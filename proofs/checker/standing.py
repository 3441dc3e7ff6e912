"""What a claim stands on: beliefs under it, and what they make of its verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

_ESTABLISHED = {"proved", "well-posed", "consistent"}
_AMENDED = {"corrected", "ill-posed"}
_UNDERMINING = {"refuted", "inconsistent", "conflict", "error"}
_MANY = {
    "postulate": "postulates",
    "hypothesis": "hypotheses",
    "unproved premise": "unproved premises",
}


class Described(Protocol):
    """What has to be known of a claim: a Claim, or its card in the index."""

    @property
    def kind(self) -> str:
        """definition, postulate, result or approximation."""

    @property
    def title(self) -> str:
        """Title of the claim."""

    @property
    def premises(self) -> tuple[str, ...]:
        """Keys of its premises."""

    @property
    def hypotheses(self) -> Sequence[Any]:
        """Beliefs with `name`, `text` and `excludes`."""


def below(key: str, claims: Mapping[str, Described]) -> set[str]:
    """Keys of the premises of `key`, and of theirs, as far as they are claims."""
    found: set[str] = set()
    waiting = [key]
    while waiting:
        for premise in claims[waiting.pop()].premises:
            if premise in claims and premise not in found:
                found.add(premise)
                waiting.append(premise)
    return found


def beliefs_under(
    key: str, claims: Mapping[str, Described], verdicts: Mapping[str, str]
) -> list[dict[str, str]]:
    """All that has to be believed to accept `key`: the transitive list, in reading order.

    Postulates below it, unprinted hypotheses of it and of all below it (each name once, with the
    first claim that brings it in), premises used in their corrected form, and premises that are
    not established.
    """
    under = below(key, claims) | {key}
    beliefs: list[dict[str, str]] = []
    seen: set[str] = set()
    for other, claim in claims.items():
        if other not in under:
            continue
        if other != key:
            verdict = verdicts.get(other, "open")
            sort = _sort(claim, verdict)
            if sort is not None:
                beliefs.append({"sort": sort, "key": other, "name": other,
                                "text": f"{claim.title} [{verdict}]"})  # fmt: skip
        for belief in claim.hypotheses:
            if belief.name not in seen:
                seen.add(belief.name)
                beliefs.append({"sort": "hypothesis", "key": other, "name": belief.name,
                                "text": belief.text})  # fmt: skip
    return beliefs


def standing_of(
    key: str, claims: Mapping[str, Described], verdicts: Mapping[str, str]
) -> dict[str, Any]:
    """What a verdict stands on: by itself, conditional, or undermined; see docs/verdicts.md.

    Undermined where a refuted or inconsistent claim lies below. Conditional where postulates,
    unprinted hypotheses or premises that are not established do; `contradictory` lists pairs of
    beliefs below it that cannot be held together.
    """
    under = below(key, claims)
    undermined = [k for k in claims if k in under and verdicts.get(k) in _UNDERMINING]
    beliefs = beliefs_under(key, claims, verdicts)
    counts = {sort: sum(b["sort"] == sort for b in beliefs)
              for sort in ("postulate", "hypothesis", "unproved premise")}  # fmt: skip
    names = {b["name"] for b in beliefs if b["sort"] == "hypothesis"}
    held = [belief for k in under | {key} for belief in claims[k].hypotheses]
    pairs = {tuple(sorted((b.name, other))) for b in held for other in b.excludes if other in names}
    status = "undermined" if undermined else "conditional" if any(counts.values()) else "by itself"
    return {
        "status": status,
        "postulates": counts["postulate"],
        "hypotheses": counts["hypothesis"],
        "unproved": counts["unproved premise"],
        "undermined_by": undermined,
        "contradictory": [list(pair) for pair in sorted(pairs)],
        "words": _words(status, counts, undermined, sorted(pairs)),
    }


def _words(
    status: str,
    counts: Mapping[str, int],
    undermined: Sequence[str],
    pairs: Sequence[tuple[str, ...]],
) -> str:
    if status == "by itself":
        return "stands by itself"
    parts = [f"{n} {sort if n == 1 else _MANY[sort]}" for sort, n in counts.items() if n]
    on = " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))
    text = f"conditional on {on}" if on else ""
    if pairs:
        text += (
            f", contradictory beliefs among them: {'; '.join(' against '.join(p) for p in pairs)}"
        )
    if undermined:
        text = f"undermined by {', '.join(undermined)}" + (f"; {text}" if text else "")
    return text


def _sort(claim: Described, verdict: str) -> str | None:
    if claim.kind == "postulate":
        return "postulate"
    if verdict in _AMENDED:
        return "amended premise"
    if verdict not in _ESTABLISHED:
        return "unproved premise"
    return None
