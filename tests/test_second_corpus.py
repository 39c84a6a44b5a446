"""A corpus on another subject, in other languages, becomes a whole and consistent site by the same code.

Its sources: the Gazette (English, excerpts, CRLF, boilerplate), the Sada (Arabic, full), the Courrier (French, taken
down) and the Su Günlüğü (Turkish, full, with a byte-order mark, a no-break space and characters beyond the BMP).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborNode

from build_tools import urls
from build_tools.folding import indexed
from build_tools.site.link_check import check_links
from tests.corpus_support import Site, bytes_below, links_of, words

GAZETTE, SADA, COURRIER, SU = "valley-gazette-sluice", "sada-al-wadi-talks", "courrier-canal", "su-gunlugu-meeting"
ARABIC = re.compile("[\u0600-\u06ff]")
PAGES = {
    "": ["404.html", "index.html"],
    "about": ["index.html"],
    "actors": [
        *("index.html", "lena-orvik/index.html", "maravel-growers/index.html", "mill-owners/index.html"),
        *("upper-council/index.html", "valley-gazette/index.html", "water-board/index.html", "yusuf-haddad/index.html"),
    ],
    "agreements": [
        *("dorn-protocol/index.html", "dorn-round-1/index.html", "dorn-round-2/index.html", "dorn-talks/index.html"),
        *("index.html", "weir-compact/index.html"),
    ],
    "codebook": ["index.html"],
    "compare": [
        "coverage/index.html",
        "index.html",
        "inferences/index.html",
        "ledger/index.html",
        "relations/index.html",
        "names/index.html",
        "origins/index.html",
        *(f"questions/{question}/index.html" for question in ("compact-kept", "dry-area", "growers-share")),
        *("figures/index.html", "figures/dry-land/index.html", "figures/duration/index.html"),
        *("figures/families/index.html", "figures/other-count/index.html", "figures/water-level/index.html"),
        "figures/water-share/index.html",
        "questions/sluice-closed-when/index.html",
        "timeline/index.html",
        "wording/index.html",
    ],
    "data": ["index.html"],
    "map": ["index.html"],
    "places": [
        *("dorn/index.html", "east-sluice/index.html", "index.html", "lake-hesper/index.html"),
        *("maravel-valley/index.html", "sarn-canal/index.html"),
    ],
    "search": ["index.html"],
    "sources": [f"{source}/index.html" for source in (COURRIER, SADA, SU, GAZETTE)] + ["index.html"],
}


def absolute(site: Site, page: str, href: str) -> str:
    """Return where a link of a page leads, as a path of the site with its fragment."""
    url = urljoin(site.address + page, href)
    assert url.startswith(site.address), href
    return unquote(url.removeprefix(site.address))


def targets(site: Site, page: str, node: LexborNode) -> list[str]:
    """Return where the links of an element lead that stay inside the site."""
    urls = [urljoin(site.address + page, href) for href in links_of(node)]
    return [unquote(url.removeprefix(site.address)) for url in urls if url.startswith(site.address)]


# ---- the build ----------------------------------------------------------------------------------


def test_build_ends_well(orchard: Site) -> None:
    """The build ends with 0, says how many quotes were checked, and has nothing to complain of."""
    assert orchard.build.code == 0
    assert orchard.build.err.splitlines() == [
        "28 of 28 quotes checked; 0 errors, 0 warnings",
        "the site is in site/",
    ]
    assert orchard.build.out == ""


def test_every_page_is_there(orchard: Site) -> None:
    """There is one page for each record and each kind of overview, and no other page."""
    expected = [posixpath.join(folder, name) for folder, names in PAGES.items() for name in names]
    assert orchard.page_names == sorted(expected)


def test_no_link_is_dead(orchard: Site) -> None:
    """Every link that stays inside the site leads to a file, and to an element if it names one."""
    assert check_links(orchard.folder, site_url=orchard.address) == []
    seen = 0
    for name in orchard.page_names:
        for href in {href for href in links_of(orchard.page(name)) if not urlsplit(href).netloc}:
            path, _, fragment = absolute(orchard, name, href).partition("#")
            path = path.partition("?")[0]  # what a script of the page reads
            file = path + "index.html" if path.endswith("/") or not path else path
            assert file in orchard.files, (name, href)
            if fragment and file.endswith(".html"):
                assert len(orchard.page(file).css(f'[id="{fragment}"]')) == 1, (name, href)
                seen += 1
    assert seen > 200


def test_nothing_of_another_corpus(orchard: Site) -> None:
    """No page has a word of the corpus that the tool was made for."""
    foreign = re.compile(r"Idlib|Syria|Astana|GeoNames")
    assert [name for name in orchard.page_names if foreign.search(orchard.files[name].decode())] == []


def test_contents_lead_to_the_headings(orchard: Site) -> None:
    """Every entry of a page's table of contents names a heading of that page, in its order and in its words."""
    pages = [
        name for name in bytes_below(orchard.root / "docs") if name.endswith(".md") and not name.startswith("about")
    ]
    assert len(pages) == len(orchard.page_names) - 2
    for source in pages:
        entries = list(_flat(orchard.front_matter(source)["toc"]))
        page = orchard.page(urls.public(source, "", ""))
        headings = {node.id: node for node in page.css("h2[id], h3[id]")}
        ids = [identifier for _, identifier in entries]
        assert [identifier for identifier in headings if identifier in ids] == ids, source
        for title, identifier in entries:
            assert words(headings[identifier].text()).startswith(words(title)), (source, identifier)


