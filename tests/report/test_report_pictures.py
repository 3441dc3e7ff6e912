"""Pictures: layers, places, formats."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proofs.report import draw_experiment, draw_graph
from proofs.report.figures import experiment_picture
from proofs.report.graph_picture import graph_picture
from proofs.report.layering import depths, lay_out


@st.composite
def graphs(draw: st.DrawFn) -> dict[str, list[str]]:
    """Graphs with circles, repeated and self-referring premises."""
    names = [f"n{i}" for i in range(draw(st.integers(0, 14)))]
    return {
        name: draw(st.lists(st.sampled_from(names), max_size=3)) if names else [] for name in names
    }


@given(graphs())
def test_nodes_of_a_row_do_not_overlap(graph: dict[str, list[str]]) -> None:
    layout = lay_out(graph, widest=4)
    assert set(layout.place) == set(graph)
    places = sorted(layout.place.values(), key=lambda place: (place[1], place[0]))
    for (x0, row0), (x1, row1) in pairwise(places):
        assert row0 != row1 or x1 - x0 >= 1 - 1e-9
    for row in range(layout.layers):
        assert sum(place[1] == row for place in layout.place.values()) <= 4


@given(graphs())
def test_without_circles_arrows_go_down(graph: dict[str, list[str]]) -> None:
    acyclic = {name: [p for p in needed if p < name] for name, needed in graph.items()}
    layout = lay_out(acyclic)
    for (premise, node), route in layout.routes.items():
        assert layout.place[premise][1] < layout.place[node][1]
        assert route[0] == layout.place[premise]
        assert route[-1] == layout.place[node]
    depth = depths(acyclic)
    for name, needed in acyclic.items():
        assert depth[name] == max((depth[premise] + 1 for premise in needed), default=0)


@pytest.mark.parametrize("suffix", [".svg", ".pdf", ".png"])
def test_pictures_by_suffix_and_reproducible(
    suffix: str, example: dict[str, Any], tmp_path: Path
) -> None:
    first, second = tmp_path / f"a{suffix}", tmp_path / f"b{suffix}"
    for draw, subject in ((draw_graph, example), (draw_experiment, example["experiments"][0])):
        draw(subject, first)
        draw(subject, second)
        start = {".svg": b"<?xml", ".pdf": b"%PDF", ".png": b"\x89PNG"}[suffix]
        assert first.read_bytes() == second.read_bytes()
        assert first.read_bytes().startswith(start)


def test_unknown_suffix(example: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"must end in .svg, .pdf or .png, but is 'a.gif'"):
        draw_graph(example, tmp_path / "a.gif")


def test_svg_has_no_date_and_links_to_claims(example: dict[str, Any]) -> None:
    svg = graph_picture(example, "svg").decode()
    assert "<dc:date>" not in svg
    assert 'href="#claim-vanchurin:3.5"' in svg


def test_curves_that_no_axis_can_hold(example: dict[str, Any]) -> None:
    values = [float("nan"), float("inf"), -1.0, 0.0, 1e300, 1e-300]
    curve = {"label": "$\\input{x}$ $", "x": [*range(7)], "y": values, "style": "points"}
    for scale in ("linear", "log"):
        panel = {"title": "漢", "xlabel": "%", "ylabel": "$x$ \\", "yscale": scale}
        panel |= {"curves": [curve, curve | {"x": [], "y": []}]}
        assert experiment_picture({"panels": [panel]}, "svg")
    assert experiment_picture({"panels": []}, "svg")
