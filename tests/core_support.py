"""What the tests of the core share: tiny projects written from cases, one file a case (`tests/cases/`)."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from build_tools.completeness import Completeness
from build_tools.pipeline import Checked, check, check_completeness
from build_tools.project import Project
from build_tools.rule_pages import Files

CASES = Path(__file__).parent / "cases"


@cache
def base_files() -> Files:
    """Return the project that every case overlays."""
    return dict(read_case(CASES / "base.yml")["files"])


def read_case(path: Path) -> dict[str, Any]:
    """Return a case. Cases are our own files, so the usual loader reads them; `yes` and dates are quoted in them."""
    case = yaml.safe_load(path.read_text("utf-8"))
    assert isinstance(case, dict), path
    return case


def write_project(root: Path, overlay: Files, base: Files | None = None) -> Project:
    """Write a project with `overlay` over it below `root`, and return it: that of the cases if no other is given."""
    files = (base_files() if base is None else base) | overlay
    contents = {path: _encoded(value) for path, value in files.items() if value is not None and "link" not in value}
    for path, content in contents.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_with_digests(content, contents))
    for path, value in files.items():
        if isinstance(value, dict) and "link" in value:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).symlink_to(root / value["link"])
    return Project.at(root)


def _encoded(value: str | dict[str, str]) -> bytes:
    return value.encode() if isinstance(value, str) else value["text"].encode(value["encoding"])


def _with_digests(content: bytes, contents: dict[str, bytes]) -> bytes:
    def digest(match: re.Match[bytes]) -> bytes:
        return hashlib.sha256(contents.get(match[1].decode(), b"")).hexdigest().encode()

    return re.sub(rb"\{sha256 of ([^}]+)\}", digest, content)


def check_files(root: Path, overlay: Files) -> Checked:
    """Check the base project with `overlay` over it."""
    return check(write_project(root, overlay))


def check_complete(root: Path, overlay: Files) -> tuple[Checked, tuple[Completeness, ...]]:
    """Check the project with one source in which nothing is overlooked, with `overlay` over it, for completeness too."""
    project = write_project(root, dict(read_case(CASES / "complete.yml")["files"]) | overlay)
    return check_completeness(project, check(project))
