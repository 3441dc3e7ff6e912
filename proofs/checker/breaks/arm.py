"""Break the code that one arm of a claim runs, one error at a time, and see what it notices."""

from __future__ import annotations

import gc
import hashlib
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from proofs.checker.breaks.digest import Code, place
from proofs.checker.breaks.edits import Edit
from proofs.checker.breaks.evidence import Evidence
from proofs.checker.breaks.forked import Ended, call_apart
from proofs.checker.breaks.lines import Lines, lines_run
from proofs.checker.breaks.patched import Module, Patch, apply, living_functions
from proofs.checker.shared_code import (
    LETTERS,
    forget_kept_values,
    kept_by_functions,
    module_of,
    names_of,
    outermost,
)

T = TypeVar("T")
MOST = 16
TRIES = 2  # breaks that are tried for each that is to be counted
LEAST_SECONDS, TIMES_AS_LONG = 10.0, 10
_ASIDE = re.compile(rf"({LETTERS}|\b_checks|\bmemory|\brandom_\w+)$")


@dataclass(frozen=True)
class Arm:
    """One arm of one claim, ready to run: `call` gives its evidence, from the outcomes it has had.

    `file` is the file of the claim, `own` its folder where it is a user's, `salt` decides which
    breaks are taken where there are more than are asked for. `premises` are files of other claims:
    what runs there builds the forms of premises, which are changed elsewhere to see that they are
    felt.
    """

    call: Callable[[Mapping[str, str]], Evidence]
    file: Path
    salt: str
    own: Path | None = None
    premises: frozenset[Path] = frozenset()


Candidate = tuple[Module, Edit]


@dataclass(frozen=True)
class Break:
    """One error in one function, not yet made."""

    module: Module
    edit: Edit
    patch: Patch


def break_arm(arm: Arm, most: int = MOST) -> tuple[dict[str, Any], frozenset[str]]:
    """What `arm` noticed of at most `most` breaks, JSON-able, and the functions that it entered.

    A break is noticed when the outcome of some link changes, an exception is raised or the time
    limit passes, ten times what the arm takes and at least ten seconds. Not counted are breaks that
    are felt only in links that do not hold or in the claim's other form, those that move measured
    values by less than any tolerance, and those that change nothing at all in other files than the
    claim's or by an exchange of arguments.

    Raises ValueError when the arm gives two outcomes for the same code.
    """
    started = time.perf_counter()
    outcomes = arm.call({}).outcomes
    forget_kept_values()
    middle = time.perf_counter()
    again, lines = lines_run(lambda: arm.call({}), arm.own)
    seconds = min(middle - started, time.perf_counter() - middle)
    if again.outcomes != outcomes:
        raise ValueError(
            f"arm must give the same outcome twice, but gave {outcomes}, then {again.outcomes}"
        )
    ends: list[tuple[Break, str]] = []
    if "holds" in outcomes.values():
        tries = _tries(arm, islice(_breaks(arm, lines), TRIES * most), outcomes, seconds)
        ends = list(islice((found for found in tries if found[1] != "idle"), most))
    survivors = [broken for broken, end in ends if end == "survived"]
    functions = _functions(arm, lines)
    result = {
        "digest": Code().digest(arm.file, functions),
        "functions": {name: ", ".join(sorted(found)) for name, found in functions.items()},
        "total": len(ends),
        "noticed": len(ends) - len(survivors),
        "raised": sum(end == "raised" for _, end in ends),
        "survivors": _described(arm, survivors),
        "not_breakable": None if ends else _reason(outcomes),
        "seconds": round(time.perf_counter() - started, 1),
    }
    return result, names_of(lines, arm.own)


def _reason(outcomes: Mapping[str, str]) -> str:
    if "holds" not in outcomes.values():
        return "no link holds, so that nothing can be seen to fail"
    return "it runs no code that can be broken"


def _tries(
    arm: Arm, breaks: Iterable[Break], outcomes: Mapping[str, str], seconds: float
) -> Iterator[tuple[Break, str]]:
    """How each break ends: "survived", "idle", "changed", "raised" or "timed out".

    outcomes, seconds : what the arm says of each link, and takes.
    """
    kept = kept_by_functions()

    def run(patch: Patch) -> Evidence:
        for function in kept:
            function.cache_clear()
        apply(patch)
        return arm.call(outcomes)

    limit = max(LEAST_SECONDS, TIMES_AS_LONG * seconds)
    gc.freeze()  # so that the children share what is here
    try:
        whole = _whole(call_apart(partial(run, []), limit))
        for broken in breaks:
            how, value = call_apart(partial(run, broken.patch), limit)
            here = Path(broken.module.filename) == arm.file
            own = here and broken.edit.kind != "arguments exchanged"
            yield broken, _end(whole, Evidence(*value), own) if how == "value" else how
    finally:
        gc.unfreeze()


