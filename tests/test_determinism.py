"""The same corpus gives the same bytes, whoever builds it, where and when."""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.corpus_support import PROJECTS, REPOSITORY, bytes_below, run_process

# An ASCII locale without Python's help shows every file that is opened without naming its encoding.
FIRST = {
    "PYTHONHASHSEED": "1",
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
}
SECOND = {
    "PYTHONHASHSEED": "4242",
    "TZ": "America/Adak",
    "LC_ALL": "tr_TR.UTF-8",
    "COLUMNS": "20",
    "SOURCE_DATE_EPOCH": "99",
}


def copy_in_order(root: Path, *, backwards: bool, age: int) -> Path:
    """Copy the corpus, its files created in one order or the other and of another age."""
    files = sorted(path for path in (PROJECTS / "orchard").rglob("*") if path.is_file())
    for path in reversed(files) if backwards else files:
        target = root / path.relative_to(PROJECTS / "orchard")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        os.utime(target, (age, age))
    return root


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, dict[str, bytes]]:
    """Build twice under different circumstances, the second time after `generate` alone; give what that had written."""
    one = copy_in_order(tmp_path_factory.mktemp("one") / "corpus", backwards=False, age=10**9)
    other = copy_in_order(
        tmp_path_factory.mktemp("a folder – with ünusual çharacters") / "x" / "y", backwards=True, age=2 * 10**9
    )
    elsewhere = tmp_path_factory.mktemp("elsewhere")

    def first() -> None:
        built = run_process("build", "--root", one, cwd=REPOSITORY, env=FIRST)
        assert built.returncode == 0, built.stderr.decode(errors="replace")

    def second() -> dict[str, bytes]:
        generated = run_process("generate", "--root", os.path.relpath(other, elsewhere), cwd=elsewhere, env=SECOND)
        assert generated.returncode == 0, generated.stderr.decode(errors="replace")
        alone = bytes_below(other / "docs")
        built = run_process("build", "--root", os.path.relpath(other, elsewhere), cwd=elsewhere, env=SECOND)
        assert built.returncode == 0, built.stderr.decode(errors="replace")
        return alone

    with ThreadPoolExecutor(2) as pool:
        ends = [pool.submit(first), pool.submit(second)]
        return one, other, [end.result() for end in ends][1]


@pytest.mark.parametrize("folder", ["docs", "site"])
def test_same_bytes_under_other_circumstances(roots: tuple[Path, Path, dict[str, bytes]], folder: str) -> None:
    """Hash order, time zone, locale, age and order of files, and the folder built in leave no trace in any file."""
    one, other, _ = roots
    first, second = bytes_below(one / folder), bytes_below(other / folder)
    assert first.keys() == second.keys()
    assert len(first) > 30
    assert [name for name in first if first[name] != second[name]] == []


def test_generation_alone_gives_the_same_pages(roots: tuple[Path, Path, dict[str, bytes]]) -> None:
    """`generate` leaves the same files in the docs folder as a whole build."""
    _, other, alone = roots
    assert alone == bytes_below(other / "docs")
    assert "data/mentions.csv" in alone


@pytest.mark.parametrize("folder", ["docs", "site"])
def test_no_trace_of_the_machine(roots: tuple[Path, Path, dict[str, bytes]], folder: str) -> None:
    """No file names a folder of the machine that it was made on."""
    for root in roots[:2]:
        files = bytes_below(root / folder)
        traces = [str(root).encode(), str(REPOSITORY).encode()]
        assert [name for name, content in files.items() if any(trace in content for trace in traces)] == []
