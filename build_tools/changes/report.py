"""Show what a change does: for a terminal, as Markdown for GitHub, as JSON for programs.

What contributors wrote is no command to a terminal or log, and no markup. What is most likely to need a decision comes
first: problems, how the sources stand to each other, passages. A report that is cut says how much is missing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher

from build_tools import urls
from build_tools.changes.model import (
    ADDED,
    CHANGED,
    REMOVED,
    RENAMED,
    Change,
    Covered,
    Detail,
    Pages,
    Report,
    Section,
    Told,
    counts,
)
from build_tools.changes.wording import in_marks
from build_tools.characters import printable
from build_tools.escaping import escape_for_github, escape_text
from build_tools.project import CALL
from build_tools.settings import Settings

FORMATS = ("text", "markdown", "json")
_WORDS, _TEXT = 400, 300
_LISTED_PAGES = 200
_SIGNS = {ADDED: "+", CHANGED: "~", REMOVED: "-", RENAMED: ">"}
_WOVEN_WORDS, _AROUND, _ALIKE = 600, 6, 0.5
"""Texts up to so many words have their changes shown in place, with so many around each, where so much is the same."""
_KEPT_FOR_NOTE = 400
"""Bytes kept free for the note on what was cut."""


def report(found: Report, settings: Settings, form: str, limit: int | None = None) -> str:
    """Return a report in one of `FORMATS`, without a line end; at most `limit` bytes of UTF-8, but for JSON."""
    if form == "json":
        return json.dumps(asdict(found), ensure_ascii=True, indent=1)
    shape = _Markdown(settings) if form == "markdown" else _Text(settings)
    blocks = list(_blocks(found, shape))
    if form == "text":  # the older form of a workflow command may stand anywhere in a line
        blocks = [block.replace("##[", "##\\u{5b}") for block in blocks]
    return _joined(blocks, limit, shape)


def _joined(blocks: list[str], limit: int | None, shape: _Text | _Markdown) -> str:
    whole = "\n".join(blocks)
    if limit is None or len(whole.encode()) <= limit:
        return whole
    used, kept = 0, []
    for block in blocks:
        used += len(block.encode()) + 1
        if used > limit - _KEPT_FOR_NOTE:
            break
        kept.append(block)
    return "\n".join([*kept, shape.cut(len(blocks) - len(kept), len(blocks))])


def _blocks(found: Report, shape: _Text | _Markdown) -> Iterator[str]:
    """Yield the parts that a report is made of; it may be cut between any two of them."""
    yield shape.title(found.base)
    yield from map(shape.note, found.notes)
    if found.empty:
        yield shape.note("Nothing is different: no record, no page, no problem.")
        return
    sections = (found.disagreements, *found.sections)
    yield shape.overview(sections, found)
    for title, problems in (("New problems", found.new_problems), ("Problems that are gone", found.gone_problems)):
        if problems:
            yield shape.heading(title, len(problems))
            yield from map(shape.problem, problems)
    for section in sections:
        if section.changes:
            yield shape.heading(section.title, len(section.changes))
            yield from map(shape.change, section.changes)
    if found.coverage:
        yield shape.heading("Sentences inside passages", len(found.coverage))
        yield from map(shape.coverage, found.coverage)
    if found.pages:
        yield from shape.pages(found.pages)


def _page_lists(pages: Pages) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield from (
        (title, paths)
        for title, paths in (("added", pages.added), ("removed", pages.removed), ("changed", pages.changed))
        if paths
    )


def _share(side: tuple[int, int] | None) -> str:
    return f"{side[0]} of {side[1]} ({100 * side[0] // side[1] if side[1] else 100} %)" if side else "no such source"


def _woven(detail: Detail, safe: Callable[[str, int], str], gone: str, new: str) -> str:
    """Return a text with its changes in it, and a few words around each; "" where too little is the same.

    `gone` and `new` are forms with a slot for words.
    """
    before, after = detail.before.split(), detail.after.split()
    if not before or not after or max(len(before), len(after)) > _WOVEN_WORDS:
        return ""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return ""
    parts: list[str] = []
    steps = matcher.get_opcodes()
    for number, (what, i1, i2, j1, j2) in enumerate(steps):
        if what == "equal":
            words = before[i1:i2]
            head, tail = words[: _AROUND * (number > 0)], words[len(words) - _AROUND * (number < len(steps) - 1) :]
            short = len(words) <= len(head) + len(tail)
            parts.append(safe(" ".join(words) if short else " ".join([*head, "…", *tail]), _WORDS))
        else:
            parts += [
                form.format(safe(" ".join(w), _WORDS)) for form, w in ((gone, before[i1:i2]), (new, after[j1:j2])) if w
            ]
    return " ".join(parts)


@dataclass(frozen=True, slots=True)
class _Form:
    """What the two forms for people have in common."""

    settings: Settings

    def address(self, page: str) -> str:
        """Return the address of a page on the site, from its root."""
        path, _, fragment = page.partition("#")
        return urls.public(path, fragment, "")

    def totals(self, sections: Iterable[Section], found: Report) -> Iterator[tuple[str, str]]:
        """Yield what there is of each kind, in few words."""
        problems = [(found.new_problems, "new"), (found.gone_problems, "gone")]
        told = [f"{len(listed)} {word}" for listed, word in problems if listed]
        if told:
            yield "Problems", ", ".join(told)
        for section in sections:
            if section.changes:
                yield section.title, ", ".join(f"{n} {action}" for action, n in counts(section.changes).items())
        if found.pages:
            numbers = ((len(listed), word) for word, listed in _page_lists(found.pages))
            yield "Pages", ", ".join([*(f"{n} {word}" for n, word in numbers), f"{found.pages.unchanged} unchanged"])


@dataclass(frozen=True, slots=True)
class _Text(_Form):
    """For a terminal: no text of contributors begins a line."""

    def title(self, base: str) -> str:
        return f"Compared with {printable(base)}"

    def note(self, text: str) -> str:
        return f"\n! {text}"

    def overview(self, sections: Iterable[Section], found: Report) -> str:
        totals = list(self.totals(sections, found))
        width = max((len(title) for title, _ in totals), default=0)
        return "\n" + "\n".join(f"  {title:<{width}}  {told}" for title, told in totals)

    def heading(self, title: str, number: int) -> str:
        return f"\n{title} ({number})"

    def problem(self, problem: Told) -> str:
        place = f"{printable(problem.file)}:{problem.line}"
        return f"  {problem.level}: {place}: {printable(problem.message, _WORDS)} [{problem.rule}]"

    def change(self, change: Change) -> str:
        former = f" (was {printable(change.renamed_from)})" if change.renamed_from else ""
        lines = [f"\n  {_SIGNS[change.action]} {printable(change.title, _TEXT)}{former}"]
        lines.append(
            f"      {printable(change.file)}:{change.line}" + (f"  {self.address(change.page)}" if change.page else "")
        )
        if change.words:
            lines.append(f"    | {printable(in_marks(change.words), _WORDS)}")
        return "\n".join([*lines, *map(self._detail, change.details)])

    @staticmethod
    def _detail(detail: Detail) -> str:
        before, after = printable(detail.before, _WORDS), printable(detail.after, _WORDS)
        if woven := _woven(detail, printable, "[-{}-]", "{{+{}+}}"):
            return f"    | ~ {detail.what}: {woven}"
        if detail.before and detail.after:
            return f"    | ~ {detail.what}: {before}\n    |   → {after}"
        return f"    | {'+' if detail.after else '-'} {detail.what}: {after or before}"

    def coverage(self, covered: Covered) -> str:
        return f"  {printable(covered.label)}: {_share(covered.before)} → {_share(covered.after)}"

    def pages(self, pages: Pages) -> Iterator[str]:
        for title, paths in _page_lists(pages):
            yield self.heading(f"Pages {title}", len(paths))
            yield from (f"  {self.address(path)}" for path in paths[:_LISTED_PAGES])
            if len(paths) > _LISTED_PAGES:
                yield f"  … and {len(paths) - _LISTED_PAGES} more"

    def cut(self, left: int, whole: int) -> str:
        return f"\n! Cut here: {left} of {whole} parts do not fit; run the command without --limit to read them."


@dataclass(frozen=True, slots=True)
class _Markdown(_Form):
    """For GitHub: what contributors wrote is shown as it is, and nothing of it is active."""

    def title(self, base: str) -> str:
        return f"## What this change does\n\nCompared with {self._safe(base, _TEXT)}.\n"

    def note(self, text: str) -> str:
        return f"> **Note:** {text}\n"

    def overview(self, sections: Iterable[Section], found: Report) -> str:
        rows = "\n".join(f"| {title} | {told} |" for title, told in self.totals(sections, found))
        return f"| What | How many |\n| --- | --- |\n{rows}\n"

    def heading(self, title: str, number: int) -> str:
        return f"\n### {title} ({number})\n"

    def problem(self, problem: Told) -> str:
        place = f"{self._safe(problem.file)}, line {problem.line}"
        return f"- **{problem.level}**, {place}: {self._safe(problem.message, _WORDS)} ({problem.rule})"

    def change(self, change: Change) -> str:
        former = f" (was {self._safe(change.renamed_from)})" if change.renamed_from else ""
        where = f"{self._safe(change.file)}, line {change.line}"
        if change.page:
            where += f" · {escape_text(self.address(change.page))}"
        lines = [f"- **{change.action}** {self._safe(change.title, _TEXT)}{former}  \n  <sub>{where}</sub>"]
        if change.words:
            lines.append(f"  > {self._safe(in_marks(change.words), _WORDS)}\n")
        return "\n".join([*lines, *(self._detail(detail, is_new=change.action == ADDED) for detail in change.details)])

    def _detail(self, detail: Detail, *, is_new: bool) -> str:
        before, after = self._safe(detail.before, _WORDS), self._safe(detail.after, _WORDS)
        if woven := _woven(detail, self._safe, "<del>{}</del>", "<ins>{}</ins>"):
            return f"  - {detail.what}: {woven}"
        if detail.before and detail.after:
            return f"  - {detail.what}: <del>{before}</del> → <ins>{after}</ins>"
        came = after if is_new else f"<ins>{after}</ins>"  # of what is new all is
        return f"  - {detail.what}: " + (came if detail.after else f"<del>{before}</del>")

    def coverage(self, covered: Covered) -> str:
        return f"- {self._safe(covered.label)}: {_share(covered.before)} → {_share(covered.after)}"

    def pages(self, pages: Pages) -> Iterator[str]:
        for title, paths in _page_lists(pages):
            listed = "\n".join(f"- {self._safe(self.address(path), _WORDS)}" for path in paths[:_LISTED_PAGES])
            more = f"\n- … and {len(paths) - _LISTED_PAGES} more" if len(paths) > _LISTED_PAGES else ""
            yield f"\n<details><summary>Pages {title} ({len(paths)})</summary>\n\n{listed}{more}\n\n</details>"

    def cut(self, left: int, whole: int) -> str:
        return (
            f"\n> **Cut here:** {left} of {whole} parts do not fit into this page. "
            f"`{CALL} report BASE` prints all of them.\n"
        )

    @staticmethod
    def _safe(text: str, limit: int = 200) -> str:
        return escape_for_github(printable(text, limit))
