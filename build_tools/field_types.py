"""The types that values of records can have: each checks one text and says what must hold.

Every YAML scalar arrives as text. A type raises `PydanticCustomError` whose type is the id of a rule
(`rules.RULES`), whose context may hold a `hint`, and whose message names what was found.
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from build_tools.characters import quoted
from build_tools.date_guesses import date_cure
from build_tools.dates import parse_date
from build_tools.geography.shapes import is_country
from build_tools.value_cures import (
    DIGEST_CURE,
    ID_LENGTH,
    country_cure,
    degrees_cure,
    id_cure,
    language_tag,
    link_cure,
    number_cure,
    plain_name_cure,
    shorter_id_cure,
    term_cure,
    write,
)
from build_tools.vocabulary import NUMBER_PLACE, Vocabulary

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
# Names that mean something to the site generator, a web server or an operating system.
RESERVED_IDS = frozenset(
    ["index", "404", "search", "assets", "tags", "sitemap", "con", "prn", "aux", "nul"]
    + [f"{device}{number}" for device in ("com", "lpt") for number in range(1, 10)]
)
PLAIN_LINK = re.compile(
    r"https?://(?=.{4,253}(?:[:/?#]|$))(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]"
    r"(?::(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?(?:[/?#][A-Za-z0-9._~:/?#\[\]!$&'()*+,;=%-]*)?",
    re.IGNORECASE | re.ASCII,  # without ASCII, `k` would match the Kelvin sign too
)


def fault(rule: str, message: str, hint: str = "") -> PydanticCustomError:
    """Return the error to raise for a breach of `rule`."""
    return PydanticCustomError(rule, "{message}", {"message": message, "hint": hint})


def _text(value: Any) -> Any:
    if isinstance(value, str) and not value.strip():
        raise fault(
            "empty-value", "must not be empty", "write something between the quotation marks, or remove the item"
        )
    return value.strip() if isinstance(value, str) else value


def is_id(value: str) -> bool:
    """Whether a text has the form of an id."""
    return len(value) <= ID_LENGTH and bool(re.fullmatch(ID_PATTERN, value))


def id_fault(value: str) -> PydanticCustomError | None:
    """Return what is wrong with an id, or None."""
    if len(value) > ID_LENGTH:
        message = f"must have at most {ID_LENGTH} characters; {quoted(value, 90)} has {len(value)}"
        return fault("bad-id", message, shorter_id_cure(value))
    if not re.fullmatch(ID_PATTERN, value):
        return fault(
            "bad-id",
            f"must be made of lower-case letters a–z, digits and single hyphens; found {quoted(value, 90)}",
            id_cure(value, is_id),
        )
    if value in RESERVED_IDS:
        message = f"must not be the reserved word {quoted(value)}"
        return fault("bad-id", message, f"add a word to it, such as '{value}-1'")
    return None


def _id(value: str) -> str:
    error = id_fault(value)
    if error:
        raise error
    return value


def _number(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"-?\d{1,15}(\.\d{1,6})?", value):
            raise fault("bad-value", f"must be a number in plain digits; found {quoted(value, 60)}", number_cure(value))
        return Decimal(value)
    return value


def _coordinate(limit: int) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if isinstance(value, str):
            if not re.fullmatch(r"-?\d{1,3}(\.\d{1,8})?", value) or abs(float(value)) > limit:
                raise fault(
                    "bad-value",
                    f"must be degrees between -{limit} and {limit}, such as 35.93; found {quoted(value, 60)}",
                    degrees_cure(value, limit),
                )
            return float(value)
        return value

    return check


def _date(value: str) -> str:
    try:
        parse_date(value)
    except ValueError as error:
        raise fault("bad-date", f"{error}; found {quoted(value, 60)}", date_cure(value)) from None
    return value


def _day(value: str) -> str:
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            raise ValueError
        dt.date.fromisoformat(value)
    except ValueError:
        message = f"must be a day such as 2020-02-17; found {quoted(value, 60)}"
        raise fault("bad-date", message, date_cure(value)) from None
    return value


def _link(value: str) -> str:
    if not PLAIN_LINK.fullmatch(value):
        raise fault(
            "bad-link",
            f"must be a plain address that starts with https:// and a host name; found {quoted(value, 120)}",
            link_cure(value, PLAIN_LINK.fullmatch),
        )
    return value


def _link_template(value: str) -> str:
    if "{}" not in value or not PLAIN_LINK.fullmatch(value.replace("{}", "0")):
        raise fault(
            "bad-link",
            f"must be a plain address that starts with https:// and holds {{}} for the id; found {quoted(value, 120)}",
            "write {} in the place of the id, such as https://example.org/item/{}",
        )
    return value


def _pattern(value: str) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a pattern that a later Python reads otherwise is no pattern to rely on
            re.compile(value)
    except (re.error, OverflowError, RecursionError, Warning) as error:
        message = f"must be a regular expression: {error}; found {quoted(value, 80)}"
        raise fault(
            "bad-value", message, "write a backslash before each of ( ) [ ] { } . * + ? that stands for itself"
        ) from None
    return value


def _schema_type(value: str) -> str:
    if not re.fullmatch(r"[A-Z][A-Za-z]{1,60}", value):
        message = f"must be the name of a type of schema.org, such as Person; found {quoted(value, 60)}"
        raise fault("bad-value", message, "copy the last part of its address, with its capitals")
    return value


def _language(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", value):
        message = f"must be a language tag such as en, ar or pt-BR; found {quoted(value, 40)}"
        tag = language_tag(value)
        raise fault("bad-value", message, write(tag) if tag else "write the two letters of the language")
    return value


def _sha256(value: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{64}", value):
        message = f"must be the 64 hexadecimal digits of a SHA-256; found {quoted(value, 80)}"
        low = value.lower().removeprefix("sha256:").strip()
        is_digest = re.fullmatch(r"[0-9a-f]{64}", low)
        raise fault("bad-value", message, write(low) if is_digest else DIGEST_CURE)
    return value


def file_name_fault(value: str) -> PydanticCustomError | None:
    """Return what keeps a text from being the name of a file in seeds/, or None."""
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,120}", value) and ".." not in value:
        return None
    message = f"must be the plain name of a file in seeds/; found {quoted(value, 140)}"
    return fault("bad-value", message, plain_name_cure(value))


def _file_name(value: str) -> str:
    error = file_name_fault(value)
    if error:
        raise error
    return value


def _docs_page(value: str) -> str:
    if not re.fullmatch(r"([a-z0-9][a-z0-9-]{0,79}/){0,8}[a-z0-9][a-z0-9-]{0,79}\.md", value):
        raise fault(
            "bad-value",
            f"must be the path of a page below docs/, such as contributing/index.md; found {quoted(value, 120)}",
            "leave out docs/ and ../, and end the path in .md",
        )
    return value


def _geojson_name(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,120}\.geojson", value) or ".." in value:
        raise fault(
            "bad-value",
            f"must be the plain name of a .geojson file in annotations/map/; found {quoted(value, 140)}",
            plain_name_cure(value if value.endswith(".geojson") else f"{value}.geojson"),
        )
    return value


def _country_code(value: str) -> str:
    if not is_country(value):
        raise fault(
            "bad-value",
            f"must be the ISO 3166-1 code of a country, two capital letters; found {quoted(value, 40)}",
            country_cure(value, is_country),
        )
    return value


def _line_range(value: str) -> str:
    match = re.fullmatch(r"([1-9]\d{0,6})(?:-([1-9]\d{0,6}))?", value)
    if not match or (match[2] and int(match[2]) < int(match[1])):
        numbers = re.findall(r"[1-9]\d{0,6}", value)
        ordered = "-".join(sorted(numbers, key=int)) if len(numbers) in (1, 2) else ""
        message = f"must be a line number or a range such as 21-34; found {quoted(value, 40)}"
        raise fault("bad-line-range", message, write(ordered) if ordered else "write one range for each list item")
    return value


def _hedge(value: str) -> str:
    words = value.removeprefix(NUMBER_PLACE).strip()
    if not words or NUMBER_PLACE in words or words.startswith("..."):
        raise fault(
            "bad-value",
            f"must be words before a number, or {NUMBER_PLACE} and words behind it; found {quoted(value, 60)}",
            f"for example 'more than', or '{NUMBER_PLACE} or more'",
        )
    return value


def _citation_target(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9-]+(#[a-z0-9-]+)?", value):
        message = f"must be source-id#passage-id or a key of 'references'; found {quoted(value, 120)}"
        bare = value.strip("[]@ ").replace(" ", "")
        is_mended = re.fullmatch(r"[a-z0-9-]+(#[a-z0-9-]+)?", bare)
        raise fault(
            "bad-value", message, write(bare) if is_mended else "write both ids in small letters, with # between"
        )
    return value


PLAIN_TYPES = ("string", "number")
"""What editors may take a plain text for.

