"""Pictures of experiments, through matplotlib without a screen."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from proofs.report.files import put_file
from proofs.report.formula import normal_form
from proofs.report.text import pieces

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMATS = {".svg": "svg", ".pdf": "pdf", ".png": "png"}

# Okabe and Ito's colours, ordered so that neighbours differ in lightness
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000")
_STYLES: dict[str, dict[str, Any]] = {
    "solid": {"linestyle": "-"},
    "dashed": {"linestyle": "--"},
    "dotted": {"linestyle": ":"},
    "points": {"linestyle": "none", "marker": "o", "markersize": 4},
}
_MANY = 100  # points of one curve, drawn as dots from here on
_SETTINGS: dict[str, Any] = {
    "svg.hashsalt": "qmgr",
    "svg.fonttype": "path",
    "pdf.fonttype": 42,
    "font.family": "DejaVu Sans",
    "font.size": 9.0,
    "mathtext.fontset": "cm",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.unicode_minus": False,
    "text.usetex": False,
}
_METADATA: dict[str, dict[str, None]] = {
    "svg": {"Date": None, "Creator": None, "Format": None, "Type": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    "png": {"Software": None},
}


def draw_experiment(experiment: Mapping[str, Any], path: Path) -> None:
    """Draw the panels of one experiment of a record; the suffix of ``path`` decides the format.

    Raises ValueError if the suffix is not .svg, .pdf or .png.
    """
    put_file(path, experiment_picture(experiment, format_of(path)))


def format_of(path: Path) -> str:
    """Picture format by suffix."""
    if path.suffix.lower() not in FORMATS:
        raise ValueError(f"picture must end in .svg, .pdf or .png, but is {path.name!r}")
    return FORMATS[path.suffix.lower()]


def experiment_picture(experiment: Mapping[str, Any], form: str) -> bytes:
    """The picture of one experiment; same experiment, same bytes."""
    with drawing_settings():
        from matplotlib.figure import Figure

        panels = experiment["panels"]
        columns = 1 if len(panels) == 1 else 2
        rows = max(1, math.ceil(len(panels) / columns))
        figure: Any = Figure(figsize=(3.6 * columns + 0.4, 2.9 * rows), layout="constrained")
        for index, panel in enumerate(panels):
            axes = figure.add_subplot(rows, columns, index + 1)
            if "image" in panel:
                _draw_image(figure, axes, panel["image"])
            _draw_panel(axes, panel)
        return picture_bytes(figure, form)


def picture_bytes(figure: Figure, form: str) -> bytes:
    """``figure`` in ``form`` without dates or names of programs."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format=form, dpi=200, metadata=_METADATA[form])
    return buffer.getvalue()


def drawing_settings() -> Any:
    """matplotlib settings under which equal pictures have equal bytes; a context."""
    import logging

    import matplotlib
    from matplotlib import rc_context

    logging.getLogger("fontTools").setLevel(logging.ERROR)  # dates of fonts, for instance

    return rc_context({**matplotlib.rcParamsDefault, "backend": "agg", **_SETTINGS})


def _draw_image(figure: Any, axes: Any, image: Mapping[str, Any]) -> None:
    """Colour the axes by the image and add its colour bar; an image of no shape is left out."""
    import numpy as np
    from matplotlib.colors import LogNorm

    rows, extent = image["values"], image["extent"]
    if not rows or len({len(row) for row in rows}) != 1 or not rows[0] or not _box(extent):
        return
    values = np.array([[math.nan if v is None else float(v) for v in row] for row in rows])
    logarithmic = image["scale"] == "log"
    least = 1e-100 if logarithmic else -1e100
    shown = np.ma.masked_where(~((values >= least) & (values <= 1e100)), values)
    if shown.count() == 0:
        return
    drawn = axes.imshow(
        shown,
        origin="lower",
        extent=extent,
        aspect="auto",
        interpolation="nearest",
        cmap="cividis",
        norm=LogNorm(shown.min(), shown.max()) if logarithmic else None,
    )
    figure.colorbar(drawn, ax=axes).set_label(picture_text(image["label"]))


def _box(extent: Any) -> bool:
    """Whether four numbers are edges that axes can have."""
    if len(extent) != 4 or not all(abs(edge) < 1e100 for edge in extent):
        return False
    left, right, bottom, top = extent
    return bool(right - left > 1e-9 * abs(left) and top - bottom > 1e-9 * abs(bottom))


def _draw_panel(axes: Any, panel: Mapping[str, Any]) -> None:
    from matplotlib.patheffects import withStroke

    logarithmic = panel["yscale"] == "log" and any(
        y > 0 for curve in panel["curves"] for y in curve["y"] if math.isfinite(y)
    )
    if logarithmic:
        axes.set_yscale("log")
    outline = [withStroke(linewidth=3, foreground="white")] if "image" in panel else []
    for index, curve in enumerate(panel["curves"]):
        points = [
            (x, y)
            for x, y in zip(curve["x"], curve["y"], strict=False)
            if abs(x) < 1e100 and abs(y) < 1e100 and (not logarithmic or y > 1e-100)
        ]
        axes.plot(
            [float(x) for x, _ in points],
            [float(y) for _, y in points],
            color=_COLOURS[index % len(_COLOURS)],
            label=picture_text(curve["label"]) or f"curve {index + 1}",
            linewidth=1.4,
            path_effects=outline,
            **_STYLES[curve["style"]] | ({"markersize": 1} if len(points) > _MANY else {}),
        )
    title = picture_text(panel["title"])
    axes.set_title(title, fontsize=9.5 if len(title) <= 36 else 8.5)
    axes.set_xlabel(picture_text(panel["xlabel"]))
    axes.set_ylabel(picture_text(panel["ylabel"]))
    if "image" not in panel:
        axes.grid(True, color="#dddddd", linewidth=0.6)
        axes.set_axisbelow(True)
    if panel["curves"]:
        axes.legend(fontsize=7.5, framealpha=0.85, edgecolor="none")


def picture_text(text: str, longest: int = 90) -> str:
    """A text field as matplotlib prints it: formulas it can set, everything else literal."""
    from matplotlib.font_manager import FontProperties, fontManager, get_font

    glyphs = get_font(fontManager.findfont(FontProperties(family="DejaVu Sans"))).get_charmap()
    out = []
    for piece in pieces(text):
        formula = _mathtext(piece.text) if piece.math else None
        if formula is not None:
            out.append(formula)
            continue
        known = (
            char if ord(char) in glyphs else "\N{REPLACEMENT CHARACTER}" for char in piece.text
        )
        literal = "".join(known).replace("$", r"\$")
        out.append(literal + " " if literal.endswith("\\") else literal)
    joined = "".join(out)
    if len(joined) > longest and not any(piece.math for piece in pieces(text)):
        joined = joined[: longest - 1].rstrip("\\") + "…"
    return joined


def _mathtext(latex: str) -> str | None:
    from matplotlib.mathtext import MathTextParser

    normal = normal_form(latex)
    if normal is None or re.search(r"\\text[a-z]", normal):
        return None
    parser: Any = MathTextParser("path")
    try:
        parser.parse(f"${normal}$")
    except (ValueError, RuntimeError, KeyError):
        return None
    return f"${normal}$"
