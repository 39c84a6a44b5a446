"""The YAML reader: what is written comes back as written, and hostile files are refused by the right rule."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from build_tools.locations import Location
from build_tools.rules import RULES
from build_tools.yaml_reader import LIMITS, Limits, Mapping, locate, plain, read_yaml
from tests.core_support import CASES

YAML_CASES = sorted((CASES / "yaml").glob("*/*.yml"))

SCALARS = [
    *["no", "NO", "yes", "on", "off", "True", "null", "Null", "~", ".inf", "-.INF", ".nan"],
    *["12:30", "1:20:30", "2020-03-05", "2020-02-30", "2020-03-05T10:00:00Z", "0o17", "017", "0x1F", "0b11"],
    *[
        "1_000",
        "1e3",
        "3.10",
        "+1",
        "-0",
        ".5",
        "5.",
        "1.2.3",
        "=",
        "<",
        "a#b",
        "a:b",
        "http://x.org/a:b",
        "é",
        "e\u0301",
    ],
    *["100%", "\u200fشباط\u200c", "٤٣", "“a”", "😀", "-a", "?a", ":a", "a - b", "a, b"],
]
"""Plain texts that other readers take for booleans, numbers, dates or nothing, or trip over."""

CONTROLS = [*map(chr, range(9)), "\x0b", "\x0c", "\r", *map(chr, range(0x0E, 0x20)), "\x7f", "\x80", "\x85", "\x9f"]
INVISIBLE = [
    "\u202a",
    "\u202e",
    "\u2066",
    "\u2069",
    "\u2028",
    "\u2029",
    "\ufff9",
    "\ufffe",
    "\uffff",
    "\ufdd0",
    "\U000e0041",
]

HOSTILE: dict[str, tuple[bytes, str]] = {
    "deep-list": (b"[" * 250_000, "file-too-large"),
    "deep-mapping": (b"{a: " * 60_000, "file-too-large"),
    "deep-block-list": (b"- " * 100_000, "file-too-large"),
    "deep-indent": (b"".join(b" " * i + b"a:\n" for i in range(300)), "file-too-large"),
    "deep-question-marks": (b"? " * 100_000, "bad-key"),
    "many-values": (b"[" + b"a," * 20_001 + b"]", "file-too-large"),
    "many-keys": (b"".join(b"k%d: v\n" % i for i in range(10_001)), "file-too-large"),
    "long-text": (b"a: " + b"x" * 20_001, "file-too-large"),
    "long-key": (b"? " + b"x" * 20_001 + b"\n: a\n", "file-too-large"),
    "long-block": (b"a: |\n" + b"  xxxxxxxxx\n" * 2_001, "file-too-large"),
    "many-bytes": (b"#" * (LIMITS.bytes + 1), "file-too-large"),
    "many-line-ends": (b"\n" * (LIMITS.bytes + 1), "file-too-large"),
    "many-comments": (b"#\n" * (LIMITS.bytes // 2), "yaml-empty"),
    "many-directives": (b"".join(b"%%TAG !t%d! tag:x\n" % i for i in range(9_000)) + b"---\na: b\n", "accepted"),
    "many-documents": (b"--- a\n" * 40_000, "yaml-documents"),
    "many-anchors": (b"".join(b"- &a%d x\n" % i for i in range(15_000)), "yaml-anchor"),
    "many-quotation-marks": (b"a: " + b'"' * 200_001, "yaml-syntax"),
    "many-colons": (b"a: " + b": " * 100_000, "yaml-syntax"),
    "many-braces-closed": (b"}" * 200_000, "yaml-syntax"),
    "many-exclamation-marks": (b"a: " + b"!" * 200_000, "yaml-tag"),
    "utf-16": ("a: b\n".encode("utf-16"), "encoding"),
    "utf-16-big-endian": ("a: b\n".encode("utf-16-be"), "forbidden-character"),
    "utf-32": ("a: b\n".encode("utf-32"), "encoding"),
    "latin-1": ("a: é\n".encode("latin-1"), "encoding"),
    "overlong": (b"a: \xc0\xaf\n", "encoding"),
    "surrogate-bytes": (b"a: \xed\xa0\x80\n", "encoding"),
    "cut-character": ("a: é".encode()[:-1], "encoding"),
    "beyond-unicode": (b"a: \xf4\x90\x80\x80\n", "encoding"),
    "byte-order-mark": ("\ufeffa: b\n".encode(), "accepted"),
    "two-byte-order-marks": ("\ufeff\ufeffa: b\n".encode(), "forbidden-character"),
    "byte-order-mark-as-escape": (b'a: "\\ufeff"\n', "forbidden-character"),
    "line-separator-as-escape": (b'a: "\\L"\n', "forbidden-character"),
    "next-line-as-escape": (b'a: "\\N"\n', "forbidden-character"),
    "escape-as-escape": (b'a: "\\e[31m"\n', "forbidden-character"),
    "nul-as-escape": (b'a: "\\0"\n', "forbidden-character"),
    "override-as-escape-in-key": (b'"\\u202E": b\n', "forbidden-character"),
    "beyond-unicode-as-escape": (b'a: "\\U00110000"\n', "yaml-syntax"),
    "windows-line-ends": (b"a: b\r\nc:\r\n- d\r\n", "accepted"),
    "old-line-ends": (b"a: b\rc: d\r", "forbidden-character"),
    "joiners": ("a: \u200c\u200d\u200e\u200f\n".encode(), "accepted"),
    "tab-after-colon": (b"a:\tb\n", "accepted"),
    "python-object": (b"a: !!python/object/apply:os.system ['true']\n", "yaml-tag"),
    "python-name": (b"a: !!python/name:os.system\n", "yaml-tag"),
    "timestamp": (b"a: !!timestamp 2020-02-30\n", "yaml-tag"),
    "env-tag": (b"a: !ENV HOME\n", "yaml-tag"),
    **{f"raw-{ord(c):04x}": (f"a: x{c}y\n".encode(), "forbidden-character") for c in [*CONTROLS, *INVISIBLE]},
}


def judged(content: bytes) -> str:
    """Return `accepted`, or the rule by which a file is refused. There is one problem a file, and never both."""
    root, problems = read_yaml(content, "a.yml")
    assert (root is None) == bool(problems)
    return problems[0].rule if problems else "accepted"


@pytest.mark.parametrize("path", YAML_CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_case(path: Path) -> None:
    """A file in `tests/cases/yaml/<rule>/` is refused by exactly that rule; one in `accepted/` is read."""
    root, problems = read_yaml(path.read_bytes(), "a.yml")
    assert [problem.rule for problem in problems] == [rule for rule in [path.parent.name] if rule != "accepted"]
    assert (root is None) == bool(problems)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file(name: str) -> None:
    """A hostile file is judged right, without an exception."""
    content, rule = HOSTILE[name]
    assert judged(content) == rule


def test_corpus_is_large_enough() -> None:
    """The hostile files are many, and each folder of cases is a rule or `accepted`."""
    assert len(HOSTILE) + len(YAML_CASES) > 120
    assert {path.name for path in (CASES / "yaml").iterdir()} <= RULES.keys() | {"accepted"}


def test_hostile_files_do_not_end_the_process() -> None:
    """Nesting that makes other readers crash the interpreter ends in a problem, in a fresh process too."""
    code = (
        "from build_tools.yaml_reader import read_yaml\n"
        "for text in (b'[' * 250_000, b'{a: ' * 60_000, b'- ' * 100_000):\n"
        "    print(read_yaml(text, 'a.yml')[1][0].rule)\n"
    )
    root = Path(__file__).parent.parent
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["file-too-large"] * 3


@pytest.mark.parametrize("text", SCALARS)
def test_plain_scalar_comes_back_as_written(text: str) -> None:
    """A plain text is no boolean, number or date: it comes back as it was written, as value, item and key."""
    root, problems = read_yaml(f"a: {text}\nb:\n- {text}\n? {text}\n: c\n".encode(), "a.yml")
    assert problems == []
    assert root is not None
    assert plain(root) == {"a": text, "b": [text], text: "c"}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ('"no"', "no"),
        ("'it''s'", "it's"),
        ('"a\\tb\\u00e9\\x41"', "a\tbéA"),
        ('""', ""),
        ("''", ""),
        ("", None),
        ("# nothing", None),
        ("|\n  one\n   two\n", "one\n two\n"),
        ("|-\n  one\n\n  two", "one\n\ntwo"),
        (">-\n  one\n  two\n\n  three", "one two\nthree"),
        ("one\n  two", "one two"),
        ('"one\n  two"', "one two"),
    ],
)
def test_other_scalars(written: str, value: str | None) -> None:
    """Quoted and block texts have the value that YAML gives them; only a value that is not there is None."""
    root, problems = read_yaml(f"a: {written}\n".encode(), "a.yml")
    assert problems == []
    assert root is not None
    assert plain(root) == {"a": value}


def test_order_of_keys_is_kept() -> None:
    """Mappings keep the order of the file."""
    root, _ = read_yaml(b"c: 1\na: 2\nb: {z: 1, y: 2}\n", "a.yml")
    assert root is not None
    assert list(root.items) == ["c", "a", "b"]
    assert list(plain(root)["b"]) == ["z", "y"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("keys", "at_key", "place"),
    [
        ((), False, (1, 1)),
        (("é",), False, (1, 4)),
        (("é",), True, (1, 1)),
        (("list",), False, (3, 3)),
        (("list", 0), False, (3, 5)),
        (("list", 1, "b"), False, (4, 9)),
        (("list", 1, "b"), True, (4, 6)),
        (("list", 7), False, (3, 3)),
        (("list", "x"), False, (3, 3)),
        (("é", "x", 3), True, (1, 4)),
        (("nowhere",), True, (1, 1)),
    ],
)
def test_locate(keys: tuple[str | int, ...], at_key: bool, place: tuple[int, int]) -> None:
    """Places are lines and columns from 1, in characters; where the way ends early, so does the place."""
    root, _ = read_yaml("é: 😀\nlist:\n  - 😀a\n  - {b: 2}\n".encode(), "a.yml")
    assert root is not None
    assert locate(root, keys, "a.yml", at_key=at_key) == Location("a.yml", *place)


def test_all_duplicates_are_reported() -> None:
    """Equal keys do not end the reading: each of them is a problem, also inside a value that is itself a duplicate."""
    _, problems = read_yaml(b"a: 1\nA: {b: 1, b: 2}\na: 3\n", "a.yml")
    assert [(p.rule, p.location.line, p.location.column) for p in problems] == [
        ("duplicate-key", 2, 1),
        ("duplicate-key", 2, 11),
        ("duplicate-key", 3, 1),
    ]


@pytest.mark.parametrize(
    ("limits", "content", "number"),
    [
        (Limits(bytes=10), b"a: 45678901", "10 bytes"),
        (Limits(nodes=3), b"a: [b, c]", "3 values"),
        (Limits(depth=2), b"a: {b: {c: d}}", "2 deep"),
        (Limits(characters=4), b"a: abcde", "4 characters"),
    ],
)
def test_limits_are_named_and_exact(limits: Limits, content: bytes, number: str) -> None:
    """One beyond a limit is refused with the limit in the message; the limit itself is not."""
    root, problems = read_yaml(content, "a.yml", limits)
    assert root is None
    assert [problem.rule for problem in problems] == ["file-too-large"]
    assert number in problems[0].message
    smaller = {"bytes": b"a: 4567890", "nodes": b"a: b", "depth": b"a: {b: c}", "characters": b"a: abcd"}
    name = next(name for name in smaller if getattr(limits, name) != getattr(LIMITS, name))
    root, problems = read_yaml(smaller[name], "a.yml", limits)
    assert isinstance(root, Mapping)
    assert problems == []
