"""Load the text of every source, and say which file has no record, and which record no file."""

from __future__ import annotations

from pathlib import Path

from build_tools.characters import quoted
from build_tools.loaded import Loaded
from build_tools.locations import Location, place_of_byte
from build_tools.problems import Problem, nearest_hint
from build_tools.project import MAX_SOURCE_BYTES, list_files, read_file
from build_tools.sources import parse_line_range, read_source_text


def load_texts(loaded: Loaded) -> None:
    """Read the text that each source names; what could not be read is a problem."""
    seeds, problems = list_files(loaded.project, loaded.project.seeds)
    loaded.problems += problems
    by_name = {path.relative_to(loaded.project.seeds).as_posix(): path for path in seeds}
    taken: dict[str, str] = {}
    for source_id, source in loaded.sources.items():
        name = source.record.file
        if name in taken:
            loaded.add(
                "source-shared",
                source.file,
                ("file",),
                f"'file' must be named by one source only; {quoted(name)} belongs to '{taken[name]}'",
            )
            continue
        taken[name] = source_id
        if name not in by_name:
            hint = nearest_hint(name, by_name)
            loaded.add(
                "source-missing",
                source.file,
                ("file",),
                f"'file' must name a file in {loaded.project.shown(loaded.project.seeds)}/; found {quoted(name)}",
                hint,
            )
            continue
        _load_text(loaded, source_id, by_name[name])
    for name, path in by_name.items():
        if name not in taken and not loaded.broken_ids & {path.stem} and not _named_by_broken(loaded):
            loaded.problems.append(
                Problem(
                    Location(loaded.project.shown(path)),
                    "source-without-record",
                    "the file must have a record in annotations/sources/",
                    "add one, or remove the file",
                )
            )


def _named_by_broken(loaded: Loaded) -> bool:
    """Whether some record of a source could not be read: it may be the one that names the file."""
    folder = loaded.project.annotations / "sources"
    return any((folder / f"{identifier}.yml").exists() for identifier in loaded.broken_ids if " " not in identifier)


def _load_text(loaded: Loaded, source_id: str, path: Path) -> None:
    source = loaded.sources[source_id]
    shown = loaded.project.shown(path)
    try:
        content = read_file(path, MAX_SOURCE_BYTES)
    except OSError as error:
        loaded.problems.append(
            Problem(Location(shown), "file-unreadable", f"the file cannot be read: {error.strerror or error}")
        )
        return
    if len(content) > MAX_SOURCE_BYTES:
        loaded.problems.append(
            Problem(Location(shown), "file-too-large", f"a source must have at most {MAX_SOURCE_BYTES:,} bytes")
        )
        return
    try:
        text = read_source_text(content, source.record.file, source.record.boilerplate)
    except UnicodeDecodeError as error:
        loaded.problems.append(
            Problem(
                Location(shown, *place_of_byte(content, error.start)),
                "encoding",
                f"a source must be UTF-8; byte 0x{content[error.start]:02x} is not",
                "save the file as UTF-8",
            )
        )
        return
    except ValueError as error:
        loaded.add(
            "bad-line-range", source.file, ("boilerplate",), f"'boilerplate' must name lines of the file: {error}"
        )
        text = read_source_text(content, source.record.file)
    for index, lines in enumerate(source.record.headings):
        last = parse_line_range(lines)[1]
        if last > text.line_count:
            message = f"'headings' must name lines of the file: it has {text.line_count} lines; there is no line {last}"
            loaded.add("bad-line-range", source.file, ("headings", index), message)
    if text.sha256 != source.record.sha256:
        loaded.add(
            "source-changed",
            source.file,
            ("sha256",),
            f"'sha256' must be that of {shown}; the file has {text.sha256}",
            "if the file was changed by mistake, restore it; if the change is meant, write the new digest and check "
            "every quote",
        )
    loaded.texts[source_id] = text
