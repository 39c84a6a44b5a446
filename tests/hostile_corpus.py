"""A corpus in which every text is hostile: each text field of every record class, and the sources themselves.

The fields are found by walking the record classes. A field gets a hostile text unless `_Values` names a value for it; so
a new text field is tested as soon as it exists, and a new field of another kind fails the check until it is named there.
"""

from __future__ import annotations

import hashlib
import re
import types
import typing
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from build_tools.markdown_notes import uncited_sentences
from build_tools.records import RECORD_KINDS, EntityTag

STRINGS = [
    # HTML
    *(
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '"><svg onload=alert(1)>',
        "'><img src='x' onerror='alert(1)'>",
    ),
    *(
        "<iframe src=//evil.example></iframe>",
        "<base href=//evil.example/>",
        "<style>*{display:none}</style>",
        "<b",
        "a<b>c",
    ),
    '<meta http-equiv=refresh content="0;url=//evil.example">',
    "<form action=//evil.example><input name=q></form>",
    *(
        "</title><script>alert(1)</script>",
        "</main></article></body></html>",
        "<!-- comment",
        "-->",
        "]]>",
        "<![CDATA[x]]>",
    ),
    *(
        "</script>",
        '<div id="__config">{}</div>',
        '" onmouseover="alert(1)',
        "' onfocus='alert(1)' autofocus='",
        "<plaintext>",
    ),
    *("&lt;b&gt; &amp;amp; &#60;i&#62;", "&nbsp;&#x3c;script&#x3e;", "&", "&lt"),
    # addresses
    *(
        "javascript:alert(1)",
        "[link](javascript:alert(1))",
        "[link](//evil.example)",
        "![img](https://evil.example/x.png)",
    ),
    *(
        "<https://evil.example>",
        "[a]: https://evil.example",
        "https://evil.example/auto",
        "[x](data:text/html,<script>alert(1)</script>)",
    ),
    # Markdown and its extensions
    *(
        "**bold** _em_ ~~s~~ `code`",
        "# heading",
        "## x {#id .class onclick=alert(1)}",
        "{: onclick=alert(1) id=__search}",
    ),
    *(
        "word[^1]\n[^1]: footnote",
        "*[HTML]: abbr HTML",
        "{++added++} {--gone--} {==mark==}{>>c<<}",
        '--8<-- "mkdocs.yml"',
    ),
    *(
        "```\ncode\n```",
        "~~~ html",
        "    indented code",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "- item\n- item",
        "> quote",
        "1. one",
    ),
    *(
        "***",
        "Term\n:   definition",
        '!!! note "x"',
        "??? x",
        ":smile: :material-alert:",
        "$x$ \\(y\\)",
        "[TOC]",
        "[[wiki]]",
    ),
    *("[@source-0#passage-0]", "<details markdown><summary>x</summary></details>", "Setext\n======"),
    # templates, front matter, YAML
    *(
        "{{7*7}}",
        "{{ config.__class__.__init__.__globals__ }}",
        '{% include "mkdocs.yml" %}',
        "{% raw %}",
        "{# comment #}",
        "${7*7} <%= 7*7 %>",
    ),
    *(
        "---\ntemplate: evil.html\n---",
        '"}\n---\ntitle: evil',
        "!ENV SECRET",
        "!!python/object:os.system",
        "&a *a <<",
        ": x # y",
        "no",
        "12:30",
    ),
    # characters
    *(
        "C:\\path\\new\\table",
        "\\",
        "\\<b>\\",
        "'single' \"double\" ’curly’",
        "\u200fright\u200e to \u061cleft",
        "a\u200bb\u200dc\u00ad",
    ),
    *(
        "محادثات القناة",
        "👩‍👩‍👧‍👦 🏳️‍🌈 𝕳",
        "Z̸̢̛͝a̷͠l̵g̶o̴",
        "W" * 250,
        "a  b\t\tc",
        "no\u00a0break\u202fspace",
        "%0d%0aSet-Cookie: x",
        "::error file=x::y",
    ),
    # spreadsheets
    *("=1+1", "+1", "-1", "@SUM(A1)", "＝1", "＋1", '=HYPERLINK("http://evil.example","x")', "=cmd|' /C calc'!A0"),
]
"""What must come out as it went in."""
GUIDE = "guides/first.md"
"""A hand-written page, which no contributed text comes into."""
RECORDS = 32
"""Records of each kind: with each more, every field sees other strings."""
RAW = RECORDS
"""Number of the record whose Markdown is not escaped; its source is shown in excerpts."""
FORBIDDEN = "\x00\x07\x1b[31m\x7f\x85\u202eesrever\u2066\u2028\ufffe\U000e0041"
"""Characters that no record may hold but that a source may bring along; shown as signs."""
SPECIAL = re.compile(r"([!-/:-@\[-`{-~])")


