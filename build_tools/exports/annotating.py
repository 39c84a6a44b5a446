"""What the panel for annotating reads: the shown words of each source with what settles a quote, and one registry.

The file of a source holds no word that its page does not show. That a quote from them stands in all of the article
once follows from the lengths of repeats. Offsets and lengths are UTF-16 units of the normalised text, as browsers
count.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel

from build_tools import rights
from build_tools.corpus import Corpus, CorpusSource
from build_tools.dates import month_words
from build_tools.field_types import RESERVED_IDS
from build_tools.locations import Span
from build_tools.numerals import magnitude_words
from build_tools.records import Agreement, AgreementReport, Claim, Entity, Figure, Passage, Relation, Surface
from build_tools.repeats import as_utf16, repeat_lengths
from build_tools.settings import Settings
from build_tools.value_cures import ID_LENGTH

FOLDER = "data/annotating"
REGISTRY = f"{FOLDER}/registry.json"
_LISTS = ("entity_kinds", "claim_types", "usages", "qualifiers", "measures", "relation_types", "report_types")
_RECORDS: dict[str, type[BaseModel]] = {
    "passage": Passage,
    "surface": Surface,
    "claims": Claim,
    "figure": Figure,
    "relations": Relation,
    "provisions": AgreementReport,
}


def source_file(source_id: str) -> str:
    """Return the path below docs/ of the file of a source."""
    return f"{FOLDER}/sources/{source_id}.json"


def annotating_files(corpus: Corpus, settings: Settings) -> Iterator[tuple[str, str]]:
    """Yield (path below docs/, JSON): the registry, then each source of which anything is shown."""
    yield REGISTRY, _json(_registry(corpus))
    for source in corpus.sources.values():
        if rights.may_show(source):
            yield source_file(source.id), _json(_source(source, settings))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


# ---- the registry -------------------------------------------------------------------------------


def _registry(corpus: Corpus) -> dict[str, Any]:
    """Return entities with every name, questions with answers, origins, terms and keys with their definitions."""
    return {
        "entities": [
            {
                "id": entity.id,
                "kind": entity.kind,
                "type": corpus.vocabulary.label(f"{entity.kind}_types", entity.record.type),
                "names": list(dict.fromkeys((entity.record.name, *(name.text for name in entity.record.names)))),
                **_provisions(entity.record),
            }
            for entity in corpus.entities.values()
        ],
        "questions": [
            {
                "id": question_id,
                "text": question.record.question,
                "answers": [{"id": answer.id, "text": answer.text} for answer in question.record.answers],
            }
            for question_id, question in corpus.questions.items()
        ],
        "origins": [{"id": origin_id, "text": origin.record.name} for origin_id, origin in corpus.origins.items()],
        "lists": {
            name: [
                {"id": term_id, "label": term.label, "definition": term.definition}
                for term_id, term in corpus.vocabulary.terms(name).items()
            ]
            for name in _LISTS
        },
        "keys": {
            kind: {field.alias or name: field.description for name, field in record.model_fields.items()}
            for kind, record in _RECORDS.items()
        },
        "ids": {"length": ID_LENGTH, "reserved": sorted(RESERVED_IDS)},
    }


def _provisions(record: Entity) -> dict[str, Any]:
    """Return the provisions of an agreement that has any."""
    if not isinstance(record, Agreement) or not record.provisions:
        return {}
    return {"provisions": [{"id": provision.id, "text": provision.text} for provision in record.provisions]}


# ---- sources ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShownRun:
    """Shown stretches that follow each other in the article with nothing but a space between, if that."""

    span: Span
    """In the normalised text."""
    stretches: tuple[Span, ...]
    """Likewise; one for each paragraph of the page."""


def _source(source: CorpusSource, settings: Settings) -> dict[str, Any]:
    folder = PurePosixPath(source.located.file).parents[1] / "passages" / source.id
    language = source.record.language
    return {
        "id": source.id,
        "label": source.record.label,
        "language": language,
        "whole": rights.display(source) == "full",
        "runs": list(_shown(source)),
        "passages": sorted(passage.id for passage in source.passages),
        "files": sorted({PurePosixPath(passage.located.file).name for passage in source.passages}),
        "months": [sorted(words) for words in month_words(language)],
        "magnitudes": magnitude_words(language),
        "folder": str(folder),
        "new": settings.new_link(str(folder)),
        "issue": settings.issue_link(),
    }


def _shown(source: CorpusSource) -> Iterator[dict[str, Any]]:
    """Yield the runs of a source with their stretches, the lengths of repeats, and joints that are loose."""
    text = source.text.normalised
    units = as_utf16(text)
    lengths = repeat_lengths(units)
    joints = _Joints(units) if rights.display(source) != "full" else None
    at = position = 0
    for run in shown_runs(source):
        at += len(as_utf16(text[position : run.span.start]))
        position = run.span.start
        words = text[run.span.start : run.span.end]
        size = len(as_utf16(words))
        edges = (edge - run.span.start for span in run.stretches for edge in (span.start, span.end))
        yield {
            "text": words,
            "stretches": [len(as_utf16(words[:edge])) for edge in edges],
            # capped: what follows the run is nobody's business
            "repeats": _steps(min(lengths[at + i], size - i) for i in range(size)),
            "loose": [i for i in range(1, size) if joints.is_loose(at + i)] if joints else [],
        }


def shown_runs(source: CorpusSource) -> Iterator[ShownRun]:
    """Yield the runs of what is shown of a source, in order."""
    text = source.text
    stretches: list[Span] = []
    for shown in rights.shown_spans(source):
        words = text.raw[shown.start : shown.end]
        first, last = shown.start + len(words) - len(words.lstrip()), shown.start + len(words.rstrip())
        if first >= last:
            continue
        here = Span(text.to_normalised(first), text.to_normalised(last - 1) + 1)
        if stretches and text.normalised[stretches[-1].end : here.start] not in ("", " "):
            yield ShownRun(Span(stretches[0].start, stretches[-1].end), tuple(stretches))
            stretches = []
        stretches.append(here)
    if stretches:
        yield ShownRun(Span(stretches[0].start, stretches[-1].end), tuple(stretches))


def _steps(lengths: Iterable[int]) -> list[int]:
    """Return lengths that mostly shrink by one, shortly: offset and length by turns, wherever one does not."""
    steps: list[int] = []
    expected = 0
    for at, length in enumerate(lengths):
        if length != expected:
            steps += [at, length]
        expected = max(0, length - 1)
    return steps


class _Joints:
    """The places of a text at which a quote may meet its prefix or suffix, and those where a space proves nothing.

    White space between the two does not count: at a loose joint the same characters may meet elsewhere with a space
    where there is none here, or without. Two characters on either side are looked at.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._spaced: set[tuple[str, str]] = set()
        self._close: set[tuple[str, str]] = set()
        for at in range(1, len(text)):
            if text[at] == " " or text[at - 1] != " ":
                found = self._spaced if text[at] == " " else self._close
                before, after = self._sides(at)
                found |= {(b, a) for b in (before, before[-1:]) for a in (after, after[:1])}

    def _sides(self, at: int) -> tuple[str, str]:
        """Return up to two characters of the word before a place and of that behind it."""
        text = self._text
        behind = at + (text[at] == " ")
        return text[max(0, at - 2) : at].rpartition(" ")[2], text[behind : behind + 2].partition(" ")[0]

    def is_loose(self, at: int) -> bool:
        """Whether a space, or none, before a place may be otherwise elsewhere; not asked for within words."""
        text = self._text
        if text[at] == " ":
            return self._sides(at) in self._close
        if text[at - 1] == " " or (text[at - 1].isalnum() and text[at].isalnum()):
            return False
        return self._sides(at) in self._spaced
