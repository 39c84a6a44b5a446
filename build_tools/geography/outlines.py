"""Outlines on a drawing: clipped to their frame, thinned to what can be seen, and written as SVG paths."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from build_tools.geography.frame import Frame
from build_tools.geography.shapes import Point, Ring, Shape

BLEED = 8
"""How far outlines reach beyond their frame, in units, so that the cut is not seen."""
_TOLERANCE = 0.35
"""By how many units a thinned outline may be off."""
_SPECK = 1.5
"""Square units up to which an outline is left out: an islet that nobody would see."""


def path(shown: Iterable[list[Point]]) -> str:
    """Return rings as the data of one SVG path, to a tenth of a unit; "" for none."""
    return "".join(map(_written, shown))


def rings(shape: Shape, frame: Frame) -> Iterator[list[Point]]:
    """Yield the rings of a shape that the frame shows, in units."""
    low, high = (-BLEED, -BLEED), (frame.width + BLEED, frame.height + BLEED)
    for polygon in shape:
        for ring in polygon:
            for turn in (-360, 0, 360):
                placed = _placed(ring, frame, turn)
                if placed:
                    clipped = clip(placed, low, high)
                    thinned = thin(clipped, _TOLERANCE) if len(clipped) > 2 else []
                    if len(thinned) > 2 and abs(_area(thinned)) > _SPECK:
                        yield thinned


def _placed(ring: Ring, frame: Frame, turn: int) -> list[Point]:
    """Return a ring in units, or nothing where it lies beside the frame."""
    half_lon = (frame.width / 2 + BLEED) / (frame.scale * frame.stretch)
    half_lat = (frame.height / 2 + BLEED) / frame.scale
    if ring.east + turn < frame.lon - half_lon or ring.west + turn > frame.lon + half_lon:
        return []
    if ring.north < frame.lat - half_lat or ring.south > frame.lat + half_lat:
        return []
    return [frame.at(point, turn) for point in ring.points]


def clip(ring: list[Point], low: Point, high: Point) -> list[Point]:
    """Return a ring cut to a rectangle (Sutherland and Hodgman): each edge of it cuts what the one before left."""
    for axis in (0, 1):
        for limit, sign in ((low[axis], 1), (high[axis], -1)):
            ring = list(_cut(ring, axis, limit, sign))
            if not ring:
                return []
    return ring


def _cut(ring: list[Point], axis: int, limit: float, sign: int) -> Iterator[Point]:
    before = ring[-1] if ring else (0.0, 0.0)
    for point in ring:
        inside, was_inside = sign * (point[axis] - limit) >= 0, sign * (before[axis] - limit) >= 0
        if inside != was_inside:
            share = (limit - before[axis]) / (point[axis] - before[axis])
            other = before[1 - axis] + share * (point[1 - axis] - before[1 - axis])
            yield (limit, other) if axis == 0 else (other, limit)
        if inside:
            yield point
        before = point


def thin(ring: list[Point], tolerance: float) -> list[Point]:
    """Return a ring without the points that lie on its line all the same (Douglas and Peucker)."""
    first = ring[0]
    far = max(range(len(ring)), key=lambda n: ((ring[n][0] - first[0]) ** 2 + (ring[n][1] - first[1]) ** 2, -n))
    kept = {0, far}
    stack = [(0, far), (far, len(ring))]
    closed = [*ring, first]
    while stack:
        start, end = stack.pop()
        worst, at = tolerance**2, 0
        for number in range(start + 1, end):
            off = _off_line(closed[number], closed[start], closed[end])
            if off > worst:
                worst, at = off, number
        if at:
            kept.add(at)
            stack += [(start, at), (at, end)]
    return [ring[number] for number in sorted(kept) if number < len(ring)]


def _off_line(point: Point, start: Point, end: Point) -> float:
    """Return the square of the distance of a point to a stretch of line."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    share = max(0.0, min(1.0, ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length)) if length else 0.0
    return (point[0] - start[0] - share * dx) ** 2 + (point[1] - start[1] - share * dy) ** 2


def _written(ring: list[Point]) -> str:
    """Return a ring as SVG path data, in steps of a tenth of a unit."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in ring]
    parts = [f"M{number(tenths[0][0] / 10)} {number(tenths[0][1] / 10)}"]
    before = tenths[0]
    steps = []
    for point in tenths[1:]:
        if point != before:
            steps.append(_joined(number((point[0] - before[0]) / 10), number((point[1] - before[1]) / 10)))
            before = point
    return f"{parts[0]}l{' '.join(steps)}z" if steps else ""


def _joined(x: str, y: str) -> str:
    return x + y if y.startswith("-") else f"{x} {y}"


def number(value: float) -> str:
    """Return a number to a tenth, as short as it can be written."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def middle(rings_shown: list[list[Point]]) -> Point | None:
    """Return a point well inside the largest of some rings: the middle of the longest of a few cuts across it."""
    if not rings_shown:
        return None
    largest = max(rings_shown, key=lambda ring: abs(_area(ring)))
    low, high = min(y for _, y in largest), max(y for _, y in largest)
    best: tuple[float, Point] | None = None
    for step in range(1, 12):
        y = low + (high - low) * step / 12
        crossings = sorted(_crossings(largest, y))
        for left, right in zip(crossings[::2], crossings[1::2], strict=False):
            room = (right - left) * min(step, 12 - step)
            if best is None or room > best[0]:
                best = (room, ((left + right) / 2, y))
    return best[1] if best else None


def _crossings(ring: list[Point], y: float) -> Iterator[float]:
    before = ring[-1]
    for point in ring:
        if (point[1] > y) != (before[1] > y):
            yield before[0] + (y - before[1]) / (point[1] - before[1]) * (point[0] - before[0])
        before = point


def inside(position: Point, rings_shown: list[list[Point]]) -> bool:
    """Whether a position lies inside some rings; a ring inside a ring is a hole."""
    crossed = sum(1 for ring in rings_shown for x in _crossings(ring, position[1]) if x > position[0])
    return crossed % 2 == 1


def _area(ring: list[Point]) -> float:
    before, total = ring[-1], 0.0
    for point in ring:
        total += before[0] * point[1] - point[0] * before[1]
        before = point
    return total / 2
