"""Find each quote in its source: exactly once, or a problem that says how to settle it.

Matching is exact after the normalisation that `sources` describes. Likeness only ever proposes.
"""

from __future__ import annotations

import difflib
import re
import textwrap
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from build_tools.characters import name_character, printable, quoted
from build_tools.locations import Span
from build_tools.sources import BREAK, SourceText, normalise
from build_tools.written_lines import Rewrite, bare
from build_tools.yaml_text import yaml_text

_MAX_LISTED = 6
_BESIDE = 24
"""Characters on each side that show which of several places is meant."""
_REACH = 400
"""Characters beside a quote among which a prefix or suffix is looked for."""
_MAX_SETTLED = 200
"""Occurrences at most of words of which one is told from the others without being asked."""
_LINE = 96
_ALIKE = 88
"""Per cent of likeness from which a passage is proposed in the place of a quote."""
_GAP = re.compile(r"\s*[\[(]?(?:…|\.\.\.)[\])]?\s*")
"""Dots that stand for words that were left out."""
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
"""Characters that nobody sees and that some scripts need."""
_LONGEST_PROPOSED = 600
"""Characters of a proposed passage at most: messages cut longer lines."""


@dataclass(frozen=True, slots=True)
class Anchored:
    """Where a quote stands."""

    span: Span
    """In the raw text."""


@dataclass(frozen=True, slots=True)
class NotAnchored:
    """Why a quote has no place."""

    rule: str
    message: str
    hint: str = ""


def find_all(text: str, words: str) -> list[int]:
    """Return the start of every occurrence, overlapping ones among them."""
    starts, position = [], text.find(words)
    while position >= 0:
        starts.append(position)
        position = text.find(words, position + 1)
    return starts


def anchor(
    quote: str,
    prefix: str | None,
    suffix: str | None,
    source: SourceText,
    *,
    rewrite: Rewrite = bare,
    shown: str = "",
) -> Anchored | NotAnchored:
    """Find the one place of a quote, as far as this source can tell.

    `prefix` and `suffix` are the words just before and after; white space between them and the
    quote does not count. `rewrite` tells how the record is written with another `quote`, `prefix`
    or `suffix`; `shown` is the path of the source. Both are for the cure alone.
    """
    words, text = normalise(quote), source.normalised
    starts = find_all(text, words)
    if not starts:
        return _missing(words, source, rewrite, shown or source.file)
    fitting = [start for start in starts if _fits(text, start, start + len(words), prefix, suffix)]
    if len(fitting) == 1:
        return Anchored(source.to_raw(fitting[0], fitting[0] + len(words)))
    if not fitting:
        listed = _listed(starts, words, source, rewrite, shown or source.file, beside_fits=False)
        return NotAnchored(
            "quote-context",
            f"'quote' must stand after its 'prefix' and before its 'suffix'; {quoted(words, 80)} stands elsewhere",
            listed,
        )
    return NotAnchored(
        "quote-ambiguous",
        f"'quote' must stand in the source once; {quoted(words, 80)} stands there {len(fitting)} times",
        _listed(fitting, words, source, rewrite, shown or source.file),
    )


def _fits(text: str, start: int, end: int, prefix: str | None, suffix: str | None) -> bool:
    # normalised: a single space at most; and no copy of the text for each of thousands of places
    before = start - (start > 0 and text[start - 1] == " ")
    after = end + text.startswith(" ", end)
    return (prefix is None or text.endswith(normalise(prefix), 0, before)) and (
        suffix is None or text.startswith(normalise(suffix), after)
    )


