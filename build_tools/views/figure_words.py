"""What a rule found in a set of figures, in sentences for readers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from build_tools.collation.figures import FigureRow, FigureSet, Proposal
from build_tools.dates import date_text
from build_tools.records import Figure
from build_tools.views.plots import interval_text
from build_tools.views.words import figure_amount
from build_tools.vocabulary import Vocabulary

_LISTED = 6
"""Items of an enumeration at most."""


def particulars(vocabulary: Vocabulary, found: FigureSet) -> Iterator[str]:
    """Yield in sentences what the rule of a set's proposal found in it, and what it leaves aside."""
    proposal = found.proposal
    assert proposal is not None  # of what stands alone nothing is said
    if found.one_source:
        yield "All of them are of one source, which gives more than one figure."
    numbers = [row for row in found.rows if row.interval is not None]
    if proposal.parts and len(proposal.rows) < len(numbers):
        yield f"Said of {len(proposal.rows)} of the {len(found.rows)} figures, those {time_text(proposal.rows)}."
    told = _TOLD.get(proposal.rule)
    if told:
        yield told(vocabulary, proposal)
    in_words = len(found.rows) - len(numbers)
    if in_words and len(numbers) > 1 and proposal.rule not in ("other-measure", "other-unit"):
        yield f"{in_words} in words alone {'is' if in_words == 1 else 'are'} left out of the comparison."


def time_text(rows: Sequence[FigureRow]) -> str:
    """Return what the times of figures are, e.g. `since December 2000, as of 30 April 2001`."""
    starts = dict.fromkeys(f"since {date_text(row.since)}" if row.since else "without a start" for row in rows)
    ends = dict.fromkeys(_as_of(row) for row in rows)
    return f"{_listed(starts)}, as of {_listed(ends)}"


def amount_text(vocabulary: Vocabulary, figure: Figure) -> str:
    """Return a number with its hedge, e.g. `over 875,000`."""
    hedge = f"{vocabulary.label('qualifiers', figure.qualifier)} " if figure.qualifier else ""
    return f"{hedge}{figure_amount(figure)}"


def _as_of(row: FigureRow) -> str:
    return date_text(row.as_of) + (" (publication)" if row.as_of_published else "")


def _listed(items: Iterable[str], joint: str = "; ") -> str:
    """Return some items in a row, each once; of many the first, with how many more there are."""
    once = list(dict.fromkeys(items))
    more = [f"{len(once) - _LISTED} more"] if len(once) > _LISTED else []
    return joint.join([*once[:_LISTED], *more])


def _measures(vocabulary: Vocabulary, proposal: Proposal) -> str:
    return f"They are of these: {_listed(vocabulary.label('measures', r.figure.measure) for r in proposal.rows)}."


def _units(_: Vocabulary, proposal: Proposal) -> str:
    return f"They are counted in these: {_listed(row.figure.unit or 'no unit' for row in proposal.rows)}."


def _numbers_given(_: Vocabulary, proposal: Proposal) -> str:
    given = sum(row.interval is not None for row in proposal.rows)
    return f"{given or 'None'} of the {len(proposal.rows)} {'has' if given < 2 else 'have'} a number."


def _periods(_: Vocabulary, proposal: Proposal) -> str:
    starts = (f"since {date_text(row.since)}" if row.since else "no start given" for row in proposal.rows)
    return f"Counted from: {_listed(starts)}."


def _days(_: Vocabulary, proposal: Proposal) -> str:
    return f"As of: {_listed(_as_of(row) for row in proposal.rows)}."


def _counts(vocabulary: Vocabulary, proposal: Proposal) -> str:
    rows = sorted(proposal.rows, key=lambda row: row.as_of)
    return f"{_listed(f'As of {_as_of(row)}: {amount_text(vocabulary, row.figure)}' for row in rows)}."


def _fitting(_: Vocabulary, proposal: Proposal) -> str:
    assert proposal.fits is not None  # it is what the rule found
    if proposal.fits.lower is not None and proposal.fits.lower == proposal.fits.upper:
        return f"{interval_text(proposal.fits)} fits all of them."
    return f"Any number {interval_text(proposal.fits)} fits all of them."


def _approximate(vocabulary: Vocabulary, proposal: Proposal) -> str:
    loose = (row.figure for row in proposal.rows if row.interval is not None and row.interval.approximate)
    return f"Approximate: {_listed(amount_text(vocabulary, figure) for figure in loose)}."


_TOLD: Mapping[str, Callable[[Vocabulary, Proposal], str]] = {
    "other-measure": _measures,
    "other-unit": _units,
    "no-number": _numbers_given,
    "period-unstated": _periods,
    "other-period": _periods,
    "other-date": _days,
    "growing-count": _counts,
    "shrinking-count": _counts,
    "ranges-overlap": _fitting,
    "approximate": _approximate,
}
