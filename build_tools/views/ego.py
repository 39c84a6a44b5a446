"""Ego networks: an entity, those that the sources say it stands in a relation to, and the lines between them.

The layout is no simulation: columns by direction, bands by relation, rows by name. So nothing overlaps, a drawing is
the same on every build, and a relation that is added moves what stands below it and nothing else. Lengths are px: texts
keep their size at any width. Wide screens have what leads to the entity on one side and what leads from it on the
other; narrow ones have all of it below the entity, along a stem.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from build_tools.collation.shelves import in_turn
from build_tools.page_models.networks import EgoBand, EgoDrawing, EgoEdge, EgoView, RelationEdge
from build_tools.page_models.passages import RelationView
from build_tools.views.common import Page
from build_tools.views.relations import Edges, edge_name, evidence_places

FEWEST = 2
"""One relation alone is a sentence and needs no drawing."""
MOST = 16
"""How many lines are drawn."""
ROW, LINE = 28, 15
"""Heights of a row, and of a second line of a name."""
COLUMN_TEXT, STEM_TEXT, MIDDLE_TEXT = 24, 27, 18
"""How many characters a line of a name has: in a column, along a stem, in the middle. A browser test has the widths."""
_STEM_HEAD = 38
_VOICES = 5


@dataclass(frozen=True, slots=True)
class _Band:
    type: str
    incoming: bool
    directed: bool
    edges: tuple[RelationEdge, ...]
    """In order of names; of an undirected relation one for each entity."""

    @property
    def label(self) -> str:
        return self.edges[0].label


def ego_view(page: Page, entity_id: str, found: Edges) -> EgoView | None:
    """Return the drawing of an entity's relations; None where there are too few to draw."""
    if len(found.all) < FEWEST:
        return None
    bands = _bands(page, found.all)
    drawn = _drawn(bands)
    places = evidence_places(page, entity_id, found)
    ref = page.entity(entity_id)
    start, end = ([band for band in bands if band.incoming is side] for side in (True, False))
    draw = _Pen(places, drawn)
    stem = draw.stem(ref.name, [*end, *start])
    count = sum(len(band.edges) for band in bands)
    edges = [edge for band in bands for edge in band.edges if edge.anchor in drawn]
    return EgoView(
        entity=ref,
        title=f"Relations of {ref.name} as the sources state them",
        description=_description(bands),
        wide=draw.sides(ref.name, start, end) if start and end else stem,
        narrow=stem if start and end else None,
        weights=tuple(sorted({1, *(_weight(edge) for edge in edges)})),
        quoted=any(_is_quoted(edge) for edge in edges),
        undirected=any(not band.directed for band in bands),
        left_out=count - len(edges),
    )


def _bands(page: Page, found: Iterable[RelationEdge]) -> list[_Band]:
    """Return relations by type and direction: those of the vocabulary's order first, names in theirs."""
    terms = page.corpus.vocabulary.terms("relation_types")
    groups: dict[tuple[int, bool, str], dict[str, RelationEdge]] = {}
    for edge in found:
        directed = not terms[edge.type].is_symmetric
        key = list(terms).index(edge.type), directed and edge.incoming, edge.type
        groups.setdefault(key, {}).setdefault(edge.object.id, edge)
    return [
        _Band(type_, incoming, not terms[type_].is_symmetric, tuple(sorted(edges.values(), key=edge_name)))
        for (_, incoming, type_), edges in sorted(groups.items())
    ]


def _drawn(bands: Sequence[_Band]) -> frozenset[str]:
    """Return which lines are drawn: of each band in turn that which most sources state."""
    ranked = [sorted(band.edges, key=lambda edge: (-edge.source_count, *edge_name(edge))) for band in bands]
    return frozenset(edge.anchor for edge in in_turn(ranked, MOST))


@dataclass(frozen=True, slots=True)
class _Grid:
    """How much room a layout has."""

    text: int
    """Characters on a line of a name."""
    label: float
    """Height of a label above the rows of its band; 0 where it stands on the line to them."""
    gap: float
    """Between bands."""


_COLUMN, _STEM = _Grid(COLUMN_TEXT, 0, 12), _Grid(STEM_TEXT, 22, 6)


