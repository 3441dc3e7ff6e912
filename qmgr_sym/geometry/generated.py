"""Generated source as importable modules in a folder of the user."""

from __future__ import annotations

import importlib.util
import os
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from types import ModuleType

from qmgr_sym.geometry.right_side import RightSide


def load(system: RightSide, folder: Path | None = None) -> ModuleType:
    """The module with the functions ``right_side`` and ``monitors`` of a generated system.

    It is written once to ``generated`` in `folder`, by default ``$QMGR_CACHE`` or ``qmgr`` in the
    user's cache folder, under a name made from its content, so that the compiler can keep what it
    compiled beside it.

    Raises:
        OSError: the folder cannot be written.
    """
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "qmgr"
    home = folder or Path(os.environ.get("QMGR_CACHE") or base)
    name = f"qmgr_geodesic_{sha256(system.source.encode()).hexdigest()[:20]}"
    if name in sys.modules:
        return sys.modules[name]
    path = home / "generated" / f"{name}.py"
    if not path.exists() or path.read_text(encoding="utf-8") != system.source:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(system.source)
        Path(draft).replace(path)
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise OSError(f"`folder` must hold importable modules, but {path} is none")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
