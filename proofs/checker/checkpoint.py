"""Where a long experiment stood, kept so that a kill costs only the time since the last save."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from proofs.files import read_arrays, write_arrays

_OWN = "_made_from", "_generator"


@dataclass(frozen=True)
class Checkpoint:
    """Arrays and the state of a generator in one file, valid for one digest only.

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
            own = dict(zip(_OWN, (np.array(self.digest), np.array(state)), strict=True))
            with suppress(OSError):
                write_arrays(self.path, {**arrays, **own})

    def load(self, rng: np.random.Generator) -> dict[str, NDArray[Any]] | None:
        """The arrays of the last save, with `rng` set back to its state then; None without one."""
        if self.path is None:
            return None
        try:
            arrays = read_arrays(self.path)
            digest, state = (str(arrays.pop(name)) for name in _OWN)
            if digest != self.digest:
                return None
            rng.bit_generator.state = json.loads(state)
        except (OSError, ValueError, KeyError, EOFError):  # none, or one that is no use
            return None
        return arrays

    def discard(self) -> None:
        """Forget the last save; the run has finished."""
        if self.path is not None:
            with suppress(OSError):
                self.path.unlink(missing_ok=True)
