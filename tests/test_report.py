"""The report on a change: what came, went and changed in a copy of the second corpus, told without a faulty word."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from build_tools.authoring.old_texts import committed_text
from build_tools.changes.wording import Wording, in_marks
from build_tools.escaping import escape_for_github
from build_tools.project import Project
from build_tools.records import AgreementReport, Claim, Figure, Relation
from tests.corpus_support import REPOSITORY, bytes_below, copy_project, run

QUARREL = "annotations/passages/valley-gazette-sluice/quarrel.yml"
HOSTILE = (
    "@octocat and @org/team see #12, org/repo#3, GH-4",
    "<img src=x onerror=alert(1)> <!-- --> <details open>",
    "[a](javascript:alert(1)) ![b](https://e.example/x.png) <https://e.example>",
    "https://evil.example/x www.evil.example mail@evil.example ftp://evil.example",
    "```\n# heading\n- item\n1. one\n> quote\n---\n| a | b |\n| - | - |",
    "::error file=a::b ##[error]c ::set-output name=x::y",
    "**bold** _it_ ~~gone~~ `code` $math$ :tada: \\* &lt; &#64;octocat",
)


def git(root: Path, *arguments: str) -> str:
    """Run Git in a folder, as nobody in particular."""
    named = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", "-C", root, *named, *arguments], capture_output=True, check=True, text=True).stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a copy of the second corpus, committed."""
    root = copy_project("orchard", tmp_path)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "before")
    return root


def edit(root: Path, file: str, *changes: tuple[str, str]) -> None:
    """Replace words of a file, each of which must be there."""
    path = root / file
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def told(root: Path, *arguments: str, code: int = 0, base: str = "HEAD") -> dict[str, Any]:
    """Return the report as JSON gives it, without pages."""
    done = run("report", base, "--root", root, "--format", "json", *(arguments or ("--no-pages",)))
    assert done.code == code, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def changes(found: dict[str, Any], title: str) -> list[tuple[str, str]]:
    """Return (action, title) of the changes of a section."""
    sections = {section["title"]: section for section in (*found["sections"], found["disagreements"])}
    return [(change["action"], change["title"]) for change in sections[title]["changes"]]


def details(found: dict[str, Any], title: str, number: int = 0) -> list[tuple[str, str, str]]:
    """Return the details of one change."""
    sections = {section["title"]: section for section in (*found["sections"], found["disagreements"])}
    return [(d["what"], d["before"], d["after"]) for d in sections[title]["changes"][number]["details"]]


def test_nothing_is_different(repository: Path) -> None:
    """A corpus compared with itself differs in nothing, pages among it, and the report says so in a sentence."""
    for form in ("text", "markdown"):
        done = run("report", "HEAD", "--root", repository, "--no-pages", "--format", form)
        assert done.code == 0
        assert "Nothing is different" in done.out
    pages = told(repository, "--format", "json")["pages"]
    assert (pages["added"], pages["changed"], pages["removed"]) == ([], [], [])
    assert pages["unchanged"] > 40


