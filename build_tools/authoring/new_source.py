"""Take a text into a corpus: the file as it is, a proposed record, a first passage; nothing is overwritten."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from build_tools.anchoring import settled_yaml
from build_tools.authoring.boilerplate import Candidate, candidates
from build_tools.authoring.heads import Guess, guess_headline, guess_language, guess_published
from build_tools.authoring.ids import proposed_id
from build_tools.authoring.new_texts import Refused, fault_of, nearly_same_text, remarks_on, same_text
from build_tools.authoring.source_record import record_text
from build_tools.characters import printable, quoted
from build_tools.field_types import file_name_fault, id_fault
from build_tools.project import MAX_SOURCE_BYTES, Project, list_files, read_file
from build_tools.site.atomic import create_file
from build_tools.sources import SourceText, read_source_text
from build_tools.yaml_reader import LIMITS, Scalar, read_yaml


@dataclass(frozen=True, slots=True)
class NewSource:
    """What is proposed for a new text, before anything is written."""

    id: str
    content: bytes
    seed: Path
    """Where the text goes."""
    is_in_place: bool
    """Whether it lies there already."""
    record: Path
    record_text: str
    passages: Path
    passages_text: str
    """Empty where no first passage can be proposed."""
    guesses: Mapping[str, Guess]
    """By key of the record."""
    boilerplate: tuple[Candidate, ...]
    remarks: tuple[str, ...]
    """What is kept as it is though it looks odd."""


def propose(project: Project, file: Path, source_id: str | None, *, even_if_alike: bool) -> NewSource | Refused:
    """Return what is proposed for the text in `file`, or why it is not taken.

    Where `source_id` is None it is proposed, too. With `even_if_alike` a text that is nearly that of another source is
    taken; the very same one never is.
    """
    shown = printable(str(file))
    try:
        content = read_file(file, MAX_SOURCE_BYTES)
    except OSError as error:
        return Refused(f"{shown}: cannot be read: {error.strerror or error}", "name a plain file, not a link or folder")
    if len(content) > MAX_SOURCE_BYTES:
        return Refused(f"{shown}: a source must have at most {MAX_SOURCE_BYTES:,} bytes", "divide the text")
    fault = fault_of(content, shown)
    if fault:
        return fault
    seeds = _read_seeds(project)
    owners = _owners(project)
    same = same_text(content, seeds)
    if same in owners:
        return Refused(
            f"{shown}: this text is there already, as {_in_seeds(project, same)} of the source '{owners[same]}'",
            "annotate that source",
        )
    others = {name: body.decode("utf-8", "replace") for name, body in seeds.items() if name != same}
    alike, share = nearly_same_text(content.decode("utf-8"), others)
    if alike and not even_if_alike:
        owner = f" of the source '{owners[alike]}'" if alike in owners else ""
        return Refused(
            f"{shown}: this text is nearly that of {_in_seeds(project, alike)}{owner}: they share {100 * share:.0f} % "
            "of their runs of words",
            "if it is a correction of that text, put it in its place and run 'reanchor'; if it is a source of its own, "
            "add --even-if-alike",
        )
    taken = {path.stem for folder in ("sources", "passages") for path in (project.annotations / folder).glob("*")}
    text = read_source_text(content, file.name)
    compared = {_in_seeds(project, name): body for name, body in others.items() if name != alike}
    boilerplate = candidates(text, compared)
    guesses = _guesses(text, boilerplate)
    fallbacks = (file.stem, "source")
    if source_id is None:
        source_id = proposed_id(guesses["headline"].value, taken, fallbacks)
    elif id_fault(source_id) or source_id in taken:
        why = "is taken" if source_id in taken else "is no id: small letters, digits and single hyphens make one"
        return Refused(
            f"--id: {quoted(source_id, 90)} {why}", f"for example {proposed_id(source_id, taken, fallbacks)}"
        )
    seed = _seed(project, file, source_id, same)
    if isinstance(seed, Refused):
        return seed
    passages = project.annotations / "passages" / source_id / "first.yml"
    return NewSource(
        id=source_id,
        content=content,
        seed=seed,
        is_in_place=bool(same),
        record=project.annotations / "sources" / f"{source_id}.yml",
        record_text=record_text(seed.name, text.sha256, guesses, boilerplate),
        passages=passages,
        passages_text=_first_passage(text, boilerplate, guesses["headline"]),
        guesses=guesses,
        boilerplate=boilerplate,
        remarks=tuple(remarks_on(content)),
    )


def write(new: NewSource) -> Iterator[Path]:
    """Write what was proposed and yield each file that was written: the text first, then what speaks of it.

    Raises FileExistsError where somebody else wrote one of the files in the meantime.
    """
    for path, body in (
        (new.seed, b"" if new.is_in_place else new.content),
        (new.record, new.record_text.encode("utf-8")),
        (new.passages, new.passages_text.encode("utf-8")),
    ):
        if body:
            path.parent.mkdir(parents=True, exist_ok=True)
            create_file(path, body)
            yield path


def _read_seeds(project: Project) -> dict[str, bytes]:
    """Return the texts that are there by their names."""
    files, _ = list_files(project, project.seeds)
    return {path.relative_to(project.seeds).as_posix(): read_file(path, MAX_SOURCE_BYTES) for path in files}


def _owners(project: Project) -> dict[str, str]:
    """Return the source of each file in seeds/ that a record names, be the record otherwise sound or not."""
    owners = {}
    for path in sorted((project.annotations / "sources").glob("*.yml")):
        content = read_file(path, LIMITS.bytes)
        root, _ = read_yaml(content, path.name)
        named = root.items.get("file") if root else None
        if isinstance(named, Scalar) and named.value:
            owners[named.value] = path.stem
        else:  # a line is enough to know whose file it is
            found = re.search(r"^file:[ \t]*[\"']?([\w.-]+)", content.decode("utf-8", "replace"), re.MULTILINE)
            if found:
                owners[found[1]] = path.stem
    return owners


def _in_seeds(project: Project, name: str) -> str:
    return f"{project.shown(project.seeds)}/{printable(name)}"


def _guesses(text: SourceText, boilerplate: tuple[Candidate, ...]) -> dict[str, Guess]:
    passed_over = (number for found in boilerplate for number in range(found.first, found.last + 1))
    language = guess_language(text.raw)
    return {
        "headline": guess_headline(text, passed_over),
        "published": guess_published(text, language.value),
        "language": language,
    }


def _seed(project: Project, file: Path, source_id: str, same: str) -> Path | Refused:
    """Return where the text goes: under its own name if records can hold it, else under that of the source."""
    if same:
        if file_name_fault(same):
            return Refused(
                f"{_in_seeds(project, same)}: a record cannot name this file",
                "rename it: letters of the English alphabet, digits, dots, hyphens and underscores, in no folder",
            )
        return project.seeds / same
    name = f"{source_id}.txt" if file_name_fault(file.name) else file.name
    present = {path.name.casefold() for path in project.seeds.iterdir()}  # some systems take both cases for one
    if name.casefold() in present:
        return Refused(
            f"{_in_seeds(project, name)}: another text has this name", "rename your file; nothing is overwritten"
        )
    return project.seeds / name


def _first_passage(text: SourceText, boilerplate: tuple[Candidate, ...], headline: Guess) -> str:
    """Return a file with the headline as its only passage: an example that the check passes."""
    if not headline.line:
        return ""
    article = read_source_text(text.raw.encode("utf-8"), text.file, tuple(found.lines for found in boilerplate))
    quote = settled_yaml(text.line_span(headline.line), article)
    if not quote:
        return ""
    return "\n".join(
        (
            "# The headline as a first passage. Add what it names (actors, places, agreements) and what it claims;",
            "# give each further passage an item of its own, here or in files beside this one. Ids become addresses.",
            "passages:",
            "  - id: headline",
            *(f"    {line}" for line in quote),
            "",
        )
    )
