"""Cures for files that are YAML and hold what none of ours may: what to write in the place of it."""

from __future__ import annotations

import re

from build_tools.characters import FORBIDDEN
from build_tools.editing.scalars import flow
from build_tools.known_keys import KnownKeys
from build_tools.yaml_lines import Line
from build_tools.yaml_text import MOST_SHOWN

# Besides what no text may hold: a byte-order mark, and the two line ends that YAML knows and editors do not show.
REFUSED = re.compile(f"{FORBIDDEN.pattern}|[\ufeff\u2028\u2029]")
"""Matches a character that no file may hold."""
_LONGEST_SHOWN = 300
"""Characters of a line that is given anew, at most."""
_LISTS = ("passages", "dismissals")
"""Keys of which each is all that its kind of file has."""


def without_invisible(text: str, line: int) -> str:
    """Return how a line reads without what no file may hold."""
    if re.search(r"\r[^\n]", text):
        return "save the file with the line ends LF (Unix); these are those of old Macs"
    # The two line ends that editors do not show may end a remark, part a key from the next, or part a text.
    first, *others = (REFUSED.sub("", part) for part in re.split("[\u2028\u2029]", text.split("\n")[line - 1]))
    begin = Line(line, first)
    written = [first]
    for part in filter(None, map(str.strip, others)):
        above = Line(line, written[-1])
        depth = begin.at_key if Line(line, part).key or not begin.key else begin.at_key + 2
        is_remark = bool(above.remark) and not Line(line, part).key
        written.append(" " * depth + ("# " if is_remark else "") + part)
    if max(map(len, written)) > _LONGEST_SHOWN:
        return "type the words on both sides of it anew; it came along with copied text"
    return "\n".join((f"it came along with copied text; write line {line} so:", *written))


def one_document(lines: list[str], line: int, lists: set[str]) -> str:
    """Return which lines to delete where a second document begins: a key that stands above goes with the mark.

    `lists` are the keys of the first document that hold a list.
    """
    below = next((n for n in range(line, len(lines)) if lines[n].strip()), line)
    key = Line(below + 1, lines[below]).key if below < len(lines) else ""
    if key in lists:
        return f"delete lines {line}–{below + 1}: '{key}:' stands once, above all that belongs to it"
    return f"delete line {line}; a second record needs a file of its own"


def no_keys(text: str) -> str:
    """Return what to write where a file is one text."""
    guess = re.match(r"([A-Za-z_]+)\s*[=：-]\s*(\S+)", text)
    example = f"{guess[1]}: {guess[2]}" if guess else "name: …"
    return f"begin each line with a key, a colon and a space: '{example}'"


def no_list(text: str, begin: int, count: int, known: KnownKeys) -> str:
    """Return what to write where a file is a list of so many items: the key above it, or the one record in it."""
    key = next((key for key in _LISTS if key in known.below), "")
    lines = text.rstrip("\n").split("\n")[begin - 1 :]
    last = begin + len(lines) - 1
    where = f"lines {begin}–{last}" if last > begin else f"line {last}"
    if key or not known.below:
        if key and len(lines) < MOST_SHOWN and lines[0].lstrip().startswith("-"):
            written = (f"{key}:", *(f"  {line}".rstrip() for line in lines))
            return "\n".join((f"write {where} so:", *written))
        return f"write a key above the list, such as '{key or 'passages'}:', and indent the list below it"
    if count > 1:
        return (
            "give each record a file of its own, without the hyphen of a list; all keys then begin in the first column"
        )
    mark = re.match(r" *- +(?=[A-Za-z_]+:)", lines[0])
    is_alike = mark and all(not line.strip() or line[: mark.end()].isspace() for line in lines[1:])
    if mark and is_alike and len(lines) <= MOST_SHOWN:
        return "\n".join((f"a file is one record, no list; write {where} so:", *(line[mark.end() :] for line in lines)))
    return "a file is one record, no list: delete the hyphen, and let all keys begin in the first column"


def one_key(
    name: str, texts: list[str], places: tuple[tuple[int, int], tuple[int, int]], *, may_be_listed: bool
) -> str:
    """Return what to do with a key that stands twice.

    `texts` are both values where they are texts, and `places` the line and the column of each key; `may_be_listed`
    says whether one line can hold them as a list.
    """
    (line, column), (again, _) = places
    if len(texts) < 2:
        return f"move what stands below it to line {line}, and remove it here"
    if not may_be_listed:
        return f"keep the one on line {line} or the one on line {again}, and remove the other"
    is_next = again == line + 1
    where = f"lines {line}–{again}" if is_next else f"line {line}"
    removed = "" if is_next else f"remove line {again}, and "
    written = f"{' ' * (column - 1)}{name}: {flow(texts)}"
    return f"keep one of the two, or, if both hold, {removed}write {where} so:\n{written}"
