"""Addresses of before: where pages lay, and what places in them were called, under ids that records had then."""

from __future__ import annotations

import itertools
import posixpath
import re
from collections.abc import Iterator

from build_tools import urls
from build_tools.corpus import Corpus
from build_tools.former_ids import FormerIds
from build_tools.page_models.forwards import Forward

_KIND_OF_SECTION = {section: kind for kind, section in urls.SECTIONS.items()}
_QUESTIONS = posixpath.dirname(urls.question_page("id"))


def forwards(corpus: Corpus, path: str, site_url: str) -> Iterator[tuple[str, Forward]]:
    """Yield path and page of each forward to a page: one for every address that it had before."""
    target = urls.public(path, "", "")
    for old in _former_paths(corpus.former, path):
        address = urls.public(old, "", "")
        yield (
            f"{address}index.html",
            Forward(
                title=_title(corpus, path),
                href=urls.relative(address.rstrip("/"), target.rstrip("/")) + "/",
                canonical=urls.public(path, "", site_url) if site_url else "",
                script=urls.relative(address.rstrip("/"), urls.FORWARD_SCRIPT),
                style=urls.relative(address.rstrip("/"), urls.FRAME_STYLE),
            ),
        )


def _title(corpus: Corpus, path: str) -> str:
    section, identifier = path.removesuffix(".md").split("/")[:2]
    if section == urls.SECTIONS["source"]:
        return corpus.sources[identifier].record.headline
    if section in _KIND_OF_SECTION:
        return corpus.entities[identifier].record.name
    return corpus.questions[path.removesuffix(".md").rpartition("/")[2]].record.question


def _former_paths(former: FormerIds, path: str) -> Iterator[str]:
    """Yield where a page lay before, by the ids in its path."""
    parts = path.removesuffix(".md").split("/")
    choices: list[tuple[str, ...]] = [(part,) for part in parts]
    if posixpath.dirname(path) == _QUESTIONS:
        choices[-1] += former.before("question", parts[-1])
    elif parts[0] in _KIND_OF_SECTION and len(parts) > 1:
        choices[1] += former.before("source" if parts[0] == urls.SECTIONS["source"] else "entity", parts[1])
        if parts[2:3] == ["passages"] and len(parts) > 3:
            choices[3] += former.before("source", parts[3])
    for chosen in itertools.product(*choices):
        if list(chosen) != parts:
            yield "/".join(chosen) + ".md"


def former_anchors(corpus: Corpus, path: str, anchor: str) -> tuple[str, ...]:
    """Return what a place of a page was called before, so that links to it still lead there."""
    former = corpus.former
    mark, _, rest = anchor.partition("-")
    whole = path.removesuffix(".md").rpartition("/")[2]
    pieces = rest.split("--")
    choices: list[tuple[str, ...]] = [(piece,) for piece in pieces]
    if mark == "p" and len(pieces) == 1:
        choices[0] += former.before("passage", f"{whole}#{rest}")
    elif mark in ("p", "t") and len(pieces) > 1 and pieces[0] not in ("agreement", "source"):
        choices[0] += former.before("source", pieces[0])
        choices[1] += former.before("passage", f"{pieces[0]}#{pieces[1]}")
    elif mark == "t" and len(pieces) == 2:
        choices[1] += former.before("entity" if pieces[0] == "agreement" else "source", pieces[1])
    elif mark == "r" and len(pieces) == 3:
        choices[0] += former.before("entity", pieces[0])
        choices[2] += former.before("entity", pieces[2])
    elif mark in _WHOLE and len(pieces) == 1:
        choices[0] += former.before(_WHOLE[mark], rest)
    elif mark in _PART and len(pieces) == 1:
        choices[0] += former.before(_PART[mark], f"{whole}#{rest}")
    elif mark == "f" and rest.startswith("q-"):
        choices[0] += tuple(f"q-{old}" for old in former.before("question", rest.removeprefix("q-")))
    made = (f"{mark}-{'--'.join(chosen)}" for chosen in itertools.product(*choices))
    return tuple(old for old in made if old != anchor)


_WHOLE = {"s": "source", "i": "entity", "q": "question", "o": "origin"}
"""Kind of the record that an anchor names by its id, by the letter that the anchor begins with (`urls`)."""
_PART = {"v": "provision", "a": "answer"}
"""Likewise where the record that it belongs to is that of the page."""
_START = re.compile(r'<([a-z][a-z0-9]*)(?:\s[^>]*)?\sid="([^"]+)"[^>]*>')
_WITHIN = {
    "tr": re.compile(r"<t[hd][^>]*>"),
    "tbody": re.compile(r"<t[hd][^>]*>"),
    "details": re.compile(r"<summary[^>]*>"),
}
"""Elements that hold no text themselves, with the one inside them that takes a mark."""


def with_former_anchors(corpus: Corpus, path: str, body: str) -> str:
    """Return the body of a page with an empty mark inside each place that was called otherwise before."""
    parts, position = [], 0
    for match in _START.finditer(body):
        old = former_anchors(corpus, path, match[2])
        if not old:
            continue
        inner = _WITHIN[match[1]].search(body, match.end()) if match[1] in _WITHIN else match
        if inner is None:
            continue
        parts += [body[position : inner.end()], *(f'<span class="bt-former" id="{name}"></span>' for name in old)]
        position = inner.end()
    return "".join([*parts, body[position:]])
