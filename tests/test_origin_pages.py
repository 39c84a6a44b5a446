"""Pages and notes on origins: what goes back to one voice is counted once, everywhere in the same words."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from build_tools import pipeline, urls
from build_tools.collation.collation import Collation
from build_tools.corpus import Corpus
from build_tools.page_models.origins import OriginNote
from build_tools.project import Project
from build_tools.rendering import Renderer
from build_tools.settings import Settings
from build_tools.views import comparisons, entities, origins
from build_tools.views.common import Page
from tests.corpus_support import words

PROJECTS = Path(__file__).parent / "projects"
WITHHELD = "courrier-canal"


def corpus_of(project: str) -> Corpus:
    """Return a test corpus, read."""
    corpus = pipeline.check(Project.at(PROJECTS / project)).corpus
    assert corpus is not None
    return corpus


@pytest.fixture(scope="module")
def orchard() -> Corpus:
    """The second corpus: two occasions, one of them told by a paper that is withheld."""
    return corpus_of("orchard")


def rendered(template: str, view: object) -> LexborHTMLParser:
    """A page model as it is written."""
    return LexborHTMLParser(Renderer().render(template, view, title="t", description="d", section="s/"))


def texts(page: LexborHTMLParser, selector: str) -> list[str]:
    """The texts of elements, with single spaces."""
    return [words(node.text()) for node in page.css(selector)]


# ---- the page -------------------------------------------------------------------------------------


def test_every_occasion_is_drawn_with_its_ways(orchard: Corpus) -> None:
    """An occasion stands at its anchor with whose it is; each link of a way says how it went on."""
    page = rendered("origins", origins.origins_view(Collation(orchard), Settings()))
    assert [node.id for node in page.css(".bt-occasion h3")] == ["o-growers-on-the-sluice", "o-orvik-at-the-weir"]
    assert texts(page, ".bt-occasion__by") == [
        "by Maravel Growers’ Union · 4 passages in 3 sources",
        "by Lena Orvik · 2 passages in 2 sources",
    ]
    assert [texts(LexborHTMLParser(node.html), "li") for node in page.css(".bt-ways .bt-chain")] == [
        ["said by Yusuf Haddad", "reported by 2 sources"],
        ["said by Yusuf Haddad and Maravel Growers’ Union", "reported by 1 source"],
        ["said by Yusuf Haddad", "via Maravel Growers’ Union", "reported by 1 source"],
        ["reported by 2 sources"],  # who said it is whose the occasion is
    ]


def test_words_stand_side_by_side_in_their_languages(orchard: Corpus) -> None:
    """Each telling has the words of its passages, in the language and direction of its source, and leads to them."""
    page = rendered("origins", origins.origins_view(Collation(orchard), Settings()))
    tellings = page.css(".bt-occasion:last-of-type .bt-tellings > li")
    assert [words(node.css_first("q").text()) for node in tellings] == [
        "“We keep the Weir Compact to the letter,” said Lena Orvik, who chairs the board.",
        "ونفت لينا أورفيك أن يكون المجلس قد خرق ميثاق السد.",
    ]
    assert [node.css_first("q").attributes["dir"] for node in tellings] == ["ltr", "rtl"]
    assert [node.css_first("a.bt-go").attributes["href"] for node in tellings] == [
        "../sources/valley-gazette-sluice.md#p-compact-kept",
        "../sources/sada-al-wadi-talks.md#p-denial",
    ]


def test_a_withheld_source_is_counted_and_not_quoted(orchard: Corpus) -> None:
    """A source that may not be shown stands in the tree with a link, and none of its words are on the page."""
    view = origins.origins_view(Collation(orchard), Settings())
    told = [t for occasion in view.occasions for way in occasion.ways for t in way.tellings]
    (withheld,) = [telling for telling in told if telling.source.id == WITHHELD]
    assert [(item.quote, item.href) for item in withheld.renderings] == [("", "../sources/courrier-canal.md#p-losses")]
    assert "kyrielles" not in (rendered("origins", view).html or "")


def test_voices_and_ways_are_listed(orchard: Corpus) -> None:
    """Voices of several sources stand with their numbers, ways through others from the speaker to the source."""
    view = origins.origins_view(Collation(orchard), Settings())
    page = rendered("origins", view)
    assert texts(page, ".bt-voices tbody tr > :nth-child(-n + 3)") == [
        *("Lena Orvik in part: Lena Orvik at the weir, March 2031", "4", "6"),
        *("Maravel Growers’ Union in part: The growers on the closed sluice", "3", "6"),
        *("Upper Valley Council", "2", "4"),
    ]
    assert texts(page, ".bt-passed .bt-chain li") == [
        *("said by Yusuf Haddad", "via Maravel Growers’ Union", "reported by Gazette, Mar 2031 (line 7)"),
    ]
    assert all(voice.actors for voice in view.voices)


def test_a_corpus_without_origins_says_so() -> None:
    """Where nothing is declared, shared or passed on the page stands and says it."""
    view = origins.origins_view(Collation(corpus_of("mini")), Settings())
    assert view.toc == ()
    assert "Every source speaks for itself" in (rendered("origins", view).html or "")


def test_of_many_origins_the_page_says_how_many(orchard: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the caps occasions keep their anchor and basis, and whatever is left out is counted."""
    for name in ("SHOWN_DRAWN", "SHOWN_VOICES", "SHOWN_SOURCES", "SHOWN_LINES", "SHOWN_PASSAGES"):
        monkeypatch.setattr(origins, name, 1)
    page = rendered("origins", origins.origins_view(Collation(orchard), Settings()))
    text = words(page.css_first(".bt-page").text())
    assert len(page.css(".bt-occasion h3[id^=o-]")) == len(page.css(".bt-reason")) == 2
    assert len(page.css(".bt-ways")) == len(page.css(".bt-voices tbody tr")) == 1
    assert "The 1 that most sources tell are drawn." in text
    assert "The 1 that most sources carry, of 3." in text
    assert "and 1 more source" in text  # of the two that have the speaker directly
    assert "(line 3 ×2) and 3 more sources" in text
    monkeypatch.setattr(origins, "SHOWN_WAYS", 0)
    assert "The first 0 of 1 ways." in words(
        rendered("origins", origins.origins_view(Collation(orchard), Settings())).css_first(".bt-page").text()
    )


