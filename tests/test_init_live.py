"""What `init` takes along of this very checkout: all of the tool, and nothing of its corpus."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from build_tools import cli
from build_tools.starter.example import example_files
from build_tools.starter.tool_files import NEEDED, OF_THE_CORPUS, WHERE_THERE, tool_files, tool_pages
from tests.starter_support import TITLE
from tests.test_docs import make_calls, make_targets, tracked_files
from tests.test_subject_words import found_in, subject_words

ROOT = Path(__file__).resolve().parent.parent
NAMES_PEOPLE = ".github/CODEOWNERS"


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """Return every text file that a new corpus gets, by path."""
    files = {**tool_files(), **example_files(TITLE, tool_pages())}
    found = {}
    for name, file in files.items():
        try:
            found[name] = file.body.decode("utf-8")
        except UnicodeDecodeError:
            continue  # fonts and pictures
    return found


def test_everything_at_the_top_belongs_to_somebody() -> None:
    """Whatever stands at the top of the repository is the tool's and taken along, or the corpus's and left here."""
    top = {path.relative_to(ROOT).parts[0] for path in tracked_files()}
    owned = [*NEEDED, *WHERE_THERE, *OF_THE_CORPUS]
    assert len(set(owned)) == len(owned)
    assert sorted(top - set(owned)) == [], "name it in build_tools/starter/tool_files.py: NEEDED or OF_THE_CORPUS"


def test_all_of_the_tool_is_taken_along() -> None:
    """Each tracked file below what is the tool's goes into a new corpus; who answers for this one does not."""
    tracked = {path.relative_to(ROOT).as_posix() for path in tracked_files()}
    of_the_tool = {name for name in tracked if name.split("/")[0] in (*NEEDED, *WHERE_THERE)}
    assert of_the_tool - {NAMES_PEOPLE} <= tool_files().keys()


def test_no_word_of_the_subject_comes_along(texts: dict[str, str]) -> None:
    """No file of a new corpus has a word of the names of this one."""
    licences = re.compile(r"LICENSE-world|OFL-|\.lock$")
    found = {
        name: words
        for name, text in texts.items()
        if not licences.search(name) and (words := found_in(text, subject_words()))
    }
    assert found == {}


def test_what_is_called_is_there(texts: dict[str, str]) -> None:
    """What the Makefile, the scripts, the workflows and the settings for editors call exists in a new corpus."""
    callers = {
        name: text
        for name, text in texts.items()
        if name == "Makefile"
        or name.startswith((".ci/", ".github/workflows/", ".devcontainer/", ".vscode/", ".pre-commit"))
    }
    assert {"Makefile", ".ci/make-environment", ".github/workflows/check.yml"} <= callers.keys()
    commands = {command.name for command in cli.COMMANDS}
    for name, text in callers.items():
        for script in re.findall(r"(?<![\w/])\.ci/[\w-]+", text):
            assert script in texts, f"{name} calls {script}"
        for command in re.findall(r"-m build_tools ([a-z]+)", text):
            assert command in commands, f"{name} calls {command}"
        for file in re.findall(r"\brequirements[\w-]*\.lock|\bpyproject\.toml", text):
            assert file in texts, f"{name} reads {file}"
        assert make_calls(text) <= make_targets(), name


def test_tool_pages_are_pages_of_this_site_too(texts: dict[str, str]) -> None:
    """Every page that goes into each corpus stands under one heading here and there; its title is that of its heading."""

    def menu(text: str) -> dict[str, str]:
        """Return the heading of each page of the section, by path."""
        nav = yaml.safe_load(text.replace("!ENV [", "["))["nav"]
        (section,) = (entry["Contribute"] for entry in nav if "Contribute" in entry)
        found = {}
        for entry in section:
            ((title, content),) = entry.items()
            if isinstance(content, list):
                found.update({path: title for one in content for path in one.values()})
            else:
                found[content] = ""
        return found

    ours, theirs = menu((ROOT / "mkdocs.yml").read_text("utf-8")), menu(texts["mkdocs.yml"])
    for page in tool_pages():
        assert ours[page.path] == theirs[page.path] == page.group, page.path
        assert f'- "{page.title}": {page.path}\n' in texts["mkdocs.yml"]
        assert f"\n# {page.title}\n" in texts[f"docs/{page.path}"]


def test_sections_are_those_of_this_site(texts: dict[str, str]) -> None:
    """The sections of the site of a new corpus are those of this one, but for pages that people write."""

    def sections(text: str) -> set[str]:
        nav = yaml.safe_load(text.replace("!ENV [", "["))["nav"]
        pages = re.findall(r"'([\w/-]+\.md)'", str(nav))
        return {page for page in pages if not page.startswith(("about/", "contributing/", "development/"))}

    assert sections(texts["mkdocs.yml"]) == sections((ROOT / "mkdocs.yml").read_text("utf-8"))
