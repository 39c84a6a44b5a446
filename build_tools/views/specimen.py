"""How to read the site: one passage of the corpus, chosen by rule, with every mark that readers will meet."""

from __future__ import annotations

from build_tools import rights
from build_tools.corpus import AnchoredPassage
from build_tools.page_models.home import Specimen, VerdictTerm
from build_tools.views.common import KIND_ORDER, Page
from build_tools.views.comparisons import VERDICT_ORDER

_SHORTEST, _LONGEST = 60, 220
"""Characters of a quote that shows something and is read at a glance."""


def specimen(page: Page) -> Specimen | None:
    """Return the passage that explains the most marks: named kinds, and a claim that somebody else is said to make."""
    fitting = [p for p in page.corpus.passages.values() if _fits(page, p)]
    best = min(
        fitting,
        key=lambda p: (not _is_whole(page, p), -len(_kinds(page, p)), len(p.tagged_ids()), _length(p), p.key),
        default=None,
    )
    if best is None:
        return None
    claim = next(claim for claim in best.record.claims if claim.said_by)
    return Specimen(
        card=page.card(best),
        claim=page.claim(claim, best),
        kinds=tuple(page.entity(entity_id) for entity_id in _kinds(page, best).values()),
        verdicts=_verdicts(page),
    )


def _length(passage: AnchoredPassage) -> int:
    return passage.span.end - passage.span.start


def _is_whole(page: Page, passage: AnchoredPassage) -> bool:
    """Whether a passage is a whole sentence: what stands around it may be about something else."""
    return rights.context_span(page.corpus.sources[passage.source_id], passage.span) == passage.span


def _fits(page: Page, passage: AnchoredPassage) -> bool:
    """Whether a passage may be shown, is short, and has a claim with a speaker."""
    return (
        _SHORTEST <= _length(passage) <= _LONGEST
        and any(claim.said_by for claim in passage.record.claims)
        and rights.may_show(page.corpus.sources[passage.source_id])
    )


def _kinds(page: Page, passage: AnchoredPassage) -> dict[str, str]:
    """Return the first entity of each kind that a passage names, in the order of kinds."""
    named: dict[str, str] = {}
    for mention in passage.mentions:
        named.setdefault(page.corpus.entities[mention.entity_id].kind, mention.entity_id)
    return {kind: named[kind] for kind in KIND_ORDER if kind in named}


def _verdicts(page: Page) -> tuple[VerdictTerm, ...]:
    used = {question.record.verdict for question in page.corpus.questions.values()}
    vocabulary = page.corpus.vocabulary
    return tuple(
        VerdictTerm(
            verdict=verdict,
            label=vocabulary.label("verdicts", verdict),
            definition=vocabulary.definition("verdicts", verdict),
        )
        for verdict in VERDICT_ORDER
        if verdict in used
    )
