"""Compare the records that are files of their own: entities, sources, questions, origins; and the closed lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from build_tools import urls
from build_tools.changes.model import ADDED, CHANGED, REMOVED, RENAMED, Change, Detail
from build_tools.changes.wording import fields_differing
from build_tools.corpus import Corpus
from build_tools.loaded import Located
from build_tools.vocabulary import Vocabulary

_SUBJECTS = {"source": "Sources", "question": "Questions", "origin": "Origins"}


@dataclass(frozen=True, slots=True)
class Filed:
    """A record that is a file, with what a report says of it."""

    title: str
    located: Located[Any]
    page: str
    """Path below docs/, with a fragment, or ""."""


def filed_records(corpus: Corpus | None) -> dict[str, dict[str, Filed]]:
    """Return the records that are files, by the title of their section and by id."""
    found: dict[str, dict[str, Filed]] = {
        title: {} for title in ("Actors", "Places", "Agreements", *_SUBJECTS.values())
    }
    if corpus is None:
        return found
    for entity in corpus.entities.values():
        page = urls.entity_page(entity.kind, entity.id)
        found[f"{entity.kind.capitalize()}s"][entity.id] = Filed(entity.record.name, entity.located, page)
    for source in corpus.sources.values():
        found["Sources"][source.id] = Filed(source.record.headline, source.located, urls.source_page(source.id))
    for identifier, question in corpus.questions.items():
        found["Questions"][identifier] = Filed(question.record.question, question, urls.question_page(identifier))
    for identifier, origin in corpus.origins.items():
        page = f"{urls.ORIGINS}#{urls.origin_anchor(identifier)}"
        found["Origins"][identifier] = Filed(origin.record.name, origin, page)
    return found


def renamed_ids(before: Mapping[str, Filed], after: Mapping[str, Filed]) -> dict[str, str]:
    """Return former ids with those that the same records have now: one that went and one that came, of one name.

    Of several of one name that came and went at once, none is taken for another.
    """
    gone = _by_title(before, before.keys() - after.keys())
    come = _by_title(after, after.keys() - before.keys())
    return {ids[0]: come[title][0] for title, ids in gone.items() if len(ids) == 1 and len(come.get(title, ())) == 1}


def _by_title(records: Mapping[str, Filed], ids: set[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for identifier in sorted(ids):
        found.setdefault(records[identifier].title, []).append(identifier)
    return found


def record_changes(
    before: Mapping[str, Filed], after: Mapping[str, Filed], renamed: Mapping[str, str]
) -> tuple[Change, ...]:
    """Return the changes of the records of one section: those that are there in their order, then those that went."""
    former = {new: old for old, new in renamed.items()}
    changes: list[Change] = []
    for identifier, filed in after.items():
        old = before.get(former.get(identifier, identifier))
        action = ADDED if old is None else RENAMED if identifier in former else CHANGED
        details = fields_differing(old.located.record if old else None, filed.located.record)
        if details or action != CHANGED:
            told = _with_text(details, old)
            changes.append(_change(action, identifier, filed, told, filed.page, former.get(identifier, "")))
    gone = before.keys() - after.keys() - renamed.keys()
    changes += [
        _change(REMOVED, identifier, filed, (), "") for identifier, filed in before.items() if identifier in gone
    ]
    return tuple(changes)


def _with_text(details: tuple[Detail, ...], old: Filed | None) -> tuple[Detail, ...]:
    """Add, where the text of a source is another one, what that means."""
    if old and any(detail.what == "sha256" for detail in details):
        return (Detail("text", "", "the text itself was changed: every quote of it was looked for again"), *details)
    return details


def _change(
    action: str, key: str, filed: Filed, details: tuple[Detail, ...], page: str, renamed_from: str = ""
) -> Change:
    return Change(
        action=action,
        key=key,
        title=filed.title,
        file=filed.located.file,
        line=filed.located.line,
        page=page,
        details=details,
        renamed_from=renamed_from,
    )


def list_changes(before: Corpus | None, after: Corpus | None, file: str) -> tuple[Change, ...]:
    """Return the changes of terms of closed lists. `file` is that of the vocabulary."""
    return tuple(_term_changes(_vocabulary(before), _vocabulary(after), file))


def _vocabulary(corpus: Corpus | None) -> Vocabulary:
    return corpus.vocabulary if corpus else Vocabulary()


def _term_changes(before: Vocabulary, after: Vocabulary, file: str) -> Iterator[Change]:
    for name in (*after.lists, *(name for name in before.lists if name not in after.lists)):
        old, new = before.terms(name), after.terms(name)
        for word in (*new, *(word for word in old if word not in new)):
            if old.get(word) == new.get(word):
                continue
            action = ADDED if word not in old else REMOVED if word not in new else CHANGED
            sides = [terms[word].definition if word in terms else "" for terms in (old, new)]
            details = (Detail("definition", *sides),) if sides[0] != sides[1] else (Detail("term", "", "otherwise"),)
            yield Change(
                action=action,
                key=f"{name} {word}",
                title=f"{name.replace('_', ' ')}: {word}",
                file=file,
                line=1,
                page=urls.CODEBOOK,
                details=details if action != REMOVED else (),
            )
