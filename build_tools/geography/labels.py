"""Labels on a map: each where there is room, by rule and in a fixed order, so that none covers another."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from build_tools.geography.frame import Frame
from build_tools.geography.outlines import inside
from build_tools.geography.shapes import Point

_NARROW, _WIDE = frozenset("fijlrtI.,:;'’‘|!()[] -·"), frozenset("mwMWQO@%—")
_GAP = 3.0
"""Room between a mark and its label, in units."""
_WAYS = tuple(
    (right * across, down * along)
    for across, along in ((1.0, 0.6), (0.8, 0.9), (0.4, 1.0))
    for right, down in ((1, -1), (1, 1), (-1, -1), (-1, 1))
)
"""The ways in which such a line may go: right and down, as shares of its length."""
_FAR = (16.0, 26.0, 38.0)
"""How far a label may stand from its mark, with a line between them."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that is taken."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether two rectangles overlap."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Label:
    """Words with the place that was found for them, in units."""

    x: float
    y: float
    """Where the words begin, are centred, or end, on their line."""
    anchor: str
    """`start`, `middle` or `end`."""
    box: Box
    leader: tuple[float, float, float, float] | None = None
    """A line from the mark to the words: x and y of either end."""


def text_width(text: str, size: float) -> float:
    """Return about how wide a text of some size is: rather too much than too little."""
    return size * sum(map(_width, text))


def _width(character: str) -> float:
    if unicodedata.combining(character):
        return 0
    if character in _NARROW:
        return 0.32
    if unicodedata.east_asian_width(character) in "WF":
        return 1.05
    if character in _WIDE:
        return 0.88
    return 0.64 if character.isupper() else 0.54


@dataclass
class Layout:
    """What stands on a drawing already."""

    frame: Frame
    taken: list[Box] = field(default_factory=list)
    crossed: list[Box] = field(default_factory=list)
    """What words had better not lie on, but may."""

    def block(self, position: Point, radius: float) -> None:
        """Take the place of a mark."""
        x, y = position
        self.taken.append(Box(x - radius, y - radius, x + radius, y + radius))

    def avoid(self, points: Iterable[Point]) -> None:
        """Keep words off a line as far as there is room."""
        self.crossed += [Box(x - 1.5, y - 1.5, x + 1.5, y + 1.5) for x, y in points]

    def beside(self, text: str, size: float, position: Point, radius: float) -> Label | None:
        """Place a label beside its mark, or with a line to it, or not at all."""
        width, height = text_width(text, size), size * 1.15
        near = list(self._near(position, radius, width, height))
        for label in (
            *(label for label in near if self._clear(label)),
            *near,
            *self._far(position, radius, width, height),
        ):
            if self._free(label):
                self.taken.append(label.box)
                return label
        return None

    def spare(self, text: str, size: float, position: Point, radius: float) -> Label:
        """Return the label of a mark for which there is no room, to be shown where the map is enlarged."""
        return next(self._near(position, radius, text_width(text, size), size * 1.15))

    def within(self, text: str, size: float, position: Point, rings: list[list[Point]]) -> Label | None:
        """Place a label inside an outline, as near to a position as there is room; without an outline, at it."""
        width, height = text_width(text, size), size * 1.15
        steps = sorted(
            ((dx, dy) for dx in range(-80, 81, 10) for dy in range(-80, 81, 10)),
            key=lambda step: (step[0] ** 2 + 2 * step[1] ** 2, step),
        )
        for dx, dy in steps if rings else steps[:9]:
            x, y = position[0] + dx, position[1] + dy
            label = _centred(x, y, width, height)
            ends = ((label.box.left, y), (label.box.right, y))
            held = not rings or all(inside(end, rings) for end in ends)
            if held and self._clear(label) and self._free(label):
                self.taken.append(label.box)
                return label
        return None

    def along(self, text: str, size: float, points: Sequence[Point]) -> Label | None:
        """Place a label beside a line of points, as near to its middle as there is room."""
        width, height = text_width(text, size), size * 1.15
        last = len(points) - 1
        for share in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9) if last > 0 else ():
            at = min(max(1, round(share * last)), last)
            (x1, y1), (x, y) = points[at - 1], points[at]
            length = math.dist((x1, y1), (x, y)) or 1.0
            normal = (y1 - y) / length, (x - x1) / length
            for side in (1, -1):
                off = side * (abs(normal[0]) * width / 2 + abs(normal[1]) * height / 2 + 3)
                label = _centred(x + normal[0] * off, y + normal[1] * off, width, height)
                if self._clear(label) and self._free(label):
                    self.taken.append(label.box)
                    return label
        return None

    def _free(self, label: Label) -> bool:
        box, frame = label.box, self.frame
        if box.left < 3 or box.top < 2 or box.right > frame.width - 3 or box.bottom > frame.height - 2:
            return False
        if any(box.meets(other) for other in self.taken):
            return False
        return label.leader is None or not any(_crosses(label.leader, other) for other in self.taken)

    def _clear(self, label: Label) -> bool:
        return not any(label.box.meets(other) for other in self.crossed)

    def _near(self, position: Point, radius: float, width: float, height: float) -> Iterator[Label]:
        """Yield places for words that touch their mark, the best first."""
        x, y = position
        side = radius + _GAP
        slant = radius * 0.75 + 1
        yield _at_side(x, y, side, width, height)
        yield _at_side(x, y, -side, width, height)
        yield _centred(x, y - side - height / 2, width, height)
        yield _centred(x, y + side + height / 2, width, height)
        for down in (-1, 1):
            for right in (1, -1):
                yield _at_side(x, y + down * (slant + height / 3), right * slant, width, height)

    def _far(self, position: Point, radius: float, width: float, height: float) -> Iterator[Label]:
        """Yield places for words that a line joins to their mark."""
        x, y = position
        for far in _FAR:
            for right, down in _WAYS:
                end_x, end_y = x + right * (radius + far), y + down * (radius + far)
                label = _at_side(end_x, end_y, 2.0 if right > 0 else -2.0, width, height)
                start = x + right * (radius + 1.5), y + down * (radius + 1.5)
                yield Label(label.x, label.y, label.anchor, label.box, (*start, end_x, end_y))


def _at_side(x: float, y: float, offset: float, width: float, height: float) -> Label:
    """Return a label to the right of a point, or to the left of it where the offset is negative."""
    left = x + offset if offset > 0 else x + offset - width
    box = Box(left, y - height / 2, left + width, y + height / 2)
    return Label(x + offset, y + height * 0.29, "start" if offset > 0 else "end", box)


def _centred(x: float, y: float, width: float, height: float) -> Label:
    box = Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    return Label(x, y + height * 0.29, "middle", box)


def _crosses(line: tuple[float, float, float, float], box: Box) -> bool:
    x1, y1, x2, y2 = line
    for step in range(1, 8):
        x, y = x1 + (x2 - x1) * step / 8, y1 + (y2 - y1) * step / 8
        if box.left < x < box.right and box.top < y < box.bottom:
            return True
    return False
