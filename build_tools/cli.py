"""The command line: the only module that prints. Exit code 0: clean; 1: problems; 2: wrong use."""

from __future__ import annotations

import argparse
import io
import logging
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from build_tools import pipeline
from build_tools.characters import printable
from build_tools.completeness import Completeness, summary_lines
from build_tools.interannotator.report import FORMATS as COMPARE_FORMATS
from build_tools.problems import Problem
from build_tools.project import Project
from build_tools.reporters import FORMATS, report
from build_tools.rules import Level
from build_tools.settings import SettingsFaulty, read_settings

CLEAN, PROBLEMS, WRONG_USE = 0, 1, 2
_SHOWN_MESSAGES = 60


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal may lack the letters of a quote
    parser = _parser()
    options = parser.parse_args(arguments)
    project = Project.at(options.root, seeds=options.seeds, annotations=options.annotations, out=options.out)
    for folder in (project.root, project.annotations, project.seeds):
        if not folder.is_dir():
            print(f"error: there is no folder {printable(str(folder))}; name the corpus with --root", file=sys.stderr)
            return WRONG_USE
    try:
        return int(options.command(project, options))
    except SettingsFaulty as error:
        return _fail([str(error)])
    except BrokenPipeError:
        # The reader of our output went away, as `| head` does: no fault, and nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PROBLEMS
    except KeyboardInterrupt:
        print("\nstopped", file=sys.stderr)
        return PROBLEMS


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m build_tools", description="Check annotations and build the site from them."
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, command, help_text in (
        ("check", _check, "check every record and every quote"),
        ("generate", _generate, "check, then write pages and data files into docs/"),
        ("build", _build, "check, generate, build the site, verify its links, put it in place"),
        ("serve", _serve, "show the site at a local address and follow edits"),
        ("compare", _compare, "say how far two independent passes over the same sources agree"),
        ("sample", _sample, "draw passages at random, to be read against their sources"),
    ):
        sub = commands.add_parser(name, help=help_text, description=help_text[0].upper() + help_text[1:] + ".")
        sub.set_defaults(command=command)
        sub.add_argument(
            "--root", type=Path, default=Path.cwd(), metavar="DIR", help="folder of the corpus (default: here)"
        )
        sub.add_argument("--seeds", type=Path, metavar="DIR", help="folder of the sources (default: ROOT/seeds)")
        sub.add_argument(
            "--annotations", type=Path, metavar="DIR", help="folder of the annotations (default: ROOT/annotations)"
        )
        if name == "compare":
            _add_compare_options(sub)
        elif name == "sample":
            _add_sample_options(sub)
        else:
            _add_site_options(sub)
        if name == "check":
            sub.add_argument(
                "--completeness", action="store_true", help="report, too, what the annotations overlook in the sources"
            )
        if name == "serve":
            sub.add_argument(
                "--address", default=None, metavar="HOST:PORT", help="where to listen (default: 127.0.0.1:8000)"
            )
    return parser


def _add_site_options(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="folder to write pages into (default: ROOT/docs); the site then goes to DIR-site",
    )
    default = "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"
    sub.add_argument(
        "--format",
        choices=FORMATS,
        default=default,
        help="form of the problems (default: text; github inside GitHub Actions)",
    )


def _add_sample_options(sub: argparse.ArgumentParser) -> None:
    sub.set_defaults(out=None)
    sub.add_argument("--count", type=_positive, default=60, metavar="N", help="how many passages (default: 60)")
    sub.add_argument("--seed", required=True, metavar="WORDS", help="what draws them: the same seed, the same passages")


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 0 < int(text) < 10**9:
        raise argparse.ArgumentTypeError(f"must be a number from 1; found {printable(text, 40)}")
    return int(text)


def _add_compare_options(sub: argparse.ArgumentParser) -> None:
    sub.set_defaults(out=None)
    for name in ("a", "b"):
        sub.add_argument(
            name,
            type=Path,
            metavar=name.upper(),
            help="folder of a pass: a folder for each source, as in ROOT/annotations/passages",
        )
    sub.add_argument("--format", choices=COMPARE_FORMATS, default="text", help="form of the figures (default: text)")
    sub.add_argument(
        "--differences", action="store_true", help="list every difference after the figures (json always does)"
    )


def _progress(items: Iterable[Any], what: str, total: int) -> Iterable[Any]:
    from tqdm import tqdm

    # disable=None: no bar where the output is no terminal
    return tqdm(items, desc=what, total=total, disable=None, leave=False, file=sys.stderr)


def _show(problems: list[Problem], form: str) -> None:
    if problems or form == "json":
        print(report(problems, form))


def _summary(checked: pipeline.Checked) -> None:
    """Say what was checked; on the error stream, so that JSON on the other one stays JSON."""
    errors = sum(problem.level is Level.ERROR for problem in checked.problems)
    warnings = len(checked.problems) - errors
    print(f"{checked.summary}; {_count(errors, 'error')}, {_count(warnings, 'warning')}", file=sys.stderr)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _check(project: Project, options: argparse.Namespace) -> int:
    checked = pipeline.check(project, _progress)
    sources: tuple[Completeness, ...] = ()
    was_looked_at = options.completeness and checked.passed
    if was_looked_at:
        checked, sources = pipeline.check_completeness(project, checked, _progress)
    _show(checked.problems, options.format)
    _summary(checked)
    for line in summary_lines(sources):
        print(line, file=sys.stderr)
    if options.completeness and not was_looked_at:
        print("completeness was not checked; mend the errors first", file=sys.stderr)
    return CLEAN if checked.passed else PROBLEMS


