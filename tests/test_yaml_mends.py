"""Slips that make a file no YAML: what is told of each, and that the lines to write make it what was meant."""

from __future__ import annotations

import re

import pytest

from build_tools.known_keys import KnownKeys
from build_tools.parsing_hints import fields_of, known_keys, skeleton
from build_tools.records import RECORD_KINDS, Claim, Passage
from build_tools.reporters import report, text_of
from build_tools.yaml_lines import Line, pasted
from build_tools.yaml_reader import plain, read_yaml

ACTOR, PASSAGES = known_keys(RECORD_KINDS["actor"]), known_keys(RECORD_KINDS["passages"])
FOLDED = "passages:\n  - id: lid\n    quote: >-\n      The council asks\n      to close the lid.\n"
CLAIM = "passages:\n  - id: lid\n    quote: The lid.\n    claims:\n      - type: figure\n        about: [old-well]\n"
NBSP = "\u00a0"

SLIPS: dict[str, tuple[KnownKeys, str, str, str]] = {
    "no line end, text behind a text in quotation marks": (ACTOR, "name: 'Zoe'\nHill", "cannot be read", ""),
    "no line end, text behind a list": (ACTOR, "names: [Zoe]\nHill", "cannot be read from this line on: 'Hill'", ""),
    "no line end, brace with a remark above": (
        ACTOR,
        "name: Zoe Hill # mayor\nnames: {Zoe",
        "the brace { is opened here and not closed",
        "name: Zoe Hill # mayor\nnames: {Zoe}",
    ),
    "text below a key, not indented": (
        ACTOR,
        "type: person\nnames:\nZoe Smith",
        "not indented as what belongs below 'names'",
        "type: person\nnames:\n  Zoe Smith",
    ),
    "bracket not closed below a folded text": (
        PASSAGES,
        FOLDED + "    actors: [parish-council\n    note: x\n",
        "the bracket [ is opened here and not closed",
        FOLDED + "    actors: [parish-council]\n    note: x\n",
    ),
    "line of a folded text in the first column": (
        PASSAGES,
        FOLDED.replace("      to close", "to close") + "    actors: [parish-council]\n",
        "the lines of the text below >- must all be indented alike",
        FOLDED + "    actors: [parish-council]\n",
    ),
    "first line of a folded text too deep": (
        PASSAGES,
        FOLDED.replace("      The", "         The"),
        "the lines of the text below >- must all be indented alike",
        FOLDED,
    ),
    "line of a folded text that begins with a word that is a key elsewhere": (
        PASSAGES,
        FOLDED.replace("      to", "    to"),
        "the lines of the text below >- must all be indented alike",
        FOLDED,
    ),
    "line of a text without a mark that begins with such a word": (
        PASSAGES,
        "passages:\n  - id: lid\n    quote: The council asks\n      everybody\n    to close the lid\n    note: x\n",
        "not indented as a part of the text above",
        "passages:\n  - id: lid\n    quote: The council asks\n      everybody\n      to close the lid\n    note: x\n",
    ),
    "item a space too far out": (
        PASSAGES,
        "passages:\n - id: lid\n    quote: The lid.\n    actors: [a]\n",
        "the list item has 1 space before it, and 2 would put it in line",
        "passages:\n  - id: lid\n    quote: The lid.\n    actors: [a]\n",
    ),
    "key in the first column": (
        PASSAGES,
        FOLDED + "places: [old-well]\n    note: x\n",
        "the key 'places' has 0 spaces before it, and 4",
        FOLDED + "    places: [old-well]\n    note: x\n",
    ),
    "key of a claim in line with those of its passage": (
        PASSAGES,
        CLAIM + "          said_by: a\n    note: x\n",
        "the key 'said_by' has 10 spaces before it, and 8",
        CLAIM + "        said_by: a\n    note: x\n",
    ),
    "first key of several out of line": (
        PASSAGES,
        CLAIM + "        figure:\nmeasure: a\n          value: 2\n",
        "the key 'measure' has 0 spaces before it, and 10 would put it in line with the next",
        CLAIM + "        figure:\n          measure: a\n          value: 2\n",
    ),
    "hyphen overwritten by a space": (
        PASSAGES,
        FOLDED + "   id: two\n    quote: x\n",
        "the first key of a list item needs a hyphen",
        FOLDED + "  - id: two\n    quote: x\n",
    ),
    "hyphen left out": (
        PASSAGES,
        CLAIM.replace("- type", "type") + "    note: x\n",
        "the first key of a list item needs a hyphen",
        CLAIM + "    note: x\n",
    ),
    "hyphen of a second item left out": (
        PASSAGES,
        FOLDED + "  id: two\n    quote: x\n",
        "the first key of a list item needs a hyphen",
        FOLDED + "  - id: two\n    quote: x\n",
    ),
    "odd space behind a colon": (
        ACTOR,
        f"name:{NBSP}Zoe\ntype: person\n",
        "the space in column 6 is no space for YAML (U+00A0)",
        "name: Zoe\ntype: person\n",
    ),
    "odd spaces behind all colons": (
        ACTOR,
        f"name:{NBSP}Zoe\ntype:{NBSP}person\n",
        "the space in column 6 is no space for YAML (U+00A0)",
        "name: Zoe\ntype: person\n",
    ),
    "odd spaces as an indent": (
        PASSAGES,
        FOLDED + f"{NBSP * 4}note: x\n",
        "the space in column 1 is no space for YAML (U+00A0)",
        FOLDED + "    note: x\n",
    ),
    "odd spaces before a key that needs no indent": (
        ACTOR,
        f"name: Zoe\n{NBSP * 2}type: person\n",
        "the space in column 1 is no space for YAML (U+00A0)",
        "name: Zoe\ntype: person\n",
    ),
    "odd space behind a hyphen": (
        PASSAGES,
        FOLDED.replace("- id", f"-{NBSP}id"),
        "the space in column 4 is no space for YAML (U+00A0)",
        FOLDED,
    ),
    "dash for a hyphen": (PASSAGES, FOLDED.replace("- id", "– id"), "– marks no list item", FOLDED),
    "dash for a hyphen before braces": (
        PASSAGES,
        "passages:\n  • {id: lid, quote: The lid.}\n",
        "• marks no list item",
        "passages:\n  - {id: lid, quote: The lid.}\n",
    ),
    "sharp inside quotation marks": (
        PASSAGES,
        'passages:\n  - id: lid\n    quote: "The group\'s # 1 man said "no" to it"\n',
        "holds the same mark inside",
        "passages:\n  - id: lid\n    quote: 'The group''s # 1 man said \"no\" to it'\n",
    ),
    "sharp inside quotation marks in brackets": (
        ACTOR,
        "name: Zoe\nnames: [\"it's # 1\", 'b]\n",
        "the quotation mark ' is opened here and not closed",
        "name: Zoe\nnames: [\"it's # 1\", 'b']\n",
    ),
    "tab behind a key": (
        PASSAGES,
        "passages:\n  - id: lid\n    quote:\tHe said: x\ty\n",
        "the text holds a colon and a space",
        'passages:\n  - id: lid\n    quote: "He said: x\\ty"\n',
    ),
    "comma left out in braces": (
        PASSAGES,
        CLAIM + "        figure: {measure: households value: 42, unit: households}\n",
        "a comma is missing before 'value:'",
        CLAIM + "        figure: {measure: households, value: 42, unit: households}\n",
    ),
    "apostrophe in braces": (
        PASSAGES,
        CLAIM + "        figure: {measure: households, value: '42, unit: households}\n",
        "the quotation mark ' is opened here and not closed",
        CLAIM + "        figure: {measure: households, value: '42', unit: households}\n",
    ),
    "bracket in a text in braces": (
        PASSAGES,
        "passages:\n  - {id: lid, quote: The [lid, actors: [a]}\n",
        "the text behind 'quote:' must stand in quotation marks",
        'passages:\n  - {id: lid, quote: "The [lid", actors: [a]}\n',
    ),
    "brace left out before keys": (
        PASSAGES,
        CLAIM + "        figure: measure: households, value: 42, unit: households}\n",
        "a brace { is missing before 'measure:'",
        CLAIM + "        figure: {measure: households, value: 42, unit: households}\n",
    ),
    "brace of an item left out": (
        PASSAGES,
        FOLDED + "    relations:\n      - from: a, type: leads, to: b}\n",
        "a brace { is missing before 'from:'",
        FOLDED + "    relations:\n      - {from: a, type: leads, to: b}\n",
    ),
    "bracket left out in braces": (
        PASSAGES,
        FOLDED + "    claims:\n      - {type: demand, about: old-well]}\n",
        "a bracket [ is missing behind 'about:'",
        FOLDED + "    claims:\n      - {type: demand, about: [old-well]}\n",
    ),
    "end mark": (ACTOR, "name: Zoe\n...\ntype: person\n", "a line of three dots ends", "name: Zoe\ntype: person\n"),
}


