"""The figures of agreement as values: shares, F1, means and Krippendorff's alpha, each with its counts.

A figure that cannot be computed is None, with the reason where there is more than one; it is never NaN.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

MAX_CELLS = 4_000_000
"""Numbers in the largest array that the library `krippendorff` is asked to make, of 8 bytes each."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """From 0 to 1; None of nothing."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class F1:
    """How far two sets agree: twice what both have, over what each has."""

    both: int
    only_a: int
    only_b: int

    @property
    def value(self) -> float | None:
        """From 0 to 1; None where both sets are empty."""
        total = 2 * self.both + self.only_a + self.only_b
        return 2 * self.both / total if total else None


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of some values."""

    total: float
    count: int

    @property
    def value(self) -> float | None:
        """None of no values."""
        return self.total / self.count if self.count else None


@dataclass(frozen=True, slots=True)
class Alpha:
    """Krippendorff's alpha for nominal labels: 1 is perfect, 0 what chance would give, below 0 worse than chance."""

    value: float | None
    pairs: tuple[tuple[str, str, int], ...]
    """What both passes gave a label to, counted: label in A, label in B, how often. Sorted."""

    @property
    def units(self) -> int:
        """How many things both gave a label to."""
        return sum(count for *_, count in self.pairs)

    @property
    def agreed(self) -> int:
        """To how many of them both gave the same one."""
        return sum(count for one, other, count in self.pairs if one == other)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that were given, sorted."""
        return tuple(sorted({label for one, other, _ in self.pairs for label in (one, other)}))

    @property
    def reason(self) -> str:
        """Why there is no value, or ""."""
        if self.value is not None:
            return ""
        return "both give one label throughout" if self.units else "nothing to compare"


Figure = Share | F1 | Mean | Alpha


@dataclass(frozen=True, slots=True)
class NamedFigure:
    """A figure with what it is about."""

    group: str
    """What kind of unit, such as `claims`."""
    name: str
    """Unique in its group: the key in JSON."""
    label: str
    """For readers."""
    figure: Figure


def nominal_alpha(pairs: Mapping[tuple[str, str], int]) -> Alpha:
    """Return the alpha of labels that two passes gave to the same units.

    `pairs` counts the units by (label in A, label in B). Which pass is which makes no difference.
    """
    bare = Alpha(None, tuple(sorted((one, other, count) for (one, other), count in pairs.items() if count)))
    labels = bare.labels
    if len(labels) < 2:
        return bare
    rows = len(labels) + bare.units - bare.agreed
    compute = _by_library if rows * len(labels) ** 2 <= MAX_CELLS else _by_sums
    return replace(bare, value=compute(bare))


def _by_library(labelled: Alpha) -> float:
    import krippendorff  # late: it brings numpy, which no other command needs

    labels = labelled.labels
    column = {label: number for number, label in enumerate(labels)}
    # Units on which both agree can share a row: n coders who agree weigh as much as n/2 times two. Others cannot.
    agreeing = [[0] * len(labels) for _ in labels]
    differing = []
    unordered = sorted((min(one, other), max(one, other), count) for one, other, count in labelled.pairs)
    for one, other, count in unordered:
        if one == other:
            agreeing[column[one]][column[one]] += 2 * count
        else:
            row = [0] * len(labels)
            row[column[one]] = row[column[other]] = 1
            differing += [row] * count
    return float(krippendorff.alpha(value_counts=agreeing + differing, level_of_measurement="nominal"))


def _by_sums(labelled: Alpha) -> float:
    """Return the same number without an array of units by labels by labels: 1 - observed / expected disagreement."""
    given: Counter[str] = Counter()
    observed = 0
    for one, other, count in labelled.pairs:
        given[one] += count
        given[other] += count
        observed += 2 * count * (one != other)
    total = given.total()
    expected = total * total - sum(count * count for count in given.values())
    return 1 - (total - 1) * observed / expected
