"""Where each stretch of a text stands in a corrected version of it, also where paragraphs were moved or lines joined.

Words and marks are matched, white space counts for nothing. What is matched is a proposal; whoever uses it compares
the wording.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise

from build_tools.locations import Span
from build_tools.mentions import WORD_CHARACTER

_TOKEN = re.compile(rf"{WORD_CHARACTER}+|\S")
_SENTENCE_END = frozenset(".!?…؟。！？۔")
_LIKE_BLOCK = 60
"""Likeness (0 to 100) from which stretches at the same place, or sentences anywhere, are one corrected."""
_LIKE_TOKEN = 50
_MAX_PAIRED = 200
"""Tokens of a replaced stretch that are paired one by one by likeness, at most."""
_MAX_MATCHED = 4_000 * 4_000
"""Tokens of the one stretch times those of the other, at most, whose order is compared."""
_MAX_COMPARED = 500_000
"""Pairs of sentences whose likeness is looked at, at most: of more, those that stand at about the same place."""


@dataclass(frozen=True, slots=True)
class _Chunk:
    """About a sentence: tokens up to an end of a sentence or of a line."""

    first: int
    last: int
    """Numbers of tokens, half-open."""
    words: tuple[str, ...]


class Alignment:
    """Which token of a new text is which of an old one."""

    def __init__(self, old: str, new: str) -> None:
        """Match the texts: equal sentences in order, then moved ones, then those that were changed."""
        self._old, self._new = old, new
        self.old_tokens, self.new_tokens = _tokens(old), _tokens(new)
        self._starts = [span.start for span in self.old_tokens]
        self.image_of: dict[int, int] = {}
        """Number of the new token by that of the old one."""
        self._match()

    def image(self, span: Span) -> Span | None:
        """Return where a stretch of the old text stands in the new one, changed or not; None if nothing is left of it.

        None as well where its parts were torn apart, or where it ends inside a word that was changed.
        """
        first = max(0, bisect_right(self._starts, span.start) - 1)
        if first < len(self.old_tokens) and self.old_tokens[first].end <= span.start:
            first += 1
        behind = bisect_left(self._starts, span.end)
        images = [self.image_of[number] for number in range(first, behind) if number in self.image_of]
        if not images or any(one >= other for one, other in pairwise(images)):
            return None
        start = self._edge(first, images[0], -1)
        end = self._edge(behind - 1, images[-1], 1)
        cut_before = span.start - self.old_tokens[first].start
        cut_behind = self.old_tokens[behind - 1].end - span.end
        if (cut_before and not self._is_same(first, start)) or (cut_behind and not self._is_same(behind - 1, end)):
            return None
        return Span(self.new_tokens[start].start + cut_before, self.new_tokens[end].end - cut_behind)

    def _edge(self, number: int, image: int, step: int) -> int:
        """Return the new token at an end of a stretch: beyond its outermost image, as many as lack one, if free."""
        if number in self.image_of:
            return self.image_of[number]
        taken = self._taken
        while number not in self.image_of and 0 <= image + step < len(self.new_tokens) and image + step not in taken:
            image += step
            number -= step
        return image

    @cached_property
    def _taken(self) -> set[int]:
        return set(self.image_of.values())

    def _is_same(self, old: int, new: int) -> bool:
        return _text(self._old, self.old_tokens[old]) == _text(self._new, self.new_tokens[new])

    # ---- matching ----

    def _match(self) -> None:
        old, new = _chunks(self._old, self.old_tokens), _chunks(self._new, self.new_tokens)
        left_old, left_new = set(range(len(old))), set(range(len(new)))
        blocks: list[tuple[int, int, int, int]] = []
        matcher = SequenceMatcher(None, [c.words for c in old], [c.words for c in new], autojunk=False)
        for operation, a, b, c, d in matcher.get_opcodes():
            if operation == "equal":
                for one, other in zip(range(a, b), range(c, d), strict=True):
                    self._pair(old[one], new[other])
                    left_old.discard(one)
                    left_new.discard(other)
            elif operation == "replace":
                blocks.append((a, b, c, d))
        for one, other in _moved(old, new, left_old, left_new):
            self._pair(old[one], new[other])
            left_old.discard(one)
            left_new.discard(other)
        for a, b, c, d in blocks:
            ones, others = [i for i in range(a, b) if i in left_old], [i for i in range(c, d) if i in left_new]
            if ones and others and self._pair_block([old[i] for i in ones], [new[i] for i in others]):
                left_old.difference_update(ones)
                left_new.difference_update(others)
        for one, other in _likest(old, new, sorted(left_old), sorted(left_new)):
            self._pair_block([old[one]], [new[other]])

    def _pair(self, old: _Chunk, new: _Chunk) -> None:
        self.image_of.update(zip(range(old.first, old.last), range(new.first, new.last), strict=True))

    def _pair_block(self, old: Sequence[_Chunk], new: Sequence[_Chunk]) -> bool:
        """Pair the tokens of stretches that are like each other; return whether they are, and not too long for it."""
        ones, others = _numbers(old), _numbers(new)
        if len(ones) * len(others) > _MAX_MATCHED or _likeness(old, new) < _LIKE_BLOCK:
            return False
        self._pair_tokens(ones, others)
        return True

    def _pair_tokens(self, old: Sequence[int], new: Sequence[int]) -> None:
        ones = [_text(self._old, self.old_tokens[number]) for number in old]
        others = [_text(self._new, self.new_tokens[number]) for number in new]
        for operation, a, b, c, d in SequenceMatcher(None, ones, others, autojunk=False).get_opcodes():
            if operation == "equal" or (operation == "replace" and b - a == d - c):
                self.image_of.update(zip(old[a:b], new[c:d], strict=True))
            elif operation == "replace" and max(b - a, d - c) <= _MAX_PAIRED:
                for one, other in _best_pairs(ones[a:b], others[c:d]):
                    self.image_of[old[a + one]] = new[c + other]


def _text(text: str, token: Span) -> str:
    return text[token.start : token.end]


def _tokens(text: str) -> list[Span]:
    return [Span(match.start(), match.end()) for match in _TOKEN.finditer(text) if match[0] != "\ufeff"]


def _chunks(text: str, tokens: Sequence[Span]) -> list[_Chunk]:
    chunks, first = [], 0
    for number, token in enumerate(tokens):
        following = text[token.end : tokens[number + 1].start] if number + 1 < len(tokens) else "\n"
        ends = (following and _text(text, token) in _SENTENCE_END) or "\n" in following or "\r" in following
        if ends:
            words = tuple(_text(text, one) for one in tokens[first : number + 1])
            chunks.append(_Chunk(first, number + 1, words))
            first = number + 1
    return chunks


def _moved(
    old: Sequence[_Chunk], new: Sequence[_Chunk], left_old: set[int], left_new: set[int]
) -> list[tuple[int, int]]:
    """Return the chunks left over that stand in both texts once, at places that are not in order."""
    ones, others = Counter(old[i].words for i in left_old), Counter(new[i].words for i in left_new)
    places = {new[i].words: i for i in left_new}
    return [(i, places[old[i].words]) for i in sorted(left_old) if ones[old[i].words] == 1 == others[old[i].words]]


def _likeness(old: Sequence[_Chunk], new: Sequence[_Chunk]) -> float:
    from rapidfuzz import fuzz  # late: only a corrected text needs it

    return fuzz.ratio(_joined(old), _joined(new))


def _joined(chunks: Sequence[_Chunk]) -> str:
    return " ".join(word for chunk in chunks for word in chunk.words)


def _numbers(chunks: Sequence[_Chunk]) -> list[int]:
    return [number for chunk in chunks for number in range(chunk.first, chunk.last)]


def _likest(
    old: Sequence[_Chunk], new: Sequence[_Chunk], left_old: Sequence[int], left_new: Sequence[int]
) -> list[tuple[int, int]]:
    """Return pairs of chunks that are like each other, the likest first taken, each chunk once."""
    from rapidfuzz import fuzz

    words = {other: _joined([new[other]]) for other in left_new}
    scored: list[tuple[float, int, int]] = []
    reach = _MAX_COMPARED // (2 * len(left_old) + 1)
    for place, one in enumerate(left_old):
        mine, about = _joined([old[one]]), place * len(left_new) // len(left_old)
        for other in left_new[max(0, about - reach) : about + reach + 1]:
            score = fuzz.ratio(mine, words[other], score_cutoff=_LIKE_BLOCK)
            if score:
                scored.append((-score, one, other))
    pairs: list[tuple[int, int]] = []
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for _, one, other in sorted(scored):
        if one not in taken_old and other not in taken_new:
            pairs.append((one, other))
            taken_old.add(one)
            taken_new.add(other)
    return pairs


def _best_pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return which words are one corrected, in order, so that the sum of likenesses is the largest."""
    from rapidfuzz import fuzz

    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    like = [[score if (score := fuzz.ratio(a, b)) >= _LIKE_TOKEN else 0.0 for b in new] for a in old]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + like[i][j])
    pairs, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        if like[i][j] and best[i][j] == best[i + 1][j + 1] + like[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
