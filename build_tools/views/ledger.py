"""The ledger of an agreement and its lineage, as its page shows them, and the page of all ledgers."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from build_tools import urls
from build_tools.collation.collation import Collation
from build_tools.collation.ledger import BREACHED, DENIED, KEPT, Counts, Entry, Ledger, Row, ledger_of
from build_tools.collation.lineage import AFTER, BEFORE, NEAREST, PART, WHOLE, Kin, lineage_of
from build_tools.corpus import Corpus, CorpusSource, publication_order
from build_tools.dates import date_text, day_order
from build_tools.page_models.ledger import (
    ContestedRow,
    KinLine,
    LedgerEntry,
    LedgerLine,
    LedgerRow,
    LedgersPage,
    LedgerView,
    LineageView,
    PartLine,
    ReportCount,
)
from build_tools.records import Agreement
from build_tools.settings import Settings
from build_tools.views.agreement_lines import HERE, agreement_line
from build_tools.views.common import Page
from build_tools.views.words import toc

SECTION = "provisions"
"""Id of the section of an agreement's page that holds its ledger."""

_COLUMNS = 12
_IN_GRID = 300
"""Up to how many reports a grid holds."""
_LISTED = 40
"""How many reports of a row are listed where there is no grid."""
_CONTESTED = 3
"""How many reports of each side are told where one voice contradicts another."""
_IN_LINE = 60

_SIDES = {
    HERE: "this agreement",
    BEFORE: "this agreement builds on it",
    AFTER: "builds on this agreement",
    WHOLE: "this agreement is a part of it",
    PART: "a part of this agreement",
}


# ---- the page of an agreement -----------------------------------------------------------------------


def ledger_view(page: Page, agreement_id: str) -> LedgerView | None:
    """Return the ledger of an agreement; None if it has no provisions and nothing is reported of it or its parts."""
    corpus = page.corpus
    record = corpus.entities[agreement_id].record
    if not isinstance(record, Agreement):
        return None
    ledger = page.collation.ledgers.get(agreement_id) or ledger_of(corpus, agreement_id)
    reported = [part for part in ledger.parts if part.counts]
    if not (record.provisions or ledger.total or reported):
        return None
    in_grid = 0 < len(ledger.sources) <= _COLUMNS and ledger.total <= _IN_GRID
    columns = ledger.sources if in_grid else ()
    provisions = {provision.id: provision for provision in record.provisions}
    rows = []
    for row in ledger.rows:
        if row.provision or row.entries:
            provision = provisions.get(row.provision)
            text = provision.text if provision else ""
            cite = page.notes_inline(f"[@{provision.reference}]", record.references) if provision else None
            rows.append(_row(page, row, columns, text, cite))
    return LedgerView(
        agreement=page.entity(agreement_id),
        rows=tuple(rows),
        has_provisions=bool(record.provisions),
        sources=tuple(page.source(corpus.sources[source_id]) for source_id in columns),
        source_count=len(ledger.sources),
        total=ledger.total,
        counts=_counts(page, ledger.counts),
        contested=tuple(
            _contested(page, row, provisions[row.provision].text if row.provision else "")
            for row in ledger.rows
            if row.contested
        ),
        parts=tuple(
            PartLine(agreement=page.entity(part.agreement, SECTION), counts=_counts(page, part.counts))
            for part in reported
        ),
        silent_parts=len(ledger.parts) - len(reported),
    )


def _row(page: Page, row: Row, columns: tuple[str, ...], text: str, cite: Markup | None) -> LedgerRow:
    cells = [_entries(page, row.of_source(source_id)) for source_id in columns] if row.entries else []
    return LedgerRow(
        id=row.provision,
        anchor=urls.provision_anchor(row.provision) if row.provision else "",
        text=text,
        cite=cite,
        counts=_counts(page, row.counts),
        cells=tuple(cells),
        entries=() if columns else _entries(page, row.entries[:_LISTED]),
        total=len(row.entries),
    )


def _entries(page: Page, entries: Iterable[Entry]) -> tuple[LedgerEntry, ...]:
    return tuple(_entry(page, entry) for entry in entries)


def _entry(page: Page, entry: Entry) -> LedgerEntry:
    source = page.corpus.sources[entry.source_id]
    return LedgerEntry(
        type=entry.type,
        report=page.report(entry.placed),
        source=page.source(source),
        line=source.text.line_at(entry.placed.passage.span.start),
    )