def _missing(words: str, source: SourceText, rewrite: Rewrite, shown: str) -> NotAnchored:
    if source.boilerplate and words in normalise(source.raw):
        return NotAnchored(
            "quote-in-boilerplate",
            f"'quote' must stand in the article; {quoted(words, 80)} stands, at least in part, in lines that "
            "'boilerplate' of the source leaves out",
            f"left out: {_boilerplate_lines(source)} of {shown}; quote what stands outside, or remove the "
            "passage (the whole file, if it is its only one); "
            "if it is a part of the article, correct 'boilerplate' in the record of the source",
        )
    return NotAnchored(
        "quote-not-found",
        f"'quote' must stand in the source letter by letter; {quoted(words, 80)} does not",
        _without_gaps(words, source.normalised, rewrite)
        or nearest_passage(words, source, rewrite=rewrite, shown=shown)
        or f"nothing like it stands in the source; copy the passage from {shown}",
    )


def _without_gaps(words: str, text: str, rewrite: Rewrite) -> str:
    """Return the cure for a quote with dots in the place of words, where its parts stand one after the other."""
    parts = [part for part in _GAP.split(words) if part]
    if len(parts) < 2:
        return ""
    start = end = text.find(parts[0])
    for part in parts:
        found = text.find(part, end)
        if found < 0:
            return ""
        end = found + len(part)
    whole = text[start:end]
    cure = "a quote has no gaps: make each part a passage of its own"
    if BREAK in whole or len(whole) > _LONGEST_PROPOSED:
        return cure
    return f"{cure}, or quote all that stands between them:\n{rewrite({'quote': whole})}"


def _boilerplate_lines(source: SourceText) -> str:
    ranges = []
    for span in source.boilerplate:
        first, last = source.line_at(span.start), source.line_at(max(span.start, span.end - 1))
        ranges.append(str(first) if first == last else f"{first}–{last}")
    return f"line{'s' if len(ranges) > 1 or '–' in ranges[0] else ''} {', '.join(ranges)}"


def _listed(
    starts: list[int], words: str, source: SourceText, rewrite: Rewrite, shown: str, *, beside_fits: bool = True
) -> str:
    """Return what tells each of the places of a quote from the others, with some words that stand around it."""
    parts, text = [], source.normalised
    for start in starts[:_MAX_LISTED]:
        end = start + len(words)
        line = source.line_at(source.to_raw(start, end).start)
        which = f"if you mean {quoted(_around(text, start, end), 120)} (line {line} of {shown})"
        found = _settling(start, words, starts, text)
        wrong: dict[str, str | None] = {} if beside_fits else {"prefix": None, "suffix": None}
        cure = rewrite({**wrong, found[0]: found[1]}) if found else "quote more of it"
        parts.append(f"{which}, {cure}")
    if len(starts) > _MAX_LISTED:
        parts.append(f"it stands at {len(starts) - _MAX_LISTED} more places")
    return "\n".join(parts)


def _around(text: str, start: int, end: int) -> str:
    """Return the words of a place, in brackets, with some that stand around them on the same side of a cut."""
    before = text[max(0, start - _BESIDE) : start].rpartition(BREAK)[2]
    after = text[end : end + _BESIDE].partition(BREAK)[0]
    if start > len(before):
        before = before.partition(" ")[2]
    if end + len(after) < len(text):
        after = after.rpartition(" ")[0]
    inside = text[start:end]
    if len(inside) > 2 * _BESIDE:
        inside = f"{inside[:_BESIDE]} … {inside[-_BESIDE:]}"
    return f"{before}[{inside}]{after}".strip()


def settling(start: int, words: str, starts: list[int], text: str) -> str:
    """Return the shortest line of YAML that tells the occurrence at `start` from the others, or else what to do."""
    found = _settling(start, words, starts, text)
    if found:
        return f"{found[0]}: {yaml_text(found[1])}"
    return f"quote more than {quoted(text[max(0, start - 20) : start + len(words) + 20], 90)}"


