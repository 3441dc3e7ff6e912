"""The wheel, installed elsewhere: `import qmgr` and the command work outside the checkout."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
USE = """
import sys
import qmgr
loaded = {name.split(".")[0] for name in sys.modules}
assert not {"sympy", "numpy", "numerics", "proofs"} & loaded, loaded
from pathlib import Path
for name in qmgr.__all__:
    getattr(qmgr, name)
import numerics, proofs, qmgr_sym
for module in (qmgr, numerics, proofs, qmgr_sym):
    assert Path(module.__file__).is_relative_to(sys.argv[1]), module.__file__
    assert (Path(module.__file__).parent / "py.typed").is_file()
assert set(qmgr.__all__) <= set(dir(qmgr))
print(qmgr.__version__, qmgr.metrics.schwarzschild().kretschmann())
"""


def run(*words, folder, **options):
    return subprocess.run(
        [sys.executable, *map(str, words)], cwd=folder, capture_output=True, text=True,
        check=False, timeout=600, **options,
    )  # fmt: skip


@pytest.mark.slow
def test_a_wheel_works_outside_the_checkout(tmp_path):
    pytest.importorskip("setuptools", minversion="70.1")
    source, target = tmp_path / "source", tmp_path / "target"
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if files.returncode:
        pytest.skip("no checkout: the files of the project are not known")
    for name in filter(None, files.stdout.decode().split("\0")):
        if (ROOT / name).is_file() and not name.startswith(("tests/", "docs/")):
            place = source / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes((ROOT / name).read_bytes())
    options = ["--no-deps", "--no-build-isolation", "--no-index", "-q"]
    built = run("-m", "pip", "wheel", *options, "-w", tmp_path, source, folder=tmp_path)
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    installed = run("-m", "pip", "install", *options, "--target", target, wheel, folder=tmp_path)
    assert installed.returncode == 0, installed.stderr
    environment = {"PYTHONPATH": str(target), "QMGR_CACHE": str(tmp_path / "cache"),
                   "PATH": "/usr/bin:/bin"}  # fmt: skip
    used = run("-c", USE, target, folder=tmp_path, env=environment)
    assert used.returncode == 0, used.stderr
    assert "48*M**2/r**6" in used.stdout
    shown = run("-m", "proofs.cli", "--version", folder=tmp_path, env=environment)
    assert shown.stdout.startswith("qmgr ")
