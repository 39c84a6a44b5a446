"""Whether two wordings differ only in spelling, marks and white space, or in what a person must look at."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from build_tools.completeness.finders import Usage, capital_spans, count_usage, is_title
from build_tools.dates import calendar_names
from build_tools.locations import Cover, Span
from build_tools.mentions import WORD, Phrases
from build_tools.numerals import cardinal_words, digit_spans, in_ascii_digits
from build_tools.registry import Registry
from build_tools.sources import normalise, sentence_spans
from build_tools.vocabulary import Cues

_LETTERS_AN_EDIT = 4
"""Letters of a word for each letter that may differ in it for a slip."""


@dataclass(frozen=True)
class Wording:
    """What is looked at in the texts of one language."""

    language: str
    names: Registry
    cues: Phrases
    """Words that report, hedge, or stand for amounts and times."""
    usage: Usage
    """How words are written in both versions of the text."""
    known_words: Collection[str]
    """Words of other texts and of the new one, in small letters: what is among them is no slip."""
    may_reword: bool = False
    """Whether other words may be added, left out and exchanged."""

    def changed(self, old: str, new: str) -> str:
        """Return what of weight differs between two wordings, for people; "" where nothing does."""
        for what, one, other in zip(_KINDS, self._guarded(old), self._guarded(new), strict=True):
            if one != other:
                return what
        if self.may_reword or not any(self._exchanged(old, new)):
            return ""
        return "words were added, left out or exchanged"

    def _guarded(self, text: str) -> Iterator[list[str]]:
        plain = in_ascii_digits(text)
        yield [normalise(plain[span.start : span.end]) for span in digit_spans(text)] + re.findall(r"\d+", plain)
        numerals, calendar = cardinal_words(self.language), _calendar_words(self.language)
        yield [word for word in _words(text) if word in numerals]
        yield [normalise(text[span.start : span.end]) for span in self.names.phrases.spans(text)]
        yield [word for word in _words(text) if word in calendar]
        yield [normalise(text[span.start : span.end]).casefold() for span in self.cues.spans(text)]
        yield [WORD_SPACES.sub(" ", name) for name in self._capitals(text)]

    def _capitals(self, text: str) -> Iterator[str]:
        title = is_title(text, Span(0, len(text)))
        for sentence in sentence_spans(text, 0, self.language):
            for span in capital_spans(text, sentence, title=title, known=Cover(()), usage=self.usage):
                yield text[span.start : span.end]

    def _exchanged(self, old: str, new: str) -> Iterator[str]:
        """Yield words that differ in more than spelling."""
        ones, others = _words(old), _words(new)
        for operation, a, b, c, d in SequenceMatcher(None, ones, others, autojunk=False).get_opcodes():
            mine, theirs = ones[a:b], others[c:d]
            if operation == "equal" or "".join(mine) == "".join(theirs) or _is_doubled(operation, ones, a, b):
                continue
            if len(mine) != len(theirs) or not all(map(self._is_slip, mine, theirs)):
                yield " ".join(theirs or mine)

    def _is_slip(self, old: str, new: str) -> bool:
        from rapidfuzz.distance import DamerauLevenshtein  # late: only a corrected text needs it

        shorter = min(len(old), len(new))
        edits = DamerauLevenshtein.distance(old, new)
        return old == new or (old not in self.known_words and edits <= max(1, shorter // _LETTERS_AN_EDIT) < shorter)


WORD_SPACES = re.compile(r"\s+")
_KINDS = (
    "digits differ",
    "words of a number differ",
    "names of records differ",
    "names of months or days differ",
    "words that report, hedge or date differ",
    "words with capitals, which may be names, differ",
)


def wording_of(
    language: str,
    names: Registry,
    cues: Cues | None,
    versions: Sequence[str],
    other_texts: Iterable[str],
    *,
    may_reword: bool,
) -> Wording:
    """Return what is looked at; `versions` are the old and the new text of the source, in this order."""
    usage = Usage()
    for text in versions:
        for line in text.splitlines():
            for sentence in sentence_spans(line, 0, language):
                count_usage(line, sentence, title=is_title(line, sentence), known=Cover(()), usage=usage)
    listed: list[str] = []
    if cues:
        hedges = (words for _, several in cues.qualifiers for words in several)
        listed = [*cues.reporting, *cues.amounts, *cues.dates, *(words.strip("… ") for words in hedges)]
    known = {word for text in (versions[-1], *other_texts) for word in _words(text)}
    return Wording(language, names, Phrases(listed, ignore_case=True), usage, known, may_reword)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(text)]


def _calendar_words(language: str) -> set[str]:
    names = calendar_names(language)
    return {word.casefold() for word in names.months | names.weekdays | names.short_months | names.short_weekdays}


def _is_doubled(operation: str, words: Sequence[str], first: int, last: int) -> bool:
    """Whether words that were left out stood there twice."""
    gone = words[first:last]
    count = len(gone)
    return operation == "delete" and gone in (words[first - count : first], words[last : last + count])
