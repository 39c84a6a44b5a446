"""The lineage of an agreement: what it builds on, what builds on it, what it is a part of, and its parts, by date."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from build_tools.corpus import Corpus
from build_tools.dates import day_order
from build_tools.records import Agreement

NEAREST = 60
"""How many are followed before, after, above and below an agreement: lists of all would grow with the square."""

BEFORE, AFTER, WHOLE, PART = "before", "after", "whole", "part"


@dataclass(frozen=True, slots=True)
class Kin:
    """An agreement that another one is connected with."""

    agreement: str
    side: str
    """`before` (built on), `after` (builds on it), `whole` or `part`."""
    date: str
    """EDTF, or ""."""
    through: str
    """Id of the agreement by way of which they are connected, or "" if they are directly."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """An agreement among those before and after it, above and below."""

    agreement: str
    date: str
    """EDTF, or ""."""
    dated: tuple[Kin, ...]
    """By date; each agreement once."""
    undated: tuple[Kin, ...]
    """Those without a date: by side, the nearest first."""
    cut: tuple[str, ...]
    """The sides that are followed in part only."""


def lineage_of(corpus: Corpus, agreement_id: str, nearest: int = NEAREST) -> Lineage:
    """Return the lineage of an agreement: at most `nearest` on each side. Raises KeyError for an id that is not there.

    What is before and after at once, as in a ring, is held to be before; a part is a part, whatever it builds on.
    """

    def parts(i: str) -> Iterable[str]:
        return (part for part in corpus.parts_of.get(i, ()) if corpus.entities[part].kind == "agreement")

    def wholes(i: str) -> Iterable[str]:
        return (link.id for link in corpus.entities[i].record.part_of if corpus.entities[link.id].kind == "agreement")

    def before(i: str) -> Iterable[str]:
        record = corpus.entities[i].record
        return (link.id for link in record.builds_on) if isinstance(record, Agreement) else ()

    def after(i: str) -> Iterable[str]:
        return corpus.followed_by.get(i, ())

    found: dict[str, Kin] = {}
    cut = []
    for side, ways, deep in ((WHOLE, wholes, True), (PART, parts, False), (BEFORE, before, True), (AFTER, after, True)):
        reached, is_cut = _reached(agreement_id, ways, nearest, deep=deep)
        for other, through in reached.items():
            found.setdefault(other, Kin(other, side, date_of(corpus, other), through))
        if is_cut:
            cut.append(side)
    kin = found.values()
    return Lineage(
        agreement=agreement_id,
        date=date_of(corpus, agreement_id),
        dated=tuple(sorted((k for k in kin if k.date), key=lambda k: day_order(k.date))),
        undated=tuple(k for k in kin if not k.date),
        cut=tuple(cut),
    )


def date_of(corpus: Corpus, agreement_id: str) -> str:
    """Return the date of an agreement, EDTF, or ""."""
    return getattr(corpus.entities[agreement_id].record, "date", None) or ""


def _reached(
    start: str, ways: Callable[[str], Iterable[str]], nearest: int, *, deep: bool
) -> tuple[dict[str, str], bool]:
    """Return whom the ways lead to, the nearest first, each with the one before it, and whether more were left.

    Rings end where they began. `deep` follows the ways of those reached, too.
    """
    reached: dict[str, str] = {}
    waiting = [start]
    for current in waiting:  # grows while it is read
        for other in ways(current):
            if other == start or other in reached:
                continue
            if len(reached) == nearest:
                return reached, True
            reached[other] = "" if current == start else current
            if deep:
                waiting.append(other)
    return reached, False