def followed(text: str, hint: str) -> str:
    """Return a file after somebody did what the hint says; "" where it gives no lines."""
    lines = text.split("\n")
    deleted = re.fullmatch(r"delete line (\d+)", hint)
    if deleted:
        del lines[int(deleted[1]) - 1]
        return "\n".join(lines)
    write = re.search(r"write lines? (\d+)(?:–(\d+))? so:\n(.*)", hint, re.DOTALL)
    if not write:
        return ""
    lines[int(write[1]) - 1 : int(write[2] or write[1])] = write[3].split("\n")
    return "\n".join(lines)


@pytest.mark.parametrize("name", SLIPS)
def test_slip(name: str) -> None:
    """The slip is told, and the lines to write make the file what was meant."""
    known, text, fault, meant = SLIPS[name]
    root, found = read_yaml(text.encode(), "a.yml", known=known)
    assert root is None
    assert len(found) == 1
    assert found[0].rule == "yaml-syntax"
    assert fault in found[0].message
    assert found[0].location.line <= len(text.rstrip("\n").split("\n"))
    assert followed(text, found[0].hint) == meant
    if meant:
        assert read_yaml(meant.encode(), "a.yml", known=known)[1] == []


@pytest.mark.parametrize("text", ["--- # foo", "name: Zoe\n? Hill #a", "a: b # c\nd:", "- # a"])
def test_value_that_is_not_there_ends_below_the_last_line(text: str) -> None:
    """A file without a final line end, in which the last value is not there, is read or refused like any other."""
    told = [problem.rule for problem in read_yaml(text.encode(), "a.yml")[1]]
    assert told == [problem.rule for problem in read_yaml(f"{text}\n".encode(), "a.yml")[1]]