def _flat(entries: list[dict]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        yield unescape(entry["title"]), entry["id"]
        yield from _flat(entry.get("children", []))


# ---- passages -------------------------------------------------------------------------------------


def test_permalink_shows_the_quote(orchard: Site) -> None:
    """The permalink of each passage leads to an element, and the passage that begins there has exactly the quoted words."""
    rows = orchard.rows("data/passages.csv")
    assert len(rows) == 28
    for row in rows:
        assert row["permalink"] == f"{orchard.address}sources/{row['source']}/#p-{row['passage']}"
        orchard.by_id(f"sources/{row['source']}/", f"p-{row['passage']}")
        assert orchard.passage_text(row["source"], row["passage"]) == words(row["quote"])
        assert bool(row["quote"]) == (row["source"] != COURRIER)


def test_nested_and_crossing_passages_are_whole(orchard: Site) -> None:
    """Passages inside one another, across one another and across the end of a line are each shown with all their words."""
    page = orchard.page(f"sources/{GAZETTE}/")
    (inner,) = page.css('[id="p-closure"] [id="p-closure-area"]')
    assert inner.text() == "between 140 and 180 hectares of orchard in the Maravel Valley"
    shared = "The Growers’ Union says nearly nine hundred families are affected."
    for passage in ("accusation-and-families", "families-and-denial"):
        assert shared in orchard.passage_text(GAZETTE, passage)
    assert len(page.css('[data-p="families-and-denial"].bt-p')) > 1
    lines = [line.id for line in page.css("p[id^=l-]") if line.css('[data-p="fewer-trees"].bt-p')]
    assert lines == ["l-13", "l-15"]


def test_entity_pages_and_sources_lead_to_each_other(orchard: Site) -> None:
    """A mention leads from the source to the passage's card on the entity's page, and the card leads back to the passage."""
    rows = orchard.rows("data/mentions.csv")
    assert len(rows) == 49
    for row in rows:
        source, passage = f"sources/{row['source']}/", row["passage"]
        entity = f"{row['kind']}s/{row['entity']}/"
        card = f"{entity}#p-{row['source']}--{passage}"
        back = targets(orchard, entity, orchard.by_id(entity, card.partition("#")[2]))
        assert f"{source}?e={row['entity']}#p-{passage}" in back, row
        assert card in targets(orchard, source, orchard.page(source).css_first("main")), row


def test_mentions_are_the_words_of_the_source(orchard: Site) -> None:
    """On the page of a source every mention is a link with exactly the words counted, to the entity that they name."""
    for source in (GAZETTE, SADA, SU):
        expected = {
            (row["surface"], f"{row['kind']}s/{row['entity']}/")
            for row in orchard.rows("data/mentions.csv")
            if row["source"] == source
        }
        page = f"sources/{source}/"
        shown = {
            (link.text(), absolute(orchard, page, link.attributes["href"] or "").partition("#")[0])
            for link in orchard.page(page).css(".bt-p a[href]")
        }
        assert shown == expected


def test_ambiguous_quote_is_settled_by_its_neighbours(orchard: Site) -> None:
    """Of two equal sentences each passage marks the one that its prefix or suffix names."""
    text = words(orchard.by_id(f"sources/{GAZETTE}/", "l-11").text())
    assert text == (
        "Talks in Dorn go on. The Dorn Protocol, signed on 11 November 2030, gave the growers a share of 30 per cent. "
        "Talks in Dorn go on."
    )
    order = [node.id for node in orchard.by_id(f"sources/{GAZETTE}/", "l-11").css("[id^=p-]")]
    assert order == ["p-talks-first", "p-protocol-share", "p-talks-again"]


# ---- languages ------------------------------------------------------------------------------------


def test_arabic_says_its_language_and_direction(orchard: Site) -> None:
    """Arabic names and quotes stand in an element of that language and direction; an outlet's name is isolated at least."""
    checked = 0
    for name in orchard.page_names:
        for node in orchard.page(name).css("main *"):
            if not ARABIC.search(node.text(deep=False)):
                continue
            checked += 1
            if words(node.text()) == "صدى الوادي":
                assert node.tag == "bdi", (name, node.html)
                continue
            assert (_inherited(node, "lang"), _inherited(node, "dir")) == ("ar", "rtl"), (name, node.html)
    assert checked > 60


def _inherited(node: LexborNode | None, attribute: str) -> str | None:
    while node is not None:
        if node.attributes.get(attribute):
            return node.attributes[attribute]
        node = node.parent
    return None


def test_words_of_ours_are_not_called_arabic(orchard: Site) -> None:
    """On the page of an Arabic source, what the site itself says of a passage is English, from left to right."""
    page = orchard.page(f"sources/{SADA}/")
    for label in page.css("dt"):
        assert (_inherited(label, "lang"), _inherited(label, "dir")) in {("en", "ltr"), ("en", None)}


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("actors/yusuf-haddad/", ["يوسف حداد"]),
        ("actors/water-board/", ["مجلس مياه سارن", "Sarn Su Kurulu", "Conseil de l’eau de Sarn", "SWB"]),
        ("agreements/weir-compact/", ["ميثاق السد", "Bent Sözleşmesi"]),
    ],
)
def test_search_knows_every_spelling(orchard: Site, page: str, names: list[str]) -> None:
    """The search finds an entity's page by each of its names, in whatever script."""
    entry = orchard.search_entries[page]
    assert [name for name in names if indexed(name) not in entry["searched"]] == []
    assert set(names) <= {name["text"] for name in entry["names"]}


