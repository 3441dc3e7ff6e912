"""`qmgr metric FILE`: read, compute, print, write."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from proofs.checker.errors import UsageError
from proofs.report.files import make_folder, put_file
from proofs.report.pdf import make_pdf
from proofs.user_metric.curvature import CONVENTIONS, study
from proofs.user_metric.file import MetricFile, read_metric
from proofs.user_metric.page import TOO_LARGE, html_page, tex_page
from proofs.user_metric.trajectory import Trajectory, follow


def examine(file: Path, output: Path | None) -> Iterator[str]:
    """Lines to print about the metric in `file`; the report goes to the folder `output`.

    Raises UsageError, one sentence, for a file, a metric or a geodesic that is refused, and for a
    folder that cannot be written.
    """
    metric = read_metric(file)
    try:
        sections, answers = study(metric)
        curve = None if metric.geodesic is None else follow(metric)
    except UsageError as error:
        raise UsageError(f"{file.name}: {error}") from None
    record = {
        "schema": 1,
        "name": metric.name,
        "conventions": CONVENTIONS,
        "coordinates": [symbol.name for symbol in metric.coordinates],
        "parameters": [symbol.name for symbol in metric.parameters],
        "answers": [asdict(answer) for answer in answers],
        "sections": [asdict(section) for section in sections],
        "geodesic": None if curve is None else {"facts": [asdict(fact) for fact in curve.facts]},
    }
    yield from _lines(record)
    if output is not None:
        yield from _written(record, metric, curve, output)


def _lines(record: dict[str, Any]) -> Iterator[str]:
    yield f"{record['name']} in {', '.join(record['coordinates'])}"
    for section in record["sections"]:
        yield ""
        yield f"{section['title']}" + (f": {section['note']}" if section["note"] else "")
        for row in section["rows"]:
            yield f"  {row['name']} = {TOO_LARGE if row['text'] is None else row['text']}"
    yield ""
    for answer in record["answers"]:
        reason = f" ({answer['reason']})" if answer["reason"] else ""
        yield f"{answer['question']}: {answer['outcome']}{reason}"
    if record["geodesic"] is not None:
        yield ""
        yield "Geodesic"
        for fact in record["geodesic"]["facts"]:
            yield f"  {fact['name']}: {fact['value']}"


def _written(
    record: dict[str, Any], metric: MetricFile, curve: Trajectory | None, output: Path
) -> Iterator[str]:
    contents = {
        "record.json": json.dumps(record, indent=1, ensure_ascii=True) + "\n",
        "report.tex": tex_page(record),
        "report.html": html_page(record),
    }
    if curve is not None:
        contents["geodesic.csv"] = curve.table(metric.coordinates)
    yield ""
    try:
        make_folder(output)
        for name, content in contents.items():
            put_file(output / name, content)
            yield str(output / name)
        missing = make_pdf(output)
        if missing:
            (output / "report.pdf").unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(str(error)) from error
    yield missing or str(output / "report.pdf")
