"""The command `generate`: check, then write pages and data files into `docs/`."""

from __future__ import annotations

import argparse
import sys

from build_tools import pipeline
from build_tools.commands.shared import CLEAN, PROBLEMS, Command, add_site_options, fail, progress, show, summary
from build_tools.project import Project
from build_tools.settings import read_settings

add_options = add_site_options


def run(project: Project, options: argparse.Namespace) -> int:
    """Run the command."""
    from build_tools.site.manifest import ManifestDamaged
    from build_tools.site.writer import WriteConflict, write_tree

    checked = pipeline.check(project, progress)
    show(checked.problems, options.format, project)
    summary(checked)
    if not checked.passed:
        return PROBLEMS
    generated = pipeline.generate_checked(checked, read_settings(project.config), progress)
    try:
        written = write_tree(project.docs, generated.files)
    except WriteConflict as conflict:
        return fail(conflict.reasons)
    except ManifestDamaged as error:
        return fail([str(error)])
    print(
        f"{len(written.written)} files written, {len(written.unchanged)} unchanged, {len(written.removed)} removed "
        f"in {project.shown(project.docs)}/",
        file=sys.stderr,
    )
    return CLEAN


COMMAND = Command("generate", "check, then write pages and data files into docs/", add_options, run)