# ---- what sources say and do not say ----------------------------------------------------------------


def lists_in(site: Site, page: str) -> dict[str, list[str]]:
    """Return where the lists of what is not mentioned lead, by their headings."""
    section = site.section(page, "silence")
    titles = [words(heading.css("span")[1].text()) for heading in section.css("h3")]
    return {title: targets(site, page, found) for title, found in zip(titles, section.css("ul"), strict=True)}


def test_sources_that_do_not_mention_an_entity(orchard: Site) -> None:
    """An entity's page lists exactly the sources no passage of which names it, by what holds there."""
    expected = {
        "actors/water-board/": {},
        "actors/yusuf-haddad/": {"Not searchable": [SU]},
        "actors/upper-council/": {"Not searchable": [COURRIER, SADA]},
        "actors/mill-owners/": {"Came later": [GAZETTE], "Not searchable": [COURRIER, SADA, SU]},
        "places/east-sluice/": {"Not searchable": [SU]},
        "places/lake-hesper/": {"Not searchable": [COURRIER, SADA, SU]},
        "agreements/weir-compact/": {"Not searchable": [COURRIER]},
        "agreements/dorn-talks/": {"Not found": [GAZETTE], "Not searchable": [COURRIER, SADA, SU]},
    }
    for page, lists in expected.items():
        found = {title: [f"sources/{source}/" for source in sources] for title, sources in lists.items()}
        assert lists_in(orchard, page) == found, page
    assert lists_in(orchard, "places/sarn-canal/") == {
        "Not found": [f"sources/{GAZETTE}/"],
        "Found, not annotated": [f"sources/{SADA}/", f"sources/{SADA}/#l-1"],
        "Not searchable": [f"sources/{COURRIER}/"],
    }


def test_entities_that_a_source_does_not_mention(orchard: Site) -> None:
    """A source's page lists exactly the entities that no passage of it names: actors, places, agreements, by name."""
    assert lists_in(orchard, f"sources/{SU}/") == {
        "Set aside": ["places/dorn/", f"sources/{SU}/#l-1"],
        "Not searchable": [
            *("actors/mill-owners/", "actors/valley-gazette/", "actors/yusuf-haddad/"),
            *("places/east-sluice/", "places/lake-hesper/", "places/maravel-valley/"),
            *("agreements/dorn-protocol/", "agreements/dorn-talks/"),
            *("agreements/dorn-round-1/", "agreements/dorn-round-2/"),
        ],
    }
    assert lists_in(orchard, f"sources/{GAZETTE}/") == {
        "Not found": [
            *("actors/valley-gazette/", "places/sarn-canal/"),
            *("agreements/dorn-talks/", "agreements/dorn-round-1/", "agreements/dorn-round-2/"),
        ],
        "Came later": ["actors/mill-owners/"],
    }


