"""A corpus of one's own: begun in an empty folder, built and checked there, filled with other texts, given a later tool."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from build_tools import pipeline
from build_tools.project import Project
from build_tools.site.link_check import check_links
from build_tools.starter import folder as folders
from build_tools.starter.example import TitleRefused, example_files
from build_tools.starter.folder import SUMS, FolderRefused, Renewed, renew
from build_tools.starter.tool_files import WHERE_THERE, CheckoutIncomplete, File, tool_files, tool_pages
from tests.corpus_support import REPOSITORY, bytes_below, run, run_process, write_files
from tests.starter_support import TITLE, begin, lend_environment, make, tool_bytes

ADDRESS = "http://127.0.0.1:8000/"
"""Where a site says that it is as long as nobody names an address."""


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Begin a corpus in a folder that is not there yet, below one with a space and letters beyond ASCII."""
    root = tmp_path_factory.mktemp("init") / "Ünser Körper نص" / "my corpus"
    ended = begin(root, "--title", TITLE)
    assert (ended.returncode, ended.stdout) == (0, b"")
    return root


@pytest.fixture(scope="module")
def built(begun: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build its site with its own Makefile and its own copy of the tool."""
    root = Path(shutil.copytree(begun, tmp_path_factory.mktemp("built") / "with space" / "دفتر"))
    lend_environment(root)
    made = make(root, "site")
    assert made.returncode == 0, made.stderr
    return root


# ---- the folder -----------------------------------------------------------------------------------


def test_folder_is_ready_for_a_repository(begun: Path) -> None:
    """It has what a repository needs, its scripts can be run, and what is generated is ignored."""
    for name in (".github/workflows/check.yml", ".github/workflows/deploy.yml", ".github/CODEOWNERS", "README.md"):
        assert (begun / name).is_file(), name
    assert list((begun / ".github/ISSUE_TEMPLATE").glob("*.yml"))
    assert all(path.stat().st_mode & 0o111 for path in (begun / ".ci").iterdir())
    ignored = (begun / ".gitignore").read_text("utf-8").splitlines()
    assert {".venv/", "/site/", "/docs/index.md"} <= set(ignored)
    assert not (begun / "tests").exists()
    assert not list(begun.rglob("*.part"))
    assert not list(begun.rglob("__pycache__"))


def test_every_file_is_the_tools_or_the_examples(begun: Path) -> None:
    """Nothing else of the checkout came along, and no file is both."""
    tool, example = tool_files(), example_files(TITLE, tool_pages())
    assert not tool.keys() & example.keys()
    assert bytes_below(begun).keys() == {*tool, *example, SUMS}


def test_links_of_its_root_files_lead_somewhere(begun: Path) -> None:
    """Links of the files at the top lead to files of the folder."""
    for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md"):
        links = re.findall(r"\]\(([^)#\s]+)", (begun / name).read_text("utf-8"))
        assert [link for link in links if ":" not in link and not (begun / link).exists()] == [], name


@pytest.mark.parametrize("title", ['Wells & “springs” *2024*: "x" \\ #1', "'@TOOL PAGES@'", "- نص: {a}", "!ENV X"])
def test_title_is_text_wherever_it_stands(title: str) -> None:
    """Whatever the title holds, it is the same words in each file, and no markup of any."""
    files = {name: file.body.decode() for name, file in example_files(title, []).items()}
    assert yaml.safe_load(files["annotations/corpus.yml"])["title"] == title
    assert yaml.safe_load(files["CITATION.cff"])["title"] == title
    settings = yaml.safe_load(files["mkdocs.yml"].replace("!ENV [", "["))
    assert settings["site_name"] == title
    assert re.sub(r"\\(.)", r"\1", files["README.md"].splitlines()[0]) == f"# {title}"


@pytest.mark.parametrize(
    "title", ["کتاب\u200cها", "Qui\u00a0? Quoi\u202f?", "Family \U0001f468\u200d\U0001f469\u200d\U0001f467", "\u200fنص"]
)
def test_title_may_hold_what_languages_need(title: str) -> None:
    """Joiners and spaces that do not break are a part of how words are written."""
    files = {name: file.body.decode() for name, file in example_files(title, []).items()}
    assert yaml.safe_load(files["annotations/corpus.yml"])["title"] == title


@pytest.mark.parametrize(
    "title",
    ["", "  ", "\u00a0", "\u200c", "two\nlines", "two\u2028lines", "a\tb", "x" * 121, "a\u202eb", "\x85", "\ufeffa"],
)
def test_title_must_be_visible_and_short(title: str) -> None:
    """A title that is empty, long, or of more than one line of visible characters is refused."""
    with pytest.raises(TitleRefused):
        example_files(title, [])


# ---- the site -------------------------------------------------------------------------------------


def test_site_has_every_kind_of_page(built: Path) -> None:
    """There is a page of each kind, the search, and the pages on how to contribute; no link is dead."""
    site = built / "site"
    for page in (
        "",
        "actors/parish-council/",
        "places/old-well/",
        "agreements/well-rules/",
        "sources/notice-of-the-council/",
        "sources/letter-of-the-circle/",
        "compare/questions/opened-when/",
        "compare/figures/households/",
        "compare/origins/",
        "compare/wording/",
        "map/",
        "search/",
        "codebook/",
        "about/",
        *(f"{page.path.removesuffix('.md')}/" for page in tool_pages()),
    ):
        assert (site / page / "index.html").is_file(), page
    assert (site / "assets/search/pagefind.js").is_file()
    assert TITLE in (site / "index.html").read_text("utf-8")
    assert check_links(site, site_url=ADDRESS) == []


def test_menu_has_every_page_of_its_section(built: Path) -> None:
    """On each page on how to contribute, beside the text and in the drawer, all of them stand in groups; this one is marked."""
    page = LexborHTMLParser((built / "site/contributing/reviewing/index.html").read_text("utf-8"))
    for menu in (".bt-siblings", ".bt-drawer"):
        shown = [node.text() for node in page.css(f"{menu} a")]
        assert {entry.title for entry in tool_pages()} <= set(shown), menu
        groups = [node.text() for node in page.css(f"{menu} .bt-pages__group")]
        assert groups == sorted({entry.group for entry in tool_pages()} - {""}), menu
        assert [node.text() for node in page.css(f'{menu} a[aria-current="page"]')] == ["Reviewing"], menu


def test_example_of_the_page_on_contributing_is_code(built: Path) -> None:
    """The YAML in the list of steps keeps its lines."""
    page = LexborHTMLParser((built / "site/contributing/index.html").read_text("utf-8"))
    assert [node.text().startswith("passages:\n  - id: ") for node in page.css("li pre")] == [True]


def test_commands_work_there(built: Path) -> None:
    """`make check` finds nothing overlooked; the tests that are not there are said not to be there."""
    checked = make(built, "check")
    assert checked.returncode == 0, checked.stderr
    assert "0 errors, 0 warnings" in checked.stderr
    for target in ("test", "lint", "bench"):
        ended = make(built, target)
        assert (ended.returncode, ended.stderr) == (0, "")
        assert ended.stdout.startswith(f"nothing to {target}: the tests of the tool stay where the tool is made")


OWN_TEXT = "Harvest in the orchard\n\nThe growers picked 300 crates of pears on 4 October 2023.\n"
OWN: dict[str, str] = {
    "seeds/harvest.txt": OWN_TEXT,
    "annotations/sources/harvest.yml": f"""\
file: harvest.txt
sha256: {hashlib.sha256(OWN_TEXT.encode()).hexdigest()}
headline: Harvest in the orchard
label: Harvest, 2023
outlet: unknown
published: 2023-10
published_basis: The month that the text tells of.
language: en
rights: {{display: full, statement: Our own.}}
""",
    "annotations/actors/growers.yml": "name: Growers\ntype: cooperative\nnames: [growers]\n",
    "annotations/passages/harvest/all.yml": """\
passages:
  - id: headline
    quote: Harvest in the orchard
  - id: crates
    quote: The growers picked 300 crates of pears on 4 October 2023.
    actors: [growers]
    claims:
      - type: figure
        about: [growers]
        date: 2023-10-04
        figure: {measure: crates, value: 300, unit: crates}
""",
    "annotations/corpus.yml": """\
title: Pears
tagline: One harvest
description: One text.
licence: {name: CC0, url: "https://creativecommons.org/publicdomain/zero/1.0/"}
""",
}


def test_other_texts_need_no_change_of_code(built: Path, tmp_path: Path) -> None:
    """The example deleted, a text of one's own in its place, two words more in the vocabulary: a whole site."""
    root = Path(shutil.copytree(built, tmp_path / "pears", symlinks=True))
    for stale in ("seeds", "annotations/sources", "annotations/passages", "annotations/actors", "annotations/places",
                  "annotations/agreements", "annotations/questions", "annotations/origins"):  # fmt: skip
        shutil.rmtree(root / stale)
    write_files(root, OWN)
    vocabulary = root / "annotations/vocabulary.yml"
    text = vocabulary.read_text("utf-8")
    text = re.sub(r"(?ms)^sides:.*?(?=^authorities:)", "", text)
    text = text.replace("actor_types:\n", "actor_types:\n  cooperative: {label: Cooperative, definition: Growers.}\n")
    text = text.replace("measures:\n", "measures:\n  crates: {label: Crates, definition: Crates of fruit.}\n")
    vocabulary.write_text(text, "utf-8")
    config = root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace(TITLE, "Pears"), "utf-8")

    checked, made = make(root, "check"), make(root, "site")
    assert checked.returncode == 0, checked.stderr + checked.stdout
    assert made.returncode == 0, made.stderr + made.stdout
    assert check_links(root / "site", site_url=ADDRESS) == []
    page = (root / "site/actors/growers/index.html").read_text("utf-8")
    assert "300 crates of pears" in page
    assert not (root / "site/places/old-well").exists()
    assert b"Elmwater" not in (root / "site/index.html").read_bytes()
    assert tool_bytes(root) == tool_bytes(built)


