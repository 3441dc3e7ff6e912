"""Run every benchmark of this folder, each as a process of its own; one table and one JSON.

    python tests/benchmarks/run_all.py [NAME ...] [--json FILE]

NAME picks ``bench_NAME.py``; without names all are run, one after the other, with BLAS on one
thread.  The exit code is 1 when a bar is missed or a benchmark fails.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from table import parsed, show

FOLDER = Path(__file__).parent
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def collected(script, folder):
    """Run one benchmark and return its rows, named after it; its own output goes to the screen."""
    out = folder / f"{script.stem}.json"
    print(f"== {script.name}", flush=True)
    code = subprocess.run(
        [sys.executable, str(script), "--json", str(out)], env={**os.environ, **ONE_THREAD}
    ).returncode
    if code or not out.exists():
        raise RuntimeError(f"{script.name} must finish and write its rows, but its code is {code}")
    record = json.loads(out.read_text(encoding="utf-8"))
    return [{**row, "benchmark": record["benchmark"]} for row in record["rows"]]


def main():
    """Print the table of all rows and write them with ``--json``."""
    arguments = parsed(__doc__)
    known = {script.stem.removeprefix("bench_"): script for script in FOLDER.glob("bench_*.py")}
    if unknown := [name for name in arguments.words if name not in known]:
        sys.exit(f"benchmark must be one of {', '.join(sorted(known))}, but is {unknown[0]!r}")
    rows, failed = [], []
    with tempfile.TemporaryDirectory() as folder:
        for name in arguments.words or sorted(known):
            try:
                rows += collected(known[name], Path(folder))
            except RuntimeError as error:
                failed.append(str(error))
    print("== all")
    show([{**row, "name": f"{row['benchmark']}: {row['name']}"} for row in rows])
    print(*failed, sep="\n")
    if arguments.json is not None:
        record = {"rows": rows, "failed": failed}
        arguments.json.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    sys.exit(1 if failed or any(row["met"] is False for row in rows) else 0)


if __name__ == "__main__":
    main()
