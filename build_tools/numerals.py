"""Numbers as texts write them: in digits of any script, in words, or half and half."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.numbers import format_compact_decimal, get_decimal_symbol

from build_tools.locations import Span

_GROUPED_BY_SPACES = r"(?<!\d)\d{1,3}([\u00a0\u2009\u202f '’])\d{3}(?:\1\d{3})*(?:[.,\u066b]\d{1,2})?(?![.,\u066b]?\d)"
_NUMBER = re.compile(rf"{_GROUPED_BY_SPACES}|\d+(?:[.,\u066b\u066c]\d+)*")
_MAGNITUDES = (10**3, 10**6, 10**9, 10**12)


def number_in_text(value: Decimal, text: str, language: str) -> bool:
    """Whether the text states `value`: `875,000`, `875 000`, `0.9 million`, `nine hundred thousand`, `٤٣`.

    A part of a number is not the number: `875,000` does not state 875, nor `three million` 3.
    """
    return next(_stated(value, text, language), None) is not None


def stated_spans(value: Decimal, text: str, language: str) -> tuple[Span, ...]:
    """Return where the text states `value`, in order, not overlapping: whole numbers, `3.5 million` as one."""
    found: list[Span] = []
    for span in sorted(_stated(value, text, language), key=lambda span: (span.start, -span.end)):
        if not found or span.start >= found[-1].end:
            found.append(span)
    return tuple(found)


def _stated(value: Decimal, text: str, language: str) -> Iterator[Span]:
    """Yield where the text states `value`: first in digits, then in words."""
    plain = in_ascii_digits(text)
    for match in _NUMBER.finditer(plain):
        scales = _scales(plain[match.end() : match.end() + 24], language)
        for reading, span in _readings(match[0], language):
            is_last = span.end == len(match[0])
            for factor, length in scales if is_last else ((1, 0),):
                if reading * factor == value:
                    yield Span(match.start() + span.start, match.start() + span.end + length)
    folded = _folded(plain)
    origins: list[int] = []
    for words in _spelled(value, language):
        for span in _standing(words, folded, language):
            origins = origins or _origins(plain)
            yield Span(origins[span.start], origins[span.end - 1] + 1)


def numbers_in_digits(text: str, language: str) -> tuple[tuple[str, str], ...]:
    """Return the numbers that a text has in digits, as written and in plain digits: `1,200` is 1200."""
    plain = in_ascii_digits(text)
    found: list[tuple[str, Span]] = []
    for match in _NUMBER.finditer(plain):
        scales = _scales(plain[match.end() : match.end() + 24], language)
        for reading, span in _readings(match[0], language):
            is_last = span.end == len(match[0])
            factor, length = max(scales) if is_last and scales else (1, 0)
            start, end = match.start() + span.start, match.start() + span.end + length
            if not found or start >= found[-1][1].end:  # the first of several readings
                found.append((f"{(reading * factor).normalize():f}", Span(start, end)))
    return tuple((text[span.start : span.end], number) for number, span in found)


def values_of(words: str, language: str) -> tuple[Decimal, ...]:
    """Return what a text that is one number from end to end may mean: `12,000`, `3.5 million`, `nine hundred`.

    Empty where it is none, or none of the numbers in words that are looked up: below 1,000 and whole thousands.
    """
    plain = in_ascii_digits(words.strip())
    match = _NUMBER.match(plain)
    if match:
        scales = _scales(plain[match.end() :], language)
        return tuple(
            reading * factor
            for reading, span in _readings(match[0], language)
            for factor, length in scales
            if span == Span(0, len(match[0])) and match.end() + length == len(plain)
        )
    value = _values_in_words(language).get(_folded(plain))
    return () if value is None else (value,)


@lru_cache(maxsize=16)
def _values_in_words(language: str) -> dict[str, Decimal]:
    numbers = (*range(1, 1000), *range(1000, 100_000, 1000))
    return {form: Decimal(n) for n in numbers for form in _spelled(Decimal(n), language, ("cardinal",))}


def in_ascii_digits(text: str) -> str:
    """Return the text with each digit of any script as one of 0-9; offsets stay."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def digit_spans(text: str) -> Iterator[Span]:
    """Yield where numbers stand in digits, of any script; not where they are a part of a word, as in `A4`.

    Scripts without case write particles onto numbers; a number after such letters is one.
    """
    for match in _NUMBER.finditer(in_ascii_digits(text)):
        before = text[match.start() - 1] if match.start() else " "
        if not (before.isupper() or before.islower() or before == "_"):
            yield Span(match.start(), match.end())


