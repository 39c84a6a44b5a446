"""Compare the passages of two corpora: what came, went, was renamed, and what of a passage is not as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from build_tools import urls
from build_tools.changes.model import ADDED, CHANGED, REMOVED, RENAMED, Change, Detail
from build_tools.changes.wording import Wording, differing
from build_tools.corpus import AnchoredPassage, Corpus

Key = tuple[str, str]


def passage_changes(wording: Wording, renamed: Mapping[str, str]) -> tuple[Change, ...]:
    """Return the changes of passages, sources in order, then as they stand in the text.

    `renamed` are former ids of sources with those that they have now.
    """
    before, after = wording.before, wording.after
    old = {(renamed.get(source, source), i): p for (source, i), p in (before.passages if before else {}).items()}
    new = dict(after.passages) if after else {}
    former = dict(_renamed(wording, old, new))
    changes: list[Change] = []
    for key, passage in new.items():
        assert after is not None
        if key in former:
            changes.append(_change(wording, RENAMED, old[former[key]], passage, former[key][1]))
        elif key not in old:
            changes.append(_change(wording, ADDED, None, passage))
        elif _details(wording, old[key], passage):
            changes.append(_change(wording, CHANGED, old[key], passage))
    gone = old.keys() - new.keys() - set(former.values())
    changes += [_change(wording, REMOVED, passage, None) for key, passage in old.items() if key in gone]
    return tuple(changes)


def _renamed(
    wording: Wording, old: Mapping[Key, AnchoredPassage], new: Mapping[Key, AnchoredPassage]
) -> Iterator[tuple[Key, Key]]:
    """Yield new and former key of passages that have the same words under another id."""
    gone: dict[tuple[str, str], list[Key]] = {}
    for key in old.keys() - new.keys():
        gone.setdefault((key[0], _words(wording.before, old[key])), []).append(key)
    for key, passage in new.items():
        if key not in old and (found := gone.get((key[0], _words(wording.after, passage)))):
            yield key, found.pop()


def _words(corpus: Corpus | None, passage: AnchoredPassage) -> str:
    assert corpus is not None
    return " ".join(corpus.sources[passage.source_id].text.raw[passage.span.start : passage.span.end].split())


def _shown_words(wording: Wording, corpus: Corpus | None, passage: AnchoredPassage) -> str:
    """Return the words of a passage, or "" where rights forbid showing them."""
    return _words(corpus, passage) if wording.shows(passage.source_id) else ""


def _change(
    wording: Wording, action: str, old: AnchoredPassage | None, new: AnchoredPassage | None, renamed_from: str = ""
) -> Change:
    passage, corpus = (new, wording.after) if new else (old, wording.before)
    assert passage is not None
    assert corpus is not None
    page = urls.source_page(passage.source_id) + f"#{urls.passage_anchor(passage.id)}"
    return Change(
        action=action,
        key="#".join(passage.key),
        title=f"{corpus.sources[passage.source_id].record.label}: {passage.id}",
        file=passage.located.file,
        line=passage.located.line,
        page=page if new else "",
        words=_shown_words(wording, corpus, passage),
        details=_details(wording, old, new),
        renamed_from=renamed_from,
    )


def _details(wording: Wording, old: AnchoredPassage | None, new: AnchoredPassage | None) -> tuple[Detail, ...]:
    """Return what is said of a passage otherwise than before; of one that came or went, everything."""
    before, after = _lines(wording, wording.before, old), _lines(wording, wording.after, new)
    details = [
        detail for what in after or before for detail in differing(what, before.get(what, []), after.get(what, []))
    ]
    if old and new and _words(wording.before, old) != _words(wording.after, new):
        sides = [_shown_words(wording, *side) for side in ((wording.before, old), (wording.after, new))]
        details.insert(0, Detail("words", sides[0], sides[1]) if all(sides) else Detail("words", "", "other words"))
    return tuple(details)


def _lines(wording: Wording, corpus: Corpus | None, passage: AnchoredPassage | None) -> dict[str, list[str]]:
    if passage is None or corpus is None:
        return {}
    record = passage.record
    return {
        "tagged": wording.tags(corpus, passage),
        "claim": [wording.claim(claim, wording.shows(passage.source_id)) for claim in record.claims],
        "relation": [wording.relation(relation) for relation in record.relations],
        "agreement": [wording.report(report) for report in record.provisions],
        "note": [" ".join(record.note.split())] if record.note else [],
    }
