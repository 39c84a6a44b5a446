"""Addresses: the only place that knows where a page lies and what an anchor is called.

Ids that stand in an address always have a prefix, so that no record can take the name of an element
that the theme relies on.
"""

from __future__ import annotations

import posixpath
from functools import lru_cache
from urllib.parse import urlencode

SECTIONS = {"actor": "actors", "place": "places", "agreement": "agreements", "source": "sources"}
"""Folder of the pages of each kind."""
HOME = "index.md"
QUESTIONS = "compare/index.md"
NAMES = "compare/names.md"
WORDING = "compare/wording.md"
INFERENCES = "compare/inferences.md"
FIGURES = "compare/figures/index.md"
ORIGINS = "compare/origins.md"
COVERAGE = "compare/coverage.md"
LEDGER = "compare/ledger.md"
RELATIONS = "compare/relations.md"
TIMELINE = "compare/timeline/index.md"
MAP = "map/index.md"
DATA = "data/index.md"
CODEBOOK = "codebook/index.md"
SEARCH = "search/index.md"
SEARCH_RECORDS = ".generated.search.json"
"""What the search finds: below docs/ for the stage that makes its index; a dot file, as it is no part of the site."""

FORWARD_SCRIPT = "assets/js/forward.js"
"""The script of pages at addresses of before."""
FRAME_STYLE = "assets/css/shell.css"
"""The style sheet that pages at addresses of before share with all others."""

FOLLOWED = "e"
"""Name, in the query of a source page, of the entity whose passages the reader follows."""
CITE_ANCHOR = "cite"
"""Id of the part of every page that says how it is cited."""


def entity_page(kind: str, entity_id: str) -> str:
    """Return the path of an entity's page below docs/."""
    return f"{SECTIONS[kind]}/{entity_id}.md"


def shelf_page(kind: str, entity_id: str, key: str, number: int = 1) -> str:
    """Return the path of a page of an entity's passages below docs/: those of a source or of a year."""
    return _numbered(f"{SECTIONS[kind]}/{entity_id}/passages/{key}", number)


def list_page(kind: str, entity_id: str, what: str, number: int = 1) -> str:
    """Return the path of a page that a long list of an entity's page goes on to, below docs/."""
    return _numbered(f"{SECTIONS[kind]}/{entity_id}/{what}", number)


def _numbered(path: str, number: int) -> str:
    return f"{path}.md" if number == 1 else f"{path}/{number}.md"


def source_page(source_id: str) -> str:
    """Return the path of a source's page below docs/."""
    return f"sources/{source_id}.md"


def section_index(kind: str) -> str:
    """Return the path of a section's index below docs/."""
    return f"{SECTIONS[kind]}/index.md"


def question_page(question_id: str) -> str:
    """Return the path of a question's page below docs/."""
    return f"compare/questions/{question_id}.md"


def measure_page(measure: str) -> str:
    """Return the path of the page of the figures of one measure below docs/."""
    return f"compare/figures/{measure}.md"


def timeline_page(year: int) -> str:
    """Return the path of the page of a year's events below docs/, where there are too many for one page."""
    return f"compare/timeline/{year}.md"


def passage_anchor(passage_id: str) -> str:
    """Return the id of a passage on the page of its source: its permalink."""
    return f"p-{passage_id}"


def card_anchor(source_id: str, passage_id: str) -> str:
    """Return the id of a passage's card on any other page. Ids hold no double hyphen, so it is unique."""
    return f"p-{source_id}--{passage_id}"


def group_anchor(source_id: str) -> str:
    """Return the id of the group of a source's passages on an entity page."""
    return f"s-{source_id}"


def relation_anchor(one: str, relation: str, other: str) -> str:
    """Return the id of a relation in a table, from the entity that it starts from to the one that it leads to."""
    return f"r-{one}--{relation}--{other}"


def relation_type_anchor(relation: str) -> str:
    """Return the id of the relations of one type on the page of all relations."""
    return f"k-{relation}"


def line_anchor(line: int) -> str:
    """Return the id of a line on the page of a source."""
    return f"l-{line}"


def index_anchor(entity_id: str) -> str:
    """Return the id of an entity in the index of a source."""
    return f"i-{entity_id}"


def provision_anchor(provision_id: str) -> str:
    """Return the id of a provision on the page of its agreement."""
    return f"v-{provision_id}"


def question_anchor(question_id: str) -> str:
    """Return the id of a question on the page that lists them all."""
    return f"q-{question_id}"


def measure_anchor(measure: str) -> str:
    """Return the id of a measure on the page of all figures."""
    return f"m-{measure}"


def figure_set_anchor(key: str) -> str:
    """Return the id of a set of figures on the page of its measure."""
    return f"f-{key}"


def answer_anchor(answer_id: str) -> str:
    """Return the id of an answer on the page of its question."""
    return f"a-{answer_id}"


def rule_page(rule: str) -> str:
    """Return the path of a rule's page below docs/."""
    return f"codebook/rules/{rule}.md"


def origin_anchor(origin_id: str) -> str:
    """Return the id of an origin on the page of all of them."""
    return f"o-{origin_id}"


def label_anchor(label: str) -> str:
    """Return the id of a label on the page of wording."""
    return f"w-{label}"


def side_anchor(side: str) -> str:
    """Return the id of a side on the page of wording."""
    return f"d-{side}"


def event_anchor(source_id: str, passage_id: str, number: int) -> str:
    """Return the id of an event of a passage on the timeline. Ids hold no double hyphen, so it is unique."""
    return f"t-{source_id}--{passage_id}--{number}"


def agreement_event_anchor(agreement_id: str) -> str:
    """Return the id of the date of an agreement on the timeline."""
    return f"t-agreement--{agreement_id}"


def publication_anchor(source_id: str) -> str:
    """Return the id of the publication of a source on the timeline."""
    return f"t-source--{source_id}"


def period_anchor(year: int, month: int = 0, day: int = 0) -> str:
    """Return the id of the heading of a year, of a month, or of a period that begins on a day, on the timeline."""
    return "-".join(("y", str(year), *(f"{part:02}" for part in (month, day) if part)))


def filtered(page: str, **chosen: str) -> str:
    """Return a path with the choice that the filters of that page begin with: what is chosen by name of the filter."""
    return f"{page}?{urlencode(chosen)}" if chosen else page


@lru_cache(maxsize=65_536)
def relative(folder: str, target: str, fragment: str = "") -> str:
    """Return the link from a page in `folder` ("" is docs/ itself) to a path below docs/."""
    path = posixpath.relpath(target, folder or ".")
    return f"{path}#{fragment}" if fragment else path


def public(target: str, fragment: str, site_url: str) -> str:
    """Return the address of a page on the finished site; from its root where `site_url` is ""."""
    path = target.removesuffix(".md")
    if target.endswith(".md"):
        path = path.removesuffix("index") if posixpath.basename(path) == "index" else f"{path}/"
    return f"{site_url}{path}" + (f"#{fragment}" if fragment else "")
