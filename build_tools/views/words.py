"""Words that several kinds of pages print: names with their language, amounts, tables of contents."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from build_tools.corpus import Corpus
from build_tools.page_models.shared import NameView, TocEntry
from build_tools.records import Claim, Figure, Name

UNKNOWN = "unknown"
"""How a record says that the outlet of a source is not known."""


def name_view(corpus: Corpus, name: Name) -> NameView:
    """Return a name with its language and kind."""
    language = name.language or ""
    return NameView(
        text=name.text,
        language=language,
        language_label=language_label(language) if language else "",
        direction=direction(language or corpus.record.record.language),
        kind_label="" if name.kind == "name" else corpus.vocabulary.label("name_kinds", name.kind),
    )


def voices_text(corpus: Corpus, claims: Iterable[Claim]) -> str:
    """Return who speaks in claims, in order, and by way of whom where a source has it from others; "" for nobody."""
    ways: dict[str, tuple[str, ...]] = {}
    for claim in claims:
        for speaker in claim.said_by:
            ways[speaker] = min(ways.get(speaker, claim.via), claim.via, key=len)
    return ", ".join(
        " via ".join(corpus.entities[entity_id].record.name for entity_id in (speaker, *via))
        for speaker, via in ways.items()
    )


def outlet_text(outlet: str) -> str:
    """Return the outlet of a source for a line that does not say what it names."""
    return "outlet unknown" if outlet.casefold() == UNKNOWN else outlet


def toc(*entries: tuple[str, str] | None) -> tuple[TocEntry, ...]:
    """Return a table of contents from (title, id), leaving out None."""
    return tuple(TocEntry(title=entry[0], id=entry[1]) for entry in entries if entry)


def figure_amount(figure: Figure) -> str:
    """Return the amount of a figure as readers expect it, e.g. `875,000`, `10–12`, `dozens`."""
    if figure.words:
        return figure.words
    if figure.value is not None:
        return number_text(figure.value)
    if figure.low is not None and figure.high is not None:
        return f"{number_text(figure.low)}–{number_text(figure.high)}"
    if figure.low is not None:
        return f"from {number_text(figure.low)}"
    assert figure.high is not None  # a figure has an amount
    return f"to {number_text(figure.high)}"


def number_text(number: Decimal) -> str:
    """Return a number with thousands separators and the decimals that it is written with."""
    return f"{number:,f}"


def unit_text(figure: Figure) -> str:
    """Return the unit as it follows the amount: in brackets after words, which may name it already."""
    unit = figure.unit or ""
    if figure.words is None or not unit:
        return unit
    return "" if unit.casefold() in figure.words.casefold() else f"({unit})"


@lru_cache(maxsize=512)
def direction(language: str) -> str:
    """Return `rtl` or `ltr` for a language tag."""
    try:
        return str(Locale.parse(language.replace("-", "_")).text_direction)
    except (UnknownLocaleError, ValueError):
        return "ltr"


@lru_cache(maxsize=512)
def language_label(language: str) -> str:
    """Return the English name of a language, or the tag itself."""
    try:
        return Locale.parse(language.replace("-", "_")).get_display_name("en") or language
    except (UnknownLocaleError, ValueError):
        return language
