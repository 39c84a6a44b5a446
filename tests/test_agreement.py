"""How far two passes agree: alpha, matching, words, reports, and what holds for any two passes."""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Any

import krippendorff
import pytest

from build_tools import pipeline
from build_tools.corpus import AnchoredPassage, Corpus, Mention
from build_tools.interannotator import figures
from build_tools.interannotator.comparison import Comparison, compare
from build_tools.interannotator.differences import KINDS
from build_tools.interannotator.figures import F1, Alpha, Mean, Share, nominal_alpha
from build_tools.interannotator.matching import match, overlap, overlapping
from build_tools.interannotator.report import FORMATS, report, shown_value
from build_tools.interannotator.units import MentionUnit, PassageUnit, covered, word_labels, word_spans
from build_tools.loaded import Located
from build_tools.locations import KeyPath, Location, Span
from build_tools.project import Project
from build_tools.records import Claim, Figure, Passage, Relation
from build_tools.sources import read_source_text
from tests.agreement_support import exchanged
from tests.corpus_support import PROJECTS


def counted(one: str, other: str) -> Counter[tuple[str, str]]:
    """Count the labels that two observers gave, one character each."""
    return Counter(zip(one.split(), other.split(), strict=True))


# ---- alpha ------------------------------------------------------------------------------------------

# Krippendorff, K. (2011): Computing Krippendorff's Alpha-Reliability. Sections A (binary) and B (nominal).
BINARY = ("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0", 0.095)
NOMINAL = ("a a b b d c c c e d d a", "b a b b b c c c e d d d", 0.692)


@pytest.mark.parametrize(("one", "other", "published"), [BINARY, NOMINAL])
def test_alpha_of_published_examples(one: str, other: str, published: float) -> None:
    """Alpha is that of the worked examples in Krippendorff's own paper."""
    assert nominal_alpha(counted(one, other)).value == pytest.approx(published, abs=0.0005)


def labelled(seed: int, units: int, labels: int) -> list[tuple[str, str]]:
    """Make up labels of two passes."""
    chance = random.Random(seed)
    names = [f"label-{number}" for number in range(labels)]
    ones = [chance.choice(names) for _ in range(units)]
    return [(one, one if chance.random() < 0.7 else chance.choice(names)) for one in ones]


@pytest.mark.parametrize("seed", range(20))
def test_alpha_is_that_of_the_library(seed: int) -> None:
    """Alpha is what the package `krippendorff` makes of the same labels."""
    pairs = labelled(seed, units=10 + 7 * seed, labels=2 + seed % 7)
    plain = krippendorff.alpha(reliability_data=list(zip(*pairs, strict=True)), level_of_measurement="nominal")
    assert nominal_alpha(Counter(pairs)).value == pytest.approx(plain, abs=1e-12)


def test_alpha_of_very_many_labels() -> None:
    """A thousand labels over a hundred thousand units need no array of units by labels by labels."""
    alpha = nominal_alpha(Counter(labelled(1, units=100_000, labels=1_000)))
    assert alpha.value == pytest.approx(0.7, abs=0.01)


@pytest.mark.parametrize(
    ("pairs", "reason"),
    [
        ({}, "nothing to compare"),
        ({("a", "b"): 0}, "nothing to compare"),
        ({("a", "a"): 5}, "both give one label throughout"),
    ],
)
def test_alpha_that_is_not_defined_says_why(pairs: dict[tuple[str, str], int], reason: str) -> None:
    """Without units, or with one label alone, alpha is not defined: no number, but the reason."""
    alpha = nominal_alpha(pairs)
    assert (alpha.value, alpha.reason) == (None, reason)
    assert shown_value(alpha) == f"not defined ({reason})"


def test_alpha_of_one_unit() -> None:
    """One unit with two labels is what chance would give."""
    assert nominal_alpha({("a", "b"): 1}).value == 0


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        (Share(1, 3), "0.33"),
        (Share(0, 0), "–"),
        (F1(2, 1, 1), "0.67"),
        (F1(0, 0, 0), "–"),
        (Mean(0.0, 0), "–"),
        (Mean(1.5, 2), "0.75"),
        (Alpha(-0.001, (("a", "b", 1),)), "0.00"),
    ],
)
def test_values_are_shown_with_two_decimals(figure: figures.Figure, shown: str) -> None:
    """Numbers have two decimals, 0 no sign, and a share of nothing is a dash."""
    assert shown_value(figure) == shown


