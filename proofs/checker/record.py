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
    from proofs.checker.entry import unrun

    return _fault(result, "claim", frozenset(unrun("open", "")))


def fault_of_experiment(found: object) -> str | None:
    """Where the record of an experiment breaks the schema."""
    return _fault(found, "experiment", frozenset(schema()["$defs"]["experiment"]["properties"]))


def _fault(part: object, name: str, keys: frozenset[str]) -> str | None:
    error = jsonschema.exceptions.best_match(_validator(name, keys).iter_errors(part))
    return None if error is None else f"at {error.json_path}: {error.message}"


@cache
def _validator(name: str, keys: frozenset[str]) -> jsonschema.Draft202012Validator:
    """For an object of the definition `name` that has exactly the properties `keys`."""
    definitions = schema()["$defs"]
    return jsonschema.Draft202012Validator(
        {
            "type": "object",
            "required": sorted(keys),
            "additionalProperties": False,
            "properties": {key: definitions[name]["properties"][key] for key in keys},
            "$defs": definitions,
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
