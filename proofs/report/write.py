"""All files of a report."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from proofs.report.figures import experiment_picture
from proofs.report.files import ReportFolderError, make_folder, put_file
from proofs.report.graph_picture import graph_picture
from proofs.report.html import page
from proofs.report.pdf import make_pdf
from proofs.report.tex import to_latex


@dataclass(frozen=True)
class Report:
    """What `write_report` wrote.

    ``missing`` is empty, or one line that says why there is no PDF.
    """

    paths: tuple[Path, ...]
    pdf: Path | None
    missing: str


def write_report(record: dict[str, Any], folder: Path) -> Report:
    """Write ``report.tex``, ``.html``, ``.pdf``, ``record.json`` and ``figures/`` to ``folder``.

    ``record`` must be valid against ``proofs/checker/record.schema.json``.  The PDF needs a TeX
    engine; without one, or where TeX fails, the report says so and has everything else, and a
    PDF of an earlier run is removed.  Raises ReportFolderError (an OSError) if ``folder`` cannot
    be written.
    """
    folder = Path(folder)
    make_folder(folder)
    make_folder(folder / "figures")
    drawers: dict[str, Any] = {"graph": lambda form: graph_picture(record, form)}
    for experiment in record.get("experiments", []):
        drawers[experiment["name"]] = lambda form, e=experiment: experiment_picture(e, form)
    pictures = {name: draw("svg") for name, draw in drawers.items()}
    contents: dict[str, bytes | str] = {
        "record.json": json.dumps(record, indent=1, ensure_ascii=True) + "\n",
        "report.tex": to_latex(record),
        "report.html": page(record, pictures),
    }
    for name, draw in drawers.items():
        contents[f"figures/{name}.svg"] = pictures[name]
        contents[f"figures/{name}.pdf"] = draw("pdf")
    paths = [folder / name for name in contents]
    for path, content in zip(paths, contents.values(), strict=True):
        put_file(path, content)
    missing = make_pdf(folder)
    pdf = folder / "report.pdf"
    if missing:
        _remove(pdf)
        return Report(tuple(paths), None, missing)
    return Report((*paths, pdf), pdf, "")


def _remove(path: Path) -> None:
    try:
        os.unlink(path)
    except FileNotFoundError:
        pass
    except OSError as error:
        raise ReportFolderError(
            f"report file must be replaceable, but {str(path)!r} is not: {error.strerror}"
        ) from None
