"""The command `locate`: where words stand in the sources, and how to quote them."""

from __future__ import annotations

import argparse
import sys

from build_tools import pipeline
from build_tools.authoring.locating import Found, locate, nearest_of
from build_tools.characters import printable, quoted
from build_tools.commands.shared import CLEAN, PROBLEMS, WRONG_USE, Command, count, progress, unknown_source
from build_tools.corpus import Corpus
from build_tools.project import Project
from build_tools.sources import normalise

_SHOWN = 40
_WIDTH = 600


def add_options(sub: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    sub.add_argument("words", metavar="WORDS", help="the words to look for, in quotation marks")
    sub.add_argument("--source", metavar="ID", help="look in this source only")


def run(project: Project, options: argparse.Namespace) -> int:
    """Run the command."""
    if not normalise(options.words):
        print("error: there must be a word to look for", file=sys.stderr)
        return WRONG_USE
    checked = pipeline.check(project, progress)
    corpus = checked.corpus
    if corpus is None:
        print("error: the corpus cannot be read; run 'check' and mend what it names", file=sys.stderr)
        return PROBLEMS
    if options.source is not None and options.source not in corpus.sources:
        return unknown_source(project, corpus, options.source)
    source_ids = [options.source] if options.source else list(corpus.sources)
    found = locate(options.words, corpus, source_ids)
    for place in found[:_SHOWN]:
        _show(project, place)
    if len(found) > _SHOWN:
        print(f"… and {len(found) - _SHOWN} more places: give more words, or a source with --source")
    if not found:
        _show_nearest(project, corpus, options.words, source_ids)
    print(f"{count(len(found), 'place')} in {count(len(source_ids), 'source')}", file=sys.stderr)
    return CLEAN if any(place.is_article for place in found) else PROBLEMS


def _show(project: Project, place: Found) -> None:
    text = place.source.text
    line = text.line_at(place.span.start)
    where = f"{project.shown(project.seeds)}/{text.file}:{line}:{place.span.start - text.line_starts[line - 1] + 1}"
    print(f"{where}: source '{place.source.id}'")
    if not place.is_article:
        print(f"    line {line} is listed as boilerplate in {place.source.located.file}: it cannot be quoted")
        return
    if place.differs:
        print("    the source has other letters, marks or spaces ([-yours-] {+the source's+}):")
        print(f"      {printable(place.differs, _WIDTH)}")
    for passage in place.passages[:1]:
        print(f"    stands in the passage '{passage.id}', {passage.located.file}:{passage.located.line}")
    if not place.quote:
        print("    it stands there so often that no words beside it tell it apart: quote the whole sentence")
    for line_of_yaml in place.quote:
        print(f"    {printable(line_of_yaml, _WIDTH)}")


def _show_nearest(project: Project, corpus: Corpus, words: str, source_ids: list[str]) -> None:
    print(f"{quoted(normalise(words), 120)} stands in no source that was read")
    for near in nearest_of(words, corpus, source_ids):
        where = f"{project.shown(project.seeds)}/{near.source.text.file}:{near.line}"
        print(f"{where}: source '{near.source.id}' has the like ([-yours-] {{+the source's+}}):")
        print(f"      {printable(near.diff, _WIDTH)}")


COMMAND = Command("locate", "say where words stand in the sources, and how to quote them", add_options, run)
