"""What pages tell machines: JSON-LD, tags of the head, the feed; that it parses, equals the records and claims no more."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qsl
from xml.etree import ElementTree as ET

import pytest
from selectolax.lexbor import LexborHTMLParser

from build_tools import pipeline
from build_tools.corpus import Corpus
from build_tools.exports import feed
from build_tools.project import Project
from build_tools.settings import Settings
from build_tools.views.structured_data import schema_type
from tests.corpus_support import PROJECTS, Site, copy_project, links_of, small_corpus, write_files

ADDRESS = "https://canal.example.org/sub/"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """The records of the second corpus."""
    checked = pipeline.check(Project.at(PROJECTS / "orchard")).corpus
    assert checked is not None
    return checked


def graph(site: Site, page: str) -> list[dict[str, Any]]:
    """Return the nodes of the JSON-LD of a page."""
    (script,) = site.page(page).css('script[type="application/ld+json"]')
    told = json.loads(script.text())
    assert told["@context"] == "https://schema.org"
    return list(told["@graph"])


def metas(site: Site, page: str) -> list[tuple[str, str]]:
    """Return names and values of the tags of a page's head."""
    nodes = site.page(page).css("head meta[content]")
    return [
        (n.attributes.get("name") or n.attributes.get("property") or "", n.attributes["content"] or "") for n in nodes
    ]


def generated_pages(site: Site) -> list[str]:
    """Return the pages that are generated, as files of the site."""
    docs = site.root / "docs"
    pages = [
        path.relative_to(docs).as_posix() for path in docs.rglob("*.md") if path.read_text("utf-8").startswith("---\n{")
    ]
    return sorted(page.replace("index.md", "index.html").replace(".md", "/index.html") for page in pages)


def test_every_page_says_how_it_is_cited_and_what_it_is(orchard: Site) -> None:
    """Each generated page has its citation, its tags, a card that is there and JSON-LD, all at its own address."""
    pages = generated_pages(orchard)
    assert len(pages) > 40
    for page in pages:
        address = ADDRESS + page.removesuffix("index.html")
        text = orchard.page(page).css_first("#cite").text()
        assert address in text or page == "index.html", page
        told = dict(metas(orchard, page))
        assert told["og:url"] == address, page
        assert told["citation_title"], page
        assert told["og:image"].removeprefix(ADDRESS) in orchard.files, page
        assert told["twitter:card"] == "summary_large_image"
        first = graph(orchard, page)[0]
        assert first["url"] == (ADDRESS if page == "index.html" else address), page
        assert [
            link.attributes["href"] for link in orchard.page(page).css("link[type='application/atom+xml']")
        ] != [], page


def test_a_page_by_hand_has_card_and_feed(orchard: Site) -> None:
    """A hand-written page shows the card of the site when it is shared, and leads to the feed."""
    page = "about/index.html"
    assert dict(metas(orchard, page))["og:image"] == f"{ADDRESS}cards/site.png"
    assert orchard.page(page).css_first("link[type='application/atom+xml']").attributes["href"] == "../feed.xml"


def test_a_source_is_described_and_not_claimed(orchard: Site, corpus: Corpus) -> None:
    """A page is based on its source; author, day and outlet are those of the record, and no inferred day is told."""
    page, trail = graph(orchard, "sources/valley-gazette-sluice/")
    based = page["isBasedOn"]
    assert page["name"] == f"Annotated source: {based['headline']}"
    assert (page["@type"], based["@type"], based["headline"]) == (
        "WebPage",
        "NewsArticle",
        "Sluice closed again as growers count dry trees",
    )
    assert (based["author"][0]["name"], based["datePublished"]) == ("A. Reporter", "2031-03-04")
    assert (based["url"], based["archivedAt"]) == (
        "https://example.org/gazette/sluice",
        "https://archive.example.org/gazette/sluice",
    )
    assert [step["name"] for step in trail["itemListElement"]] == [
        "The Sarn canal, spring 2031",
        "Sources",
        based["headline"],
    ]
    inferred = graph(orchard, "sources/sada-al-wadi-talks/")[0]["isBasedOn"]
    assert (inferred["headline"], inferred["inLanguage"]) == ("محادثات القناة تتعثر في دورن", "ar")
    assert "datePublished" not in inferred
    translated = graph(orchard, "sources/courrier-canal/")[0]["isBasedOn"]
    assert translated["translationOfWork"] == {"@type": "CreativeWork", "inLanguage": "en"}


