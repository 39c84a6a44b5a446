"""Notes and summaries: a small, locked-down Markdown with citations.

Raw HTML and images are off and links are checked, so that what comes out is safe HTML; every text in
it passes the one escaper. `[@source-id#passage-id]` and `[@key]` become numbered references.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup

from build_tools.escaping import escape_text
from build_tools.field_types import PLAIN_LINK

_CITATION = re.compile(r"\[@([^\[\]\s]{1,200})\]")
_SENTENCE_ENDS = ".!?…؟۔।。！？"


@dataclass(frozen=True, slots=True)
class CitationMark:
    """How a citation is shown: `number`, where it leads, and the id of the mark itself."""

    number: int
    href: str
    id: str


def _citation_rule(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[":
        return False
    match = _CITATION.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        # The mark follows its word without a space, wherever the line was broken.
        state.pending = state.pending.rstrip()
        if not state.pending and state.tokens and state.tokens[-1].type == "softbreak":
            state.tokens.pop()
            state.tokens_meta.pop()
        token = state.push("citation", "", 0)
        token.content = match[1]
    state.pos = match.end()
    return True


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False, "breaks": False})
    parser.disable(["image", "table", "heading", "lheading", "html_block", "html_inline", "fence", "code", "hr"])
    parser.inline.ruler.before("link", "citation", _citation_rule)
    parser.validateLink = lambda url: bool(PLAIN_LINK.fullmatch(url))  # type: ignore[method-assign]
    return parser


def _tokens(text: str) -> Iterator[Token]:
    for token in _parser().parse(text):
        if token.type == "inline":
            yield from token.children or ()
        else:
            yield token


def citations_in(text: str) -> tuple[str, ...]:
    """Return the targets cited, in order."""
    return tuple(token.content for token in _tokens(text) if token.type == "citation") if "[@" in text else ()


def malformed_citations(text: str) -> tuple[str, ...]:
    """Return what begins like a citation and is none, such as `[@source passage]`."""
    texts = (token.content for token in _tokens(text) if token.type == "text") if "[@" in text else ()
    return tuple(match[0] for content in texts for match in re.finditer(r"\[@[^\]]{0,80}\]?", content))


def uncited_sentences(text: str, language: str) -> tuple[str, ...]:
    """Return the sentences of a summary that cite nothing. A citation may stand before or after the full stop."""
    from sentencex import segment

    found = []
    for block in re.split(r"\n\s*\n", text.strip()):
        # Citations are no words: move those after a full stop into the sentence that they belong to.
        flat = re.sub(rf"([{_SENTENCE_ENDS}]['\"”’»)]*)((?:\s*\[@[^\[\]\s]+\])+)", r" \2\1", " ".join(block.split()))
        hidden = _CITATION.sub("\ue000", flat)
        for sentence in segment(language.split("-", maxsplit=1)[0], hidden):
            if re.search(r"\w", sentence) and "\ue000" not in sentence:
                found.append(sentence.strip())
    return tuple(found)


def render_notes(text: str, cite: Callable[[str], CitationMark | None]) -> Markup:
    """Return the text as HTML. `cite` numbers the target of a citation; None leaves it as text."""
    return Markup("".join(_render(_parser().parse(text), cite)))


def render_inline(text: str, cite: Callable[[str], CitationMark | None]) -> Markup:
    """Return one line of text as HTML without a paragraph around it."""
    return Markup("".join(_render(_parser().parseInline(text), cite)))


def plain_text(text: str) -> str:
    """Return the words of a text, without markup and citations, on one line."""
    words = (
        token.content if token.type in ("text", "text_special", "code_inline") else _gap(token)
        for token in _tokens(text)
    )
    return " ".join("".join(words).split())


def _gap(token: Token) -> str:
    """Return what parts the words on both sides of a token that has none."""
    return " " if token.type in ("softbreak", "hardbreak") or token.block else ""


def _render(tokens: list[Token], cite: Callable[[str], CitationMark | None]) -> Iterator[str]:
    linked = True
    for token in tokens:
        if token.type == "link_open":
            linked = bool(token.attrGet("href"))  # `[a]()` leads nowhere, so it is no link
        if token.type == "inline":
            yield from _render(token.children or [], cite)
        elif token.type in ("text", "text_special"):
            yield str(escape_text(token.content))
        elif token.type == "code_inline":
            yield f"<code>{escape_text(token.content)}</code>"
        elif token.type in ("softbreak", "hardbreak"):
            yield "<br>" if token.type == "hardbreak" else " "
        elif token.type == "citation":
            yield _render_citation(token.content, cite(token.content))
        elif token.type == "link_open" and linked:
            yield f'<a href="{escape_text(str(token.attrGet("href")))}" rel="noopener noreferrer nofollow ugc">'
        elif token.type == "link_close" and linked:
            yield "</a>"
        elif token.nesting and token.tag in _TAGS and not token.hidden:
            yield f"<{'/' if token.nesting < 0 else ''}{token.tag}>"


_TAGS = frozenset(["p", "em", "strong", "s", "ul", "ol", "li", "blockquote"])


def _render_citation(target: str, mark: CitationMark | None) -> str:
    if mark is None:
        return str(escape_text(f"[@{target}]"))
    link = f'<a href="{escape_text(mark.href)}" data-preview>{mark.number}</a>'
    return f'<sup class="bt-cite" id="{escape_text(mark.id)}">{link}</sup>'
