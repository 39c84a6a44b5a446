"""Make a synthetic corpus of any size: sources of 100 passages each, the same for the same numbers.

Its words are invented. There are two entities for each source, so that pages of entities grow in
number as the corpus does, and each passage tags two of them. A third of the claims has a date: a day, a month, a year,
an interval, an open one, or about a day.
"""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

PASSAGES_PER_SOURCE = 100
PASSAGES_PER_PARAGRAPH = 4
ENTITIES_PER_SOURCE = 2
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


def make_corpus(root: Path, sources: int, seed: int = 7) -> None:
    """Write seeds/ and annotations/ of a corpus with that many sources into `root`."""
    rng = random.Random(seed)
    words = sorted({"".join(rng.choices(_SYLLABLES, k=rng.randint(1, 3))) for _ in range(3000)})
    entities = [(f"entity-{n}", _name(rng, n), _KINDS[n % 3]) for n in range(sources * ENTITIES_PER_SOURCE)]
    _write_registry(root, entities)
    for number in range(sources):
        _write_source(root, rng, words, entities, number)


def _name(rng: random.Random, number: int) -> str:
    made = "".join(rng.choices(_SYLLABLES, k=3)).capitalize()
    return f"{made} {number}"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _write_registry(root: Path, entities: list[tuple[str, str, str]]) -> None:
    annotations = root / "annotations"
    _write(
        annotations / "corpus.yml",
        "title: Synthetic\ntagline: Invented\ndescription: Invented.\nlicence: {name: CC0, url: 'https://creativecommons.org/publicdomain/zero/1.0/'}\n",
    )
    kinds = "".join(
        f"{kind}_types:\n  thing: {{label: Thing, definition: A thing.}}\n" for kind in ("actor", "place", "agreement")
    )
    measures = "measures:\n  amount: {label: Amount, definition: An amount.}\n"
    relations = "relation_types:\n  near: {label: near, inverse: near, definition: Is near.}\n"
    _write(annotations / "vocabulary.yml", kinds + measures + relations)
    for entity_id, name, kind in entities:
        _write(annotations / kind / f"{entity_id}.yml", f"name: {name}\ntype: thing\n")


def _write_source(
    root: Path, rng: random.Random, words: list[str], entities: list[tuple[str, str, str]], number: int
) -> None:
    source_id = f"source-{number}"
    paragraphs: list[str] = []
    records: list[str] = []
    sentences: list[str] = []
    for passage in range(PASSAGES_PER_SOURCE):
        one, other = rng.sample(entities, 2)
        amount = rng.randint(2, 9999)
        text = (
            f"{one[1]} {' '.join(rng.choices(words, k=9))} {amount:,} {other[1]} {' '.join(rng.choices(words, k=6))}."
        )
        sentences.append(text[0].upper() + text[1:])
        records.append(_record(passage, sentences[-1], one, other, amount))
        if len(sentences) == PASSAGES_PER_PARAGRAPH:
            paragraphs.append(" ".join(sentences))
            sentences = []
    content = "\n\n".join([f"Headline {number}", *paragraphs]) + "\n"
    _write(root / "seeds" / f"{source_id}.txt", content)
    digest = hashlib.sha256(content.encode()).hexdigest()
    _write(
        root / "annotations" / "sources" / f"{source_id}.yml",
        f"file: {source_id}.txt\nsha256: {digest}\nheadline: Headline {number}\nlabel: Source {number}\noutlet: Outlet\n"
        f"published: {2000 + number % 25}-01-01\nlanguage: en\nrights: {{display: full, statement: Invented.}}\n",
    )
    _write(root / "annotations" / "passages" / source_id / "all.yml", "passages:\n" + "".join(records))


def _record(number: int, quote: str, one: tuple[str, str, str], other: tuple[str, str, str], amount: int) -> str:
    dated = f"        date: {_date(amount)}\n        date_inferred: Invented.\n" if number % 3 == 0 else ""
    tags: dict[str, list[str]] = {}
    for entity_id, _, kind in (one, other):
        tags.setdefault(kind, []).append(entity_id)
    lines = [f"  - id: passage-{number}", f'    quote: "{quote}"']
    lines += [f"    {kind}: [{', '.join(ids)}]" for kind, ids in tags.items()]
    lines += [
        "    claims:",
        "      - type: figure",
        f"{dated}        about: [{one[0]}]",
        f"        figure: {{measure: amount, value: {amount}, unit: units}}",
    ]
    return "\n".join(lines) + "\n"


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
