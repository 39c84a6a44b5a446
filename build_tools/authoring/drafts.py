"""A passage that is proposed, as the lines of YAML that it is; what is only a guess stands behind `#`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from build_tools.authoring.figures import FigureGuess
from build_tools.characters import printable
from build_tools.editing.scalars import flow

_FILE_BYTES = 150_000
_FILE_PASSAGES = 400
"""What a file of proposed passages holds at most: well below the limits of the reader."""


@dataclass(frozen=True, slots=True)
class DraftTag:
    """A tag, and the words of the quote that it is for."""

    tag: object
    """An id, or a mapping of an id to the words."""
    words: str


@dataclass(frozen=True, slots=True)
class DraftClaim:
    """A claim that is proposed."""

    type: str
    said_by: str = ""
    """Id of who may say so, or ""."""
    date: str = ""
    date_is_sure: bool = False
    """Whether the date is written, not only remarked."""
    figure: FigureGuess | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A passage that is proposed."""

    id: str
    line: int
    """1-based line of the source."""
    quote: tuple[str, ...]
    """Lines of YAML."""
    tags: Mapping[str, tuple[DraftTag, ...]]
    """By key of the passage; keys without tags are left out."""
    claims: tuple[DraftClaim, ...]
    remarks: tuple[str, ...]
    """What a person has to decide."""


def yaml_files(source_file: str, drafts: Iterable[Draft]) -> list[str]:
    """Return the texts of as many files as the passages need; none where there are no passages."""
    head = (
        f"# Proposed by machine from {printable(source_file)}; nobody has read it yet.\n"
        "# Accept, mend or delete each passage. Ids become addresses: settle them now.\n"
        "passages:\n"
    )
    files: list[str] = []
    size = count = 0
    for draft in drafts:
        text = "\n".join(_lines(draft)) + "\n"
        length = len(text.encode("utf-8"))
        if not files or count == _FILE_PASSAGES or size + length > _FILE_BYTES:
            files.append(head)
            size, count = len(head.encode("utf-8")), 0
        else:
            text = f"\n{text}"
        files[-1] += text
        size, count = size + length, count + 1
    return files


def _lines(draft: Draft) -> Iterator[str]:
    yield f"  # line {draft.line}"
    yield f"  - id: {draft.id}"
    yield from (f"    {line}" for line in draft.quote)
    for key, tags in draft.tags.items():
        yield f"    {key}:"
        yield from (f"      - {flow(tag.tag)}  # {printable(tag.words, 80)}" for tag in tags)
    yield from (f"    # {printable(remark, 300)}" for remark in draft.remarks)
    if draft.claims:
        yield "    claims:"
        for claim in draft.claims:
            yield from _claim_lines(claim)


def _claim_lines(claim: DraftClaim) -> Iterator[str]:
    yield f"      - type: {claim.type}"
    if claim.said_by:
        yield f"        # said_by: {claim.said_by}"
    if claim.date:
        yield f"        {'' if claim.date_is_sure else '# '}date: {claim.date}"
    if claim.figure and claim.figure.is_whole:
        yield f"        figure: {flow(dict(claim.figure.keys))}"
    elif claim.figure:
        yield f"        # figure: {flow({'measure': '…', **claim.figure.keys})}"