@pytest.mark.parametrize(
    "written",
    [
        f"passages:\n  - id: lid\n    quote: He went to:{NBSP}the well\n",
        f"passages:\n  - id: lid\n    quote: {NBSP}note\n",
        f"passages:\n  - id: lid\n    quote: 'to:{NBSP}the well'\n",
        "passages:\n  - id: lid\n    quote: – note\n",
    ],
)
def test_odd_spaces_and_dashes_in_texts_are_left_alone(written: str) -> None:
    """A text may hold such characters, even where a word beside them is a key."""
    root, found = read_yaml(written.encode(), "a.yml", known=PASSAGES)
    assert found == []
    assert root is not None


def test_text_is_not_put_in_quotation_marks_with_the_keys_in_it() -> None:
    """Where keys in braces cannot be told apart, nobody is told to make one text of them."""
    text = CLAIM + "        figure: {measure: 'a' b, value: [}, unit: c}\n"
    _, found = read_yaml(text.encode(), "a.yml", known=PASSAGES)
    assert '"{' not in found[0].hint
    assert "'{" not in found[0].hint


@pytest.mark.parametrize(
    ("value", "cure"),
    [
        ("He said: {}", 'put " before the text and behind it'),
        ('He said "so": {}', "put ' before the text and behind it"),
        ('He said it\'s "so": {}', "put ' before the text and behind it, and write '' for each ' in it"),
        ('"He said so {}', 'write " at the end of the line'),
    ],
)
def test_line_that_is_too_long_to_be_shown(value: str, cure: str) -> None:
    """A message would cut a long line, so it says in words what is to be done."""
    text = f"passages:\n  - id: lid\n    quote: {value.format('word ' * 200).strip()}\n"
    _, found = read_yaml(text.encode(), "a.yml", known=PASSAGES)
    assert found[0].hint == cure


