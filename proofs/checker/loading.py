"""Import one claim file; done only in a process of its own, or by tests."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from proofs.checker.claim import Claim
from proofs.checker.errors import UsageError
from proofs.checker.sources import ROOT

_SUITE = ROOT / "proofs"


def load_one(key: str | None, path: Path) -> Claim:
    """The claim of the file at `path`, which must have the given key, if any.

    Raises UsageError where the file defines no claim, or another one; and whatever the file raises.
    """
    if path.suffix == ".toml" and key is not None:
        from proofs.text_claims.loading import load_text

        return load_text(key, path)
    module = _suite_module(path) if path.is_relative_to(_SUITE) else _own_module(path)
    claim = getattr(module, "CLAIM", None)
    if not isinstance(claim, Claim):
        raise UsageError(f"CLAIM of {path.name} must be a Claim, but is a {type(claim).__name__}")
    if key is not None and claim.key != key:
        raise UsageError(f"{path.name} must define {key}, but defines {claim.key}")
    return claim


def _suite_module(path: Path) -> ModuleType:
    return importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))


def _own_module(path: Path) -> ModuleType:
    """The module of a user's file, by its place, so that equal names do not meet."""
    name = f"qmgr_own_claims.{hashlib.sha256(str(path).encode()).hexdigest()[:12]}.{path.stem}"
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module
