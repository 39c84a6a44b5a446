"""The codebook has everything that is written: each record and part of one, each key, each closed list, each rule."""

from __future__ import annotations

import typing
from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from build_tools import pipeline
from build_tools.page_models.reference_pages import CodebookPage
from build_tools.project import Project
from build_tools.records import RECORD_KINDS, EntityTag, LinkedId
from build_tools.rules import RULES
from build_tools.views.reference_pages import codebook_view
from build_tools.vocabulary import TOOL_LISTS
from tests.corpus_support import copy_project

SHORTHAND = {EntityTag, LinkedId}
"""What is written as an id, alone or with one thing behind it, and so has no keys."""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> CodebookPage:
    """Return the codebook of the second corpus."""
    corpus = pipeline.check(Project.at(copy_project("orchard", tmp_path_factory.mktemp("codebook")))).corpus
    assert corpus is not None
    return codebook_view(corpus)


def record_classes(annotation: object) -> Iterator[type[BaseModel]]:
    """Yield every record class that an annotation holds, and those below their keys."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from record_classes(field.annotation)
    for argument in typing.get_args(annotation):
        yield from record_classes(argument)


def test_every_record_and_part_has_its_keys(page: CodebookPage) -> None:
    """Each class that a file can hold has a table with all its keys, and each table says where it stands."""
    tables = [{field.key for field in record.fields} for record in page.records]
    for kind in RECORD_KINDS.values():
        for record in set(record_classes(kind)) - SHORTHAND:
            assert {field.alias or name for name, field in record.model_fields.items()} in tables, record.__name__
    assert all("<code>" in record.where or "vocabulary" in record.where for record in page.records)
    assert [record.title for record in page.records if "`" in record.where + record.definition] == []


def test_types_are_words_that_the_page_explains(page: CodebookPage) -> None:
    """A key that takes a part of a record names it as the heading of its table does, not as the code does."""
    titles = {record.title.lower() for record in page.records}
    types = {field.key: field.type for record in page.records for field in record.fields}
    for key in ("citation", "licence", "take_part", "shapes", "claims", "figure", "coordinates", "rights", "names"):
        assert types[key].removeprefix("list of ") in titles, key


def test_renames_are_explained(page: CodebookPage) -> None:
    """The file that commands keep says which ones, and what its keys hold."""
    (renames,) = (record for record in page.records if record.title == "Renames")
    assert "<code>rename</code>" in renames.definition
    assert "<code>merge</code>" in renames.definition
    assert all(field.definition.startswith("Old ids of ") for field in renames.fields)


def test_every_list_and_rule_is_there(page: CodebookPage) -> None:
    """Each closed list has all its terms with their definitions, and each rule leads to its page."""
    shown = {entry.id: {term.term: term.definition for term in entry.terms} for entry in page.lists}
    for name, terms in TOOL_LISTS.items():
        assert shown[f"t-{name.replace('_', '-')}"] == {one: term.definition for one, term in terms.items()}
    assert {rule.link.text: rule.link.href for rule in page.rules} == {rule: f"rules/{rule}.md" for rule in RULES}
