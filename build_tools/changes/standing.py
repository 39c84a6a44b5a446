"""Compare how the sources stand to each other: verdicts on figures and questions, and who gives which answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from build_tools import urls
from build_tools.changes.model import ADDED, CHANGED, REMOVED, Change, Detail
from build_tools.changes.wording import Wording, differing
from build_tools.collation.figures import FigureRow, Figures, FigureSet
from build_tools.corpus import Corpus

LOOK_AGAIN = "the verdict stands as it was, though the answers do not: read its reason again"


def standing_changes(wording: Wording) -> tuple[Change, ...]:
    """Return the sets of figures and the questions in which sources stand to each other otherwise than before."""
    return (*_questions(wording), *_figures(wording))


def _questions(wording: Wording) -> Iterator[Change]:
    before, after = wording.before, wording.after
    for identifier, located in (after.questions if after else {}).items():
        assert after is not None
        new = _answers(after, identifier)
        old = _answers(before, identifier) if before else {}
        was = before.questions[identifier].record.verdict if before and identifier in before.questions else ""
        details = [Detail("answer", "", line) for key, line in new.items() if key not in old]
        details += [Detail("answer", line, "") for key, line in old.items() if key not in new]
        if was != located.record.verdict:
            sides = [wording.label("verdicts", verdict) if verdict else "" for verdict in (was, located.record.verdict)]
            details.insert(0, Detail("verdict", *sides))
        elif details:
            details.append(Detail("verdict", "", f"{wording.label('verdicts', was)} – {LOOK_AGAIN}"))
        if details:
            yield Change(
                action=CHANGED if was else ADDED,
                key=identifier,
                title=located.record.question,
                file=located.file,
                line=located.line,
                page=urls.question_page(identifier),
                details=tuple(details),
            )


def _answers(corpus: Corpus, question_id: str) -> dict[tuple[str, str, str], str]:
    """Return who gives which answer, and who denies it: a line for each, by answer, whether denied, and source."""
    question = corpus.questions.get(question_id)
    lines: dict[tuple[str, str, str], str] = {}
    for answer in question.record.answers if question else ():
        for said, claims in (("", corpus.answers), ("denied: ", corpus.rejections)):
            placed = claims.get((question_id, answer.id), ())
            for source_id in dict.fromkeys(claim.passage.source_id for claim in placed):
                label = corpus.sources[source_id].record.label
                lines[answer.id, said, source_id] = f"{said}{answer.text} ({label})"
    return lines


def _figures(wording: Wording) -> Iterator[Change]:
    before, after = _sets(wording.before), _sets(wording.after)
    for key, found in after.items():
        old = before.get(key)
        if found.proposal is None and (old is None or old.proposal is None):
            continue  # nothing to compare with, before or after
        rows = differing(
            "figure",
            [_row(wording, wording.before, r) for r in old.rows] if old else [],
            [_row(wording, wording.after, r) for r in found.rows],
        )
        verdicts = [_verdict(wording, side) for side in (old, found)]
        if rows or verdicts[0] != verdicts[1]:
            details = [Detail("proposed verdict", *verdicts), *rows] if verdicts[0] != verdicts[1] else rows
            yield _change(wording, wording.after, ADDED if old is None else CHANGED, found, details)
    for key, old in before.items():
        if key not in after and old.proposal is not None:
            yield _change(
                wording, wording.before, REMOVED, old, [Detail("proposed verdict", _verdict(wording, old), "")]
            )


def _sets(corpus: Corpus | None) -> Mapping[str, FigureSet]:
    return {found.key: found for found in Figures(corpus).sets} if corpus else {}


def _verdict(wording: Wording, found: FigureSet | None) -> str:
    if found is None or found.proposal is None:
        return "stands alone" if found else ""
    return wording.label("verdicts", found.proposal.verdict)


def _row(wording: Wording, corpus: Corpus | None, row: FigureRow) -> str:
    assert corpus is not None
    said = f"said by {wording.names(row.speakers)}, " if row.speakers else ""
    figure = wording.figure(row.figure, wording.shows(row.source_id), remarks=False)
    return f"{figure} ({said}{corpus.sources[row.source_id].record.label})"


def _title(wording: Wording, corpus: Corpus, found: FigureSet) -> str:
    """Return what holds figures together: a question, be they of several measures, or what is counted of what."""
    if found.question_id:
        return f"Figures: {corpus.questions[found.question_id].record.question}"
    about = wording.names(found.rows[0].about)
    return wording.label("measures", found.measures[0]) + (f": {about}" if about else "")


def _change(wording: Wording, corpus: Corpus | None, action: str, found: FigureSet, details: list[Detail]) -> Change:
    assert corpus is not None
    first = found.rows[0].claims[0].passage.located
    page = f"{urls.measure_page(found.measures[0])}#{urls.figure_set_anchor(found.key)}"
    return Change(
        action=action,
        key=found.key,
        title=_title(wording, corpus, found),
        file=first.file,
        line=first.line,
        page="" if action == REMOVED else page,
        details=tuple(details),
    )
