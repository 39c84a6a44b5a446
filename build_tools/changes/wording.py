"""What records say, in one line each, with names in the place of ids: the same words on both sides of a change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from build_tools import rights
from build_tools.changes.model import Detail
from build_tools.corpus import AnchoredPassage, Corpus
from build_tools.records import AgreementReport, Claim, Figure, Record, Relation
from build_tools.views.words import figure_amount

_MARKS = tuple('“”„‟"«»')
_OWN_VOICE = "the text’s own voice"


@dataclass(frozen=True, slots=True)
class Wording:
    """Words for what stands in either of two corpora.

    Both sides are worded by the later one, as far as it knows an id: a new name of an actor is a change of the actor,
    and not of everything that is said of it.
    """

    before: Corpus | None
    after: Corpus | None
    renamed: Mapping[str, str]
    """Former ids of entities, with those that they have now."""
    renamed_sources: Mapping[str, str] = field(default_factory=dict)
    """Likewise of sources."""

    def shows(self, source_id: str) -> bool:
        """Whether words of a source may be shown: only where both sides allow it, so that a takedown tells nothing."""
        ids = {source_id, self.renamed_sources.get(source_id, source_id)}
        ids |= {old for old, new in self.renamed_sources.items() if new == source_id}
        sides = [corpus.sources for corpus in (self.before, self.after) if corpus]
        return all(rights.may_show(sources[i]) for sources in sides for i in ids if i in sources)

    def name(self, entity_id: str) -> str:
        """Return the name of an entity; its id where none is known."""
        identifier = self.renamed.get(entity_id, entity_id)
        for corpus in (self.after, self.before):
            if corpus is not None and identifier in corpus.entities:
                return corpus.entities[identifier].record.name
        return identifier

    def names(self, entity_ids: tuple[str, ...]) -> str:
        """Return names in a row."""
        return ", ".join(map(self.name, entity_ids))

    def label(self, list_name: str, word: str) -> str:
        """Return the label of a term; the word itself where it is not known."""
        for corpus in (self.after, self.before):
            if corpus is not None and word in corpus.vocabulary.terms(list_name):
                return corpus.vocabulary.label(list_name, word)
        return word

    # ---- what a passage says ----------------------------------------------------------------------

    def claim(self, claim: Claim, shown: bool = True) -> str:
        """Return a claim in one line; `shown` says whether words of its source may be shown."""
        parts = [f"{self.label('claim_types', claim.type)}, {self._speakers(claim)}"]
        if claim.about:
            parts.append(f"about {self.names(claim.about)}")
        if claim.figure:
            parts.append(self.figure(claim.figure, shown))
        parts += self._dates(claim.date, claim.date_inferred)
        parts += self._dates(claim.due, claim.due_inferred, "due")
        parts += [f"answers {question}: {answer}" for question, answer in claim.answers.items()]
        parts += [f"rejects {question}: {answer}" for question, answer in claim.rejects.items()]
        return "; ".join(parts)

    def figure(self, figure: Figure, shown: bool = True, remarks: bool = True) -> str:
        """Return a figure in a few words, with or without what contributors remark on it."""
        number = figure_amount(figure) if shown or not figure.words else "words that are not shown"
        amount = " ".join(filter(None, (figure.qualifier, number, figure.unit)))
        period = " ".join(f"{word} {date}" for word, date in (("since", figure.since), ("until", figure.until)) if date)
        reasons = [f"inferred: {reason}" for reason in (figure.inferred, figure.period_inferred) if reason]
        extra = [part for part in (period, *((figure.scope, *reasons) if remarks else ())) if part]
        return f"{self.label('measures', figure.measure)}: {amount}" + (f" ({', '.join(extra)})" if extra else "")

    def relation(self, relation: Relation) -> str:
        """Return a relation in one line."""
        line = f"{self.name(relation.from_)} – {self.label('relation_types', relation.type)} – {self.name(relation.to)}"
        parts = [line, self._speakers(relation), *self._dates(relation.date, relation.date_inferred)]
        return "; ".join([*parts, *([relation.extent] if relation.extent else [])])

    def report(self, report: AgreementReport) -> str:
        """Return a report on an agreement in one line."""
        about = self.name(report.agreement) + (f", {report.provision}" if report.provision else "")
        parts = [f"{about}: {self.label('report_types', report.report)}"]
        if report.by:
            parts.append(f"by {self.name(report.by)}")
        return "; ".join([*parts, self._speakers(report), *self._dates(report.date, report.date_inferred)])

    def _speakers(self, stated: Claim | Relation | AgreementReport) -> str:
        said = f"said by {self.names(stated.said_by)}" if stated.said_by else _OWN_VOICE
        via = f" via {self.names(stated.via)}" if stated.via else ""
        return said + via + (f", goes back to {stated.origin}" if stated.origin else "")

    @staticmethod
    def _dates(date: str | None, inferred: str | None, word: str = "date") -> list[str]:
        return [f"{word} {date}" + (f" (inferred: {inferred})" if inferred else "")] if date or inferred else []

    def tags(self, corpus: Corpus, passage: AnchoredPassage) -> list[str]:
        """Return who and what a passage tags, each with the words that name it where they may be shown."""
        source = corpus.sources[passage.source_id]
        shown: dict[str, list[str]] = {}
        for mention in passage.mentions:
            words = source.text.raw[mention.span.start : mention.span.end] if self.shows(source.id) else ""
            shown.setdefault(self.name(mention.entity_id), []).append(" ".join(words.split()))
        return [f"{name} ({', '.join(map(in_marks, words))})" if any(words) else name for name, words in shown.items()]


def in_marks(words: str) -> str:
    """Return words in quotation marks; those that begin with one of their own stand for themselves.

    What is returned begins with a mark, so it is no heading, list or rule in Markdown.
    """
    return words if words[:1] in _MARKS else f"“{words}”"


def flat(value: Any) -> Iterator[str]:
    """Yield the lines of a value of a record: one for each item of a list, and one for anything else."""
    if isinstance(value, tuple):
        for item in value:
            yield " ".join(flat(item))
    elif isinstance(value, dict):
        yield from (f"{key}: {' '.join(flat(item))}" for key, item in value.items())
    elif isinstance(value, Record):
        said = [(key, " ".join(flat(item))) for key, item in value if not _unsaid(value, key, item)]
        more = ", ".join(f"{key} {text}" for key, text in said[1:])
        if said:
            yield said[0][1] + (f" ({more})" if more else "")
    elif isinstance(value, Decimal):
        yield f"{value:f}"
    elif value is not None:
        yield " ".join(str(value).split())


def _unsaid(record: Record, key: str, value: Any) -> bool:
    """Whether a key is as it is where nothing is written."""
    return value in (None, (), {}) or value == type(record).model_fields[key].default


def differing(what: str, before: list[str], after: list[str]) -> list[Detail]:
    """Return what left a list of lines and what came into it; one for one where there is one of each."""
    gone = [line for line in before if line not in after]
    new = [line for line in after if line not in before]
    if len(gone) == len(new) == 1:
        return [Detail(what, gone[0], new[0])]
    return [*(Detail(what, line, "") for line in gone), *(Detail(what, "", line) for line in new)]


def fields_differing(before: Record | None, after: Record | None) -> tuple[Detail, ...]:
    """Return what is different between two records of one class; everything that is said where one is missing."""
    one = after or before
    details: list[Detail] = []
    for key, info in type(one).model_fields.items() if one else ():
        sides = [list(flat(getattr(record, key))) if record else [] for record in (before, after)]
        details += differing(info.alias or key, *sides)
    return tuple(details)
