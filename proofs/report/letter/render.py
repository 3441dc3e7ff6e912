"""A letter as Markdown, HTML and LaTeX, and as files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from proofs.report.breaking import lines, width
from proofs.report.commands import CHANGED
from proofs.report.files import make_folder, put_file
from proofs.report.formula import normal_form
from proofs.report.html import inline_svg
from proofs.report.html import page_environment as html_environment
from proofs.report.letter.content import OTHER, Letter, letter
from proofs.report.letter.plot import profile_picture
from proofs.report.pdf import make_pdf
from proofs.report.tex import tex_environment

_HALF = 34.0  # letters in half the width of a page, beside the label


def to_markdown(record: Mapping[str, Any]) -> str:
    """The letter as Markdown with formulas in dollars; what differs is red."""
    found = letter(record)
    environment = Environment(
        loader=PackageLoader("proofs.report"),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["display"] = _markdown_display
    text = environment.get_template("letter.md.j2").render(letter=found, **_texts(found))
    lines = [line.rstrip() for line in text.splitlines()]
    kept = [line for k, line in enumerate(lines) if line or (k and lines[k - 1])]
    return "\n".join(kept).strip() + "\n"


def to_html(record: Mapping[str, Any]) -> str:
    """The letter as one HTML page with pictures inline."""
    found = letter(record)
    plots = {name: inline_svg(picture, name) for name, picture in _pictures(found, "svg").items()}
    return (
        html_environment()
        .get_template("letter.html.j2")
        .render(
            letter=found,
            groups=_groups(),
            plots={one.key: plots[_name(one.key)] for one in found.formulas if one.profile},
            **_texts(found),
        )
    )


def to_latex(record: Mapping[str, Any]) -> str:
    """The letter as one LaTeX document; pictures are expected in ``figures/``."""
    found = letter(record)
    plots = {one.key: f"{_name(one.key)}.pdf" for one in found.formulas if one.profile}
    environment = tex_environment()
    environment.filters["pairs"] = lambda both: all(_fits(latex) for latex in both)
    environment.filters["one"] = lambda latex: (lines(latex) or [""])[0]
    return environment.get_template("letter.tex.j2").render(
        letter=found, plots=plots, **_texts(found)
    )


def write_letter(record: Mapping[str, Any], folder: Path) -> tuple[list[Path], str]:
    """Write ``errata.md``, ``errata.html``, ``errata.tex`` and ``errata.pdf`` to ``folder``.

    Returns the files, and one line that says why there is no PDF, if so. Raises
    ReportFolderError (an OSError) if ``folder`` cannot be written.
    """
    make_folder(folder)
    found = letter(record)
    pictures = _pictures(found, "pdf")
    contents: dict[str, bytes | str] = {
        "errata.md": to_markdown(record),
        "errata.html": to_html(record),
        "errata.tex": to_latex(record),
    }
    if pictures:
        make_folder(folder / "figures")
    contents |= {f"figures/{name}.pdf": picture for name, picture in pictures.items()}
    for name, content in contents.items():
        put_file(folder / name, content)
    paths = [folder / name for name in contents]
    missing = make_pdf(folder, name="errata")
    if missing:
        (folder / "errata.pdf").unlink(missing_ok=True)
    else:
        paths.append(folder / "errata.pdf")
    return paths, missing


def _pictures(found: Letter, form: str) -> dict[str, bytes]:
    return {
        _name(one.key): profile_picture(one.profile, form)
        for one in found.formulas
        if one.profile is not None
    }


def _fits(latex: str) -> bool:
    """Whether a formula fits half the width of a page."""
    return (width(latex) or _HALF + 1) <= _HALF and len(lines(latex) or "  ") == 1


def _name(key: str) -> str:
    return key.replace(":", "-").replace(".", "-")


def _markdown_display(latex: str) -> str:
    normal = normal_form(latex)
    if normal is None:
        return f"    {latex}"
    coloured = normal.replace(f"{CHANGED}{{", r"{\color{red}").replace(r"\relax ", "")
    return f"$$\n{coloured}\n$$"


def _groups() -> Any:
    from proofs.report.groups import GROUPS

    return GROUPS


def _texts(found: Letter) -> dict[str, str]:
    """The sentences that all three forms share."""
    failing = len(found.formulas) + len(found.sentences)
    intro = (
        f"We put {found.tested} statements of this text to the test, each formula as it is "
        "printed, twice: by exact computation and by running the model itself, with code that the "
        f"two do not share. {_count(failing, 'statement')} did not hold as printed. The formulas "
        "were read from a machine transcription of the text, so that a difference may be the "
        "transcription's; where that is likely the entry says so. A corrected form is the smallest "
        "change we know with which the statement holds, no claim about what was meant, and each "
        "counterexample can be checked by hand. We may have misread; corrections are welcome."
    )
    holds = (
        "The formulas below hold as printed"
        + (f", and so do {_count(found.statements, 'sentence')} of the text" if found.statements
           else "")
        + ", some under the hypotheses that follow."
    )  # fmt: skip
    if found.open:
        holds += f" Not decided: {'; '.join(found.open)}."
    believe = (
        f"The statements rest on {_count(found.beliefs, 'postulate')} and hypotheses that nothing "
        "in the text derives. Most rests on these:"
        if found.beliefs
        else "Nothing but what is printed."
    )
    packages = found.run["packages"]
    made = (
        f"Made by qmgr {found.run['qmgr']} with Python {found.run['python']}, "
        f"SymPy {packages.get('sympy', '?')}, NumPy {packages.get('numpy', '?')}, "
        f"seed {found.run['seed']}."
    )
    grades = (
        "Each is graded: a slip of a sign, a factor or an index; a missing hypothesis; a wrong "
        "step; or a contradiction with what the text says elsewhere. Red is what differs."
    )
    return {
        "intro": intro, "grades": grades, "holds": holds, "believe": believe, "made": made,
        "other": OTHER,
    }  # fmt: skip


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
