"""What Git keeps of a corpus, read from its store: nothing is checked out, fetched, or run that a repository names."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

_OF_ELSEWHERE = frozenset(
    f"GIT_{name}"
    for name in (
        *("DIR", "WORK_TREE", "INDEX_FILE", "COMMON_DIR", "OBJECT_DIRECTORY", "ALTERNATE_OBJECT_DIRECTORIES"),
        *("PREFIX", "NAMESPACE", "GLOB_PATHSPECS", "NOGLOB_PATHSPECS", "ICASE_PATHSPECS"),
    )
)
"""Variables that a hook of Git sets, or a user: they lead to another repository or index, or change what paths mean."""
_QUIET = {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
"""An object that is not here is no reason to use the network, or to ask for a password."""


def git(folder: Path, *arguments: str, given: bytes = b"") -> bytes | None:
    """Return what Git prints in a folder; None where it refuses. Raises OSError where there is no Git."""
    environment = {name: value for name, value in os.environ.items() if name not in _OF_ELSEWHERE} | _QUIET
    command = ["git", "-C", str(folder), "--no-pager", "--literal-pathspecs", "--no-replace-objects", *arguments]
    ended = subprocess.run(command, input=given, env=environment, capture_output=True, check=False)
    return ended.stdout if ended.returncode == 0 else None


def contents(folder: Path, objects: Sequence[str]) -> list[bytes | None]:
    """Return the contents of objects, in their order; None for those not here. Raises OSError as `git` does."""
    answer = git(folder, "cat-file", "--batch", given="\n".join([*objects, ""]).encode()) or b""
    found: list[bytes | None] = []
    at = 0
    for _ in objects:
        end = answer.find(b"\n", at)
        head = answer[at:end].split(b" ") if end >= 0 else []
        if len(head) != 3:  # `<name> missing`, or no answer at all
            found.append(None)
            at = end + 1 if end >= 0 else len(answer)
            continue
        size = int(head[2])
        found.append(answer[end + 1 : end + 1 + size])
        at = end + 1 + size + 1
    return found
