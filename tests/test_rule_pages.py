"""Pages of rules: every rule has one, with an example that fails as it says and the same one that passes.

After a change of messages that is meant: `UPDATE_EXPECTED=1 make test ARGS=tests/test_rule_pages.py` writes the
message of each example into its file; read the difference and commit it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from build_tools import rule_pages, urls
from build_tools.pipeline import Checked, check, check_completeness
from build_tools.reporters import text_of
from build_tools.rule_pages import FOLDER, Files, base_files, rule_page
from build_tools.rule_pages.terminal import rule_text, rules_text
from build_tools.rules import RULES
from build_tools.views.rule_pages import rule_view
from tests.core_support import write_project
from tests.corpus_support import run

WITHOUT_EXAMPLE = {
    "file-count": "test_project.py: needs more files than an example should hold",
}
"""Rules whose page has no example, and where they are tested."""
WITH_EXAMPLE = [rule for rule in RULES if (FOLDER / f"{rule}.yml").exists() and not rule_page(rule).without_example]


def checked(folder: Path, overlay: Files, *, completeness: bool) -> Checked:
    """Check the corpus of the examples with one of them over it."""
    project = write_project(folder, overlay, base_files())
    found = check(project)
    return check_completeness(project, found)[0] if completeness else found


def test_every_rule_has_its_page() -> None:
    """Each rule has a file, and each file is a rule; who adds a rule adds its page."""
    assert {path.stem for path in FOLDER.glob("*.yml")} - {"base"} == set(RULES)


@pytest.mark.parametrize("rule", WITH_EXAMPLE)
def test_example_fails(rule: str, tmp_path: Path) -> None:
    """The example gives one problem, of that rule and no other, with the message that the page shows."""
    page = rule_page(rule)
    found = checked(tmp_path, page.fails, completeness=page.completeness).problems
    assert [problem.rule for problem in found] == [rule], "\n".join(map(text_of, found))
    message = "\n".join(map(text_of, found))
    assert found[0].hint
    if os.environ.get("UPDATE_EXPECTED"):
        path = FOLDER / f"{rule}.yml"
        kept = re.sub(r"^message: \|\n(  .*\n|\n)*", "", path.read_text("utf-8"), flags=re.MULTILINE)
        path.write_text(kept + "message: |\n" + "".join(f"  {line}\n" for line in message.split("\n")), "utf-8")
        rule_pages.rule_page.cache_clear()
        page = rule_page(rule)
    assert page.message == message


@pytest.mark.parametrize("rule", WITH_EXAMPLE)
def test_example_passes(rule: str, tmp_path: Path) -> None:
    """The mended example gives no problem."""
    page = rule_page(rule)
    found = checked(tmp_path, page.passes, completeness=page.completeness).problems
    assert [text_of(problem) for problem in found] == []


@pytest.mark.parametrize("rule", RULES)
def test_page_is_whole(rule: str) -> None:
    """A page gives a reason in whole sentences, has both examples or says why not, and leads to other rules."""
    page = rule_page(rule)
    assert re.fullmatch(r"[A-Z`“].*\.", page.why), page.why
    assert bool(page.without_example) != bool(page.fails and page.passes and page.message)
    assert bool(page.without_example) == (rule in WITHOUT_EXAMPLE)
    assert page.related
    assert rule not in page.related
    assert set(page.related) <= set(RULES)
    assert page.rule.cure not in page.why


@pytest.mark.parametrize("rule", RULES)
def test_explain_prints_the_page(rule: str) -> None:
    """`explain` prints reason, cure, both examples and message, without a corpus."""
    printed = run("explain", rule, "--root", "/nonexistent")
    assert printed.code == 0
    page = rule_page(rule)
    words = " ".join(printed.out.split())
    for part in (page.rule.meaning, page.rule.cure, page.why, page.without_example):
        assert " ".join(re.sub(r"`", "", part).split()) in words
    for line in page.message.splitlines():
        assert line.strip() in printed.out
    for file in (*page.failing(), *page.passing()):
        assert file.path in printed.out


def test_explain_lists_all() -> None:
    """Without a rule, `explain` lists them all, in the order of the table."""
    printed = run("explain")
    assert printed.code == 0
    assert [line.split()[0] for line in printed.out.splitlines() if not line.startswith(" ")] == list(RULES)
    assert printed.out.rstrip("\n") == rules_text()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("quote-not-fond", "did you mean 'quote-not-found'?"),
        ("zzz", "without a rule, `explain` lists all of them"),
        ("\x1b[2J", "without a rule, `explain` lists all of them"),
    ],
)
def test_explain_of_no_rule(asked: str, said: str) -> None:
    """A misspelt rule is wrong use, and the nearest one is named."""
    printed = run("explain", asked)
    assert printed.code == 2
    assert said in printed.err
    assert "\x1b" not in printed.err


def test_rule_as_messages_have_it() -> None:
    """The brackets of a message may be copied along."""
    assert run("explain", "[quote-not-found]").out.rstrip("\n") == rule_text("quote-not-found")


@pytest.mark.parametrize("rule", RULES)
def test_view(rule: str) -> None:
    """The page on the site has what the file has; lines that the message names are marked."""
    page, view = rule_page(rule), rule_view(rule)
    assert view.title == rule
    assert "\n".join(view.message) == page.message
    assert [link.href for link, _ in view.related] == [f"{other}.md" for other in page.related]
    assert view.codebook == "../index.md#rules"
    assert urls.rule_page(rule) == f"codebook/rules/{rule}.md"
    named = {(file.path, at) for file in view.fails for at, line in enumerate(file.lines, 1) if line.is_named}
    place = re.match(r"(\S+):(\d+):\d+: ", page.message)
    shown = {file.path for file in view.fails if file.lines}
    if place and place[1] in shown:
        assert named == {(place[1], int(place[2]))}
    assert not any(line.is_named for file in view.passes for line in file.lines)