def test_long_line_above_is_left_out() -> None:
    """A line that is shown only to tell where the next belongs is left out where it is too long."""
    text = f"passages:\n  - id: lid\n    quote: {'word ' * 200}end\n      actors: [a]\n"
    _, found = read_yaml(text.encode(), "a.yml", known=PASSAGES)
    assert found[0].hint == "write line 4 so:\n    actors: [a]"


def test_lines_to_copy_have_no_code_of_a_tab() -> None:
    """A tab is shown as a space, but as its code inside quotation marks, where YAML reads it."""
    assert pasted("  - id:\tlid\t# mine") == "  - id: lid # mine"
    assert pasted('a:\t"b\tc"') == 'a: "b\\tc"'
    _, found = read_yaml(b"a:\t*b\n", "a.yml")
    assert "\\t" not in text_of(found[0])
    assert "\\t" not in report(found, "github")


@pytest.mark.parametrize(
    ("text", "value", "remark"),
    [
        ('a: "x # y" # z', '"x # y"', " # z"),
        ("a: 'it''s # 1'", "'it''s # 1'", ""),
        ('a: "x # y', '"x # y', ""),
        ('a: "x "y" # 1 z" # r', '"x "y" # 1 z"', " # r"),
        ("a: [it's, b] # r", "[it's, b]", " # r"),
        ("a: ['x # y', b] # r", "['x # y', b]", " # r"),
        ("a: # r", "", "# r"),
        ("# r", "", "# r"),
        ("a: x # y", "x", " # y"),
    ],
)
def test_remark_of_a_line(text: str, value: str, remark: str) -> None:
    """A remark begins outside quotation marks; where one is open, nothing is cut off."""
    line = Line(1, text)
    assert (line.value, line.remark) == (value, remark)


@pytest.mark.parametrize(
    ("known", "text", "hint"),
    [
        (ACTOR, "name: Zoe\rtype: person\r", "save the file with the line ends LF (Unix); these are those of old Macs"),
        (ACTOR, "name: Zoe\r\r\n", "it came along with copied text; write line 1 so:\nname: Zoe"),
        (ACTOR, "name: Zoe\u2028Hill\n", "it came along with copied text; write line 1 so:\nname: Zoe\n  Hill"),
        (ACTOR, "name: Zoe\u2028type: a\n", "it came along with copied text; write line 1 so:\nname: Zoe\ntype: a"),
        (ACTOR, "name: Zoe # a\u2028b\n", "it came along with copied text; write line 1 so:\nname: Zoe # a\n  # b"),
        (ACTOR, "name: Smith, Zoe\nname: Zoe\n", "keep the one on line 1 or the one on line 2, and remove the other"),
        (
            ACTOR,
            "names: Smith, Zoe\nnames: Zoe\n",
            'keep one of the two, or, if both hold, write lines 1–2 so:\nnames: ["Smith, Zoe", Zoe]',
        ),
        (
            PASSAGES,
            "passages:\n- quote: a\n  id: b\n  quote: >-\n    c\n",
            "keep the one on line 2 or the one on line 4, and remove the other",
        ),
        (
            ACTOR,
            "- name: Zoe\n  type: person\n",
            "a file is one record, no list; write lines 1–2 so:\nname: Zoe\ntype: person",
        ),
        (
            ACTOR,
            "- name: Zoe\n- name: Tom\n",
            "give each record a file of its own, without the hyphen of a list; all keys then begin in the first column",
        ),
        (
            ACTOR,
            "- {\n  name: Zoe}\n",
            "a file is one record, no list: delete the hyphen, and let all keys begin in the first column",
        ),
        (PASSAGES, "- id: a\n", "write line 1 so:\npassages:\n  - id: a"),
    ],
)
def test_cure_of_another_kind(known: KnownKeys, text: str, hint: str) -> None:
    """What is YAML and yet no record has its cure, and the lines of it hold what was written."""
    _, found = read_yaml(text.encode(), "a.yml", known=known)
    assert found[0].hint == hint
    after = followed(text, hint)
    if after:
        root, problems = read_yaml(after.encode(), "a.yml", known=known)
        assert problems == []
        assert root is not None
        assert plain(root)


