"""What runs in the process of its own that a claim gets: reading its file, and judging it."""

from __future__ import annotations

import random
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from proofs.checker import untouched
from proofs.checker.card import card_of
from proofs.checker.errors import UsageError
from proofs.checker.forms import holding_form
from proofs.checker.loading import load_one
from proofs.checker.opened import watching
from proofs.checker.options import Options
from proofs.checker.plain import described


def read_cards(
    paths: Sequence[str], roots: Sequence[str], outside: Sequence[str]
) -> list[dict[str, Any]]:
    """For each claim file its card and the data files that it opened, or why it has none.

    roots, outside : folders whose files are data, and whose are not; see `watching`.
    """
    return [_read_card(Path(path), _paths(roots), _paths(outside)) for path in paths]


def judge(
    key: str,
    path: str,
    options: Mapping[str, int],
    premises: Sequence[tuple[str, str, str]],
    breaks: Mapping[str, Any] | None,
    roots: Sequence[str],
    outside: Sequence[str],
) -> dict[str, Any]:
    """The result of the claim `key` in the file `path`, and the data files that were opened for it.

    premises : key, file and verdict of each premise.  Instead of `result` the answer holds
    `blocked` where a premise has no form, or `error` where the claim is at fault, with a `trace`.
    """
    untouched.remember()
    _seed(key, options["seed"])
    failed: BaseException | None = None
    with watching(_paths(roots), _paths(outside)) as data:
        try:
            answer = _judged(key, Path(path), Options(**options), premises, breaks)
        except BaseException as error:
            failed = error
        touched = untouched.changed()
    if touched is not None:  # whatever else it led to
        return {"error": f"changes the code that judges it: {touched}", "trace": ""}
    if failed is not None:
        raise failed
    return {**answer, "data": data}


def _judged(
    key: str,
    path: Path,
    options: Options,
    premises: Sequence[tuple[str, str, str]],
    breaks: Mapping[str, Any] | None,
) -> dict[str, Any]:
    from proofs.checker.run import run_claim

    try:
        claim = load_one(key, path)
    except BaseException as error:
        return {"error": _unread(path, error), "trace": traceback.format_exc()}
    forms = {}
    for premise, file, verdict in premises:
        try:
            forms[premise] = holding_form(load_one(premise, Path(file)), verdict)
        except BaseException as error:
            reason = f"premise {premise} has no form: {described(error)}"
            return {"blocked": reason, "trace": traceback.format_exc()}
    text = path.suffix == ".toml"
    return {"result": run_claim(claim, options, forms, breaks, text=text)}


def _read_card(path: Path, roots: Sequence[Path], outside: Sequence[Path]) -> dict[str, Any]:
    with watching(roots, outside) as data:
        try:
            return {"card": card_of(load_one(None, path)).data(), "data": data}
        except UsageError as error:
            return {"usage": str(error)}
        except BaseException as error:
            return {"broken": _unread(path, error)}


def _paths(names: Sequence[str]) -> list[Path]:
    return [Path(name) for name in names]


def _unread(path: Path, error: BaseException) -> str:
    return f"claim file {path.name} must import cleanly, but raised {described(error)}"


def _seed(key: str, seed: int) -> None:
    """Random numbers drawn without a generator of its own are the same in every run."""
    import numpy as np
    import sympy.core.random

    text = f"{key}/{seed}"
    random.seed(text)
    np.random.seed(random.getrandbits(32))  # noqa: NPY002
    sympy.core.random.seed(random.getrandbits(32))
