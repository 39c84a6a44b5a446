"""Places as GeoJSON: every place, with its point where one is recorded, its precision and its mentions by source."""

from __future__ import annotations

import json

from build_tools import urls
from build_tools.corpus import Corpus, CorpusEntity
from build_tools.records import Place
from build_tools.settings import Settings

FILE = "data/places.geojson"
TITLE = "Places"
COLUMNS = (
    ("geometry", "The point that is recorded, longitude before latitude, WGS 84; null where none is."),
    ("id", "Id of the place."),
    ("name", "Name of the place."),
    ("type", "Type of place, a term of the codebook."),
    ("precision", "What the point stands for, a term of the codebook; null where there is no point."),
    ("basis", "Where the point was taken from, with its licence; null where there is no point."),
    ("part_of", "Ids of the places that it is a part of."),
    ("route", "Ids of the places that a road or another line is said to pass, from one end to the other."),
    ("same_as", "Ids of the same place at other authorities."),
    ("mentions", "Number of mentions in all sources."),
    ("mentions_by_source", "Number of mentions by id of the source; sources without one are left out."),
    ("page", "Address of the place on the site."),
)
"""What a feature has, and what it means."""

Json = dict[str, object]


def places_geojson(corpus: Corpus, settings: Settings) -> str:
    """Return the places as a FeatureCollection, one feature a line."""
    record = corpus.record.record
    head = {
        "type": "FeatureCollection",
        "name": record.title,
        "licence": {"name": record.licence.name, "url": record.licence.url},
        "credits": list(record.credits),
        "features": [],
    }
    features = [
        json.dumps(_feature(corpus, entity, settings), ensure_ascii=False)
        for entity in sorted(corpus.entities.values(), key=lambda entity: entity.id)
        if entity.kind == "place"
    ]
    before, after = json.dumps(head, ensure_ascii=False).rsplit("[]", 1)
    listed = ",\n".join(features)
    return f"{before}[\n{listed}\n]{after}\n"


def _feature(corpus: Corpus, entity: CorpusEntity, settings: Settings) -> Json:
    record = entity.record
    assert isinstance(record, Place)
    point = record.coordinates
    counts = corpus.mention_counts.get(entity.id, {})
    return {
        "type": "Feature",
        "id": entity.id,
        "geometry": {"type": "Point", "coordinates": [point.lon, point.lat]} if point else None,
        "properties": {
            "id": entity.id,
            "name": record.name,
            "type": record.type,
            "precision": point.precision if point else None,
            "basis": point.basis if point else None,
            "part_of": [link.id for link in record.part_of],
            "route": list(record.route.through) if record.route else [],
            "same_as": dict(sorted(record.same_as.items())),
            "mentions": sum(counts.values()),
            "mentions_by_source": dict(counts),
            "page": urls.public(urls.entity_page("place", entity.id), "", settings.site_url),
        },
    }
