"""Compare a corpus with what it was: everything that a reviewer should know of a change, in one value."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from build_tools import pipeline, urls
from build_tools.changes.model import ADDED, CHANGED, REMOVED, Change, Covered, Detail, Pages, Report, Section, Told
from build_tools.changes.passages import passage_changes
from build_tools.changes.records import filed_records, list_changes, record_changes, renamed_ids
from build_tools.changes.standing import standing_changes
from build_tools.changes.wording import Wording, fields_differing
from build_tools.completeness.summary import coverage_of
from build_tools.corpus import Corpus
from build_tools.loaded import Progress
from build_tools.pipeline import Checked
from build_tools.problems import Problem
from build_tools.settings import Settings

_WITHHELD = "the check tells it; it may quote a source of which nothing may be shown"


def compare(
    base: str,
    before: Checked,
    after: Checked,
    settings: Settings,
    vocabulary_file: str,
    problems: tuple[list[Problem], list[Problem]],
    with_pages: bool = True,
    progress: Progress = lambda items, _what, _total: items,
) -> Report:
    """Return what changed from `before` to `after`. Either may be faulty, or no corpus at all.

    `base` is what the former is called; `vocabulary_file` the path of the closed lists, for their changes; `problems`
    are those of both, with what annotations overlook.
    """
    old, new = before.corpus, after.corpus
    records = (filed_records(old), filed_records(new))
    renamed = {title: renamed_ids(records[0][title], records[1][title]) for title in records[0]}
    entities = {
        old_id: new_id for title in ("Actors", "Places", "Agreements") for old_id, new_id in renamed[title].items()
    }
    wording = Wording(old, new, entities, renamed["Sources"])
    sections = [
        Section("Passages", passage_changes(wording, renamed["Sources"])),
        *(Section(title, record_changes(records[0][title], records[1][title], renamed[title])) for title in records[0]),
        Section("Dismissals", _dismissals(wording)),
        Section("Closed lists", list_changes(old, new, vocabulary_file)),
        Section("About the corpus", _about(old, new)),
    ]
    kept = [Section(s.title, tuple(c for c in s.changes if not _only_unread(c, before, after))) for s in sections]
    unread = sum(len(s.changes) - len(k.changes) for s, k in zip(sections, kept, strict=True))
    new_problems, gone_problems = _problems(*problems, _withheld_files(wording))
    pages, why_not = (None, "") if not with_pages else _pages(before, after, settings, progress)
    return Report(
        base=base,
        notes=tuple(filter(None, (_base_note(before), _head_note(after), _unread_note(unread), why_not))),
        new_problems=new_problems,
        gone_problems=gone_problems,
        sections=tuple(kept),
        disagreements=Section("How the sources stand to each other", standing_changes(wording)),
        coverage=tuple(_coverage(old, new)),
        pages=pages,
    )


# ---- what must be known ---------------------------------------------------------------------------


def _is_error(problem: Problem) -> bool:
    return str(problem.level) == "error"


def _errors(checked: Checked) -> int:
    return sum(map(_is_error, checked.problems))


def _base_note(before: Checked) -> str:
    if before.corpus is None:
        return "There was no corpus before that can be read: everything counts as added."
    if _errors(before):
        return "The corpus had errors before the change: what could not be read then may count as added."
    return ""


def _head_note(after: Checked) -> str:
    if after.corpus is None:
        return "The corpus cannot be read as it is now: mend the problems first."
    if _errors(after):
        return "The corpus has errors now: the rest is about what can be read of it, and the site cannot be built."
    return ""


def _unread_note(unread: int) -> str:
    if not unread:
        return ""
    several = unread != 1
    return (
        f"{unread} record{'s' if several else ''} of files with errors {'are' if several else 'is'} left out: "
        "whether they came, went or changed cannot be told."
    )


def _only_unread(change: Change, before: Checked, after: Checked) -> bool:
    """Whether a record only seems to have come or gone, because errors keep it out of one of the two corpora."""
    if change.action not in (ADDED, REMOVED):
        return False
    side = before if change.action == ADDED else after
    return side.corpus is not None and bool({change.key, change.file} & side.left_out)


def _problems(
    before: list[Problem], after: list[Problem], withheld: frozenset[str]
) -> tuple[tuple[Told, ...], tuple[Told, ...]]:
    """Return the problems that came and those that went: errors first, then by place."""
    old, new = ([_told(problem, withheld) for problem in side] for side in (before, after))
    return _without(new, old), _without(old, new)


def _told(problem: Problem, withheld: frozenset[str]) -> Told:
    place = problem.location
    quotes = {place.path, place.path.rpartition("/")[2]} & withheld
    return Told(str(problem.level), problem.rule, place.path, place.line, _WITHHELD if quotes else problem.message)


def _withheld_files(wording: Wording) -> frozenset[str]:
    """Return the files whose problems may quote a source of which nothing may be shown: its text by its bare name."""
    sources = [source for corpus in (wording.before, wording.after) if corpus for source in corpus.sources.values()]
    found: set[str] = set()
    for source in sources:
        if not wording.shows(source.id):
            found |= {source.record.file, *(p.located.file for p in source.passages)}
            found |= {dismissal.located.file for dismissal in source.dismissals}
    return frozenset(found)


def _without(problems: Iterable[Told], others: Iterable[Told]) -> tuple[Told, ...]:
    known = {problem.key for problem in others}
    found = [problem for problem in problems if problem.key not in known]
    return tuple(sorted(found, key=lambda problem: (problem.level != "error", problem.file, problem.line)))


# ---- the rest of the records ----------------------------------------------------------------------


def _dismissals(wording: Wording) -> tuple[Change, ...]:
    """Return dismissals that came or went: each says why something is rightly not annotated."""
    sides = [_dismissed(wording, corpus) for corpus in (wording.before, wording.after)]
    came = [replace(change, action=ADDED) for key, change in sides[1].items() if key not in sides[0]]
    went = [replace(change, action=REMOVED, details=()) for key, change in sides[0].items() if key not in sides[1]]
    return (*came, *went)


def _dismissed(wording: Wording, corpus: Corpus | None) -> dict[tuple[str, str, str], Change]:
    found: dict[tuple[str, str, str], Change] = {}
    for source in corpus.sources.values() if corpus else ():
        shown = wording.shows(source.id)
        for dismissal in source.dismissals:
            record = dismissal.located.record
            reason = Detail("reason", "", " ".join(record.reason.split()))
            found[source.id, dismissal.words, record.reason] = Change(
                action=ADDED,
                key=f"{source.id} {dismissal.words}" if shown else source.id,
                title=f"{source.record.label}: {', '.join(record.findings)}",
                file=dismissal.located.file,
                line=dismissal.located.line,
                words=dismissal.words if shown else "",
                details=(reason,),
            )
    return found


def _about(before: Corpus | None, after: Corpus | None) -> tuple[Change, ...]:
    if after is None:
        return ()
    located = after.record
    details = fields_differing(before.record.record if before else None, located.record)
    if not details:
        return ()
    about = Change(
        action=CHANGED if before else ADDED,
        key="corpus",
        title=located.record.title,
        file=located.file,
        line=located.line,
        page=urls.HOME,
        details=details,
    )
    return (about,)


# ---- what follows from it -------------------------------------------------------------------------


def _coverage(before: Corpus | None, after: Corpus | None) -> Iterable[Covered]:
    sides = [corpus.sources if corpus else {} for corpus in (before, after)]
    for source_id in (*sides[1], *(i for i in sides[0] if i not in sides[1])):
        shares = []
        for sources in sides:
            coverage = coverage_of(sources[source_id]) if source_id in sources else None
            shares.append((coverage.inside, coverage.sentences) if coverage else None)
        if shares[0] != shares[1]:
            label = (sides[1].get(source_id) or sides[0][source_id]).record.label
            yield Covered(source_id, label, shares[0], shares[1])


def _pages(before: Checked, after: Checked, settings: Settings, progress: Progress) -> tuple[Pages | None, str]:
    """Return the pages that differ, by their bytes; None, and why, where one side cannot be rendered."""
    if not after.passed:
        return None, "Pages were not compared: a corpus with errors has none."
    old = _digests(before, settings, progress) if before.passed else {}
    new = _digests(after, settings, progress)
    return Pages(
        added=tuple(path for path in new if path not in old),
        changed=tuple(path for path in new if path in old and new[path] != old[path]),
        removed=tuple(path for path in old if path not in new),
        unchanged=sum(new[path] == old.get(path) for path in new),
    ), ""


def _digests(checked: Checked, settings: Settings, progress: Progress) -> dict[str, bytes]:
    files = pipeline.generate_checked(checked, settings, progress).files
    return {
        path: hashlib.sha256(content.encode() if isinstance(content, str) else content).digest()
        for path, content in files
        if path.endswith(".md")
    }
