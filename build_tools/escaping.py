"""The one escaper: what makes text safe and unchanged on its way through every later stage.

Generated pages pass through a Markdown parser, a template engine and a theme that prints titles as
they are. So not only the five characters of HTML are encoded, but every character that one of those
could take for its own; and since a page body is one raw-HTML block, line ends and tabs are too.
Characters that HTML cannot hold, or that would reverse what a reader sees, are shown as signs.
"""

from __future__ import annotations

import re

from markupsafe import Markup

from build_tools.characters import FORBIDDEN, name_character

_ACTIVE = "&<>\"'{}`~:[]!*_|\\\n\t\r\u0085\u2028\u2029"
_ENTITIES = {character: f"&#{ord(character)};" for character in _ACTIVE}
_TO_ENCODE = re.compile(f"[{re.escape(_ACTIVE)}]|{FORBIDDEN.pattern}|\ufeff")


def _encode(match: re.Match[str]) -> str:
    character = match[0]
    entity = _ENTITIES.get(character)
    if entity and character not in "\r\u0085":
        return entity
    if character == "\r":
        return "&#13;"
    return f"⟨{name_character(character)}⟩"


def escape_text(text: str) -> Markup:
    """Return `text` as HTML that shows exactly it, on one line."""
    return Markup(_TO_ENCODE.sub(_encode, text))


_GITHUB_ACTIVE = re.compile(r"(?<=[@#])(?=\w)|(?<=:)(?=[\w/+-])|(?<=www)(?=\.)|(?<=GH)(?=-)", re.IGNORECASE)
_JOINER = "\u2060"


def escape_for_github(text: str) -> str:
    """Return `text` for Markdown that GitHub shows: it links and notifies nobody, and is no markup.

    GitHub looks for mentions, references, addresses and emoji in what Markdown has made, where an encoded character is
    the character again. So a word joiner, which nobody sees, stands behind those that begin one.
    """
    return str(escape_text(_GITHUB_ACTIVE.sub(_JOINER, text)))


def finalize(value: object) -> Markup:
    """Escape what a template prints: safe HTML passes, everything else is text."""
    if isinstance(value, Markup):
        return value
    return escape_text(str(value))
