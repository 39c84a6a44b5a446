"""Finding names in quotes: what the cases in `tests/cases/anchoring/` do not show."""

from __future__ import annotations

import pytest

from build_tools.locations import Span
from build_tools.mentions import name_spans, surface_spans
from build_tools.records import Actor, Surface
from build_tools.sources import SourceText, read_source_text
from build_tools.vocabulary import Term, merged

VOCABULARY = merged({"actor_types": {"state": Term(label="State", definition="A state.")}})


def named(*names: str) -> Actor:
    """Return an actor with these names."""
    fields = {"name": names[0], "type": "state", "names": list(names[1:])}
    return Actor.model_validate(fields, context={"vocabulary": VOCABULARY})


def source_of(text: str) -> SourceText:
    """Return a source with that text."""
    return read_source_text(text.encode(), "x.txt")


def words_of(source: SourceText, spans: list[Span]) -> list[str]:
    """Return what stands in the spans."""
    return [source.raw[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("names", "text", "found"),
    [
        (("Turkey", "Turkish"), "Turkish-backed Turkey", ["Turkish", "Turkey"]),
        (
            ("Assad", "Bashar al-Assad", "al-Assad"),
            "Bashar al-Assad, al-Assad and Assad",
            ["Bashar al-Assad", "al-Assad", "Assad"],
        ),
        (("U.S.",), "the U.S. and U.S.-backed; U.S.A.", ["U.S.", "U.S."]),
        (("C++ (group)",), "the C++ (group) won", ["C++ (group)"]),
        (("(HTS)",), "Tahrir al-Sham (HTS).", ["(HTS)"]),
        (("a.c",), "abc a.c", ["a.c"]),
        (("M5",), "M5 M51 AM5 M5-M4", ["M5", "M5"]),
        (("Idlib",), "idlib IDLIB Idlib", ["Idlib"]),
        (("Idlib", "Idlib province"), "Idlib\u00a0 province, Idlib", ["Idlib\u00a0 province", "Idlib"]),
        (("Кремль",), "Кремль и Кремля", ["Кремль"]),
        (("حلب",), "حلب حلبَ الحلب", ["حلب"]),
        (("हिन्द",), "हिन्द हिन्दी", ["हिन्द"]),
        (("a b", "b c"), "a b c", ["a b"]),
        (("aa",), "aa aaaa aa", ["aa", "aa"]),
        (("nobody",), "somebody", []),
    ],
)
def test_names(names: tuple[str, ...], text: str, found: list[str]) -> None:
    """Every occurrence of every name is a mention, letter by letter, whole words, the longest first."""
    source = source_of(text)
    assert words_of(source, list(name_spans(named(*names), source, Span(0, len(text))))) == found


def test_only_the_quote_is_searched() -> None:
    """Names before and after the quote are not its mentions; one across its end is none."""
    source = source_of("Ann Lee met Ann Lee and Ann Lee.")
    assert name_spans(named("Ann Lee"), source, Span(12, 31)) == (Span(12, 19), Span(24, 31))
    assert name_spans(named("Ann Lee"), source, Span(1, 30)) == (Span(12, 19),)
    assert name_spans(named("Ann Lee"), source, Span(8, 11)) == ()


@pytest.mark.parametrize(
    ("surfaces", "text", "found", "missing"),
    [
        ([{"text": "the regime"}], "the regime, the\nregime", ["the regime", "the\nregime"], []),
        ([{"text": "Turk"}], "Turkey and Turkish", ["Turk", "Turk"], []),
        ([{"text": "Turk"}], "Turk, not Turkey", ["Turk"], []),
        ([{"text": "x"}, {"text": "Ann"}, {"text": "y"}], "Ann", ["Ann"], [0, 2]),
        ([{"text": "it", "prefix": "said"}], "it said it", ["it"], []),
        ([{"text": "it", "suffix": "said"}], "it said it", ["it"], []),
        ([{"text": "it", "prefix": "said", "suffix": "said"}], "it said it", [], [0]),
        ([{"text": "Ann"}, {"text": "Ann Lee"}], "Ann, Ann Lee", ["Ann", "Ann Lee"], []),
        ([{"text": "Ann"}, {"text": "Ann"}], "Ann", ["Ann"], []),
        ([{"text": "a.c"}], "abc", [], [0]),
    ],
)
def test_given_words(surfaces: list[dict[str, str]], text: str, found: list[str], missing: list[int]) -> None:
    """Given words stand where they stand, as whole words or else inside words; those that do not are named."""
    source = source_of(text)
    records = tuple(Surface.model_validate(surface) for surface in surfaces)
    spans, absent = surface_spans(records, source, Span(0, len(text)))
    assert words_of(source, [surface.span for surface in spans]) == found
    assert [surface.index for surface in absent] == missing


def test_missing_words_that_stand_elsewhere() -> None:
    """It is told apart whether words are not in the quote at all, or only without their prefix and suffix."""
    source = source_of("Ann Lee spoke.")
    surfaces = (Surface(text="Ann Lee", prefix="Minister"), Surface(text="Minister"))
    spans, absent = surface_spans(surfaces, source, Span(0, 14))
    assert spans == ()
    assert [(surface.text, surface.is_elsewhere) for surface in absent] == [("Ann Lee", True), ("Minister", False)]
