"""LaTeX file to PDF, by whichever TeX engine is found."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from proofs.report.files import put_file

SECONDS = 300
"""Longest time one TeX run may take."""

_OPTIONS = ("-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape")


_NOTES = (".aux", ".toc", ".out")
_RUNS = 6
"""Most runs until page numbers settle; three or four is usual."""


def engine(name: str = "report") -> list[str] | None:
    """The command that turns ``name.tex`` into ``name.pdf``, or None if there is none."""
    if shutil.which("pdflatex") is None:
        return None
    return ["pdflatex", *_OPTIONS, f"{name}.tex"]


def make_pdf(folder: Path, seconds: float = SECONDS, name: str = "report") -> str:
    """Compile ``name.tex`` of ``folder`` to ``name.pdf`` beside it.

    Works in a temporary folder; the PDF is moved in when it is complete.  Returns the empty
    string, or one line that says what is missing or the first error of the TeX run.
    """
    if engine(name) is None:
        return run_tex(folder, seconds, name)
    with tempfile.TemporaryDirectory(prefix="qmgr-") as temporary:
        work = Path(temporary)
        shutil.copy(folder / f"{name}.tex", work)
        if (folder / "figures").is_dir():
            shutil.copytree(folder / "figures", work / "figures")
        missing = run_tex(work, seconds, name)
        if not missing:
            put_file(folder / f"{name}.pdf", (work / f"{name}.pdf").read_bytes())
    return missing


def run_tex(work: Path, seconds: float = SECONDS, name: str = "report") -> str:
    """Compile ``name.tex`` inside ``work``; returns what `make_pdf` returns."""
    command = engine(name)
    if command is None:
        return "no PDF: no TeX engine found (pdflatex)"
    deadline = time.monotonic() + seconds
    before: list[bytes] = []
    for _ in range(_RUNS):
        status = _run(command, work, deadline - time.monotonic())
        if status is None:
            return f"no PDF: TeX took longer than {seconds:g} seconds"
        if status:
            return f"no PDF: {_first_error(work / f'{name}.log')}"
        # by content: makers that go by times of files stop too early on a fast machine
        after = [
            path.read_bytes() for suffix in _NOTES if (path := work / f"{name}{suffix}").is_file()
        ]
        if after == before:
            break
        before = after
    return "" if (work / f"{name}.pdf").is_file() else "no PDF: TeX wrote none"


def _run(command: list[str], work: Path, seconds: float) -> int | None:
    """Exit status, None where the time ran out; the engine's children end with it."""
    environment = os.environ | {
        "SOURCE_DATE_EPOCH": "0",
        "FORCE_SOURCE_DATE": "1",
        "openin_any": "p",
        "openout_any": "p",
        "max_print_line": "1000",
    }
    with subprocess.Popen(
        command,
        cwd=work,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=os.name == "posix",
    ) as process:
        try:
            return process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            if os.name == "posix":
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
            return None


def _first_error(log: Path) -> str:
    if not log.is_file():
        return "TeX stopped before it wrote a log"
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    for index, line in enumerate(lines):
        if line.startswith("!"):
            place = next((near for near in lines[index:] if re.match(r"l\.\d+", near)), "")
            return f"TeX says {line[1:].strip()!r} at {place.strip()!r}"
    return "TeX failed without an error line"
