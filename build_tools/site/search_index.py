"""The index of the search: everything that is to be found, given to Pagefind.

Pagefind reads documents from files, so each record becomes a small one in a temporary folder. Nothing of its own
interface is taken over: that is `theme/assets/js/search*.js`.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pagefind_bin

from build_tools import urls
from build_tools.site import page_records, search_bundle
from build_tools.site.manifest import generated_paths
from build_tools.site.search_documents import Record, document

FOLDER = "assets/search"
"""Where in the site the index lies."""
_SEARCH_PAGE = "search/"


class SearchFailed(Exception):
    """The index could not be made; the message says why."""


def add_search(site_dir: Path, docs_dir: Path) -> int:
    """Make the index of a built site from what generation left in `docs_dir`; return the number of records.

    Nothing is made, and 0 returned, where generation left nothing. Raises `SearchFailed`.
    """
    source = docs_dir / urls.SEARCH_RECORDS
    if not source.is_file():
        return 0
    left = json.loads(source.read_bytes())
    count = 0
    with tempfile.TemporaryDirectory() as temporary:
        documents, bundle = Path(temporary, "documents"), Path(temporary, "bundle")
        documents.mkdir()
        # by number: the order of the files is the order in which the engine counts them
        for count, record in enumerate(_all_records(site_dir, docs_dir, left["records"]), 1):
            (documents / f"{count:07}.html").write_text(document(record), encoding="utf-8")
        _run_engine(documents, bundle, left["language"])
        try:
            search_bundle.take_over(bundle, site_dir / FOLDER)
        except (ValueError, LookupError) as error:
            raise SearchFailed(f"the search index was not taken over: {error}") from error
    return count


def addresses(site_dir: Path) -> Iterator[str]:
    """Yield where the results of a built site lead to, from its root."""
    for path in sorted((site_dir / FOLDER / "fragment").glob("*.pf_fragment")):
        fragment = json.loads(search_bundle.unpacked(path))
        yield json.loads(fragment["anchors"][-1]["id"])["address"]


def _all_records(site_dir: Path, docs_dir: Path, records: list[Record]) -> Iterator[Record]:
    yield from records
    known = {record["address"].partition("#")[0] for record in records} | {_SEARCH_PAGE}
    yield from page_records.page_records(site_dir, generated_paths(docs_dir), known)


def _run_engine(documents: Path, bundle: Path, language: str) -> None:
    """Index all documents as one language: words of every other are then found from any page, too.

    The engine reads settings from where it is started and from the environment: it finds none in either.
    """
    options = ["--site", str(documents), "--output-path", str(bundle), "--quiet"]
    options += ["--force-language", language.partition("-")[0]]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    try:
        done = subprocess.run(
            [str(pagefind_bin.get_executable().absolute()), *options],
            cwd=documents,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise SearchFailed(f"the search engine could not be started: {error}") from error
    if done.returncode or not (bundle / "pagefind-entry.json").is_file():
        raise SearchFailed(f"the search index was not made: {(done.stderr or done.stdout).strip()[-400:]}")