# ---- the note on other pages ------------------------------------------------------------------------


def note_of(corpus: Corpus, question: str, answer: str) -> OriginNote | None:
    """The note on one answer to a question."""
    page = Page(Collation(corpus), Settings(), urls.question_page(question))
    return origins.origin_note(page, corpus.answers.get((question, answer), ()))


def test_note_counts_sources_and_voices(orchard: Corpus) -> None:
    """Several sources of one voice are one origin; several voices are as many; one source alone has no note."""
    kept, broken = note_of(orchard, "compact-kept", "kept"), note_of(orchard, "compact-kept", "broken")
    assert kept is not None
    assert broken is not None
    assert (kept.source_count, kept.origin_count, kept.single, kept.shared_count) == (2, 1, True, 1)
    assert (broken.source_count, broken.origin_count, broken.single, broken.shared_count) == (2, 2, False, 0)
    assert note_of(orchard, "growers-share", "thirty") is None
    assert note_of(orchard, "sluice-closed-when", "first-march") is None


def test_question_pages_carry_the_note(orchard: Corpus) -> None:
    """Above all answers, and below the heading of each that several sources give, stands how many origins there are."""
    page = rendered("question", comparisons.question_view(Collation(orchard), Settings(), "compact-kept"))
    assert texts(page, ".bt-origins > summary") == [
        "3 sources, 3 origins; 1 of them is carried by several sources",
        "2 sources, 1 origin: Lena Orvik",
        "2 sources, 2 origins",
    ]
    assert texts(page, ".bt-answer .bt-origins li") == [
        "Lena Orvik (Lena Orvik at the weir, March 2031): Gazette, Mar 2031 (line 5), Sada, Mar 2031 (line 5)",
        "Maravel Growers’ Union (The growers on the closed sluice): Gazette, Mar 2031 (line 7)",
        "Upper Valley Council: Su Günlüğü, Mar 2031 (line 3)",
    ]


def test_entity_pages_say_what_claims_go_back_to(orchard: Corpus) -> None:
    """Claims about an entity are counted by origin, those that several carry listed; an actor’s claims by their sources."""
    board = rendered("actor", entities.entity_view(Collation(orchard), Settings(), "water-board"))
    assert texts(board, ".bt-section--claims-about .bt-origins > p") == ["6 claims in 3 sources go back to 4 origins."]
    assert [text.partition(" (")[0] for text in texts(board, ".bt-section--claims-about .bt-origins li")] == [
        *("Lena Orvik", "Maravel Growers’ Union"),
    ]
    orvik = rendered("actor", entities.entity_view(Collation(orchard), Settings(), "lena-orvik"))
    assert texts(orvik, ".bt-section--claims-by > .bt-origins") == [
        "Passed on by 4 of 4 sources; recorded occasions: Lena Orvik at the weir, March 2031 (2 sources)."
    ]


def test_note_is_cut_where_voices_are_many(orchard: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """A note names the first voices and counts the others."""
    monkeypatch.setattr(origins, "SHOWN_IN_NOTE", 1)
    board = rendered("actor", entities.entity_view(Collation(orchard), Settings(), "water-board"))
    assert texts(board, ".bt-section--claims-about .bt-origins li")[1:] == ["and 1 more origin"]
    page = rendered("question", comparisons.question_view(Collation(orchard), Settings(), "compact-kept"))
    assert texts(page, ".bt-answer:last-child .bt-origins li")[1:] == ["and 1 more origin"]


def test_statements_lead_to_their_occasion(orchard: Corpus) -> None:
    """A claim, relation or report with a declared origin names it and leads to its place on the page of origins."""
    link = "../compare/origins.md#o-growers-on-the-sluice"
    board = rendered("actor", entities.entity_view(Collation(orchard), Settings(), "water-board"))
    for selector in (".bt-claim__voice", ".bt-card .bt-pairs dd", ".bt-row__head", ".bt-section--relations td"):
        assert board.css(f'{selector} .bt-occasion-of a[href="{link}"]'), selector
    haddad = rendered("actor", entities.entity_view(Collation(orchard), Settings(), "yusuf-haddad"))
    assert haddad.css(f'.bt-section--claims-by .bt-row__head a[href="{link}"]')