def test_reference_managers_are_told_the_source(orchard: Site) -> None:
    """The tags of a source's page and its COinS name the source; the index of sources has one for each."""
    told = metas(orchard, "sources/valley-gazette-sluice/")
    assert [pair for pair in told if pair[0].startswith("citation_")] == [
        ("citation_title", "Sluice closed again as growers count dry trees"),
        ("citation_author", "A. Reporter"),
        ("citation_publication_date", "2031/03/04"),
        ("citation_journal_title", "Valley Gazette"),
        ("citation_language", "en"),
        ("citation_public_url", "https://example.org/gazette/sluice"),
    ]
    (span,) = orchard.page("sources/sada-al-wadi-talks/").css("span.Z3988")
    fields = dict(parse_qsl(span.attributes["title"] or ""))
    assert (fields["rft.title"], fields["rft.source"]) == ("محادثات القناة تتعثر في دورن", "صدى الوادي")
    assert "rft.date" not in fields
    assert len(orchard.page("sources/").css("span.Z3988")) == 4


def test_entities_have_the_types_of_the_vocabulary(orchard: Site, corpus: Corpus) -> None:
    """An entity is of the type that its term names, else of a thing or a place; names and ids are those of the record."""
    for entity in corpus.entities.values():
        page, _ = graph(orchard, f"{entity.kind}s/{entity.id}/")
        told = page["mainEntity"]
        assert (told["@type"], told["name"]) == (schema_type(corpus, entity), entity.record.name)
        assert "sameAs" not in told or all(address.startswith("https://") for address in told["sameAs"])
    types = {entity.kind: schema_type(corpus, entity) for entity in corpus.entities.values()}
    assert types == {"actor": "Thing", "place": "Place", "agreement": "Thing"}, (
        "the vocabulary of this corpus names none"
    )


def test_the_vocabulary_says_what_a_type_is(tmp_path: Any) -> None:
    """`schema_org` of a term is the type of its entities; dates of an event are told as such."""
    term = {"label": "Thing", "definition": "A thing."}
    files = small_corpus()
    vocabulary = {name: {"thing": term | {"schema_org": kind}} for name, kind in SCHEMA_TYPES.items()}
    write_files(tmp_path, files | {"annotations/vocabulary.yml": vocabulary, "annotations/agreements/talks.yml": TALKS})
    made = dict(pipeline.generate(tmp_path, settings=Settings(site_url="https://x.example.org/")).files)
    told = json.loads(front_matter(made["agreements/talks.md"])["jsonld"])["@graph"][0]["mainEntity"]
    assert (told["@type"], told["startDate"], told["endDate"]) == ("Event", "2031-03-04", "2031-03-05")
    assert told["location"]["@type"] == "LandmarksOrHistoricalBuildings"


SCHEMA_TYPES = {
    "actor_types": "Person",
    "place_types": "LandmarksOrHistoricalBuildings",
    "agreement_types": "Event",
}
TALKS = {"name": "Talks", "type": "thing", "date": "2031-03-04/2031-03-05", "place": "weir"}


def front_matter(page: str | bytes) -> dict[str, Any]:
    """Return the front matter of a generated page."""
    assert isinstance(page, str)
    return dict(json.loads(page.split("---\n")[1]))


def test_no_answer_is_accepted(orchard: Site, corpus: Corpus) -> None:
    """A question has every answer as a suggested one."""
    for question, located in corpus.questions.items():
        told = graph(orchard, f"compare/questions/{question}/")[0]["mainEntity"]
        assert (told["@type"], told["name"]) == ("Question", located.record.question)
        assert [answer["text"] for answer in told["suggestedAnswer"]] == [a.text for a in located.record.answers]
        assert "acceptedAnswer" not in told
        for answer in told["suggestedAnswer"]:
            identifier = answer["url"].rpartition("#")[2]
            assert orchard.by_id(f"compare/questions/{question}/", identifier)


def test_data_and_figures_are_data_sets(orchard: Site) -> None:
    """The page of data tells machines of the files that it shows, with the licence; figures of a measure are a data set of their own."""
    told = graph(orchard, "data/")[0]["mainEntity"]
    assert (told["@type"], told["license"]) == ("Dataset", "https://creativecommons.org/publicdomain/zero/1.0/")
    files = [file["contentUrl"].removeprefix(ADDRESS) for file in told["distribution"]]
    assert set(files) <= set(orchard.files)
    shown = {href for part in orchard.page("data/index.html").css(".bt-downloads") for href in links_of(part)}
    assert {file.removeprefix("data/") for file in files} == shown
    measure = graph(orchard, "compare/figures/families/")[0]["mainEntity"]
    assert (measure["@type"], measure["variableMeasured"]["propertyID"]) == ("Dataset", "families")


def test_withheld_words_are_told_to_no_machine(orchard: Site, corpus: Corpus) -> None:
    """No head, citation, feed or card text has a word of a source whose words may not be shown."""
    source = corpus.sources["courrier-canal"]
    words = [" ".join(source.text.raw[p.span.start : p.span.end].split()) for p in source.passages]
    heads = "".join(orchard.page(page).css_first("head").html or "" for page in orchard.page_names)
    files = "".join(orchard.files[name].decode() for name in orchard.files if name.startswith(("data/", "feed")))
    assert words
    for quote in words:
        assert quote not in heads + files


