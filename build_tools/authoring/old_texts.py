"""The text that was annotated, found again by its digest: in the history that Git keeps, where there is one."""

from __future__ import annotations

import hashlib

from build_tools.git_store import git
from build_tools.project import Project

_VERSIONS = 500
"""Committed versions of a file that are looked at, at most."""


def is_text(content: bytes, sha256: str) -> bool:
    """Whether the bytes have this digest, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest() == sha256


def committed_text(project: Project, name: str, sha256: str) -> bytes | None:
    """Return the version of a file in seeds/ that has the digest, the latest first; None if Git knows none.

    `name` is a plain file name, as records of sources have it.
    """
    try:
        history = git(project.seeds, "rev-list", f"--max-count={_VERSIONS}", "HEAD", "--", f"./{name}")
        for commit in (history or b"").decode("ascii", "replace").split():
            content = git(project.seeds, "cat-file", "blob", f"{commit}:./{name}")
            if content is not None and is_text(content, sha256):
                return content
    except OSError:  # there is no Git
        return None
    return None