# ---- matching -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stretch:
    """A unit that has nothing but its place."""

    span: Span
    name: int = 0

    @property
    def order(self) -> tuple[int, int, int]:
        """Its place."""
        return (self.span.start, self.span.end, self.name)


def stretches(*ends: tuple[int, int]) -> list[Stretch]:
    """Return units by their ends."""
    return [Stretch(Span(*pair), number) for number, pair in enumerate(ends)]


def test_overlap() -> None:
    """Overlap is what two spans share over what they cover together."""
    assert overlap(Span(0, 10), Span(0, 10)) == 1
    assert overlap(Span(0, 10), Span(5, 10)) == 0.5
    assert overlap(Span(0, 10), Span(10, 20)) == 0
    assert overlap(Span(0, 4), Span(2, 8)) == 0.25


@pytest.mark.parametrize("seed", range(30))
def test_sweep_finds_every_overlap(seed: int) -> None:
    """The sweep finds the pairs that a comparison of all with all finds, each once."""
    chance = random.Random(seed)
    a, b = (
        stretches(*((start, start + chance.randint(1, 15)) for start in chance.choices(range(60), k=25))) for _ in "ab"
    )
    found = list(overlapping(a, b))
    everything = [(one, other) for one in a for other in b if one.span.overlaps(other.span)]
    assert len(found) == len(set(found))
    assert set(found) == set(everything)


def test_best_pair_comes_first() -> None:
    """The pair that overlaps most is taken first; what is left is matched among itself."""
    a, b = stretches((0, 10), (10, 20)), stretches((0, 20), (11, 20))
    found = match(a, b, lambda one, other: (-overlap(one.span, other.span),))
    assert found.pairs == ((a[0], b[0]), (a[1], b[1]))
    assert (found.only_a, found.only_b) == ((), ())


def test_pairs_without_a_rank_are_left() -> None:
    """Units whose only partners are refused are in one pass alone."""
    a, b = stretches((0, 10)), stretches((0, 10))
    found = match(a, b, lambda _one, _other: None)
    assert (found.pairs, found.only_a, found.only_b) == ((), tuple(a), tuple(b))


def test_work_grows_with_what_overlaps() -> None:
    """Ten thousand units side by side, and one over all of them, are compared with their neighbours alone."""
    asked = 0

    def rank(one: Stretch, other: Stretch) -> tuple[float]:
        nonlocal asked
        asked += 1
        return (-overlap(one.span, other.span),)

    ends = [(10 * number, 10 * number + 9) for number in range(10_000)]
    found = match(stretches(*ends, (0, 100_000)), stretches(*ends), rank)
    assert len(found.pairs) == 10_000
    assert asked == 20_000


# ---- words --------------------------------------------------------------------------------------------


def text_of(raw: str, *boilerplate: str) -> Any:
    """Return a source text."""
    return read_source_text(raw.encode(), "one.txt", boilerplate)


def words_of(raw: str, *boilerplate: str) -> list[str]:
    """Return the words of a source text."""
    text = text_of(raw, *boilerplate)
    return [raw[span.start : span.end] for span in word_spans(text)]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("One, two – three.", ["One", "two", "three"]),
        ("l’eau d’Ida", ["l", "eau", "d", "Ida"]),
        ("e\u0301te\u0301 été", ["e\u0301te\u0301", "été"]),
        ("قالَت «لينا»، ٢٠٠ هكتار.", ["قالَت", "لينا", "٢٠٠", "هكتار"]),
        ("می\u200cخواهم برو", ["می\u200cخواهم", "برو"]),
        ("🍎 ...", []),
    ],
)
def test_words_of_several_scripts(raw: str, words: list[str]) -> None:
    """A word is a run of letters, digits and their marks, in any script."""
    assert words_of(raw) == words


