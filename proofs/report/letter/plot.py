"""A small picture of both sides of a broken relation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from proofs.report.figures import drawing_settings, picture_bytes, picture_text

_LEFT, _RIGHT = "#0072B2", "#D55E00"
_HUGE = 1e30
_SIZE = (2.1, 1.25)  # inches


def profile_picture(profile: Mapping[str, Any], form: str) -> bytes:
    """Left side as a line, right side dashed, along the axis of a profile; same bytes each time."""
    with drawing_settings():
        from matplotlib.figure import Figure

        figure: Any = Figure(figsize=_SIZE, layout="constrained")
        axes = figure.add_subplot()
        for side, colour, style in (("left", _LEFT, "-"), ("right", _RIGHT, "--")):
            places, values = _finite(profile["points"], profile[side])
            axes.plot(places, values, style, color=colour, linewidth=1.3, label=f"{side} side")
        axes.set_xlabel(picture_text(f"${profile['axis']}$"), fontsize=7, labelpad=1)
        axes.tick_params(labelsize=6, length=2, pad=1)
        axes.locator_params(nbins=4)
        axes.legend(
            fontsize=6, frameon=False, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2,
            borderpad=0, handlelength=1.6, columnspacing=1.0,
        )  # fmt: skip
        return picture_bytes(figure, form)


def _finite(places: Sequence[float], values: Sequence[float]) -> tuple[list[float], list[float]]:
    """The pairs of numbers that a picture can show."""
    pairs = [
        (float(x), float(y))
        for x, y in zip(places, values, strict=False)
        if abs(x) < _HUGE and abs(y) < _HUGE
    ]
    return [x for x, _ in pairs], [y for _, y in pairs]
