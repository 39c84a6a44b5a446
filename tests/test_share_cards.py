"""Cards for shared links: drawn in any script, inside their frame, with the same bytes for the same words."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest
from PIL import Image, ImageChops

from build_tools.share_cards import typesetting
from build_tools.share_cards.drawing import MARGIN, SIZE, Card, draw_card
from build_tools.share_cards.typesetting import SANS, SERIF, Style, broken, runs_rtl, settable, shortened, width_of
from tests.corpus_support import REPOSITORY
from tests.hostile_corpus import STRINGS

ARABIC = "محادثات القناة تتعثر في دورن بعد 12 يوما مع UNESCO Ḥārim"
PAPER = (250, 247, 240)


def card(title: str, kind: str = "", line: str = "A line below", site: str = "The site") -> Card:
    """Return a card."""
    return Card(kind=kind, kicker="Question", title=title, line=line, site=site)


def picture(drawn: bytes) -> Image.Image:
    """Return a drawn card in full colour."""
    with Image.open(io.BytesIO(drawn)) as opened:
        assert (opened.format, opened.size) == ("PNG", SIZE)
        return opened.convert("RGB")


def inked(image: Image.Image, box: tuple[int, int, int, int]) -> tuple[int, int, int, int] | None:
    """Return where there is anything but paper in a part of a card."""
    part = image.crop(box)
    return ImageChops.difference(part, Image.new("RGB", part.size, PAPER)).getbbox()


TITLES = [
    "Short",
    "Who is said to have closed the sluice, and when was it opened again by those who had closed it?",
    "Rinderkennzeichnungsfleischetikettierungsüberwachungsaufgabenübertragungsgesetz " * 4,
    "W" * 3000,
    "word " * 2000,
    ARABIC,
    f"Latin first, {ARABIC}",
    "Сочинский меморандум",
    "漢字 and 𝕳",
    "",
    *STRINGS,
]


@pytest.mark.parametrize("title", TITLES, ids=range(len(TITLES)))
def test_any_title_stays_inside_the_frame(title: str) -> None:
    """Whatever a title is made of, there is something to read, nothing crosses a margin, and the file is small."""
    drawn = draw_card(card(title, "place", line=title, site=title or "x"))
    image = picture(drawn)
    assert len(drawn) <= 25_000
    assert inked(image, (0, 130, SIZE[0], 520)), "no title"
    assert inked(image, (0, 0, SIZE[0], 12)) == (0, 0, SIZE[0], 12), "the red line"
    for edge in (
        (0, 20, MARGIN - 12, SIZE[1]),
        (SIZE[0] - MARGIN + 12, 20, SIZE[0], SIZE[1]),
        (0, 612, SIZE[0], SIZE[1]),
    ):
        assert inked(image, edge) is None, edge


def test_words_of_the_foot_are_kept_free() -> None:
    """The longest title leaves the red line above the foot alone."""
    image = picture(draw_card(card("word " * 2000, line="")))
    assert inked(image, (MARGIN, 515, SIZE[0], 538)) is None


def test_arabic_runs_from_the_right() -> None:
    """An Arabic title begins at the right margin, a Latin one at the left."""
    for title, side in ((ARABIC, "right"), ("The sluice", "left")):
        found = inked(picture(draw_card(card(title, line=""))), (0, 130, SIZE[0], 520))
        assert found
        assert (SIZE[0] - found[2] < MARGIN + 8) if side == "right" else (found[0] < MARGIN + 8)


def test_a_character_that_no_font_has_is_not_drawn_as_a_box() -> None:
    """A title in a script that no font has gives way to the kind of page."""
    assert settable("漢字", SERIF) == ""
    assert draw_card(card("漢字")) == draw_card(card("Question"))
    assert draw_card(card("漢字", line="漢字")) == draw_card(card("Question", line=""))


def test_letters_that_cannot_be_joined_are_not_drawn_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a system that cannot join Arabic letters, a title with such gives way to the kind of page."""
    monkeypatch.setattr(typesetting, "_shapes", lambda: False)
    assert settable(ARABIC, SERIF) == ""
    assert settable("The sluice", SERIF) == "The sluice"


def test_the_fonts_have_what_names_are_written_in() -> None:
    """Latin with common marks, Cyrillic, Turkish and Arabic are there in both families; a rare mark is left off."""
    for family in (SERIF, SANS):
        for words in ("Ḥārim Ma‘arrat an Nu‘mān", "Идлиб", "Günlüğü İŞı", "محادثات إدلب", "“A” – ‘b’ … 5–6"):
            assert settable(words, family) == words
    assert settable("Ḩārim", SERIF) == "Hārim"


def test_kinds_have_their_sign() -> None:
    """Cards of actors, places and agreements differ by sign and colour."""
    drawn = {kind: draw_card(card("Same", kind)) for kind in ("actor", "place", "agreement", "")}
    assert len(set(drawn.values())) == 4


def test_the_same_words_give_the_same_bytes() -> None:
    """Another process, with another hash seed, draws the same card."""
    code = (
        "import sys, hashlib; from build_tools.share_cards.drawing import Card, draw_card; "
        "c = Card(kind='actor', kicker='K', title=sys.argv[1], line='L', site='S'); "
        "print(hashlib.sha256(draw_card(c)).hexdigest())"
    )
    ended = {
        subprocess.run(
            [sys.executable, "-c", code, ARABIC],
            cwd=REPOSITORY,
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(ended) == 1


def test_lines_break_between_words() -> None:
    """Words stay whole where they fit; a wider one is cut; what does not fit in all lines has a sign at its end."""
    style = Style(SERIF, 600, 48)
    assert broken("one two", style, 2000, 1) == ["one two"]
    assert broken("one two", style, width_of("one", style) + 1, 2) == ["one", "two"]
    assert broken("one two three", style, width_of("three", style) + 1, 2) is None
    assert all(width_of(line, style) <= 300 for line in broken("W" * 40, style, 300, 99) or [])
    assert shortened("one two three", style, width_of("three", style) + 1, 2)[-1].endswith("…")
    assert (runs_rtl(ARABIC), runs_rtl("12 محادثات"), runs_rtl("A محادثات"), runs_rtl("12")) == (
        True,
        True,
        False,
        False,
    )
