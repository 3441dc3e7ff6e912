"""The public names of a folder, each loaded from its module when it is first asked for."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def loaded_on_demand(
    package: str, exports: Mapping[str, tuple[str, ...]]
) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """Return ``__getattr__``, ``__dir__`` and ``__all__`` of a package.

    exports : names by the module that holds them.  Importing one engine loads no other: a claim
    imports the module of its engine, a user the folder.
    Raises ``ValueError`` for a name that two modules export.
    """
    home: dict[str, str] = {}
    for module, names in exports.items():
        for name in names:
            if name in home:
                raise ValueError(
                    f"`{name}` must come from one module, but {home[name]} has it too."
                )
            home[name] = module
    every = sorted(home)

    def get(name: str) -> Any:
        if name not in home:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{home[name]}"), name)

    return get, lambda: every, every
