"""Records of origins: the one speech, briefing or report that several passages go back to."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from build_tools.field_types import Edtf, IdOf, Markdown, OneOrMore, TermOf, Text
from build_tools.records.shared import Record, References


class Origin(Record):
    """What several passages go back to: `annotations/origins/<id>.yml`."""

    name: Text = Field(description="What it is called, such as a speech with its day.")
    type: Annotated[Text, TermOf("origin_types")] = Field(description="What kind of thing it is.")
    by: Annotated[tuple[Annotated[Text, IdOf("actor")], ...], OneOrMore()] = Field(
        min_length=1, description="Whose it is; several where they made it together."
    )
    date: Edtf | None = Field(default=None, description="When it was made or given.")
    basis: Markdown = Field(description="Why the passages are held to go back to it; with citations.")
    references: References
