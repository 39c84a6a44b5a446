"""The stages in order, from files to pages: reads like the contents page of the tool."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from build_tools import rights, urls
from build_tools.checks import run_checks
from build_tools.citations.files import citation_files
from build_tools.collation.collation import Collation
from build_tools.completeness import Completeness, completeness_of
from build_tools.corpus import Corpus
from build_tools.exports import annotating, csv_tables, feed, network_graphml, places_geojson, schemas, web_annotations
from build_tools.loaded import Loaded, Progress
from build_tools.loading import load
from build_tools.problems import Problem, has_errors
from build_tools.project import Project
from build_tools.rendering import Renderer, make_environment, render_forward
from build_tools.resolving import resolve
from build_tools.rules import RULES
from build_tools.settings import Settings, read_settings
from build_tools.views import comparisons, indexes, inferences, naming, origins, reference_pages, timeline
from build_tools.views.common import KIND_ORDER
from build_tools.views.coverage import coverage_view
from build_tools.views.entities import entity_view
from build_tools.views.entity_parts import entity_parts, part_count
from build_tools.views.figures import figures_view, measure_view
from build_tools.views.former_addresses import forwards, with_former_anchors
from build_tools.views.home import home_view
from build_tools.views.ledger import ledgers_view
from build_tools.views.maps import map_view
from build_tools.views.relations_page import relations_view
from build_tools.views.rule_pages import rule_view
from build_tools.views.search import records_file, search_view
from build_tools.views.share_cards import card_files
from build_tools.views.sharing import sharing_of
from build_tools.views.source_pages import source_view

Files = Iterable[tuple[str, str | bytes]]


def _silent(items: Iterable[Any], _what: str, _total: int) -> Iterable[Any]:
    return items


@dataclass(frozen=True)
class Checked:
    """A corpus that was read, validated and anchored."""

    corpus: Corpus | None
    """None only where there is no corpus to speak of."""
    problems: list[Problem]
    """Sorted by place."""
    quotes_found: int
    """Quotes that stand in their source exactly once."""
    quotes: int
    """All quotes."""
    left_out: frozenset[str] = frozenset()
    """What is there and not in the corpus because of errors: files, sources by their file, passages `source-id#id`."""

    @property
    def summary(self) -> str:
        """One line that says how much was checked."""
        return f"{self.quotes_found} of {self.quotes} quotes checked"

    @property
    def passed(self) -> bool:
        """Whether a site may be built: no error, and at least one quote was checked."""
        return (
            self.corpus is not None
            and self.quotes > 0
            and self.quotes_found == self.quotes
            and not has_errors(self.problems)
        )


@dataclass(frozen=True)
class Generated:
    """Pages and data files of a corpus; `files` is a stream that renders as it is read."""

    files: Files = field(default_factory=tuple)
    problems: list[Problem] = field(default_factory=list)


def check(project: Project, progress: Progress = _silent) -> Checked:
    """Read, validate, cross-check and anchor a corpus."""
    loaded: Loaded = load(project, progress)
    run_checks(loaded)
    corpus, found, total = resolve(loaded, progress)
    return Checked(corpus, sorted(set(loaded.problems)), found, total, _left_out(loaded, corpus))


def _left_out(loaded: Loaded, corpus: Corpus | None) -> frozenset[str]:
    sources = corpus.sources if corpus else {}
    placed = corpus.passages if corpus else {}
    without_text = {located.file for source_id, located in loaded.sources.items() if source_id not in sources}
    without_place = {
        f"{source_id}#{located.record.id}"
        for source_id, listed in loaded.passages.items()
        for located in listed
        if (source_id, located.record.id) not in placed
    }
    return loaded.unread_files() | without_text | without_place


def check_completeness(
    project: Project, checked: Checked, progress: Progress = _silent
) -> tuple[Checked, tuple[Completeness, ...]]:
    """Return a checked corpus with what its annotations overlook among the problems, and the numbers by source.

    A corpus with errors is returned as it is: what a faulty passage leaves out was not overlooked.
    """
    if not checked.passed or checked.corpus is None:
        return checked, ()
    found = completeness_of(checked.corpus, project.shown(project.seeds), progress)
    problems = {*checked.problems, *(problem for source in found for problem in source.problems)}
    return replace(checked, problems=sorted(problems)), found


def generate(
    root: Path,
    project: Project | None = None,
    settings: Settings | None = None,
    progress: Progress = _silent,
    *,
    preview: bool = False,
) -> Generated:
    """Return pages and data files of the corpus in `root`; none of them if it has errors.

    With `preview` they are for the eyes of whoever made them: `rights` says what else they show.
    """
    project = project or Project.at(root)
    settings = settings or read_settings(project.config)
    checked = check(project, progress)
    if preview and checked.corpus is not None:
        checked = replace(checked, corpus=rights.for_preview(checked.corpus))
    return generate_checked(checked, settings, progress)


def generate_checked(checked: Checked, settings: Settings, progress: Progress = _silent) -> Generated:
    """Return pages and data files of a corpus that was checked; none of them if it has errors."""
    if not checked.passed or checked.corpus is None:
        return Generated(problems=checked.problems)
    return Generated(files=render_all(checked.corpus, settings, progress), problems=checked.problems)


def render_all(corpus: Corpus, settings: Settings, progress: Progress = _silent) -> Iterator[tuple[str, str | bytes]]:
    """Yield (path below docs/, content) of everything that is generated, pages first."""
    collation = Collation(corpus)
    renderer = Renderer(
        partial(sharing_of, collation, settings),
        language=corpus.record.record.language,
        marked=partial(with_former_anchors, corpus) if corpus.former else lambda _path, body: body,
    )
    yield from progress(_section_pages(collation, settings, renderer), "section pages", 17)
    with_forwards = partial(_with_forwards, corpus, settings)
    questions = _question_pages(collation, settings, renderer)
    yield from progress(with_forwards(questions), "question pages", len(corpus.questions))
    yield from progress(
        _figure_pages(collation, settings, renderer), "figure pages", len(collation.figures.by_measure) + 1
    )
    entities = _entity_pages(collation, settings, renderer)
    yield from progress(with_forwards(entities), "entity pages", len(corpus.entities))
    parts = sum(part_count(collation, entity_id) for entity_id in corpus.entities)
    entity_lists = _entity_part_pages(collation, settings, renderer)
    yield from progress(with_forwards(entity_lists), "long lists of entities", parts)
    sources = _source_pages(collation, settings, renderer)
    yield from progress(with_forwards(sources), "source pages", len(corpus.sources))
    yield from progress(_rule_pages(renderer), "pages of rules", len(RULES))
    yield urls.SEARCH_RECORDS, records_file(collation)
    yield from _data_files(corpus, settings)


def _with_forwards(corpus: Corpus, settings: Settings, pages: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield pages, each followed by the forwards from where it lay before."""
    environment = make_environment()
    for path, content in pages:
        yield path, content
        for old, forward in forwards(corpus, path, settings.site_url) if corpus.former else ():
            yield old, render_forward(forward, environment)


