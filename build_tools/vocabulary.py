"""Closed lists: each term spelled once, with what readers see and what annotators go by.

Lists that belong to the tool stand here. Lists that belong to a subject (types of actors, measures,
relations …) come from the `vocabulary.yml` of the corpus and are merged in by `merged`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of a closed list."""

    label: str
    """What readers see."""
    definition: str
    """What annotators go by."""
    inverse: str = ""
    """Relation types: the label read from the other side."""
    url: str = ""
    """Authorities: address of an item, with `{}` for its id."""
    pattern: str = ""
    """Authorities: regular expression that a whole id matches."""
    kind: str = ""
    """Measures: a word of the list `measure_kinds`, or ""."""
    members: tuple[str, ...] = ()
    """Sides: ids of actors."""
    schema_org: str = ""
    """Types of entities: a type of schema.org, or ""."""
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Labels: the words that bear it, by language tag."""

    @property
    def is_symmetric(self) -> bool:
        """Whether a relation of this type reads the same from both sides."""
        return self.inverse == self.label

    def words_in(self, language: str) -> tuple[str, ...]:
        """Return the words of a language tag, or of the language alone: those of `en` serve `en-GB`."""
        words = dict(self.words)
        return words.get(language) or words.get(language.split("-", maxsplit=1)[0], ())


def _terms(**labelled: tuple[str, str]) -> Mapping[str, Term]:
    return MappingProxyType(
        {
            name.replace("_", "-"): Term(label=label, definition=definition)
            for name, (label, definition) in labelled.items()
        }
    )


NUMBER_PLACE = "…"
"""Stands for the number in words that hedge one from behind: `… or more`."""


@dataclass(frozen=True, slots=True)
class Cues:
    """Words of a language that a claim is likely to stand beside; capitals do not count."""

    reporting: tuple[str, ...] = ()
    """Words that report speech."""
    amounts: tuple[str, ...] = ()
    """Words of vague amounts."""
    dates: tuple[str, ...] = ()
    """Words of time that are neither months nor weekdays."""
    qualifiers: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Words that hedge a number: a word of the list `qualifiers`, and the words that are it.

    They stand before the number, or behind it if they begin with `NUMBER_PLACE`.
    """


ENTITY_KINDS = _terms(
    actor=("Actor", "Who acts, speaks or is labelled: a person, state, force, group, organisation or medium."),
    place=("Place", "Where: a country, province, settlement, road, facility or area."),
    agreement=("Agreement", "What was agreed: a document, resolution, negotiation process or one of its rounds."),
)