# ---- the page about it ----------------------------------------------------------------------------

PAGE = (REPOSITORY / "docs/contributing/own-corpus.md").read_text("utf-8")


def rows_below(heading: str) -> list[list[str]]:
    """Return the cells of the table that follows a line of the page."""
    after = PAGE.partition(f"{heading}\n")[2]
    lines = re.search(r"(?:^\|.*\n)+", after, re.MULTILINE)
    assert lines is not None
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[0].splitlines()]


def test_page_has_the_figures_of_the_site(built: Path) -> None:
    """What the page counts is what the check of the new corpus counts."""
    counted = {what: int(number) for what, number in rows_below("In figures:")[2:]}
    project = Project.at(built)
    checked, _ = pipeline.check_completeness(project, pipeline.check(project))
    corpus = checked.corpus
    assert corpus is not None
    kinds = Counter(entity.kind for entity in corpus.entities.values())
    claims = sum(len(passage.record.claims) for passage in corpus.passages.values())
    assert counted == {
        "Sources": len(corpus.sources),
        "Passages": len(corpus.passages),
        "Claims": claims,
        "Actors": kinds["actor"],
        "Places": kinds["place"],
        "Agreements": kinds["agreement"],
        "Questions": len(corpus.questions),
        "Origins": len(corpus.origins),
        "Problems, and words that are overlooked": len(checked.problems),
    }


