"""The figures of agreement as values: shares, F1, means and Krippendorff's alpha, each with its counts.

A figure that cannot be computed is None, with the reason where there is more than one; it is never NaN.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace


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
    """Return the alpha of labels that two passes gave to the same units: 1 - observed / expected disagreement.

    `pairs` counts the units by (label in A, label in B). Which pass is which makes no difference.
    Source: Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), nominal data, two observers.
    """
    bare = Alpha(None, tuple(sorted((one, other, count) for (one, other), count in pairs.items() if count)))
    given: Counter[str] = Counter()
    observed = 0
    for one, other, count in bare.pairs:
        given[one] += count
        given[other] += count
        observed += 2 * count * (one != other)
    if len(given) < 2:
        return bare
    total = given.total()
    expected = total * total - sum(count * count for count in given.values())
    return replace(bare, value=1 - (total - 1) * observed / expected)
