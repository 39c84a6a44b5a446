"""Lines of a text that look as if they were not the article: by their shape, and by standing elsewhere, too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from build_tools.folding import folded
from build_tools.sources import SourceText, normalise

_SHORT = 160
"""Characters of a line at most that its shape alone can make a candidate."""
_A_SENTENCE = 40
"""Characters from which a line that ends as a sentence does is taken for one."""
_LINK = re.compile(r"https?://|www\.|\b[\w.-]+@[\w-]+\.\w|^@\w+$", re.IGNORECASE)
_CRUMBS = re.compile(r"\s[|>»›·•/]\s")
_SENTENCE_END = re.compile(r"[.!?…؟。！？۔][\"'’”»)\]]*$")
_OF_THE_PAGE = "says what pages say of themselves"
_PAGE_WORDS = re.compile(
    # What pages say of themselves, whatever they are about, in some languages; folded.
    r"\b(?:cookies?|disclaimer|copyrighted|share buttons?|newsletter|subscribe|subscribers|sign up|log in|"
    r"share (?:this|on|via)|follow us|read (?:more|also)|leave a (?:reply|comment)|advertisement|all rights reserved|"
    r"click here|related (?:articles|posts|stories)|lire aussi|abonnez|partager|publicite|"
    r"weiterlesen|lesen sie auch|anzeige|teilen|leer mas|lea tambien|compartir|publicidad|"
    r"leggi anche|condividi|cerez(?:ler)?|devamini oku|paylas|reklam|abone ol)\b|"
    r"©|إقرا ايضا|اقرا ايضا|شارك|اعلان|ملفات تعريف|читаите также|подпис|реклама|поделиться"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Neighbouring lines that look like boilerplate for the same reason."""

    first: int
    """1-based, as `last`."""
    last: int
    reason: str

    @property
    def lines(self) -> str:
        """The range as records write it."""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


def candidates(text: SourceText, others: Mapping[str, str]) -> tuple[Candidate, ...]:
    """Return the lines that look like boilerplate, in order; `others` are the texts of other sources by file."""
    lines = {number: _words(text, number) for number in range(1, text.line_count + 1)}
    worded = {number: words for number, words in lines.items() if any(map(str.isalnum, words))}
    elsewhere = _lines_of(others)
    counts = Counter(worded.values())
    headline = next(iter(worded), 0)
    reasons: dict[int, str] = {}
    for number, words in worded.items():
        reason = _reason(words, elsewhere.get(words, ""), counts[words])
        if reason and (number != headline or reason != _OF_THE_PAGE):
            reasons[number] = reason
    reasons |= _captions(worded, reasons, headline)
    for more in (_behind_rule(lines, worded), _tail(worded, reasons)):
        reasons |= {number: reasons.get(number, reason) for number, reason in more.items()}
    return tuple(_ranges(reasons, worded))


def _words(text: SourceText, number: int) -> str:
    span = text.line_span(number)
    return normalise(text.raw[span.start : span.end])


def _lines_of(others: Mapping[str, str]) -> dict[str, str]:
    """Return a file that has it for each line of other texts."""
    found: dict[str, str] = {}
    for file, raw in sorted(others.items()):
        for line in raw.removeprefix("\ufeff").splitlines():
            words = normalise(line)
            if any(map(str.isalnum, words)):
                found.setdefault(words, file)
    return found


def _reason(words: str, file: str, count: int) -> str:
    if file:
        return f"stands in {file}, too"
    if count > 1 and len(words) <= _SHORT:
        return f"stands in the text {count} times"
    if len(words) > _SHORT:
        return ""
    if _LINK.search(words):
        return "holds a link or an address"
    if len(_CRUMBS.findall(words)) > 1:
        return "looks like navigation"
    if _PAGE_WORDS.search(folded(words)):
        return _OF_THE_PAGE
    return ""


def _captions(worded: Mapping[int, str], known: Iterable[int], headline: int) -> dict[int, str]:
    """Return two short lines of which the second begins with the whole first, as captions do that a page has twice."""
    found: dict[int, str] = {}
    numbers = list(worded)
    for one, other in pairwise(numbers):
        repeats = worded[other].startswith(worded[one]) and len(worded[one]) > 20 and len(worded[other]) <= 2 * _SHORT
        if repeats and one != headline and not {one, other} & set(known):
            found |= dict.fromkeys((one, other), "a caption that stands there twice")
    return found


def _behind_rule(lines: Mapping[int, str], worded: Mapping[int, str]) -> dict[int, str]:
    """Return all lines from the first one of mere marks behind which half the lines have links or speak of the page."""
    for rule in (number for number, words in lines.items() if words and number not in worded):
        behind = [words for number, words in worded.items() if number > rule]
        odd = sum(bool(_LINK.search(words) or _PAGE_WORDS.search(folded(words))) for words in behind)
        if len(behind) > 1 and 2 * odd >= len(behind):
            return {number: f"stands behind the rule of line {rule}" for number in lines if number >= rule}
    return {}


def _tail(worded: Mapping[int, str], known: Iterable[int]) -> dict[int, str]:
    """Return the lines at the end of a text that do not belong to it, each with the reason; never all of the text.

    They are those after its last paragraph, from the first that is known not to be the article; else the short
    lines without an end of a sentence, two at least.
    """
    last = max((number for number, words in worded.items() if len(words) > _SHORT), default=0)
    begin = min((number for number in known if number > last), default=0) if last else 0
    if begin:
        behind = {number: words for number, words in worded.items() if number > begin}
        return {
            number: f"stands after line {begin}, behind the last paragraph"
            for number, words in behind.items()
            if len(words) < _A_SENTENCE or not _SENTENCE_END.search(words)
        }
    tail: list[int] = []
    for number in reversed(list(worded)):
        if len(worded[number]) > _SHORT or _SENTENCE_END.search(worded[number]):
            return dict.fromkeys(tail, "a short line after the last sentence") if len(tail) > 1 else {}
        tail.append(number)
    return {}


def _ranges(reasons: Mapping[int, str], worded: Mapping[int, str]) -> list[Candidate]:
    """Return neighbouring lines of one reason as one; lines without words between them count with them."""
    order = sorted({*worded, *reasons})
    place = {number: index for index, number in enumerate(order)}
    found: list[Candidate] = []
    for number in sorted(reasons):
        last = found[-1] if found else None
        if last and last.reason == reasons[number] and place[last.last] + 1 == place[number]:
            found[-1] = Candidate(last.first, number, last.reason)
        else:
            found.append(Candidate(number, number, reasons[number]))
    return found
