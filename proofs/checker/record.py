"""The record: one JSON object per run, checked against its schema, written atomically."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema

from proofs.checker.errors import UsageError
from proofs.files import write_atomically


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of the record."""
    text = (files("proofs.checker") / "record.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def validate(record: dict[str, Any]) -> None:
    """Raise ValueError, naming the place, when `record` breaks the schema."""
    error = jsonschema.exceptions.best_match(
        jsonschema.Draft202012Validator(schema()).iter_errors(record)
    )
    if error is not None:
        raise ValueError(
            f"record must follow its schema, but at {error.json_path}: {error.message}"
        )


def fault_of_result(result: object) -> str | None:
    """Where the result of a claim, the part of its entry that a run finds, breaks the schema."""
    error = jsonschema.exceptions.best_match(_of_results().iter_errors(result))
    return None if error is None else f"at {error.json_path}: {error.message}"


@cache
def _of_results() -> jsonschema.Draft202012Validator:
    from proofs.checker.entry import unrun

    whole = schema()
    parts = {name: whole["$defs"]["claim"]["properties"][name] for name in unrun("open", "")}
    return jsonschema.Draft202012Validator(
        {
            "type": "object",
            "required": list(parts),
            "additionalProperties": False,
            "properties": parts,
            "$defs": whole["$defs"],
        }
    )


def write(record: dict[str, Any], path: Path) -> None:
    """Write a valid `record`; raises UsageError, naming the file, when it cannot be written."""
    validate(record)
    text = json.dumps(record, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    try:
        write_atomically(path, text)
    except OSError as error:
        raise UsageError(f"record must be writable to {path}, but: {error.strerror}") from error
