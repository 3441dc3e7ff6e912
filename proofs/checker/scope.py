"""Scope of a verdict: over which cases it was decided, computed from the obligations."""

from __future__ import annotations

from collections.abc import Iterable

from proofs.checker.obligations import Induction, Obligation, is_literal

Cases = dict[str, dict[str, list[object]]]


def scope_of(obligations: Iterable[Obligation], declared: str = "") -> str:
    """The cases that were decided, "n = 2..5; m = 1, 3", and what the claim declares.

    Where links were decided for different cases, each is named. On a link for which an induction
    step was handed over, the first case and the step cover all that follow. The obligations have
    to hold for this to mean anything.
    """
    values: Cases = {}
    starts: Cases = {}
    stepped: set[tuple[str, str]] = set()
    for obligation in obligations:
        if isinstance(obligation, Induction):
            if not is_literal(obligation):
                stepped.add((obligation.variable, obligation.link))
            continue
        for name, value in obligation.case.items():
            _note(starts, name, obligation.link, value)
            if not is_literal(obligation):
                _note(values, name, obligation.link, value)
    parts = []
    for name, by_link in starts.items():
        found = {}
        for link, first in by_link.items():
            if (name, link) in stepped:
                start = (_whole(first) or first)[0]
                found[link] = f"{name} from {start} on, by induction"
            elif link in values.get(name, {}):
                found[link] = f"{name} = {_listed(values[name][link])}"
        parts += _told_apart(found)
    return "; ".join([*parts, declared] if declared else parts)


def _note(cases: Cases, name: str, link: str, value: object) -> None:
    found = cases.setdefault(name, {}).setdefault(link, [])
    if value not in found:
        found.append(value)


def _told_apart(found: dict[str, str]) -> list[str]:
    """One text where all links agree, else one for each link."""
    if len(set(found.values())) == 1:
        return list(found.values())[:1]
    links: dict[str, list[str]] = {}
    for link, text in found.items():
        links.setdefault(text, []).append(link)
    return [f"{text} ({', '.join(names)})" for text, names in links.items()]


def _listed(values: list[object]) -> str:
    """Integers in a row as a range, else a list.

    >>> _listed([2, 4, 3]), _listed([1, 3])
    ('2..4', '1, 3')
    """
    whole = _whole(values)
    if len(whole) > 2 and whole == list(range(whole[0], whole[-1] + 1)):
        return f"{whole[0]}..{whole[-1]}"
    return ", ".join(map(str, whole or values))


def _whole(values: list[object]) -> list[int]:
    """`values` by size where all are integers, else nothing."""
    texts = [str(value) for value in values]
    return sorted(map(int, texts)) if all(t.lstrip("-").isdigit() for t in texts) else []
