"""The pages that people write agree with the code, and the project's files keep its promises.

The examples of the guides are read against the live corpus: they are part of it for the time of a test.
"""

from __future__ import annotations

import argparse
import ast
import re
import shutil
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
import yaml

from build_tools import cli, pipeline
from build_tools.corpus import Corpus
from build_tools.project import Project
from build_tools.records import Passage, Place
from build_tools.starter.example import EXAMPLE
from build_tools.starter.tool_files import tool_pages
from build_tools.vocabulary import TOOL_LISTS

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "build_tools"
ARCHITECTURE = ROOT / "docs/development/architecture.md"
DECISIONS = ROOT / "docs/development/decisions"
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
AT_ROOT = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")]
HAND_WRITTEN = AT_ROOT + [
    path for name in ("about", "contributing", "development") for path in sorted((ROOT / "docs" / name).rglob("*.md"))
]

SEEN_IN_CI = ("make check", "make lint", "make site", "make test")


def shown(path: Path) -> str:
    """Return a path as test ids and messages show it."""
    return path.relative_to(ROOT).as_posix()


@cache
def tracked_files() -> tuple[Path, ...]:
    """Return what is committed, or would be: everything that Git does not ignore."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a Git checkout")
    return tuple(path for name in sorted(set(listed.decode().split("\0"))) if name and (path := ROOT / name).is_file())


def text_of(path: Path) -> str | None:
    """Return the text of a file; None if it is not text."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return None


# ---- commands -------------------------------------------------------------------------------------