@lru_cache(maxsize=64)
def cardinal_words(language: str) -> frozenset[str]:
    """Return the single words of which a language makes its numbers, in lower case; empty for unknown languages."""
    below_hundred = {words for n in range(1, 100) for words in _spelled(Decimal(n), language, ("cardinal",))}
    return frozenset(word for word in below_hundred | _number_words(language) if word and not re.search(r"\s", word))


@lru_cache(maxsize=64)
def words_for_one(language: str) -> frozenset[str]:
    """Return the words for the number one, which many languages use as an article or pronoun, too."""
    return frozenset(_spelled(Decimal(1), language, ("cardinal",)))


def _standing(words: str, folded: str, language: str) -> Iterator[Span]:
    """Yield where the words stand in the text on their own: not `five` of `forty-five` or of `five thousand`."""
    numerals = _number_words(language)
    for match in re.finditer(rf"(?<!\w){_spaced(words, language)}(?!\w)", folded):
        before, after = folded[: match.start()].split(" ")[-2:-1], folded[match.end() :].split(" ")[1:2]
        if not numerals.intersection(before + [word.rstrip(".,;:") for word in after]):
            yield Span(match.start(), match.end())


@lru_cache(maxsize=4096)
def _spaced(words: str, language: str) -> str:
    """Return a pattern for the words; a number written as one word may have spaces: `dokuzyüzbin`, `dokuz yüz bin`."""
    numerals = "|".join(sorted(map(re.escape, _number_words(language)), key=lambda word: (-len(word), word)))
    parts = re.findall(numerals, words) if numerals else []
    return " ?".join(map(re.escape, parts)) if "".join(parts) == words else re.escape(words)


_GAP = re.compile(r"[\s-]+")


def _folded(text: str) -> str:
    return _GAP.sub(" ", text.casefold())


def _origins(text: str) -> list[int]:
    """Return, for each character of the folded text, the offset of the one that it was made of."""
    origins: list[int] = []
    for match in re.finditer(rf"{_GAP.pattern}|.", text, re.DOTALL):
        length = 1 if _GAP.fullmatch(match[0]) else len(match[0].casefold())
        origins += [match.start()] * length
    return origins


def _scales(following: str, language: str) -> tuple[tuple[int, int], ...]:
    """Return by what a number is multiplied before a text such as ` million people`, each with its length there."""
    folded = _folded(following)
    words = folded.lstrip()
    factors: tuple[int, ...] = (1,)
    match = None
    for magnitude_word, magnitude in magnitude_words(language).items():
        match = re.match(rf"{re.escape(magnitude_word)}s?(?!\w)", words)
        if match:
            factors = (magnitude,)
            break
    else:
        match = re.match(r"(k|m|mn|mln|bn)\b", words)
        if match:
            factors = (1, {"k": 10**3, "bn": 10**9}.get(match[1], 10**6))
    if not match:
        return ((1, 0),)
    length = _origins(following)[len(folded) - len(words) + match.end() - 1] + 1
    return tuple((factor, length if factor > 1 else 0) for factor in factors)


