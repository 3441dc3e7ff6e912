"""Where a long experiment stood, kept so that a kill costs only the time since the last save."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from proofs.files import read_arrays, write_arrays

_OWN = "_made_from", "_generator", "_seal"


@dataclass(frozen=True)
class Checkpoint:
    """Arrays and the state of a generator in one file, sealed, valid for one digest only.

    A run that was stopped and goes on gives the same numbers as one that was not, if it draws from
    the generator it was given (streams spawned from it are not kept) and saves all it needs.
    Without a path nothing is kept.
    """

    path: Path | None = None
    digest: str = ""

    def save(self, arrays: Mapping[str, NDArray[Any]], rng: np.random.Generator) -> None:
        """Keep `arrays` (no objects) and the state of `rng`, in one move over the last save.

        Where the file cannot be written nothing is kept and the run goes on.
        """
        if self.path is not None:
            state = json.dumps(rng.bit_generator.state)
            texts = self.digest, state, _seal(arrays, self.digest, state)
            own = {name: np.array(text) for name, text in zip(_OWN, texts, strict=True)}
            with suppress(OSError):
                write_arrays(self.path, {**arrays, **own})

    def load(self, rng: np.random.Generator) -> dict[str, NDArray[Any]] | None:
        """The arrays of the last save, with `rng` set back to its state then; None without one."""
        if self.path is None:
            return None
        try:
            arrays = read_arrays(self.path)
            digest, state, seal = (str(arrays.pop(name)) for name in _OWN)
            if digest != self.digest or seal != _seal(arrays, digest, state):
                return None
            rng.bit_generator.state = json.loads(state)
        except (OSError, ValueError, KeyError, TypeError, EOFError, MemoryError):
            return None  # none, or one that is no use
        return arrays

    def discard(self) -> None:
        """Forget the last save; the run has finished."""
        if self.path is not None:
            with suppress(OSError):
                self.path.unlink(missing_ok=True)


def _seal(arrays: Mapping[str, NDArray[Any]], *texts: str) -> str:
    """SHA-256 of names, types, shapes and bytes of `arrays`, and of `texts`."""
    total = hashlib.sha256()
    for name, array in sorted(arrays.items()):
        total.update(f"{name} {array.dtype.str} {array.shape} ".encode())
        total.update(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data)
    total.update(json.dumps(texts).encode())
    return total.hexdigest()