def test_words_of_the_article_alone() -> None:
    """Lines that are not the article have no words."""
    assert words_of("One two\nAdvert here\nthree\nMore\n", "2", "4") == ["One", "two", "three"]


def unit_of(start: int, end: int, entity: str = "", name: str = "p") -> Any:
    """Return a passage, or a mention if an entity is given."""
    passage = AnchoredPassage("one", Span(start, end), Located(Passage(id=name, quote="x"), "one.yml"), ())
    return MentionUnit(Mention(Span(start, end), entity), passage) if entity else PassageUnit(passage)


def test_a_word_is_covered_by_any_of_its_letters() -> None:
    """A word counts as inside a passage that holds some of it; passages may overlap."""
    words = word_spans(text_of("one two three four five"))
    assert covered(words, [unit_of(4, 9), unit_of(0, 7, name="q"), unit_of(19, 23)]) == [True, True, True, False, True]
    assert covered(words, []) == [False] * 5


def test_the_shortest_mention_labels_a_word() -> None:
    """Where mentions lie inside one another, a word belongs to the innermost."""
    words = word_spans(text_of("the port of Ester today"))
    mentions = [unit_of(12, 17, "ester"), unit_of(0, 17, "port")]
    for order in (mentions, mentions[::-1]):
        assert word_labels(words, order) == ["port", "port", "port", "ester", "(none)"]


# ---- any two passes -----------------------------------------------------------------------------------


@cache
def orchard() -> Corpus:
    """Return the corpus on orchards."""
    corpus = pipeline.check(Project.at(PROJECTS / "orchard")).corpus
    assert corpus
    return corpus


def made_up(seed: int) -> Corpus:
    """Return the corpus with passages, mentions and claims at random, some of them in the same places."""
    chance = random.Random(seed)
    entities = sorted(orchard().entities)[:4]
    sources = {}
    for source_id, source in orchard().sources.items():
        starts = [span.start for span in word_spans(source.text)]
        passages = []
        for number in range(chance.randint(0, 8)):
            first, last = sorted(chance.sample(range(0, len(starts), 4), 2))
            span = Span(starts[first], starts[last])
            record = Passage.model_construct(
                id=f"p{chance.randint(0, 3)}-{number}",
                claims=tuple(_claim(chance, entities) for _ in range(chance.randint(0, 3))),
                relations=tuple(
                    Relation.model_construct(from_=one, type="opposes", to=other)
                    for one, other in pairwise(chance.sample(entities, chance.randint(1, 3)))
                ),
            )
            inside = [start for start in starts if span.start <= start < span.end]
            mentions = {
                Mention(Span(start, min(span.end, start + chance.randint(1, 9))), chance.choice(entities), usage)
                for start in chance.sample(inside, min(len(inside), 4))
                for usage in [chance.choice(["", "", "quoted"])]
            }
            located = Located(record, f"{seed}.yml", ("passages", number))
            passages.append(AnchoredPassage(source_id, span, located, tuple(sorted(mentions))))
        sources[source_id] = replace(source, passages=tuple(passages))
    return replace(orchard(), sources=sources)


def _claim(chance: random.Random, entities: list[str]) -> Claim:
    figure = Figure(measure="families", words=chance.choice(["few", "many"])) if chance.random() < 0.4 else None
    return Claim.model_construct(
        type=chance.choice(["event", "statement"]),
        said_by=tuple(chance.sample(entities, chance.randint(0, 2))),
        about=tuple(chance.sample(entities, chance.randint(0, 2))),
        date=chance.choice([None, "2031", "2030"]),
        figure=figure,
        answers={"compact-kept": chance.choice(["kept", "broken"])} if chance.random() < 0.5 else {},
    )


def shown(comparison: Comparison, form: str = "json") -> str:
    """Return a comparison in a form."""
    return report(comparison, ("one", "other"), "seeds", lambda file, _keys: Location(file), form, listed=True)


