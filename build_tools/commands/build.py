"""The command `build`: check, generate, build the site, verify it, put it in place."""

from __future__ import annotations

import argparse
import sys

from build_tools import pipeline
from build_tools.characters import printable
from build_tools.commands.shared import CLEAN, PROBLEMS, Command, add_site_options, fail, progress, show, summary
from build_tools.project import Project
from build_tools.settings import read_settings

add_options = add_site_options


def run(project: Project, options: argparse.Namespace) -> int:
    """Run the command."""
    from build_tools.site.site_build import build

    checked = pipeline.check(project, progress)
    show(checked.problems, options.format, project)
    summary(checked)
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
        generate=lambda _root: pipeline.generate_checked(checked, settings, progress),
    )
    if result.failed_stage:
        fail(result.messages)
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


COMMAND = Command("build", "check, generate, build the site, verify its links, put it in place", add_options, run)
