"""Each file of `tests/cases/citations/` is one source with a passage, and exactly the citations that it has in every form.

`source` is laid over a plain record; `language` of the corpus is English. After a change that is meant:
`UPDATE_EXPECTED=1 make test ARGS=tests/test_citation_cases.py`, then read the difference and commit it.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_tools import pipeline
from build_tools.citations.formats import FORMATS, coins
from build_tools.citations.items import passage_item, source_item
from build_tools.project import Project
from build_tools.settings import Settings
from tests.corpus_support import small_corpus, write_files

CASES = sorted((Path(__file__).parent / "cases/citations").glob("*.yml"))
SETTINGS = Settings(site_name="Small", site_url="https://small.example.org/")


class _Block(yaml.SafeDumper):
    """Writes texts of several lines as they are."""


_Block.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None),
)


def citations(case: dict[str, Any], folder: Path) -> dict[str, dict[str, str]]:
    """Return the citations of the source of a case and of its passage, by form."""
    text = f"{case['quote']}\n"
    files = small_corpus(
        seeds__one__txt=None, annotations__places__weir__yml=None, **{"annotations__passages__one__all.yml": None}
    )
    source = dict(files["annotations/sources/one.yml"]) | case["source"]  # type: ignore[arg-type]
    source["sha256"] = hashlib.sha256(text.encode()).hexdigest()
    files |= {
        "seeds/one.txt": text,
        "annotations/sources/one.yml": source,
        "annotations/passages/one/all.yml": {"passages": [{"id": "first", "quote": case["quote"]}]},
    }
    write_files(folder, files)
    checked = pipeline.check(Project.at(folder))
    assert checked.problems == []
    assert checked.corpus is not None
    one = checked.corpus.sources["one"]
    cited = {"source": source_item(one), "passage": passage_item(checked.corpus, one.passages[0], SETTINGS)}
    made = {what: {name: write(item) for name, (_, write, _) in FORMATS.items()} for what, item in cited.items()}
    made["source"]["coins"] = coins(cited["source"])
    return made


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_citations_are_as_expected(path: Path, tmp_path: Path) -> None:
    """A source and its passage are cited, letter by letter, as reviewed."""
    case = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # dates stay as they are written
    made = citations(case, tmp_path)
    if os.environ.get("UPDATE_EXPECTED"):
        case["expected"] = made
        path.write_text(yaml.dump(case, Dumper=_Block, allow_unicode=True, sort_keys=False, width=110), "utf-8")
    assert made == case["expected"]