def _settling(start: int, words: str, starts: list[int], text: str) -> tuple[str, str] | None:
    """Return the key and the shortest words that tell the occurrence at `start` from the others.

    Whole words are taken; a prefix wins over a suffix of the same length, and a word over a mere mark.
    """
    end = start + len(words)
    others = [other for other in starts if other != start]
    before = text[max(0, start - _REACH) : start].rpartition(BREAK)[2].rstrip(" ")
    prefixes = [before[match.start() :] for match in reversed(list(re.finditer(r"\S+", before)))]
    ends = [other - (other > 0 and text[other - 1] == " ") for other in others]
    candidates = [
        (_is_mark(prefix), len(prefix), 0, "prefix", prefix)
        for prefix in _shortest(prefixes, lambda prefix: not any(text.endswith(prefix, 0, end) for end in ends))
    ]
    after = text[end : end + _REACH].partition(BREAK)[0].lstrip(" ")
    suffixes = [after[: match.end()] for match in re.finditer(r"\S+", after)]
    begins = [other + len(words) + text.startswith(" ", other + len(words)) for other in others]
    candidates += [
        (_is_mark(suffix), len(suffix), 1, "suffix", suffix)
        for suffix in _shortest(suffixes, lambda suffix: not any(text.startswith(suffix, at) for at in begins))
    ]
    return min(candidates)[-2:] if candidates else None


def _shortest(growing: list[str], settles: Callable[[str], bool]) -> Iterator[str]:
    """Yield the shortest of the texts, each a part of the next, that settles a place; up to one with a word."""
    for text in growing[bisect_left(range(len(growing)), True, key=lambda number: settles(growing[number])) :]:
        yield text
        if not _is_mark(text):
            break


@lru_cache(maxsize=64)
def _found(source: SourceText, words: str) -> list[int]:
    return find_all(source.normalised, words)


def settled_context(span: Span, source: SourceText) -> dict[str, str] | None:
    """Return what must stand beside the words of a stretch to name it: `prefix` or `suffix`, nothing if they do.

    The stretch lies in the article and begins and ends with a word. None where nothing near it settles the place.
    """
    words, text = normalise(source.raw[span.start : span.end]), source.normalised
    starts, here = _found(source, words), source.to_normalised(span.start)
    if here not in starts or len(starts) > _MAX_SETTLED:
        return None
    beside = _settling(here, words, starts, text) if len(starts) > 1 else None
    return None if len(starts) > 1 and beside is None else dict([beside] if beside else [])


def settled_yaml(span: Span, source: SourceText) -> tuple[str, ...]:
    """Return the lines of YAML, `quote` and what it needs beside it, that name one stretch of a source.

    The stretch lies in the article and begins and ends with a word. Empty where nothing near it settles the place.
    """
    beside = settled_context(span, source)
    if beside is None:
        return ()
    words = normalise(source.raw[span.start : span.end])
    lines = [f"quote: {yaml_text(words)}"]
    if len(words) > _LINE:
        lines = [
            "quote: >-",
            *(f"  {line}" for line in textwrap.wrap(words, _LINE, break_long_words=False, break_on_hyphens=False)),
        ]
    return (*lines, *(f"{key}: {yaml_text(words)}" for key, words in beside.items()))


def _is_mark(text: str) -> bool:
    return not re.search(r"\w", text)


@dataclass(frozen=True, slots=True)
class Nearest:
    """The passage of a source that is most like some words."""

    start: int
    end: int
    """Where it stands in the normalised text, half-open."""
    line: int
    score: float
    """Likeness, from 60 to 100."""
    diff: str
    """Its words with what differs marked, as `word_diff` does."""


def nearest(words: str, source: SourceText) -> Nearest | None:
    """Return the passage of the article most like the words, or None if none is like them."""
    from rapidfuzz import fuzz  # late: only a faulty quote needs it

    text = source.normalised.replace(BREAK, " ")
    found = fuzz.partial_ratio_alignment(words, text)
    if found is None or found.score < 60:
        return None
    start, end = _fitted(words, text, *_to_word_ends(text, found.dest_start, found.dest_end))
    near = source.normalised[start:end].replace(BREAK, "[…]")
    line = source.line_at(source.to_raw(start, max(start + 1, end)).start)
    return Nearest(start, end, line, found.score, word_diff(words, near))


