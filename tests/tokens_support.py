"""The tokens of the style sheet, and how they stand out from each other."""

from __future__ import annotations

import re

from tests.corpus_support import REPOSITORY

SHELL = REPOSITORY / "build_tools/theme/assets/css/shell.css"
PRINT = REPOSITORY / "build_tools/theme/assets/css/print.css"
_TOKEN = re.compile(r"(--bt-[a-z-]+):\s*([^;]+);")


def tokens(scheme: str) -> dict[str, str]:
    """Return the colours of a scheme by token: `paper`, `night`, or `scriptless` (the copy for a night without script)."""
    text = SHELL.read_text("utf-8")
    starts = {
        "paper": ':root,\n[data-md-color-scheme="paper"] {\n  color-scheme: light;',
        "night": '\n[data-md-color-scheme="night"] {\n  color-scheme: dark;',
        "scriptless": '  [data-md-color-scheme="paper"] {\n    color-scheme: dark;',
    }
    body = text.split(starts[scheme])[1].split("}")[0]
    return dict(_TOKEN.findall(body))


def declared() -> set[str]:
    """Return every token that the sheet declares."""
    return {name for name, _ in _TOKEN.findall(SHELL.read_text("utf-8"))}


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours in the form `#rrggbb`, as WCAG defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
