"""The dependency picture: what each claim is derived from."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from textwrap import wrap
from typing import Any

from proofs.report.figures import drawing_settings, format_of, picture_bytes
from proofs.report.files import put_file
from proofs.report.groups import GROUPS, Group, ground_of, group_of, on_failing_ground
from proofs.report.layering import Layout, lay_out
from proofs.report.wording import verdict_of

_STEP_X, _STEP_Y = 0.98, 0.94  # inches between neighbours
_WIDTH, _HEIGHT = 0.88, 0.46  # inches of a node
_LONGEST = 20  # letters of a verdict with its scope
_LETTER = 0.05  # inches of a letter in the legend
_ROUNDING = {"good": 0.12, "undermined": 0.12, "partial": 0.12, "ours": 0.05}
_HATCH = "#D9CB8F"


def draw_graph(record: Mapping[str, Any], path: Path) -> None:
    """Draw the claims of a record and the arrows premise -> conclusion.

    Layers go by premise depth, colours by verdict group; what holds on ground that fails is
    hatched. The suffix of ``path`` decides the format.  Same record, same picture.  Raises
    ValueError if the suffix is not .svg, .pdf or .png.
    """
    put_file(path, graph_picture(record, format_of(path)))


def graph_picture(record: Mapping[str, Any], form: str) -> bytes:
    """The dependency picture as bytes."""
    with drawing_settings():
        from matplotlib.figure import Figure

        claims = {claim["key"]: claim for claim in record["claims"]}
        premises = {
            key: [premise for premise in claim["premises"] if premise in claims]
            for key, claim in claims.items()
        }
        layout = lay_out(premises)
        width = max(6.2, (layout.width + 1) * _STEP_X + 0.2)
        height = layout.layers * _STEP_Y + 0.75
        figure = Figure(figsize=(width, height))
        axes: Any = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, width)
        axes.set_ylim(0, height)
        _legend(axes, claims)
        inset = (width - layout.width * _STEP_X) / 2
        _arrows(axes, layout, inset, height)
        several = len({key.split(":")[0] for key in claims}) > 1
        for key, claim in claims.items():
            x, row = layout.place[key]
            _node(axes, claim, inset + x * _STEP_X, _level(row, height), several)
        return picture_bytes(figure, form)


def _level(row: float, height: float) -> float:
    return height - 0.75 - (row + 0.4) * _STEP_Y


def _node(axes: Any, claim: Mapping[str, Any], x: float, y: float, several: bool) -> None:
    group = group_of(claim["verdict"], ground_of(claim))
    corner = (x - _WIDTH / 2, y - _HEIGHT / 2)
    hatched = on_failing_ground(claim)
    _box(axes, corner, (_WIDTH, _HEIGHT), group, hatched, f"#claim-{claim['key']}")
    document, name = claim["key"].split(":", 1)
    lines = wrap(name.replace("-", "- "), width=13)
    name = "\n".join([lines[0], lines[1][:11] + "…"] if len(lines) > 2 else lines)
    middle = y + (0.015 if several else 0.07)
    _words(axes, x, middle, name.replace("- ", "-"), 8.4 if len(name) < 9 else 6.2, "#111111")
    verdict = _verdict(claim)
    _words(axes, x, y - 0.155, verdict, 6.4 if len(verdict) < 14 else 5.2, f"#{group.ink}")
    if several:
        _words(axes, x, y + 0.165, document[:16], 5.6, "#444444")


def _verdict(claim: Mapping[str, Any]) -> str:
    """Verdict and scope where there is room, else a sign that there is a scope."""
    text = verdict_of(claim)
    fits = len(text) <= _LONGEST and text.isascii() and text.isprintable()
    return text if fits else f"{claim['verdict']} (scope)"


def _box(
    axes: Any,
    corner: tuple[float, float],
    size: tuple[float, float],
    group: Group,
    hatched: bool,
    url: str = "",
) -> None:
    """A box in the colours of a group, its hatching, and its outline, from below."""
    from matplotlib.patches import FancyBboxPatch

    rounding = min(_ROUNDING.get(group.name, 0.0), size[1] / 3)
    shape = f"round,pad=0,rounding_size={rounding}" if rounding else "square,pad=0"
    paper: dict[str, Any] = {"facecolor": f"#{group.paper}", "edgecolor": "none"}
    lines: dict[str, Any] = {"facecolor": "none", "edgecolor": _HATCH, "hatch": "////"}
    outline: dict[str, Any] = {
        "facecolor": "none",
        "edgecolor": f"#{group.ink}",
        "linewidth": 1.8 if group.name in ("bad", "wrong") else 1.0,
        "linestyle": "--" if group.name in ("undermined", "partial", "ours") else "-",
    }
    for style in (paper, {**lines, "linewidth": 0.0}, outline):
        if "hatch" in style and not hatched:
            continue
        box = FancyBboxPatch(corner, *size, boxstyle=shape, zorder=3, **style)
        if url:
            box.set_url(url)
        axes.add_patch(box)


def _words(axes: Any, x: float, y: float, words: str, size: float, colour: str) -> None:
    axes.text(
        x,
        y,
        words.replace("$", r"\$"),
        ha="center",
        va="center",
        fontsize=size,
        fontweight="bold" if colour == "#111111" else "normal",
        color=colour,
        linespacing=0.9,
        zorder=4,
    )


def _arrows(axes: Any, layout: Layout, inset: float, height: float) -> None:
    from matplotlib.patches import FancyArrowPatch
    from matplotlib.path import Path as Curve

    for route in layout.routes.values():
        points = [(inset + x * _STEP_X, _level(row, height)) for x, row in route]
        sign = 1.0 if route[-1][1] >= route[0][1] else -1.0
        points[0] = (points[0][0], points[0][1] - sign * _HEIGHT / 2)
        points[-1] = (points[-1][0], points[-1][1] + sign * (_HEIGHT / 2 + 0.02))
        vertices, codes = [points[0]], [Curve.MOVETO]
        turns = [(c[0] - a[0]) / 2 for a, c in zip(points, points[2:], strict=False)]
        # not so steep that an arrow cuts the corners of the nodes it passes
        slopes = [0.0, *(min(0.3, max(-0.3, turn)) for turn in turns), 0.0]
        for index, ((x0, y0), (x1, y1)) in enumerate(pairwise(points)):
            middle = (y0 + y1) / 2
            start, stop = (x0 + slopes[index] / 2, middle), (x1 - slopes[index + 1] / 2, middle)
            vertices += [start, stop, (x1, y1)]
            codes += [Curve.CURVE4] * 3
        axes.add_patch(
            FancyArrowPatch(
                path=Curve(vertices, codes),
                arrowstyle="-|>,head_length=3.2,head_width=1.6",
                color="#5b6470",
                linewidth=0.7,
                alpha=0.8,
                zorder=2,
            )
        )


def _legend(axes: Any, claims: Mapping[str, Mapping[str, Any]]) -> None:
    _, top = axes.get_ylim()
    x, y = 0.15, top - 0.22
    axes.text(
        x,
        y,
        "arrows: premise → conclusion; hatched: something below it is refuted or contradictory",
        fontsize=6.6,
        va="center",
        color="#333333",
    )
    x, y = 0.15, y - 0.24
    found = [group_of(claim["verdict"], ground_of(claim)) for claim in claims.values()]
    for group in GROUPS:
        _box(axes, (x, y - 0.06), (0.16, 0.12), group, group.name == "undermined")
        words = f"{group.label} ({found.count(group)})"
        axes.text(x + 0.21, y, words, fontsize=6.0, va="center")
        x += 0.32 + _LETTER * len(words)
