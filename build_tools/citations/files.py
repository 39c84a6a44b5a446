"""Files of citations: every source in each form for reference managers, and one file a source for its passages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.citations.formats import bibtex, csl_list, ris
from build_tools.citations.items import source_item
from build_tools.citations.templates import passages_json, source_file
from build_tools.corpus import Corpus
from build_tools.settings import Settings


@dataclass(frozen=True, slots=True)
class CitationFile:
    """A download of citations, and what it is."""

    file: str
    media_type: str
    title: str
    description: str


BIBTEX = CitationFile(
    "data/citations.bib",
    "application/x-bibtex",
    "Citations as BibTeX",
    "An entry for each source: author, title, journal, year, month, date (EDTF, as biblatex reads it), url, langid, "
    "note. UTF-8. The key is the id of the source; a note says where the date is inferred.",
)
RIS = CitationFile(
    "data/citations.ris",
    "application/x-research-info-systems",
    "Citations as RIS",
    "A record for each source: TY, ID, TI, AU, T2, PY, DA, LA, UR, L2 (archived copy), N1. UTF-8. DA ends with the "
    "date in words where it is a range or inferred.",
)
CSL = CitationFile(
    "data/citations.csl.json",
    "application/vnd.citationstyles.csl+json",
    "Citations as CSL-JSON",
    "An item for each source, for Zotero, Pandoc and other programs that use the Citation Style Language. A date that "
    "annotators inferred is marked as circa.",
)
DOWNLOADS = (BIBTEX, RIS, CSL)


def citation_files(corpus: Corpus, settings: Settings) -> Iterator[tuple[str, str]]:
    """Yield every file as (path below docs/, text)."""
    items = [source_item(source) for source in corpus.sources.values()]
    yield BIBTEX.file, "\n".join(map(bibtex, items))
    yield RIS.file, "\n".join(map(ris, items)).replace("\n", "\r\n")  # the line end that its specification asks for
    yield CSL.file, csl_list(items)
    for source in corpus.sources.values():
        yield source_file(source.id), passages_json(corpus, source, settings)