def test_page_lists_what_is_in_the_folder(begun: Path) -> None:
    """Every file is in the list, under the name of its owner, and nothing is listed that is not there."""
    listed = {
        path: owner
        for names, _, owner in rows_below("## What each file is for")[2:]
        for path in re.findall("`([^`]+)`", names)
    }
    absent = {path for path in listed if not (begun / path).exists()}
    assert absent <= set(WHERE_THERE)
    tool = tool_files().keys()
    for name in bytes_below(begun):
        owners = {listed[path] for path in listed if name == path or (path.endswith("/") and name.startswith(path))}
        if name.startswith("docs/contributing/") and name != "docs/contributing/index.md":
            owners = {"the tool’s"}
        expected = "the tool’s" if name in tool or name == SUMS else "yours"
        assert expected in owners, name


def test_page_shows_how_to_begin() -> None:
    """The command of the page is the one that the tests run, with their title."""
    assert f'build_tools init ../my-corpus --title "{TITLE}"' in PAGE


# ---- what is there already ------------------------------------------------------------------------


def test_second_init_refuses(begun: Path) -> None:
    """Where a corpus was begun another `init` changes nothing, and names the way to a later tool."""
    before = bytes_below(begun)
    ended = begin(begun)
    assert ended.returncode == 1
    assert b"there is a corpus already; to give it this tool: init --update" in ended.stderr
    assert bytes_below(begun) == before


