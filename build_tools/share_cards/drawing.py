"""Draw a card: paper and ink, a red line, the sign of the kind; the same bytes for the same words."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw

from build_tools.share_cards.typesetting import (
    SANS,
    SERIF,
    Line,
    Style,
    broken,
    draw_line,
    runs_rtl,
    settable,
    shortened,
)

SIZE = (1200, 630)
"""Width and height in pixels: what the places that show shared links ask for."""
MARGIN = 80
_SHADES = 8
"""So many steps from paper to each ink: enough for smooth letters, few enough for small files."""

_PAPER = (250, 247, 240)
_INKS = {
    "ink": (34, 29, 23),
    "soft": (93, 85, 74),
    "red": (165, 48, 28),
    "actor": (26, 79, 176),
    "place": (116, 82, 0),
    "agreement": (156, 31, 124),
    "agree": (29, 97, 69),
    "differ": (116, 82, 0),
    "conflict": (165, 48, 28),
}
_TITLES = tuple((Style(SERIF, 600, size), most) for size, most in ((78, 3), (66, 4), (56, 5), (48, 5)))
_KICKER, _LINE, _FOOT = Style(SANS, 600, 30), Style(SANS, 400, 34), Style(SANS, 400, 28)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What stands on a card."""

    kind: str
    """`actor`, `place`, `agreement`, or "": which sign it bears."""
    kicker: str
    """What kind of page it is."""
    title: str
    line: str
    """A line below the title, or ""."""
    tone: str = ""
    """Questions: the verdict, which colours that line; else ""."""
    site: str


class _Sheet:
    """One layer of grey for each ink, put together at the end: faster than reducing a picture in full colour."""

    def __init__(self) -> None:
        self._layers: dict[str, Image.Image] = {}

    def on(self, ink: str) -> ImageDraw.ImageDraw:
        """Return the layer of an ink to draw on."""
        if ink not in self._layers:
            self._layers[ink] = Image.new("L", SIZE)
        return ImageDraw.Draw(self._layers[ink])

    def png(self) -> bytes:
        """Return the picture."""
        picture = Image.new("P", SIZE, 0)
        palette = list(_PAPER)
        steps = [round(value * _SHADES / 255) for value in range(256)]
        for number, (ink, layer) in enumerate(sorted(self._layers.items())):
            first = 1 + number * _SHADES
            box = layer.getbbox()
            if box:
                inked = layer.crop(box)
                shades = inked.point([first + step - 1 if step else 0 for step in steps])
                picture.paste(shades, box, inked.point([255 if step else 0 for step in steps]))
            palette += [
                round(paper + (full - paper) * step / _SHADES)
                for step in range(1, _SHADES + 1)
                for paper, full in zip(_PAPER, _INKS[ink], strict=True)
            ]
        picture.putpalette(palette)
        out = io.BytesIO()
        picture.save(out, "PNG", optimize=False, compress_level=5)
        return out.getvalue()


@lru_cache(maxsize=4096)
def draw_card(card: Card) -> bytes:
    """Return a card as PNG. Kept, so that a preview draws again only what an edit changed."""
    sheet = _Sheet()
    left, right = MARGIN, SIZE[0] - MARGIN
    sheet.on("red").rectangle((0, 0, SIZE[0], 11), fill=255)
    kicker = settable(card.kicker, SANS)
    start = left + (44 if _draw_sign(sheet, card.kind) else 0)
    draw_line(sheet.on(card.kind or "red"), _fitted(kicker, _KICKER, right - start), start, right, 118)
    base = 128
    for line in _title(settable(card.title, SERIF) or kicker or card.site, right - left):
        base += round(line.style.size * 1.16)
        draw_line(sheet.on("ink"), line, left, right, base)
    told = _fitted(settable(card.line, SANS), _LINE, right - left)
    draw_line(sheet.on(card.tone if card.tone in _INKS else "soft"), told, left, right, base + 70)
    sheet.on("red").rectangle((left, 540, left + 60, 543), fill=255)
    draw_line(sheet.on("soft"), _fitted(settable(card.site, SANS), _FOOT, right - left), left, right, 584)
    return sheet.png()


def _title(title: str, width: int) -> list[Line]:
    """Return a title in lines, as large as it goes."""
    rtl = runs_rtl(title)
    for style, most in _TITLES:
        lines = broken(title, style, width, most)
        if lines is not None:
            return [Line(line, style, rtl) for line in lines]
    style, most = _TITLES[-1]
    return [Line(line, style, rtl) for line in shortened(title, style, width, most)]


def _fitted(text: str, style: Style, width: int) -> Line:
    lines = broken(text, style, width, 1) or shortened(text, style, width, 1) if text else [""]
    return Line(lines[0], style)


def _draw_sign(sheet: _Sheet, kind: str) -> bool:
    x, y, r = MARGIN + 14, 107, 13
    if kind == "actor":
        sheet.on(kind).ellipse((x - r, y - r, x + r, y + r), fill=255)
    elif kind == "place":
        sheet.on(kind).polygon([(x, y - r - 2), (x + r + 2, y), (x, y + r + 2), (x - r - 2, y)], fill=255)
    elif kind == "agreement":
        sheet.on(kind).rectangle((x - r, y - 6, x + r, y + 5), fill=255)
    else:
        return False
    return True