def test_grid_of_coverage(orchard: Site) -> None:
    """A number leads to the passages of that source on the entity's page; a found name to its line; a sign has words."""
    page = "compare/coverage/"
    cells = {node.attributes["aria-label"]: node for node in orchard.page(page).css("table .bt-cover")}
    assert len(cells) == 17 * 4
    link = cells["Sarn Water Board, Gazette, Mar 2031: 4 mentions"].attributes["href"] or ""
    assert absolute(orchard, page, link) == f"actors/water-board/#s-{GAZETTE}"
    found = cells["Sarn Canal, Sada, Mar 2031: found, not annotated: line 1"]
    assert (found.tag, found.text(), absolute(orchard, page, found.attributes["href"] or "")) == (
        *("a", "!"),
        f"sources/{SADA}/#l-1",
    )
    later = cells["Mill owners, Gazette, Mar 2031: came later"]
    assert (later.tag, later.attributes["role"], later.text()) == ("span", "img", "»")


NAMES_USED = {
    ("actors/water-board/", GAZETTE): {"the board": 3, "Sarn Water Board": 1},
    ("actors/water-board/", SADA): {"المجلس": 1, "مجلس مياه سارن": 1, "لصوص الماء": 1},
    ("actors/water-board/", SU): {"Sarn Su Kurulu": 1},
    ("actors/water-board/", COURRIER): {},
    ("actors/maravel-growers/", GAZETTE): {
        "Growers’ Union": 1,
        "Maravel Growers’ Union": 1,
        "growers": 2,  # once with a capital
        "the growers": 1,
    },
    ("actors/lena-orvik/", SU): {"Lena Orvik": 1},
    ("places/dorn/", GAZETTE): {"Dorn": 3},
    ("places/dorn/", SADA): {"دورن": 2},
    ("places/sarn-canal/", SU): {"Kanal": 1},
    ("agreements/weir-compact/", GAZETTE): {"Weir Compact": 1, "the Compact": 1},
}


def counts_in(node: LexborNode) -> dict[str, int]:
    """Return the names listed in an element with their counts; 1 where none is printed."""
    found = {}
    for item in node.css("li"):
        name = item.css_first("bdi").text()
        number = re.search(r"\d+", words(item.text()).removeprefix(name))
        found[name] = int(number[0]) if number else 1
    return found


@pytest.mark.parametrize(("page", "source"), NAMES_USED)
def test_names_used_are_counted(orchard: Site, page: str, source: str) -> None:
    """What a source calls an entity is counted once for each place, however many passages hold it, the same on both pages."""
    expected = NAMES_USED[page, source]
    (names,) = [
        row
        for row in orchard.section(page, "naming").css("tbody tr")
        if f"{page}#s-{source}" in targets(orchard, page, row)
    ]
    assert counts_in(names) == expected
    table = next(table for table in orchard.page("compare/names/").css("table") if _row(orchard, table, page))
    column = [absolute(orchard, "compare/names/", href) for href in links_of(table.css_first("thead"))].index(
        f"sources/{source}/"
    )
    cell = _row(orchard, table, page)[0].css("td")[column]
    assert counts_in(cell) == expected
    assert f"{page}#s-{source}" in targets(orchard, "compare/names/", cell)


def _row(site: Site, table: LexborNode, page: str) -> list[LexborNode]:
    return [row for row in table.css("tbody tr") if page in targets(site, "compare/names/", row.css_first("th"))]


def test_usage_of_a_name_is_told(orchard: Site) -> None:
    """Where a source only quotes a name, the page says so, and whose word it is if that can be told."""
    assert "Lena Orvik, quoted“Kanal”" in words(orchard.section("places/sarn-canal/", "naming").text())


