"""The faces that the style sheet declares, with the characters that each is said to have."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.corpus_support import REPOSITORY

FOLDER = REPOSITORY / "build_tools/theme/assets/fonts"
SHEET = REPOSITORY / "build_tools/theme/assets/css/fonts.css"
_RULE = re.compile(r"@font-face \{(.*?)\}", re.DOTALL)
_RANGE = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?")
_EMOJI = "\U0001f000"
STACKS = {"serif": ("Lemma Serif", "Noto Naskh Arabic"), "sans": ("Lemma Sans", "Noto Naskh Arabic")}
"""The families of our own that a text is set in, in their order."""
FALLING_BACK = frozenset("─│┌┐└┘├┤┬┴┼") | {"\u200e", "\u200f", "\u2066", "\u2067", "\u2068", "\u2069"}
"""Characters that may stand on a page and are in no font of ours: lines of drawings in code, which is set in a font of the
system, and marks of direction, which are not seen."""


@dataclass(frozen=True)
class Face:
    """A rule `@font-face` that has a file."""

    family: str
    style: str
    file: str
    characters: frozenset[str]


def faces() -> list[Face]:
    """Return the faces of the style sheet that have a file, in their order."""
    found = []
    for body in _RULE.findall(SHEET.read_text("utf-8")):
        named = dict(re.findall(r"([a-z-]+):\s*([^;]+);", body))
        if "unicode-range" in named:
            found.append(
                Face(
                    family=named["font-family"].strip('"'),
                    style=named["font-style"],
                    file=re.findall(r"fonts/([^\"]+)", named["src"])[0],
                    characters=frozenset(
                        chr(code)
                        for low, high in _RANGE.findall(named["unicode-range"])
                        for code in range(int(low, 16), int(high or low, 16) + 1)
                    ),
                )
            )
    return found


def without_glyph(text: str) -> dict[str, str]:
    """Return by stack the characters of a text that none of its upright faces has, but for those known to fall back.

    Emoji fall back, too: systems bring their own, in colour.
    """
    found = {}
    for stack, families in STACKS.items():
        held = {c for face in faces() if face.family in families and face.style == "normal" for c in face.characters}
        found[stack] = "".join(sorted({c for c in text if not c.isspace() and c < _EMOJI} - held - FALLING_BACK))
    return {stack: missing for stack, missing in found.items() if missing}