@pytest.mark.parametrize("found", ["README.md", "notes/a.txt", ".env", "a link"])
def test_folder_with_something_in_it_is_refused(found: str, tmp_path: Path) -> None:
    """A file that somebody put there, a hidden one or a link as well, is named, and nothing is written."""
    if found == "a link":
        (tmp_path / found).symlink_to(REPOSITORY)
    else:
        write_files(tmp_path, {found: "mine"})
    ended = run("init", tmp_path)
    assert ended.code == 1
    assert f"the folder must be empty, but for '.git'; found {found}." in ended.err
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_repository_may_be_there(kind: str, tmp_path: Path) -> None:
    """A `.git` is left as it is, be it a folder or, in a linked work tree, a file."""
    name = ".git/config" if kind == "folder" else ".git"
    write_files(tmp_path, {name: "mine"})
    assert folders.begin(tmp_path, {"Makefile": File(b"all:\n")}, {"README.md": File(b"# A\n")}) == 3
    assert bytes_below(tmp_path).keys() == {name, "Makefile", "README.md", SUMS}
    assert (tmp_path / name).read_text("utf-8") == "mine"


def test_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    """A file of that name is no folder."""
    write_files(tmp_path, {"corpus": "mine"})
    ended = run("init", tmp_path / "corpus")
    assert (ended.code, "must be a folder" in ended.err) == (1, True)


def test_folder_in_the_checkout_is_refused() -> None:
    """A corpus inside the checkout of the tool would be part of its repository."""
    ended = run("init", REPOSITORY / "somewhere" / "below")
    assert (ended.code, "must lie outside the checkout" in ended.err) == (1, True)
    assert not (REPOSITORY / "somewhere").exists()


def test_wrong_use(tmp_path: Path) -> None:
    """A folder must be named; a title is for a new corpus."""
    assert run("init").code == 2
    assert run("init", tmp_path, "--update", "--title", "X").code == 2
    assert run("init", tmp_path / "new", "--title", "").code == 1
    assert not (tmp_path / "new").exists()


SMALL = {"a/one": File(b"1"), "a/two": File(b"2", executable=True), "b": File(b"3")}
EXAMPLE = {"README.md": File(b"# A\n"), "c/d/e": File(b"4")}


@pytest.mark.parametrize("done", range(6))
def test_run_that_was_killed_is_finished_by_the_next(done: int, tmp_path: Path) -> None:
    """Whatever a killed run had written, whole files in their order and a part of one, the same command completes it."""
    folders.begin(tmp_path / "whole", SMALL, EXAMPLE)
    whole = bytes_below(tmp_path / "whole")
    order = [*SMALL, *EXAMPLE, SUMS]
    left = {name: whole[name] for name in order[:done]}
    path = Path(order[done])
    write_files(tmp_path / "killed", {**left, (path.parent / f".{path.name}.part").as_posix(): whole[order[done]][:1]})
    folders.begin(tmp_path / "killed", SMALL, EXAMPLE)
    assert bytes_below(tmp_path / "killed") == whole
    assert (tmp_path / "killed/a/two").stat().st_mode & 0o111


# ---- a later tool ---------------------------------------------------------------------------------

LATER = {"a/one": File(b"1"), "a/two": File(b"2b"), "new/x": File(b"5")}


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """Begin a small corpus with an older tool; somebody has worked on it since."""
    folders.begin(tmp_path / "older", SMALL, EXAMPLE)
    write_files(tmp_path / "older", {"README.md": "# Mine\n", "seeds/mine.txt": "mine"})
    return tmp_path / "older"


def test_update_replaces_the_tool_alone(older: Path) -> None:
    """Changed files of the tool are written, new ones added, gone ones removed; what is somebody's stays."""
    assert renew(older, LATER) == Renewed(written=("a/two", "new/x"), removed=("b",))
    found = bytes_below(older)
    kept = {"README.md", "seeds/mine.txt", "c/d/e"}
    assert found.keys() == {*kept, *LATER, SUMS}
    assert (found["README.md"], found["a/two"], found["seeds/mine.txt"]) == (b"# Mine\n", b"2b", b"mine")
    assert renew(older, LATER) == Renewed(written=(), removed=())


@pytest.mark.parametrize("name", ["a/two", "b", "new/x"])
def test_update_replaces_nothing_of_somebody_else(name: str, older: Path) -> None:
    """A file of the tool that was changed, or one in the place of a new one, is named, and nothing is written."""
    write_files(older, {name: "mine"})
    before = bytes_below(older)
    with pytest.raises(FolderRefused, match=f"not as the tool left them: {name}"):
        renew(older, LATER)
    assert bytes_below(older) == before
    (older / name).unlink()
    renew(older, LATER)
    assert bytes_below(older).get(name) == (LATER[name].body if name in LATER else None)


