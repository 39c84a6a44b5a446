"""Check citations: each leads somewhere, and no sentence of a summary goes without."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.characters import quoted
from build_tools.loaded import Loaded
from build_tools.locations import KeyPath, last_key
from build_tools.markdown_notes import citations_in, malformed_citations, uncited_sentences
from build_tools.problems import nearest_hint
from build_tools.records import Agreement


def check_citations(loaded: Loaded) -> None:
    """Every citation must lead somewhere, and every sentence of a summary must have one."""
    passage_ids = {source_id: {p.record.id for p in passages} for source_id, passages in loaded.passages.items()}
    language = loaded.corpus.record.language if loaded.corpus else "en"
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
                "take out the spaces inside the brackets" if " " in found else "",
            )
        if keys == ("summary",):
            for sentence in uncited_sentences(text, language):
                loaded.add(
                    "uncited-sentence",
                    file,
                    keys,
                    f"every sentence of 'summary' must cite what it rests on; {quoted(sentence, 90)} cites nothing",
                    "end it with [@source-id#passage-id], or cite a key of 'references'",
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
            hint = nearest_hint(source_id, loaded.sources) or ""
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
        hint = nearest_hint(passage_id, passage_ids.get(source_id, set())) or ""
        loaded.add_missing(
            "passage",
            target,
            file,
            keys,
            f"'{key}' cites {quoted(target, 170)}, which is no passage of that source",
            hint,
            rule="citation-not-found",
        )