def bundle(number: int) -> str:
    """Return a text of several hostile strings; over all numbers each of them comes first once."""
    number %= len(STRINGS)
    return " ".join(STRINGS[(number + step) % len(STRINGS)] for step in (0, 31, 67))


def short(number: int, limit: int) -> str:
    """Return a single hostile string of at most `limit` characters."""
    fitting = [string for string in STRINGS if len(string) <= limit and "\n" not in string]
    return fitting[number % len(fitting)]


def harmless(text: str) -> str:
    """Return an innocent text with the same line ends, for the corpus that the hostile one is compared with.

    It has the letters of the text, since pages depend on what scripts a name and a source are written in.
    """
    return "\n".join(f"word{_letters(line)}" if line.strip() else "" for line in text.split("\n"))


def _letters(line: str) -> str:
    return "".join(character for character in line if unicodedata.category(character) in ("Lu", "Ll", "Lt", "Lo"))


def escaped_markdown(text: str) -> str:
    """Return Markdown that shows exactly `text`."""
    return SPECIAL.sub(r"\\\1", text)


@dataclass(frozen=True)
class Planted:
    """A text and where it was put."""

    field: str
    """Way of its key, e.g. `actor.names[].text`."""
    number: int
    """Which record of its kind."""
    text: str
    markdown: bool
    """Whether line ends and runs of spaces may be shown as single spaces."""


@dataclass
class Corpus:
    """The files of a corpus, and what was planted in them."""

    files: dict[str, Any] = field(default_factory=dict)
    planted: list[Planted] = field(default_factory=list)


def make_corpus(*, hostile: bool) -> Corpus:
    """Return the hostile corpus, or one of the same shape with innocent texts."""
    return _Maker(hostile).make()


OUTLINES = b"""{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"place": "place-0"},
 "geometry": {"type": "Polygon", "coordinates": [[[2, 1], [3, 1], [3, 2], [2, 1]]]}}]}
"""
_FOLDERS = {
    "actor": "actors",
    "place": "places",
    "agreement": "agreements",
    "question": "questions",
    "source": "sources",
    "origin": "origins",
}


