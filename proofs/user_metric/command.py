"""`qmgr metric FILE`: read, compute, print, write."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from proofs.checker.errors import UsageError
from proofs.report.files import make_folder, put_file
from proofs.report.pdf import make_pdf
from proofs.user_metric.apart import UnfinishedError, here
from proofs.user_metric.curvature import CONVENTIONS, Found
from proofs.user_metric.file import MetricFile, read_metric
from proofs.user_metric.page import TOO_LARGE, html_page, tex_page
from proofs.user_metric.sections import Answer, Section
from proofs.user_metric.trajectory import Trajectory


def examine(
    file: Path, output: Path | None, compute: Callable[[Path], Iterator[Found]] = here
) -> Iterator[str]:
    """Lines to print about the metric in `file`; the report goes to the folder `output`.

    `compute` gives the results one after another; each is printed when it comes. Where it raises
    UnfinishedError, the report is written of what there is, and the error goes on.

    Raises UsageError, one sentence, for a file, a metric or a geodesic that is refused, and for a
    folder that cannot be written.
    """
    metric = read_metric(file)
    record: dict[str, Any] = {
        "schema": 1,
        "name": metric.name,
        "conventions": CONVENTIONS,
        "coordinates": [symbol.name for symbol in metric.coordinates],
        "parameters": [symbol.name for symbol in metric.parameters],
        "answers": [],
        "sections": [],
        "geodesic": None,
        "unfinished": None,
    }
    curve, stopped = None, None
    try:
        for found in compute(file):
            if isinstance(found, Section):
                if not record["sections"]:
                    yield f"{metric.name} in {', '.join(record['coordinates'])}"
                record["sections"].append(asdict(found))
                yield from _section_lines(record["sections"][-1])
            elif isinstance(found, Trajectory):
                curve = found
                record["geodesic"] = {"facts": [asdict(fact) for fact in found.facts]}
                yield from ("", "Geodesic")
                yield from (f"  {fact.name}: {fact.value}" for fact in found.facts)
            else:
                record["answers"] = [asdict(answer) for answer in found]
                yield ""
                yield from (_answer_line(answer) for answer in found)
    except UsageError as error:
        raise UsageError(f"{file.name}: {error}") from None
    except UnfinishedError as error:
        stopped, record["unfinished"] = error, str(error)
    if output is not None:
        yield from _written(record, metric, curve, output)
    if stopped is not None:
        raise stopped


def _section_lines(section: dict[str, Any]) -> Iterator[str]:
    yield ""
    yield f"{section['title']}" + (f": {section['note']}" if section["note"] else "")
    for row in section["rows"]:
        yield f"  {row['name']} = {TOO_LARGE if row['text'] is None else row['text']}"


def _answer_line(answer: Answer) -> str:
    reason = f" ({answer.reason})" if answer.reason else ""
    return f"{answer.question}: {answer.outcome}{reason}"


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
