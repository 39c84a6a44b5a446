"""The page of a rule for a terminal, and the list of all rules."""

from __future__ import annotations

import re
import textwrap

from build_tools.characters import printable
from build_tools.rule_pages import ExampleFile, rule_page
from build_tools.rules import RULES

_WIDTH = 88


def rule_text(rule: str) -> str:
    """Return the page of a rule as plain text."""
    page = rule_page(rule)
    parts = [
        f"{rule} ({page.rule.level})",
        _prose(page.rule.meaning),
        f"Why\n{_prose(page.why, '  ')}",
        f"How to mend it\n{_prose(page.rule.cure, '  ')}",
    ]
    if page.without_example:
        parts.append(f"Example\n{_prose(page.without_example, '  ')}")
    else:
        parts += [
            f"Fails\n{_files(page.failing())}",
            "What the check says"
            + (" (with --completeness)" if page.completeness else "")
            + f"\n{_code(page.message)}",
            f"Passes\n{_files(page.passing())}",
        ]
    if page.related:
        parts.append(f"See also\n  {', '.join(page.related)}")
    return "\n\n".join(parts)


def rules_text() -> str:
    """Return every rule with its meaning, in the order of the table."""
    width = max(map(len, RULES))
    return "\n".join(
        textwrap.fill(
            _plain(rule.meaning),
            width=width + 2 + _WIDTH,
            initial_indent=f"{rule.id:<{width}}  ",
            subsequent_indent=" " * (width + 2),
        )
        for rule in RULES.values()
    )


def _plain(text: str) -> str:
    """Return Markdown of one paragraph without its marks for code."""
    return re.sub(r"``?([^`]+?)``?", r"\1", text)


def _prose(text: str, indent: str = "") -> str:
    filled = textwrap.fill(_plain(text), _WIDTH, initial_indent=indent, subsequent_indent=indent)
    return filled if indent else filled.strip()


def _files(files: tuple[ExampleFile, ...]) -> str:
    return "\n\n".join(
        "\n".join(filter(None, (f"  # {printable(file.path)}", file.note and f"  # {file.note}", _code(file.text))))
        for file in files
    )


def _code(text: str) -> str:
    return "\n".join(f"    {printable(line, 900)}".rstrip() for line in text.split("\n")) if text else ""
