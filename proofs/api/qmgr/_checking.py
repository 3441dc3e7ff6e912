"""Checking claims from Python: what the command does, as functions."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from proofs.checker.obligations import Step
    from proofs.checker.session import Session


def check(
    *select: str,
    folder: str | Path | None = None,
    jobs: int = 1,
    seed: int = 0,
    fresh: bool = False,
) -> dict[str, Any]:
    """Check claims and return the record, as `qmgr check --json` writes it.

    select : keys, sections or prefixes, as for the command; all claims without any.
    folder : a folder of your own claims; only they, unless `select` names others.
    jobs : processes.  fresh : use no kept result.

    Raises `proofs.checker.errors.UsageError` for a word that names no claim.  Each claim runs in a
    process of its own.

    >>> record = check("vanchurin:2.1")                          # doctest: +SKIP
    >>> [(claim["key"], claim["verdict"]) for claim in record["claims"]]   # doctest: +SKIP
    [('vanchurin:2.1', 'well-posed')]
    """
    session = _session(select, folder, jobs, seed, fresh)
    session.check(lambda key, result, kept: None)
    return session.record()


def derivation(key: str, *, folder: str | Path | None = None) -> list[Step]:
    """The steps of the derivation of one claim, each with `text` and a SymPy `formula`.

    The premises are handed in, in the forms in which they were found to hold; what was not checked
    before is checked now.  The derivation is that of the corrected form where there is one.

    >>> for step in derivation("vanchurin:3.9"):   # doctest: +SKIP
    ...     print(step.text)
    """
    from proofs.checker.arms import derive
    from proofs.checker.form import Premises
    from proofs.checker.forms import holding_form
    from proofs.checker.selection import find

    session = _session((), folder, 1, 0, False)
    key = find(session.entries, key)
    chosen = _session((key,), folder, 1, 0, False)
    chosen.check(lambda key, result, kept: None)
    verdicts = chosen.verdicts()
    claim = chosen.entries[key].claim
    if claim.exact is None:
        raise ValueError(f"{key} must have an exact arm to be derived, but has none")
    forms = [holding_form(chosen.entries[p].claim, verdicts[p]) for p in claim.premises]
    steps, _ = derive(claim, holding_form(claim, verdicts[key]), Premises(key, forms))
    return list(steps)


def errata(record: Mapping[str, Any]) -> str:
    """An errata letter on the first paper of a record, as Markdown.

    Raises ValueError for a record without claims.
    """
    from proofs.report.letter import to_markdown

    return to_markdown(record)


def report(record: Mapping[str, Any], folder: str | Path) -> list[Path]:
    """Write the report of a record to a folder: LaTeX, HTML, JSON, figures, PDF where TeX is found.

    Returns the files.
    """
    from proofs.report import write_report

    return list(write_report(dict(record), Path(folder)).paths)


def _session(
    words: tuple[str, ...], folder: str | Path | None, jobs: int, seed: int, fresh: bool
) -> Session:
    from proofs.checker import cache
    from proofs.checker.breaks.stored import known
    from proofs.checker.options import Options
    from proofs.checker.registry import load
    from proofs.checker.selection import select
    from proofs.checker.session import Session

    read = cache.sources()
    own = [] if folder is None else [Path(folder)]
    entries = load(own, read)
    keys = select(entries, words, [] if words else own)
    return Session(
        entries, keys, Options(seed=seed), jobs, fresh, breaks=known(entries), sources=read
    )