TOOL_LISTS: Mapping[str, Mapping[str, Term]] = MappingProxyType(
    {
        "entity_kinds": ENTITY_KINDS,
        "name_kinds": _terms(
            name=("name", "A name or spelling of it."),
            abbreviation=("abbreviation", "Letters that stand for the name."),
            adjective=("adjective", "The name as an adjective."),
            metonym=("metonym", "The name of something else that stands for it, as a capital does for a government."),
            misspelling=("misspelling", "A slip of a source, kept because readers search for it."),
            former=("former name", "A name that it bore at another time."),
            epithet=("epithet", "A by-name or description that names it as a name does."),
        ),
        "usages": _terms(
            quoted=(
                "quoted",
                "Words of somebody else that the text quotes or reports, not its own name for the entity.",
            ),
            ironic=("ironic", "Words that the text uses to mock, not to name."),
        ),
        "claim_types": _terms(
            statement=("statement", "Asserts that something is so."),
            event=("event", "Reports that something happened or is happening."),
            figure=("figure", "States a quantity, in numbers or in words."),
            accusation=("accusation", "Blames somebody for a wrong or a breach."),
            denial=("denial", "Rejects a statement or an accusation."),
            demand=("demand", "Calls on somebody to act or to stop acting."),
            warning=("warning", "Announces harm or force unless something happens, or cautions against it."),
            intention=("intention", "States a plan, pledge or aim of the speaker’s own side."),
            assessment=("assessment", "Judges or interprets: motives, meaning, value, likelihood of what is the case."),
            prediction=("prediction", "Says what will or may come."),
        ),
        "qualifiers": _terms(
            exactly=("exactly", "The text stresses that the number is exact."),
            over=("over", "More than the number: over, more than, above."),
            at_least=("at least", "The number or more."),
            nearly=("nearly", "A little less than the number: nearly, almost, close to."),
            about=(
                "about",
                "Near the number on either side: about, around, approximately, an estimated, a round figure.",
            ),
            some=("some", "“some” before a number: loosely about."),
            up_to=("up to", "The number or less."),
            under=("under", "Less than the number: under, fewer than."),
        ),
        "coordinate_precisions": _terms(
            exact=("exact", "A gazetteer’s point for the place itself."),
            probable=("probable", "A gazetteer’s point; that it is the place meant is likely, not certain."),
            stand_in=("stand-in", "The point of a neighbouring place that lends its name; approximate."),
            label_point=("label point", "A point inside an area, for a label; the place is the area."),
        ),
        "rights_displays": _terms(
            full=("full text", "The whole text is shown."),
            excerpts=(
                "excerpts",
                "Only sentences with annotated passages are shown, in reading order; "
                "gaps are shown as gaps with their length.",
            ),
            none=(
                "withheld",
                "The text is shown nowhere: not on pages, in the search or in data. Places, metadata and recorded "
                "names stay, and so does what contributors wrote themselves, even where it quotes the text.",
            ),
        ),
        "verdicts": _terms(
            agree=("agree", "The answers say the same."),
            differ=("differ", "The answers differ without excluding each other."),
            conflict=("conflict", "The answers cannot all be right."),
            series=("series", "Figures of one growing count, at different times."),
            not_comparable=("not comparable", "The answers speak of different things, times or areas."),
        ),
        "figure_rules": _terms(
            other_measure=("other measure", "Not comparable: the figures are of different measures."),
            other_unit=("other unit", "Not comparable: the figures have different units."),
            same_words=("same words", "Agree: no figure has a number, and their words are the same."),
            no_number=("no number", "Not comparable: fewer than two figures have a number."),
            period_unstated=("period unstated", "Not comparable: some say from when they count, others do not."),
            other_period=("other period", "Not comparable: the days from which they count have none in common."),
            other_date=("other date", "Not comparable: the days as of which they hold have none in common."),
            growing_count=(
                "growing count",
                "A series: they hold as of different days, and each later one may have grown from those before.",
            ),
            shrinking_count=(
                "shrinking count",
                "Differ: a total adds up, yet a figure of a later day is smaller than one of an earlier day.",
            ),
            same_number=("same number", "Agree: the same number, with hedges that do not oppose each other."),
            ranges_overlap=(
                "ranges overlap",
                "Differ: the figures are put in different ways, but a number fits all of them.",
            ),
            approximate=(
                "approximate",
                "Differ: a figure is only approximate, so whether a number fits all is not known.",
            ),
            ranges_apart=("ranges apart", "Differ: no number fits all of the figures."),
        ),
        "measure_kinds": _terms(
            total=("total", "Adds up from a start: a later figure may be larger without contradiction."),
            level=("level", "Holds at a moment: figures of different times are not compared."),
            constant=("constant", "Does not change with time: dates are not compared."),
        ),
        "origin_types": _terms(
            speech=("speech", "Words spoken to the public."),
            briefing=("briefing", "A press conference or briefing."),
            statement=("statement", "A written or spoken statement, post or interview."),
            report=("report", "A document that reports or counts."),
            broadcast=("broadcast", "A broadcast or a report of an agency or paper."),
            talks=("talks", "A meeting whose outcome is told."),
        ),
        "report_types": _terms(
            described=("described", "Reported as made, or its terms told, without a word on whether they are kept."),
            kept=("kept", "Reported as fulfilled or observed."),
            breached=("breached", "Reported as broken or not fulfilled."),
            breach_denied=("breach denied", "A breach is denied."),
            ineffective=("without effect", "Reported as in force, or carried out, without bringing what it was for."),
            invoked=("invoked", "Appealed to as a ground for an act, demand or claim."),
            reread=("reread", "Its content is told in a way of the speaker’s own, which may depart from the text."),
        ),
        "findings": _terms(
            sentence_outside=("sentence outside", "Words of a sentence that stand in no passage."),
            name_untagged=("name untagged", "A registered name that is not tagged where it stands."),
            capitals_unregistered=("capitals unregistered", "Words that look like a name that nobody has registered."),
            number_outside=("number outside", "A number or a vague amount in no passage with a claim."),
            date_outside=("date outside", "A month, weekday, year or word of time in no passage with a claim."),
            report_outside=("report outside", "A word that reports speech in no passage with a claim."),
        ),
        "coverage_states": _terms(
            mentioned=("mentioned", "An annotated passage of the source names it."),
            found_untagged=(
                "found, not annotated",
                "A recorded name of it stands in the source outside every mention, and nobody has given a reason.",
            ),
            set_aside=(
                "set aside",
                "A recorded name of it stands in the source, and a reason is given why it is not annotated there.",
            ),
            not_found=(
                "not found",
                "It was looked for by all its recorded names; none stands in the source, but where it names another.",
            ),
            not_searchable=(
                "not searchable",
                "None of its names is in the language and script of the source, so that finding none says nothing.",
            ),
            later=("came later", "It began after the last day on which the source can have been published."),
        ),
    }
)
"""Lists that belong to the tool."""