def test_known_keys_tell_where_a_key_may_stand() -> None:
    """What is known of a kind of file comes from its class: keys, lists, and where words of one's own are keys."""
    assert {"passages", "quote", "said_by", "measure"} <= PASSAGES.everywhere
    assert {"said_by", "about", "actors"} <= PASSAGES.text_lists
    assert PASSAGES.text_lists.isdisjoint({"quote", "id", "claims", "passages", "figure", "answers"})
    assert PASSAGES.below["passages"].below["actors"].is_open
    assert not PASSAGES.below["passages"].below["claims"].is_open


def test_slip_near_the_top_of_a_long_file_is_mended() -> None:
    """What trying a mend costs is how far the file is read with it, so a slip at the top is mended in a long file, too."""
    items = "".join(f"  - id: lid-{number}\n    quote: The lid.\n    actors: [a]\n" for number in range(3_000))
    _, found = read_yaml(f"passages:\n{items}".replace("[a]", "[a", 1).encode(), "a.yml", known=PASSAGES)
    assert found[0].hint == "write line 4 so:\n    actors: [a]"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (FOLDED + "    ,actors: [a]\n", "write line 6 so:\n    actors: [a]"),
        (FOLDED.replace("  - id", " \\ - id"), "write line 2 so:\n  - id: lid"),
        (
            CLAIM + "        figure: >-{measure: a, value: 2}\n",
            "write line 7 so:\n        figure: {measure: a, value: 2}",
        ),
        (
            FOLDED + "    claims:\n      - {type: demand, about [a]}\n",
            "write line 7 so:\n      - {type: demand, about: [a]}",
        ),
    ],
)
def test_stray_marks_and_colons_in_braces(text: str, hint: str) -> None:
    """A mark before a key or a hyphen is taken away, and a colon in braces put in."""
    _, found = read_yaml(text.encode(), "a.yml", known=PASSAGES)
    assert found[0].hint == hint


def test_keys_without_a_colon_become_no_part_of_a_text() -> None:
    """Two slips in lines that follow each other hide both keys from YAML; that they are keys is seen all the same."""
    text = CLAIM.replace("about: [", "about [").replace(
        "      - type: figure", "      - type: figure\n        said_by:a"
    )
    _, found = read_yaml(text.encode(), "a.yml", known=PASSAGES)
    assert ">-" not in found[0].hint


def test_quotation_mark_is_closed_where_it_was_opened() -> None:
    """A mark that is not closed reaches to the next one, far below: the line on which it was opened is the one to mend."""
    text = 'passages:\n  - id: lid\n    quote: "The lid.\n    actors: [a]\n    places: [b]\n    note: "x"\n'
    _, found = read_yaml(text.encode(), "a.yml", known=PASSAGES)
    assert found[0].hint == 'write line 3 so:\n    quote: "The lid."'


def test_lines_of_a_record_keep_texts_with_commas_whole() -> None:
    """In braces and brackets, a text with a comma needs the quotation marks that it does without elsewhere."""
    field = fields_of(Passage)["claims"]
    figure = {"measure": None, "words": "one, two", "value": 2}
    given = {"said_by": "Ada, the clerk", "about": ["a", "b, c"], "figure": figure}
    lines = skeleton("claims", field, Claim, given)
    assert lines[1:] == [
        "  - said_by: Ada, the clerk",
        '    about: [a, "b, c"]',
        '    figure: {measure: …, words: "one, two", value: 2}',
    ]


LONG = {
    "blanks behind a mark": lambda number: "    !" + " " * number + "=x [",
    "blanks behind a key": lambda number: "    actors: [x, quote: b<" + " " * number + "x",
    "commas": lambda number: "    actors: [x, quote: b" + ", " * number + "x",
    "items": lambda number: "    actors: [" + "a–b, " * number + "{]",
}


@pytest.mark.parametrize("kind", LONG)
def test_long_lines(kind: str) -> None:
    """A line of very many characters is told as a short one is: no pattern goes through it again and again, which would be seen here as seconds."""

    def told(number: int) -> str:
        text = f"{FOLDED}{LONG[kind](number)}\n"
        _, (problem,) = read_yaml(text.encode(), "a.yml", known=PASSAGES)
        return f"{problem.rule}, line {problem.location.line}: {problem.message.partition(chr(39))[0]}"

    assert told(19_000) == told(40)
