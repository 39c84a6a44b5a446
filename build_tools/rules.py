"""Every fault that the check can report: what it means and how it is mended.

The codebook page prints this table; a problem that names no rule of it cannot be made.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a problem weighs."""

    ERROR = "error"
    """The site is not built."""
    WARNING = "warning"
    """The site is built; somebody should look."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of fault."""

    id: str
    level: Level
    meaning: str
    cure: str


def _table(*rules: Rule) -> dict[str, Rule]:
    table = {rule.id: rule for rule in rules}
    assert len(table) == len(rules), "rule ids must be unique"
    return table


E, W = Level.ERROR, Level.WARNING

RULES: dict[str, Rule] = _table(
    # Files
    Rule(
        "folder-missing",
        E,
        "A folder that a corpus needs does not exist.",
        "Create it, or name the right root with --root.",
    ),
    Rule(
        "path-unsafe",
        E,
        "A file or folder is a symbolic link, or neither a file nor a folder.",
        "Put the file itself there.",
    ),
    Rule(
        "file-unreadable",
        E,
        "A file cannot be read, or one that every corpus needs is not there.",
        "Check its permissions, or write it.",
    ),
    Rule(
        "file-too-large",
        E,
        "A YAML file, its number of values, its depth or one of its texts exceeds a limit.",
        "Split the file or shorten the text.",
    ),
    Rule("file-count", E, "There are more files than the tool reads.", "Split the corpus."),
    Rule(
        "file-misplaced",
        E,
        "A file lies where no record is looked for.",
        "Move it to the folder of its kind, or remove it.",
    ),
    Rule("encoding", E, "A file is not UTF-8.", "Save it as UTF-8."),
    Rule(
        "forbidden-character",
        E,
        "A text holds a control character, a character that reverses reading order, or one that stands for nothing.",
        "Delete the character; it is often brought along by copying.",
    ),
    # YAML
    Rule(
        "yaml-syntax", E, "The file is not YAML.", "See the message; most often a quotation mark, an indent or a colon."
    ),
    Rule("yaml-empty", E, "The file holds no record.", "Write one, or remove the file."),
    Rule(
        "yaml-documents",
        E,
        "The file holds more than one YAML document.",
        "Keep one document a file: remove the `---` line.",
    ),
    Rule("yaml-tag", E, "A value has an explicit tag (`!…`).", "Remove the tag; put the text in quotation marks."),
    Rule(
        "yaml-anchor", E, "The file uses an anchor, an alias or a merge key.", "Write the value out where it is needed."
    ),
    Rule("duplicate-key", E, "A mapping has the same key twice.", "Join the two, or remove one."),
    Rule("bad-key", E, "A key is not a plain word.", "Write the key as a word."),
    # Schema
    Rule(
        "unknown-key",
        E,
        "A record has a key that its kind does not know.",
        "Use the key that the message proposes, or remove it.",
    ),
    Rule("missing-key", E, "A record lacks a key that its kind needs.", "Add the key."),
    Rule("empty-value", E, "A key has no value.", "Write a value, or remove the key if it is not needed."),
    Rule(
        "wrong-shape",
        E,
        "A value is a text, a list or a mapping where another of these is needed.",
        "Write it in the shape named.",
    ),
    Rule("bad-id", E, "An id is not made of lower-case letters, digits and single hyphens.", "Rename it."),
    Rule("bad-value", E, "A value is not of the form that its key needs.", "Write it in the form named."),
    Rule(
        "bad-date",
        E,
        "A date is not EDTF, or no day of the calendar.",
        "Write 2020, 2020-02, 2020-02-17 or 2020-02-17/2020-02-18.",
    ),
    Rule("bad-link", E, "An address is not a plain http(s) address.", "Give the full address, starting with https://."),
    Rule(
        "bad-external-id",
        E,
        "An id at another authority is not of the form that the authority uses.",
        "Copy the id alone, not the address.",
    ),
    Rule(
        "unknown-term",
        E,
        "A word is not in the closed list of its key.",
        "Use a word of the list, or extend the list in vocabulary.yml.",
    ),
    # References between records
    Rule("page-missing", E, "A page that is named is not below docs/.", "Write the page, or name another one."),
    Rule("unknown-id", E, "An id names no record.", "Use the id that the message proposes, or add the record."),
    Rule(
        "renamed-id",
        E,
        "An id names a record that has another id by now.",
        "Write the id of today; `check --fix` does so.",
    ),
    Rule(
        "rename-astray",
        E,
        "A rename leads to an id that no record has, or in a circle.",
        "Let it lead to the record that is meant, or take the line out.",
    ),
    Rule(
        "renamed-id-reused",
        E,
        "A record has an id that another record had before: old addresses lead to that one.",
        "Give the new record another id; if the rename was taken back, take its line out of renames.yml.",
    ),
    Rule("wrong-kind", E, "An id names a record of another kind.", "Move it to the key of its kind."),
    Rule("duplicate-id", E, "Two records have the same id.", "Rename the newer one."),
    Rule(
        "duplicate-tag",
        E,
        "A passage tags the same entity twice.",
        "Join the two; several surface forms go in one list.",
    ),
    Rule("cycle", E, "An entity is a part of itself by way of others.", "Remove one of the links."),
    Rule(
        "citation-not-found",
        E,
        "A citation names a passage or reference that does not exist.",
        "Cite `[@source-id#passage-id]` or a key of `references`.",
    ),
    Rule(
        "uncited-sentence",
        E,
        "A sentence of a summary cites nothing.",
        "End the sentence with `[@source-id#passage-id]`.",
    ),
    Rule("relation-self", E, "A relation leads from an entity to itself.", "Correct one of its sides."),
    Rule(
        "answer-contradictory",
        E,
        "A claim gives an answer to a question and denies the same answer.",
        "Keep it under `answers` or under `rejects`, as the quote has it.",
    ),
    Rule(
        "origin-without-speaker",
        E,
        "Something in the text’s own voice is said to go back to an origin.",
        "Say who speaks under `said_by`, or take `origin` out.",
    ),
    # Maps
    Rule(
        "map-file-missing",
        E,
        "A file that map.yml names does not exist in annotations/map/.",
        "Correct `file`, or add the file.",
    ),
    Rule(
        "bad-geojson",
        E,
        "A file of outlines is not GeoJSON of the kind that is read: polygons, each with a `place` or a `country`.",
        "Write it as the page on the format shows, longitude before latitude.",
    ),
    Rule(
        "route-without-point",
        E,
        "A route passes a place that has no coordinates, so it cannot be drawn.",
        "Take the place out of `through`, or add its coordinates with their basis.",
    ),
    # Sources
    Rule(
        "source-missing",
        E,
        "The file that a source names does not exist in seeds/.",
        "Correct `file`, or add the file.",
    ),
    Rule(
        "source-changed",
        E,
        "The text of a source is not the one that was annotated.",
        "Restore the file; if the change is meant, let `reanchor` take the quotes along.",
    ),
    Rule(
        "source-without-record",
        W,
        "A file in seeds/ has no record in annotations/sources/.",
        "Add a record, or remove the file.",
    ),
    Rule("source-shared", E, "Two sources name the same file.", "Keep one record a file."),
    Rule(
        "bad-line-range",
        E,
        "A range of lines is none, or does not lie in the source.",
        "Write it as `21-34`, with the lines of the file counted from 1.",
    ),
    # Passages
    Rule("quote-not-found", E, "A quote does not stand in its source.", "Copy the passage again, letter by letter."),
    Rule(
        "quote-elsewhere",
        E,
        "A quote does not stand in its source, but in another one.",
        "Move the passage to the folder of that source.",
    ),
    Rule(
        "quote-ambiguous",
        E,
        "A quote stands in its source more than once.",
        "Add the `prefix` or `suffix` that the message gives, or quote more.",
    ),
    Rule(
        "quote-context",
        E,
        "The quote stands in its source, but not after that prefix or before that suffix.",
        "Correct or remove `prefix` and `suffix`.",
    ),
    Rule(
        "quote-in-boilerplate",
        E,
        "A quote stands only in lines that are not the article.",
        "Quote the article, or correct `boilerplate`.",
    ),
    Rule(
        "text-cut",
        E,
        "A quote ends where YAML takes ` #` for the beginning of a remark, and its source goes on.",
        "Put the quote in quotation marks.",
    ),
    Rule(
        "mention-not-found",
        E,
        "A tagged entity is not named in the quote by any of its names.",
        "Give the words that name it: `id: words`.",
    ),
    Rule(
        "surface-not-found",
        E,
        "The words given for a tagged entity are not in the quote.",
        "Copy the words from the quote.",
    ),
    Rule(
        "number-not-in-quote",
        E,
        "A figure is not in the quote, neither in digits nor in words.",
        "Correct it, quote more, or say `inferred: why`.",
    ),
    Rule(
        "qualifier-not-in-quote",
        E,
        "A figure has another qualifier than its number has in the quote, by the words that `cues` of the vocabulary "
        "list.",
        "Give the qualifier that the message names, or list the words of the quote in vocabulary.yml.",
    ),
    Rule(
        "date-not-in-quote",
        E,
        "A date, or a part of it, is not in the quote.",
        "Correct it, quote more, or say why it is inferred.",
    ),
    Rule("no-quotes", E, "The corpus holds no passage, so nothing was checked.", "Add a passage."),
    # Completeness: reported by `check --completeness` alone
    Rule(
        "sentence-outside",
        E,
        "Words of a sentence stand in no passage; looked for with `--completeness` only, as are all that follow.",
        "Add a passage that holds them, or a dismissal that says why there is none.",
    ),
    Rule(
        "name-untagged",
        E,
        "A name that a record has stands in the text without being tagged.",
        "Tag the entity in a passage that holds the words, or dismiss them.",
    ),
    Rule(
        "capitals-unregistered",
        E,
        "Words with capitals, which look like a name, are neither a name of a record nor tagged.",
        "Add a record or a name and tag it, or dismiss them.",
    ),
    Rule(
        "number-outside",
        E,
        "A number or a vague amount stands in no passage that has a claim.",
        "Add a claim with a figure, or dismiss it.",
    ),
    Rule(
        "date-outside",
        E,
        "A month, a weekday, a year or a word of time stands in no passage that has a claim.",
        "Add a claim with its date, or dismiss it.",
    ),
    Rule(
        "report-outside",
        E,
        "A word that reports speech stands in no passage that has a claim.",
        "Add the claim that is reported, or dismiss the word.",
    ),
    Rule(
        "dismissal-idle",
        E,
        "A dismissal dismisses nothing, or nothing of one of the kinds that it names.",
        "Remove the dismissal, or that kind from it.",
    ),
    Rule(
        "cues-missing",
        W,
        "The vocabulary lists no cues for the language of a source: its reporting words and vague amounts are not "
        "looked for.",
        "Add them in vocabulary.yml, below `cues`.",
    ),
)
