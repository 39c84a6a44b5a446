"""What contributors are told of a finding: what must hold, the cure, and the lines that would dismiss it."""

from __future__ import annotations

from types import MappingProxyType

from build_tools.anchoring import settled_yaml
from build_tools.characters import quoted
from build_tools.completeness.findings import CAPITALS, DATE, NAME, NUMBER, REPORT, SENTENCE, Finding
from build_tools.completeness.reading import Reading, language_of
from build_tools.corpus import AnchoredPassage, CorpusSource
from build_tools.locations import Location, Span
from build_tools.problems import Problem
from build_tools.registry import Registry
from build_tools.sources import SourceText, normalise
from build_tools.yaml_text import yaml_text

_MUST = MappingProxyType(
    {
        SENTENCE: "every word of a sentence must stand in a passage; outside stand {}",
        NAME: "a registered name must be tagged where it stands; {} is not",
        CAPITALS: "words with capitals must be a registered name; {} is none",
        NUMBER: "a number or amount must stand in a passage with a claim; {} does not",
        DATE: "a date must stand in a passage with a claim; {} does not",
        REPORT: "a word that reports speech must stand in a passage with a claim; {} does not",
    }
)
_SHOWN_PARTS = 4


def problem_of(reading: Reading, finding: Finding, registry: Registry) -> Problem:
    """Return a finding as a problem at its place in the file of the source."""
    text = reading.source.text
    line = text.line_at(finding.span.start)
    location = Location(reading.file, line, finding.span.start - text.line_starts[line - 1] + 1)
    shown = [quoted(_words(text, part), 90) for part in finding.parts]
    listed = " and ".join(shown[:_SHOWN_PARTS]) + (" and more" if len(shown) > _SHOWN_PARTS else "")
    folder = f"annotations/dismissals/{reading.source.id}/"
    hint = f"{_cure(reading.source, finding, registry)}, or list it below 'dismissals:' in a file in {folder}\n"
    return Problem(
        location, finding.kind, _MUST[finding.kind].format(listed), hint + _dismissal(reading.source, finding)
    )


def _words(text: SourceText, span: Span) -> str:
    return normalise(text.raw[span.start : span.end])


def _cure(source: CorpusSource, finding: Finding, registry: Registry) -> str:
    """Return what to do where the words are worth annotating."""
    if finding.kind == SENTENCE:
        return "quote the words in a passage"
    around = [passage for passage in source.passages if passage.span.contains(finding.span)]
    where = f"passage '{_closest(around).id}'" if around else "a passage that holds the words"
    if finding.kind == NAME:
        ids = " or ".join(f"'{identifier}'" for identifier in registry.bearers(source.text, finding.span))
        return f"tag {ids} in {where}"
    if finding.kind == CAPITALS:
        return f"add a record or a name for it and tag it in {where}"
    what = {NUMBER: "a claim with the figure", DATE: "a claim with the date", REPORT: "the claim that is reported"}
    return f"add {what[finding.kind]} to {where}"


def _closest(passages: list[AnchoredPassage]) -> AnchoredPassage:
    return min(passages, key=lambda passage: (passage.span.end - passage.span.start, passage.id))


def _dismissal(source: CorpusSource, finding: Finding) -> str:
    """Return the lines of YAML that dismiss a finding."""
    lines = []
    for part in finding.parts:
        place = settled_yaml(part, source.text) or (f"words: {yaml_text(_words(source.text, part))}",)
        first, *more = (*place, f"findings: {finding.kind}", "reason: …")
        lines += [f"  - {first}", *(f"    {line}" for line in more)]
    return "\n".join(lines)


def missing_cues(source: CorpusSource) -> Problem:
    """Return the warning that a language has no cues."""
    language = language_of(source)
    return Problem(
        Location(source.located.file),
        "cues-missing",
        f"vocabulary.yml must list cues for '{language}'; without them no reporting word and no vague amount of this "
        "source is looked for",
        f"cues:\n  {language}:\n    reporting: [said, …]\n    amounts: [dozens, …]",
    )
