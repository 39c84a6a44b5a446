"""Pages of rules: what each asks for, why, and an example that fails beside the same one mended."""

from __future__ import annotations

import posixpath

from markupsafe import Markup

from build_tools import urls
from build_tools.markdown_notes import render_inline
from build_tools.page_models.rule_pages import ExampleLine, ExampleView, RulePageView
from build_tools.page_models.shared import Link
from build_tools.rule_pages import ExampleFile, rule_page
from build_tools.rules import RULES, Level
from build_tools.views.words import toc

_LEVELS = {
    Level.ERROR: "The site is not built until it is mended.",
    Level.WARNING: "The site is built all the same; somebody should look.",
}


def rule_view(rule: str) -> RulePageView:
    """Return the page of a rule."""
    page = rule_page(rule)
    folder = posixpath.dirname(urls.rule_page(rule))
    has_example = not page.without_example
    return RulePageView(
        title=rule,
        toc=toc(
            ("Why", "why"),
            ("How to mend it", "cure"),
            ("An example that fails", "fails") if has_example else None,
            ("The same, mended", "passes") if has_example else None,
            ("See also", "related") if page.related else None,
        ),
        level=str(page.rule.level),
        level_meaning=_LEVELS[page.rule.level],
        meaning=marked(page.rule.meaning),
        cure=marked(page.rule.cure),
        why=marked(page.why),
        fails=_examples("fails", page.failing()),
        passes=_examples("passes", page.passing()),
        message=tuple(page.message.split("\n")),
        completeness=page.completeness,
        without_example=page.without_example,
        related=tuple(
            (
                Link(text=other, href=urls.relative(folder, urls.rule_page(other))),
                marked(RULES[other].meaning),
            )
            for other in page.related
        ),
        codebook=urls.relative(folder, urls.CODEBOOK, "rules"),
    )


def marked(text: str) -> Markup:
    """Return a sentence of the code as HTML: what stands between backticks is code."""
    return render_inline(text, lambda _target: None)


def _examples(prefix: str, files: tuple[ExampleFile, ...]) -> tuple[ExampleView, ...]:
    return tuple(
        ExampleView(
            id=f"{prefix}-{number}",
            path=file.path,
            lines=tuple(
                ExampleLine(text=line, is_named=at in file.marked)
                for at, line in enumerate(file.text.split("\n") if file.text else (), start=1)
            ),
            note=file.note,
        )
        for number, file in enumerate(files, start=1)
    )
