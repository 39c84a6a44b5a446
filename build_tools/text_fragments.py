"""Text fragments: the part of a link that has a browser scroll to words of a page that is not ours.

A browser takes the first place that fits. So a fragment is tried here on the text of the source, in the way that
browsers do it, and is used only if it picks the passage and nothing before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from build_tools.locations import Span

_WHOLE = 8
"""A quotation of up to so many words is looked for as a whole: longer ones break at a comma that was mended since."""
_ENDS = 4
"""So many words of its beginning and of its end stand for a longer one, or more where these are not enough."""
_MOST = 12
_NEIGHBOURS = 6
"""So many words before or after it are tried."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """What a browser looks for, as plain text; "" for parts that are left out."""

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""

    def __str__(self) -> str:
        """Return it in the form that stands behind `#:~:`."""
        parts = (
            f"{_encoded(self.prefix)}-," if self.prefix else "",
            _encoded(self.start),
            f",{_encoded(self.end)}" if self.end else "",
            f",-{_encoded(self.suffix)}" if self.suffix else "",
        )
        return f"text={''.join(parts)}"


def link(address: str, fragment: Fragment) -> str:
    """Return an address that leads to the words of `fragment`."""
    return f"{address}{'' if '#' in address else '#'}:~:{fragment}"


def fragment_for(text: str, lines: tuple[Span, ...], before: Span, after: Span) -> Fragment | None:
    """Return a fragment that picks a passage of a text with single spaces; None if there is none.

    `lines` are the parts of the passage that stand on lines of their own: a browser looks for each end of a fragment
    within a line. `before` and `after` are the stretches from which words may be taken to tell it from others.
    """
    span = Span(lines[0].start, lines[-1].end)
    for candidate in _candidates(text, lines, before, after):
        if picked(text, candidate) == span:
            return candidate
    return None


def _candidates(text: str, lines: tuple[Span, ...], before: Span, after: Span) -> list[Fragment]:
    first, last = (text[line.start : line.end].split(" ") for line in (lines[0], lines[-1]))
    if len(lines) == 1 and len(first) <= _WHOLE:
        bare = [Fragment(" ".join(first))]
    else:
        most = min(_MOST, len(first) // 2) if len(lines) == 1 else min(_MOST, max(len(first), len(last)))
        counts = range(min(_ENDS, most), most + 1)
        bare = [Fragment(" ".join(first[:count]), " ".join(last[-count:])) for count in counts]
    left, right = text[before.start : before.end].split(), text[after.start : after.end].split()
    found = list(bare)
    for count in range(1, _NEIGHBOURS + 1):
        prefix, suffix = " ".join(left[-count:]), " ".join(right[:count])
        found += [Fragment(one.start, one.end, prefix) for one in bare if prefix]
        found += [Fragment(one.start, one.end, "", suffix) for one in bare if suffix]
        found += [Fragment(one.start, one.end, prefix, suffix) for one in bare if prefix and suffix]
    return found


def picked(text: str, fragment: Fragment) -> Span | None:
    """Return what a browser would pick in a text with single spaces: the first that fits, capitals aside."""
    folded = _folded(text)
    position = 0
    while True:
        if fragment.prefix:
            prefix = _find(folded, fragment.prefix, position)
            if prefix is None:
                return None
            start = prefix.end + len(text[prefix.end :]) - len(text[prefix.end :].lstrip())
            first = _find(folded, fragment.start, start)
            if first is None:
                return None
            if first.start != start:
                position = prefix.start + 1
                continue
        else:
            found = _find(folded, fragment.start, position)
            if found is None:
                return None
            first = found
        end = _end(text, folded, fragment, first)
        if end is not None:
            return Span(first.start, end)
        if fragment.end and not fragment.suffix:
            return None
        position = first.start + 1


def _end(text: str, folded: str, fragment: Fragment, first: Span) -> int | None:
    """Return where the match that begins with `first` ends, or None if what follows does not fit."""
    position = first.end
    while True:
        last = _find(folded, fragment.end, position) if fragment.end else first
        if last is None:
            return None
        if not fragment.suffix:
            return last.end
        suffix = _find(folded, fragment.suffix, last.end)
        if suffix is None:
            return None
        if not text[last.end : suffix.start].strip():
            return last.end
        if not fragment.end:
            return None
        position = last.start + 1


def _find(folded: str, words: str, position: int) -> Span | None:
    sought = _folded(words)
    while (start := folded.find(sought, position)) >= 0:
        end = start + len(sought)
        if _is_edge(folded, start) and _is_edge(folded, end):
            return Span(start, end)
        position = start + 1
    return None


def _is_edge(text: str, offset: int) -> bool:
    """Whether no word goes on across an offset."""
    around = text[max(0, offset - 1) : offset + 1]
    return len(around) < 2 or not re.fullmatch(r"\w\w", around)


@lru_cache(maxsize=64)
def _folded(text: str) -> str:
    """Return `text` without capitals, as long as before."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _encoded(words: str) -> str:
    """Encode what has a meaning in fragments: `-`, `&` and `,` among the rest."""
    return quote(words, safe="").replace("-", "%2D")