@pytest.mark.parametrize("seed", range(40))
def test_neither_pass_comes_first(seed: int) -> None:
    """For any two passes, comparing B with A gives what comparing A with B gives, exchanged."""
    a, b = made_up(seed), made_up(seed + 1000)
    there, back = json.loads(shown(compare(a, b))), json.loads(shown(compare(b, a)))
    assert exchanged(back) | {"a": "one", "b": "other"} == there


@pytest.mark.parametrize("seed", range(40))
def test_figures_are_within_their_bounds(seed: int) -> None:
    """Shares, F1 and means lie between 0 and 1, alpha is at most 1, strict is at most lenient, and nothing is NaN."""
    comparison = compare(made_up(seed), made_up(seed + 1000))
    assert {found.kind for found in comparison.differences} <= set(KINDS)
    for group in (comparison.overall, *(source.figures for source in comparison.sources)):
        values = {(named.group, named.name): named.figure.value for named in group}
        for named in group:
            value = named.figure.value
            assert value is None or (value <= 1 and (value >= 0 or isinstance(named.figure, Alpha))), named
        assert (values["mentions", "strict"] or 0) <= (values["mentions", "lenient"] or 0)
        assert (values["claims", "with_type"] or 0) <= (values["claims", "matched"] or 0)
    for form in FORMATS:
        assert "nan" not in shown(comparison, form).lower()


@pytest.mark.parametrize("seed", [None, *range(20)])
def test_a_pass_agrees_with_itself(seed: int | None) -> None:
    """A pass compared with itself has 1 in every figure that is defined, and no difference."""
    corpus = orchard() if seed is None else made_up(seed)
    comparison = compare(corpus, corpus)
    assert comparison.differences == ()
    assert (comparison.only_a, comparison.only_b) == ((), ())
    values = {(named.group, named.name): named.figure.value for named in comparison.overall}
    free = {("coverage", name) for name in ("both", "only_a", "only_b", "neither")}
    assert {value for key, value in values.items() if key not in free} <= {1, None}
    assert (values["coverage", "only_a"], values["coverage", "only_b"]) in ((0, 0), (None, None))


def test_same_passes_same_bytes() -> None:
    """The order in which a pass lists its passages changes nothing in any form."""
    a, b = made_up(3), made_up(4)
    turned = replace(b, sources={i: replace(s, passages=s.passages[::-1]) for i, s in b.sources.items()})
    for form in FORMATS:
        assert shown(compare(a, b), form) == shown(compare(a, turned), form)


# ---- reports --------------------------------------------------------------------------------------------

HOSTILE = "<b>*x*</b> | [a](b) `c`\n::error::d ##[error]e \x1b[31m"


def test_texts_are_neither_markup_nor_commands() -> None:
    """What contributors wrote begins no line, opens no element and adds no cell, in any form."""
    source = orchard().sources["valley-gazette-sluice"]
    claim = Claim.model_construct(type=HOSTILE, said_by=(HOSTILE,), about=())
    record = Passage.model_construct(id=HOSTILE, claims=(claim,), relations=())
    passage = AnchoredPassage(source.id, Span(0, 10), Located(record, HOSTILE), ())
    a = replace(orchard(), sources={source.id: replace(source, passages=(passage,))})
    comparison = compare(a, replace(orchard(), sources={source.id: source}))
    place = {"text": "    | A: ", "markdown": "| "}
    for form, start in place.items():
        lines = [line for line in shown(comparison, form).splitlines() if "error" in line]
        assert lines
        for line in lines:
            assert line.startswith(start)
            assert "\x1b" not in line
            assert "##[" not in line
            if form == "markdown":
                assert line.count("|") == 6
                assert "<b>" not in line


def test_keys_lead_to_the_tag() -> None:
    """The place of a mention in YAML is its tag, not only its passage."""
    keys: list[KeyPath] = []
    a = orchard()
    empty = {i: replace(s, passages=tuple(replace(p, mentions=()) for p in s.passages)) for i, s in a.sources.items()}
    for found in compare(a, replace(a, sources=empty)).differences:
        assert found.kind == "mention"
        assert found.a
        assert found.b is None
        keys.append(found.a.keys)
    assert {way[2] for way in keys} == {"actors", "places", "agreements"}
