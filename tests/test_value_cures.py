"""What is proposed in the place of a value that is not of its form."""

from __future__ import annotations

import pytest

from build_tools.field_types import PLAIN_LINK, is_id
from build_tools.geography.shapes import is_country
from build_tools.value_cures import (
    country_cure,
    degrees_cure,
    id_cure,
    language_tag,
    link_cure,
    mended_id,
    number_cure,
    plain_name_cure,
)


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("Two Swans", "two-swans"),
        ("two_swans", "two-swans"),
        ("Café d’Été", "cafe-dete"),
        ("--a--", "a"),
        ("بيت", ""),
        ("a" * 200, "a" * 80),
    ],
)
def test_mended_id(text: str, identifier: str) -> None:
    """An id is mended without accents, capitals and spaces; what has no such letters is not guessed."""
    assert mended_id(text) == identifier
    assert not identifier or is_id(identifier)


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("a, b-c", "put a list in brackets: [a, b-c]"),
        ("a and b", "put a list in brackets: [a, b]"),
        ("A, B", "write 'a-b'"),
        ("بيت", "spell it in letters a–z, such as 'a-short-name'"),
    ],
)
def test_id_cure(text: str, cure: str) -> None:
    """Several ids in one text are a list."""
    assert id_cure(text, is_id) == cure


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("1,200", "write 1200"),
        ("1 200 000", "write 1200000"),
        ("1,200 trees", "write 1200, and 'unit: trees' on a line of its own"),
        ("about 40", "write 40; what the text says of the number, 'about', goes under 'qualifier'"),
        ("10-12", "a range has 'low' and 'high' in the place of 'value'"),
        ("10 to 12", "a range has 'low' and 'high' in the place of 'value'"),
        ("dozens", "write a vague amount under 'words', in the place of the number: 'words: dozens'"),
    ],
)
def test_number_cure(text: str, cure: str) -> None:
    """Digits are told without what stands between them; what stands beside them has a key of its own."""
    assert number_cure(text) == cure


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("35,93", "write 35.93"),
        ("35°56'N", "write 35.9333"),
        ("35° 56' 15\" S", "write -35.9375"),
        ("36.63E", "write 36.63"),
        ("36.63° W", "write -36.63"),
        ("110.5", "'lat' is degrees north and 'lon' degrees east; exchange the two"),
        ("north", "write degrees with a point and without a sign for them, such as 35.93; south and west have a minus"),
    ],
)
def test_degrees_cure(text: str, cure: str) -> None:
    """Degrees are told as a number with a point."""
    assert degrees_cure(text, 90) == cure


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("www.example.org/a", "write https://www.example.org/a"),
        ("//example.org", "write https://example.org"),
        ("<https://example.org/a>", "write https://example.org/a"),
        ("https://example.org/a b", "write https://example.org/a%20b"),
        ("see the archive", "copy the address from the browser"),
    ],
)
def test_link_cure(text: str, cure: str) -> None:
    """An address is completed where that makes it one."""
    assert link_cure(text, PLAIN_LINK.fullmatch) == cure


def test_names_for_codes() -> None:
    """A language and a country may be written by their names; a file with its folder."""
    assert [language_tag(name) for name in ("English", "Arabic", "EN", "Elvish")] == ["en", "ar", "en", ""]
    assert country_cure("France", is_country) == "write FR"
    assert country_cure("fr", is_country) == "write FR"
    assert country_cure("Atlantis", is_country) == "look the two letters up in ISO 3166-1"
    assert plain_name_cure("seeds/my letter.txt").startswith("write my-letter.txt; ")
    assert plain_name_cure("..").startswith("give the name alone")
