"""What MkDocs leaves undone: every page of the built site gets its policy, and none holds a script of unknown origin.

The inline scripts that a page may have are those of a control build: the same configuration over a few empty pages,
without the corpus. Taking them from the pages themselves would bless an injected one.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from selectolax.lexbor import LexborHTMLParser

from build_tools.site import page_policy
from build_tools.site.mkdocs_config import ConfigSources, raw_settings, validated
from build_tools.site.mkdocs_site import collected_messages, pinned_environment, run_build

_NOT_IN_CONTROL = ("hooks", "nav", "exclude_docs", "draft_docs", "not_in_nav", "extra_templates", "watch")


class ControlFailed(Exception):
    """The control build did not end well; the message has its faults."""


def html_files(site_dir: Path) -> Iterator[Path]:
    """Yield the HTML files of a site in the order of their paths."""
    yield from sorted(path for path in site_dir.rglob("*") if path.suffix in (".html", ".htm") and path.is_file())


def deepest(site_dir: Path) -> int:
    """Return in how many folders the deepest page lies: 0 for `index.html` alone."""
    return max((len(path.relative_to(site_dir).parts) - 1 for path in html_files(site_dir)), default=0)


def control_hashes(sources: ConfigSources, *, depth: int, overrides: Mapping[str, Any] | None = None) -> frozenset[str]:
    """Return the `sha256-…` of every inline script that theme and settings alone make, for pages down to `depth`.

    One script of the theme holds the way back to the site's root, hence a page for each depth. Raises `ControlFailed`.
    """
    with tempfile.TemporaryDirectory() as temporary:
        docs, site = Path(temporary, "docs"), Path(temporary, "site")
        for level in range(depth + 1):
            folder = docs.joinpath(*["level"] * level)
            folder.mkdir()
            (folder / "index.md").write_text("# Page\n\n## Section\n\nText.\n", encoding="utf-8")
        with pinned_environment(), collected_messages() as messages:
            config = MkDocsConfig(config_file_path=str(sources.overlay or sources.base))
            try:
                settings = raw_settings(sources, config, overrides=overrides)
                settings = {key: value for key, value in settings.items() if key not in _NOT_IN_CONTROL}
                settings |= {"docs_dir": str(docs), "site_dir": str(site), "strict": False}
                result = run_build(validated(config, settings), messages)
            except ConfigurationError as error:
                raise ControlFailed(str(error)) from error
        if result.failed:
            raise ControlFailed("; ".join(result.messages))
        trees = (LexborHTMLParser(path.read_bytes()) for path in html_files(site))
        return frozenset(value for tree in trees for value, _ in page_policy.inline_scripts(tree))


def finish_site(site_dir: Path, hashes: Collection[str]) -> list[str]:
    """Give every page its policy; return a sentence for each part that the policy would block, naming the page."""
    text = page_policy.policy(hashes)
    faults: list[str] = []
    for path in html_files(site_dir):
        name = path.relative_to(site_dir).as_posix()
        page = path.read_bytes()
        faults += [f"{name}: {part}" for part in page_policy.blocked_parts(page, LexborHTMLParser(page), hashes)]
        finished = page_policy.with_policy(page, text)
        if finished is None:
            faults.append(f'{name}: no <meta charset="utf-8"> at its top to put the policy after')
        else:
            path.write_bytes(finished)
    return faults
