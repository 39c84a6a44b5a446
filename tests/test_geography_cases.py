"""Every case in `tests/cases/geography/` holds: what lies together, what a frame shows, how outlines are cut, where names stand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from build_tools.geography.frame import Frame, dense_part, fitted
from build_tools.geography.labels import Layout
from build_tools.geography.outlines import clip
from tests.core_support import CASES, read_case


def cases(folder: str) -> list[Any]:
    """Return the cases of a folder."""
    found = sorted((CASES / "geography" / folder).glob("*.yml"))
    return [pytest.param(path, id=path.stem) for path in found]


@pytest.mark.parametrize("path", cases("dense"))
def test_dense_part(path: Path) -> None:
    """The places that lie together are those of the case."""
    case = read_case(path)
    names = list(case["points"])
    found = dense_part([tuple(point) for point in case["points"].values()])
    assert [names[number] for number in found] == case["together"]


@pytest.mark.parametrize("path", cases("frame"))
def test_frame(path: Path) -> None:
    """Each point stands where the case has it, and a kilometre is as long."""
    case = read_case(path)
    points = [tuple(point) for point in case["points"]]
    frame = fitted(points, case["width"], case["height"], margin=case["margin"])
    positions = [[round(part, 3) for part in frame.nearest(point)] for point in points]
    assert positions == case["positions"]
    assert frame.km == pytest.approx(case.get("km", frame.km))


@pytest.mark.parametrize("path", cases("clip"))
def test_clip(path: Path) -> None:
    """What is left of a ring is that of the case, wherever it begins."""
    case = read_case(path)
    found = [list(point) for point in clip([tuple(p) for p in case["ring"]], tuple(case["low"]), tuple(case["high"]))]
    turns = [found[n:] + found[:n] for n in range(len(found))] or [[]]
    assert case["clipped"] in turns


@pytest.mark.parametrize("path", cases("labels"))
def test_labels(path: Path) -> None:
    """Each name stands where the case has it: right or left of its mark, at the end of a line, or nowhere."""
    case = read_case(path)
    layout = Layout(Frame(0, 0, 1, case["width"], case["height"]))
    for mark in case["marks"]:
        layout.block(tuple(mark["at"]), mark["radius"] + 1)
    placed = {}
    for mark in (mark for mark in case["marks"] if mark["name"]):
        label = layout.beside(mark["name"], 13, tuple(mark["at"]), mark["radius"])
        placed[mark["name"]] = "none" if label is None else "line" if label.leader else label.anchor
    assert placed == case["placed"]


def test_every_folder_has_cases() -> None:
    """No folder is without a case, and none has another name."""
    folders = {path.parent.name for path in (CASES / "geography").rglob("*.yml")}
    assert folders == {"dense", "frame", "clip", "labels"}
