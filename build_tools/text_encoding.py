"""Files that are not UTF-8: what each most likely is, and how it is saved as UTF-8."""

from __future__ import annotations

from build_tools.locations import place_of_byte

_SAVE = "open it in a plain text editor and save it with the encoding UTF-8"
_SAVE_WORDS = "open it in its program, and save it anew as plain text, in UTF-8, with the same name and the ending {}"
_STARTS = (
    (b"\xff\xfe", "it is UTF-16", _SAVE),
    (b"\xfe\xff", "it is UTF-16", _SAVE),
    (b"PK\x03\x04", "it is a document of a word processor, or an archive", _SAVE_WORDS),
    (b"\xd0\xcf\x11\xe0", "it is a document of a word processor", _SAVE_WORDS),
    (b"%PDF", "it is a PDF", _SAVE_WORDS),
)


def encoding_fault(content: bytes, offset: int, what: str, ending: str) -> tuple[int, int, str, str]:
    """Return line, column, message and cure for a file whose byte at `offset` is not UTF-8.

    `what` names the file in the message, such as `a source`, and `ending` is that of its name. Line and column are
    counted from 1.
    """
    for start, found, cure in _STARTS:
        if content.startswith(start):
            return 1, 1, f"{what} must be plain text in UTF-8; {found}", cure.format(ending)
    line, column = place_of_byte(content, offset)
    byte = content[offset : offset + 1]
    # What most old files are: every byte but five is a letter or mark of it.
    letter = byte.decode("cp1252", "replace")
    guess = "" if letter == "\ufffd" else f" (in Windows-1252 it would be {letter!r})"
    return (
        line,
        column,
        f"{what} must be UTF-8; byte 0x{content[offset]:02x} is not{guess}",
        f"{_SAVE}; then look whether all letters and quotation marks are still right",
    )
