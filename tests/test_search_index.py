"""The index of the search: what is in it, what is not, and that it is the same each time."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from build_tools import pipeline, urls
from build_tools.collation.collation import Collation
from build_tools.page_models.search import KINDS
from build_tools.project import Project
from build_tools.site import search_bundle, search_index
from build_tools.site.search_documents import document
from build_tools.views.search import records_file
from tests.corpus_support import PROJECTS, Site, bytes_below
from tests.site_support import make_project

COURRIER, SADA, GAZETTE = "courrier-canal", "sada-al-wadi-talks", "valley-gazette-sluice"


@pytest.fixture(scope="module")
def records() -> dict[str, dict[str, Any]]:
    """Give the records of the second corpus by address."""
    corpus = pipeline.check(Project.at(PROJECTS / "orchard")).corpus
    assert corpus is not None
    made = json.loads(records_file(Collation(corpus)))
    assert made["language"] == "en"
    assert len({record["address"] for record in made["records"]}) == len(made["records"])
    return {record["address"]: record for record in made["records"]}


# ---- records ------------------------------------------------------------------------------------


def test_every_kind_has_records(records: dict[str, dict[str, Any]], orchard: Site) -> None:
    """The corpus gives all kinds but pages; those are read from the built site."""
    assert {record["kind"] for record in records.values()} == set(KINDS) - {"page"}
    assert {entry["kind"] for entry in orchard.search_entries.values()} == set(KINDS)


def test_record_of_an_entity(records: dict[str, dict[str, Any]]) -> None:
    """An entity has its name, every other name with its language, its type, and its summary without markup."""
    record = records["actors/yusuf-haddad/"]
    assert record["title"] == {"text": "Yusuf Haddad"}
    assert {"text": "يوسف حداد", "language": "ar", "direction": "rtl"} in record["names"]
    assert record["note"] == "Person"
    for one in records.values():
        assert "[@" not in one.get("quote", {}).get("text", "")


def test_record_of_a_passage(records: dict[str, dict[str, Any]], orchard: Site) -> None:
    """A passage has its words apart from the rest of its sentence, who speaks, its source and date; it leads to its place."""
    found = {address: one for address, one in records.items() if one["kind"] == "passage"}
    for address, record in found.items():
        source, _, anchor = address.partition("/#p-")
        assert record["quote"]["text"] == orchard.passage_text(source.removeprefix("sources/"), anchor)
        assert record["source"]
        assert record["date"]
    assert any(record.get("said") for record in found.values())
    assert any(record.get("before") and record.get("after") for record in found.values())
    arabic = [record for address, record in found.items() if SADA in address]
    assert arabic
    assert all(record["quote"]["direction"] == "rtl" for record in arabic)


def test_withheld_source_has_no_words(records: dict[str, dict[str, Any]]) -> None:
    """Of a source that was taken down the search has the record, and neither passages nor lines."""
    assert [address for address in records if COURRIER in address] == [f"sources/{COURRIER}/"]
    assert "quote" not in records[f"sources/{COURRIER}/"]


def test_lines_without_passage_are_found(records: dict[str, dict[str, Any]]) -> None:
    """Where the whole text may be shown, a line that no passage touches is found, too; in excerpts there is none."""
    lines = {address for address, record in records.items() if "/#l-" in address}
    assert lines
    assert not any(source in address for address in lines for source in (COURRIER, GAZETTE))


# ---- pages --------------------------------------------------------------------------------------


def test_pages_are_found_by_section(orchard: Site) -> None:
    """A page that the corpus has no record for is found by its heading and what it says of itself."""
    entry = orchard.search_entries["compare/coverage/"]
    assert entry["kind"] == "page"
    assert entry["title"]["text"]
    assert "search/" not in orchard.search_entries


def test_hand_written_pages_are_found_by_section(tmp_path: Path) -> None:
    """Each section of a page that somebody wrote is a record with its address; signs of permalinks are left out."""
    root = make_project(tmp_path, home="# Home\n\nBegun.\n\n## A part\n\nWritten *here*.\n")
    (root / "docs" / urls.SEARCH_RECORDS).write_text('{"language": "en", "records": []}')
    site = root / "site"
    site.mkdir()
    body = '<article><h1>Home</h1><p>Begun.</p><h2 id="a">A part<a href="#a">¶</a></h2><p>Written <i>here</i>.</p></article>'
    (site / "index.html").write_text(body, encoding="utf-8")
    assert search_index.add_search(site, root / "docs") == 2
    assert sorted(search_index.addresses(site)) == ["", "#a"]


# ---- documents ----------------------------------------------------------------------------------


def test_document_holds_text_as_text() -> None:
    """Whatever stands in a record, its document has the elements that any has; the engine gives the record back."""
    plain = {"kind": "actor", "address": "a/", "title": {"text": "Name"}, "names": [{"text": "Other"}]}
    hostile = {**plain, "title": {"text": "<b data-pagefind-ignore>\"'&lt; &"}, "names": [{"text": "</p><script>"}]}
    assert document(plain).count("<") == document(hostile).count("<")
    assert "&lt;/p&gt;&lt;script&gt;" in document(hostile)


# ---- the same each time ---------------------------------------------------------------------------


def test_index_is_the_same_each_time(tmp_path: Path) -> None:
    """The engine leaves its filters in chance order; what is taken over has the same bytes each time."""
    source = {"title": {"text": ""}, "quote": {"text": "words of a passage"}, "kind": "passage"}
    made = [{**source, "address": f"p/{n}/", "source": f"Source {n % 60}"} for n in range(600)]
    digests = set()
    for number in range(3):
        docs, site = tmp_path / f"docs-{number}", tmp_path / f"site-{number}"
        docs.mkdir()
        site.mkdir()
        (docs / urls.SEARCH_RECORDS).write_text(json.dumps({"language": "en", "records": made}))
        assert search_index.add_search(site, docs) == 600
        files = sorted(bytes_below(site).items())
        digests.add(hashlib.sha256(b"".join(name.encode() + content for name, content in files)).hexdigest())
    assert len(digests) == 1


def test_only_what_pages_use_is_taken_over(orchard: Site) -> None:
    """Of the engine there are its two scripts, one program and its data; nothing of its own interface."""
    names = {name.removeprefix("assets/search/") for name in orchard.files if name.startswith("assets/search/")}
    kinds = {name.partition("/")[0] if "/" in name else name for name in names}
    assert {name for name in kinds if not name.endswith(".pf_meta")} == {
        *("pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.en.pagefind"),
        *("filter", "fragment", "index"),
    }
    assert not any("search_index.json" in name for name in orchard.files)


def test_engine_that_changes_its_files_is_noticed() -> None:
    """Files of another form than this tool knows are an error, not an index in chance order."""
    with pytest.raises(ValueError, match="another form"):
        list(search_bundle._items(b"\xa1", 0))


def test_other_form_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be taken over fails as an index that could not be made does."""
    record = {"kind": "actor", "address": "a/", "title": {"text": "Nav"}}
    (tmp_path / urls.SEARCH_RECORDS).write_text(json.dumps({"language": "en", "records": [record]}))
    monkeypatch.setattr(search_bundle, "unpacked", lambda path: b"\xa1")
    with pytest.raises(search_index.SearchFailed, match="another form"):
        search_index.add_search(tmp_path, tmp_path)