Not for a truth value: they would offer `true` and `false` for every text. Nor for `null`: to them it is no value.
"""


@dataclass(frozen=True, slots=True)
class _PlainInSchema:
    """Lets the schema take a plain text that looks like a number, as the check does: `1917` is a name too."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Keep the bounds of the text."""
        return {**handler(schema), "type": list(PLAIN_TYPES)}


Text = Annotated[str, BeforeValidator(_text), _PlainInSchema()]
"""Plain text that is not empty."""
Markdown = Annotated[Text, WithJsonSchema({"type": list(PLAIN_TYPES), "description": "Markdown"})]
"""Markdown text with citations."""
Hedge = Annotated[Text, AfterValidator(_hedge), WithJsonSchema({"type": "string"})]
"""Words that hedge a number; those that stand behind it begin with `…`."""
Id = Annotated[
    Text,
    AfterValidator(_id),
    WithJsonSchema({"type": ["string", "integer"], "pattern": ID_PATTERN, "maxLength": ID_LENGTH}),
]
"""An id made of lower-case words and hyphens."""
Number = Annotated[Decimal, BeforeValidator(_number), WithJsonSchema({"type": ["number", "string"]})]
"""A number in plain digits."""
Latitude = Annotated[
    float, BeforeValidator(_coordinate(90)), WithJsonSchema({"type": "number", "minimum": -90, "maximum": 90})
]
"""Degrees north, WGS 84."""
Longitude = Annotated[
    float, BeforeValidator(_coordinate(180)), WithJsonSchema({"type": "number", "minimum": -180, "maximum": 180})
]
"""Degrees east, WGS 84."""
Edtf = Annotated[
    Text, AfterValidator(_date), WithJsonSchema({"type": ["string", "integer"], "description": "EDTF date"})
]
"""An EDTF date."""
Day = Annotated[
    Text,
    AfterValidator(_day),
    WithJsonSchema({"type": "string", "description": "day", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
]
"""A day of the calendar, `YYYY-MM-DD`."""
WebLink = Annotated[Text, AfterValidator(_link), WithJsonSchema({"type": "string", "pattern": "^https?://"})]
"""An http(s) address."""
LinkTemplate = Annotated[
    Text, AfterValidator(_link_template), WithJsonSchema({"type": "string", "pattern": "^https?://"})
]
"""An http(s) address with `{}` in it."""
Pattern = Annotated[Text, AfterValidator(_pattern), WithJsonSchema({"type": "string", "format": "regex"})]
"""A regular expression."""
SchemaType = Annotated[
    Text,
    AfterValidator(_schema_type),
    WithJsonSchema({"type": "string", "description": "type of schema.org", "pattern": "^[A-Z][A-Za-z]+$"}),
]
"""The name of a type of schema.org."""
Language = Annotated[Text, AfterValidator(_language), WithJsonSchema({"type": "string"})]
"""A BCP 47 language tag."""
Sha256 = Annotated[Text, AfterValidator(_sha256), WithJsonSchema({"type": "string", "pattern": "^[0-9a-f]{64}$"})]
"""Digest of a file."""
FileName = Annotated[Text, AfterValidator(_file_name), WithJsonSchema({"type": "string"})]
"""Name of a file in seeds/."""
DocsPage = Annotated[Text, AfterValidator(_docs_page), WithJsonSchema({"type": "string", "pattern": r"\.md$"})]
"""Path of a hand-written page below docs/."""
GeoJsonName = Annotated[
    Text, AfterValidator(_geojson_name), WithJsonSchema({"type": "string", "pattern": r"\.geojson$"})
]
"""Name of a file in annotations/map/."""
CountryCode = Annotated[
    Text, AfterValidator(_country_code), WithJsonSchema({"type": "string", "pattern": "^[A-Z]{2}$"})
]
"""ISO 3166-1 code of a country whose outline the tool has."""
LineRange = Annotated[Text, AfterValidator(_line_range), WithJsonSchema({"type": ["string", "integer"]})]
"""A line or range of lines, counted from 1."""
CitationTarget = Annotated[Text, AfterValidator(_citation_target), WithJsonSchema({"type": "string"})]
"""What a citation leads to: `source-id#passage-id` or a key of `references`."""


@dataclass(frozen=True, slots=True)
class OneOrMore:
    """Lets a single item of a list stand without list marks: the commonest slip of newcomers."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Wrap a single text or mapping in a list before the list is validated."""
        return core_schema.no_info_before_validator_function(self._listed, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Mark the list, so that the schema can allow the single item too."""
        return {**handler(schema), "x-single": True}

    @staticmethod
    def _listed(value: Any) -> Any:
        return [value] if isinstance(value, (str, dict)) else value


@dataclass(frozen=True, slots=True)
class TermOf:
    """Makes a text a word of a closed list; the vocabulary is the `context` of the validation."""

    list_name: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Look the text up after it was validated as a text."""
        return core_schema.with_info_after_validator_function(self._known, handler(source))

    def __get_pydantic_json_schema__(self, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Name the list; its words are filled in when the vocabulary is known."""
        return {"type": "string", "x-terms": self.list_name}

    def _known(self, value: str, info: ValidationInfo) -> str:
        vocabulary: Vocabulary = (info.context or {}).get("vocabulary") or Vocabulary()
        terms = vocabulary.terms(self.list_name)
        # A list that is not there could not be read: that is reported at vocabulary.yml.
        if self.list_name in vocabulary.lists and value not in terms:
            hint = term_cure(value, self.list_name, vocabulary)
            raise fault("unknown-term", f"must be a word of the list {self.list_name}; found {quoted(value, 60)}", hint)
        return value


@dataclass(frozen=True, slots=True)
class IdOf:
    """Makes a text the id of another record; that it exists is checked over the whole corpus."""

    kind: str
    """`actor`, `place`, `agreement`, or `entity` for any of them; `question`, `origin`."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Check the form of the id after it was validated as a text."""
        return core_schema.no_info_after_validator_function(_id, handler(source))

    def __get_pydantic_json_schema__(self, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Name the kind; its ids are filled in when the corpus is known."""
        return {"type": ["string", "integer"], "pattern": ID_PATTERN, "x-ids": [self.kind]}