def test_passages(repository: Path) -> None:
    """A new, a changed, a renamed and a removed passage, each with its words and with what is said otherwise."""
    edit(
        repository,
        QUARREL,
        ("  - id: talks-again\n    quote: Talks in Dorn go on.\n    prefix: 30 per cent.\n    places: [dorn]\n", ""),
        ("- id: trucks\n", "- id: water-trucks\n"),
        ("qualifier: nearly, unit: families}\n  - id: talks-first", "unit: households}\n  - id: talks-first"),
        ("said_by: upper-council, date: 2031-06", "said_by: maravel-growers, date: 2031-06"),
    )
    (repository / "annotations/passages/valley-gazette-sluice/new.yml").write_text(
        "passages:\n  - id: new-one\n    quote: Haddad denied that his members\n    actors: [yusuf-haddad]\n", "utf-8"
    )
    found = told(repository, code=1)  # the hedge of the quote is missing now
    assert changes(found, "Passages") == [
        ("changed", "Gazette, Mar 2031: families-and-denial"),
        ("added", "Gazette, Mar 2031: new-one"),
        ("renamed", "Gazette, Mar 2031: water-trucks"),
        ("changed", "Gazette, Mar 2031: court"),
        ("removed", "Gazette, Mar 2031: talks-again"),
    ]
    listed = {change["title"]: change for change in found["sections"][0]["changes"]}
    assert listed["Gazette, Mar 2031: new-one"]["words"] == "Haddad denied that his members"
    assert listed["Gazette, Mar 2031: water-trucks"]["renamed_from"] == "trucks"
    assert listed["Gazette, Mar 2031: water-trucks"]["details"] == []
    (court,) = listed["Gazette, Mar 2031: court"]["details"]
    assert court["what"] == "claim"
    assert "said by Upper Valley Council" in court["before"]
    assert "said by Maravel Growers’ Union" in court["after"]
    (place,) = listed["Gazette, Mar 2031: talks-again"]["details"]  # what went is told in full, as what came is
    assert (place["what"], place["after"]) == ("tagged", "")
    assert place["before"].startswith("Dorn")
    assert found["new_problems"][0]["rule"] == "qualifier-not-in-quote"
    shown = run("report", "HEAD", "--root", repository, "--no-pages", "--format", "markdown").out
    assert "  - tagged: <del>Dorn" in shown
    assert "  - tagged: Yusuf Haddad" in shown  # of a new passage all is new
    assert "<ins>" in shown


def test_renamed_actor_is_one_change(repository: Path) -> None:
    """An actor that is renamed wherever it is named is one change: nothing that is said of it counts as changed."""
    (repository / "annotations/actors/yusuf-haddad.yml").rename(repository / "annotations/actors/haddad.yml")
    for path in sorted((repository / "annotations").rglob("*.yml")):
        path.write_text(path.read_text("utf-8").replace("yusuf-haddad", "haddad"), encoding="utf-8")
    found = told(repository)
    assert changes(found, "Actors") == [("renamed", "Yusuf Haddad")]
    assert changes(found, "Passages") == []
    assert found["disagreements"]["changes"] == []


def test_new_name_is_one_change(repository: Path) -> None:
    """So is a new name, with what it was before."""
    edit(
        repository,
        "annotations/actors/yusuf-haddad.yml",
        ("name: Yusuf Haddad", "name: Youssef Haddad"),
        ("names:\n", "names:\n  - Yusuf Haddad\n"),
    )
    found = told(repository)
    assert changes(found, "Actors") == [("changed", "Youssef Haddad")]
    assert ("name", "Yusuf Haddad", "Youssef Haddad") in details(found, "Actors")
    assert changes(found, "Passages") == []


def test_sources_stand_otherwise(repository: Path) -> None:
    """A figure that is changed brings its set another proposed verdict; a new answer asks to read the reason again."""
    edit(
        repository,
        "annotations/passages/valley-gazette-sluice/front-page.yml",
        ("answers: {compact-kept: kept}", "answers: {compact-kept: broken}"),
    )
    found = told(repository)
    (question,) = [title for _, title in changes(found, "How the sources stand to each other")]
    assert "Compact" in question
    lines = details(found, "How the sources stand to each other")
    assert {what for what, _, _ in lines} == {"answer", "verdict"}
    assert "read its reason again" in lines[-1][2]


def test_verdict_of_figures(repository: Path) -> None:
    """Two figures that agreed and no longer do are told with the verdict before and after."""
    edit(
        repository,
        QUARREL,
        (
            "value: 900, qualifier: nearly, unit: families}\n    relations",
            "value: 950, inferred: A slip., unit: families}\n    relations",
        ),
    )
    found = told(repository)
    lines = [
        line
        for n, _ in enumerate(changes(found, "How the sources stand to each other"))
        for line in details(found, "How the sources stand to each other", n)
    ]
    assert any(what == "proposed verdict" and before != after for what, before, after in lines)
    titles = changes(found, "How the sources stand to each other")
    assert ("changed", "Families affected: Maravel Growers’ Union") in titles