def test_labels_tell_by_whom(orchard: Site) -> None:
    """Who is called so stands beside who says it, in which source, in which words, and leads to the passages."""
    page = "compare/wording/"
    (row,) = orchard.section(page, "w-thieves").css("tbody tr")
    cells = [words(cell.text()) for cell in row.css("th, td")]
    assert cells[:4] == [
        *("Sarn Water Board", "Maravel Growers’ Union and Yusuf Haddad, quoted", "Sada, Mar 2031", "لصوص الماء"),
    ]
    assert f"sources/{SADA}/#p-demand" in targets(orchard, page, row)
    assert [node.attributes["lang"] for node in row.css("bdi[lang]")] == ["ar"]


# ---- rights -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "canary",
    [
        "zibelourd",
        "carnavoin",
        "kyrielles",
        "arbrillon",
        "sénéchalou",
        "senechalou",
        "s\\u00e9n\\u00e9chalou",
        "vanne Est",
    ],
)
def test_withdrawn_text_is_nowhere(orchard: Site, canary: str) -> None:
    """No word of a source that was taken down is in any file made, pages, search and data alike."""
    made = {
        **orchard.files,
        **{name: text.encode() for name, text in orchard.search_parts.items()},
        **{f"docs/{name}": content for name, content in bytes_below(orchard.root / "docs").items()},
    }
    assert [name for name, content in made.items() if canary.encode() in content] == []


def test_withdrawn_source_keeps_its_place(orchard: Site) -> None:
    """Of a source that was taken down there remain its record, where its passages stand, and who is named in them."""
    rows = [row for row in orchard.rows("data/mentions.csv") if row["source"] == COURRIER]
    assert [(row["surface"], row["entity"], row["line"]) for row in rows] == [
        ("", "water-board", "3"),
        ("", "east-sluice", "3"),
        ("", "lena-orvik", "3"),
        ("", "yusuf-haddad", "5"),
    ]
    note = orchard.by_id(f"sources/{COURRIER}/", "p-losses")
    assert "[words not shown] (trees)" in words(note.text())
    assert "Taken down at the request of the paper." in words(orchard.section(f"sources/{COURRIER}/", "about").text())


@pytest.mark.parametrize("canary", ["marmaladoxically", "quillibrantly", "Quincewhistle"])
def test_only_sentences_with_passages_are_shown(orchard: Site, canary: str) -> None:
    """Of a source shown in excerpts, sentences without a passage are nowhere; nor is of any source what is not the article."""
    made = {
        **orchard.files,
        **{name: text.encode() for name, text in orchard.search_parts.items()},
        **{f"docs/{name}": content for name, content in bytes_below(orchard.root / "docs").items()},
    }
    assert [name for name, content in made.items() if canary.encode() in content] == []


def test_excerpts_stand_in_reading_order(orchard: Site) -> None:
    """Excerpts are the sentences that hold a passage, whole, in the order of the source, under their line numbers."""
    page = orchard.page(f"sources/{GAZETTE}/")
    shown = {node.id: words(node.text().replace("[…]", "")) for node in page.css("p[id^=l-]")}
    assert list(shown) == ["l-1", "l-3", "l-5", "l-7", "l-11", "l-13", "l-15"]
    assert shown["l-3"].endswith("in the Maravel Valley without water.")
    assert shown["l-5"].endswith("metres below its mark.")
    assert shown["l-15"] == "Growers will plant fewer trees next year, the board expects."


def test_gaps_state_their_length(orchard: Site) -> None:
    """What is left out of a source is said where it is left out: how many characters, in which line, and of what."""
    text = words(orchard.section(f"sources/{GAZETTE}/", "text").text())
    hidden = [
        ("Fishermen whistled marmaladoxically on the quay.", "characters not shown, line 3"),
        ("Nobody counted the pelicans, quillibrantly.", "characters not shown, line 5"),
        ("Advertisement: Quincewhistle cider, now in bottles.", "characters not part of the article, line 9"),
        ("Read more: Quincewhistle and other ciders.", "characters not part of the article, line 16"),
    ]
    places = [text.index(f"{len(sentence)} {said}") for sentence, said in hidden]
    assert places == sorted(places)
    assert len(re.findall(r"\d+ characters not", text)) == len(hidden)


@pytest.mark.parametrize(("source", "file", "left_out"), [(SADA, "002_sada.txt", []), (SU, "004_su-gunlugu.txt", [5])])
def test_full_text_is_shown_whole(orchard: Site, source: str, file: str, left_out: list[int]) -> None:
    """A source whose rights allow it is shown line by line, letter by letter, but for what is not the article."""
    lines = (orchard.root / "seeds" / file).read_text(encoding="utf-8-sig").split("\n")
    expected = {f"l-{n}": words(line) for n, line in enumerate(lines, 1) if line.strip() and n not in left_out}
    shown = {node.id: words(node.text()) for node in orchard.page(f"sources/{source}/").css("p[id^=l-]")}
    assert shown == expected


