"""Dates as people write them: guessed, and given in the form that is asked for."""

from __future__ import annotations

import calendar
import re

from build_tools.dates import calendar_names, parse_date
from build_tools.value_cures import write

_ABOUT = re.compile(r"^(?:about|around|circa|ca?\.?|approximately)\s+", re.IGNORECASE)
_RANGE = re.compile(r"\s+(?:to|until|till|bis)\s+|\s*[–—]\s*|\s+-\s+|\s*/\s*(?=\d{4}-)", re.IGNORECASE)


def guess_date(text: str) -> str:
    """Return how a date is meant in EDTF, or several with ` or ` between them, or "" if that cannot be guessed."""
    found = _guess(text.strip()) if len(text) <= 80 else []
    guesses = [guess for guess in found if _is_date(guess)]
    return " or ".join(dict.fromkeys(guesses))


def _is_date(text: str) -> bool:
    try:
        parse_date(text)
    except ValueError:
        return False
    return True


def _guess(text: str) -> list[str]:
    about = _ABOUT.match(text)
    if about:
        rest = text[about.end() :]
        return [f"{guess}~" for guess in ([rest] if _is_date(rest) else _guess(rest))]
    ends = [end for end in _RANGE.split(text) if end]
    if len(ends) == 2:
        first, last = (end if _is_date(end) else guess_date(end) for end in ends)
        if first and last and " or " not in first + last:
            return [f"{first}/{last}" if first <= last else f"{last}/{first}"]
    decade = re.fullmatch(r"(?:the )?(\d{3})0s", text)
    if decade:
        return [f"{decade[1]}X"]
    numbers = re.fullmatch(r"(\d{1,4})[./\-\s]+(\d{1,2})(?:[./\-\s]+(\d{1,4}))?\.?", text)
    if numbers:
        return _from_numbers(*(part for part in numbers.groups() if part))
    return _from_words(text)


def _from_numbers(*parts: str) -> list[str]:
    if len(parts[0]) == 4:  # year first
        return ["-".join((parts[0], *(f"{int(part):02}" for part in parts[1:])))]
    if len(parts) == 2 or len(parts[-1]) != 4:
        return []
    day, month, year = int(parts[0]), int(parts[1]), parts[2]
    either = [(month, day)] if day == month else [(month, day), (day, month)]
    return [f"{year}-{m:02}-{d:02}" for m, d in either if 1 <= m <= 12]


def _from_words(text: str) -> list[str]:
    names = {name.casefold(): number for number in range(1, 13) for name in _month(number)}
    words = re.findall(r"[^\W\d_]+|\d+", text.casefold())
    months = [names[word] for word in words if word in names]
    years = [word for word in words if re.fullmatch(r"\d{4}", word)]
    days = [int(word) for word in words if re.fullmatch(r"\d{1,2}", word)]
    weekdays = {name.casefold() for name in calendar_names("en").weekdays}
    known = {"st", "nd", "rd", "th", "of", "the", "in", "on"} | weekdays | set(names)
    if len(months) != 1 or len(years) != 1 or len(days) > 1 or any(w.isalpha() and w not in known for w in words):
        return []
    return [f"{years[0]}-{months[0]:02}" + (f"-{days[0]:02}" if days else "")]


def _month(number: int) -> tuple[str, str]:
    return calendar.month_name[number], calendar.month_abbr[number]


def date_cure(text: str) -> str:
    """Return what to write for something that is no date: a guess, or the forms that there are."""
    guess = guess_date(text)
    if guess:
        return f"write {guess}" if " or " in guess else write(guess)
    day = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text)
    if day and 1 <= int(day[2]) <= 12 and int(day[1]):
        last = calendar.monthrange(int(day[1]), int(day[2]))[1]
        return f"{calendar.month_name[int(day[2])]} {int(day[1])} has {last} days; write the day, or {text[:7]} alone"
    backwards = text.split("/")
    if len(backwards) == 2 and _is_date("/".join(reversed(backwards))):
        return write(f"{backwards[1]}/{backwards[0]}")
    return "write the year first, then month and day as far as they are known: 2020, 2020-02 or 2020-02-17"
