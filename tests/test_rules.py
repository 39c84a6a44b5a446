"""The table of rules: what contributors are told of each fault."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import build_tools
from build_tools.rules import RULES, Level, Rule

PACKAGE = Path(build_tools.__file__).parent
MODULES = {path.relative_to(PACKAGE).as_posix(): path.read_text("utf-8") for path in PACKAGE.rglob("*.py")}


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_rule_is_explained(rule: Rule) -> None:
    """Each rule has a plain kebab-case id, and says in whole sentences what is wrong and how it is mended."""
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.id)
    assert rule.level in Level
    for sentence in (rule.meaning, rule.cure):
        assert re.fullmatch(r"[A-Z`].*\.", sentence), sentence
    assert RULES[rule.id] is rule


@pytest.mark.parametrize("rule", RULES)
def test_rule_is_used(rule: str) -> None:
    """Each rule of the table is one that some module reports."""
    assert any(f'"{rule}"' in text for name, text in MODULES.items() if name != "rules.py")
