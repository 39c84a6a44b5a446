"""Whatever a record or a source says comes out as text: the same pages as with innocent words, and every word of it.

What is planted where is told in `hostile_corpus.py`. Both corpora are built with the Markdown extensions that would do
most harm if a generated page ever passed through them.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import markdown
import pytest
from selectolax.lexbor import LexborHTMLParser

from build_tools.citations.items import ANNOTATED
from build_tools.exports.csv_tables import FORMULA_STARTS
from tests import hostile_corpus
from tests.corpus_support import Run, Site, run_process, words, write_files
from tests.hostile_corpus import FORBIDDEN, GUIDE, RAW, RECORDS, Corpus, Planted, make_corpus

CONFIG = """
site_name: Hostile
site_url: https://hostile.example.org/
markdown_extensions:
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - toc
  - pymdownx.critic
  - pymdownx.details
  - pymdownx.magiclink
  - pymdownx.snippets: {base_path: [.]}
  - pymdownx.superfences
  - pymdownx.tasklist
"""
NOTE_TAGS = {"p", "em", "strong", "s", "code", "ul", "ol", "li", "blockquote", "br", "a", "sup"}
"""What Markdown of a note may become."""
RAW_PAGES = {
    f"{folder}/{kind}-{RAW}/index.html"
    for kind, folder in [
        *(("actor", "actors"), ("place", "places"), ("agreement", "agreements"), ("source", "sources")),
        ("question", "compare/questions"),
    ]
} | {"compare/origins/index.html"}
"""Pages that show Markdown which was not escaped."""


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Site, Corpus]:
    """Build the hostile corpus and the innocent one of the same shape, side by side."""
    made = [make_corpus(hostile=hostile) for hostile in (True, False)]
    roots = [tmp_path_factory.mktemp(name) / "corpus" for name in ("hostile", "harmless")]
    for root, corpus in zip(roots, made, strict=True):
        write_files(root, {**corpus.files, "mkdocs.yml": CONFIG})
    with ThreadPoolExecutor(2) as pool:
        ended = list(pool.map(lambda root: run_process("build", "--root", root), roots))
    sites = [
        Site(root, "https://hostile.example.org/", Run(end.returncode, end.stdout.decode(), end.stderr.decode()))
        for root, end in zip(roots, ended, strict=True)
    ]
    return sites[0], sites[1], made[0]


@pytest.fixture(scope="module")
def hostile(both: tuple[Site, Site, Corpus]) -> Site:
    """Give the site of the hostile corpus."""
    return both[0]


def test_builds_end_well(both: tuple[Site, Site, Corpus]) -> None:
    """Both corpora pass every check and every stage of a strict build without a message."""
    for site in both[:2]:
        expected = f"{RECORDS + 1} of {RECORDS + 1} quotes checked; 0 errors, 0 warnings\nthe site is in site/\n"
        assert (site.build.code, site.build.out, site.build.err) == (0, "", expected)
    assert both[0].page_names == both[1].page_names


def test_every_field_is_tested(both: tuple[Site, Site, Corpus]) -> None:
    """Every field of text is planted with many different strings, and every string stands first in some field."""
    by_field: dict[str, set[str]] = {}
    for planted in both[2].planted:
        by_field.setdefault(planted.field, set()).add(planted.text)
    assert len(by_field) > 60
    single = {name for name in by_field if name.startswith(("corpus.", "map.")) and name != "corpus.credits[]"}
    assert {name: len(texts) for name, texts in by_field.items() if len(texts) < RECORDS and name not in single} == {}
    unused = [s for s in hostile_corpus.STRINGS if not any(p.text.startswith(s.strip()) for p in both[2].planted)]
    assert unused == []


# ---- pages ------------------------------------------------------------------------------------------


NAMES_IN_LINES = (
    ".bt-line__number, .bt-line__thread, .bt-line__label, .bt-line__label text, .bt-map__labels, .bt-map__labels *"
)
"""Names and numbers of drawings: how many there are depends on how long the names are."""
TITLES = "title:not(svg title)"
"""Titles of pages, not those of drawings and their parts."""


DATA = "[type='application/ld+json']"
"""Scripts that are none."""
TOLD = "[name=description], [name^='citation_'], [property='og:title'], [property='og:description'], [property='og:image:alt']"
"""Elements of the head that tell machines what the page is."""


def elements(site: Site, page: str) -> Counter[tuple[str, tuple[str, ...]]]:
    """Count the elements of a page by their name and the names of their attributes."""
    found = site.page(page).css(f"*:not({NAMES_IN_LINES})")
    return Counter((node.tag, tuple(sorted(node.attributes))) for node in found)


def test_no_markup_comes_from_data(both: tuple[Site, Site, Corpus]) -> None:
    """Every page has exactly the elements and attributes that it has with innocent words."""
    hostile, harmless, _ = both
    changed = [page for page in hostile.page_names if elements(hostile, page) != elements(harmless, page)]
    assert sorted(changed) == sorted(RAW_PAGES)
    for page in RAW_PAGES:
        assert {tag for tag, _ in elements(hostile, page) - elements(harmless, page)} <= NOTE_TAGS
        assert {tag for tag, _ in elements(harmless, page) - elements(hostile, page)} <= NOTE_TAGS


def test_nothing_active_but_the_theme(both: tuple[Site, Site, Corpus]) -> None:
    """Scripts, styles, meta elements and the like are those of the page with innocent words, letter by letter."""
    hostile, harmless, _ = both
    active = (
        f"script:not({DATA}), style, link, meta:not({TOLD}), base, iframe, object, embed, form, input, img, [id^='__']"
    )
    for page in hostile.page_names:
        found, expected = ([node.html for node in site.page(page).css(active)] for site in (hostile, harmless))
        assert found == expected, page


def test_addresses_are_harmless(hostile: Site) -> None:
    """Every address in every page is one of the web or of the site, and no attribute is an event handler."""
    attributes = ("href", "src", "action", "formaction", "poster", "data", "srcset", "xlink:href")
    for page in hostile.page_names:
        for node in hostile.page(page).css("*"):
            assert not [name for name in node.attributes if name.startswith("on") or name in ("style", "srcdoc")], (
                node.html
            )
            for name in attributes:
                address = node.attributes.get(name)
                if address is not None:
                    assert urlsplit(address.strip()).scheme in ("", "https"), (page, address)
                    assert not re.match(r"\s*[/\\]{2}", address), (page, address)


def test_ids_of_other_authorities_stay_in_the_path(hostile: Site) -> None:
    """An id at another authority becomes one part of the address, whatever is in it."""
    for number in range(RECORDS):
        found = hostile.page(f"actors/actor-{number}/").css('a.bt-external[href^="https://example.org/"]')
        (link,) = (link for link in found if link.text() != "At the publisher")
        assert re.fullmatch(r"https://example\.org/[A-Za-z0-9%/:._~-]+", link.attributes["href"] or "")


def test_links_of_notes_carry_no_trust(hostile: Site) -> None:
    """A link that a note sets to another site is marked as one that the site does not vouch for."""
    links = [link for page in RAW_PAGES for link in hostile.page(page).css('a[href^="https://evil"]')]
    # A picture becomes a link to it: nothing is loaded.
    assert {link.attributes["href"] for link in links} == {"https://evil.example", "https://evil.example/x.png"}
    for link in links:
        assert {"noopener", "noreferrer", "nofollow", "ugc"} <= set((link.attributes["rel"] or "").split())


@pytest.mark.parametrize("folder", ["actors", "places", "agreements", "sources"])
def test_titles_are_whole(both: tuple[Site, Site, Corpus], folder: str) -> None:
    """The title of every page is the name of its record and that of the site, as text."""
    hostile, _, made = both
    field = {
        "actors": "actor.name",
        "places": "place.name",
        "agreements": "agreement.name",
        "sources": "source.headline",
    }[folder]
    named = [planted for planted in made.planted if planted.field == field]
    assert len(named) == RECORDS + 1
    for planted in named:
        (title,) = hostile.page(page_of(planted)).css(TITLES)
        assert words(title.text()) == f"{words(planted.text)} – Hostile"


def test_every_page_has_one_title(hostile: Site) -> None:
    """No page has lost the end of its title, nor got a second one, drawings aside: all end with the name of the site."""
    for page in hostile.page_names:
        (title,) = hostile.page(page).css(TITLES)
        assert title.text() == "Hostile" or title.text().endswith(" – Hostile"), page


PAGE_OF = {
    "actor": "actors/actor-{}/",
    "place": "places/place-{}/",
    "agreement": "agreements/agreement-{}/",
    "source": "sources/source-{}/",
    "passages": "sources/source-{}/",
    "dismissals": "sources/source-{}/",
    "question": "compare/questions/question-{}/",
    "origin": "compare/origins/",
    "vocabulary": "codebook/",
    "corpus": "",
    "map": "map/",
}
"""Where the texts of a record are shown."""
SHOWN_ELSEWHERE = {
    "source.label": "actors/actor-{}/",
    "vocabulary.relation_types{}.inverse": "places/place-{}/",
    "corpus.licence.name": "data/",
    "corpus.credits[]": "data/",
}
NOT_SHOWN = {f"vocabulary.{name}{{}}.inverse" for name in hostile_corpus.LISTS if name != "relation_types"}
NOT_SHOWN |= {f"vocabulary.cues{{}}.{key}[]" for key in ("reporting", "amounts", "dates", "qualifiers{}")}
NOT_SHOWN |= {f"vocabulary.{name}{{}}.words{{}}[]" for name in hostile_corpus.LISTS if name != "labels"}
NOT_SHOWN |= {"dismissals.dismissals[].words[]", "dismissals.dismissals[].reason"}
"""Fields that mean nothing where they stand."""


def page_of(planted: Planted) -> str:
    """Return the page that must show a text."""
    way = SHOWN_ELSEWHERE.get(planted.field) or PAGE_OF[planted.field.partition(".")[0]]
    return way.format(planted.number)


def shown_lines(planted: Planted) -> list[str]:
    """Return the lines of a text in a source that its page must show: where excerpts are shown, the line of the quote."""
    lines = planted.text.split("\n")
    if planted.number == RAW and planted.field == "passages.passages[].suffix":
        return lines[:1]
    if planted.number == RAW and planted.field == "passages.passages[].prefix":
        return lines[-1:]
    return lines


def test_every_text_is_shown_unchanged(both: tuple[Site, Site, Corpus]) -> None:
    """Each text stands on its page, byte for byte; only in Markdown, and between the lines of a source, may line ends differ."""
    hostile, _, made = both
    shown = {page: hostile.page(page).css_first("body").text() for page in map(page_of, made.planted)}
    lost = []
    for planted in made.planted:
        if planted.field in NOT_SHOWN:
            continue
        text = shown[page_of(planted)]
        if planted.markdown or planted.field.startswith("corpus.citation."):
            found = words(planted.text) in words(text)
        elif planted.field.startswith("passages.") and "\n" in planted.text:
            found = all(line in text for line in shown_lines(planted))
        else:
            found = planted.text in text
        if not found:
            lost.append(planted)
    assert lost == []


def test_notes_are_rendered_but_not_run(hostile: Site) -> None:
    """Markdown of a note that is not escaped becomes emphasis, lists and links; its HTML stays text."""
    page = hostile.page(f"actors/actor-{RAW}/")
    assert "bold" in [node.text() for node in page.css("strong")]
    assert "em" in [node.text() for node in page.css("em")]
    text = page.css_first("body").text()
    for string in (
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "{{7*7}}",
        '--8<-- "mkdocs.yml"',
        "[TOC]",
    ):
        assert string in text


def test_what_machines_are_told_is_data(both: tuple[Site, Site, Corpus]) -> None:
    """JSON-LD on every page parses, has the names of the records, and no `<` by which a browser would end it."""
    hostile, _, made = both
    names: dict[str, str] = {}
    for page in hostile.page_names:
        for script in hostile.page(page).css(f"script{DATA}"):
            assert not re.search("[<>&]", script.text())
            names[page] = json.loads(script.text())["@graph"][0]["name"]
    fields = ("actor.name", "place.name", "agreement.name", "source.headline", "question.question")
    named = [planted for planted in made.planted if planted.field in fields]
    assert len(named) == 5 * (RECORDS + 1)
    for planted in named:
        called = ANNOTATED if planted.field == "source.headline" else ""
        assert names[f"{page_of(planted)}index.html"] == called + words(planted.text)


def test_the_tags_of_the_head_have_the_title(both: tuple[Site, Site, Corpus]) -> None:
    """A shared link and a reference manager show the title of a page as it is written, and nothing of it is markup."""
    hostile, _, made = both
    for planted in (planted for planted in made.planted if planted.field == "source.headline"):
        head = hostile.page(page_of(planted)).css_first("head")
        for tag in ("meta[property='og:title']", "meta[name=citation_title]"):
            assert words(head.css_first(tag).attributes["content"] or "") == words(planted.text)


EXTENSIONS = [
    *re.findall(r"- ([a-z_.]+)", CONFIG),
    "smarty",
    "pymdownx.caret",
    "pymdownx.mark",
    "pymdownx.smartsymbols",
    "pymdownx.tilde",
]


def test_pages_survive_a_markdown_parser(hostile: Site) -> None:
    """A site generator that does not know the hook sends pages through Markdown: they come out as they went in."""
    pages = sorted((hostile.root / "docs").rglob("*.md"))[::4]
    for path in pages:
        _, _, body = path.read_text(encoding="utf-8").split("---\n", 2)
        before, after = (LexborHTMLParser(html) for html in (body, markdown.markdown(body, extensions=EXTENSIONS)))
        inside = [[(node.tag, node.attributes) for node in tree.css("body *")] for tree in (before, after)]
        assert inside[0] == inside[1], path.name
        assert words(before.css_first("body").text()) == words(after.css_first("body").text()), path.name


def test_signs_stand_for_what_pages_cannot_hold(hostile: Site) -> None:
    """A control character or a reversal of direction in a source is shown as a sign; no page holds it."""
    line = hostile.by_id("sources/source-0/", "l-1").text()
    assert "⟨U+202E⟩esrever⟨U+2066⟩" in line
    assert "⟨U+0007⟩⟨U+001B⟩[31m⟨U+007F⟩" in line
    forbidden = re.compile(f"[{re.escape(''.join(c for c in FORBIDDEN if not c.isprintable()))}]")
    pages = hostile.page_names
    assert [page for page in pages if forbidden.search(hostile.files[page].decode().replace("\u2028", ""))] == []


# ---- search and data ------------------------------------------------------------------------------------


def test_search_finds_names_as_they_are(both: tuple[Site, Site, Corpus]) -> None:
    """The search knows each entity under its name, every character of it unchanged."""
    hostile, _, made = both
    for planted in made.planted:
        if planted.field in ("actor.name", "place.name", "agreement.name"):
            assert words(hostile.search_entries[page_of(planted)]["title"]["text"]) == words(planted.text)


def test_search_has_as_many_entries(both: tuple[Site, Site, Corpus]) -> None:
    """Hostile texts add no entry to the search, take none away and lead nowhere else."""
    hostile, innocent, _ = both
    assert set(hostile.search_entries) == set(innocent.search_entries)
    assert len(hostile.search_entries) > 4 * RECORDS


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("mentions", "surface"),
        ("passages", "quote"),
        ("claims", "quote"),
        ("relations", "quote"),
        ("agreement-reports", "quote"),
    ],
)
def test_tables_run_nothing(hostile: Site, table: str, column: str) -> None:
    """No cell begins as a formula, and but for the apostrophe before such a one the words are those of the source."""
    defused = 0
    with (hostile.folder / f"data/{table}.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            assert not [cell for cell in row.values() if cell.startswith(FORMULA_STARTS)]
            raw = source_text(hostile, row["source_file"])[int(row["start"]) : int(row["end"])]
            assert row[column] == (f"'{raw}" if raw.startswith(FORMULA_STARTS) else raw)
            defused += row[column] != raw
    assert defused


def source_text(site: Site, file: str) -> str:
    """Return the text of a source as it is."""
    return Path(site.root, "seeds", file).read_bytes().decode()


def test_annotations_are_json_with_the_exact_words(hostile: Site) -> None:
    """The JSON-LD file parses, and its quotes are the words of the source without an apostrophe or escape of ours."""
    document = json.loads(hostile.files["data/annotations.jsonld"])
    annotations = document["first"]["items"]
    assert len(annotations) == 4 * (RECORDS + 1)
    for annotation in annotations:
        source = re.search(r"source-(\d+)/$", annotation["target"]["source"])
        quote, position = annotation["target"]["selector"]
        assert source
        assert quote["exact"] == source_text(hostile, f"{source[1]}.txt")[position["start"] : position["end"]]


def test_schemas_are_json(hostile: Site) -> None:
    """Definitions of terms stand in the schemas as they were written."""
    schema = json.loads(hostile.files["data/schemas/actor.schema.json"])
    written = json.loads((hostile.root / "annotations/vocabulary.yml").read_text(encoding="utf-8"))["actor_types"]
    listed = schema["definitions"]["actor_types"]
    assert listed["enum"] == list(written)
    expected = [term["definition"].strip() for term in written.values()]
    assert listed["enumDescriptions"] == expected


def test_front_matter_is_ours_alone(hostile: Site) -> None:
    """The front matter of every page is one JSON line with the keys that the tool writes and no other."""
    pages = sorted(set((hostile.root / "docs").rglob("*.md")) - {hostile.root / "docs" / GUIDE})
    keys = {frozenset(hostile.front_matter(page.relative_to(hostile.root / "docs").as_posix())) for page in pages}
    assert len(pages) > 4 * RECORDS
    assert len(keys) == 1
    assert "template" not in next(iter(keys))