def test_figures_of_a_question_bear_its_words(repository: Path) -> None:
    """Figures that a question holds together are no group of the first measure, about what the first of them is about."""
    edit(
        repository,
        "annotations/passages/valley-gazette-sluice/front-page.yml",
        ('high: 180, unit: hectares, scope: "orchard', 'high: 180, unit: hectares, scope: "all'),
        ("about: maravel-valley", "about: maravel-growers"),
    )
    edit(
        repository, "annotations/passages/sada-al-wadi-talks/all.yml", ("answers: {dry-area: over-200}", "answers: {}")
    )
    titles = changes(told(repository), "How the sources stand to each other")
    assert ("changed", "Figures: How much orchard lies dry?") in titles


def test_words_have_one_pair_of_marks(repository: Path) -> None:
    """Words that begin with a quotation mark get no second one; others are put between two, so that they begin no list."""
    assert [in_marks(words) for words in ("a b", "“a” b", "a „b“", "«a»", '"a" b', "", "l’a")] == [
        "“a b”", "“a” b", "“a „b“”", "«a»", '"a" b', "“”", "“l’a”",
    ]  # fmt: skip
    edit(
        repository,
        "annotations/passages/valley-gazette-sluice/front-page.yml",
        ("  - id: compact-kept\n", "  - id: kept\n"),
    )
    edit(repository, "annotations/questions/compact-kept.yml", ("#compact-kept", "#kept"))
    for form, begin in (("text", "    | "), ("markdown", "  > ")):
        lines = run("report", "HEAD", "--root", repository, "--no-pages", "--format", form).out.splitlines()
        assert f"{begin}“We keep the Weir Compact to the letter,” said Lena Orvik, who chairs the board." in lines


def test_coverage_and_lists(repository: Path) -> None:
    """More of a source in passages, a new term and a new dismissal are told."""
    edit(
        repository,
        QUARREL,
        (
            "  - id: talks-first\n    quote: Talks in Dorn go on.\n    suffix: The Dorn Protocol\n    places: [dorn]\n    claims: [{type: assessment}]\n",
            "",
        ),
    )
    found = told(repository)
    (source,) = found["coverage"]
    assert source["label"] == "Gazette, Mar 2031"
    assert source["before"][0] > source["after"][0]
    assert source["before"][1] == source["after"][1]


def test_faulty_head(repository: Path) -> None:
    """A corpus with errors is told as far as it can be read: nothing of a faulty file counts as removed."""
    edit(repository, QUARREL, ("passages:\n", "passages: [\n"))
    edit(repository, "annotations/actors/yusuf-haddad.yml", ("type: person", "type: person\nnotes: New."))
    found = told(repository, code=1)
    assert "The corpus has errors now" in found["notes"][0]
    assert "left out" in found["notes"][1]
    assert {problem["file"] for problem in found["new_problems"]} >= {QUARREL}
    assert changes(found, "Passages") == []
    assert changes(found, "Actors") == [("changed", "Yusuf Haddad")]
    assert found["pages"] is None


def test_head_without_a_corpus(repository: Path) -> None:
    """Where nothing can be read any more, the report says what to do."""
    (repository / "annotations/corpus.yml").write_text("[", encoding="utf-8")
    done = run("report", "HEAD", "--root", repository, "--no-pages")
    assert done.code == 1
    assert "mend the problems first" in done.out or "has errors now" in done.out


def test_faulty_base(repository: Path) -> None:
    """Errors that are mended are told as gone, and that what could not be read may count as added."""
    whole = (repository / QUARREL).read_text("utf-8")
    edit(repository, QUARREL, ("passages:\n", "passages: [\n"))
    git(repository, "commit", "-qam", "broken")
    (repository / QUARREL).write_text(whole, encoding="utf-8")
    found = told(repository)
    assert "had errors before" in found["notes"][0]
    assert {problem["file"] for problem in found["gone_problems"]} >= {QUARREL}
    assert found["new_problems"] == []


def test_base_without_a_corpus(repository: Path) -> None:
    """The first corpus of a repository is compared with nothing: all of it is added."""
    git(repository, "checkout", "-q", "--orphan", "empty")
    git(repository, "rm", "-rq", "--cached", ".")
    git(repository, "commit", "-q", "--allow-empty", "-m", "nothing")
    found = told(repository, "--no-pages", base="empty")
    assert found["notes"] == ["There was no corpus before that can be read: everything counts as added."]
    assert {action for action, _ in changes(found, "Passages")} == {"added"}
    assert len(changes(found, "Actors")) == 7


