"""The reader of a source: its layers, its index, the way from passage to passage, and passages that overlap."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from build_tools import pipeline
from build_tools.collation.collation import Collation
from build_tools.corpus import Corpus
from build_tools.page_models.source_pages import IndexEntry, MarginNote, SourcePage
from build_tools.project import Project
from build_tools.settings import Settings
from build_tools.views.previews import first_sentence
from build_tools.views.source_pages import source_view
from tests.corpus_support import small_corpus, write_files

ORCHARD = Path(__file__).parent / "projects" / "orchard"
WORDS = "one two three four five six seven eight nine ten"


def corpus_at(root: Path) -> Corpus:
    """Read a corpus that has no faults."""
    checked = pipeline.check(Project.at(root))
    assert checked.problems == []
    assert checked.corpus is not None
    return checked.corpus


@pytest.fixture(scope="module")
def orchard() -> dict[str, SourcePage]:
    """The pages of the sources of the second corpus, by their ids."""
    collation = Collation(corpus_at(ORCHARD))
    return {i: source_view(collation, Settings(), i) for i in collation.corpus.sources}


def source(text: str, published: str, display: str = "full") -> dict[str, Any]:
    """A record of a source."""
    return {
        "file": f"{published}.txt",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "headline": published,
        "label": f"Of {published}",
        "outlet": "unknown",
        "published": published,
        "language": "en",
        "rights": {"display": display, "statement": "Free."},
    }


def pages(
    root: Path, passages: dict[str, list[dict[str, Any]]], text: str, withheld: str = ""
) -> dict[str, SourcePage]:
    """The pages of sources with one text and these passages, by the year of each; all passages tag the weir."""
    files: dict[str, Any] = {
        "seeds/one.txt": None,
        "annotations/sources/one.yml": None,
        "annotations/passages/one/all.yml": None,
    }
    for year, made in passages.items():
        files[f"seeds/{year}.txt"] = text
        files[f"annotations/sources/s{year}.yml"] = source(text, year, "none" if year == withheld else "full")
        files[f"annotations/passages/s{year}/all.yml"] = {"passages": made}
    write_files(root, small_corpus(**{name.replace("/", "__"): content for name, content in files.items()}))
    collation = Collation(corpus_at(root))
    return {i.removeprefix("s"): source_view(collation, Settings(), i) for i in collation.corpus.sources}


def entry(page: SourcePage, name: str) -> IndexEntry:
    """The entry of an entity in the index of a page."""
    (found,) = (item for group in page.index for item in group.entries if item.ref.name == name)
    return found


def notes(page: SourcePage) -> dict[str, MarginNote]:
    """The notes of a page by passage."""
    return {note.passage_id: note for note in (*(n for b in page.blocks for n in b.margin), *page.withheld)}


# ---- layers and notes -----------------------------------------------------------------------------


def test_layers_count_what_they_show(orchard: dict[str, SourcePage]) -> None:
    """Each layer says how many mentions of its kind, claims or questions answered the source has."""
    page = orchard["valley-gazette-sluice"]
    counts = {layer.id: layer.count for layer in page.layers}
    shown = [node for block in page.blocks for node in block.nodes if node.mention is not None]
    assert counts == {"actor": 14, "place": 7, "agreement": 3, "claim": page.claim_count, "question": 4}
    for kind in ("actor", "place", "agreement"):
        assert counts[kind] == sum(node.mention is not None and node.mention.kind == kind for node in shown)
    assert counts["question"] == len({ask.href for note in notes(page).values() for ask in note.asks})


def test_note_says_who_speaks(orchard: dict[str, SourcePage]) -> None:
    """A note puts the claims of a passage together by voice, with their kinds and figures, and names its questions."""
    note = notes(orchard["valley-gazette-sluice"])["accusation-and-families"]
    assert [
        ([ref.name for ref in voice.speakers], voice.kinds, [f.text for f in voice.figures]) for voice in note.voices
    ] == [
        (["Yusuf Haddad"], ("accusation",), []),
        (["Maravel Growers’ Union"], ("figure",), ["nearly 900 families"]),
    ]
    assert [ask.text for ask in note.asks] == ["Has the board kept the Weir Compact?"]


def test_passages_are_numbered_in_reading_order(orchard: dict[str, SourcePage]) -> None:
    """A passage bears the same number in the text, beside it and in the index."""
    for page in orchard.values():
        numbers = {passage: note.number for passage, note in notes(page).items()}
        assert sorted(numbers.values()) == list(range(1, page.passage_count + 1))
        opened = {n.passage_id: n.number for b in page.blocks for n in b.nodes if n.kind == "open" and n.number}
        assert opened == (numbers if page.blocks else {})
        places = {place.href: place.number for g in page.index for e in g.entries for place in e.places}
        assert places.items() <= {f"#p-{passage}": number for passage, number in numbers.items()}.items()


# ---- from passage to passage ----------------------------------------------------------------------


def test_steps_lead_through_all_sources(orchard: dict[str, SourcePage]) -> None:
    """From the first passage of each entity the steps lead to every other one in turn, withheld sources too, and back."""
    steps: dict[tuple[str, str], tuple[int, str, str]] = {}
    for source_id, page in orchard.items():
        for passage, note in notes(page).items():
            for item in note.entities:
                forth, back = (whole(source_id, href, item.ref.id) for href in (item.after, item.before))
                steps[item.ref.id, f"{source_id}#p-{passage}"] = (item.position, back, forth)
    entities = {entity_id for entity_id, _ in steps}
    assert len(entities) > 8
    for entity_id in entities:
        mine = {place: step for (of, place), step in steps.items() if of == entity_id}
        order = sorted(mine, key=lambda place: mine[place][0])
        assert [mine[place][0] for place in order] == list(range(1, len(order) + 1))
        assert [mine[place][1] for place in order] == ["", *order[:-1]]
        assert [mine[place][2] for place in order] == [*order[1:], ""]


def whole(source_id: str, href: str, entity_id: str) -> str:
    """The source and passage that a step leads to; one into another source takes the entity along."""
    page, _, fragment = href.partition("#")
    if not href or not page:
        return f"{source_id}#{fragment}" if href else ""
    path, _, query = page.partition("?")
    assert query == f"e={entity_id}"
    return f"{path.removesuffix('.md')}#{fragment}"


def test_index_counts_here_and_everywhere(tmp_path: Path) -> None:
    """The index says how often an entity is named here and in all, where its passages stand among all, and what lies beyond."""
    text = "The weir leaks. The weir is old.\nA weir at last.\n"
    passages = [
        {"id": "leaks", "quote": "The weir leaks.", "places": ["weir"]},
        {"id": "last", "quote": "A weir at last.", "places": ["weir"]},
    ]
    made = pages(tmp_path, {"2001": passages[:1], "2002": passages, "2003": passages[1:]}, text, withheld="2003")
    first, middle, last = (entry(made[year], "weir") for year in ("2001", "2002", "2003"))
    assert [(e.here, e.everywhere, e.source_count) for e in (first, middle, last)] == [(1, 4, 3), (2, 4, 3), (1, 4, 3)]
    assert [(e.first, e.total, [p.number for p in e.places]) for e in (first, middle, last)] == [
        (1, 4, [1]),
        (2, 4, [1, 2]),
        (4, 4, [1]),
    ]
    assert first.before is None
    assert last.after is None
    assert first.after is not None and (first.after.label, first.after.href) == ("Of 2002", "s2002.md?e=weir#p-leaks")
    assert middle.before is not None and middle.before.href == "s2001.md?e=weir#p-leaks"
    assert (
        middle.after is not None and middle.after.href == "s2003.md?e=weir#p-last"
    )  # its words are withheld, its place is not
    assert last.before is not None and last.before.href == "s2002.md?e=weir#p-last"


def test_single_passage_has_no_steps(tmp_path: Path) -> None:
    """An entity named in one passage alone has neither a passage before nor one after."""
    made = pages(
        tmp_path, {"2001": [{"id": "leaks", "quote": "The weir leaks.", "places": ["weir"]}]}, "The weir leaks.\n"
    )
    (item,) = notes(made["2001"])["leaks"].entities
    assert (item.position, item.total, item.before, item.after) == (1, 1, "", "")
    found = entry(made["2001"], "weir")
    assert (found.before, found.after) == (None, None)


# ---- passages that overlap ------------------------------------------------------------------------


def shape(page: SourcePage) -> str:
    """The text of a page with its passages: `[name:level` begins one, `(name:level` goes on, `]` ends a piece, `!` is a shown end."""
    said = []
    for node in (node for block in page.blocks for node in block.nodes):
        if node.kind == "open":
            said.append(f"{'[' if node.number else '('}{node.passage_id}{'!' if node.ends else ''}:{node.level} ")
        else:
            said.append("]" if node.kind == "close" else node.text)
    return "".join(said).strip()


@pytest.mark.parametrize(
    ("quotes", "expected"),
    [
        (
            {"a": "one two", "b": "three four"},  # one after the other: the number of the next shows the end
            "[a:0 one two] [b!:0 three four] five six seven eight nine ten",
        ),
        (
            {"a": "one two three four five six", "b": "two three four five", "c": "three four"},
            "[a!:0 one [b!:1 two [c!:2 three four] five] six] seven eight nine ten",
        ),
        (
            {"a": "one two three four", "b": "three four five six", "c": "four five six seven eight"},
            "[a!:0 one two [b:1 three [c:2 four]]](b!:0 (c:1  five six]](c!:0  seven eight] nine ten",
        ),
        ({"a": WORDS, "b": "nine ten"}, f"[a:0 {WORDS.removesuffix('nine ten')}[b:1 nine ten]]"),
    ],
)
def test_overlapping_passages_show_where_each_begins_and_ends(
    tmp_path: Path, quotes: dict[str, str], expected: str
) -> None:
    """Passages within one another and across one another keep all their words, know how deep they lie, and show an end that nothing else shows."""
    made = [{"id": name, "quote": quote, "places": [{"weir": quote.split()[0]}]} for name, quote in quotes.items()]
    page = pages(tmp_path, {"2001": made}, f"{WORDS}\n")["2001"]
    plain = [n for b in page.blocks for n in b.nodes if n.kind == "text"]
    assert "".join(node.text for node in plain) == WORDS
    assert shape(page) == expected


# ---- previews -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        (None, ""),
        (
            '<p>It keeps <em>water</em> &amp; mills<sup class="bt-cite" id="c-1-1"><a href="#ref-1">1</a></sup>. Then more.</p>',
            "It keeps water & mills.",
        ),
        ("<p>One alone</p>", "One alone"),
    ],
)
def test_preview_has_the_first_sentence(summary: str | None, expected: str) -> None:
    """A preview has the first sentence of a summary, without its references and marks."""
    assert first_sentence(Markup(summary) if summary else None, "en") == expected
