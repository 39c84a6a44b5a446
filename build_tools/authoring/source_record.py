"""The record of a new source as text: guesses with a remark to settle them, other keys with what they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from build_tools.authoring.boilerplate import Candidate
from build_tools.authoring.heads import Guess
from build_tools.characters import printable
from build_tools.records import Rights, Source
from build_tools.yaml_text import yaml_text

SAFEST_DISPLAY = "none"
"""The word of the list `rights_displays` that shows nothing of a text."""


def record_text(file: str, sha256: str, guesses: Mapping[str, Guess], boilerplate: Iterable[Candidate]) -> str:
    """Return the YAML of a record; `guesses` by key.

    A needed key without a guess is left without a value: the check names each of them.
    """
    return "\n".join(
        (
            f"# Proposed from {printable(file)}. Settle each TODO and take its remark out; keys that begin with # may "
            "be left out.",
            *_lines({"file": file, "sha256": sha256}, guesses, tuple(boilerplate)),
            "",
        )
    )


def _lines(known: Mapping[str, str], guesses: Mapping[str, Guess], boilerplate: tuple[Candidate, ...]) -> Iterator[str]:
    for key, field in Source.model_fields.items():
        about = field.description or ""
        if key in known:
            yield f"{key}: {yaml_text(known[key])}"
        elif key == "rights":
            yield from _rights(key)
        elif key == "boilerplate" and boilerplate:
            yield f"{key}:  # TODO: guessed; take out what is the article. {about}"
            yield from (f"  - {candidate.lines}  # {candidate.reason}" for candidate in boilerplate)
        elif key in guesses and guesses[key].value:
            yield f"{key}: {yaml_text(guesses[key].value)}  # TODO: guessed: {printable(guesses[key].basis, 300)}"
        elif field.is_required():
            why = f" ({printable(guesses[key].basis, 300)})" if key in guesses else ""
            yield f"{key}:  # TODO: {about}{why}"
        else:
            yield f"# {key}: …  # {about}"


def _rights(key: str) -> Iterator[str]:
    about = {name: field.description or "" for name, field in Rights.model_fields.items()}
    yield f"{key}:"
    yield f"  display: {SAFEST_DISPLAY}  # TODO: {about['display']} Nothing, until the rights are settled."
    yield f"  statement:  # TODO: {about['statement']}"
