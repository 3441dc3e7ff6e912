"""Shared fixtures: the example record, the schema, and the TeX engine where there is one."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from proofs.report.pdf import engine

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def example() -> dict[str, Any]:
    record: dict[str, Any] = json.loads((HERE / "example_record.json").read_text("utf-8"))
    return record


@pytest.fixture(scope="session")
def schema() -> dict[str, Any]:
    text = (files("proofs.checker") / "record.schema.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@pytest.fixture(scope="session")
def tex_engine() -> list[str]:
    """The TeX engine; the tests that compile are skipped by name without one."""
    command = engine()
    if command is None:
        pytest.skip("NO TEX ENGINE: pdflatex is not installed, so no report was compiled")
    return command
