"""The design language agrees with the style sheet, and every colour stands out from what it stands on."""

from __future__ import annotations

import re

import pytest

from tests.corpus_support import REPOSITORY
from tests.tokens_support import contrast, declared, tokens

PAGE = REPOSITORY / "docs/development/design-language.md"
GROUNDS = ("paper", "raised", "sunken", "wash", "land", "sea", "outline", "wash-strong")
EDGE_GROUNDS = GROUNDS[:-2]
TEXTS = ("ink", "soft", "red", "actor", "place", "agreement", "agree", "differ", "conflict", "apart")
ROW = re.compile(r"^\| `(--bt-[a-z-]+)` \| `(#[0-9a-f]{6})` \| `(#[0-9a-f]{6})` \| (\S+(?: / \S+)?) \|", re.MULTILINE)
schemes = pytest.mark.parametrize("scheme", ["paper", "night"])


def least(scheme: str, name: str) -> float:
    """Return the smallest contrast of a token on the grounds that it may stand on."""
    colours = tokens(scheme)
    grounds = EDGE_GROUNDS if name == "edge" else GROUNDS
    return min(contrast(colours[f"--bt-{name}"], colours[f"--bt-{ground}"]) for ground in grounds)


@schemes
@pytest.mark.parametrize("name", TEXTS)
def test_text_is_readable_on_every_ground(scheme: str, name: str) -> None:
    """Every colour that text is set in stands out by 4.5 to 1, also on the ground of the passage addressed."""
    assert least(scheme, name) >= 4.5


@schemes
def test_marks_are_seen(scheme: str) -> None:
    """Edges of controls and marks that are not text stand out by 3 to 1."""
    assert least(scheme, "edge") >= 3


def test_night_without_script_is_the_night() -> None:
    """The copy of the night's colours for readers without script is a true copy."""
    assert tokens("scriptless") == tokens("night")


def test_table_has_every_token() -> None:
    """The page names every token that the sheet declares and no other, with its values and its contrast."""
    text = PAGE.read_text("utf-8")
    assert set(re.findall(r"`(--bt-[a-z-]+)`", text)) == declared()
    rows = {name: (day, night, told) for name, day, night, told in ROW.findall(text)}
    assert set(rows) == set(tokens("paper"))
    for name, (day, night, told) in rows.items():
        assert (day, night) == (tokens("paper")[name], tokens("night")[name])
        short = name.removeprefix("--bt-")
        expected = f"{least('paper', short):.1f} / {least('night', short):.1f}"
        assert told == (expected if short in (*TEXTS, "edge") else "–")


@schemes
def test_kinds_are_told_apart_without_colour(scheme: str) -> None:
    """Each kind has a line and a sign of its own."""
    css = (REPOSITORY / "build_tools/theme/assets/css/text.css").read_text("utf-8")
    kinds = re.findall(
        r"\.bt-kicker--(\w+) \{\s*--kind: var\(--bt-(\w+)\);\s*--line: (\w+);\s*--sign: (url\([^)]+\))", css
    )
    assert [kind for kind, *_ in kinds] == [token for _, token, *_ in kinds] == ["actor", "place", "agreement"]
    assert len({line for *_, line, _ in kinds}) == len({sign for *_, sign in kinds}) == 3
    assert len({tokens(scheme)[f"--bt-{kind}"] for kind, *_ in kinds}) == 3
