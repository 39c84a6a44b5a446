"""Known keys: which keys a kind of file knows, where each may stand, and which of them take a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class KnownKeys:
    """The keys that may stand in a mapping, each with those that may stand below it; none where a text belongs."""

    below: Mapping[str, KnownKeys] = field(default_factory=dict)
    is_open: bool = False
    """Whether words of one's own may be keys here too, such as ids or languages."""
    each: KnownKeys | None = None
    """What may stand below each word of one's own."""
    is_list: bool = False
    """Whether several of it may be listed."""

    @cached_property
    def everywhere(self) -> frozenset[str]:
        """Every key that may stand here or anywhere below."""
        below = [*self.below.values(), *filter(None, [self.each])]
        return frozenset(self.below).union(*(known.everywhere for known in below))

    @cached_property
    def text_lists(self) -> frozenset[str]:
        """The keys, here or anywhere below, that take a list of texts wherever they stand."""
        listed: dict[str, bool] = {}
        waiting: list[KnownKeys] = [self]
        while waiting:
            here = waiting.pop()
            waiting += filter(None, [here.each])
            for key, known in here.below.items():
                takes = known.is_list and (known.is_open or not known.below)
                listed[key] = takes and listed.get(key, True)
                waiting.append(known)
        return frozenset(key for key, takes in listed.items() if takes)


NO_KEYS = KnownKeys(is_open=True)
"""What is known of a file of which nothing is known."""
