"""The text that was annotated, found again by its digest: in the history that Git keeps, where there is one."""

from __future__ import annotations

import hashlib
import subprocess

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
    history = _git(project, "log", f"-{_VERSIONS}", "--format=%H", "--", f"./{name}")
    for commit in (history or b"").decode("ascii", "replace").split():
        content = _git(project, "cat-file", "blob", f"{commit}:./{name}")
        if content is not None and is_text(content, sha256):
            return content
    return None


def _git(project: Project, *arguments: str) -> bytes | None:
    """Return what Git prints in the folder of the sources, or None where it fails or is not there."""
    try:
        ended = subprocess.run(["git", *arguments], cwd=project.seeds, capture_output=True, check=False)
    except OSError:
        return None
    return ended.stdout if ended.returncode == 0 else None