def _counts(page: Page, counts: Counts) -> tuple[ReportCount, ...]:
    vocabulary = page.corpus.vocabulary
    return tuple(
        ReportCount(
            type=term,
            label=vocabulary.label("report_types", term),
            definition=vocabulary.definition("report_types", term),
            number=number,
        )
        for term, number in counts
    )


def _contested(page: Page, row: Row, text: str) -> ContestedRow:
    sides = [[e for e in row.contested if e.type == term] for term in (KEPT, DENIED, BREACHED)]
    shown = [_entries(page, side[:_CONTESTED]) for side in sides if side]
    return ContestedRow(
        heading="Reported kept and breached" if sides[0] else "Reported breached, and the breach denied",
        text=text,
        href=f"#{urls.provision_anchor(row.provision)}" if row.provision else "",
        sides=tuple(shown),
        left_out=len(row.contested) - sum(map(len, shown)),
    )


# ---- before and after -------------------------------------------------------------------------------


def lineage_view(page: Page, agreement_id: str) -> LineageView | None:
    """Return what came before an agreement and after it; None if it is connected with no other."""
    corpus = page.corpus
    if corpus.entities[agreement_id].kind != "agreement":
        return None
    found = lineage_of(corpus, agreement_id)
    if not (found.dated or found.undated):
        return None
    here = Kin(agreement_id, HERE, found.date, "")
    dated = [*found.dated, here] if found.date else list(found.dated)
    undated = found.undated if found.date else (here, *found.undated)
    roles = {kin.agreement: kin.side for kin in (*dated, *undated)}
    return LineageView(
        line=agreement_line(page, [kin.agreement for kin in dated], roles, _naming(corpus, agreement_id)),
        dated=tuple(_kin(page, kin) for kin in sorted(dated, key=lambda kin: (day_order(kin.date), kin.side != HERE))),
        undated=tuple(_kin(page, kin) for kin in undated),
        cut=tuple(_SIDES[side] for side in found.cut),
        nearest=NEAREST,
    )


def _naming(corpus: Corpus, agreement_id: str) -> list[CorpusSource]:
    """Return the sources that name an agreement or report on it, in order of publication."""
    reporting = {placed.passage.source_id for placed in corpus.reports_on.get(agreement_id, ())}
    ids = reporting | set(corpus.mention_counts.get(agreement_id, {}))
    return sorted((corpus.sources[source_id] for source_id in ids), key=publication_order)


def _kin(page: Page, kin: Kin) -> KinLine:
    return KinLine(
        side=kin.side,
        side_label=_SIDES[kin.side],
        agreement=page.entity(kin.agreement),
        date_text=date_text(kin.date),
        through=page.entity(kin.through) if kin.through else None,
    )


# ---- all ledgers ------------------------------------------------------------------------------------


def ledgers_view(collation: Collation, settings: Settings) -> LedgersPage:
    """Return the page of all agreements that a passage reports on: by date, those without one last."""
    corpus = collation.corpus
    page = Page(collation, settings, urls.LEDGER)
    found = collation.ledgers
    rows = sorted(
        (_ledger_line(page, ledger) for ledger in found.values()),
        key=lambda row: (not row.date, day_order(row.date) if row.date else ()),
    )
    # Where there are too many to be told apart on a line, those that most is reported of.
    drawn = sorted(found, key=lambda i: -found[i].total)[:_IN_LINE]
    line = agreement_line(page, drawn)
    total = sum(entity.kind == "agreement" for entity in corpus.entities.values())
    return LedgersPage(
        title="Agreements as reported",
        toc=toc(("A line in time", "line") if line else None, ("Reports", "reports") if rows else None),
        line=line,
        line_shown=len(line.marks) if line else 0,
        rows=tuple(rows),
        silent_count=total - len(found),
    )


def _ledger_line(page: Page, ledger: Ledger) -> LedgerLine:
    record = page.corpus.entities[ledger.agreement].record
    date = (record.date or "") if isinstance(record, Agreement) else ""
    entries = ledger.entries
    first, last = entries[0].date, entries[-1].date
    contested = [[entry.type for entry in row.contested] for row in ledger.rows]
    return LedgerLine(
        agreement=page.entity(ledger.agreement, SECTION),
        date=date,
        date_text=date_text(date),
        counts=_counts(page, ledger.counts),
        total=ledger.total,
        source_count=len(ledger.sources),
        first=first,
        first_text=date_text(first),
        last=last,
        last_text=date_text(last),
        is_kept_and_breached=any(KEPT in types for types in contested),
        is_breach_denied=any(DENIED in types for types in contested),
    )
