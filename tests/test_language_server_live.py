"""The live corpus in an editor: what the check accepts the language server does not mark."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

from build_tools.exports.schemas import FILES
from tests.corpus_support import run
from tests.language_server_support import ROOT, editor_settings, language_server


def test_no_file_of_the_live_corpus_is_marked(tmp_path: Path) -> None:
    """Every file of annotations that a schema is for is opened in the server, and nothing in it is marked."""
    for folder in ("annotations", "seeds"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    assert (
        run("schemas", "--root", tmp_path, "--annotations", ROOT / "annotations", "--seeds", ROOT / "seeds").code == 0
    )
    below = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "annotations").rglob("*.yml"))]
    files = [
        path for path in below if any(fnmatch(path, pattern) for patterns in FILES.values() for pattern in patterns)
    ]
    assert {path.split("/")[1] for path in files} > {"actors", "places", "passages", "questions", "vocabulary.yml"}
    with language_server(tmp_path, editor_settings()) as server:
        marked = server.open(*(tmp_path / path for path in files))
    assert {path.name: marks for path, marks in marked.items() if marks} == {}
