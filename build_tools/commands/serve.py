"""The command `serve`: show the site at a local address and follow edits."""

from __future__ import annotations

import argparse
import logging
import sys

from build_tools import pipeline
from build_tools.commands.shared import CLEAN, Command, add_site_options, fail
from build_tools.project import Project


def add_options(sub: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_site_options(sub)
    sub.add_argument("--address", default=None, metavar="HOST:PORT", help="where to listen (default: 127.0.0.1:8000)")


def run(project: Project, options: argparse.Namespace) -> int:
    """Run the command."""
    from mkdocs.exceptions import ConfigurationError

    from build_tools.site.serve import serve

    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    print("edits of seeds/, annotations/, docs/ and templates are followed; stop with Ctrl-C", file=sys.stderr)
    try:
        serve(
            project.root,
            address=options.address,
            docs_dir=project.docs,
            generate=lambda root: pipeline.generate(root, project, preview=True),
            corpus=[project.seeds, project.annotations],
        )
    except (OSError, ConfigurationError) as error:
        return fail([str(error)])
    return CLEAN


COMMAND = Command("serve", "show the site at a local address and follow edits", add_options, run)