def test_no_language_is_refused(tmp_path: Path) -> None:
    """A corpus in a language that the engine cannot reduce to stems has an index all the same."""
    docs, site = tmp_path / "docs", tmp_path / "site"
    docs.mkdir()
    site.mkdir()
    record = {"kind": "actor", "address": "a/", "title": {"text": "Nav"}}
    (docs / urls.SEARCH_RECORDS).write_text(json.dumps({"language": "ckb-IQ", "records": [record]}))
    assert search_index.add_search(site, docs) == 1
    assert (site / "assets/search/wasm.unknown.pagefind").is_file()


def test_engine_that_is_not_there_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its engine the index is a failure that says so, not a fault of the tool."""
    (tmp_path / urls.SEARCH_RECORDS).write_text('{"language": "en", "records": []}')
    monkeypatch.setattr(search_index.pagefind_bin, "get_executable", lambda: tmp_path / "none")
    with pytest.raises(search_index.SearchFailed, match=r"could not be started: .*none"):
        search_index.add_search(tmp_path, tmp_path)


def test_no_setting_from_outside_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings of the engine in the working folder or in the environment change nothing."""
    record = {"kind": "actor", "address": "a/", "title": {"text": "Nav"}}
    made = []
    for name in ("plain", "set"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / urls.SEARCH_RECORDS).write_text(json.dumps({"language": "en", "records": [record]}))
        search_index.add_search(folder, folder)
        made.append(bytes_below(folder / search_index.FOLDER))
        (tmp_path / "pagefind.yml").write_text("root_selector: main\nkeep_index_url: true\n")
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("PAGEFIND_ROOT_SELECTOR", "main")
    assert made[0] == made[1]


def test_failure_ends_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that ends badly is reported with what it said."""
    (tmp_path / urls.SEARCH_RECORDS).write_text('{"language": "en", "records": []}')
    monkeypatch.setattr(search_index.pagefind_bin, "get_executable", lambda: Path("/bin/false"))
    with pytest.raises(search_index.SearchFailed, match="was not made"):
        search_index.add_search(tmp_path, tmp_path)


def test_site_without_records_has_no_index(tmp_path: Path) -> None:
    """Where generation left no records there is nothing to make."""
    assert search_index.add_search(tmp_path, tmp_path) == 0
    assert list(tmp_path.iterdir()) == []
