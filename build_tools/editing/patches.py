"""A change of one file as a patch in the form of Git: what people read, and what `git apply` takes."""

from __future__ import annotations

import difflib


def patch(old_name: str, new_name: str, old: bytes | None, new: bytes | None) -> str:
    """Return the patch of one file; None stands for no file. Names are paths relative to the root."""
    before = (old or b"").decode("utf-8", "replace")
    after = (new or b"").decode("utf-8", "replace")
    head = [f"diff --git a/{old_name} b/{new_name}\n"]
    if old is None:
        head.append("new file mode 100644\n")
    elif new is None:
        head.append("deleted file mode 100644\n")
    elif old_name != new_name:
        head += [f"rename from {old_name}\n", f"rename to {new_name}\n"]
    hunks = difflib.unified_diff(
        _lines(before),
        _lines(after),
        "/dev/null" if old is None else f"a/{old_name}",
        "/dev/null" if new is None else f"b/{new_name}",
    )
    return "".join(
        [*head, *(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in hunks)]
    )


def _lines(text: str) -> list[str]:
    """Split at line feeds alone: other line ends are characters of a line to Git."""
    lines = text.split("\n")
    return [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