def _section_pages(collation: Collation, settings: Settings, renderer: Renderer) -> Iterator[tuple[str, str]]:
    def page(path: str, template: str, view: Any, description: str, file: str = "", edit: str = "") -> tuple[str, str]:
        section = path[: path.find("/") + 1]  # the uppermost folder that the page lies in, "" for home
        return path, renderer.render(
            template, view, path=path, title=view.title, description=description, section=section, file=file, edit=edit
        )

    home, file = home_view(collation, settings), collation.corpus.record.file
    yield page(urls.HOME, "home", home, home.description, file, settings.edit_link(file))
    for kind in KIND_ORDER:
        index = indexes.index_view(collation, settings, kind)
        yield page(urls.section_index(kind), "index", index, index.intro)
    sources = indexes.source_index_view(collation, settings)
    yield page(urls.section_index("source"), "sources", sources, sources.intro)
    names = naming.names_view(collation, settings)
    yield page(urls.NAMES, "names", names, "What each source calls whom, in its own voice and in quoted ones.")
    wording = naming.wording_view(collation, settings)
    yield page(urls.WORDING, "wording", wording, "Who is called what by whom, and what each source calls each side.")
    questions = comparisons.questions_view(collation, settings)
    yield page(urls.QUESTIONS, "questions", questions, "Questions on which the sources can be compared.")
    inferred = inferences.inferences_view(collation, settings)
    yield page(
        urls.INFERENCES, "inferences", inferred, "Dates and numbers that annotators inferred, with their reasons."
    )
    gone_back = origins.origins_view(collation, settings)
    yield page(urls.ORIGINS, "origins", gone_back, "What passages go back to, and by which way they came.")
    covered = coverage_view(collation, settings)
    yield page(urls.COVERAGE, "coverage", covered, "What each source has of each actor, place and agreement.")
    dated = timeline.timeline_view(collation, settings)
    yield page(urls.TIMELINE, "timeline", dated, "What is reported by date, and when it was reported.")
    for year in timeline.timeline_years(collation):
        of_year = timeline.timeline_year_view(collation, settings, year)
        yield page(
            urls.timeline_page(year), "timeline", of_year, f"What is reported of {year}, and when it was reported."
        )
    reported = ledgers_view(collation, settings)
    yield page(urls.LEDGER, "ledgers", reported, "Every agreement that a passage reports on, and how.")
    related = relations_view(collation, settings)
    yield page(urls.RELATIONS, "relations", related, "Who is said to stand in which relation to whom, and by whom.")
    places = map_view(collation, settings)
    yield page(urls.MAP, "map", places, "Where the places lie that the sources name, and how sure that is.")
    data = reference_pages.data_view(collation, settings)
    yield page(urls.DATA, "data", data, "Every download with its dictionary.")
    codebook = reference_pages.codebook_view(collation.corpus)
    yield page(urls.CODEBOOK, "codebook", codebook, "Records, closed lists and rules.")
    searched = search_view(collation, settings)
    yield page(urls.SEARCH, "search", searched, "Search names, passages, questions and sources.")


