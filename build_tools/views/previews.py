"""What a preview of a link to an entity says beside its name: the first sentence of the summary."""

from __future__ import annotations

import re

from markupsafe import Markup

from build_tools.sources import sentence_spans

_MARKS = re.compile(r'<sup class="bt-cite".*?</sup>', re.DOTALL)


def first_sentence(summary: Markup | None, language: str) -> str:
    """Return the first sentence of a rendered summary as text without its references; "" for no summary."""
    if summary is None:
        return ""
    text = Markup(_MARKS.sub("", summary)).striptags()
    spans = sentence_spans(text, 0, language)
    return text[spans[0].start : spans[0].end].strip() if spans else ""