def make_targets() -> set[str]:
    """Return the targets of the Makefile that have a description."""
    return set(re.findall(r"^## ([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def make_calls(text: str) -> set[str]:
    """Return the targets that a text tells its reader to make: in code spans and at line starts of code blocks."""
    return set(re.findall(r"(?:`|^|run: |\S=\S+ )(?:\S+=\S+ )*make ([a-z]+)", text, re.MULTILINE))


@pytest.mark.parametrize("path", HAND_WRITTEN, ids=shown)
def test_named_targets_exist(path: Path) -> None:
    """Each target of make that a page names is one of the Makefile, where each has a description."""
    in_code = "\n".join(re.findall(r"```.*?```|`[^`\n]+`", path.read_text("utf-8"), re.DOTALL))
    assert make_calls(in_code) <= make_targets()


def test_targets_have_recipes() -> None:
    """Each target described in the Makefile has a rule, and the README names those of the first minutes."""
    rules = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert make_targets() <= rules
    assert {"site", "test", "serve", "check", "help"} <= make_calls((ROOT / "README.md").read_text("utf-8"))


def test_ci_runs_the_same_commands() -> None:
    """What the README tells a person to run is what guards main, in both workflows and in `.ci/run`."""
    for path in [*(path for path in WORKFLOWS if path.stem != "gate"), ROOT / ".ci/run"]:
        text = path.read_text("utf-8")
        missing = [command for command in SEEN_IN_CI if not re.search(rf"\b{command}$", text, re.MULTILINE)]
        assert not missing, shown(path)


def command_options() -> dict[str, set[str]]:
    """Return the long options of each command of `python -m build_tools`."""
    actions = cli._parser()._actions
    (commands,) = (action for action in actions if isinstance(action, argparse._SubParsersAction))
    return {
        name: {option for action in parser._actions for option in action.option_strings if option != "--help"} - {"-h"}
        for name, parser in commands.choices.items()
    }


def test_commands_and_options_are_documented() -> None:
    """The architecture page describes every command and option, and none that is not there."""
    section = ARCHITECTURE.read_text("utf-8").partition("## Commands\n")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `([a-z]+)` \|", section, re.MULTILINE) == list(command_options())
    assert set(re.findall(r"`(--[a-z-]+)", section)) == set().union(*command_options().values())


# ---- architecture ---------------------------------------------------------------------------------


@cache
def modules() -> MappingProxyType[str, ast.Module]:
    """Return every module of the package, by its path in it."""
    paths = sorted(path for path in PACKAGE.rglob("*.py") if "__pycache__" not in path.parts)
    return MappingProxyType(
        {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8")) for path in paths}
    )


def first_sentence(module: ast.Module) -> str:
    """Return the first sentence of a docstring, on one line."""
    docstring = " ".join((ast.get_docstring(module) or "").split())
    return re.split(r"(?<=\.)\s", docstring, maxsplit=1)[0]


def listed_modules() -> dict[str, str]:
    """Return the lines of the architecture page on modules, in their order."""
    section = ARCHITECTURE.read_text("utf-8").partition("## Modules\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([\w/]+\.py)` \| (.*) \|$", section, re.MULTILINE)
    assert len(dict(rows)) == len(rows), "a module is listed twice"
    return dict(rows)


def test_every_module_has_its_line() -> None:
    """Every module is on the architecture page, with the first sentence of its docstring, and no other is."""
    listed = listed_modules()
    expected = {name: first_sentence(module) for name, module in modules().items()}
    wrong = [f"| `{name}` | {line} |" for name, line in expected.items() if listed.get(name) != line]
    assert not wrong, "these lines belong on the architecture page:\n" + "\n".join(wrong)
    assert set(listed) == set(expected)


def imported_names(module: ast.Module) -> set[str]:
    """Return the dotted names of everything that a module imports, wherever it does."""
    names: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def imports_of(module: ast.Module) -> set[str]:
    """Return the modules of the package that a module imports."""
    dotted = [name for name in imported_names(module) if name.startswith("build_tools.")]
    own = {name.removeprefix("build_tools.").replace(".", "/") for name in dotted}
    return {name + ending for name in own for ending in (".py", "/__init__.py")} & set(modules())


def test_imports_go_one_way() -> None:
    """A module imports only modules that stand above it on the architecture page."""
    place = {name: number for number, name in enumerate(listed_modules())}
    upward = [
        f"{name} imports {other}"
        for name, module in modules().items()
        for other in sorted(imports_of(module))
        if name in place and place.get(other, -1) >= place[name]
    ]
    assert upward == []


def test_core_knows_nothing_of_mkdocs() -> None:
    """Only modules from the section "Site" on import MkDocs."""
    site = ARCHITECTURE.read_text("utf-8").partition("\n### Site\n")[2]
    users = [
        name
        for name, module in modules().items()
        if any(imported.partition(".")[0] == "mkdocs" for imported in imported_names(module))
    ]
    assert [name for name in users if f"| `{name}` |" not in site] == []


# ---- decisions ------------------------------------------------------------------------------------


def test_decisions_are_numbered_and_listed() -> None:
    """Decision records are numbered without a gap, and the index names each with its title."""
    records = sorted(path for path in DECISIONS.glob("*.md") if path.name != "index.md")
    assert [path.name[:4] for path in records] == [f"{number:04}" for number in range(1, len(records) + 1)]
    index = (DECISIONS / "index.md").read_text("utf-8")
    for path in records:
        title = path.read_text("utf-8").partition("\n")[0].removeprefix(f"# {path.name[:4]}: ")
        assert f"| [{path.name[:4]}]({path.name}) | {title} |" in index, path.name


@pytest.mark.parametrize("path", sorted(DECISIONS.glob("[0-9]*.md")), ids=shown)
def test_decision_says_what_was_set_aside(path: Path) -> None:
    """A record has its status, and says why, what, what not, and what follows."""
    text = path.read_text("utf-8")
    assert re.search(r"^Status: .+\.", text, re.MULTILINE)
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings == ["Context", "Decision", "Set aside", "What follows"]


# ---- links and examples ---------------------------------------------------------------------------


@pytest.mark.parametrize("path", AT_ROOT, ids=shown)
def test_links_of_root_files_lead_somewhere(path: Path) -> None:
    """Relative links and pictures of the files at the root lead to files, and to headings if they name one."""
    text = re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL)
    dead = []
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:|#", link):
            continue
        name, _, fragment = link.partition("#")
        target = path.parent / name
        if not target.exists() or (fragment and fragment not in headings_of(target)):
            dead.append(link)
    assert dead == []


def headings_of(path: Path) -> set[str]:
    """Return the ids that a renderer gives to plain headings."""
    found = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in found}


def guide_examples() -> list[tuple[str, str]]:
    """Return every example of a passage file in the guides to this corpus, with the page it is on."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs/contributing").glob("*.md"))]
    return [
        (shown(page), block)
        for page in pages
        if "\nfor: every corpus\n" not in page.read_text("utf-8")
        for block in re.findall(r"```yaml\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
        if re.search(r"^passages:", block, re.MULTILINE)
    ]


def test_examples_of_the_guides_pass(tmp_path: Path) -> None:
    """Whoever copies an example of the guides into the folder that it names gets no problem."""
    for folder in ("seeds", "annotations"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    examples = guide_examples()
    assert {"README.md", "docs/contributing/index.md"} <= {page for page, _ in examples}
    before = pipeline.check(Project.at(tmp_path))
    for number, (_, block) in enumerate(examples):
        target = tmp_path / f"annotations/passages/000-idlib-gains/example-{number}.yml"
        target.write_text(block, encoding="utf-8")
    after = pipeline.check(Project.at(tmp_path))
    assert [problem for problem in after.problems if problem not in before.problems] == []
    assert after.quotes_found > before.quotes_found


def whole_files() -> dict[str, str]:
    """Return the examples of pages that every corpus has which are whole files, by the path in their first line."""
    # what "Add an article" shows is run, in another corpus, by test_adding_an_article.py
    pages = [ROOT / "docs" / page.path for page in tool_pages() if page.path != "contributing/sources.md"]
    blocks = [block for page in pages for block in re.findall(r"```yaml\n(.*?)```", page.read_text("utf-8"), re.DOTALL)]
    return {match[1]: block for block in blocks if (match := re.match(r"# (annotations/[\w/.-]+\.yml)\n", block))}


def test_examples_for_every_corpus_pass(tmp_path: Path) -> None:
    """The examples of pages that every corpus has are of the corpus that `init` begins, and pass there."""
    root = shutil.copytree(EXAMPLE, tmp_path / "example")
    before = pipeline.check(Project.at(root))
    examples = whole_files()
    assert {path.split("/")[1] for path in examples} >= {"passages", "dismissals", "actors"}
    for path, block in examples.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(block, encoding="utf-8")
    after = pipeline.check(Project.at(root))
    assert before.passed
    assert after.problems == []
    assert after.quotes_found > before.quotes_found


# ---- borders between terms ------------------------------------------------------------------------

GUIDE = (ROOT / "docs/contributing/guide.md").read_text("utf-8")


@cache
def live() -> Corpus:
    """Return the live corpus."""
    corpus = pipeline.check(Project.at(ROOT)).corpus
    assert corpus is not None
    return corpus


def labels(list_name: str, terms: Iterable[str | None]) -> set[str]:
    """Return the labels of words of a closed list."""
    return {live().vocabulary.label(list_name, term) for term in terms if term}


LINKED = r"“([^|”]+)” \(\[(\d{3})\]\(\.\./sources/([\w-]+)\.md#p-([\w-]+)\)\)"
"""Words of a passage, with the link to it: words, number, source, id."""


def guide_sections() -> dict[str, str]:
    """Return the sections of the guide by their headings."""
    first, *rest = re.split(r"^## (.+)\n", GUIDE, flags=re.MULTILINE)
    return {"": first} | dict(zip(rest[::2], rest[1::2], strict=True))


def said(section: str, words: str, passage: Passage) -> set[str]:
    """Return the labels that a passage has for what a section of the guide is about; of usages, those of the words."""
    figures = [claim.figure for claim in passage.claims if claim.figure]
    surfaces = [
        surface
        for tags in (passage.actors, passage.places, passage.agreements)
        for tag in tags
        for surface in tag.surfaces
        if surface.text in words
    ]
    return {
        "Tagging entities": labels("usages", (surface.usage for surface in surfaces)),
        "Claims": labels("claim_types", (claim.type for claim in passage.claims)),
        "Figures": labels("qualifiers", (figure.qualifier for figure in figures)),
        "Relations": labels("relation_types", (relation.type for relation in passage.relations)),
        "Reports on agreements": labels("report_types", (report.report for report in passage.provisions)),
    }[section]


def test_examples_of_borders_stand_in_the_records() -> None:
    """Each example quotes its passage, which has a term of that name in the list that the section is about."""
    seen = 0
    for section, text in guide_sections().items():
        rows = re.findall(rf"(?:\*([\w ]+)\*(?:: | \| )|\| (none) \| ){LINKED}", text)
        assert len(rows) == text.count("../sources/"), f"an example in {section!r} has another form"
        for term, none, words, number, source, identifier in rows:
            passage = live().passages[source, identifier].record
            assert source.startswith(f"{number}-")
            assert " ".join(words.split()) in " ".join(passage.quote.split()), words
            found = said(section, words, passage)
            assert not found if none else term in found, (section, term, words)
        seen += len(rows)
    assert seen > 50


def test_names_origins_and_words_of_lists_are_those_of_the_records() -> None:
    """Names that the guide takes for examples have the kind that it says, origins the type; words of lists exist."""
    names = GUIDE.partition("**Names in a record.**")[2].partition("\n**")[0]
    kinds = {
        (term, name.text)
        for entity in live().entities.values()
        for name in entity.record.names
        for term in labels("name_kinds", [name.kind])
    }
    shown = re.findall(r"\*([\w ]+)\*: “([^”]+)”", names)
    assert {term for term, _ in shown} == {term.label for term in TOOL_LISTS["name_kinds"].values()}
    assert set(shown) <= kinds
    origins = {
        (term, origin.record.name, identifier)
        for identifier, origin in live().origins.items()
        for term in labels("origin_types", [origin.record.type])
    }
    told = re.findall(r"\| \*([\w ]+)\* \| \[([^]]+)\]\(\.\./compare/origins\.md#o-([\w-]+)\)", GUIDE)
    assert len(told) == GUIDE.count("../compare/origins.md")
    assert set(told) <= origins
    assert labels("origin_types", (origin.record.type for origin in live().origins.values())) == {
        term for term, _, _ in told
    }
    measures = re.findall(r"`([\w-]+)`", guide_sections()["Figures"].partition("| Either |")[2].partition("\n\n")[0])
    assert len(measures) > 10
    assert set(measures) - {"scope"} <= set(live().vocabulary.terms("measures"))
    relations = re.findall(r"`([a-z]+-[a-z-]+)`", guide_sections()["Relations"])
    assert set(relations) <= set(live().vocabulary.terms("relation_types"))


def test_examples_of_verdicts_types_and_points_are_those_of_the_records() -> None:
    """Questions, entities and places that the guide names as examples have the verdict, type or precision that it says."""
    questions = re.findall(r"\*([\w ]+)\*: \[([^]]+)\]\(\.\./compare/questions/([\w-]+)\.md\)", GUIDE)
    assert {term for term, _, _ in questions} == {"agree", "differ", "conflict", "not comparable"}
    for term, words, identifier in questions:
        record = live().questions[identifier].record
        assert (labels("verdicts", [record.verdict]), record.question) == ({term}, words)
    entities = re.findall(r"\*([\w ]+)\*: \[([^]]+)\]\(\.\./(actor|place|agreement)s/([\w-]+)\.md\)", GUIDE)
    assert len(entities) > 6
    for term, name, kind, identifier in entities:
        entity = live().entities[identifier]
        assert (labels(f"{kind}_types", [entity.record.type]), entity.record.name) == ({term}, name)
    points = re.findall(r"\| \*([\w -]+)\* \| \[[^]]+\]\(\.\./places/([\w-]+)\.md\)", GUIDE)
    for term, identifier in points:
        place = live().entities[identifier].record
        assert isinstance(place, Place)
        assert place.coordinates is not None
        assert labels("coordinate_precisions", [place.coordinates.precision]) == {term}
    assert {term for term, _ in points} == {term.label for term in TOOL_LISTS["coordinate_precisions"].values()}


# ---- workflows ------------------------------------------------------------------------------------


def loaded(path: Path) -> dict[Any, Any]:
    """Return a workflow; its key `on` is true to PyYAML."""
    workflow = yaml.safe_load(path.read_text("utf-8"))
    assert isinstance(workflow, dict)
    return workflow


def steps_of(workflow: dict[Any, Any]) -> list[dict[str, Any]]:
    """Return the steps of every job."""
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def test_workflows_exist() -> None:
    """There is one workflow for pull requests, one for main, and the gate (`tests/test_pull_requests.py`)."""
    assert [path.name for path in WORKFLOWS] == ["check.yml", "deploy.yml", "gate.yml"]
    assert set(loaded(WORKFLOWS[0])[True]) == {"pull_request"}
    assert loaded(WORKFLOWS[1])[True]["push"] == {"branches": ["main"]}


@pytest.mark.parametrize("path", sorted((ROOT / ".github").rglob("*.yml")), ids=shown)
def test_github_files_are_yaml(path: Path) -> None:
    """Every file that GitHub reads is a mapping."""
    content = loaded(path)
    if path.name == "dependabot.yml":
        assert {update["package-ecosystem"] for update in content["updates"]} == {"github-actions", "pip", "npm"}
        assert all(update["cooldown"]["default-days"] >= 7 for update in content["updates"])


@pytest.mark.parametrize("path", WORKFLOWS, ids=shown)
def test_workflow_has_least_rights(path: Path) -> None:
    """No workflow has a right of its own, and of the jobs only the one that publishes may write."""
    workflow = loaded(path)
    assert workflow["permissions"] == {}
    writing = {
        name for name, job in workflow["jobs"].items() for right in job["permissions"].values() if right != "read"
    }
    assert writing == ({"deploy"} if path.name == "deploy.yml" else set())
    for name in writing:
        job = workflow["jobs"][name]
        assert job["permissions"] == {"pages": "write", "id-token": "write"}
        assert job["if"] == "github.ref == 'refs/heads/main'"
        assert job["environment"]["name"] == "github-pages"
        assert all("run" not in step for step in job["steps"]), "nothing of ours runs where publishing is allowed"


@pytest.mark.parametrize("path", WORKFLOWS, ids=shown)
def test_workflow_is_pinned_and_bounded(path: Path) -> None:
    """Each action is pinned by a whole commit with its version beside it, each job ends, runs do not pile up."""
    text = path.read_text("utf-8")
    workflow = loaded(path)
    used = re.findall(r"uses: (.+)$", text, re.MULTILINE)
    assert used
    assert [line for line in used if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []
    assert all(0 < job["timeout-minutes"] <= 30 for job in workflow["jobs"].values())
    assert workflow["concurrency"]["group"]
    for step in steps_of(workflow):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", WORKFLOWS, ids=shown)
def test_workflow_trusts_no_pull_request(path: Path) -> None:
    """No trigger that gives rights to strangers, no secret, and no value of a run pasted into a command.

    The gate alone has such a trigger; what makes it safe there is in `tests/test_pull_requests.py`.
    """
    text = path.read_text("utf-8")
    assert ("pull_request_target" in text) == (path.name == "gate.yml")
    for word in ("workflow_run", "secrets."):
        assert word not in text
    assert [step["run"] for step in steps_of(loaded(path)) if "${{" in step.get("run", "")] == []


def test_one_pin_an_action() -> None:
    """An action is at the same commit wherever it is used."""
    used = {line for path in WORKFLOWS for line in re.findall(r"uses: (\S+)", path.read_text("utf-8"))}
    assert len({line.partition("@")[0] for line in used}) == len(used)


# ---- what no file may hold ------------------------------------------------------------------------

# Written so that the patterns do not match themselves.
MACHINE_PATH = re.compile(
    r"(?<![\w.:/~$}*-])/(?:work|root|home|Users|mnt)/[\w.-]|file:/{3}(?:work|root|home|Users|mnt|opt|tmp)\b|\b[A-Z]:\\\\?Users\b"
)
REGISTRY = re.compile(
    r"https?://[\w.-]*(?:[p]ypi|[p]ythonhosted|[n]pmjs|[y]arnpkg|[a]rtifactory|[j]frog|[n]exus|[d]evpi|[c]rates\.io)"
    r"|^\s*(?:--)?(?:extra-)?index-url\b",
    re.MULTILINE,
)


def test_no_path_of_a_machine() -> None:
    """No file names a folder of the machine that somebody works on; the sources are as they came."""
    assert hits(MACHINE_PATH) == []


def test_no_package_registry() -> None:
    """No file, lock files among them, names the host of a package registry: that is the user's to choose."""
    assert hits(REGISTRY) == []


def hits(pattern: re.Pattern[str]) -> list[str]:
    """Return `file:line: text` of each match in the tracked text files but the sources."""
    found = []
    for path in tracked_files():
        text = None if path.is_relative_to(ROOT / "seeds") else text_of(path)
        if text is None:
            continue
        found += [f"{shown(path)}:{text.count(chr(10), 0, m.start()) + 1}: {m[0]!r}" for m in pattern.finditer(text)]
    return found
