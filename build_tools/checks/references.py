"""Check that every id names a record of the corpus, of the kind that its key asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from build_tools.characters import quoted
from build_tools.checks.passage_parts import check_parts
from build_tools.loaded import Loaded, Located
from build_tools.loading import with_article as _an
from build_tools.locations import KeyPath, last_key
from build_tools.problems import nearest, nearest_hint
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
from build_tools.value_cures import mended_id, terms_line


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
    for origin in loaded.origins.values():
        _check_uses(loaded, origin.file, (), [Use(i, ("actor",), ("by", n)) for n, i in enumerate(origin.record.by)])
    _check_uses(
        loaded,
        loaded.project.shown(loaded.project.annotations / "vocabulary.yml"),
        (),
        [
            Use(actor_id, ("actor",), ("sides", side, "members", index))
            for side, term in loaded.vocabulary.terms("sides").items()
            for index, actor_id in enumerate(term.members)
        ],
    )
    if loaded.corpus:
        _check_uses(
            loaded,
            loaded.corpus.file,
            (),
            [Use(i, (), ("featured", n)) for n, i in enumerate(loaded.corpus.record.featured)],
        )
        _check_featured_questions(loaded, loaded.corpus)
        _check_pages(loaded, loaded.corpus)
    for source_id, passages in loaded.passages.items():
        _check_folder(loaded, source_id, [passage.file for passage in passages])
        for passage in passages:
            _check_uses(loaded, passage.file, passage.keys, _passage_uses(passage.record))
            check_parts(loaded, passage)
    for source_id, dismissals in loaded.dismissals.items():
        _check_folder(loaded, source_id, [dismissal.file for dismissal in dismissals])


def _check_folder(loaded: Loaded, source_id: str, files: list[str]) -> None:
    """Report files on a source in a folder that is not named after one."""
    if source_id in loaded.sources or source_id in loaded.broken_ids:
        return
    for file in dict.fromkeys(files):
        near = nearest(source_id, loaded.sources)
        folder = PurePosixPath(file).parent.parent
        hint = f"did you mean {near!r}? move the file to {folder}/{near}/" if near else "add a record in sources/"
        loaded.add_missing(
            "source",
            source_id,
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
            loaded.add_missing("question", identifier, corpus.file, ("featured_questions", index), message, hint)


def _check_pages(loaded: Loaded, corpus: Located[Corpus]) -> None:
    """Report pages that nobody has written: a generated one is no page on how to take part."""
    docs = loaded.project.root / "docs"
    for index, way in enumerate(corpus.record.take_part):
        if not (docs / way.page).is_file():
            loaded.add(
                "page-missing",
                corpus.file,
                ("take_part", index, "page"),
                f"'page' must be a page below docs/; there is no {quoted(way.page, 120)}",
                f"write docs/{way.page}, or name another page",
            )


def _linked(key: str, items: tuple[LinkedId, ...], *kinds: str) -> Iterator[Use]:
    for index, item in enumerate(items):
        yield Use(item.id, kinds, (key, index))


def _entity_uses(entity: Entity) -> Iterator[Use]:
    if isinstance(entity, Actor):
        yield from _linked("part_of", entity.part_of, "actor")
        yield from _linked("leads", entity.leads, "actor")
    elif isinstance(entity, Place):
        yield from _linked("part_of", entity.part_of, "place")
        if entity.route:
            yield from (Use(i, ("place",), ("route", "through", n)) for n, i in enumerate(entity.route.through))
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
        if use.id in loaded.broken_ids:
            continue  # reported at the file of the record, which may lie in a wrong folder, too
        if kind is None:
            what = " or ".join(use.kinds) or "actor, place or agreement"
            loaded.add_missing(
                "entity",
                use.id,
                file,
                (*base, *use.keys),
                f"'{last_key(use.keys)}' must name {_an(what)} of the corpus; there is no {quoted(use.id)}",
                _id_hint(loaded, use),
            )
        elif use.kinds and kind not in use.kinds:
            loaded.add(
                "wrong-kind",
                file,
                (*base, *use.keys),
                f"'{last_key(use.keys)}' must name {_an(' or '.join(use.kinds))}; '{use.id}' is {_an(kind)}",
                _kind_hint(loaded, use, kind, file, base),
            )


def _id_hint(loaded: Loaded, use: Use) -> str:
    """Return the id that is meant: of what is called so, or the one that is spelt most like it."""
    of_kind = [i for i, kind in loaded.kinds.items() if not use.kinds or kind in use.kinds]
    called = [i for i in of_kind if i in loaded.entities and use.id in _folded_names(loaded.entities[i].record)]
    if called:
        return f"write the id, not the name: '{called[0]}'"
    near = nearest_hint(use.id, of_kind)
    if near:
        return near
    if not use.kinds:
        return _new_record(loaded, f"{use.id}.yml", tuple(_PLURALS))
    return _new_record(loaded, f"{use.id}.yml", use.kinds)


def _new_record(loaded: Loaded, file: str, kinds: tuple[str, ...]) -> str:
    """Return how something without a record gets one."""
    *more, last = (f"{_PLURALS[kind]}/" for kind in kinds)
    folders = f"annotations/{' or '.join(filter(None, (', '.join(more), last)))}"
    types = [f"'type' in {_PLURALS[kind]}/: {terms_line(loaded.vocabulary.terms(f'{kind}_types'))}" for kind in kinds]
    return "\n".join(
        (
            f"if it is recorded, write its id, the name of its file in {folders} without .yml",
            f"if not, add it: a file {file} in {'the one that fits' if more else 'that folder'}, with",
            "name: …",
            "type: …",
            *(line for line in types if not line.endswith(": ")),
        )
    )


def _folded_names(entity: Entity) -> set[str]:
    return {mended_id(name) for name in (entity.name, *(name.text for name in entity.names))}


def _kind_hint(loaded: Loaded, use: Use, kind: str, file: str, base: KeyPath) -> str:
    """Return the key that takes an id of that kind, or an id of the kind that the key takes."""
    if use.keys[0] in _PLURALS.values():
        lines = loaded.lines(file)
        told = lines.with_item_under((*base, *use.keys), _PLURALS[kind]) if lines else ""
        return told or f"move it to the list '{_PLURALS[kind]}'; a list that is left empty goes, too"
    of_kind = [i for i, other in loaded.kinds.items() if other in use.kinds]
    near = nearest(use.id, of_kind)
    cure = f"write an id of a file in annotations/{_PLURALS[use.kinds[0]]}/"
    return f"{cure}, such as '{near}'" if near else cure
