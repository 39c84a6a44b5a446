"""No word of the subject stands in the code: another corpus needs none of it changed."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("actors", "places", "agreements")
SHORTEST = 4

# Words of names that are words of the language first: of these only a reader can say what they mean.
COMMON = frozenset(
    re.findall(
        r"\w+",
        """
    additional agency airport area armed army associated city coalition commission committee conference
    constitutional council district east experts forces free front government governorate greater high highway human
    international kingdom liberation march mark memorandum middle mount national nations negotiation negotiations news north
    northwest observatory opposition party peace plain press protocol rebels regime research resolution rights security
    situation south special stabilization state states talks united unnamed witnesses
        """,
    )
)


@cache
def subject_words() -> frozenset[str]:
    """Return the capitalised words of all names of the live corpus that are not common words, folded."""
    names: list[str] = []
    for folder in FOLDERS:
        for path in sorted((ROOT / "annotations" / folder).glob("*.yml")):
            record = yaml.safe_load(path.read_text("utf-8"))
            entries = [record["name"], *(record.get("names") or [])]
            names += [str(entry["text"] if isinstance(entry, dict) else entry) for entry in entries]
    words = {word for name in names for word in re.findall(r"[^\W\d_]+", name)}
    return frozenset(w.casefold() for w in words if len(w) >= SHORTEST and not w.islower()) - COMMON


def code_files() -> list[Path]:
    """Return every file of the package but caches and licence texts of others."""
    files = (path for path in sorted((ROOT / "build_tools").rglob("*")) if path.is_file())
    return [
        path
        for path in files
        if not any(part.startswith(".") or part == "__pycache__" for part in path.relative_to(ROOT).parts)
        and not path.name.startswith("OFL-")
    ]


def test_there_are_words_to_look_for() -> None:
    """The names of the corpus give words, and a word of the subject in a text would be found."""
    words = subject_words()
    assert len(words) > 50
    assert found_in(f"The pages about {min(words).title()}-s.", words) == [min(words)]
    assert found_in("Nothing of the kind.", words) == []


def test_no_word_of_the_subject_in_the_code() -> None:
    """No module, template, style or script holds a word of a name of the corpus."""
    found: list[str] = []
    for path in code_files():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue  # fonts and pictures
        found += [f"{path.relative_to(ROOT).as_posix()}: {word}" for word in found_in(text, subject_words())]
    assert found == [], "write it without the subject; a name's word that is a word of the language goes into COMMON"


def found_in(text: str, words: frozenset[str]) -> list[str]:
    """Return the words that stand in a text as whole words, in any case."""
    return sorted(words & {word.casefold() for word in re.findall(r"[^\W\d_]+", text)})