def _whole(ended: Ended) -> Evidence:
    """The evidence of the arm as it is; raises ValueError where it does not come about again."""
    if ended.how != "value":
        raise ValueError(f"arm must run again as it did, but {ended.how}: {ended.value}")
    return Evidence(*ended.value)


def _end(whole: Evidence, found: Evidence, own: bool) -> str:
    """How a break ends that hands over evidence.

    own : whether code that changes nothing at all counts; it shows nothing in the claim's file, but
    a library may do more than is asked for, and a function may be symmetric in its arguments.
    """
    if found.outcomes != whole.outcomes:
        return "changed"
    holding = (name for name in whole.form if whole.outcomes[name] == "holds")
    if not all(found.as_before(whole, name) for name in holding):
        return "survived"
    changed = found.form != whole.form or found.other != whole.other
    return "idle" if changed or not own else "survived"


def _breaks(arm: Arm, lines: Lines) -> Iterator[Break]:
    """Breaks of what the arm runs, in turn of the claim's file and of others.

    Left out are the files of premises, modules of letters, of checks of arguments and of random
    inputs.
    """
    by_file: dict[str, dict[str, set[int]]] = {}
    for code, ran in lines.items():
        aside = Path(code.co_filename) in arm.premises
        if not aside and not _ASIDE.search(module_of(code.co_filename)):
            functions = by_file.setdefault(code.co_filename, {})
            functions.setdefault(outermost(code), set()).update(ran)
    living = living_functions(by_file)
    mine: list[list[Candidate]] = []
    others: list[list[Candidate]] = []
    for filename, functions in by_file.items():
        queues = others if Path(filename) != arm.file else mine
        queues.extend(_candidates(Module(filename), functions, arm.salt))
    others.sort(key=lambda queue: _hash(arm.salt, queue[0][1].function))
    both: list[Iterator[Candidate]] = [_in_turn(mine), _in_turn(others)]
    for module, edit in _in_turn(both):
        patch = module.patch(edit, living)
        if patch:
            yield Break(module, edit, patch)


def _candidates(
    module: Module, functions: Mapping[str, set[int]], salt: str
) -> list[list[Candidate]]:
    """Changes of lines that ran, one list for each function, all its lines in turn."""
    found: dict[str, dict[int, list[Candidate]]] = {}
    for edit in module.edits():
        ran = functions.get(edit.function, set())
        if not ran.isdisjoint(edit.lines):
            found.setdefault(edit.function, {}).setdefault(edit.line, []).append((module, edit))

    def order(candidate: Candidate) -> bytes:
        return _hash(salt, candidate[1].function, str(candidate[1].number))

    made = []
    for by_line in found.values():
        lines = [sorted(candidates, key=order) for candidates in by_line.values()]
        lines.sort(key=lambda candidates: order(candidates[0]))
        made.append(list(_in_turn(lines)))
    return made


def _in_turn(queues: Iterable[Iterable[T]]) -> Iterator[T]:
    """The first of every queue, then the second of every queue, ..."""
    going = [iter(queue) for queue in queues]
    while going:
        still = []
        for queue in going:
            for item in islice(queue, 1):
                yield item
                still.append(queue)
        going = still


def _hash(*words: str) -> bytes:
    return hashlib.sha256("/".join(words).encode()).digest()


def _described(arm: Arm, breaks: Sequence[Break]) -> list[dict[str, Any]]:
    """Survivors in the order of the code; two of one name in one function are numbered."""
    seen: Counter[tuple[str, str]] = Counter()
    made = []
    for broken in sorted(breaks, key=lambda b: (b.module.filename, b.edit.line, b.edit.number)):
        file = broken.module.filename
        own = Path(file) == arm.file
        function = broken.edit.function if own else f"{module_of(file)}.{broken.edit.function}"
        what = broken.edit.what()
        seen[function, what] += 1
        count = seen[function, what]
        made.append({
            "file": place(file, arm.file.parent),
            "line": broken.edit.line,
            "function": function,
            "kind": broken.edit.kind,
            "what": what if count == 1 else f"{what} ({count})",
        })  # fmt: skip
    return made


def _functions(arm: Arm, lines: Lines) -> dict[str, set[str]]:
    """Functions that ran, by the place of their file; the claim's file counts as a whole."""
    found: dict[str, set[str]] = {}
    for code in lines:
        if Path(code.co_filename) != arm.file:
            name = place(code.co_filename, arm.file.parent)
            found.setdefault(name, set()).add(outermost(code))
    return found
