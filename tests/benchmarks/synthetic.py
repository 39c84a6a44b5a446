"""Make a synthetic corpus of any size: sources of 100 passages each, the same for the same numbers.

Its words are invented. There are two entities for each source, so that pages of entities grow in number as the corpus
does, and each passage tags two of them. What grows with the corpus, too: a question for five sources, an origin for
ten, agreements that build on one another in tens. What does not: ten actors that speak in every source, two of the
words that bear labels, the measures.

Every comparison has work: most claims have a speaker, some a hand that they came through or an origin; a third of the
claims has a date (a day, a month, a year, an interval, an open one, or about a day), some figures a period; some
passages answer questions, state relations or report on agreements; some names are quoted, bear a label, or stand
outside every passage.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PASSAGES_PER_SOURCE = 100
PASSAGES_PER_PARAGRAPH = 4
ENTITIES_PER_SOURCE = 2
SOURCES_PER_QUESTION = 5
SOURCES_PER_ORIGIN = 10
_SPEAKERS = 10
"""Actors that speak everywhere; each half of them is a side."""
_LINE = 10
"""Agreements of which the first is the whole of the others, and each other builds on the one before."""
_SYLLABLES = (
    "ba",
    "dor",
    "el",
    "fin",
    "gar",
    "hum",
    "il",
    "jo",
    "kel",
    "lam",
    "mor",
    "nu",
    "os",
    "pel",
    "ri",
    "sol",
    "tam",
    "ur",
)
_KINDS = ("actors", "places", "agreements")
_MEASURES = {"stock": "total", "level": "level", "length": "constant", "amount": ""}
"""Measures with how each stands to time."""
_REPORTS = ("described", "kept", "breached", "breach-denied")
_WHY = "Invented."
SPELLED = {
    "Harim": "places/spelled-0/",
    "اطمة": "places/spelled-1/",
    "Iblib": "places/spelled-2/",
    "LTQ": "places/spelled-3/",
}
"""What is typed, and the page it is to lead to: accents, letters that writers exchange, a misspelling, an abbreviation."""
_SPELLINGS: tuple[dict[str, Any], ...] = (
    {"name": "Ḥārim"},
    {"name": "Ulmar", "names": [{"text": "أطمة", "language": "ar"}]},
    {"name": "Umber", "names": [{"text": "Iblib", "kind": "misspelling"}]},
    {"name": "Lower Tam Quarter", "names": [{"text": "LTQ", "kind": "abbreviation"}]},
)


@dataclass(frozen=True, slots=True)
class _Entity:
    number: int
    name: str

    @property
    def id(self) -> str:
        return f"entity-{self.number}"

    @property
    def kind(self) -> str:
        return _KINDS[self.number % len(_KINDS)]


@dataclass(frozen=True)
class _Invented:
    """What the sources are made of."""

    rng: random.Random
    words: tuple[str, ...]
    labels: tuple[str, ...]
    """Some of the words."""
    entities: tuple[_Entity, ...]
    actors: tuple[_Entity, ...]
    questions: tuple[str, ...]
    """The measure of each question."""
    origins: dict[str, list[str]] = field(default_factory=dict)
    """Ids of origins by the id of the actor whose they are."""

    @property
    def speakers(self) -> tuple[_Entity, ...]:
        return self.actors[:_SPEAKERS]

    def some_words(self, count: int) -> str:
        return " ".join(self.rng.choices(self.words, k=count))


def make_corpus(root: Path, sources: int, seed: int = 7, passages: int = PASSAGES_PER_SOURCE) -> None:
    """Write seeds/ and annotations/ of a corpus with that many sources into `root`."""
    invented = _invent(random.Random(seed), sources)
    _write_registry(root / "annotations", invented)
    for number in range(sources):
        _write_source(root, invented, number, passages)


def _invent(rng: random.Random, sources: int) -> _Invented:
    words = sorted({"".join(rng.choices(_SYLLABLES, k=rng.randint(1, 3))) for _ in range(3000)})
    entities = tuple(_Entity(n, _name(rng, n)) for n in range(sources * ENTITIES_PER_SOURCE))
    measures = rng.choices(tuple(_MEASURES), k=-(-sources // SOURCES_PER_QUESTION))
    actors = tuple(entity for entity in entities if entity.kind == "actors")
    invented = _Invented(rng, tuple(words), tuple(rng.sample(words, 4)), entities, actors, tuple(measures))
    for number in range(-(-sources // SOURCES_PER_ORIGIN)):
        speaker = invented.speakers[number % len(invented.speakers)]
        invented.origins.setdefault(speaker.id, []).append(f"origin-{number}")
    return invented


def _name(rng: random.Random, number: int) -> str:
    made = "".join(rng.choices(_SYLLABLES, k=3)).capitalize()
    return f"{made} {number}"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _write_record(path: Path, record: Mapping[str, Any]) -> None:
    _write(path, _yaml(record))


def _yaml(record: Mapping[str, Any], indent: str = "") -> str:
    """Return a record with a line for each key."""
    return "".join(f"{indent}{key}: {json.dumps(value)}\n" for key, value in record.items())


def _yaml_list(key: str, records: list[dict[str, Any]]) -> str:
    """Return a list of records with a line for each of their keys."""
    return f"{key}:\n" + "".join("  - " + _yaml(record, "    ").lstrip() for record in records)


# ---- registry ---------------------------------------------------------------------------------


def _write_registry(annotations: Path, invented: _Invented) -> None:
    licence = {"name": "CC0", "url": "https://creativecommons.org/publicdomain/zero/1.0/"}
    titles = {"title": "Synthetic", "tagline": "Invented", "description": _WHY, "licence": licence}
    _write_record(annotations / "corpus.yml", titles)
    _write_record(annotations / "vocabulary.yml", _vocabulary(invented))
    for entity in invented.entities:
        _write_record(annotations / entity.kind / f"{entity.id}.yml", _entity(entity))
    for number, spelling in enumerate(_SPELLINGS):
        _write_record(annotations / "places" / f"spelled-{number}.yml", {**spelling, "type": "thing"})
    for number, measure in enumerate(invented.questions):
        _write_record(annotations / "questions" / f"question-{number}.yml", _question(number, measure))
    for actor_id, origins in invented.origins.items():
        for origin in origins:
            record = {"name": f"Speech {origin}", "type": "speech", "by": actor_id, "basis": _WHY}
            _write_record(annotations / "origins" / f"{origin}.yml", record)


def _vocabulary(invented: _Invented) -> dict[str, Any]:
    def term(label: str, **more: Any) -> dict[str, Any]:
        return {"label": label, "definition": f"What is called {label}.", **more}

    speakers = [speaker.id for speaker in invented.speakers]
    return {
        **{f"{kind}_types": {"thing": term("Thing")} for kind in ("actor", "place", "agreement")},
        "measures": {name: term(name, **({"kind": kind} if kind else {})) for name, kind in _MEASURES.items()},
        "relation_types": {"near": term("near", inverse="near")},
        "sides": {f"side-{n}": term(f"Side {n}", members=speakers[n::2]) for n in range(2)},
        "labels": {f"label-{n}": term(f"Label {n}", words={"en": invented.labels[n::2]}) for n in range(2)},
    }


def _entity(entity: _Entity) -> dict[str, Any]:
    record: dict[str, Any] = {"name": entity.name, "type": "thing"}
    if entity.kind == "agreements":
        place = entity.number // len(_KINDS) % _LINE
        before, first = (f"entity-{entity.number - len(_KINDS) * back}" for back in (1, place))
        record |= {"date": f"{1990 + entity.number % 40}", "references": {"paper": _WHY}}
        record |= {"part_of": first} if place else {}
        record |= {"builds_on": before} if place > 1 else {}
        record["provisions"] = [{"id": f"part-{n}", "text": _WHY, "reference": "paper"} for n in range(3)]
    return record


def _question(number: int, measure: str) -> dict[str, Any]:
    return {
        "question": f"How much is it, {number}?",
        "measures": measure,
        "answers": [{"id": f"answer-{n}", "text": f"Answer {n}"} for n in range(3)],
        "verdict": ("differ", "conflict", "agree")[number % 3],
        "reason": _WHY,
    }


# ---- sources ----------------------------------------------------------------------------------


def _write_source(root: Path, invented: _Invented, number: int, count: int) -> None:
    source_id = f"source-{number}"
    paragraphs: list[str] = []
    passages: list[dict[str, Any]] = []
    sentences: list[str] = []
    untagged: list[str] = []
    for at in range(count):
        passages.append(_passage(invented, number, at))
        sentences.append(passages[-1]["quote"])
        if len(sentences) == PASSAGES_PER_PARAGRAPH:
            if at % 5 == 4:
                untagged.append(invented.rng.choice(invented.entities).name)
                sentences.append(f"{untagged[-1]} {invented.some_words(4)}.")
            paragraphs.append(" ".join(sentences))
            sentences = []
    content = "\n\n".join([f"Headline {number}", *paragraphs]) + "\n"
    _write(root / "seeds" / f"{source_id}.txt", content)
    record = {
        "file": f"{source_id}.txt",
        "sha256": hashlib.sha256(content.encode()).hexdigest(),
        "headline": f"Headline {number}",
        "label": f"Source {number}",
        "outlet": "Outlet",
        "published": f"{2000 + number % 25}-01-01",
        "language": "en",
        "rights": {"display": "full", "statement": _WHY},
    }
    annotations = root / "annotations"
    _write_record(annotations / "sources" / f"{source_id}.yml", record)
    _write(annotations / "passages" / source_id / "all.yml", _yaml_list("passages", passages))
    if not untagged:
        return  # too few passages for a name outside them
    dismissal = {"words": untagged[0], "findings": "name-untagged", "reason": _WHY}
    _write(annotations / "dismissals" / source_id / "all.yml", _yaml_list("dismissals", [dismissal]))


def _passage(invented: _Invented, source: int, number: int) -> dict[str, Any]:
    rng = invented.rng
    one, other = rng.sample(invented.entities, 2)
    if number % 10 == 0:
        other = rng.choice([speaker for speaker in invented.speakers if speaker != one])
    amount = rng.randint(2, 9999)
    called = other.name
    if other.kind == "actors" and number % 4 == 0:
        called = f"{rng.choice(invented.labels)} {other.name}"
    passage: dict[str, Any] = {
        "id": f"passage-{number}",
        "quote": f"{one.name} {invented.some_words(9)} {amount:,} {called} {invented.some_words(6)}.",
    }
    usage = {"usage": "quoted"} if number % 8 < 2 else {}
    tag = {other.id: {"text": called, **usage}} if usage or called != other.name else other.id
    for kind, item in ((one.kind, one.id), (other.kind, tag)):
        passage.setdefault(kind, []).append(item)
    voice = _voice(invented, number)
    passage["claims"] = [_claim(invented, source, number, amount, one) | voice]
    if number % 4 == 1:
        relation = {"from": one.id, "type": "near", "to": other.id, "extent": _WHY}
        passage["relations"] = [relation | voice | (_dated(amount) if number % 8 == 1 else {})]
    agreement = next((entity for entity in (one, other) if entity.kind == "agreements"), None)
    if agreement and number % 3 == 0:
        report = {"agreement": agreement.id, "report": rng.choice(_REPORTS), "provision": f"part-{amount % 3}"}
        report |= {"by": rng.choice(invented.speakers).id} if amount % 2 else {}
        passage["provisions"] = [report | voice | (_dated(amount) if number % 2 else {})]
    return passage


def _claim(invented: _Invented, source: int, number: int, amount: int, about: _Entity) -> dict[str, Any]:
    figure = {"measure": invented.rng.choice(tuple(_MEASURES)), "value": amount, "unit": "units"}
    claim: dict[str, Any] = {"type": "figure", "about": [about.id], "figure": figure}
    if number % 3 == 0:
        claim |= _dated(amount)
    if number % 5 == 0:
        figure |= {"since": "2001-01-01", "until": f"{2001 + amount % 20}-01-01", "period_inferred": _WHY}
    if number % 20 == 7:
        # Those of a question are sources that stand together, and any others.
        questions = range(len(invented.questions))
        asked = source // SOURCES_PER_QUESTION if number < 40 else invented.rng.choice(questions)
        figure["measure"] = invented.questions[asked]
        claim["rejects" if number == 87 else "answers"] = {f"question-{asked}": f"answer-{amount % 3}"}
    return claim


def _voice(invented: _Invented, number: int) -> dict[str, Any]:
    """Return who says what a passage says: nobody in a third of them, often an actor that speaks everywhere."""
    if number % 3 == 0:
        return {}
    speaker = invented.rng.choice(invented.speakers if number % 6 == 1 else invented.actors)
    voice: dict[str, Any] = {"said_by": speaker.id}
    if number % 5 == 1:
        voice["via"] = invented.rng.choice(invented.actors).id
    origins = invented.origins.get(speaker.id, ())
    if origins and number % 4 == 3:
        voice["origin"] = invented.rng.choice(origins)
    return voice


def _dated(amount: int) -> dict[str, Any]:
    return {"date": _date(amount), "date_inferred": _WHY}


def _date(amount: int) -> str:
    """Return a date that an amount stands for: most are days, and they lie in 25 years."""
    year, month, day = 2000 + amount % 25, amount % 12 + 1, amount % 28 + 1
    forms = (
        f"{year}-{month:02}-{day:02}",
        f"{year}-{month:02}-{day:02}",
        f"{year}-{month:02}-{day:02}",
        f"{year}-{month:02}",
        f"{year}",
        f"{year}-{month:02}-01/{year}-{month:02}-{day:02}",
        f"{year}-{month:02}/..",
        f"{year}-{month:02}-{day:02}~",
    )
    return forms[amount // 7 % len(forms)]
