"""What a page is about, in the words of schema.org: JSON-LD for search engines and reference managers.

No word of a source stands in it, and nothing is claimed for a source that no record says: a date that annotators
inferred is left out, for schema.org has no way to say that it is one.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import quote

from jinja2.utils import htmlsafe_json_dumps

from build_tools import urls
from build_tools.additions import as_of
from build_tools.citations import files as citation_files
from build_tools.citations.items import page_title, source_item, whole_days
from build_tools.corpus import Corpus, CorpusEntity
from build_tools.exports import network_graphml, places_geojson, rows, web_annotations
from build_tools.records import Agreement, Place, Question
from build_tools.settings import Settings
from build_tools.sources import normalise

Json = dict[str, object]
SECTIONS = {
    "actors/index.md": "Actors",
    "places/index.md": "Places",
    "agreements/index.md": "Agreements",
    "sources/index.md": "Sources",
    urls.QUESTIONS: "Compare",
    urls.FIGURES: "Figures",
    urls.TIMELINE: "Timeline",
    urls.DATA: "Data",
    urls.CODEBOOK: "Codebook",
}
"""Pages that others lie below, with their titles."""
_DEFAULT_TYPES = {"actor": "Thing", "place": "Place", "agreement": "Thing"}
_OTHER_NAMES = frozenset({"name", "abbreviation", "former"})
"""Kinds of names that machines are told; no epithets: whose word they are, and that they judge, would be lost."""
_MOST_NAMES = 20
_WORKS = frozenset({"CreativeWork", "Legislation", "DigitalDocument", "Report"})


def jsonld(corpus: Corpus, settings: Settings, path: str, title: str, description: str) -> str:
    """Return the JSON-LD of a page, made safe to stand inside a script element; ASCII alone."""
    graph = [_page(corpus, settings, path, title, description), *_trail(corpus, settings, path, title)]
    return str(htmlsafe_json_dumps({"@context": "https://schema.org", "@graph": graph}, separators=(",", ":")))


def _page(corpus: Corpus, settings: Settings, path: str, title: str, description: str) -> Json:
    record = corpus.record.record
    address = urls.public(path, "", settings.site_url)
    if path == urls.HOME:
        return _whole(corpus, settings, "WebSite", description)
    page: Json = {
        "@type": "CollectionPage" if path in SECTIONS else "WebPage",
        "@id": address,
        "url": address,
        "name": normalise(page_title(corpus, path, title)),
        "description": normalise(description),
        "inLanguage": record.language,
        "license": record.licence.url,
        "isPartOf": {"@type": "WebSite", "@id": _site(settings), "name": record.title},
    }
    page |= _authors(corpus)
    return page | _subject(corpus, settings, path, address)


def _subject(corpus: Corpus, settings: Settings, path: str, address: str) -> Json:
    """Return what the page is about, by its kind."""
    folder, name = posixpath.split(path.removesuffix(".md"))
    if path == urls.DATA:
        return {"mainEntity": _dataset(corpus, settings)}
    if folder == "sources" and name in corpus.sources:
        return {"isBasedOn": _source(corpus, name)}
    if folder in urls.SECTIONS.values() and name in corpus.entities:
        return {"mainEntity": _entity(corpus, settings, corpus.entities[name], address)}
    if folder == "compare/questions" and name in corpus.questions:
        return {"mainEntity": _question(corpus, settings, corpus.questions[name].record, address)}
    measures = corpus.vocabulary.terms("measures")
    if folder == "compare/figures" and name in measures:
        return {"mainEntity": _measure(corpus, settings, name, address)}
    return {}


def _site(settings: Settings) -> str:
    return f"{settings.site_url}#site"


def _authors(corpus: Corpus) -> Json:
    names = corpus.record.record.citation.authors
    return {"author": [{"@type": "Organization", "name": normalise(name)} for name in names]} if names else {}


def _whole(corpus: Corpus, settings: Settings, kind: str, description: str) -> Json:
    record = corpus.record.record
    made: Json = {
        "@type": kind,
        "@id": _site(settings) if kind == "WebSite" else urls.public(urls.DATA, "data", settings.site_url),
        "name": record.title,
        "description": normalise(description),
        "inLanguage": record.language,
        "license": record.licence.url,
    }
    if settings.site_url:
        made["url"] = settings.site_url
    if as_of(corpus):
        made["dateModified"] = as_of(corpus)
    if record.citation.version:
        made["version"] = record.citation.version
    return made | _authors(corpus)


def _dataset(corpus: Corpus, settings: Settings) -> Json:
    files = [(table.title, table.file, "text/csv") for table in rows.ROWS]
    files += [
        (places_geojson.TITLE, places_geojson.FILE, "application/geo+json"),
        (network_graphml.TITLE, network_graphml.FILE, "application/graphml+xml"),
        (web_annotations.TITLE, web_annotations.FILE, "application/ld+json"),
        *((one.title, one.file, one.media_type) for one in citation_files.DOWNLOADS),
    ]
    made = _whole(corpus, settings, "Dataset", corpus.record.record.description)
    return made | {
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": title,
                "contentUrl": urls.public(file, "", settings.site_url),
                "encodingFormat": form,
            }
            for title, file, form in files
        ],
    }


def _source(corpus: Corpus, source_id: str) -> Json:
    item = source_item(corpus.sources[source_id])
    made: Json = {
        "@type": "NewsArticle" if item.container else "CreativeWork",
        "headline": item.title,
        "inLanguage": item.language,
    }
    if item.authors:
        made["author"] = [{"@type": "Thing", "name": name} for name in item.authors]
    if item.container:
        made["publisher"] = {"@type": "Organization", "name": item.container}
    days = whole_days(item.issued)
    if len(days) == 1 and not item.issued_inferred:
        made["datePublished"] = item.issued
    if item.url:
        made["url"] = item.url
    if item.archive_url:
        made["archivedAt"] = item.archive_url
    if item.translated_from:
        made["translationOfWork"] = {"@type": "CreativeWork", "inLanguage": item.translated_from}
    return made


def schema_type(corpus: Corpus, entity: CorpusEntity) -> str:
    """Return the type of schema.org that the vocabulary gives for the type of an entity, or that of its kind."""
    term = corpus.vocabulary.terms(f"{entity.kind}_types")[entity.record.type]
    return term.schema_org or _DEFAULT_TYPES[entity.kind]


def _entity(corpus: Corpus, settings: Settings, entity: CorpusEntity, address: str) -> Json:
    record = entity.record
    kind = schema_type(corpus, entity)
    made: Json = {"@type": kind, "@id": f"{address}#{entity.kind}", "name": normalise(record.name)}
    other = dict.fromkeys(normalise(name.text) for name in record.names if name.kind in _OTHER_NAMES)
    if other:
        made["alternateName"] = list(other)[:_MOST_NAMES]
    authorities = corpus.vocabulary.terms("authorities")
    known = [(authorities[name].url, value) for name, value in record.same_as.items()]
    same = [address.replace("{}", quote(value, safe="/:")) for address, value in known if address]
    if same:
        made["sameAs"] = same
    if isinstance(record, Place):
        made |= _place(corpus, settings, record)
    if isinstance(record, Agreement):
        made |= _agreement(corpus, settings, record, kind)
    return made


def _named(corpus: Corpus, settings: Settings, entity_id: str) -> Json:
    entity = corpus.entities[entity_id]
    address = urls.public(urls.entity_page(entity.kind, entity_id), entity.kind, settings.site_url)
    return {"@type": schema_type(corpus, entity), "@id": address, "name": normalise(entity.record.name)}


def _place(corpus: Corpus, settings: Settings, record: Place) -> Json:
    made: Json = {}
    # a neighbour's point is no place of it
    if record.coordinates and record.coordinates.precision != "stand-in":
        point = record.coordinates
        made["geo"] = {"@type": "GeoCoordinates", "latitude": point.lat, "longitude": point.lon}
    inside = [link.id for link in record.part_of if corpus.entities[link.id].kind == "place"]
    if inside:
        made["containedInPlace"] = [_named(corpus, settings, place) for place in inside]
    return made


def _agreement(corpus: Corpus, settings: Settings, record: Agreement, kind: str) -> Json:
    made: Json = {}
    days = whole_days(record.date or "")
    dates = (record.date or "").split("/") if days else []
    if kind.endswith(("Event", "EventSeries")):
        made |= dict(zip(("startDate", "endDate"), dates, strict=False))
        if record.place:
            made["location"] = _named(corpus, settings, record.place)
    elif kind in _WORKS and len(dates) == 1:
        made["legislationDate" if kind == "Legislation" else "dateCreated"] = dates[0]
    return made


def _question(corpus: Corpus, settings: Settings, record: Question, address: str) -> Json:
    return {
        "@type": "Question",
        "@id": f"{address}#question",
        "name": normalise(record.question),
        "answerCount": len(record.answers),
        # suggested, never accepted: the site does not say which is right
        "suggestedAnswer": [
            {"@type": "Answer", "text": normalise(answer.text), "url": f"{address}#{urls.answer_anchor(answer.id)}"}
            for answer in record.answers
        ],
        **({"about": [_named(corpus, settings, entity_id) for entity_id in record.about]} if record.about else {}),
    }


def _measure(corpus: Corpus, settings: Settings, measure: str, address: str) -> Json:
    term = corpus.vocabulary.terms("measures")[measure]
    return {
        "@type": "Dataset",
        "@id": f"{address}#figures",
        "name": normalise(term.label),
        "description": normalise(term.definition),
        "license": corpus.record.record.licence.url,
        "isAccessibleForFree": True,
        "variableMeasured": {"@type": "PropertyValue", "name": normalise(term.label), "propertyID": measure},
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": urls.public(rows.CLAIMS.file, "", settings.site_url),
                "encodingFormat": "text/csv",
            }
        ],
        **_authors(corpus),
    }


def _trail(corpus: Corpus, settings: Settings, path: str, title: str) -> Iterator[Json]:
    """Yield the way from the home page to this one, for pages below another."""
    steps = [step for step in _above(path) if step != path]
    if not steps and path == urls.HOME:
        return
    named = [(corpus.record.record.title, urls.HOME), *((SECTIONS[step], step) for step in steps), (title, path)]
    yield {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": normalise(name),
                "item": urls.public(step, "", settings.site_url),
            }
            for position, (name, step) in enumerate(named, 1)
        ],
    }


def _above(path: str) -> list[str]:
    folders: list[str] = []
    folder = posixpath.dirname(path)
    while folder:
        folders.insert(0, f"{folder}/index.md")
        folder = posixpath.dirname(folder)
    return [step for step in folders if step in SECTIONS]
