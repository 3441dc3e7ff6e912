"""Scope of a verdict: over which cases it was decided, computed from the obligations."""

from __future__ import annotations

from collections.abc import Iterable

from proofs.checker.obligations import Induction, Obligation, is_literal


def scope_of(obligations: Iterable[Obligation], declared: str = "") -> str:
    """The cases that were decided, "n = 2..5; m = 1, 3", and what the claim declares.

    A variable for which an induction step was handed over does not limit the scope: the first case
    and the step cover all that follow. The obligations have to hold for this to mean anything.
    """
    values: dict[str, list[object]] = {}
    stepped: set[str] = set()
    for obligation in obligations:
        if is_literal(obligation):
            continue
        if isinstance(obligation, Induction):
            stepped.add(obligation.variable)
            continue
        for name, value in obligation.case.items():
            if value not in values.setdefault(name, []):
                values[name].append(value)
    parts = [f"{name} = {_listed(found)}" for name, found in values.items() if name not in stepped]
    parts += [f"{name} from {_listed(values[name][:1])} on, by induction"
              for name in sorted(stepped) if name in values]  # fmt: skip
    return "; ".join([*parts, declared] if declared else parts)


def _listed(values: list[object]) -> str:
    """Integers in a row as a range, else a list.

    >>> _listed([2, 3, 4]), _listed([1, 3])
    ('2..4', '1, 3')
    """
    whole = sorted(int(v) for v in values if str(v).lstrip("-").isdigit())  # type: ignore[call-overload]
    if len(whole) == len(values) > 2 and whole == list(range(whole[0], whole[-1] + 1)):
        return f"{whole[0]}..{whole[-1]}"
    return ", ".join(str(v) for v in values)