def proposed(found: Nearest | None, words: str, source: SourceText) -> str:
    """Return the words of the source that are most likely meant, or "" where it is too unsure which."""
    near = source.normalised[found.start : found.end] if found else ""
    fits = found is not None and found.score >= _ALIKE and len(near) <= _LONGEST_PROPOSED
    return near if fits and BREAK not in near and near != words else ""


def nearest_passage(words: str, source: SourceText, *, rewrite: Rewrite = bare, shown: str = "") -> str:
    """Return the passage most like the words, as a word-by-word diff, or "" if none is like them.

    `rewrite` and `shown` are as in `anchor`.
    """
    seen = _UNSEEN.sub("", words)
    if seen != words and seen in source.normalised:
        names = " and ".join(map(name_character, sorted(set(_UNSEEN.findall(words)))))
        return f"the quote holds characters that nobody sees ({names}); {rewrite({'quote': seen})}"
    found = nearest(words, source)
    if found is None:
        return ""
    shown = shown or source.file
    text = source.normalised.replace(BREAK, " ")
    near = source.normalised[found.start : found.end].replace(BREAK, "[…]")
    diff = printable(found.diff, 600)
    told = f"the nearest passage is on line {found.line} of {shown} ([-yours-] {{+the source's+}}):\n  {diff}"
    meant = proposed(found, words, source)
    if meant:
        told += f"\nif it is the one that you mean, {rewrite({'quote': meant})}"
    unseen = sorted(set(_UNSEEN.findall(words)) - set(near))
    if unseen:
        names = " and ".join(map(name_character, unseen))
        told += f"\nthe quote holds characters that nobody sees ({names}); copy the passage from {shown}"
    if unicodedata.normalize("NFC", words) in unicodedata.normalize("NFC", text):
        told += f"\nthey look alike, but one has accents as characters of their own; copy the passage from {shown}"
    return told


def _to_word_ends(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and text[start - 1] != " " and text[start] != " ":
        start -= 1
    while end < len(text) and text[end - 1] != " " and text[end] != " ":
        end += 1
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return start, end


def _fitted(words: str, text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch that gains or loses whole words at its ends as long as it becomes more like the quote.

    It is found as long as the quote is: one with words too many brings neighbours along, one with too few lacks an end.
    """
    from rapidfuzz import fuzz

    if len(words) > 2 * _LONGEST_PROPOSED:  # it is not proposed, and each step would be long
        return start, end
    likeness = fuzz.ratio(words, text[start:end])
    while True:
        first, last = text.find(" ", start, end), text.rfind(" ", start, end)
        before, after = text.rfind(" ", 0, max(0, start - 1)), text.find(" ", end + 1)
        stretches = [
            *([(first + 1, end), (start, last)] if first > 0 else []),
            (before + 1, end),
            (start, after if after >= 0 else len(text)),
        ]
        best = max(stretches, key=lambda stretch: fuzz.ratio(words, text[slice(*stretch)]))
        grown = fuzz.ratio(words, text[slice(*best)])
        if grown <= likeness:
            return start, end
        (start, end), likeness = best, grown


def word_diff(mine: str, theirs: str) -> str:
    """Return `theirs` with the words that differ marked: `[-mine-]{+theirs+}`."""
    old, new = re.findall(r"\s+|\w+|[^\w\s]", mine), re.findall(r"\s+|\w+|[^\w\s]", theirs)
    parts = []
    for operation, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            parts.append("".join(old[a:b]))
            continue
        if a < b:
            parts.append(f"[-{''.join(old[a:b])}-]")
        if c < d:
            parts.append(f"{{+{''.join(new[c:d])}+}}")
    return "".join(parts)
