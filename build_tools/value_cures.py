"""What to write in the place of a value that is not of its form, as far as that can be guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from babel import Locale

from build_tools.characters import printable, quoted
from build_tools.folding import folded
from build_tools.problems import nearest
from build_tools.vocabulary import Term, Vocabulary

_MOST_TERMS = 14
"""Words of a closed list that are told at most beside the nearest one."""
ID_LENGTH = 80
"""Characters of an id at most."""
_MOST_READ = 200
"""Characters of a value that are looked at for a guess."""
_RECORDS_OF = {"actor_types": "actors", "place_types": "places", "agreement_types": "agreements"}
"""Folder of the records that have a type of each list."""
DIGEST_CURE = "write the digits that `sha256sum` prints for the file"


class Cure(str):
    """What to write in the place of a value, in words, with the keys that it comes to."""

    __slots__ = ("stays", "texts", "why")

    texts: Mapping[str, str]
    """Texts by their keys; "" is the key of the value itself."""
    stays: bool
    """Whether the key of the value itself stays."""
    why: str
    """What is said before the lines, where the message alone leaves it open."""

    @classmethod
    def of(cls, told: str, texts: Mapping[str, str], *, stays: bool = True, why: str = "") -> Cure:
        """Return a cure that is told so."""
        cure = cls(told)
        cure.texts, cure.stays, cure.why = texts, stays, why
        return cure


def write(value: str, shown: str = "") -> Cure:
    """Return the cure that puts another text in the place of a value; `shown` is how it is told."""
    return Cure.of(f"write {shown or value}", {"": value})


def one_of(terms: Iterable[str]) -> str:
    """Return a hint that lists the words of a closed list."""
    listed = ", ".join(terms)
    return f"one of: {listed}" if listed else "the list has no words yet; add it in vocabulary.yml"


def terms_line(terms: Iterable[str]) -> str:
    """Return the words of a short list, or ""."""
    listed = list(terms)
    return f"one of: {', '.join(listed)}" if 0 < len(listed) <= _MOST_TERMS else ""


def explained(terms: Mapping[str, Term]) -> str:
    """Return the words of a list, each on a line with what it means."""
    return "\n".join(f"  {word}: {term.definition}" for word, term in terms.items())


def _near_term(value: str, terms: Mapping[str, Term]) -> str:
    """Return a hint with the nearest word of a closed list and what it means, and all of them where they are few."""
    labelled = (word for word, term in terms.items() if term.label.casefold() == value.casefold())
    found = nearest(value, terms) or next(labelled, "")
    listed = terms_line(terms)
    if not found:
        return ("one of these:\n" + explained(terms)) if listed else one_of(terms)
    return f"did you mean {found!r}? {terms[found].definition}" + (f"\n{listed}" if listed else "")


def term_cure(value: str, list_name: str, vocabulary: Vocabulary) -> str:
    """Return the word of a closed list that is meant, or where a record belongs whose type is of another list."""
    for other, folder in _RECORDS_OF.items():
        if list_name in _RECORDS_OF and other != list_name and value in vocabulary.terms(other):
            return f"{value!r} is of the list {other}: if it is meant, move the file to annotations/{folder}/"
    return _near_term(value, vocabulary.terms(list_name))


def mended_id(value: str) -> str:
    """Return the id that is nearest to a text, of whole words; "" if it has no letter that an id may have."""
    whole = re.sub(r"[^a-z0-9]+", "-", folded(value).replace("'", "")).strip("-")
    if len(whole) <= ID_LENGTH:
        return whole
    return whole[: ID_LENGTH + 1].rpartition("-")[0] or whole[:ID_LENGTH]


def id_cure(value: str, is_id: Callable[[str], bool]) -> str:
    """Return the id that is meant, or the list where several stand in one text."""
    value = value[:_MOST_READ]
    several = [part for part in re.split(r"\s*,\s*|\s+and\s+", value) if part]
    if len(several) > 1 and all(is_id(part) for part in several):
        return f"put a list in brackets: [{', '.join(several)}]"
    proposal = mended_id(value)
    return write(proposal, f"'{proposal}'") if proposal else "spell it in letters a–z, such as 'a-short-name'"


def shorter_id_cure(value: str) -> str:
    """Return a shorter id in the place of one that is too long."""
    proposal = mended_id(value[:_MOST_READ])
    return f"write a shorter one, such as '{proposal or 'a-short-name'}'"


def number_cure(value: str) -> str:
    """Return the digits that are meant, and where what stands beside them belongs."""
    value = value[:_MOST_READ]
    digits = re.sub(r"(?<=\d)[,\s'’_](?=\d)", "", value)
    beside = re.fullmatch(r"([^\W\d].*?)?\s*(-?\d+(?:\.\d+)?)\s*(\S.*)?", digits)
    if beside is None:
        told = f"write a vague amount under 'words', in the place of the number: 'words: {printable(value, 40)}'"
        return Cure.of(told, {"words": value}, stays=False, why="a vague amount stands under 'words'")
    cure = f"write {beside[2]}"
    if re.match(r"[-–—]\s*\d|to \d", beside[3] or ""):
        return "a range has 'low' and 'high' in the place of 'value'"
    if beside[3]:
        cure += f", and 'unit: {beside[3]}' on a line of its own"
    if beside[1]:
        cure += f"; what the text says of the number, {quoted(beside[1], 40)}, goes under 'qualifier'"
        return cure
    if beside[3]:
        return Cure.of(cure, {"": beside[2], "unit": beside[3]}, why="the unit has a key of its own")
    return write(beside[2])


def degrees_cure(value: str, limit: int) -> str:
    """Return the degrees that are meant, as far as they can be told."""
    value = value[:_MOST_READ]
    if re.fullmatch(r"-?\d{1,3}(\.\d{1,8})?", value):
        return (
            "'lat' is degrees north and 'lon' degrees east; exchange the two"
            if limit == 90
            else "take 360 off, or add it"
        )
    comma = re.fullmatch(r"-?\d{1,3},\d+", value)
    parts = re.fullmatch(
        r"(\d{1,3})[°\s]+(?:(\d{1,2}(?:\.\d+)?)['’′\s]*)?(?:(\d{1,2}(?:\.\d+)?)[\"”″\s]*)?([NSEW])?", value
    )
    if comma:
        return write(value.replace(",", "."))
    if parts:
        degrees = int(parts[1]) + float(parts[2] or 0) / 60 + float(parts[3] or 0) / 3600
        return write(f"{'-' if parts[4] in ('S', 'W') else ''}{round(degrees, 5):g}")
    letter = re.fullmatch(r"(\d{1,3}(?:\.\d+)?)\s*°?\s*([NSEW])", value)
    if letter:
        return write(f"{'-' if letter[2] in 'SW' else ''}{letter[1]}")
    return "write degrees with a point and without a sign for them, such as 35.93; south and west have a minus"


def link_cure(value: str, fits: Callable[[str], object]) -> str:
    """Return the address that is meant; `fits` tells whether a text is one."""
    guesses = (
        f"https://{value.lstrip('/')}",
        value.strip("<>"),
        value.replace(" ", "%20"),
        value.partition(" ")[0],
    )
    found = next((guess for guess in guesses if fits(guess)), "")
    return write(found) if found else "copy the address from the browser"


def plain_name_cure(value: str) -> str:
    """Return the plain name of a file that is meant."""
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", re.split(r"[/\\]", value.rstrip("/\\"))[-1]).strip("-.")
    if name and name != value:
        return f"write {name}; if the file is called otherwise, rename it so"
    return "give the name alone, without folders, in letters a–z, digits, points and hyphens"


def country_cure(value: str, is_country: Callable[[str], bool]) -> str:
    """Return the code of a country that is meant."""
    if is_country(value.upper()):
        return write(value.upper())
    names = {name.casefold(): code for code, name in Locale("en").territories.items()}
    code = names.get(value.casefold(), "")
    return write(code) if is_country(code) else "look the two letters up in ISO 3166-1"


def language_tag(name: str) -> str:
    """Return the tag of a language by its English name, or ""."""
    names = {str(word).casefold(): str(tag) for tag, word in Locale("en").languages.items() if "_" not in tag}
    found = names.get(name.casefold(), name.lower())
    return found if found in names.values() else ""
