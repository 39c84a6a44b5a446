"""The records that contributors write, one class per kind: the only place where keys are spelled.

Validation, the JSON Schemas, the codebook page and the messages all come from these classes. After
validation records are frozen and typed; no dictionaries travel on. The classes stand in modules by
subject; whoever uses them imports them from here.
"""

from __future__ import annotations

from build_tools.records.corpus_files import (
    Answer,
    Corpus,
    CuesRecord,
    HowToCite,
    Licence,
    MapFile,
    Question,
    ShapeFile,
    TermRecord,
    VocabularyFile,
    WayIn,
)
from build_tools.records.entities import Actor, Agreement, Coordinates, DateRange, Entity, Place, Provision, Route
from build_tools.records.origins import Origin
from build_tools.records.passages import Dismissal, DismissalFile, Passage, PassageFile
from build_tools.records.renames import RenamesFile
from build_tools.records.shared import LinkedId, Name, Record
from build_tools.records.sources import Rights, Source
from build_tools.records.statements import AgreementReport, Claim, Figure, Relation
from build_tools.records.tags import EntityTag, Surface

__all__ = [
    "RECORD_KINDS",
    "Actor",
    "Agreement",
    "AgreementReport",
    "Answer",
    "Claim",
    "Coordinates",
    "Corpus",
    "CuesRecord",
    "DateRange",
    "Dismissal",
    "DismissalFile",
    "Entity",
    "EntityTag",
    "Figure",
    "HowToCite",
    "Licence",
    "LinkedId",
    "MapFile",
    "Name",
    "Origin",
    "Passage",
    "PassageFile",
    "Place",
    "Provision",
    "Question",
    "Record",
    "Relation",
    "RenamesFile",
    "Rights",
    "Route",
    "ShapeFile",
    "Source",
    "Surface",
    "TermRecord",
    "VocabularyFile",
    "WayIn",
]

RECORD_KINDS: dict[str, type[Record]] = {
    "source": Source,
    "actor": Actor,
    "place": Place,
    "agreement": Agreement,
    "passages": PassageFile,
    "dismissals": DismissalFile,
    "question": Question,
    "origin": Origin,
    "corpus": Corpus,
    "map": MapFile,
    "renames": RenamesFile,
    "vocabulary": VocabularyFile,
}
"""Every kind of file, by the name of its schema."""
