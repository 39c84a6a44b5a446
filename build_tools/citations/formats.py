"""Forms of a citation: a line of text, BibTeX, RIS, CSL-JSON, and COinS for programs that read pages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from types import MappingProxyType
from urllib.parse import urlencode

from build_tools.citations.items import Item, common_parts, whole_days
from build_tools.views.words import language_label

Json = dict[str, object]
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905
_TEX = {
    "\\": r"\textbackslash{}",
    # By name: BibTeX counts braces even where they are escaped.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
} | {character: f"\\{character}" for character in "$&%#_"}
_TO_TEX = re.compile(f"[{re.escape(''.join(_TEX))}]")


# ---- a line of text ------------------------------------------------------------------------------


def text(item: Item) -> str:
    """Return a citation as a line for readers."""
    cited = f"{_ended(', '.join(item.authors))} {_title(item)} {_ended(_where(item))}".lstrip(". ")
    addresses = [url for url in (item.url, item.archive_url) if url]
    if not item.site:
        return " ".join([cited, *addresses])
    quote = f"“{item.quote}” – " if item.quote else ""
    # an address stands free, so that no mark of ours is taken for a part of it
    where = " ".join([f"Line {item.line}.", *addresses])
    return f"{quote}{cited} {where} – As annotated in {item.site}: {item.permalink}"


def _title(item: Item) -> str:
    if item.title_supplied or item.type == "dataset":
        return _ended(item.title)
    return f"“{_ended(item.title)}”"


def _where(item: Item) -> str:
    translated = f"translated from {language_label(item.translated_from)}" if item.translated_from else ""
    version = f"version {item.version}" if item.version else ""
    if item.type == "dataset":
        return ", ".join(filter(None, (version.capitalize(), item.date)))
    return ", ".join(filter(None, (item.container or "[outlet unknown]", version, item.date, translated)))


def _ended(words: str) -> str:
    return words if words.endswith((".", "?", "!", "…")) else f"{words}."


# ---- CSL-JSON ------------------------------------------------------------------------------------


def csl(item: Item) -> Json:
    """Return an item of CSL-JSON."""
    made: Json = {"id": item.key, "type": item.type, "title": item.title}
    if item.authors:
        made["author"] = [{"literal": author} for author in item.authors]
    if item.container:
        made["container-title"] = item.container
    if item.issued:
        made["issued"] = _csl_date(item)
    for name, value in (("language", item.language), ("version", item.version), ("URL", item.url)):
        if value:
            made[name] = value
    if item.archive_url:
        made["archive_location"] = item.archive_url
    if item.notes:
        made["note"] = "\n".join(item.notes)
    return made


def _csl_date(item: Item) -> Json:
    days = whole_days(item.issued)
    made: Json = {"date-parts": [list(day) for day in days]} if days else {"literal": item.date}
    return made | {"circa": True} if item.issued_inferred and days else made


def csl_json(item: Item) -> str:
    """Return a citation as CSL-JSON: a list of one item, as reference managers import it."""
    return f"[{_csl_lines(item)}]\n"


def _csl_lines(item: Item) -> str:
    """Return an item with a line for each of its fields."""
    fields = (f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in csl(item).items())
    return "{\n " + ",\n ".join(fields) + "\n}"


def csl_list(items: Iterable[Item]) -> str:
    """Return several items as one file of CSL-JSON."""
    return "[" + ",\n".join(map(_csl_lines, items)) + "]\n"


# ---- BibTeX --------------------------------------------------------------------------------------


def tex(words: str) -> str:
    """Return words as LaTeX prints them, with braces that BibTeX can count."""
    return _TO_TEX.sub(lambda match: _TEX[match[0]], words)


def bibtex(item: Item) -> str:
    """Return a citation as an entry of BibTeX, with the date in the form of biblatex beside the classic one."""
    days = whole_days(item.issued)
    shared = common_parts(days)[:2]
    fields = {
        "author": " and ".join(f"{{{tex(author)}}}" for author in item.authors),
        "title": f"{{{tex(item.title)}}}",
        "journal" if item.type == "article-newspaper" else "howpublished": tex(item.container),
        "year": f"{shared[0]:04}" if shared else "",
        "month": "",
        "date": item.issued,
        "version": tex(item.version),
        "url": item.url,
        "langid": item.language,
        "note": " ".join(map(tex, item.notes)),
    }
    if len(shared) > 1:
        fields["month"] = _MONTHS[shared[1] - 1]
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}" for name, value in fields.items() if value]
    kind = "article" if item.type == "article-newspaper" else "misc"
    return f"@{kind}{{{item.key},\n" + ",\n".join(lines) + "\n}\n"


# ---- RIS -----------------------------------------------------------------------------------------

_RIS_TYPES = {"article-newspaper": "NEWS", "document": "GEN", "webpage": "ELEC", "dataset": "DATA"}


def ris(item: Item) -> str:
    """Return a citation as a record of RIS; each value stands on one line."""
    days = whole_days(item.issued)
    shared = common_parts(days)
    fields = [("TY", _RIS_TYPES[item.type]), ("ID", item.key), ("TI", item.title)]
    fields += [("AU", author) for author in item.authors]
    fields += [("T2", item.container), ("PY", f"{shared[0]:04}" if shared else "")]
    if item.issued:
        year, month, day = (*(f"{part:02}" for part in shared), "", "", "")[:3]
        told = "" if len(days) == 1 and not item.issued_inferred else item.date
        fields.append(("DA", f"{year}/{month}/{day}/{told.replace('/', '-')}"))
    fields += [("LA", item.language), ("ET", item.version), ("UR", item.url), ("L2", item.archive_url)]
    fields += [("N1", note) for note in item.notes]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in fields if value]
    return "\n".join([*lines, "ER  - "]) + "\n"


# ---- COinS ---------------------------------------------------------------------------------------

_COINS_TYPES = {
    "article-newspaper": "newspaperArticle",
    "document": "document",
    "webpage": "webpage",
    "dataset": "dataset",
}


def coins(item: Item) -> str:
    """Return the OpenURL context object of a citation, as the `title` of a span of class `Z3988` holds it.

    Dublin Core with the type that Zotero itself writes: its form for journals would turn a report into a paper.
    """
    fields = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", _COINS_TYPES[item.type]),
        ("rft.title", item.title),
        *(("rft.creator", author) for author in item.authors),
        ("rft.source", item.container),
        # an inferred date has no place here in which it could be said that it is one
        ("rft.date", item.issued if whole_days(item.issued) and not item.issued_inferred else ""),
        ("rft.language", item.language),
        ("rft.identifier", item.url),
    ]
    return urlencode([(name, value) for name, value in fields if value])


def _plain(words: str) -> str:
    return words


def _in_json(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)[1:-1]


Write = Callable[[Item], str]
Escape = Callable[[str], str]
FORMATS: MappingProxyType[str, tuple[str, Write, Escape]] = MappingProxyType(
    {
        "text": ("Text", text, _plain),
        "bibtex": ("BibTeX", bibtex, tex),
        "csl": ("CSL-JSON", csl_json, _in_json),
        "ris": ("RIS", ris, _plain),
    }
)
"""The forms that pages offer: what readers call each, how it is written, and how words stand in it."""
