"""Values of records: which texts are ids, links, names of files and the like."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from build_tools import field_types
from build_tools.field_types import PLAIN_LINK, RESERVED_IDS, id_fault
from build_tools.rules import RULES


def faults(kind: Any, value: Any) -> list[str]:
    """Return the rules that a value breaks."""
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError as error:
        return [fault["type"] for fault in error.errors()]
    return []


@pytest.mark.parametrize("text", ["a", "0", "a-b", "a1-2b", "2001-05-04", "idlib-gains", "x" * 80])
def test_ids(text: str) -> None:
    """Lower-case words and numbers with single hyphens are ids."""
    assert id_fault(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *[
            "A",
            "a_b",
            "a b",
            "a.b",
            "a/b",
            "../a",
            "a/../b",
            "-a",
            "a-",
            "a--b",
            "é",
            "ａ",
            "а",
            "ſ",
            "K",
            "a\n",
            "\na",
            "",
            ".",
        ],
        *["a\u200b", "a\x00", "%61", "a#b", "a?b", "a:b", "a\\b", "~a", "$a", "__config", "x" * 81, "٣"],
        *sorted(RESERVED_IDS),
    ],
)
def test_what_is_no_id(text: str) -> None:
    """Everything that a path, an address, a shell or a reader could take for something else is no id."""
    fault = id_fault(text)
    assert isinstance(fault, PydanticCustomError)
    assert fault.type == "bad-id"


def test_proposed_ids_are_ids() -> None:
    """What a message proposes for an id is one."""
    for text in ("Daily Post", "  a__b ", "Ä b", "A/B.yml", "x-", "--y"):
        fault = id_fault(text)
        assert fault is not None
        assert fault.context is not None
        proposal = fault.context["hint"].removeprefix("write ").strip("'")
        assert id_fault(proposal) is None


@pytest.mark.parametrize(
    "address",
    [
        *["https://example.org", "http://example.org/", "HTTPS://EXAMPLE.ORG", "https://a.b.c.example.co.uk/x/y.html"],
        *[
            "https://example.org:443/a",
            "https://example.org:65535",
            "https://example.org?a=b&c=%20#d",
            "https://xn--e1afmkfd.xn--p1ai",
        ],
        *["https://example.org/~a/(b)/c;d=e,f+g!$*'[1]", "https://1.example.org", "https://example.org/a:b//c"],
        "https://web.archive.org/web/2020/https://example.org/a",
    ],
)
def test_links(address: str) -> None:
    """Plain addresses of the web are links, whatever their path."""
    assert PLAIN_LINK.fullmatch(address)


@pytest.mark.parametrize(
    "address",
    [
        *[
            "javascript:alert(1)",
            "JAVASCRIPT:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///a",
            "blob:x",
            "ftp://a.org",
        ],
        *[
            "//example.org",
            "/a",
            "a",
            "example.org",
            "www.example.org",
            "https:",
            "https://",
            "https:///a",
            "https:example.org",
        ],
        *[
            "https:/example.org",
            "https:\\\\example.org",
            "https://example.org\\a",
            "https://\\example.org",
            "\\\\example.org",
        ],
        *[
            "https://a@example.org",
            "https://a:b@example.org",
            "https://example.org@evil.org",
            "https://localhost",
            "https://a",
        ],
        *["https://127.0.0.1", "https://2130706433", "https://0x7f.1", "https://[::1]/", "https://1.2.3.4:80/"],
        *[
            "https://example.org:0",
            "https://example.org:65536",
            "https://example.org:99999",
            "https://example.org:8a",
            "https://example.org:",
        ],
        *[
            "https://exam\u00adple.org",
            "https://①②⑦.org",
            "https://ex\u200bample.org",
            "https://пример.рф",
            "https://example。org",
        ],
        *[
            "https://example.ſk",
            "https://example.\u212am",
            "https://-a.org",
            "https://a-.org",
            "https://a..org",
            "https://.a.org",
        ],
        *[
            "https://example.org/ a",
            " https://example.org",
            "https://example.org\n",
            "java\nscript:x",
            "https://example.org/\t",
        ],
        *[
            "https://example.org/<b>",
            'https://example.org/"',
            "https://example.org/`",
            "https://example.org/é",
            "https://example.org/{}",
        ],
        *[
            "https://example.org/|",
            "https://example.org/^",
            "https://" + "a" * 64 + ".org",
            "https://" + "a." * 130 + "org",
        ],
    ],
)
def test_what_is_no_link(address: str) -> None:
    """Addresses that run something, lead elsewhere than they seem, or are read differently by browsers are no links."""
    assert not PLAIN_LINK.fullmatch(address)


def test_link_of_any_length_is_judged_at_once() -> None:
    """Long addresses, good and bad, are judged without going through every way to split them."""
    assert PLAIN_LINK.fullmatch("https://example.org/" + "a" * 20_000)
    for host in ("a." * 10_000, "a-" * 10_000, "1." * 10_000, "a" * 20_000):
        assert not PLAIN_LINK.fullmatch(f"https://{host}")


@pytest.mark.parametrize(
    ("kind", "good", "bad", "rule"),
    [
        ("Text", ["a", " a "], ["", " ", "\n", "\u00a0"], "empty-value"),
        (
            "Language",
            ["en", "ar", "pt-BR", "zh-Hant-TW", "ckb"],
            ["E", "english", "en_GB", "EN", "en-", "e1"],
            "bad-value",
        ),
        ("Sha256", ["0" * 64, "abcdef01" * 8], ["0" * 63, "0" * 65, "G" * 64, "ABCDEF01" * 8], "bad-value"),
        (
            "FileName",
            ["a.txt", "000_64d1.txt", "A-b.c"],
            ["../a", "a/b", ".a", "a..b", "-a", "a b", "é.txt", "a\\b", "x" * 200],
            "bad-value",
        ),
        ("LineRange", ["1", "21-34", "3-3"], ["0", "-1", "3-2", "1-", "a", "1,2", "1 - 2", "01"], "bad-line-range"),
        ("CitationTarget", ["a", "a-b#c-d"], ["a#b#c", "#a", "a#", "[@a]", "A", "a b"], "bad-value"),
        (
            "LinkTemplate",
            ["https://a.org/{}", "https://a.org/{}/?x={}"],
            ["https://a.org/", "{}", "javascript:{}", "https://{}.a b"],
            "bad-link",
        ),
        ("Pattern", ["Q[1-9][0-9]*", "a"], ["[", "(", "*", "a{9999999999}", "(?P<a>", "\\"], "bad-value"),
        ("Edtf", ["2020", "2020-02-17/.."], ["17.2.2020", "2020-02-30"], "bad-date"),
        (
            "Number",
            ["0", "-5", "12000", "3.6"],
            ["12,000", "12 000", "1e3", ".5", "5.", "+5", "", "NaN", "9" * 16, "0x1"],
            "bad-value",
        ),
        ("Latitude", ["90", "-90.0", "35.93062"], ["90.1", "-91", "35°", "1e1", "35,9", "", "nan"], "bad-value"),
        ("Longitude", ["180", "-180", "36.6"], ["180.00001", "1800", "inf"], "bad-value"),
    ],
)
def test_values(kind: str, good: list[str], bad: list[str], rule: str) -> None:
    """Each type takes what it should, and names the rule that anything else breaks."""
    assert [text for text in good if faults(getattr(field_types, kind), text)] == []
    assert {text: faults(getattr(field_types, kind), text) for text in bad} == {text: [rule] for text in bad}
    assert rule in RULES


def test_numbers_are_exact() -> None:
    """A number is what was written, not the nearest binary fraction."""
    assert TypeAdapter(field_types.Number).validate_python("3.6") == Decimal("3.6")


def test_texts_are_trimmed() -> None:
    """White space around a text is no part of it; inside, it stays."""
    assert TypeAdapter(field_types.Text).validate_python("  a  b\n") == "a  b"
