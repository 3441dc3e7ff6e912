"""`qmgr metric FILE|NAME`: compute, print, write. Imports no SymPy."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from proofs.checker.errors import UsageError
from proofs.user_metric.apart import UnfinishedError, here
from proofs.user_metric.found import Answer, Code, Found, Header, Section, Wanted, lines_of
from proofs.user_metric.found import Path as Curve

CONVENTIONS = (
    r"Riemann tensor $R^\rho{}_{\sigma\mu\nu} = \partial_\mu \Gamma^\rho_{\nu\sigma} - "
    r"\partial_\nu \Gamma^\rho_{\mu\sigma} + \Gamma^\rho_{\mu\lambda} "
    r"\Gamma^\lambda_{\nu\sigma} - \Gamma^\rho_{\nu\lambda} \Gamma^\lambda_{\mu\sigma}$, "
    r"Ricci tensor $R_{\mu\nu} = R^\lambda{}_{\mu\lambda\nu}$. "
    "Of entries that symmetry makes equal, one is shown."
)
Compute = Callable[[str, Wanted], Iterator[Found]]


def examine(
    source: Path | str,
    output: Path | None,
    compute: Compute = here,
    wanted: Wanted = Wanted(),  # noqa: B008
) -> Iterator[str]:
    """Lines to print about the metric in a file or of a name; the report goes to `output`.

    `compute` gives the results one after another; each is printed when it comes. Where it raises
    UnfinishedError, the report is written of what there is, and the error goes on.

    Raises UsageError, one sentence, for a file, a metric or a geodesic that is refused, and for a
    folder that cannot be written.
    """
    record: dict[str, Any] = {
        "schema": 2, "name": str(source), "conventions": CONVENTIONS, "coordinates": [],
        "parameters": [], "answers": [], "sections": [], "geodesic": None, "unfinished": None,
    }  # fmt: skip
    wanted = replace(wanted, latex=wanted.latex or output is not None)
    table, stopped, title = None, None, ""
    try:
        for found in compute(str(source), wanted):
            if title and not isinstance(found, Header):
                yield title
                title = ""
            if isinstance(found, Header):
                record |= asdict(found)
                title = f"{found.name} in {', '.join(found.coordinates)}"
            elif isinstance(found, Section):
                record["sections"].append(asdict(found))
                yield from lines_of(found)
            elif isinstance(found, Curve):
                table = found.table
                record["geodesic"] = {"facts": [asdict(fact) for fact in found.facts]}
                yield from ("", "Geodesic")
                yield from (f"  {fact.name}: {fact.value}" for fact in found.facts)
            elif isinstance(found, Code):
                yield from ("", found.text)
            else:
                record["answers"] += [asdict(answer) for answer in found]
                yield ""
                yield from (_answer_line(answer) for answer in found)
    except UsageError as error:
        name = Path(source).name
        text = str(error)
        raise UsageError(text if text.startswith(name) else f"{name}: {text}") from None
    except UnfinishedError as error:
        stopped, record["unfinished"] = error, str(error)
    if output is not None:
        yield from _written(record, table, output)
    if stopped is not None:
        raise stopped


def _answer_line(answer: Answer) -> str:
    reason = f" ({answer.reason})" if answer.reason else ""
    return f"{answer.question}: {answer.outcome}{reason}"


def _written(record: dict[str, Any], table: str | None, output: Path) -> Iterator[str]:
    from proofs.report.files import make_folder, put_file
    from proofs.report.pdf import make_pdf
    from proofs.user_metric.page import html_page, tex_page

    contents = {
        "record.json": json.dumps(record, indent=1, ensure_ascii=True) + "\n",
        "report.tex": tex_page(record),
        "report.html": html_page(record),
    }
    if table is not None:
        contents["geodesic.csv"] = table
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
