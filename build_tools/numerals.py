"""Numbers as texts write them: in digits of any script, in words, or half and half."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

_NUMBER = re.compile(r"\d+(?:[.,'’\u00a0\u202f\u066b\u066c ]\d+)*")
_MAGNITUDES = (10**3, 10**6, 10**9, 10**12)


def number_in_text(value: Decimal, text: str, language: str) -> bool:
    """Whether the text states `value`: `875,000`, `875 000`, `0.9 million`, `nine hundred thousand`, `٤٣`."""
    plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    folded = re.sub(r"[\s-]+", " ", plain.casefold())
    for match in _NUMBER.finditer(plain):
        for number in _readings(match[0]):
            if number == value:
                return True
            following = re.sub(r"[\s-]+", " ", plain[match.end() : match.end() + 24].casefold()).strip()
            for magnitude, words in _magnitude_words(language):
                if number * magnitude == value and any(following.startswith(word) for word in words):
                    return True
    return any(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", folded) for words in _spelled(value, language))


def _readings(digits: str) -> set[Decimal]:
    """Return what a run of digits may mean: separators group thousands, or the last one is decimal."""
    groups = re.split(r"\D", digits)
    readings = {Decimal("".join(groups))} if all(len(group) == 3 for group in groups[1:]) else set()
    if len(groups) > 1:
        readings.add(Decimal("".join(groups[:-1]) + "." + groups[-1]))
        readings.update(Decimal(group) for group in groups)  # `2, 3` is two numbers
    return readings


@lru_cache(maxsize=1024)
def _magnitude_words(language: str) -> tuple[tuple[int, tuple[str, ...]], ...]:
    found = []
    for magnitude in _MAGNITUDES:
        words = {spelled.split()[-1].rstrip("s") for spelled in _spelled(Decimal(magnitude), language)}
        words |= {spelled.split()[-1].rstrip("s") for spelled in _spelled(Decimal(2 * magnitude), language)}
        if magnitude == 10**6:
            words.add("m ")
        found.append((magnitude, tuple(sorted(words))))
    return tuple(found)


@lru_cache(maxsize=4096)
def _spelled(value: Decimal, language: str) -> tuple[str, ...]:
    """Return the number in words, folded as `number_in_text` folds texts; empty for unknown languages."""
    from num2words import num2words  # late: only corpora with figures need it

    if value != value.to_integral_value() or abs(value) > 10**15:
        return ()
    number = int(value)
    forms = []
    for kind in ("cardinal", "ordinal"):
        try:
            forms.append(num2words(number, lang=language.split("-")[0], to=kind))
        except (NotImplementedError, TypeError, ValueError, OverflowError, IndexError, KeyError):
            continue
    spelled = {re.sub(r"[\s-]+", " ", form.casefold().replace(",", "")) for form in forms}
    # `one million` may be written `a million`, `one hundred and five` without its `and`.
    spelled |= {re.sub(r" and ", " ", form) for form in spelled}
    spelled |= {re.sub(r"^one ", "a ", form) for form in spelled if form.startswith("one ")}
    return tuple(sorted(spelled))
