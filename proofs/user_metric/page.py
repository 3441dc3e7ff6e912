"""The report of a metric as LaTeX and as one HTML page, from the record alone."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

from proofs.report.escape import escape_tex
from proofs.report.mathml import to_mathml
from proofs.report.tex import display_to_tex
from proofs.report.text import text_to_html, text_to_tex

_TEX_HEAD = r"""\documentclass[10pt,a4paper]{article}
\usepackage[T1]{fontenc}
\usepackage[utf8]{inputenc}
\usepackage{lmodern,textcomp,amsmath,amssymb,xcolor,graphicx,longtable}
\usepackage[a4paper,margin=22mm]{geometry}
\pdfinfoomitdate=1
\pdftrailerid{}
\pdfsuppressptexinfo=-1
\setcounter{secnumdepth}{0}
\setlength{\parindent}{0pt}
\sloppy
\raggedbottom
% A formula keeps its size where it fits, and is shrunk to the line where it does not.
\newsavebox{\formulabox}
\newcommand{\formula}[1]{\par\vskip 3pt\sbox{\formulabox}{$\displaystyle #1$}%
  \ifdim\wd\formulabox>\linewidth\resizebox{\linewidth}{!}{\usebox{\formulabox}}%
  \else\usebox{\formulabox}\fi\par\vskip 3pt}
\newcommand{\formulafirst}[1]{\formula{#1}\nobreak}
\newcommand{\formulamore}[1]{\formula{\qquad #1}}
\newcommand{\formulaend}{}
\newcommand{\formulasource}[1]{\par{\raggedright\small #1\par}}
\newcommand{\inlineformula}[1]{$#1$}
\newcommand{\wordbreak}[1]{\penalty#1\relax}
\newcommand{\unknownletter}[1]{\fbox{\tiny U+#1}}
\begin{document}
"""
_CSS = """
:root { color-scheme: light dark; }
body { margin: 0 auto; padding: 1.5rem; max-width: 60rem; font: 16px/1.5 system-ui, sans-serif; }
.formula { overflow-x: auto; padding: .3rem 0; }
math { font-size: 1.1em; }
th, td { text-align: left; vertical-align: top; padding: .2rem 1rem .2rem 0; }
.quiet { opacity: .7; }
"""
DRAWN = 20_000
"""Characters of a formula that is drawn on a page; longer ones stand in the record."""


def tex_page(record: Mapping[str, Any]) -> str:
    """The report as one LaTeX document."""
    parts = [
        _TEX_HEAD,
        rf"{{\LARGE {escape_tex(record['name'])}\par}}",
        r"\vskip 6pt",
        text_to_tex(record["conventions"]),
        *([rf"\par\textbf{{{escape_tex(_unfinished(record))}}}"] if record["unfinished"] else []),
        r"\section{What kind of metric}",
    ]
    parts += [
        rf"\textbf{{{escape_tex(answer['question'])}}}: {escape_tex(answer['outcome'])}"
        + (rf" ({escape_tex(answer['reason'])})" if answer["reason"] else "")
        + r"\par"
        for answer in record["answers"]
    ]
    for section in record["sections"]:
        parts += [rf"\section{{{escape_tex(section['title'])}}}", escape_tex(section["note"])]
        for row in section["rows"]:
            if len(row["latex"]) > DRAWN:
                parts.append(rf"\formula{{{row['name_latex']}}} {escape_tex(_elsewhere(row))}")
            else:
                parts.append(display_to_tex(_equation(row)))
    if record["geodesic"] is not None:
        parts.append(r"\section{Geodesic}")
        parts += [rf"{escape_tex(name)}: {escape_tex(value)}\par" for name, value in _facts(record)]
    return "\n".join([*parts, r"\end{document}", ""])


def html_page(record: Mapping[str, Any]) -> str:
    """The report as one HTML page without scripts or further files."""
    name = html.escape(record["name"])
    parts = [
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{name}</title><style>{_CSS}</style></head><body>",
        f"<h1>{name}</h1>",
        f'<p class="quiet">{text_to_html(record["conventions"])}</p>',
        *([f"<p><b>{html.escape(_unfinished(record))}</b></p>"] if record["unfinished"] else []),
        "<h2>What kind of metric</h2><table>",
    ]
    for answer in record["answers"]:
        cells = (answer["question"], answer["outcome"], answer["reason"])
        parts.append("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells) + "</tr>")
    parts.append("</table>")
    for section in record["sections"]:
        parts.append(f"<h2>{html.escape(section['title'])}</h2>")
        parts.append(f"<p>{html.escape(section['note'])}</p>")
        for row in section["rows"]:
            drawn = to_mathml(_equation(row), display=True)
            parts.append(f'<div class="formula">{drawn}</div>')
    if record["geodesic"] is not None:
        parts.append("<h2>Geodesic</h2><table>")
        parts += [
            f"<tr><td>{html.escape(name)}</td><td>{html.escape(value)}</td></tr>"
            for name, value in _facts(record)
        ]
        parts.append("</table>")
    return "\n".join([*parts, "</body></html>", ""])


def _equation(row: Mapping[str, Any]) -> str:
    long = len(row["latex"]) > DRAWN
    right = rf"\text{{{_elsewhere(row)}}}" if long else row["latex"]
    return f"{row['name_latex']} = {right}"


def _elsewhere(row: Mapping[str, Any]) -> str:
    return f"{row['terms']} terms, in full in record.json"


def _unfinished(record: Mapping[str, Any]) -> str:
    return f"Not complete: {record['unfinished']}."


def _facts(record: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(fact["name"], fact["value"]) for fact in record["geodesic"]["facts"]]
