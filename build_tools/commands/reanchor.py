"""The command `reanchor`: let quotes follow a source whose text was corrected."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from build_tools import pipeline
from build_tools.authoring.new_texts import fault_of
from build_tools.authoring.old_texts import committed_text, is_text
from build_tools.authoring.passage_moves import Place
from build_tools.authoring.reanchoring import Reanchoring, plan
from build_tools.characters import printable, quoted
from build_tools.commands.editing import finished, print_patch, refused
from build_tools.commands.shared import CLEAN, PROBLEMS, Command, count, fail, progress, unknown_source
from build_tools.corpus import CorpusSource
from build_tools.editing.journal import is_unfinished
from build_tools.editing.refusal import EditRefused
from build_tools.project import MAX_SOURCE_BYTES, Project, read_file


def add_options(sub: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    sub.add_argument("source", metavar="SOURCE", help="id of the source")
    sub.add_argument("--text", type=Path, metavar="FILE", help="the corrected text (default: what lies in seeds/ now)")
    sub.add_argument(
        "--old", type=Path, metavar="FILE", help="the text that was annotated (default: what Git has of it)"
    )
    sub.add_argument(
        "--even-if-reworded",
        action="store_true",
        help="let quotes follow exchanged words, too, after you read the patch; digits, numbers and names never",
    )
    sub.add_argument("--write", action="store_true", help="change the files; without it the changes are only shown")


def run(project: Project, options: argparse.Namespace) -> int:
    """Run the command."""
    what = f"reanchor {options.source}"
    try:
        if options.write:
            finished(project, what)
        elif is_unfinished(project):
            return fail(["an edit was broken off half-way; run this with --write, which first ends it"])
        corpus = pipeline.check(project, progress).corpus
        if corpus is None:
            return fail(["the corpus cannot be read; run 'check' and mend what it names"])
        if options.source not in corpus.sources:
            return unknown_source(project, corpus, options.source)
        source = corpus.sources[options.source]
        present = source.text.raw.encode("utf-8")
        new = present if options.text is None else _read(options.text)
        fault = fault_of(new, printable(str(options.text or project.seeds / source.record.file)))
        if fault:
            return fail([fault.message, fault.cure])
        if is_text(new, source.record.sha256) and new == present:
            print(f"'{source.id}' was annotated with this very text: there is nothing to do", file=sys.stderr)
            return CLEAN
        old = new if is_text(new, source.record.sha256) else _old_text(project, source, present, options.old)
        planned = plan(project, corpus, source.id, old, new, may_reword=options.even_if_reworded)
        if new != present:
            _replace_text(project, source, planned, new, is_for_good=options.write)
        print_patch(planned.changes)
        written = planned.changes.apply() if options.write else sum(1 for _ in planned.changes)
    except EditRefused as refusal:
        return refused(refusal)
    return _tell(planned, source, written, was_written=options.write)


def _read(path: Path) -> bytes:
    try:
        content = read_file(path, MAX_SOURCE_BYTES)
    except OSError as error:
        raise EditRefused(f"{printable(str(path))}: the file cannot be read: {error.strerror or error}") from None
    if len(content) > MAX_SOURCE_BYTES:
        raise EditRefused(f"{printable(str(path))}: a source must have at most {MAX_SOURCE_BYTES:,} bytes")
    return content


def _old_text(project: Project, source: CorpusSource, present: bytes, given: Path | None) -> bytes:
    """Return the text that was annotated: the one with the digest of the record."""
    digest = source.record.sha256
    if given is not None:
        content = _read(given)
        if not is_text(content, digest):
            raise EditRefused(
                f"{printable(str(given))}: this is not the text that was annotated: its digest is another"
            )
        return content
    if is_text(present, digest):
        return present
    committed = committed_text(project, source.record.file, digest)
    if committed is None:
        raise EditRefused(
            f"{project.shown(project.seeds)}/{source.record.file}: the text that was annotated is not there any more, "
            "and Git has no version with its digest; give it with --old FILE"
        )
    return committed


def _replace_text(
    project: Project, source: CorpusSource, planned: Reanchoring, new: bytes, *, is_for_good: bool
) -> None:
    """Plan that the text in seeds/ becomes the new one, if the old one is not lost by it while it is needed."""
    if is_for_good and planned.looks and committed_text(project, source.record.file, source.record.sha256) is None:
        file = f"{project.shown(project.seeds)}/{source.record.file}"
        for place in planned.looks:
            _show(place)
        raise EditRefused(
            f"{file}: what is left to you needs the old text later, and Git does not have it; commit it, or keep a "
            "copy of it, put the new text in its place by hand, and run this with --old COPY"
        )
    planned.changes.write(project.seeds / source.record.file, new)


def _show(place: Place, more: str = "") -> None:
    where = f"{printable(place.file)}:{place.line}"
    print(f"{where}: left to you: {printable(place.what, 120)}: {place.look.reason}{more}", file=sys.stderr)
    print(f"    was: {quoted(place.look.old, 600)}", file=sys.stderr)
    print(f"    is:  {quoted(place.look.new, 600) if place.look.new else 'nothing'}", file=sys.stderr)


def _tell(planned: Reanchoring, source: CorpusSource, written: int, *, was_written: bool) -> int:
    for place in planned.looks:
        _show(place)
    for place in planned.aside:
        _show(place, " (in an independent pass: nothing waits for it)")
    for remark in planned.remarks:
        print(f"look at: {printable(remark, 400)}", file=sys.stderr)
    done = "changed" if was_written else "would change; --write does it"
    print(f"{count(written, 'file')} {done}", file=sys.stderr)
    if planned.looks:
        print(
            f"{count(len(planned.looks), 'place')} left to you: mend each by hand, then run this again; until then "
            f"{source.located.file} keeps the digest of the old text",
            file=sys.stderr,
        )
        return PROBLEMS
    return CLEAN


COMMAND = Command("reanchor", "let quotes follow a source whose text was corrected", add_options, run)
