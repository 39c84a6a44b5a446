"""Pull requests: the gate on their paths, the forms and templates by which people bring things, and who owns what."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_tools.settings import settings_from
from tests.corpus_support import copy_project, run_process
from tests.test_docs import ROOT, loaded, steps_of, tracked_files

GATE = ROOT / ".ci/path-gate"
JUDGE = ROOT / ".ci/judge-paths"
FORMS = sorted(path for path in (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml") if path.stem != "config")
FIELDS = {
    "missing-passage": ["page", "source", "quote", "says"],
    "new-source": ["headline", "outlet", "published", "language", "address", "rights", "why"],
    "rights-request": ["page", "source", "holder", "wish", "reason"],
    "wrong-annotation": ["page", "now", "right", "evidence"],
}
TEMPLATES = ROOT / ".github/PULL_REQUEST_TEMPLATE"


# ---- the gate -------------------------------------------------------------------------------------


def gate(*paths: str, trusted: str = "false", summary: Path | None = None) -> tuple[int, str]:
    """Run the gate as its workflow does; return its exit code and what it prints."""
    environment = {"PATH": os.environ["PATH"], "TRUSTED": trusted}
    if summary:
        environment["GITHUB_STEP_SUMMARY"] = str(summary)
    given = "".join(f"{path}\n" for path in paths)
    done = subprocess.run([GATE], input=given, env=environment, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout


@pytest.mark.parametrize(
    "paths",
    [
        ["annotations/actors/a.yml"],
        ["annotations/passages/s/a.yml", "annotations/passages/s/b.yml", "seeds/005.txt"],
        ["annotations/actors/a.yml", "docs/contributing/guide.md"],
        ["docs/about/method.md", "README.md", "docs/contributing/picture.png"],
        ["build_tools/cli.py", "tests/test_cli.py", "CHANGELOG.md", "docs/development/testing.md"],
    ],
)
def test_gate_lets_one_matter_pass(paths: list[str]) -> None:
    """Annotations and sources alone, texts beside either, and code alone may go on."""
    assert gate(*paths)[0] == 0


@pytest.mark.parametrize(
    ("paths", "named"),
    [
        (["annotations/actors/a.yml", "build_tools/cli.py"], "build_tools/cli.py"),
        (["seeds/005.txt", "tests/test_cli.py"], "tests/test_cli.py"),
        (["annotations/actors/a.yml", "yaml.py"], "yaml.py"),
        (["annotations/actors/a.yml", "docs/hook.py"], "docs/hook.py"),
        (["annotations/actors/a.yml", "docs/assets/x.svg.js"], "docs/assets/x.svg.js"),
        (["annotations/actors/a.yml", "annotation/x.yml"], "annotation/x.yml"),
        (["annotations/actors/a.yml", "docs/assets/drawing.svg"], "docs/assets/drawing.svg"),
        (["annotations/actors/a.yml", "annotations\rbuild_tools/cli.py"], "annotations%dbuild_tools/cli.py"),
    ],
)
def test_gate_stops_code_beside_data(paths: list[str], named: str) -> None:
    """Code that comes with annotations or sources is stopped, named, and to be brought by itself."""
    code, said = gate(*paths)
    assert code == 1
    assert "Make two pull requests of it" in said
    assert named in said


@pytest.mark.parametrize(
    "path",
    [
        ".github/workflows/check.yml",
        ".github/CODEOWNERS",
        ".github/PULL_REQUEST_TEMPLATE.md",
        ".ci/path-gate",
        ".devcontainer/devcontainer.json",
        ".vscode/tasks.json",
        ".gitattributes",
        "annotations/.gitattributes",
        ".gitmodules",
        "Makefile",
        "mkdocs.yml",
        "pyproject.toml",
        "requirements.lock",
        "requirements-dev.lock",
        ".pre-commit-config.yaml",
        ".env",
        ".cursor/rules",
        ".GitHub/workflows/check.yml",
        ".vs\u200bcode/tasks.json",
        "\uff0evscode/tasks.json",
        ".vscode\\tasks.json",
        "GNUmakefile",
        "makefile",
        "PyProject.toml",
        "tests/language_server/package.json",
        "tests/language_server/package-lock.json",
        "annotations/.unfinished-edit.json",
        "docs/.hidden/page.md",
    ],
)
def test_gate_stops_what_runs_unread(path: str) -> None:
    """Files that run, or decide what runs, before anybody has read them are stopped, alone too."""
    code, said = gate(path)
    assert code == 1
    assert "say in an issue" in said


def test_gate_trusts_who_may_write() -> None:
    """Whoever may write to the repository may change everything in one pull request; only `true` is true."""
    mixed = ("annotations/actors/a.yml", "build_tools/cli.py", ".github/workflows/check.yml")
    assert gate(*mixed, trusted="true")[0] == 0
    for word in ("", "True", "1", "yes", "write"):
        assert gate(*mixed, trusted=word)[0] == 1


def test_gate_stops_what_it_cannot_know() -> None:
    """Where no path is known, because there are too many, nothing is let pass."""
    assert gate()[0] == 1


def test_gate_shows_paths_as_text(tmp_path: Path) -> None:
    """A path of a stranger is neither a command to the log nor markup in the summary, and few of many are listed."""
    summary = tmp_path / "summary.md"
    hostile = ["::set-output name=x::y", "a`<img src=x>[b](c)@octocat.py", "\u202ex.py", "\r::error::x"]
    code, said = gate("annotations/a.yml", *hostile, *(f"code{n}.py" for n in range(40)), summary=summary)
    assert code == 1
    assert [
        line for line in said.splitlines() if "::" in line and not line.startswith("::error title=path gate::")
    ] == []
    listed = [line for line in summary.read_text("utf-8").splitlines() if line.startswith("- ")]
    assert len(listed) == 21
    assert re.search(r"[<>\[@\u202e]", "".join(listed)) is None
    assert "and 24 more" in listed[-1]


def judged(
    tmp_path: Path, *, same: str, author: str, right: str | None, files: list[dict[str, str]], count: int
) -> int:
    """Run what the workflow runs, with a stand-in for GitHub that answers from files; return the exit code."""
    answers = tmp_path / "answers"
    answers.mkdir()
    (answers / "files.json").write_text(json.dumps(files), encoding="utf-8")
    (answers / "right").write_text(right or "", encoding="utf-8")
    stand_in = tmp_path / "gh"
    stand_in.write_text(
        "#!/usr/bin/env python3\n"
        "import json, pathlib, sys\n"
        f"answers = pathlib.Path({str(answers)!r})\n"
        "asked, wanted = [a for a in sys.argv if a.startswith('repos/')][0], sys.argv[-1]\n"
        "if '/collaborators/' in asked:\n"
        "    right = (answers / 'right').read_text()\n"
        "    print(right)\n"
        "    sys.exit(0 if right else 1)\n"
        "files = json.loads((answers / 'files.json').read_text())\n"
        "names = [n for f in files for n in (f['filename'], f.get('previous_filename')) if n]\n"
        "print('\\n'.join(f['sha'] for f in files) if wanted == '.[].sha' else '\\n'.join(names))\n",
        encoding="utf-8",
    )
    stand_in.chmod(0o755)
    environment = {
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "REPOSITORY": "owner/site",
        "NUMBER": "7",
        "AUTHOR": author,
        "COUNT": str(count),
        "SAME": same,
    }
    return subprocess.run([JUDGE], env=environment, capture_output=True, check=False).returncode


MIXED = [{"filename": "annotations/a.yml", "sha": "1"}, {"filename": "build_tools/cli.py", "sha": "2"}]
DATA = [{"filename": "annotations/a.yml", "sha": "1"}]
MOVED = [{"filename": "annotations/a.yml", "previous_filename": "build_tools/cli.py", "sha": "1"}]


@pytest.mark.parametrize(
    ("same", "author", "right", "files", "count", "code"),
    [
        ("true", "someone", None, MIXED, 2, 0),
        ("false", "someone", "write", MIXED, 2, 0),
        ("false", "someone", "admin", MIXED, 2, 0),
        ("false", "someone", "read", MIXED, 2, 1),
        ("false", "someone", "none", MIXED, 2, 1),
        ("false", "someone", None, MIXED, 2, 1),
        ("false", "some[bot]", "write", MIXED, 2, 1),
        ("false", "x/../y", "write", MIXED, 2, 1),
        ("", "someone", "read", MIXED, 2, 1),
        ("false", "someone", "read", DATA, 1, 0),
        ("false", "someone", "read", DATA, 3001, 1),
        ("false", "someone", "read", MOVED, 1, 1),
    ],
)
def test_judge_asks_who_and_what(
    tmp_path: Path, same: str, author: str, right: str | None, files: list[dict[str, str]], count: int, code: int
) -> None:
    """Trust comes from a branch of the repository or from the right to write; what cannot be learnt gives none."""
    assert judged(tmp_path, same=same, author=author, right=right, files=files, count=count) == code


def test_gate_runs_nothing_of_the_pull_request() -> None:
    """The workflow with the trusted trigger checks out main alone, has rights to read, and pastes nothing into commands."""
    path = ROOT / ".github/workflows/gate.yml"
    workflow = loaded(path)
    assert set(workflow[True]) == {"pull_request_target"}
    assert {"opened", "synchronize", "edited"} <= set(workflow[True]["pull_request_target"]["types"])
    (job,) = workflow["jobs"].values()
    assert job["permissions"] == {"contents": "read", "pull-requests": "read"}
    checkout, judge = steps_of(workflow)
    assert set(checkout["with"]) == {"persist-credentials", "sparse-checkout"}
    assert judge["run"] == ".ci/judge-paths"
    names = set(re.findall(r"\$\{{2} (\S+)", path.read_text("utf-8")))
    assert {name for name in names if "head" in name} == {"github.event.pull_request.head.repo.full_name"}
    assert set(judge["env"]) == {"GH_TOKEN", "REPOSITORY", "NUMBER", "AUTHOR", "COUNT", "SAME"}


def test_report_is_the_summary_of_the_check() -> None:
    """Pull requests get the report even where the check found problems, against the branch they go to, cut to fit."""
    steps = loaded(ROOT / ".github/workflows/check.yml")["jobs"]["check"]["steps"]
    checkout, *_, check, report = steps
    assert checkout["with"]["fetch-depth"] == 2
    assert check["run"] == 'SITE_URL="$(.ci/pages-address)" make check'
    assert report["if"] == "${{ !cancelled() }}"
    assert report["run"].startswith("make --silent report BASE=HEAD^1 ")
    assert report["run"].endswith('>> "$GITHUB_STEP_SUMMARY"')
    (limit,) = re.findall(r"--limit (\d+)", report["run"])
    assert int(limit) < 1024 * 1024, "GitHub drops a longer summary whole"


# ---- forms and templates --------------------------------------------------------------------------


def test_there_is_a_form_for_each_matter() -> None:
    """A form each for an error, a missing passage, a source and rights."""
    assert [path.stem for path in FORMS] == list(FIELDS)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_form_is_one_that_github_shows(path: Path) -> None:
    """A form has what GitHub asks of one: a name, a description, fields with ids and labels that are unique."""
    form = yaml.safe_load(path.read_text("utf-8"))
    assert set(form) == {"name", "description", "title", "body"}
    assert all(isinstance(form[key], str) and form[key] for key in ("name", "description", "title"))
    fields: list[dict[str, Any]] = [field for field in form["body"] if field["type"] != "markdown"]
    assert [field["id"] for field in fields] == FIELDS[path.stem]
    assert len({field["attributes"]["label"] for field in fields}) == len(fields)
    for field in form["body"]:
        assert field["type"] in {"markdown", "input", "textarea", "dropdown"}
        allowed = {"label", "description", "placeholder", "value", "options"}
        assert set(field["attributes"]) <= allowed
        assert all(isinstance(value, str) for key, value in field["attributes"].items() if key != "options")
        assert (field["type"] == "dropdown") == ("options" in field["attributes"])
        assert field.get("validations", {"required": True}) == {"required": True}
    (first, *_) = form["body"]
    assert "public" in first["attributes"]["value"] or path.stem == "new-source"


def test_links_fill_in_fields_that_exist() -> None:
    """Every field that pages fill in is one of the form."""
    views = (ROOT / "build_tools/views").glob("*.py")
    text = "".join(path.read_text("utf-8") for path in sorted(views))
    calls = re.findall(r'issue_link\(\s*"([\w-]+)"([^)]*)\)', text)
    assert {form for form, _ in calls} == set(FIELDS)
    for form, given in calls:
        assert set(re.findall(r"(\w+)=", given)) <= set(FIELDS[form])
    assert settings_from("", "", "https://code.example/x").issue_link("wrong-annotation", page="y")


def test_templates_are_named_where_people_begin() -> None:
    """The default template names each of the others, and each has boxes to tick."""
    default = (ROOT / ".github/PULL_REQUEST_TEMPLATE.md").read_text("utf-8")
    others = sorted(path.name for path in TEMPLATES.glob("*.md"))
    assert sorted(re.findall(r"\?template=(\S+)", default)) == others
    assert others == ["annotation.md", "code.md", "entity.md", "source.md"]
    for name in others:
        assert len(re.findall(r"^- \[ \] \S", (TEMPLATES / name).read_text("utf-8"), re.MULTILINE)) >= 4


# ---- who owns what --------------------------------------------------------------------------------


def owned(text: str) -> dict[str, bool]:
    """Return the patterns of CODEOWNERS, switched on or off, and whether each has an owner."""
    lines = [line.removeprefix("#:").split() for line in text.splitlines() if not re.match(r"#(?!:)|\s*$", line)]
    return {words[0]: len(words) > 1 for words in lines}


def test_code_has_owners() -> None:
    """Everything but annotations and sources has an owner; so have the lists that code and pages go by."""
    patterns = owned((ROOT / ".github/CODEOWNERS").read_text("utf-8"))
    assert list(patterns)[:3] == ["*", "/annotations/", "/seeds/"]
    tracked = {path.relative_to(ROOT).as_posix() for path in tracked_files()}

    def has_owner(path: str) -> bool:
        found = False
        for pattern, owner in patterns.items():
            if pattern == "*" or f"/{path}" == pattern or (pattern.endswith("/") and f"/{path}".startswith(pattern)):
                found = owner
        return found

    open_paths = {path for path in tracked if not has_owner(path)}
    assert {path.split("/")[0] for path in open_paths} == {"annotations", "seeds"}
    assert has_owner("annotations/vocabulary.yml")
    assert has_owner("annotations/corpus.yml")
    assert all(pattern == "*" or (ROOT / pattern.strip("/")).exists() for pattern in patterns)


# ---- editors --------------------------------------------------------------------------------------


def test_dev_container_does_what_ci_does() -> None:
    """A fresh container ends with a command that guards main, offers the port of the preview and the YAML extension."""
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text("utf-8"))
    wanted = re.search(r'requires-python = ">=(\d+\.\d+)"', (ROOT / "pyproject.toml").read_text("utf-8"))
    assert wanted
    assert re.fullmatch(rf"python:{re.escape(wanted[1])}-\w+", container["image"])
    assert container["postCreateCommand"] == "make check"
    assert container["forwardPorts"] == [8000]
    recommended = json.loads((ROOT / ".vscode/extensions.json").read_text("utf-8"))["recommendations"]
    assert container["customizations"]["vscode"]["extensions"] == recommended == ["redhat.vscode-yaml"]


def test_tasks_of_the_editor_exist() -> None:
    """Each task of the editor is a target of the Makefile, and the one that writes schemas runs when the folder is opened."""
    tasks = json.loads((ROOT / ".vscode/tasks.json").read_text("utf-8"))["tasks"]
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert all(task["command"].removeprefix("make ") in targets for task in tasks)
    assert [task["label"] for task in tasks if "runOptions" in task] == ["schemas"]


def test_tasks_read_the_form_of_problems() -> None:
    """The editor finds file, line, column, level and message of a problem in what the check prints."""
    from build_tools.locations import Location
    from build_tools.problems import Problem
    from build_tools.reporters import report

    tasks = json.loads((ROOT / ".vscode/tasks.json").read_text("utf-8"))["tasks"]
    (matcher,) = (task["problemMatcher"] for task in tasks if task["label"] == "check")
    line = report([Problem(Location("annotations/actors/a.yml", 3, 5), "bad-value", "must be x", "write x")], "text")
    found = re.match(matcher["pattern"]["regexp"], line.split("\n")[0])
    assert found
    assert found.groups() == ("annotations/actors/a.yml", "3", "5", "error", "must be x [bad-value]")


def test_hook_calls_the_check() -> None:
    """The optional hook runs the check of this repository when annotations or sources are committed."""
    (repository,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    (hook,) = repository["hooks"]
    assert repository["repo"] == "local"
    assert hook["entry"].endswith("-m build_tools check")
    assert (hook["language"], hook["pass_filenames"]) == ("system", False)
    assert re.search(hook["files"], "annotations/actors/a.yml")
    assert not re.search(hook["files"], "tests/annotations/a.yml")


def test_guide_shows_the_settings_of_the_editor() -> None:
    """The settings that the guide gives for other editors are those of this repository."""
    page = (ROOT / "docs/contributing/editor.md").read_text("utf-8")
    (shown,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    settings = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    assert json.loads(shown) == {"yaml.schemas": settings["yaml.schemas"]}


def test_guide_says_what_the_gate_guards() -> None:
    """The table of the guide names every file that the gate keeps from strangers, and the required checks exist."""
    page = (ROOT / "docs/contributing/pull-requests.md").read_text("utf-8")
    (row,) = re.findall(r"^\| workflows, .*$", page, re.MULTILINE)
    for name in ("Makefile", "mkdocs.yml", "pyproject.toml", ".gitattributes", ".gitmodules", ".ci/"):
        assert f"`{name}`" in row
    jobs = {
        job["name"]
        for name in ("check", "gate")
        for job in loaded(ROOT / f".github/workflows/{name}.yml")["jobs"].values()
    }
    (required,) = re.findall(r"required checks (.*?);", page)
    assert set(re.findall(r"“([^”]+)”", required)) == jobs


# ---- where the site will be -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("repository", "address"),
    [
        ("Canal-Society/weir-talks", "https://canal-society.github.io/weir-talks/"),
        ("canal-society/Weir_Talks.2", "https://canal-society.github.io/Weir_Talks.2/"),
        ("Canal-Society/canal-society.github.io", "https://canal-society.github.io/"),
    ],
)
def test_address_of_pages(tmp_path: Path, repository: str, address: str) -> None:
    """Annotations of the check name the page of a rule where GitHub Pages has it, also on the site of an owner."""
    environment = {"PATH": os.environ["PATH"], "GITHUB_REPOSITORY": repository}
    found = subprocess.run([ROOT / ".ci/pages-address"], env=environment, capture_output=True, text=True, check=True)
    assert found.stdout == f"{address}\n"
    root = copy_project("orchard", tmp_path)
    (root / "annotations/actors/yusuf-haddad.yml").write_text("nam: Yusuf Haddad\n", encoding="utf-8")
    config = 'site_name: Orchard\nsite_url: !ENV [SITE_URL, "http://127.0.0.1:8000/"]\n'
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    told = run_process("check", "--format", "github", cwd=root, env={"SITE_URL": found.stdout.strip()})
    assert f"%0A{address}codebook/rules/unknown-key/" in told.stdout.decode("utf-8")
