"""The work of telling what is wrong with a record grows with what is wrong: counted, not timed."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest

from build_tools import parsing
from build_tools.records import RECORD_KINDS
from build_tools.vocabulary import Vocabulary
from build_tools.yaml_reader import read_yaml

ITEMS = 60


def steps(item: str, count: int) -> int:
    """Return how many instructions of the module it takes to tell what is wrong with a list of so many items."""
    text = "passages:\n" + item * count
    root, problems = read_yaml(text.encode(), "a.yml")
    assert root is not None, problems
    done = 0

    def trace(frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal done
        if frame.f_code.co_filename != parsing.__file__:
            return None
        frame.f_trace_opcodes = True
        done += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        record, found = parsing.parse_record(RECORD_KINDS["passages"], root, "a.yml", Vocabulary(), text)
    finally:
        sys.settrace(before)
    assert record is None
    assert len(found) >= count
    return done


@pytest.mark.parametrize("item", ["  - {x: y}\n", "  - {idd: one, quot: x}\n", "  - {id: one, quote: x, speaker: y}\n"])
def test_work_grows_with_the_faults(item: str) -> None:
    """Twice as many faulty items cost twice the work, not four times."""
    assert steps(item, 2 * ITEMS) < 2.4 * steps(item, ITEMS)