# ---- the feed -------------------------------------------------------------------------------------------

ATOM = "{http://www.w3.org/2005/Atom}"
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def read_feed(text: str) -> ET.Element:
    """Read a feed and hold it to what RFC 4287 asks of every feed and entry."""
    root = ET.fromstring(text)
    assert root.tag == f"{ATOM}feed"
    entries = root.findall(f"{ATOM}entry")
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            (found,) = element.findall(f"{ATOM}{name}")
            assert (found.text or "").strip()
        assert INSTANT.fullmatch(element.findtext(f"{ATOM}updated") or "")
        assert re.fullmatch(r"tag:[a-z0-9.-]+,\d{4}-\d\d-\d\d:[\w./-]+", element.findtext(f"{ATOM}id") or "")
        links = [(link.get("rel"), link.get("href")) for link in element.findall(f"{ATOM}link")]
        assert all((href or "").startswith("https://") for _, href in links)
        assert "alternate" in dict(links)
    assert root.findall(f"{ATOM}author/{ATOM}name"), "entries without an author need one of the feed"
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    return root


def with_days(folder: Any) -> Any:
    """Copy the second corpus and let some of its files say when they were added."""
    root = copy_project("orchard", folder)
    for file, day in (
        ("sources/sada-al-wadi-talks.yml", "2031-04-02"),
        ("questions/dry-area.yml", "2031-04-01"),
        ("passages/valley-gazette-sluice/quarrel.yml", "2031-04-03"),
    ):
        path = root / "annotations" / file
        path.write_text(f"added: {day}\n{path.read_text('utf-8')}", "utf-8")
    return root


def test_the_feed_has_what_says_when_it_was_added(tmp_path: Any) -> None:
    """The latest addition comes first; each leads to its page, and is dated by its file alone."""
    corpus = pipeline.check(Project.at(with_days(tmp_path))).corpus
    assert corpus is not None
    root = read_feed(feed.feed(corpus, Settings(site_url=ADDRESS)))
    entries = root.findall(f"{ATOM}entry")
    assert [(e.findtext(f"{ATOM}updated") or "")[:10] for e in entries] == ["2031-04-03", "2031-04-02", "2031-04-01"]
    assert root.findtext(f"{ATOM}updated") == "2031-04-03T00:00:00Z"
    assert entries[1].findtext(f"{ATOM}title") == "Source: محادثات القناة تتعثر في دورن"
    assert entries[1].get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"
    links = [entry.find(f"{ATOM}link").get("href") for entry in entries]  # type: ignore[union-attr]
    assert links[1:] == [f"{ADDRESS}sources/sada-al-wadi-talks/", f"{ADDRESS}compare/questions/dry-area/"]
    assert (links[0] or "").startswith(f"{ADDRESS}sources/valley-gazette-sluice/#p-")


def test_the_page_of_data_lists_the_same(tmp_path: Any) -> None:
    """What the feed has can be read on the page of data, with links, and without the section where nothing has a day."""
    made = dict(pipeline.generate(with_days(tmp_path)).files)
    assert isinstance(made["data/index.md"], str)
    tree = LexborHTMLParser(made["data/index.md"])
    assert [node.attributes["datetime"] for node in tree.css("time")] == ["2031-04-03", "2031-04-02", "2031-04-01"]
    without = dict(pipeline.generate(PROJECTS / "orchard").files)["data/index.md"]
    assert isinstance(without, str)
    assert "Recently added" not in without


def test_a_corpus_without_days_has_an_empty_feed(corpus: Corpus) -> None:
    """Nothing is dated by guess; the feed is whole all the same."""
    root = read_feed(feed.feed(corpus, Settings(site_url=ADDRESS)))
    assert root.findall(f"{ATOM}entry") == []


def test_a_site_without_an_address_has_neither_feed_nor_cards(tmp_path: Any) -> None:
    """Both need whole addresses: without one they are not made, and no page speaks of them."""
    write_files(tmp_path, small_corpus())
    made = dict(pipeline.generate(tmp_path, settings=Settings(site_name="Small")).files)
    assert not [path for path in made if path.startswith(("cards/", "feed"))]
    meta = front_matter(made["index.md"])
    assert (meta["card"], meta["feed"]) == ("", "")


@pytest.mark.parametrize("day", ["2031", "2031-04", "2031-04-31", "yesterday", "2031-4-1"])
def test_a_day_is_a_whole_day(tmp_path: Any, day: str) -> None:
    """`added` is a day of the calendar; anything else is a problem at its line."""
    files = small_corpus()
    source = dict(files["annotations/sources/one.yml"]) | {"added": day}  # type: ignore[arg-type]
    write_files(tmp_path, files | {"annotations/sources/one.yml": source})
    (problem,) = pipeline.check(Project.at(tmp_path)).problems
    assert (problem.rule, problem.location.path) == ("bad-date", "annotations/sources/one.yml")
