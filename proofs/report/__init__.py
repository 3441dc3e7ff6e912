"""Record to LaTeX, PDF, HTML and pictures: reads only the record.

`write_report` writes everything; `to_latex`, `to_html`, `draw_graph` and `draw_experiment`
make single parts.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from proofs.report.figures import draw_experiment
    from proofs.report.files import ReportFolderError
    from proofs.report.graph_picture import draw_graph
    from proofs.report.html import to_html
    from proofs.report.tex import to_latex
    from proofs.report.write import Report, write_report

__all__ = [
    "Report",
    "ReportFolderError",
    "draw_experiment",
    "draw_graph",
    "to_html",
    "to_latex",
    "write_report",
]

_HOME = {
    "Report": "write",
    "ReportFolderError": "files",
    "draw_experiment": "figures",
    "draw_graph": "graph_picture",
    "to_html": "html",
    "to_latex": "tex",
    "write_report": "write",
}


def __getattr__(name: str) -> Any:
    # loaded on first use: templates and MathML tables take a third of a second
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)