class _Maker:
    """Walks the record classes and fills them."""

    def __init__(self, hostile: bool) -> None:
        self._hostile = hostile
        self._made = Corpus()
        self._count = 0
        self._turns: Counter[str] = Counter()
        self._number = 0

    def make(self) -> Corpus:
        self._made.files[f"docs/{GUIDE}"] = "# How to take part\n"
        self._made.files["annotations/map/outlines.geojson"] = OUTLINES
        for kind, record in RECORD_KINDS.items():
            if kind in ("corpus", "map", "renames", "vocabulary"):
                self._made.files[f"annotations/{kind}.yml"] = self._record(record, kind, 0)
            elif kind == "passages":
                self._passages()
            elif kind not in ("source", "dismissals"):
                for number in range(RECORDS + 1):
                    self._made.files[f"annotations/{_FOLDERS[kind]}/{kind}-{number}.yml"] = self._record(
                        record, kind, number
                    )
                if kind not in ("question", "origin"):
                    root = {"name": f"Root {kind}", "type": "term-0"}
                    self._made.files[f"annotations/{_FOLDERS[kind]}/root-{kind}.yml"] = root
        return self._made

    def _passages(self) -> None:
        """Make each source with the text that its passages are quoted from."""
        for number in range(RECORDS + 1):
            passages = self._record(RECORD_KINDS["passages"], "passages", number)
            lines = []
            for passage in passages["passages"]:
                surfaces = [
                    s for kind in ("actors", "places", "agreements") for tag in passage[kind] for s in _surfaces(tag)
                ]
                words = [claim["figure"]["words"] for claim in passage["claims"]]
                parts = [passage["quote"], *(s[key] for s in surfaces for key in ("prefix", "text", "suffix")), *words]
                passage["quote"] = " ".join(parts)
                lines += [passage["prefix"], passage["quote"], passage["suffix"]]
            dismissals = self._record(RECORD_KINDS["dismissals"], "dismissals", number)
            lines += [words for dismissal in dismissals["dismissals"] for words in dismissal["words"]]
            odd = FORBIDDEN if self._hostile else "word\u2028"
            content = f"First line {odd}\n\nBoilerplate.\n\n{' '.join(lines)}\n\nLast line. Not quoted.\n".encode()
            source = self._record(RECORD_KINDS["source"], "source", number)
            source |= {"file": f"{number}.txt", "sha256": hashlib.sha256(content).hexdigest()}
            self._made.files[f"seeds/{number}.txt"] = content
            self._made.files[f"annotations/sources/source-{number}.yml"] = source
            self._made.files[f"annotations/passages/source-{number}/all.yml"] = passages
            self._made.files[f"annotations/dismissals/source-{number}/all.yml"] = dismissals

    # ---- values -----------------------------------------------------------------------------------

    def _record(self, record: type[BaseModel], kind: str, number: int) -> dict[str, Any]:
        self._number = number
        return self._model(record, kind)

    def _model(self, record: type[BaseModel], way: str) -> dict[str, Any]:
        made = {}
        for name, described in record.model_fields.items():
            key = described.alias or name
            value = self._value(described.annotation, list(described.metadata), f"{way}.{key}")
            if value is not None:
                made[key] = value
        return made

    def _value(self, annotation: Any, metadata: list[Any], way: str) -> Any:
        if way in _VALUES:
            given = _VALUES[way]
            return given(self._number) if callable(given) else given
        origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
        if origin is typing.Annotated:
            return self._value(arguments[0], [*metadata, *arguments[1:]], way)
        if origin in (typing.Union, types.UnionType):
            return self._value(next(a for a in arguments if a is not type(None)), metadata, way)
        if origin is tuple:
            return [self._value(arguments[0], [], f"{way}[]") for _ in range(_LENGTHS.get(way, 1))]
        if origin is dict:
            keys = _KEYS[way](self._number) if way in _KEYS else [f"key-{self._number}"]
            if isinstance(keys, range):  # each entry a record of its own
                return {f"term-{n}": self._numbered(n, arguments[1], f"{way}{{}}") for n in keys}
            return {key: self._value(arguments[1], [], f"{way}{{}}") for key in keys}
        if annotation is EntityTag:
            assert set(EntityTag.model_fields) == {"id", "surfaces"}, "tags are written by hand below"
            surfaces = EntityTag.model_fields["surfaces"]
            kind = way.removeprefix("passages.passages[].").removesuffix("s[]")
            return {f"{kind}-{self._number}": self._value(surfaces.annotation, [], f"{way}.surfaces")}
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return self._model(annotation, way)
        assert annotation is str, f"give a value for {way} in _VALUES"
        return self._text(way, metadata)

    def _numbered(self, number: int, annotation: Any, way: str) -> Any:
        self._number = number
        try:
            return self._value(annotation, [], way)
        finally:
            self._number = 0

    def _text(self, way: str, metadata: list[Any]) -> str:
        """Plant a text; a mark at its end makes it unlike every other."""
        mark = f"m{self._count}z"
        # Strings of one sort stand side by side in the list: a step that is prime to its length meets every sort.
        turn = self._count_of_fields(way) + 5 * self._turns[way]
        self._turns[way] += 1
        limit = next((m.max_length for m in metadata if hasattr(m, "max_length")), None)
        markdown = any((getattr(m, "json_schema", None) or {}).get("description") == "Markdown" for m in metadata)
        raw = markdown and self._number == RAW
        if raw:
            made = "\n\n".join(self._said(text) + f" {_CITED.get(way, '')}" for text in _markdown_strings(way, raw))
        else:
            text = self._said(short(turn, limit - len(mark) - 1) if limit else self._chosen(way, markdown, turn))
            made = f"{text} {mark}"
            self._made.planted.append(Planted(way, self._number, made.strip(), markdown))
            if markdown:
                made = escaped_markdown(text) + f" {mark} {_CITED.get(way, '')}"
        self._count += 1
        return made

    def _count_of_fields(self, way: str) -> int:
        """Return how many fields got a text before this one did: where its turns begin."""
        return list(self._turns).index(way) if way in self._turns else len(self._turns)

    def _chosen(self, way: str, markdown: bool, turn: int) -> str:
        if way in _ALL_AT_ONCE:
            return " ".join(STRINGS)
        if not markdown:
            return bundle(turn)
        strings = _markdown_strings(way, raw=False)
        return strings[turn % len(strings)]

    def _said(self, text: str) -> str:
        return text if self._hostile else harmless(text)


