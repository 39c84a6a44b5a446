"""Call MkDocs: a Markdown folder in, an HTML folder and a list of messages out. Nothing is printed, no process ends."""

from __future__ import annotations

import contextlib
import logging
import os
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException

from build_tools.site.generation import Generate
from build_tools.site.mkdocs_config import ConfigSources, load_config

_LOGGERS = ("mkdocs", "MARKDOWN")


@dataclass(frozen=True, kw_only=True)
class SiteResult:
    """How a run of MkDocs ended."""

    failed: bool
    """Whether the output must not be used: an error, or in strict mode a warning."""
    messages: tuple[str, ...]
    """Warnings and errors in the order they came, each once."""
    site_url: str | None = None
    """The address that the site was built for, if the configuration has one."""


def build_site(
    sources: ConfigSources,
    *,
    docs_dir: Path,
    site_dir: Path,
    strict: bool = True,
    generate: Generate | None = None,
    overrides: Mapping[str, Any] | None = None,
) -> SiteResult:
    """Build the pages of `docs_dir` into `site_dir`. For the arguments see `mkdocs_config.load_config`."""
    with pinned_environment(), collected_messages() as messages:
        try:
            config = load_config(
                sources, docs_dir=docs_dir, site_dir=site_dir, strict=strict, generate=generate, overrides=overrides
            )
        except ConfigurationError as error:
            return SiteResult(failed=True, messages=(*messages, *str(error).splitlines()))
        return run_build(config, messages)


def run_build(config: MkDocsConfig, messages: list[str]) -> SiteResult:
    """Run one build of a loaded configuration; `messages` is the list that `collected_messages` fills."""
    failed = False
    try:
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
    except Abort as error:
        failed = True
        if not messages:
            messages.append(str(error))
    except MkDocsException as error:
        failed = True
        messages.append(str(error))
    except Exception as error:  # a template or a plugin broke: its page is in the messages, its place is added
        failed = True
        frames = traceback.extract_tb(error.__traceback__)[::-1]
        frame = next((frame for frame in frames if frame.filename.endswith((".html", ".xml"))), frames[0])
        messages.append(f"{type(error).__name__}: {error} ({Path(frame.filename).name}, line {frame.lineno})")
    return SiteResult(
        failed=failed or (config.strict and bool(messages)),
        messages=tuple(dict.fromkeys(messages)),
        site_url=config.site_url,
    )


@contextlib.contextmanager
def collected_messages() -> Iterator[list[str]]:
    """Give a list that gets every warning and error logged by MkDocs, its plugins and Python-Markdown."""
    messages: list[str] = []
    handler = _Collector(messages)
    for name in _LOGGERS:
        logging.getLogger(name).addHandler(handler)
    try:
        yield messages
    finally:
        for name in _LOGGERS:
            logging.getLogger(name).removeHandler(handler)


@contextlib.contextmanager
def pinned_environment() -> Iterator[None]:
    """Set what makes the output depend on the day, and what makes the theme print its notice; restore it after."""
    pinned = {"SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", "0"), "NO_MKDOCS_2_WARNING": "1"}
    before = {name: os.environ.get(name) for name in pinned}
    os.environ.update(pinned)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


class _Collector(logging.Handler):
    """Keeps the text of each record."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(level=logging.WARNING)
        self._messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        self._messages.append(record.getMessage())
