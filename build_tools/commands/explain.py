"""The command `explain`: print the page of a rule."""

from __future__ import annotations

import argparse
import sys

from build_tools.characters import quoted
from build_tools.commands.shared import CLEAN, WRONG_USE, Command
from build_tools.problems import nearest
from build_tools.project import Project
from build_tools.rule_pages.terminal import rule_text, rules_text
from build_tools.rules import RULES


def add_options(sub: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    sub.add_argument("rule", nargs="?", metavar="RULE", help="id of the rule, as messages have it in brackets")


def run(_project: Project, options: argparse.Namespace) -> int:
    """Run the command."""
    if options.rule is None:
        print(rules_text())
        return CLEAN
    rule = options.rule.strip("[] ").lower()
    if rule in RULES:
        print(rule_text(rule))
        return CLEAN
    near = nearest(rule, RULES)
    cure = f"did you mean {near!r}?" if near else "without a rule, `explain` lists all of them"
    print(f"error: there is no rule {quoted(options.rule, 60)}; {cure}", file=sys.stderr)
    return WRONG_USE


COMMAND = Command("explain", "print the page of a rule: why it is there, and how it is kept", add_options, run, False)
