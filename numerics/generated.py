"""Generated source as importable modules in the cache folder, so that compilers keep their work."""

import importlib.util
import sys
from hashlib import sha256
from pathlib import Path
from types import ModuleType

import numerics.kernels
from numerics.files import cache_folder, private_folder, write_atomically

KERNELS = Path(numerics.kernels.__file__).parent


def load_source(prefix: str, source: str, salt: str = "", folder: Path | None = None) -> ModuleType:
    """The module with the given source, written once to the folder ``generated``.

    prefix : of its name, which ends with a digest of source, `numerics.kernels` and salt (what else
    its compiled form depends on), so that numba keeps what it compiles beside the file.
    folder : in which ``generated`` lies, by default `numerics.files.cache_folder`.
    Raises ``OSError`` where the folder cannot be written, or others may write to it: what lies in
    it is run.
    """
    inlined = "".join(file.read_text(encoding="utf-8") for file in sorted(KERNELS.glob("*.py")))
    name = f"{prefix}_{sha256(f'{source}{inlined}{salt}'.encode()).hexdigest()[:20]}"
    if name in sys.modules:
        return sys.modules[name]
    place = (folder or cache_folder()) / "generated"
    private_folder(place)
    path = place / f"{name}.py"
    if not path.exists() or path.read_text(encoding="utf-8") != source:
        write_atomically(path, source)
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise OSError(f"the cache must hold importable modules, but {path} is none")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
