"""The ledger of an agreement, its lineage, and the page of all ledgers."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from build_tools.page_models.agreement_lines import AgreementLine
from build_tools.page_models.passages import ReportView
from build_tools.page_models.shared import EntityRef, SourceRef, TocEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """A report as it stands in the ledger."""

    type: str
    """Word of the list `report_types`."""
    report: ReportView
    source: SourceRef
    line: int
    """1-based line of the passage in the source file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCount:
    """How many reports there are of a type."""

    type: str
    label: str
    definition: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """A provision, or the agreement as a whole, and what is reported of it."""

    id: str
    """Id of the provision, or "" for the whole."""
    anchor: str
    """Id of the row, or "" for the whole."""
    text: str
    """The provision; "" for the whole."""
    cite: Markup | None
    """Numbered reference to where the provision is taken from."""
    counts: tuple[ReportCount, ...]
    cells: tuple[tuple[LedgerEntry, ...], ...]
    """In the order of the ledger's `sources`; empty where there is no grid, or no report in the row."""
    entries: tuple[LedgerEntry, ...]
    """By date, where there is no grid: the first of them."""
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestedRow:
    """A provision of which one voice says what another contradicts."""

    heading: str
    """What is contradicted."""
    text: str
    """The provision; "" for the whole."""
    href: str
    """Its row, or "" for the whole."""
    sides: tuple[tuple[LedgerEntry, ...], ...]
    """Those that say kept, those that deny a breach, those that say breached: what there is of these, in this order."""
    left_out: int
    """How many more there are than `sides` hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLine:
    """A part of an agreement and the reports on it."""

    agreement: EntityRef
    counts: tuple[ReportCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerView:
    """What the sources report of an agreement. Template: `partials/entity/provisions.html.jinja`."""

    agreement: EntityRef
    rows: tuple[LedgerRow, ...]
    """The provisions in their order, then the whole if there is anything to say of it."""
    has_provisions: bool
    sources: tuple[SourceRef, ...]
    """The columns, in order of publication; empty where there is no grid."""
    source_count: int
    total: int
    counts: tuple[ReportCount, ...]
    contested: tuple[ContestedRow, ...]
    parts: tuple[PartLine, ...]
    """Parts that a passage reports on."""
    silent_parts: int
    """How many parts no passage reports on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KinLine:
    """An agreement before or after another one, above or below it; or that one itself."""

    side: str
    """`here`, `before`, `after`, `whole` or `part`."""
    side_label: str
    agreement: EntityRef
    date_text: str
    through: EntityRef | None
    """By way of which agreement they are connected, if not directly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineageView:
    """What came before an agreement and after it. Template: `partials/entity/lineage.html.jinja`."""

    line: AgreementLine | None
    """None where too little is dated."""
    dated: tuple[KinLine, ...]
    """By date, with the agreement itself among them if it is dated."""
    undated: tuple[KinLine, ...]
    cut: tuple[str, ...]
    """Labels of the sides that are listed in part only."""
    nearest: int
    """How many of those are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """An agreement on the page of all ledgers."""

    agreement: EntityRef
    """Leads to its section of reports."""
    date: str
    """EDTF or ""."""
    date_text: str
    counts: tuple[ReportCount, ...]
    total: int
    source_count: int
    first: str
    """EDTF: of the reports, or of the publication of their sources."""
    first_text: str
    last: str
    last_text: str
    is_kept_and_breached: bool
    is_breach_denied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgersPage:
    """All agreements that a passage reports on. Template: `pages/ledgers.html.jinja`."""

    title: str
    toc: tuple[TocEntry, ...]
    line: AgreementLine | None
    line_shown: int
    """How many agreements the line has."""
    rows: tuple[LedgerLine, ...]
    """By date; those without one last."""
    silent_count: int
    """Agreements that no passage reports on."""