def test_update_gives_back_the_right_to_be_run(older: Path) -> None:
    """A file that lost its right to be run on the way, as in an archive, is written anew."""
    (older / "a/two").chmod(0o644)
    assert renew(older, SMALL) == Renewed(written=("a/two",), removed=())
    assert (older / "a/two").stat().st_mode & 0o111
    assert renew(older, SMALL) == Renewed(written=(), removed=())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "cp1252"])
def test_update_names_a_list_in_another_encoding(encoding: str, older: Path) -> None:
    """A list of digests that an editor saved otherwise is refused with the cure; a mark at its beginning is no fault."""
    text = (older / SUMS).read_text("utf-8")
    (older / SUMS).write_text(text, "utf-8-sig")
    assert renew(older, SMALL) == Renewed(written=(), removed=())
    (older / SUMS).write_bytes((text + "é" * (encoding == "cp1252")).encode(encoding))
    before = bytes_below(older)
    with pytest.raises(FolderRefused, match=rf"{SUMS}:\d+: .*") as refused:
        renew(older, LATER)
    assert "UTF-8" in str(refused.value) or encoding == "utf-16-be"
    assert bytes_below(older) == before


def test_update_that_was_killed_is_finished_by_the_next(older: Path) -> None:
    """Old and new files side by side, the old list of digests: the same command completes it."""
    write_files(older, {"new/x": b"5", "a/.two.part": b"2"})
    (older / "b").unlink()
    renew(older, LATER)
    found = bytes_below(older)
    assert {name: found.get(name) for name in ("a/one", "a/two", "b", "new/x", "a/.two.part")} == {
        "a/one": b"1",
        "a/two": b"2b",
        "b": None,
        "new/x": b"5",
        "a/.two.part": None,
    }


def test_update_follows_no_link(older: Path, tmp_path: Path) -> None:
    """A link in the way of a file of the tool is refused: what it leads to is not ours."""
    (tmp_path / "elsewhere").mkdir()
    (older / "new").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FolderRefused, match="not links: new/x"):
        renew(older, LATER)
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("line", ["no digest", f"{'0' * 64}  ../outside", f"{'0' * 64}  /etc/passwd", f"{'0' * 64}  "])
def test_update_reads_its_list_strictly(line: str, older: Path) -> None:
    """A list of digests that `init` did not write is told by its line; no path leads out of the folder."""
    (older / SUMS).write_text(f"{'0' * 64}  a/one\n{line}\n", "utf-8")
    with pytest.raises(FolderRefused, match=f"{SUMS}:2: must have a digest"):
        renew(older, LATER)


def test_update_of_another_folder_is_refused(tmp_path: Path) -> None:
    """A folder that was not begun so is left alone."""
    ended = run("init", "--update", tmp_path)
    assert ended.code == 1
    assert f"was not made by 'init': there is no {SUMS} in it" in ended.err
    assert list(tmp_path.iterdir()) == []


def test_update_command_says_what_it_did(begun: Path, tmp_path: Path) -> None:
    """The command names each file that it wrote or removed."""
    root = Path(shutil.copytree(begun, tmp_path / "mine"))
    old = b"all:\n"
    (root / "Makefile").write_bytes(old)
    sums = root / SUMS
    digest = hashlib.sha256(old).hexdigest()
    sums.write_text(re.sub(r"\w{64}(?=  Makefile)", digest, sums.read_text("utf-8")), "utf-8")
    ended = run_process("init", "--update", root)
    assert (ended.returncode, ended.stdout) == (0, b"written Makefile\n")
    assert b"1 file written, 0 removed" in ended.stderr
    assert (root / "Makefile").read_bytes() == (REPOSITORY / "Makefile").read_bytes()


# ---- the tool that is taken along -----------------------------------------------------------------


def test_checkout_must_be_whole(tmp_path: Path) -> None:
    """A package without its checkout cannot begin a corpus, and says what it lacks."""
    with pytest.raises(CheckoutIncomplete, match=r"it lacks \.ci, \.editorconfig"):
        tool_files(tmp_path)


def test_copy_begins_a_corpus_as_well(built: Path, tmp_path: Path) -> None:
    """The tool of a corpus that was begun so has all that it needs to begin the next one, the same to the byte."""
    assert {name: file.body for name, file in tool_files(built).items()} == {
        name: file.body for name, file in tool_files().items()
    }