def _readings(digits: str, language: str) -> tuple[tuple[Decimal, Span], ...]:
    """Return what a run of digits may mean, and where in it: separators group thousands, or the last one is decimal."""
    groups = re.split(r"\D", digits)
    marks = re.findall(r"\D", digits)
    everything = Span(0, len(digits))
    whole = (Decimal("".join(groups)), everything)
    if not marks:
        return (whole,)
    decimal = (Decimal(f"{''.join(groups[:-1])}.{groups[-1]}"), everything)
    last_is_decimal = (
        _groups_thousands(groups[:-1], marks[:-1]) and marks[-1] in ".,\u066b" and marks[-1] not in marks[:-1]
    )
    if _groups_thousands(groups, marks) and marks[-1] != "\u066b":
        ambiguous = last_is_decimal and marks[-1] == _decimal_symbol(language)
        return (whole, decimal) if ambiguous else (whole,)
    if last_is_decimal:
        return (decimal,)
    # Neither form, as in `17.02.2020` or `2,3,4`: numbers of their own.
    return tuple((Decimal(match[0]), Span(match.start(), match.end())) for match in re.finditer(r"\d+", digits))


def _groups_thousands(groups: list[str], marks: list[str]) -> bool:
    """Whether the marks are all the same and stand where thousands (or lakhs) are grouped."""
    if not marks:
        return True
    return (
        len(set(marks)) == 1
        and 1 <= len(groups[0]) <= 3
        and not groups[0].startswith("0")
        and all(len(group) in (2, 3) for group in groups[1:-1])
        and len(groups[-1]) == 3
    )


def _decimal_symbol(language: str) -> str:
    try:
        return get_decimal_symbol(Locale.parse(language.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return "."


@lru_cache(maxsize=64)
def magnitude_words(language: str) -> dict[str, int]:
    """Return the words for thousand, million and so on, in the forms that they take after a number."""
    try:
        locale = Locale.parse(language.replace("-", "_"))
        shown = {
            (count, magnitude): format_compact_decimal(count * magnitude, format_type="long", locale=locale).casefold()
            for magnitude in _MAGNITUDES
            for count in (1, 2, 5, 11)
        }
    except (UnknownLocaleError, ValueError, KeyError):
        return {}
    words: dict[str, int] = {}
    for (count, magnitude), text in shown.items():
        match = re.fullmatch(rf"\W*(?:{count}\s*)?(\D+)", text)  # some languages count in other steps
        if match:
            words.setdefault(match[1].strip().rstrip("s"), magnitude)
    return {word: words[word] for word in sorted(words, key=lambda word: (-len(word), word))}


@lru_cache(maxsize=64)
def _number_words(language: str) -> set[str]:
    """Return the words of which longer numbers are made."""
    small = (
        words for n in (*range(1, 20), *range(20, 100, 10)) for words in _spelled(Decimal(n), language, ("cardinal",))
    )
    hundred = {words.split()[-1] for words in _spelled(Decimal(100), language, ("cardinal",))}
    return hundred.union((words for words in small if " " not in words), magnitude_words(language))


@lru_cache(maxsize=4096)
def _spelled(value: Decimal, language: str, kinds: tuple[str, ...] = ("cardinal", "ordinal")) -> tuple[str, ...]:
    """Return the number in words, folded as `number_in_text` folds texts; empty for unknown languages."""
    from num2words import num2words  # late: only corpora with figures need it

    if value != value.to_integral_value() or abs(value) > 10**15:
        return ()
    number = int(value)
    forms = []
    for kind in kinds:
        try:
            forms.append(num2words(number, lang=language.split("-", maxsplit=1)[0], to=kind))
        except (NotImplementedError, TypeError, ValueError, OverflowError, IndexError, KeyError):
            continue
    spelled = {_folded(form.replace(",", "")) for form in forms}
    # `one million` may be written `a million`, `one hundred and five` without its `and`.
    spelled |= {re.sub(r" and ", " ", form) for form in spelled}
    spelled |= {re.sub(r"^one ", "a ", form) for form in spelled if form.startswith("one ")}
    return tuple(sorted(spelled))
