"""Citations: read by strict readers of their formats, and filled from the file of a source as the writers write them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from build_tools import pipeline
from build_tools.citations import files, templates
from build_tools.citations.formats import FORMATS, bibtex, coins, ris, tex
from build_tools.citations.items import Item, common_parts, page_item, page_title, passage_item, source_item, whole_days
from build_tools.corpus import Corpus
from build_tools.project import Project
from build_tools.settings import Settings
from tests.corpus_support import PROJECTS
from tests.hostile_corpus import STRINGS

SETTINGS = Settings(site_name="Canal", site_url="https://canal.example.org/")


@pytest.fixture(scope="module")
def orchard() -> Corpus:
    """The second corpus."""
    corpus = pipeline.check(Project.at(PROJECTS / "orchard")).corpus
    assert corpus is not None
    return corpus


def read_bibtex(text: str) -> tuple[str, str, dict[str, str]]:
    """Read one entry as BibTeX does, by counting braces: its type, key and fields."""
    head = re.match(r"@(\w+)\{([^\s,{}]+),\n", text)
    assert head, text
    fields: dict[str, str] = {}
    position = head.end()
    while not text.startswith("}", position):
        name = re.compile(r"  (\w+) = ").match(text, position)
        assert name, text[position:]
        start = position = name.end()
        if text[start] != "{":
            position = re.compile(r"[a-z]+").match(text, start).end()  # type: ignore[union-attr]
            fields[name[1]] = text[start:position]
        else:
            depth = 0
            while True:
                depth += {"{": 1, "}": -1}.get(text[position], 0)
                position += 1
                if not depth:
                    break
            fields[name[1]] = text[start + 1 : position - 1]
        position += len(",\n") if text.startswith(",", position) else len("\n")
    assert text[position:] == "}\n"
    return head[1], head[2], fields


def plain(words: str) -> str:
    """Return what LaTeX prints for words that `tex` made."""
    named = {"backslash": "\\", "braceleft": "{", "braceright": "}", "asciitilde": "~", "asciicircum": "^"}
    return re.sub(
        r"\\text(\w+)\{\}|\\([$&%#_])|([\\{}$&%#_~^])",
        lambda m: named[m[1]] if m[1] else m[2] or pytest.fail(f"{m[3]!r} is not escaped in {words!r}"),
        words,
    )


def read_ris(text: str) -> list[tuple[str, str]]:
    """Read one record of RIS: tags with their values."""
    lines = text.removesuffix("\n").split("\n")
    fields = [re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line) for line in lines]
    assert all(fields), lines
    found = [(field[1], field[2]) for field in fields if field]
    assert found[0][0] == "TY"
    assert [tag for tag, _ in found].index("ER") == len(found) - 1
    return found


@pytest.mark.parametrize("string", STRINGS, ids=range(len(STRINGS)))
def test_every_form_gives_back_what_it_was_given(string: str) -> None:
    """A title of any characters is read out of every form unchanged, but for white space."""
    title = " ".join(string.split())
    item = Item(
        key="x", type="article-newspaper", title=title, authors=(title,), container=title, quote=title, site="S"
    )
    kind, key, fields = read_bibtex(bibtex(item))
    assert (kind, key, fields["title"][0], fields["title"][-1]) == ("article", "x", "{", "}")
    assert plain(fields["title"][1:-1]) == plain(fields["author"][1:-1]) == plain(fields["journal"]) == title
    assert title in plain(fields["note"])
    values = dict(read_ris(ris(item)))
    assert (values["TI"], values["AU"], values["T2"]) == (title.strip(), title.strip(), title.strip())
    (csl,) = json.loads(FORMATS["csl"][1](item))
    assert (csl["title"], csl["author"], csl["container-title"]) == (title, [{"literal": title}], title)
    assert dict(parse_qsl(coins(item)))["rft.title"] == title
    assert title in FORMATS["text"][1](item)


def test_the_escapes_of_tex_are_undone_by_reading() -> None:
    """Every character that LaTeX takes for its own is escaped, and only these."""
    everything = "".join(map(chr, range(32, 127)))
    assert plain(tex(everything)) == everything


def filled(source_file: str, passage_id: str, form: str) -> str:
    """Fill the gaps of a form as the script on the pages does."""
    source = json.loads(source_file)
    quote, line, *escaped = source["passages"][passage_id]
    words = {"bibtex": (escaped or [quote])[0], "csl": json.dumps(quote, ensure_ascii=False)[1:-1]}.get(form, quote)
    values = {templates.QUOTE: words, templates.PASSAGE: passage_id, templates.LINE: line}
    return "".join(part if isinstance(part, str) else values[part] for part in source["forms"][form])


def test_filled_gaps_are_what_the_writers_write(orchard: Corpus) -> None:
    """For every passage and form, the file of its source gives the very citation that is written for the passage alone."""
    compared = 0
    for source in orchard.sources.values():
        file = templates.passages_json(orchard, source, SETTINGS)
        for passage in source.passages:
            item = passage_item(orchard, passage, SETTINGS)
            for form, (_, write, _) in FORMATS.items():
                assert filled(file, passage.id, form) == write(item), (passage.key, form)
                compared += 1
    assert compared > 80


def test_words_that_may_not_be_shown_are_in_no_file(orchard: Corpus) -> None:
    """Of a source whose rights forbid it, no citation has any word."""
    source = orchard.sources["courrier-canal"]
    made = "".join(text for _, text in files.citation_files(orchard, SETTINGS))
    for passage in source.passages:
        words = source.text.raw[passage.span.start : passage.span.end]
        assert words not in made
    assert json.loads(templates.passages_json(orchard, source, SETTINGS))["passages"][source.passages[0].id][0] == ""


def test_files_hold_every_source_once(orchard: Corpus) -> None:
    """Each file for reference managers has one entry for each source, in order of publication."""
    made = dict(files.citation_files(orchard, SETTINGS))
    ids = list(orchard.sources)
    assert [
        read_bibtex(f"@{entry}")[1] for entry in made[files.BIBTEX.file].replace("\n\n@", "\n@@").split("@@")[1:]
    ] == ids[1:]
    records = made[files.RIS.file].replace("\r\n", "\n").split("\n\n")
    assert [
        dict(read_ris(f"{record.strip()} " if record.strip().endswith("-") else record))["ID"] for record in records
    ] == ids
    assert [item["id"] for item in json.loads(made[files.CSL.file])] == ids


def test_pages_are_cited_by_their_address_and_the_data(orchard: Corpus) -> None:
    """A page is cited with the corpus as what it is a part of; the date comes from the records, never from a clock."""
    item = page_item(orchard, SETTINGS, "compare/questions/dry-area.md", "How large?")
    assert (item.title, item.container) == ("How large?", "The Sarn canal, spring 2031")
    assert item.url == "https://canal.example.org/compare/questions/dry-area/"
    assert item.authors == orchard.record.record.citation.authors
    source = next(iter(orchard.sources))
    assert page_title(orchard, f"sources/{source}.md", "Dry") == "Annotated source: Dry", "not a work of annotators"
    assert page_title(orchard, "sources/index.md", "Sources") == "Sources"
    assert page_item(orchard, SETTINGS, "index.md", "x").title == "The Sarn canal, spring 2031"
    assert page_item(orchard, Settings(), "index.md", "x").url == ""


def test_a_key_is_never_shared(orchard: Corpus) -> None:
    """Sources, passages and pages have keys of their own, which BibTeX can read."""
    keys = [source_item(source).key for source in orchard.sources.values()]
    keys += [passage_item(orchard, passage, SETTINGS).key for passage in orchard.passages.values()]
    keys += [page_item(orchard, SETTINGS, page, "x").key for page in ("index.md", "actors/index.md", "actors/x.md")]
    assert len(set(keys)) == len(keys)
    assert all(re.fullmatch(r"[a-z0-9_-]+", key) for key in keys)


@pytest.mark.parametrize(
    ("issued", "days", "shared"),
    [
        ("2031", ((2031,),), (2031,)),
        ("2031-03/2031-04", ((2031, 3), (2031, 4)), (2031,)),
        ("2031-03-04/2031-03-05", ((2031, 3, 4), (2031, 3, 5)), (2031, 3)),
        ("2031-03/2031-03-05", ((2031, 3), (2031, 3, 5)), (2031, 3)),
        ("2031-21", (), ()),
        ("203X", (), ()),
        ("2031?", (), ()),
        ("2031/..", (), ()),
        ("", (), ()),
    ],
)
def test_only_certain_dates_become_numbers(issued: str, days: object, shared: object) -> None:
    """A season, an unknown digit, a doubt or an open end is no date in numbers."""
    found = whole_days(issued)
    assert (found, common_parts(found)) == (days, shared)


def test_the_repository_is_cited_as_its_site_is() -> None:
    """CITATION.cff and the corpus name the same authors and version."""
    import yaml

    root = Path(__file__).resolve().parent.parent
    told = yaml.safe_load((root / "CITATION.cff").read_text("utf-8"))
    cited = yaml.safe_load((root / "annotations/corpus.yml").read_text("utf-8"))["citation"]
    authors = cited["authors"] if isinstance(cited["authors"], list) else [cited["authors"]]
    assert [author["name"] for author in told["authors"]] == authors
    assert told["version"] == str(cited["version"])