def _generate(project: Project, options: argparse.Namespace) -> int:
    from build_tools.site.manifest import ManifestDamaged
    from build_tools.site.writer import WriteConflict, write_tree

    checked = pipeline.check(project, _progress)
    _show(checked.problems, options.format)
    _summary(checked)
    if not checked.passed:
        return PROBLEMS
    generated = pipeline.generate_checked(checked, read_settings(project.config), _progress)
    try:
        written = write_tree(project.docs, generated.files)
    except WriteConflict as conflict:
        return _fail(conflict.reasons)
    except ManifestDamaged as error:
        return _fail([str(error)])
    print(
        f"{len(written.written)} files written, {len(written.unchanged)} unchanged, {len(written.removed)} removed "
        f"in {project.shown(project.docs)}/",
        file=sys.stderr,
    )
    return CLEAN


def _build(project: Project, options: argparse.Namespace) -> int:
    from build_tools.site.site_build import build

    checked = pipeline.check(project, _progress)
    _show(checked.problems, options.format)
    _summary(checked)
    if not checked.passed:
        print(f"{project.shown(project.site)}/ was left as it was", file=sys.stderr)
        return PROBLEMS
    settings = read_settings(project.config)
    assert checked.corpus is not None
    # Another corpus without settings of its own must not bear the name of the tool's site.
    own_name = {} if project.config.is_file() else {"site_name": checked.corpus.record.record.title}
    result = build(
        project.root,
        site_dir=project.site,
        docs_dir=project.docs,
        overrides=own_name,
        generate=lambda _root: pipeline.generate_checked(checked, settings, _progress),
    )
    if result.failed_stage:
        _fail(result.messages)
        if result.details:
            print(result.details, file=sys.stderr)
        print(
            f"the build failed at the stage '{result.failed_stage}'; {project.shown(project.site)}/ was left as it was",
            file=sys.stderr,
        )
        return PROBLEMS
    for message in result.messages:
        print(f"warning: {printable(message, 900)}", file=sys.stderr)
    print(f"the site is in {project.shown(project.site)}/", file=sys.stderr)
    return CLEAN


def _serve(project: Project, options: argparse.Namespace) -> int:
    from mkdocs.exceptions import ConfigurationError

    from build_tools.site.serve import serve

    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    print("edits of seeds/, annotations/, docs/ and templates are followed; stop with Ctrl-C", file=sys.stderr)
    try:
        serve(
            project.root,
            address=options.address,
            docs_dir=project.docs,
            generate=lambda root: pipeline.generate(root, project),
            corpus=[project.seeds, project.annotations],
        )
    except (OSError, ConfigurationError) as error:
        return _fail([str(error)])
    return CLEAN


def _compare(project: Project, options: argparse.Namespace) -> int:
    from build_tools.interannotator.comparison import compare
    from build_tools.interannotator.passes import check_pass, folder_of_pass, places_in
    from build_tools.interannotator.report import report as report_comparison

    for folder in (options.a, options.b):
        if not folder.is_dir():
            print(f"error: there is no folder {printable(str(folder))}; name the folder of a pass", file=sys.stderr)
            return WRONG_USE
    passes = [check_pass(project, folder, _progress) for folder in (options.a, options.b)]
    problems = sorted({problem for checked in passes for problem in checked.problems})
    for name, checked in zip("AB", passes, strict=True):
        print(f"{name}: {checked.summary}", file=sys.stderr)
    if not all(checked.passed for checked in passes):
        _show(problems, "json" if options.format == "json" else "text")
        return PROBLEMS
    if problems:  # warnings: the other stream holds the figures alone
        print(report(problems, "text"), file=sys.stderr)
    corpora = [checked.corpus for checked in passes]
    assert corpora[0] is not None and corpora[1] is not None
    names = (project.shown(folder_of_pass(options.a).absolute()), project.shown(folder_of_pass(options.b).absolute()))
    comparison = compare(corpora[0], corpora[1])
    seeds = project.shown(project.seeds)
    print(report_comparison(comparison, names, seeds, places_in(project), options.format, options.differences))
    return CLEAN


def _sample(project: Project, options: argparse.Namespace) -> int:
    from build_tools.sampling import draw, worksheet

    checked = pipeline.check(project, _progress)
    _show(checked.problems, "text")
    _summary(checked)
    if not checked.passed or checked.corpus is None:
        return PROBLEMS
    drawn = draw(checked.corpus.passages.values(), options.count, options.seed)
    print(worksheet(checked.corpus, drawn))
    print(f"{len(drawn)} of {len(checked.corpus.passages)} passages drawn", file=sys.stderr)
    return CLEAN


def _fail(messages: Iterable[str]) -> int:
    """Print messages of a step that failed, the first of them where there are very many."""
    lines = [line for message in messages for line in message.splitlines()]
    for line in lines[:_SHOWN_MESSAGES]:
        print(f"error: {printable(line, 900)}", file=sys.stderr)
    if len(lines) > _SHOWN_MESSAGES:
        print(f"… and {len(lines) - _SHOWN_MESSAGES} more", file=sys.stderr)
    return PROBLEMS
