"""Check citations: each leads somewhere, and no sentence of a summary goes without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from build_tools.characters import quoted
from build_tools.loaded import Loaded
from build_tools.locations import KeyPath, last_key
from build_tools.markdown_notes import citations_in, malformed_citations, uncited_sentences
from build_tools.problems import nearest, nearest_hint
from build_tools.records import Agreement

_MOST_CITED = 3
"""Passages that are offered for a sentence that cites nothing."""


def check_citations(loaded: Loaded) -> None:
    """Every citation must lead somewhere, and every sentence of a summary must have one."""
    passage_ids = {source_id: {p.record.id for p in passages} for source_id, passages in loaded.passages.items()}
    language = loaded.corpus.record.language if loaded.corpus else "en"
    tagging: dict[str, list[str]] | None = None
    for file, keys, text, references in _markdown_texts(loaded):
        for target in citations_in(text):
            _check_target(loaded, file, keys, target, references, passage_ids)
        for found in malformed_citations(text):
            loaded.add(
                "citation-not-found",
                file,
                keys,
                f"'{last_key(keys)}' must cite in the form [@source-id#passage-id] or [@key]; "
                f"found {quoted(found, 90)}",
                _form_hint(found),
            )
        if keys == ("summary",):
            for sentence in (one for one in uncited_sentences(text, language) if "[@" not in one):
                tagging = _first_tagging(loaded) if tagging is None else tagging
                loaded.add(
                    "uncited-sentence",
                    file,
                    keys,
                    f"every sentence of 'summary' must cite what it rests on; {quoted(sentence, 90)} cites nothing",
                    _cite_hint(tagging.get(PurePosixPath(file).stem, [])),
                )
    for located in loaded.entities.values():
        record = located.record
        for key in ("part_of", "leads", "parties", "builds_on"):
            for index, item in enumerate(getattr(record, key, ())):
                if item.cite:
                    _check_target(loaded, located.file, (key, index), item.cite, record.references, passage_ids)
        if isinstance(record, Agreement):
            for index, provision in enumerate(record.provisions):
                _check_target(
                    loaded,
                    located.file,
                    ("provisions", index, "reference"),
                    provision.reference,
                    record.references,
                    passage_ids,
                )


def _first_tagging(loaded: Loaded) -> dict[str, list[str]]:
    """Return a few passages in which each entity is tagged, as they are cited."""
    found: dict[str, list[str]] = {}
    for source_id, passages in loaded.passages.items():
        for passage in passages:
            record = passage.record
            for tag in (*record.actors, *record.places, *record.agreements):
                cited = found.setdefault(tag.id, [])
                if len(cited) < _MOST_CITED:
                    cited.append(f"[@{source_id}#{record.id}]")
    return found


def _cite_hint(tagging: list[str]) -> str:
    """Return how a sentence cites; `tagging` are passages that may be what it rests on."""
    named = f"; passages that tag it: {', '.join(tagging)}" if tagging else "; passages are in annotations/passages/"
    return (
        "write the passage that says so before its full stop: [@source-id#passage-id], or a key of 'references': "
        f"[@key]{named}"
    )


def _form_hint(found: str) -> str:
    bare = re.sub(r"\s*#\s*", "#", re.sub(r"[\[\]@]", "", found).strip().lower())
    bare = bare.replace(" ", "#", 1) if "#" not in bare else bare.replace(" ", "-")
    if re.fullmatch(r"[a-z0-9-]+(#[a-z0-9-]+)?", bare):
        return f"write [@{bare}]"
    return "write both ids in small letters and hyphens, with # between them and no spaces"


def _markdown_texts(loaded: Loaded) -> Iterator[tuple[str, KeyPath, str, dict[str, str]]]:
    for entity in loaded.entities.values():
        for key in ("summary", "notes"):
            text = getattr(entity.record, key)
            if text:
                yield entity.file, (key,), text, entity.record.references
    for source in loaded.sources.values():
        if source.record.notes:
            yield source.file, ("notes",), source.record.notes, source.record.references
    for question in loaded.questions.values():
        yield question.file, ("reason",), question.record.reason, question.record.references
    for origin in loaded.origins.values():
        yield origin.file, ("basis",), origin.record.basis, origin.record.references
    if loaded.corpus and loaded.corpus.record.introduction:
        yield loaded.corpus.file, ("introduction",), loaded.corpus.record.introduction, loaded.corpus.record.references
    for source_id, passages in loaded.passages.items():
        references = loaded.sources[source_id].record.references if source_id in loaded.sources else {}
        for passage in passages:
            if passage.record.note:
                yield passage.file, (*passage.keys, "note"), passage.record.note, references


def _check_target(
    loaded: Loaded, file: str, keys: KeyPath, target: str, references: dict[str, str], passage_ids: dict[str, set[str]]
) -> None:
    source_id, mark, passage_id = target.partition("#")
    key = last_key(keys)
    if not mark:
        if target in references:
            return
        hint = nearest_hint(target, references) or "add it to 'references', or cite [@source-id#passage-id]"
        loaded.add(
            "citation-not-found",
            file,
            keys,
            f"'{key}' cites {quoted(target, 90)}, which is no key of 'references'",
            hint,
        )
    elif source_id not in loaded.sources:
        if source_id not in loaded.broken_ids:
            near = nearest(source_id, loaded.sources)
            hint = f"did you mean [@{near}#{passage_id}]?" if near else f"sources: {', '.join([*loaded.sources][:12])}"
            loaded.add_missing(
                "passage",
                target,
                file,
                keys,
                f"'{key}' cites a passage of {quoted(source_id, 90)}, which is no source",
                hint,
                rule="citation-not-found",
            )
    elif passage_id not in passage_ids.get(source_id, set()) and f"passages of {source_id}" not in loaded.broken_ids:
        known = sorted(passage_ids.get(source_id, set()))
        near = nearest(passage_id, known)
        hint = f"did you mean [@{source_id}#{near}]?" if near else f"passages of it: {', '.join(known[:12]) or 'none'}"
        loaded.add_missing(
            "passage",
            target,
            file,
            keys,
            f"'{key}' cites {quoted(target, 170)}, which is no passage of that source",
            hint,
            rule="citation-not-found",
        )
