"""Folding: the form of words under which the search finds them, whatever marks, case or letters they are written with.

`theme/assets/js/fold.js` says the same to the browser, so that what is typed and what is indexed meet; both are held to
`tests/cases/folding.yml`.
"""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = "'’‘‛`´ʹʺʻʼʽʾʿˈˊ′"
_DROPPED = "\u00ad\u0640\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Soft hyphen, tatweel, joiners, marks of direction."""
_FIRST = str.maketrans(dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_DROPPED, ""))
_LETTERS = str.maketrans(
    {"ß": "ss", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ς": "σ"}
    | {"ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ہ": "ه", "ھ": "ه"}
    | {chr(zero + digit): str(digit) for zero in (0x660, 0x6F0) for digit in range(10)}
)
_ARABIC_PREFIX = re.compile(r"^(?:[وف]?(?:ال|بال|كال|لل)(?=\w{3})|[وفب](?=\w{4}))")
"""The article and what is written together with the word after it."""


def folded(text: str) -> str:
    """Return `text` in small letters without marks; letters that writers exchange are one, apostrophes are `'`."""
    plain = unicodedata.normalize("NFKD", text.translate(_FIRST))
    plain = "".join(character for character in plain if not unicodedata.category(character).startswith("M"))
    return plain.lower().translate(_LETTERS)


def indexed(text: str) -> str:
    """Return the words of `text` as the index has them: as many as there are between spaces, in the same order.

    An apostrophe parts what is found both together and by itself: so an Arabic word is found without its article.
    """
    words = (folded(word).replace(" ", "") or "-" for word in text.split())
    return " ".join(_ARABIC_PREFIX.sub(lambda match: f"{match[0]}'", word) for word in words)