CORPUS_LISTS: Mapping[str, str] = MappingProxyType(
    {
        "actor_types": "Types of actors",
        "place_types": "Types of places",
        "agreement_types": "Types of agreements",
        "relation_types": "Relations",
        "measures": "Measures of figures",
        "authorities": "Authorities whose ids are recorded",
        "sides": "Sides, for the comparison of names",
        "labels": "Labels whose use is compared",
    }
)
"""Lists that each corpus defines in `vocabulary.yml`, with their titles."""

TOOL_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "entity_kinds": "Kinds of entities",
        "name_kinds": "Kinds of names",
        "usages": "Usages of names",
        "claim_types": "Types of claims",
        "qualifiers": "Qualifiers of figures",
        "coordinate_precisions": "Precision of coordinates",
        "rights_displays": "Display of sources",
        "verdicts": "Verdicts on questions and figures",
        "figure_rules": "Rules by which figures are compared",
        "measure_kinds": "Kinds of measures",
        "origin_types": "Types of origins",
        "report_types": "Reports on agreements",
        "findings": "Findings of the check of completeness",
        "coverage_states": "What a source has of an entity",
    }
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All closed lists of a corpus."""

    lists: Mapping[str, Mapping[str, Term]] = field(default_factory=lambda: TOOL_LISTS)
    cues: Mapping[str, Cues] = field(default_factory=lambda: MappingProxyType({}))
    """By language tag."""

    def terms(self, list_name: str) -> Mapping[str, Term]:
        """Return the terms of a list; empty where the corpus defines none."""
        return self.lists.get(list_name, {})

    def label(self, list_name: str, term: str) -> str:
        """Return the label of a term."""
        return self.lists[list_name][term].label

    def definition(self, list_name: str, term: str) -> str:
        """Return the definition of a term."""
        return self.lists[list_name][term].definition

    def cues_of(self, language: str) -> Cues | None:
        """Return the cues of a language tag, or of the language alone: those of `en` serve `en-GB`."""
        return self.cues.get(language) or self.cues.get(language.split("-", maxsplit=1)[0])


def merged(corpus_lists: Mapping[str, Mapping[str, Term]], cues: Mapping[str, Cues] | None = None) -> Vocabulary:
    """Return the tool's lists together with those of a corpus, and its cues."""
    return Vocabulary(MappingProxyType({**TOOL_LISTS, **corpus_lists}), MappingProxyType(dict(cues or {})))