@pytest.mark.parametrize(("source", "kind"), [(SADA, "headline"), (SU, "heading"), (GAZETTE, "headline")])
def test_headings_are_headings(orchard: Site, source: str, kind: str) -> None:
    """The line that is the headline, and those that the record lists, are headings to every reader; no other is."""
    page = orchard.page(f"sources/{source}/")
    (line,) = page.css("p[id^=l-][role=heading]")
    assert (line.id, line.attributes["aria-level"]) == ("l-1", "3")
    assert f"bt-block--{kind}" in (line.parent.attributes["class"] or "").split()


# ---- claims, questions, agreements --------------------------------------------------------------------


def test_questions_group_the_answers(orchard: Site) -> None:
    """Questions stand in the order conflict, differ, not comparable, agree; each answer has the claims that give it."""
    headings = [node.id for node in orchard.page("compare/").css("main [id^=q-]:not(.bt-former)")]
    grouped = {}
    for heading in headings:
        page = f"compare/questions/{heading.removeprefix('q-')}/"
        assert page in targets(orchard, "compare/", orchard.by_id("compare/", heading))
        answers = {}
        for answer in orchard.page(page).css("h3[id^=a-]"):
            answers[words(answer.text())] = []
            # Who gives the answer, then, below a heading of its own, who denies it.
            for sign, listed in zip(("", "not: "), answer.parent.css("ul.bt-rows"), strict=False):
                found = targets(orchard, page, listed)
                answers[sign + words(answer.text())] = [t for t in found if t.startswith("sources/") and "#p-" in t]
        grouped[heading] = answers
    assert grouped == {
        "q-compact-kept": {
            "It has": [f"sources/{GAZETTE}/#p-compact-kept", f"sources/{SADA}/#p-denial"],
            "It has broken it": [f"sources/{GAZETTE}/#p-accusation-and-families", f"sources/{SU}/#p-compact-broken"],
            "not: It has broken it": [f"sources/{SADA}/#p-denial"],
        },
        "q-growers-share": {
            "Thirty per cent": [f"sources/{GAZETTE}/#p-protocol-share"],
            "About a quarter": [f"sources/{SU}/#p-share-and-orchards"],
        },
        "q-dry-area": {
            "140 to 180 hectares": [f"sources/{GAZETTE}/#p-closure-area"],
            "More than 200 hectares": [f"sources/{SADA}/#p-dry-land"],
            "No number is given": [f"sources/{COURRIER}/#p-losses"],
        },
        "q-sluice-closed-when": {
            "On 1 March 2031": [],
            "On 2 March 2031": [f"sources/{GAZETTE}/#p-closure", f"sources/{SADA}/#p-closure"],
        },
    }
    assert list(grouped) == ["q-compact-kept", "q-growers-share", "q-dry-area", "q-sluice-closed-when"]
    verdicts = ["conflict", "differ", "not comparable", "agree"]
    assert [words(node.text()) for node in orchard.page("compare/").css("main .bt-verdict")] == verdicts


def test_questions_stand_where_they_touch(orchard: Site) -> None:
    """An entity and a source lead to the questions about them, or answered by them, and to no other."""
    kept, closed = "compare/questions/compact-kept/", "compare/questions/sluice-closed-when/"
    for page, asked, other in (
        ("agreements/weir-compact/", kept, closed),
        ("actors/lena-orvik/", kept, closed),
        (f"sources/{SU}/", kept, closed),
        (f"sources/{SADA}/", closed, ""),
    ):
        found = targets(orchard, page, orchard.section(page, "questions"))
        assert asked in found
        assert other not in found


@pytest.mark.parametrize(
    ("page", "section", "said"),
    [
        (f"sources/{GAZETTE}/", "text", "Land without water: 140–180 hectares, orchard, second closure"),
        (f"sources/{GAZETTE}/", "text", "Families affected: nearly 900 families"),
        (f"sources/{GAZETTE}/", "text", "Water level: exactly 4.5 metres"),
        (f"sources/{GAZETTE}/", "text", "Share of water: 30 per cent, since 11 November 2030"),
        (
            f"sources/{SU}/",
            "text",
            "Duration: at least 3 weeks, since 2 March 2031 inferred: The day is that of the closure.",
        ),
        (f"sources/{SADA}/", "text", "Land without water: over 200 hectares"),
        ("actors/maravel-growers/", "claims-by", "Land without water: over 200 hectares"),
    ],
)
def test_figures_are_shown_as_stated(orchard: Site, page: str, section: str, said: str) -> None:
    """A figure is shown with its measure, its hedge, its range or number, unit, period and scope."""
    assert said in words(orchard.section(page, section).text())


