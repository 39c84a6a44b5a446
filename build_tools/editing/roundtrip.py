"""Read and write YAML with ruamel.yaml: indents and spaces come out alike everywhere, remarks and styles stay.

Every scalar is a text to it, as to `yaml_reader`: nothing is taken for a number or a date and written differently.
"""

from __future__ import annotations

import io
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.emitter import Emitter
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver

from build_tools.editing.refusal import EditRefused
from build_tools.editing.scalars import INDENT

_NO_BREAKS = 1 << 20
"""A width that no line has: lines are broken by us, not by the library."""


class _Emitter(Emitter):
    def expect_flow_mapping(self, single: Any = False, force_flow_indent: Any = False) -> None:  # noqa: ARG002
        """Keep the braces of a mapping with one key: `[{one: two}]`."""
        super().expect_flow_mapping(single=False, force_flow_indent=force_flow_indent)


class _Resolver(VersionedResolver):
    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        """Take every plain scalar for a text."""
        return self.DEFAULT_SCALAR_TAG if kind is ScalarNode else super().resolve(kind, value, implicit)


def rewritten(text: str, path: str) -> str:
    """Return a text, which the strict reader takes, laid out anew. Raises EditRefused if the library cannot read it."""
    yaml = YAML(typ="rt")
    yaml.Emitter = _Emitter
    yaml.Resolver = _Resolver
    yaml.preserve_quotes = True
    yaml.width = _NO_BREAKS
    yaml.indent(mapping=INDENT, sequence=2 * INDENT, offset=INDENT)
    out = io.StringIO()
    try:
        yaml.dump(yaml.load(text), out)
    except (YAMLError, ValueError, AttributeError, TypeError, AssertionError) as error:
        what = " ".join(str(error).split())[:200]
        raise EditRefused(f"{path}: the file cannot be laid out anew: {what}") from None
    return out.getvalue()