class _Pen:
    """Puts bands below one another."""

    def __init__(self, places: Mapping[str, str], drawn: frozenset[str]) -> None:
        self.places = places
        self.drawn = drawn

    def sides(self, name: str, start: Sequence[_Band], end: Sequence[_Band]) -> EgoDrawing:
        """Return a drawing with the entity between two columns."""
        heights = [self._height(bands, _COLUMN) for bands in (start, end)]
        text = broken(name, MIDDLE_TEXT, 3)
        height = max(*heights, 40 + LINE * len(text))
        tops = [(height - own) / 2 for own in heights]
        return EgoDrawing(
            layout="sides",
            height=height,
            middle=height / 2,
            text=text,
            start=self._column(start, tops[0], _COLUMN),
            end=self._column(end, tops[1], _COLUMN),
            foot=height,
        )

    def stem(self, name: str, bands: Sequence[_Band]) -> EgoDrawing:
        """Return a drawing with all others below the entity."""
        column = self._column(bands, _STEM_HEAD, _STEM)
        return EgoDrawing(
            layout="stem",
            height=_STEM_HEAD + self._height(bands, _STEM),
            middle=16,
            text=broken(name, STEM_TEXT + 4, 1),
            start=(),
            end=column,
            foot=max(edge.y for band in column for edge in band.edges),
        )

    def _height(self, bands: Sequence[_Band], grid: _Grid) -> float:
        return sum(self._band_height(band, grid) + grid.gap for band in bands)

    def _band_height(self, band: _Band, grid: _Grid) -> float:
        shown = self._shown(band)
        rows = sum(_row(edge, grid) for edge in shown)
        return grid.label + rows + (ROW if len(shown) < len(band.edges) else 0)

    def _shown(self, band: _Band) -> list[RelationEdge]:
        return [edge for edge in band.edges if edge.anchor in self.drawn]

    def _column(self, bands: Sequence[_Band], top: float, grid: _Grid) -> tuple[EgoBand, ...]:
        """Return bands from `top` on downwards."""
        made = []
        for band in bands:
            y = top + grid.label
            edges = []
            for edge in self._shown(band):
                edges.append(self._edge(edge, y + _row(edge, grid) / 2, grid.text))
                y += _row(edge, grid)
            middle = (edges[0].y + edges[-1].y) / 2 if edges else y + ROW / 2
            hidden = [edge for edge in band.edges if edge.anchor not in self.drawn]
            said = f"and {len(hidden):,} more in the table" if edges else f"{len(hidden):,} in the table"
            made.append(
                EgoBand(
                    label=band.label,
                    y=top + grid.label - 6 if grid.label else middle - 5,
                    middle=middle,
                    incoming=band.incoming,
                    directed=band.directed,
                    edges=tuple(edges),
                    more=said if hidden else "",
                    more_href=self.places[hidden[0].anchor] if hidden else "",
                    more_y=y + ROW / 2,
                )
            )
            top += self._band_height(band, grid) + grid.gap
        return tuple(made)

    def _edge(self, edge: RelationEdge, y: float, width: int) -> EgoEdge:
        return EgoEdge(
            entity=edge.object,
            text=broken(edge.object.name, width, 2),
            y=y,
            evidence=self.places[edge.anchor],
            weight=_weight(edge),
            quoted=_is_quoted(edge),
            title=told(edge),
        )


def _row(edge: RelationEdge, grid: _Grid) -> float:
    return ROW + LINE * (len(broken(edge.object.name, grid.text, 2)) - 1)


def broken(text: str, width: int, lines: int) -> tuple[str, ...]:
    """Return a name in at most so many lines of so many characters, with a sign where it is cut."""
    found = [""]
    for word in text.split():
        joined = f"{found[-1]} {word}".strip()
        if len(joined) <= width or not found[-1]:
            found[-1] = joined
        else:
            found.append(word)
    if len(found) > lines:
        found = [*found[: lines - 1], " ".join(found[lines - 1 :])]
    return tuple(line if len(line) <= width else f"{line[: width - 1].rstrip()}…" for line in found)


def told(edge: RelationEdge) -> str:
    """Return a relation with those who say so, in words."""
    voices = list(dict.fromkeys(_voice(view) for alike in edge.statements for view in alike))
    rest = len(voices) - _VOICES
    listed = "; ".join(voices[:_VOICES]) + (f"; and {rest} more" if rest > 0 else "")
    return f"{edge.subject.name} – {edge.label} – {edge.object.name}. {listed}."


def _voice(view: RelationView) -> str:
    speakers = " and ".join(ref.name for ref in view.speakers)
    return f"{view.source.label}, according to {speakers}" if speakers else f"{view.source.label} itself"


def _weight(edge: RelationEdge) -> int:
    return min(edge.source_count, 3)


def _is_quoted(edge: RelationEdge) -> bool:
    return all(view.speakers for alike in edge.statements for view in alike)


def _description(bands: Sequence[_Band]) -> str:
    """Return all relations in words, each with how many there are; the table beside the drawing names them."""
    counted = "; ".join(f"{band.label} {len(band.edges)}" for band in bands)
    return f"Lines lead to the other side of each relation: {counted}. The table below lists each with who says so."