@pytest.mark.parametrize(
    "term",
    [
        "statement",
        "event",
        "figure",
        "accusation",
        "denial",
        "demand",
        "warning",
        "intention",
        "assessment",
        "prediction",
    ],
)
def test_every_type_of_claim_is_shown(orchard: Site, term: str) -> None:
    """A claim of each type is recorded in the corpus and named on the page of its source."""
    pages = [orchard.section(f"sources/{source}/", "text").text() for source in (GAZETTE, SADA, COURRIER, SU)]
    assert any(re.search(rf"\b{term}\b", text) for text in pages)


def test_relations_read_from_both_sides(orchard: Site) -> None:
    """A relation stands on the pages of both its sides, read from each, with who says so."""
    board, chair, growers = "Sarn Water Board", "Lena Orvik", "Maravel Growers’ Union"
    assert f"chairs {board}" in [row[0] for row in _relations(orchard, "actors/lena-orvik/")]
    assert f"chaired by {chair}" in [row[0] for row in _relations(orchard, "actors/water-board/")]
    (opposed,) = [row for row in _relations(orchard, "actors/water-board/") if row[0].startswith("opposed by")]
    assert opposed[:2] == [f"opposed by {growers}", f"Yusuf Haddad, via {growers}"]
    (limited,) = _relations(orchard, "places/maravel-valley/")
    assert (limited[0], limited[3]) == (f"dried out by {board}", "the orchards · 2 March 2031")


def test_several_speakers_and_a_date_to_come(orchard: Site) -> None:
    """What two say together stands under both, with the date by which it is demanded and why that date is given."""
    for page in ("actors/yusuf-haddad/", "actors/maravel-growers/"):
        claims = words(orchard.section(page, "claims-by").text())
        assert "demand, due June 2031" in claims
        assert "Date due inferred: Before the summer." in claims
    note = words(orchard.section(f"sources/{SADA}/", "text").text())
    assert "According to Yusuf Haddad and Maravel Growers’ Union" in note


def _relations(site: Site, page: str) -> list[list[str]]:
    return [
        [words(cell.text()) for cell in row.css("th, td")] for row in site.section(page, "relations").css("tbody tr")
    ]


def test_agreements_list_reports_on_each_provision(orchard: Site) -> None:
    """Each provision has the passages that report it, the agreement as a whole the others, and silence is said."""
    page = "agreements/weir-compact/"
    table = orchard.section(page, "provisions").css_first("table")
    rows = {row.id or "": row for row in table.css("tbody tr")}
    assert list(rows) == ["v-winter-flow", "v-lake-mark", ""]
    found = {name: [t for t in targets(orchard, page, row) if "#p-" in t] for name, row in rows.items()}
    assert found == {
        "v-winter-flow": [f"sources/{GAZETTE}/#p-compact-kept", f"sources/{GAZETTE}/#p-accusation-and-families"],
        "v-lake-mark": [],
        "": [
            f"sources/{GAZETTE}/#p-compact-kept",
            f"sources/{SADA}/#p-denial",
            f"sources/{SU}/#p-compact-broken",
        ],
    }
    assert "no report" in words(rows["v-lake-mark"].text())
    assert [words(head.text()) for head in table.css("thead th")] == [
        "Provision",
        "Gazette, Mar 2031 4 March 2031",
        "Sada, Mar 2031 5–6 March 2031",
        "Su Günlüğü, Mar 2031 7 March 2031",
    ]


def test_kept_and_breached_stands_above(orchard: Site) -> None:
    """Where one voice says kept and another breached, both stand together above the grid, with who says so."""
    section = orchard.section("agreements/weir-compact/", "provisions")
    clause, whole = section.css(".bt-contested > li")
    assert "#v-winter-flow" in links_of(clause)
    assert words(clause.text()).startswith("Reported kept and breached: The sluice stays open in winter.")
    said = [words(item.text()) for item in clause.css(".bt-reports > li")]
    assert said == [
        "kept by Sarn Water Board, according to Lena Orvik (Lena Orvik at the weir, March 2031)"
        " · March 2031 inferred: Her words are of that month. · Gazette, Mar 2031, line 5",
        "breached by Sarn Water Board, according to Yusuf Haddad · Gazette, Mar 2031, line 7",
    ]
    assert "Reported kept and breached: the agreement as a whole." in words(whole.text())


