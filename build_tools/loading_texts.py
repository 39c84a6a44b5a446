"""Load the text of every source, and say which file has no record, and which record no file."""

from __future__ import annotations

from pathlib import Path

from build_tools.characters import quoted
from build_tools.loaded import Loaded
from build_tools.locations import Location
from build_tools.problems import Problem, nearest
from build_tools.project import MAX_SOURCE_BYTES, list_files, read_file
from build_tools.sources import parse_line_range, read_source_text
from build_tools.text_encoding import encoding_fault
from build_tools.value_cures import mended_id


def load_texts(loaded: Loaded) -> None:
    """Read the text that each source names; what could not be read is a problem."""
    seeds, problems = list_files(loaded.project, loaded.project.seeds)
    loaded.problems += problems
    by_name = {path.relative_to(loaded.project.seeds).as_posix(): path for path in seeds}
    taken: dict[str, str] = {}
    meant: set[str] = set()  # files whose name a record has misspelt: that is told at the record alone
    for source_id, source in loaded.sources.items():
        name = source.record.file
        if name in taken:
            loaded.add(
                "source-shared",
                source.file,
                ("file",),
                f"'file' must be named by one source only; {quoted(name)} belongs to '{taken[name]}'",
                "name another file, or delete one of the two records",
            )
            continue
        taken[name] = source_id
        if name not in by_name:
            near = nearest(name, by_name)
            meant.add(near)
            hint = (
                f"did you mean {near!r}?" if near else f"add the file to {loaded.project.shown(loaded.project.seeds)}/"
            )
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
        if (
            name not in taken
            and name not in meant
            and not loaded.broken_ids & {path.stem}
            and not _named_by_broken(loaded)
        ):
            loaded.problems.append(
                Problem(
                    Location(loaded.project.shown(path)),
                    "source-without-record",
                    "the file must have a record in annotations/sources/",
                    f"write annotations/sources/{mended_id(path.stem) or 'a-short-name'}.yml, or remove the file",
                )
            )


def _named_by_broken(loaded: Loaded) -> bool:
    """Whether some record of a source could not be read: it may be the one that names the file."""
    folder = loaded.project.annotations / "sources"
    return folder.is_dir() and any(path.name.partition(".")[0] in loaded.broken_ids for path in folder.iterdir())


def _load_text(loaded: Loaded, source_id: str, path: Path) -> None:
    source = loaded.sources[source_id]
    shown = loaded.project.shown(path)
    try:
        content = read_file(path, MAX_SOURCE_BYTES)
    except OSError as error:
        loaded.problems.append(
            Problem(
                Location(shown),
                "file-unreadable",
                f"the file must be one that can be read: {error.strerror or error}",
                "give whoever runs the check the right to read it",
            )
        )
        return
    if len(content) > MAX_SOURCE_BYTES:
        loaded.problems.append(
            Problem(
                Location(shown),
                "file-too-large",
                f"a source must have at most {MAX_SOURCE_BYTES:,} bytes",
                "split it into several sources",
            )
        )
        return
    try:
        text = read_source_text(content, source.record.file, source.record.boilerplate)
    except UnicodeDecodeError as error:
        line, column, message, hint = encoding_fault(content, error.start, "a source", ".txt")
        loaded.problems.append(Problem(Location(shown, line, column), "encoding", message, hint))
        return
    except ValueError as error:
        loaded.add(
            "bad-line-range",
            source.file,
            ("boilerplate",),
            f"'boilerplate' must name lines of the file: {error}",
            "count the lines of the file from 1, blank ones too",
        )
        text = read_source_text(content, source.record.file)
    for index, lines in enumerate(source.record.headings):
        last = parse_line_range(lines)[1]
        if last > text.line_count:
            message = f"'headings' must name lines of the file: it has {text.line_count} lines; there is no line {last}"
            hint = "count the lines of the file from 1, blank ones too"
            loaded.add("bad-line-range", source.file, ("headings", index), message, hint)
    if text.sha256 != source.record.sha256:
        loaded.add(
            "source-changed",
            source.file,
            ("sha256",),
            f"'sha256' must be that of {shown}; the file has {text.sha256}",
            f"if the file was changed by mistake, restore it; if the change is meant, run `reanchor {source_id}`, "
            "which lets the quotes follow; in a record that is new, write the digest of the file",
        )
    loaded.texts[source_id] = text
