"""Check what needs more than one record: ids that must exist, things that must be unique, citations.

Each check yields nothing where all is well and adds problems to `Loaded` otherwise; none stops at the
first fault. Records whose own file is faulty were reported already and are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.characters import quoted
from build_tools.loading import Loaded, Located
from build_tools.loading import with_article as _an
from build_tools.locations import KeyPath
from build_tools.markdown_notes import citations_in, malformed_citations, uncited_sentences
from build_tools.problems import nearest_hint
from build_tools.records import (
    Actor,
    Agreement,
    AgreementReport,
    Claim,
    Corpus,
    Entity,
    LinkedId,
    Passage,
    Place,
    Relation,
)


@dataclass(frozen=True, slots=True)
class Use:
    """An id in a record, and of what kind it must be."""

    id: str
    kinds: tuple[str, ...]
    """Empty: any kind of entity."""
    keys: KeyPath


def check_references(loaded: Loaded) -> None:
    """Every id must name a record, of the kind that its key asks for."""
    for located in loaded.entities.values():
        _check_uses(loaded, located.file, located.keys, _entity_uses(located.record))
    for source in loaded.sources.values():
        if source.record.publisher:
            _check_uses(loaded, source.file, (), [Use(source.record.publisher, ("actor",), ("publisher",))])
    for question in loaded.questions.values():
        _check_uses(loaded, question.file, (), [Use(i, (), ("about", n)) for n, i in enumerate(question.record.about)])
    if loaded.corpus:
        _check_uses(
            loaded,
            loaded.corpus.file,
            (),
            [Use(i, (), ("featured", n)) for n, i in enumerate(loaded.corpus.record.featured)],
        )
        _check_featured_questions(loaded, loaded.corpus)
    for source_id, passages in loaded.passages.items():
        _check_folder(loaded, source_id, [passage.file for passage in passages])
        for passage in passages:
            _check_uses(loaded, passage.file, passage.keys, _passage_uses(passage.record))
            _check_parts(loaded, passage)
    for source_id, dismissals in loaded.dismissals.items():
        _check_folder(loaded, source_id, [dismissal.file for dismissal in dismissals])


def _check_folder(loaded: Loaded, source_id: str, files: list[str]) -> None:
    """Report files on a source in a folder that is not named after one."""
    if source_id in loaded.sources or source_id in loaded.broken_ids:
        return
    for file in dict.fromkeys(files):
        hint = nearest_hint(source_id, loaded.sources) or "add a record in sources/"
        loaded.add(
            "unknown-id",
            file,
            (),
            f"the folder must be named after a source; there is no source {quoted(source_id)}",
            hint,
        )


def _check_featured_questions(loaded: Loaded, corpus: Located[Corpus]) -> None:
    for index, identifier in enumerate(corpus.record.featured_questions):
        if identifier not in loaded.questions and identifier not in loaded.broken_ids:
            hint = nearest_hint(identifier, loaded.questions) or "add the question in questions/"
            message = f"'featured_questions' must name a question; there is no {quoted(identifier)}"
            loaded.add("unknown-id", corpus.file, ("featured_questions", index), message, hint)


def _linked(key: str, items: tuple[LinkedId, ...], *kinds: str) -> Iterator[Use]:
    for index, item in enumerate(items):
        yield Use(item.id, kinds, (key, index))


def _entity_uses(entity: Entity) -> Iterator[Use]:
    if isinstance(entity, Actor):
        yield from _linked("part_of", entity.part_of, "actor")
        yield from _linked("leads", entity.leads, "actor")
    elif isinstance(entity, Place):
        yield from _linked("part_of", entity.part_of, "place")
    elif isinstance(entity, Agreement):
        yield from _linked("part_of", entity.part_of, "agreement")
        yield from _linked("parties", entity.parties, "actor")
        yield from _linked("builds_on", entity.builds_on, "agreement")
        if entity.place:
            yield Use(entity.place, ("place",), ("place",))


def _passage_uses(passage: Passage) -> Iterator[Use]:
    for key, kind in (("actors", "actor"), ("places", "place"), ("agreements", "agreement")):
        for index, tag in enumerate(getattr(passage, key)):
            yield Use(tag.id, (kind,), (key, index))
    for index, claim in enumerate(passage.claims):
        yield from _claim_uses(claim, ("claims", index))
    for index, relation in enumerate(passage.relations):
        yield Use(relation.from_, (), ("relations", index, "from"))
        yield Use(relation.to, (), ("relations", index, "to"))
        yield from _voice_uses(relation, ("relations", index))
    for index, report in enumerate(passage.provisions):
        yield Use(report.agreement, ("agreement",), ("provisions", index, "agreement"))
        if report.by:
            yield Use(report.by, ("actor",), ("provisions", index, "by"))
        yield from _voice_uses(report, ("provisions", index))


def _claim_uses(claim: Claim, keys: KeyPath) -> Iterator[Use]:
    yield from _voice_uses(claim, keys)
    for index, identifier in enumerate(claim.about):
        yield Use(identifier, (), (*keys, "about", index))


def _voice_uses(voiced: Claim | Relation | AgreementReport, keys: KeyPath) -> Iterator[Use]:
    for key in ("said_by", "via"):
        for index, identifier in enumerate(getattr(voiced, key)):
            yield Use(identifier, ("actor",), (*keys, key, index))


_PLURALS = {"actor": "actors", "place": "places", "agreement": "agreements"}


def _check_uses(loaded: Loaded, file: str, base: KeyPath, uses: Iterator[Use] | list[Use]) -> None:
    for use in uses:
        kind = loaded.kinds.get(use.id)
        if kind is None:
            of_kind = [i for i, k in loaded.kinds.items() if not use.kinds or k in use.kinds]
            what = " or ".join(use.kinds) or "actor, place or agreement"
            hint = (
                nearest_hint(use.id, of_kind)
                or f"add a record for it in {_PLURALS[use.kinds[0]] if use.kinds else 'actors'}/"
            )
            loaded.add(
                "unknown-id",
                file,
                (*base, *use.keys),
                f"'{_key(use.keys)}' must name {_an(what)} of the corpus; there is no {quoted(use.id)}",
                hint,
            )
        elif use.kinds and kind not in use.kinds:
            other = _PLURALS[kind]
            loaded.add(
                "wrong-kind",
                file,
                (*base, *use.keys),
                f"'{_key(use.keys)}' must name {_an(' or '.join(use.kinds))}; '{use.id}' is {_an(kind)}",
                f"list it under '{other}'" if use.keys[0] in _PLURALS.values() else "",
            )


def _key(keys: KeyPath) -> str:
    return next((str(key) for key in reversed(keys) if isinstance(key, str)), "id")


def _check_parts(loaded: Loaded, located: Located[Passage]) -> None:
    """Questions, answers and provisions that a passage points to must exist; a tag stands once."""
    passage = located.record
    for key in ("actors", "places", "agreements"):
        seen: set[str] = set()
        for index, tag in enumerate(getattr(passage, key)):
            if tag.id in seen:
                loaded.add(
                    "duplicate-tag",
                    located.file,
                    (*located.keys, key, index),
                    f"'{key}' must name each entity once; '{tag.id}' stands twice",
                    f"write '{tag.id}: [first words, second words]'",
                )
            seen.add(tag.id)
    for index, claim in enumerate(passage.claims):
        _check_answers(loaded, located, claim, (*located.keys, "claims", index))
    for index, relation in enumerate(passage.relations):
        if relation.from_ == relation.to:
            loaded.add(
                "relation-self",
                located.file,
                (*located.keys, "relations", index, "to"),
                f"a relation must lead to another entity; both sides are '{relation.to}'",
            )
    for index, report in enumerate(passage.provisions):
        agreement = loaded.entities.get(report.agreement)
        if report.provision and agreement and isinstance(agreement.record, Agreement):
            known = [provision.id for provision in agreement.record.provisions]
            if report.provision not in known:
                hint = nearest_hint(report.provision, known) or f"one of: {', '.join(known)}"
                loaded.add(
                    "unknown-id",
                    located.file,
                    (*located.keys, "provisions", index, "provision"),
                    f"'provision' must name a provision of '{report.agreement}'; "
                    f"there is no {quoted(report.provision)}",
                    hint,
                )


def _check_answers(loaded: Loaded, located: Located[Passage], claim: Claim, keys: KeyPath) -> None:
    """Questions and answers that a claim gives or denies must exist; it cannot do both to one answer."""
    for key in ("answers", "rejects"):
        for question_id, answer_id in getattr(claim, key).items():
            at = (*keys, key, question_id)
            question = loaded.questions.get(question_id)
            if question is None:
                if question_id not in loaded.broken_ids:
                    hint = nearest_hint(question_id, loaded.questions) or "add the question in questions/"
                    message = f"'{key}' must name a question; there is no {quoted(question_id)}"
                    loaded.add("unknown-id", located.file, at, message, hint, at_key=True)
                continue
            known = [answer.id for answer in question.record.answers]
            if answer_id not in known:
                hint = nearest_hint(answer_id, known) or f"one of: {', '.join(known)}"
                message = f"'{key}' must name an answer of '{question_id}'; there is no {quoted(answer_id)}"
                loaded.add("unknown-id", located.file, at, message, hint)
    for question_id, answer_id in claim.rejects.items():
        if claim.answers.get(question_id) == answer_id:
            loaded.add(
                "answer-contradictory",
                located.file,
                (*keys, "rejects", question_id),
                f"a claim must not give and deny the same answer; '{answer_id}' of '{question_id}' stands under both "
                "'answers' and 'rejects'",
                "keep the one that the words of the quote say",
            )


def check_unique(loaded: Loaded) -> None:
    """Ids of passages within a source, of answers and of provisions must be unique."""
    for source_id, passages in loaded.passages.items():
        first: dict[str, Located[Passage]] = {}
        for passage in passages:
            twin = first.setdefault(passage.record.id, passage)
            if twin is not passage:
                loaded.add(
                    "duplicate-id",
                    passage.file,
                    (*passage.keys, "id"),
                    f"'id' must be unique in the source; '{passage.record.id}' stands also in {twin.file}, "
                    f"line {twin.line}",
                    f"for example '{passage.record.id}-2'; ids of '{source_id}' are permalinks, "
                    "so rename the newer one",
                )
    for located in loaded.questions.values():
        _unique(loaded, located.file, "answers", [answer.id for answer in located.record.answers])
    for entity in loaded.entities.values():
        if isinstance(entity.record, Agreement):
            _unique(loaded, entity.file, "provisions", [provision.id for provision in entity.record.provisions])


def _unique(loaded: Loaded, file: str, key: str, ids: list[str]) -> None:
    for index, identifier in enumerate(ids):
        if identifier in ids[:index]:
            loaded.add(
                "duplicate-id", file, (key, index, "id"), f"'id' must be unique in '{key}'; '{identifier}' stands twice"
            )


def check_cycles(loaded: Loaded) -> None:
    """No entity may be a part of itself by way of others."""
    parents = {i: [p.id for p in e.record.part_of] for i, e in loaded.entities.items()}
    done: set[str] = set()
    for start in parents:
        path: list[str] = []
        _walk_up(loaded, start, parents, path, done)


def _walk_up(loaded: Loaded, start: str, parents: dict[str, list[str]], path: list[str], done: set[str]) -> None:
    stack: list[tuple[str, int]] = [(start, 0)]
    while stack:
        node, index = stack.pop()
        if index == 0:
            if node in done:
                continue
            path.append(node)
        above = parents.get(node, [])
        if index < len(above):
            stack.append((node, index + 1))
            target = above[index]
            if target in path:
                ring = [*path[path.index(target) :], target]
                loaded.add(
                    "cycle",
                    loaded.entities[node].file,
                    ("part_of", index),
                    f"'part_of' must not lead back to the entity: {' → '.join(ring)}",
                )
            else:
                stack.append((target, 0))
        else:
            path.pop()
            done.add(node)


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
                f"'{_key(keys)}' must cite in the form [@source-id#passage-id] or [@key]; found {quoted(found, 90)}",
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
    key = _key(keys)
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
            loaded.add(
                "citation-not-found",
                file,
                keys,
                f"'{key}' cites a passage of {quoted(source_id, 90)}, which is no source",
                hint,
            )
    elif passage_id not in passage_ids.get(source_id, set()) and f"passages of {source_id}" not in loaded.broken_ids:
        hint = nearest_hint(passage_id, passage_ids.get(source_id, set())) or ""
        loaded.add(
            "citation-not-found",
            file,
            keys,
            f"'{key}' cites {quoted(target, 170)}, which is no passage of that source",
            hint,
        )


def run_checks(loaded: Loaded) -> None:
    """Run every check of this module."""
    check_references(loaded)
    check_unique(loaded)
    check_cycles(loaded)
    check_citations(loaded)
