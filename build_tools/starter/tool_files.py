"""Which files of a checkout are the tool's, and stand in every corpus that brings it along.

A folder that somebody works in holds more than what may be copied: environments, built sites, notes. So what is at the
top is named, one by one, and a test fails if something there is neither the tool's nor the corpus's. Below it nothing
is named: whatever comes into a folder of the tool goes along.

Of the hand-written pages those are the tool's that say so in their first lines (`for: every corpus`), with the pictures
that they show; `group` there is the heading that they stand under in the menu. They name no subject and link only to
pages that every corpus has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

TOOL_ROOT = Path(__file__).resolve().parents[2]

NEEDED = (
    ".ci",
    ".editorconfig",
    ".gitattributes",
    ".github",
    ".gitignore",
    "LICENSE",
    "Makefile",
    "SECURITY.md",
    "build_tools",
    "pyproject.toml",
    "requirements-dev.lock",
    "requirements.lock",
)
"""What a corpus cannot do without."""
WHERE_THERE = (".devcontainer", ".pre-commit-config.yaml", ".vscode")
"""What helps editors: taken along where the checkout has it."""
OF_THE_CORPUS = (
    ".build-tools.sha256",
    "CHANGELOG.md",
    "CITATION.cff",
    "CONTRIBUTING.md",
    "LICENSE-annotations",
    "README.md",
    "annotations",
    "docs",
    "mkdocs.yml",
    "seeds",
    "tests",
)
"""What belongs to the corpus of a checkout, or to the work on the tool, and stays where it is."""
_NAMES_PEOPLE = (".github/CODEOWNERS",)
_PASSED_OVER = ("__pycache__", "*.pyc", ".*_cache", ".DS_Store", ".*.part", ".*.sw?", "*~")
_HEAD = re.compile(r"---\n(?P<head>.*?\n)---\n", re.DOTALL)
_PICTURE = re.compile(r"!\[[^\]]*\]\(([^)\s#]+)")


class CheckoutIncomplete(Exception):
    """The checkout lacks something of the tool, or has a link where a file must be; the message says what."""


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is to be written."""

    body: bytes
    executable: bool = False


@dataclass(frozen=True, slots=True)
class ToolPage:
    """A hand-written page of the tool."""

    path: str
    """Below `docs/`, POSIX."""
    title: str
    group: str
    """Heading that it stands under in the menu of its section; "" for none."""


def tool_files(root: Path = TOOL_ROOT) -> dict[str, File]:
    """Return every file of the tool by its path in the checkout, POSIX, sorted. Raises `CheckoutIncomplete`."""
    missing = [name for name in NEEDED if not (root / name).exists()]
    if missing:
        raise CheckoutIncomplete(f"the checkout of the tool in {root} must be whole; it lacks {', '.join(missing)}")
    tops = [root / name for name in (*NEEDED, *WHERE_THERE) if (root / name).exists()]
    paths = [path for top in tops for path in _files_below(top)]
    for page in tool_pages(root):
        paths += [root / "docs" / page.path, *_pictures(root / "docs" / page.path)]
    named = {path.relative_to(root).as_posix(): path for path in paths}
    return {name: _read(named[name]) for name in sorted(named) if name not in _NAMES_PEOPLE}


def tool_pages(root: Path = TOOL_ROOT) -> list[ToolPage]:
    """Return the hand-written pages of the tool, by path."""
    pages = []
    for path in sorted((root / "docs").rglob("*.md")):
        head = _HEAD.match(path.read_text("utf-8"))
        keys = dict(re.findall(r"^(\w+): *(.*?) *$", head["head"], re.MULTILINE)) if head else {}
        if keys.get("for") == "every corpus":
            pages.append(ToolPage(path.relative_to(root / "docs").as_posix(), keys["title"], keys.get("group", "")))
    return pages


def _files_below(path: Path) -> Iterator[Path]:
    """Yield a file, or every file of a folder, but what editors and interpreters leave behind."""
    if any(fnmatchcase(path.name, pattern) for pattern in _PASSED_OVER):
        return
    if path.is_symlink():
        raise CheckoutIncomplete(f"a file of the tool must not be a link: {path}")
    if path.is_dir():
        for entry in sorted(path.iterdir()):
            yield from _files_below(entry)
    else:
        yield path


def _pictures(page: Path) -> list[Path]:
    """Return the pictures that a page shows."""
    return [(page.parent / target).resolve() for target in _PICTURE.findall(page.read_text("utf-8"))]


def _read(path: Path) -> File:
    return File(path.read_bytes(), executable=bool(path.stat().st_mode & 0o100))
