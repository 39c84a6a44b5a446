"""Copies of the real annotations, for the tests that say by their names that they are about them."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.corpus_support import REPOSITORY


def copy_live(root: Path, *, passes: bool = False) -> Path:
    """Copy sources, annotations and the hand-written pages that they name below `root`, and return it."""
    skipped = () if passes else ("passes",)
    shutil.copytree(REPOSITORY / "annotations", root / "annotations", ignore=shutil.ignore_patterns(*skipped))
    shutil.copytree(REPOSITORY / "seeds", root / "seeds")
    for page in sorted((REPOSITORY / "docs").glob("*/*.md")):
        target = root / page.relative_to(REPOSITORY)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("# A page\n", encoding="utf-8")
    return root