def _surfaces(tag: dict[str, list[dict[str, str]]]) -> Iterator[dict[str, str]]:
    for surfaces in tag.values():
        yield from surfaces


def _markdown_strings(way: str, raw: bool) -> list[str]:
    """Return the strings fit for a Markdown field: no citation but ours, and in a summary one in each sentence."""
    strings = [string for string in STRINGS if not string.startswith("[@")]
    if not way.endswith(".summary"):
        return strings
    cite = _CITED[way]
    shown = [(string, string if raw else escaped_markdown(string)) for string in strings]
    fit = [string for string, text in shown if not uncited_sentences(f"{text} m1z {cite}", "en")]
    assert len(fit) > 0.8 * len(STRINGS)
    return fit


_CITATION = "[@source-0#passage-0] [@key-0]"
_CITED = {f"{kind}.summary": _CITATION for kind in ("actor", "place", "agreement")}
_CITED |= dict.fromkeys(("source.notes", "question.reason", "origin.basis", "corpus.introduction"), _CITATION)
_ALL_AT_ONCE = {"corpus.title", "corpus.tagline", "corpus.description"}
_LENGTHS = {"corpus.credits": 3 * RECORDS}
_LENGTHS |= {f"vocabulary.cues{{}}.{key}": RECORDS for key in ("reporting", "amounts", "dates", "qualifiers{}")}

Given = Callable[[int], Any] | str | float | list[str] | None


def _term(number: int) -> str:
    return f"term-{number % RECORDS}"


LISTS = (
    "actor_types",
    "place_types",
    "agreement_types",
    "relation_types",
    "measures",
    "authorities",
    "sides",
    "labels",
)
_KEYS: dict[str, Callable[[int], Any]] = {f"vocabulary.{name}": lambda _: range(RECORDS) for name in LISTS}
_KEYS |= {
    f"{kind}.references": lambda _: ["key-0"]
    for kind in ("actor", "place", "agreement", "source", "question", "origin", "corpus")
}
_KEYS["vocabulary.cues"] = lambda _: ["en"]
_KEYS |= {f"vocabulary.{name}{{}}.words": lambda _: ["en"] for name in LISTS}
_KEYS["vocabulary.cues{}.qualifiers"] = lambda _: ["about"]
_KEYS |= {f"{kind}.same_as": lambda n: [_term(n)] for kind in ("actor", "place", "agreement")}