def test_folder_as_base(repository: Path, tmp_path: Path) -> None:
    """A folder with the corpus before the change will do, and then no Git is asked."""
    old = tmp_path / "old"
    shutil.copytree(repository, old, ignore=shutil.ignore_patterns(".git"))
    edit(repository, "annotations/actors/yusuf-haddad.yml", ("type: person", "type: person\nnotes: New."))
    shutil.rmtree(repository / ".git")
    assert changes(told(repository, base=str(old)), "Actors") == [("changed", "Yusuf Haddad")]


@pytest.mark.parametrize("base", ["nowhere", "HEAD~40", "HEAD:annotations", "@{upstream}"])
def test_unknown_base(repository: Path, base: str) -> None:
    """What is no revision is wrong use, said in a line with what to name."""
    done = run("report", base, "--root", repository)
    assert (done.code, done.out) == (2, "")
    assert "name one, such as origin/main" in done.err


def test_another_repository_is_not_asked(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a hook of Git sets for its own repository does not lead away from the one of the corpus."""
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "-q")
    edit(repository, "annotations/actors/yusuf-haddad.yml", ("type: person", "type: person\nnotes: New."))
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / "index"))
    assert changes(told(repository, "--no-pages"), "Actors") == [("changed", "Yusuf Haddad")]
    seed = next((repository / "seeds").iterdir())
    digest = hashlib.sha256(seed.read_bytes()).hexdigest()
    assert committed_text(Project.at(repository), seed.name, digest) == seed.read_bytes()
    assert committed_text(Project.at(repository), seed.name, "0" * 64) is None


def test_history_that_lacks_a_text(repository: Path) -> None:
    """Where Git knows a file and has not its content, as in a partial clone, that is said, and how to mend it."""
    blob = git(repository, "rev-parse", f"HEAD:{QUARREL}").strip()
    (repository / ".git/objects" / blob[:2] / blob[2:]).unlink()
    done = run("report", "HEAD", "--root", repository)
    assert (done.code, done.out) == (2, "")
    assert f"Git lacks the text of '{QUARREL}' at 'HEAD'" in done.err


def test_a_file_lay_where_the_folder_is_now(repository: Path) -> None:
    """A revision in which `docs` was a file is one without hand-written pages."""
    git(repository, "checkout", "-q", "-b", "file")
    shutil.rmtree(repository / "docs", ignore_errors=True)
    (repository / "docs").write_text("not yet", encoding="utf-8")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "file")
    (repository / "docs").unlink()
    assert told(repository, "--no-pages", base="file")["new_problems"] == []


def test_nothing_is_touched(repository: Path) -> None:
    """Neither the files nor the repository are other than before, whatever revision is read; links are not followed."""
    (repository / "annotations/actors/link.yml").symlink_to("/etc/hostname")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "link")
    git(repository, "rm", "-q", "annotations/actors/link.yml")
    git(repository, "commit", "-qm", "no link")
    before = bytes_below(repository)
    assert told(repository, base="HEAD~1")["gone_problems"] == []
    assert bytes_below(repository) == before


def test_pages(repository: Path) -> None:
    """Pages that readers will see differently are named; the others are counted."""
    edit(repository, "annotations/actors/yusuf-haddad.yml", ("type: person", "type: person\nnotes: New."))
    pages = told(repository, "--format", "json")["pages"]
    assert pages["changed"] == ["actors/yusuf-haddad.md"]
    assert (pages["added"], pages["removed"]) == ([], [])
    assert pages["unchanged"] > 40


def test_example_of_the_guide(repository: Path) -> None:
    """The report that the guide shows is the one that its change gives."""
    (repository / "annotations/passages/valley-gazette-sluice/by-night.yml").write_text(
        "passages:\n"
        "  - id: by-night\n"
        "    quote: Haddad denied that his members had opened the sluice by night.\n"
        "    actors: [yusuf-haddad]\n"
        "    places: [{east-sluice: the sluice}]\n"
        "    claims:\n"
        "      - {type: denial, said_by: yusuf-haddad, about: [maravel-growers]}\n",
        encoding="utf-8",
    )
    edit(
        repository,
        "annotations/passages/sada-al-wadi-talks/all.yml",
        ("value: 900, unit: families", "value: 950, inferred: Counted twice., unit: families"),
    )
    edit(
        repository,
        "annotations/passages/valley-gazette-sluice/front-page.yml",
        ("answers: {compact-kept: kept}", "answers: {compact-kept: broken}"),
    )
    page = (REPOSITORY / "docs/contributing/pull-requests.md").read_text("utf-8")
    (example,) = re.findall(r"```text\n(Compared with main\n.*?)```", page, re.DOTALL)
    shown = run("report", "main", "--root", repository, "--no-pages").out
    assert [line.rstrip() for line in shown.splitlines()] == [line.rstrip() for line in example.splitlines()], shown


# ---- what contributors wrote ----------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_no_markup_for_github(text: str) -> None:
    """A text that GitHub shows is the text itself: no element, no link, no mention, no reference, no emoji."""
    html = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(escape_for_github(text))
    assert re.findall(r"<(?!/?p>)", html) == []
    shown = html.replace("<p>", "").replace("</p>", "").strip()
    for code, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        shown = shown.replace(code, sign)
    assert shown.replace("\u2060", "").split() == text.split()
    # what GitHub looks for in the text afterwards
    assert re.search(r"[@#]\w|://|www\.|:\w+:|GH-\d", shown) is None


@pytest.fixture
def hostile(repository: Path) -> Path:
    """Return the corpus with hostile words in names, notes and ids of a change."""
    note = json.dumps(" ".join(HOSTILE), ensure_ascii=False)
    edit(
        repository,
        "annotations/actors/yusuf-haddad.yml",
        ("type: person", f"type: person\nnotes: {note}"),
        ("names:\n", f"names:\n  - {json.dumps(HOSTILE[0])}\n  - '::error::x'\n"),
    )
    return repository


def test_hostile_words_in_the_log(hostile: Path) -> None:
    """On a terminal no line is a command to the runner of a workflow."""
    done = run("report", "HEAD", "--root", hostile, "--no-pages")
    assert "::error::x" in done.out
    assert [line for line in done.out.splitlines() if line.lstrip().startswith("::")] == []
    assert "##[" not in done.out


def test_hostile_words_in_markdown(hostile: Path) -> None:
    """In the summary of a run they are text: the elements are those of the report itself."""
    done = run("report", "HEAD", "--root", hostile, "--no-pages", "--format", "markdown")
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(done.out)
    allowed = {
        "h2",
        "h3",
        "p",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "ul",
        "li",
        "strong",
        "br",
        "sub",
        "del",
        "ins",
        "blockquote",
        "details",
        "summary",
    }
    assert set(re.findall(r"<([a-zA-Z][\w-]*)", html)) <= allowed
    assert re.findall(r"<[a-z]+ [^>]*>", html.replace("<br />", "")) == []
    assert re.search(r"[@#]\w", re.sub(r"&#?\w+;", "", html)) is None


def test_withheld_words_are_not_told(repository: Path) -> None:
    """The words of a source of which nothing may be shown are in no form of the report."""
    edit(repository, "annotations/sources/valley-gazette-sluice.yml", ("display: excerpts", "display: none"))
    git(repository, "commit", "-qam", "withheld")
    edit(
        repository,
        QUARREL,
        ("quote: Dozens of trucks carried water to Dorn.", "quote: Dozens of trucks carried water"),
        ("  - id: court\n", "  - id: to-court\n"),
    )
    for form in ("text", "markdown", "json"):
        done = run("report", "HEAD", "--root", repository, "--no-pages", "--format", form)
        assert "to-court" in done.out
        assert "Dozens of trucks" not in re.sub(r"&#?\w+;|\u2060", "", done.out)
        assert "its clerk warned" not in done.out


def test_takedown_tells_nothing(repository: Path) -> None:
    """A change that withdraws a source shows none of its words, as it was allowed to before; nor does one that returns it."""
    source = "annotations/sources/valley-gazette-sluice.yml"
    for old, new in (("excerpts", "none"), ("none", "excerpts")):
        edit(repository, source, (f"display: {old}", f"display: {new}"))
        edit(
            repository,
            QUARREL,
            ("words: Dozens, unit: trucks", "words: Dozens, unit: lorries")
            if new == "none"
            else ("words: Dozens, unit: lorries", "words: Dozens, unit: trucks"),
        )
        edit(
            repository,
            QUARREL,
            (
                "  - id: talks-again\n    quote: Talks in Dorn go on.\n    prefix: 30 per cent.\n    places: [dorn]\n",
                "",
            ),
        ) if new == "none" else None
        for form in ("text", "markdown", "json"):
            out = run("report", "HEAD", "--root", repository, "--no-pages", "--format", form).out
            shown = re.sub(r"&#?\w+;|\u2060", "", out)
            assert "lorries" in shown or "trucks" in shown
            for words in ("Dozens", "Talks in Dorn", "Growers", "the board"):
                assert words not in shown.replace("Maravel Growers", ""), (form, words)
        git(repository, "commit", "-qam", new)


def test_limit(repository: Path) -> None:
    """A report that is too long ends between two of its parts and says how many are missing."""
    git(repository, "checkout", "-q", "--orphan", "empty")
    git(repository, "rm", "-rq", "--cached", ".")
    git(repository, "commit", "-q", "--allow-empty", "-m", "nothing")
    for form in ("text", "markdown"):
        whole = run("report", "HEAD", "--root", repository, "--no-pages", "--format", form).out
        short = run("report", "HEAD", "--root", repository, "--no-pages", "--format", form, "--limit", "6000").out
        assert len(whole.encode()) > 20_000
        assert 4000 < len(short.encode()) <= 6001
        assert re.search(r"Cut here:\D* \d+ of \d+ parts do not fit", short)
        assert whole.startswith(short.partition("Cut here")[0].rstrip("\n >*!"))


# ---- every key counts -----------------------------------------------------------------------------

WORDING = Wording(None, None, {})
FIGURE = {"measure": "families", "value": "9", "unit": "families", "since": "2030", "period_inferred": "A."}
FIGURE_KEYS: dict[str, Any] = {
    "measure": "trees", "value": Decimal(8), "low": Decimal(1), "high": Decimal(12), "words": "dozens", "qualifier": "over",
    "unit": "people", "since": "2029", "until": "2031", "scope": "all", "inferred": "B.", "period_inferred": "C.",
}  # fmt: skip
SAID: dict[str, Any] = {"said_by": ("b",), "via": ("c",), "origin": "speech", "date": "2031", "date_inferred": "B."}
CLAIM_KEYS: dict[str, Any] = SAID | {
    "type": "event", "about": ("x",), "due": "2032", "due_inferred": "D.", "figure": Figure(**FIGURE),
    "answers": {"q": "yes"}, "rejects": {"q": "no"},
}  # fmt: skip
RELATION_KEYS: dict[str, Any] = SAID | {"from_": "x", "type": "holds", "to": "y", "extent": "half"}
REPORT_KEYS: dict[str, Any] = SAID | {"agreement": "x", "provision": "p", "report": "kept", "by": "y"}
LINES: list[tuple[Any, Any, dict[str, Any]]] = [
    (WORDING.figure, Figure.model_construct(**(FIGURE | {"value": Decimal(9)})), FIGURE_KEYS),
    (WORDING.claim, Claim.model_construct(type="denial", said_by=("a",)), CLAIM_KEYS),
    (WORDING.relation, Relation.model_construct(from_="a", type="backs", to="b"), RELATION_KEYS),
    (WORDING.report, AgreementReport.model_construct(agreement="a", report="breached"), REPORT_KEYS),
]


@pytest.mark.parametrize(("line", "record", "keys"), LINES, ids=lambda value: type(value).__name__)
def test_no_key_is_passed_over(line: Any, record: Any, keys: dict[str, Any]) -> None:
    """Whatever key of a statement is changed, its line is another one; a new key must be given a value here."""
    assert set(keys) == set(type(record).model_fields)
    for key, value in keys.items():
        changed = {key: value}
        if key in ("low", "high", "words"):
            changed["value"] = None
        assert line(record) != line(record.model_copy(update=changed)), key
