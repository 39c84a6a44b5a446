"""Set words in the fonts of the site: which font has a character, which way words run, where lines break.

Each family comes in files for parts of Unicode, as pages load them. Words that no file has are left out, not drawn as
empty boxes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, features

FONTS = Path(__file__).resolve().parent.parent / "theme/assets/fonts"
SERIF, SANS = "serif", "sans"
_PARTS = ("latin", "names", "cyrillic", "rest")
_ARABIC = ("noto-naskh-arabic-arabic", "noto-naskh-arabic-forms")
_FILES = {family: (*(f"lemma-{family}-{part}" for part in _PARTS), *_ARABIC) for family in (SERIF, SANS)}
_NOWHERE = "\U0010fffd"
"""A character for private use that no font has: its picture is the sign for a missing one."""


@dataclass(frozen=True, slots=True)
class Style:
    """How words are set: family, weight (400 to 700), size in pixels."""

    family: str
    weight: int
    size: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words in one font and one direction."""

    text: str
    font: ImageFont.FreeTypeFont
    rtl: bool
    width: float


def runs_rtl(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False


def settable(text: str, family: str) -> str:
    """Return a text on one line as the fonts can set it; "" if they lack a letter of it, or nothing here can join it.

    Of a letter with a mark that no font has, the letter stands alone: `Ḩārim` is better than nothing.
    """
    if not _shapes() and any(unicodedata.bidirectional(character) in ("R", "AL") for character in text):
        return ""
    made = []
    for character in " ".join(text.split()):
        forms = (character, unicodedata.normalize("NFD", character)[0])
        found = next((form for form in forms if form == " " or _file_of(form, family)), "")
        if not found and not unicodedata.category(character).startswith("M"):
            return ""
        made.append(found)
    return "".join(made)


def width_of(text: str, style: Style) -> float:
    """Return the width of a line in pixels."""
    return sum(piece.width for group in _groups(text, style, False) for piece in group)


@dataclass(frozen=True, slots=True)
class Line:
    """A line to be drawn: its words, how they are set, and whether it runs from right to left as a whole."""

    text: str
    style: Style
    rtl: bool = False


def draw_line(draw: ImageDraw.ImageDraw, line: Line, left: float, right: float, base: float) -> None:
    """Draw a line on its base line, from the left edge, or from the right one where it runs that way."""
    groups = list(_groups(line.text, line.style, line.rtl))
    x = left
    if line.rtl:
        x = right - sum(piece.width for group in groups for piece in group)
        groups.reverse()
    for group in groups:
        for piece in reversed(group) if group[0].rtl else group:
            draw.text((x, base), piece.text, fill=255, font=piece.font, anchor="ls", direction=_direction(piece.rtl))
            x += piece.width


def broken(text: str, style: Style, width: float, most: int) -> list[str] | None:
    """Return a text in lines of at most `width` pixels; None if it needs more than `most`."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(joined, style) <= width:
            lines[-1] = joined
            continue
        parts = list(_cut(word, style, width))
        lines += parts
        if len(lines) > most:
            return None
    return lines


def shortened(text: str, style: Style, width: float, most: int) -> list[str]:
    """Return as much of a text as goes into `most` lines, with a sign for what is left out."""
    words = text.split()
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if broken(" ".join(words[:middle]) + " …", style, width, most) is None:
            high = middle - 1
        else:
            low = middle
    kept = broken(" ".join(words[:low]) + " …", style, width, most) if low else None
    return kept or [next(_cut(words[0], style, width - style.size)) + "…"]


def _cut(word: str, style: Style, width: float) -> Iterator[str]:
    """Yield a word, in parts if it is wider than a line."""
    if width_of(word, style) <= width:
        yield word
        return
    part = ""
    for character in word[:400]:
        if part and width_of(part + character, style) > width:
            yield part
            part = ""
        part += character
    yield part


def _groups(text: str, style: Style, base: bool) -> Iterator[list[_Piece]]:
    """Yield a line in groups of one direction, each in pieces of one font, in the order in which they are read."""
    for rtl, words in groupby(_with_directions(text, base), key=lambda pair: pair[0]):
        group = "".join(word for _, word in words)
        pieces = []
        for name, characters in groupby(group, key=lambda c: _file_of(c, style.family) or _FILES[style.family][0]):
            part = "".join(characters)
            font = _font(name, style)
            pieces.append(_Piece(part, font, rtl, _length(font, part, rtl)))
        if pieces:
            yield pieces


@lru_cache(maxsize=16_384)
def _length(font: ImageFont.FreeTypeFont, text: str, rtl: bool) -> float:
    return float(font.getlength(text, direction=_direction(rtl)))


def _with_directions(text: str, base: bool) -> Iterator[tuple[bool, str]]:
    """Yield each word and each space with its direction; what has none takes that of the line."""
    words = text.split(" ")
    directions = [runs_rtl(word) if any(_is_strong(c) for c in word) else base for word in words]
    for index, word in enumerate(words):
        if index:
            both = directions[index - 1] == directions[index]
            yield directions[index] if both else base, " "
        yield directions[index], word


def _is_strong(character: str) -> bool:
    return unicodedata.bidirectional(character) in ("L", "R", "AL")


@lru_cache(maxsize=8192)
def _file_of(character: str, family: str) -> str | None:
    """Return the first file of a family that has a character; a space and marks without a width are in any."""
    first = _FILES[family][0]
    if character.isspace() or (unicodedata.category(character) in ("Cf", "Mn", "Me") and character < "\u0300"):
        return first
    for name in _FILES[family]:
        if _picture(name, character) != _picture(name, _NOWHERE):
            return name
    return None


@lru_cache(maxsize=16_384)
def _picture(name: str, character: str) -> bytes:
    font = _font(name, Style(SERIF, 400, 24))
    box = font.getbbox(character, anchor="ls")
    image = Image.new("L", (64, 64))
    ImageDraw.Draw(image).text((16, 44), character, fill=255, font=font, anchor="ls")
    return repr((box, font.getlength(character))).encode() + image.tobytes()


@lru_cache(maxsize=64)
def _font(name: str, style: Style) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(FONTS / f"{name}.woff2", style.size)
    if name not in _ARABIC:  # which have one weight alone
        font.set_variation_by_axes([style.weight])
    return font


@lru_cache(maxsize=1)
def _shapes() -> bool:
    """Whether the library that joins Arabic letters is there: Pillow finds a part of it, FriBiDi, on the system."""
    return bool(features.check("raqm"))


def _direction(rtl: bool) -> str | None:
    """Return the direction as the library that joins letters takes it; without that library it must not be told."""
    return ("rtl" if rtl else "ltr") if _shapes() else None