def _question_pages(collation: Collation, settings: Settings, renderer: Renderer) -> Iterator[tuple[str, str]]:
    for question_id in collation.corpus.questions:
        view = comparisons.question_view(collation, settings, question_id)
        counted = f"{view.source_count} source" + ("" if view.source_count == 1 else "s")
        yield (
            urls.question_page(question_id),
            renderer.render(
                "question",
                view,
                path=urls.question_page(question_id),
                title=view.title,
                description=f"{len(view.answers)} answers from {counted}: {view.verdict_label}.",
                section="compare/",
                file=view.edit.file,
                edit=view.edit.href,
            ),
        )


def _figure_pages(collation: Collation, settings: Settings, renderer: Renderer) -> Iterator[tuple[str, str]]:
    index = figures_view(collation, settings)
    yield (
        urls.FIGURES,
        renderer.render(
            "figures",
            index,
            path=urls.FIGURES,
            title=index.title,
            description="Figures on the same subject or the same question, side by side.",
            section="compare/",
        ),
    )
    for measure in collation.figures.by_measure:
        view = measure_view(collation, settings, measure)
        counted = f"{view.figure_count} figure" + ("" if view.figure_count == 1 else "s")
        yield (
            urls.measure_page(measure),
            renderer.render(
                "measure",
                view,
                path=urls.measure_page(measure),
                title=view.title,
                description=f"{counted}, side by side: {view.definition}",
                section="compare/",
            ),
        )


def _entity_pages(collation: Collation, settings: Settings, renderer: Renderer) -> Iterator[tuple[str, str]]:
    for entity in collation.corpus.entities.values():
        view = entity_view(collation, settings, entity.id)
        description = (
            f"{view.ref.kind_label}, {view.ref.type_label.lower()}: {view.passage_count} passages "
            f"in {view.source_count} of {view.total_sources} sources."
        )
        yield (
            urls.entity_page(entity.kind, entity.id),
            renderer.render(
                entity.kind,
                view,
                path=urls.entity_page(entity.kind, entity.id),
                title=view.ref.name,
                description=description,
                section=f"{urls.SECTIONS[entity.kind]}/",
                file=view.edit.file,
                edit=view.edit.href,
            ),
        )


def _entity_part_pages(collation: Collation, settings: Settings, renderer: Renderer) -> Iterator[tuple[str, str]]:
    for entity in collation.corpus.entities.values():
        for view in entity_parts(collation, settings, entity.id):
            yield (
                view.path,
                renderer.render(
                    "entity_part",
                    view,
                    path=view.path,
                    title=view.title,
                    description=f"{view.told}.",
                    section=f"{urls.SECTIONS[entity.kind]}/",
                    file=view.edit.file,
                    edit=view.edit.href,
                ),
            )


def _source_pages(collation: Collation, settings: Settings, renderer: Renderer) -> Iterator[tuple[str, str]]:
    for source in collation.corpus.sources.values():
        view = source_view(collation, settings, source.id)
        description = f"{view.ref.label}: {view.passage_count} annotated passages."
        yield (
            urls.source_page(source.id),
            renderer.render(
                "source",
                view,
                path=urls.source_page(source.id),
                title=view.ref.headline,
                description=description,
                section="sources/",
                file=view.edit.file,
                edit=view.edit.href,
            ),
        )


def _rule_pages(renderer: Renderer) -> Iterator[tuple[str, str]]:
    for rule in RULES.values():
        path = urls.rule_page(rule.id)
        page = renderer.render(
            "rule", rule_view(rule.id), path=path, title=rule.id, description=rule.meaning, section="codebook/"
        )
        yield path, page


def _data_files(corpus: Corpus, settings: Settings) -> Iterator[tuple[str, str | bytes]]:
    yield from csv_tables.csv_files(corpus, settings)
    yield places_geojson.FILE, places_geojson.places_geojson(corpus, settings)
    yield network_graphml.FILE, network_graphml.network_graphml(corpus, settings)
    yield from citation_files(corpus, settings)
    if feed.has_feed(settings):
        yield feed.FILE, feed.feed(corpus, settings)
    if settings.site_url:
        yield from card_files(corpus)
    yield from annotating.annotating_files(corpus, settings)
    yield web_annotations.FILE, web_annotations.annotations_jsonld(corpus, settings)
    yield from schemas.schema_files(schemas.known_of_corpus(corpus))
