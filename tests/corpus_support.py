"""What the end-to-end tests share: corpora copied to a temporary folder, the command line run in place, built sites read."""

from __future__ import annotations

import contextlib
import csv
import gzip
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from build_tools.cli import main

PROJECTS = Path(__file__).with_name("projects")
REPOSITORY = Path(__file__).resolve().parent.parent
PACKAGE_LISTS = ("actor_types", "place_types", "agreement_types")


@dataclass(frozen=True)
class Run:
    """How a command ended."""

    code: int
    out: str
    err: str


def run(*arguments: str | Path) -> Run:
    """Run a command of the tool in this process; its streams are no terminals."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stop:  # wrong use
            code = int(stop.code or 0)
    return Run(code, out.getvalue(), err.getvalue())


def run_process(
    *arguments: str | Path, cwd: Path = REPOSITORY, env: Mapping[str, str] | None = None, code: str = ""
) -> subprocess.CompletedProcess[bytes]:
    """Run a command of the tool in a process of its own, by `code` if that is given."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), **(env or {})}
    command = [sys.executable, *(("-c", code) if code else ("-m", "build_tools")), *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, check=False, timeout=600)


def copy_project(name: str, folder: Path) -> Path:
    """Copy a test corpus, so that nothing is generated beside the files of the repository; return its root."""
    return Path(shutil.copytree(PROJECTS / name, folder / name))


def write_files(root: Path, files: Mapping[str, str | bytes | dict[str, Any]]) -> None:
    """Write files by relative path; a mapping is written as YAML."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, dict):
            content = yaml_text(content)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)


def yaml_text(value: dict[str, Any]) -> str:
    """Return a record as YAML. JSON is YAML as long as nothing in it is a line end to the one and not to the other."""
    return json.dumps(value, ensure_ascii=False, indent=1).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


SENTENCE = "The weir was closed in May."
"""The one sentence of the small corpus."""


def small_corpus(**more: str | bytes | dict[str, Any]) -> dict[str, str | bytes | dict[str, Any]]:
    """Return the files of the smallest corpus that can be built; `more` adds files, `__` for `/`, None leaves one out."""
    text = f"{SENTENCE}\n"
    term = {"label": "Thing", "definition": "A thing."}
    files: dict[str, Any] = {
        "mkdocs.yml": "site_name: Small\nsite_url: https://small.example.org/\n",
        "seeds/one.txt": text,
        "annotations/vocabulary.yml": {name: {"thing": term} for name in PACKAGE_LISTS},
        "annotations/corpus.yml": {
            "title": "Small",
            "tagline": "Small",
            "description": "Small.",
            "licence": {"name": "CC0", "url": "https://example.org/licence"},
        },
        "annotations/places/weir.yml": {"name": "weir", "type": "thing"},
        "annotations/sources/one.yml": {
            "file": "one.txt",
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "headline": "One",
            "label": "One",
            "outlet": "unknown",
            "published": "2031",
            "language": "en",
            "rights": {"display": "full", "statement": "Free."},
        },
        "annotations/passages/one/all.yml": {"passages": [{"id": "closed", "quote": SENTENCE, "places": ["weir"]}]},
    }
    files |= {name.replace("__", "/"): content for name, content in more.items()}
    return {name: content for name, content in files.items() if content is not None}


def bytes_below(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, by relative path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def words(text: str) -> str:
    """Return `text` with single spaces, as a reader sees it."""
    return " ".join(text.split())


@dataclass(frozen=True)
class Site:
    """A corpus that was built, and how the build went."""

    root: Path
    address: str
    """Where it says that it is published."""
    build: Run
    _pages: dict[str, LexborHTMLParser] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """The built site."""
        return self.root / "site"

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Every file of the built site, by relative path."""
        return bytes_below(self.folder)

    @property
    def page_names(self) -> list[str]:
        """Relative paths of all pages, but for forwards from addresses of before."""
        return sorted(name for name in self.files if name.endswith(".html") and name not in self.forward_names)

    @cached_property
    def forward_names(self) -> list[str]:
        """Relative paths of the forwards from addresses of before."""
        return sorted(name for name, content in self.files.items() if b'http-equiv="refresh"' in content)

    def page(self, name: str) -> LexborHTMLParser:
        """Return a page by its file, or by its address below the site: `actors/x/` is `actors/x/index.html`."""
        name = f"{name}index.html" if name.endswith("/") or not name else name
        if name not in self._pages:
            self._pages[name] = LexborHTMLParser(self.files[name])
        return self._pages[name]

    def by_id(self, page: str, identifier: str) -> LexborNode:
        """Return the element of a page that has an id."""
        (found,) = self.page(page).css(f'[id="{identifier}"]')
        return found

    def section(self, page: str, heading: str) -> LexborNode:
        """Return the section of a page that the heading with this id stands in."""
        found: LexborNode | None = self.by_id(page, heading)
        while found is not None and found.tag != "section":
            found = found.parent
        assert found is not None, f"no section around {heading!r}"
        return found

    def passage_text(self, source: str, passage: str) -> str:
        """Return the words of a passage as its source's page shows them, in however many pieces and lines."""
        lines = self.page(f"sources/{source}/").css("p[id^=l-]")
        pieces = ([piece.text() for piece in line.css(f'.bt-p[data-p="{passage}"]')] for line in lines)
        return words("\n".join("".join(found) for found in pieces))

    def rows(self, table: str) -> list[dict[str, str]]:
        """Return the rows of a CSV file of the site."""
        with (self.folder / table).open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    @cached_property
    def search_parts(self) -> dict[str, str]:
        """The files of the search that hold words, by path, unpacked."""
        packed = (name for name in self.files if name.endswith((".pf_fragment", ".pf_index", ".pf_filter", ".pf_meta")))
        return {name: gzip.decompress(self.files[name]).decode("utf-8", "replace") for name in packed}

    @cached_property
    def search_entries(self) -> dict[str, dict[str, Any]]:
        """What the search leads to, by address: what a result shows, and as `searched` the words that find it."""
        found = {}
        for name, text in self.search_parts.items():
            if name.endswith(".pf_fragment"):
                fragment = json.loads(text.removeprefix("pagefind_dcd"))
                record = json.loads(fragment["anchors"][-1]["id"])
                found[record["address"]] = record | {"searched": fragment["content"], "filters": fragment["filters"]}
        return found

    def front_matter(self, page: str) -> dict[str, Any]:
        """Return the front matter of a generated page, by its path in the docs folder."""
        _, meta, _ = (self.root / "docs" / page).read_text(encoding="utf-8").split("---\n", 2)
        return dict(json.loads(meta))


def build_site(root: Path, address: str) -> Site:
    """Build the corpus in `root` with the real site generator."""
    return Site(root, address, run("build", "--root", root))


def links_of(node: LexborNode | LexborHTMLParser) -> list[str]:
    """Return the targets of the links in an element, in order; those in drawings are among them."""
    found = node.css("a[href]")  # finds `xlink:href`, too
    return [anchor.attributes.get("href") or anchor.attributes.get("xlink:href") or "" for anchor in found]


def strings_in(value: Any) -> Iterator[str]:
    """Yield every text in a structure of mappings and lists, keys among them."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from strings_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings_in(item)
    elif isinstance(value, str):
        yield value
