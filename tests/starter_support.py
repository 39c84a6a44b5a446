"""What the tests of a new corpus share: one that was begun, with an environment that costs no installation."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.corpus_support import run_process

TITLE = "The well of Elmwater"


def begin(folder: Path, *options: str) -> subprocess.CompletedProcess[bytes]:
    """Run `init` on a folder, in a process of its own."""
    return run_process("init", folder, *options)


def lend_environment(root: Path) -> None:
    """Give a corpus the environment that the tests run in.

    The Makefile takes an environment for complete if its stamps are there and younger than the lock files. Only the
    stamps are files of the corpus; what Python needs are links, and `pyvenv.cfg` beside `bin` makes it an environment.
    """
    (root / ".venv").mkdir()
    for name in ("bin", "lib", "lib64", "include", "pyvenv.cfg"):
        if (Path(sys.prefix) / name).exists():
            (root / ".venv" / name).symlink_to(Path(sys.prefix) / name)
    for stamp in (".python", ".site", ".dev"):
        (root / ".venv" / stamp).touch()


def make(root: Path, target: str) -> subprocess.CompletedProcess[str]:
    """Run a target of the Makefile in a corpus, as somebody would who knows nothing of this checkout."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
    command = ["make", "--no-print-directory", target]
    return subprocess.run(command, cwd=root, env=kept, capture_output=True, text=True, check=False, timeout=300)


def tool_bytes(root: Path) -> dict[str, bytes]:
    """Return the code of the tool in a corpus, by path."""
    files = sorted(path for path in (root / "build_tools").rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files if "__pycache__" not in path.parts}