_VALUES: dict[str, Given] = {
    **{
        f"{kind}.{key}": value
        for kind in ("actor", "place", "agreement")
        for key, value in {
            "type": _term,
            "names[].language": "tr",
            "names[].kind": "former",
            "part_of[].id": f"root-{kind}",
            "part_of[].cite": "source-0#passage-0",
        }.items()
    },
    "corpus.take_part[].page": GUIDE,
    **dict.fromkeys(("source.added", "question.added", "passages.added", "corpus.citation.released"), "2031-04-05"),
    **{f"vocabulary.{name}{{}}.schema_org": "Event" for name in LISTS},
    "actor.leads[].id": "root-actor",
    "actor.leads[].cite": "key-0",
    "actor.dates.start": "2030",
    "actor.dates.end": "2031",
    "place.coordinates.lat": lambda number: f"1.{number}",
    "place.coordinates.lon": lambda number: f"2.{7 * number % 50}",
    "place.coordinates.precision": "exact",
    "place.route.through": lambda number: [f"place-{number}", f"place-{(number + 1) % RECORDS}"],
    "map.shapes[].file": "outlines.geojson",
    "map.shapes[].licence.url": "https://example.org/outlines",
    "map.countries": lambda _: {"root-place": "FR"},  # type: ignore[dict-item]
    "renames.entities": lambda _: {f"former-{kind}": f"{kind}-0" for kind in ("actor", "place", "agreement")},  # type: ignore[dict-item]
    "renames.sources": lambda _: {"former-source": "source-0"},  # type: ignore[dict-item]
    "renames.passages": lambda _: {"source-0#former": "source-0#passage-0"},  # type: ignore[dict-item]
    "renames.questions": lambda _: {"former-question": "question-0"},  # type: ignore[dict-item]
    "renames.answers": lambda _: {"question-0#former": "question-0#answer-0"},  # type: ignore[dict-item]
    "renames.origins": lambda _: {"former-origin": "origin-0"},  # type: ignore[dict-item]
    "renames.provisions": lambda _: {"agreement-0#former": "agreement-0#provision-0"},  # type: ignore[dict-item]
    "agreement.date": "2031-02-03",
    "agreement.place": "root-place",
    "agreement.parties[].id": "root-actor",
    "agreement.parties[].cite": "key-0",
    "agreement.builds_on[].id": "root-agreement",
    "agreement.builds_on[].cite": "key-0",
    "agreement.provisions[].id": "provision-0",
    "agreement.provisions[].reference": "key-0",
    "source.file": "",
    "source.sha256": "",
    "source.publisher": "root-actor",
    "source.published": "2031-03-04",
    "source.language": "en",
    "source.translated_from": "ar",
    "source.url": "https://example.org/original",
    "source.archive_url": "https://example.org/copy",
    "source.boilerplate": "3",
    "source.headings": "2",
    "source.rights.display": lambda number: "excerpts" if number == RAW else "full",
    "passages.passages[].id": lambda number: f"passage-{number}",
    "passages.passages[].claims[].type": "figure",
    "passages.passages[].claims[].said_by[]": lambda number: f"actor-{number}",
    "passages.passages[].claims[].via[]": "root-actor",
    "passages.passages[].claims[].about[]": lambda number: f"place-{number}",
    "passages.passages[].claims[].date": "2031-03",
    "passages.passages[].claims[].due": "2031-04",
    "passages.passages[].claims[].figure.measure": _term,
    "passages.passages[].claims[].figure.value": None,
    "passages.passages[].claims[].figure.low": None,
    "passages.passages[].claims[].figure.high": None,
    "passages.passages[].claims[].figure.qualifier": "about",
    "passages.passages[].claims[].figure.since": "2030",
    "passages.passages[].claims[].figure.until": "2031",
    "passages.passages[].claims[].answers": lambda number: {f"question-{number}": "answer-0"},  # type: ignore[dict-item]
    "passages.passages[].claims[].rejects": lambda number: {f"question-{2 if number == 1 else 1}": "answer-0"},  # type: ignore[dict-item]
    "passages.passages[].claims[].origin": lambda number: f"origin-{number}",
    "passages.passages[].relations[].date": "2031",
    "passages.passages[].relations[].origin": lambda number: f"origin-{number}",
    "passages.passages[].provisions[].date": "2031-05",
    "passages.passages[].provisions[].origin": lambda number: f"origin-{number}",
    "passages.passages[].relations[].from": lambda number: f"actor-{number}",
    "passages.passages[].relations[].type": _term,
    "passages.passages[].relations[].to": lambda number: f"place-{number}",
    "passages.passages[].relations[].said_by[]": "root-actor",
    "passages.passages[].relations[].via[]": "root-actor",
    "passages.passages[].provisions[].agreement": lambda number: f"agreement-{number}",
    "passages.passages[].provisions[].provision": "provision-0",
    "passages.passages[].provisions[].report": "breached",
    "passages.passages[].provisions[].by": "root-actor",
    "passages.passages[].provisions[].said_by[]": lambda number: f"actor-{number}",
    "passages.passages[].provisions[].via[]": "root-actor",
    **{f"passages.passages[].{kind}[].surfaces[].usage": "quoted" for kind in ("actors", "places", "agreements")},
    "dismissals.dismissals[].quote": None,
    "dismissals.dismissals[].prefix": None,
    "dismissals.dismissals[].suffix": None,
    "dismissals.dismissals[].findings[]": "sentence-outside",
    "question.about[]": lambda number: f"place-{number}",
    "question.answers[].id": "answer-0",
    "question.verdict": "conflict",
    "question.measures[]": _term,
    "origin.type": "speech",
    "origin.by[]": "root-actor",
    "origin.date": "2031-03-01",
    "corpus.language": "en",
    "corpus.licence.url": "https://example.org/licence",
    "corpus.featured[]": "agreement-0",
    "corpus.featured_questions[]": "question-0",
    **{f"vocabulary.{name}{{}}.url": "https://example.org/{}" for name in LISTS},
    **{f"vocabulary.{name}{{}}.pattern": "(?s).+" for name in LISTS},
    **{f"vocabulary.{name}{{}}.kind": "total" for name in LISTS},
    **{f"vocabulary.{name}{{}}.members[]": lambda number: f"actor-{number}" for name in LISTS},
}