def test_before_and_after(orchard: Site) -> None:
    """What an agreement builds on, what builds on it, its whole and its parts stand by date, drawn and as a list."""
    page = "agreements/dorn-talks/"
    section = orchard.section(page, "lineage")
    rows = [words(item.text()) for item in section.css("ol > li")]
    assert rows == [
        "since 2030 Dorn Talks this agreement",
        "3–4 June 2030 Dorn Talks, round 1 a part of this agreement",
        "November 2030 Dorn Talks, round 2 a part of this agreement",
        "11 November 2030 Dorn Protocol a part of this agreement",
    ]
    listed = set(targets(orchard, page, section.css_first("ol")))
    drawn = section.css_first("svg[role=group]")
    assert words(drawn.css_first("title").text()) == "4 agreements as a line in time"
    assert set(targets(orchard, page, drawn)) == listed
    # The list has the links for the keyboard.
    assert [link.attributes["tabindex"] for link in drawn.css("a")] == ["-1"] * 3
    parts = words(orchard.section(page, "provisions").text())
    assert "Reports on its parts Dorn Protocol · 1 reread" in parts
    assert "Dorn Talks, round 2 · 1 described No annotated passage reports on 1 other part." in parts


def test_all_ledgers_on_one_page(orchard: Site) -> None:
    """Every agreement that a passage reports on has a line, by date, that leads to its section."""
    page = "compare/ledger/"
    rows = orchard.page(page).css("tbody tr")
    assert [targets(orchard, page, row) for row in rows] == [
        ["agreements/weir-compact/#provisions"],
        ["agreements/dorn-talks/#provisions"],
        ["agreements/dorn-round-2/#provisions"],
        ["agreements/dorn-protocol/#provisions"],
    ]
    told = words(rows[0].text())
    assert "kept and breached" in told
    assert "2 kept 2 breached 1 breach denied" in told
    assert "1 other agreement." in words(orchard.section(page, "reports").text())


def test_facts_lead_both_ways(orchard: Site) -> None:
    """A link that one record has to another is shown on both pages: parts, leaders, successors."""
    for page, other in [
        ("places/east-sluice/", "places/sarn-canal/"),
        ("places/dorn/", "places/maravel-valley/"),
        ("actors/lena-orvik/", "actors/water-board/"),
        ("actors/yusuf-haddad/", "actors/maravel-growers/"),
        ("agreements/dorn-protocol/", "agreements/weir-compact/"),
        ("agreements/dorn-protocol/", "agreements/dorn-talks/"),
    ]:
        assert other in targets(orchard, page, orchard.section(page, "facts"))
        assert page in targets(orchard, other, orchard.section(other, "facts"))


def test_citations_are_numbered_and_lead_back(orchard: Site) -> None:
    """A citation leads to its numbered reference with the words cited, and the reference back to where it is cited."""
    page = "actors/water-board/"
    references = orchard.section(page, "references").css("li[id^=ref-]")
    assert [item.id for item in references] == [f"ref-{number}" for number in range(1, len(references) + 1)]
    assert "closed the East Sluice" in references[0].text()
    assert "who chairs the board" in references[1].text()
    assert "The Canal Handbook, entry 12" in references[2].text()
    for item in references:
        back = next(href for href in links_of(item) if href.startswith("#c-"))
        assert f"#{item.id}" in links_of(orchard.by_id(page, back[1:]))


# ---- links out ------------------------------------------------------------------------------------------


def test_edit_links_name_file_and_line(orchard: Site) -> None:
    """A card leads to the line of the YAML file that its passage is written on."""
    name = f"annotations/passages/{GAZETTE}/quarrel.yml"
    lines = (orchard.root / name).read_text(encoding="utf-8").splitlines()
    line = lines.index("  - id: families-and-denial") + 1
    card = orchard.by_id("actors/maravel-growers/", f"p-{GAZETTE}--families-and-denial")
    assert f"https://code.example.org/canal/site/edit/main/{name}#L{line}" in links_of(card)


def test_hand_written_page_is_part_of_the_site(orchard: Site) -> None:
    """A page written by hand leads to generated ones by the addresses that they have."""
    found = targets(orchard, "about/", orchard.page("about/").css_first("article"))
    assert [target for target in found if "#" not in target] == ["actors/water-board/", "sources/"]
