"""Build the published site: every stage in order, and whatever happens, the site folder holds a whole site."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from build_tools.site import finish, generation, link_check, mkdocs_config, mkdocs_site, search_index, swap, writer
from build_tools.site.manifest import ManifestDamaged


@dataclass(frozen=True, kw_only=True)
class BuildResult:
    """How a build ended."""

    failed_stage: str | None = None
    """`prepare`, `check`, `generate`, `write`, `mkdocs`, `search`, `finish`, `links`, `swap`; None: all went well."""
    messages: tuple[str, ...] = ()
    """What was wrong, a sentence each; of a build that went well, the warnings."""
    problems: tuple[Any, ...] = ()
    """`Problem` values of the corpus, warnings among them."""
    report: writer.WriteReport | None = None
    """What was written to the docs folder, if the build came that far."""
    details: str = ""
    """Traceback, if a stage broke by a fault of the tool itself."""


@dataclass(kw_only=True)
class _Progress:
    """Where a build is; turned into a `BuildResult` at its end."""

    stage: str = "prepare"
    messages: list[str] = field(default_factory=list)
    problems: list[Any] = field(default_factory=list)
    report: writer.WriteReport | None = None
    details: str = ""


class _StageFailed(Exception):
    """Ends a build; the messages say why."""

    def __init__(self, messages: Iterable[str]) -> None:
        self.messages = list(messages)
        super().__init__("; ".join(self.messages))


def build(
    root: Path,
    *,
    site_dir: Path | None = None,
    docs_dir: Path | None = None,
    check: Callable[[Path], Iterable[Any]] | None = None,
    generate: generation.Generate = generation.generate,
    sources: mkdocs_config.ConfigSources | None = None,
    strict: bool = True,
    overrides: Mapping[str, Any] | None = None,
) -> BuildResult:
    """Check the corpus in `root`, make its pages in `docs_dir` (`root/docs`), build them and put the site in place.

    `check` gives problems beyond those of `generate`; `overrides` are MkDocs settings that come before mkdocs.yml.
    A failure is returned, not raised, and leaves `site_dir` (`root/site`) as it was.
    """
    site_dir, docs_dir = site_dir or root / "site", docs_dir or root / "docs"
    sources = sources or mkdocs_config.find_sources(root)
    progress = _Progress()
    with _failures_noted(progress) as failed, swap.building_folder(site_dir.absolute()) as folder:
        _make_pages(progress, root, docs_dir, check, generate)
        address = _run_mkdocs(progress, sources, docs_dir, folder, strict, overrides)
        progress.stage = "search"
        search_index.add_search(folder, docs_dir)
        progress.stage = "finish"
        hashes = finish.control_hashes(sources, depth=finish.deepest(folder), overrides=overrides)
        _fail_if(finish.finish_site(folder, hashes))
        progress.stage = "links"
        _fail_if(str(link) for link in link_check.check_links(folder, site_url=address))
        progress.stage = "swap"
        swap.swap_in(folder, site_dir.absolute())
    return BuildResult(
        failed_stage=progress.stage if failed else None,
        messages=tuple(progress.messages),
        problems=tuple(progress.problems),
        report=progress.report,
        details=progress.details,
    )


def _make_pages(
    progress: _Progress,
    root: Path,
    docs_dir: Path,
    check: Callable[[Path], Iterable[Any]] | None,
    generate: generation.Generate,
) -> None:
    """Check, generate and write; the docs folder changes only if the corpus has no error."""
    progress.stage = "check"
    if check is not None:
        progress.problems += check(root)
        _fail_if(map(generation.one_line, generation.errors_of(progress.problems)))
    progress.stage = "generate"
    made = generate(root)
    progress.problems += [problem for problem in made.problems if problem not in progress.problems]
    _fail_if(generation.faults_of(made))
    progress.stage = "write"
    progress.report = writer.write_tree(docs_dir, made.files)


def _run_mkdocs(
    progress: _Progress,
    sources: mkdocs_config.ConfigSources,
    docs_dir: Path,
    folder: Path,
    strict: bool,
    overrides: Mapping[str, Any] | None,
) -> str | None:
    """Build into `folder`; return the address that the site is built for."""
    progress.stage = "mkdocs"
    result = mkdocs_site.build_site(sources, docs_dir=docs_dir, site_dir=folder, strict=strict, overrides=overrides)
    progress.messages += result.messages
    if result.failed:
        raise _StageFailed([])
    return result.site_url


def _fail_if(messages: Iterable[str]) -> None:
    """End the build if there is any message."""
    found = list(messages)
    if found:
        raise _StageFailed(found)


@contextmanager
def _failures_noted(progress: _Progress) -> Iterator[list[bool]]:
    """Turn exceptions into messages; the list given has an entry if there was one."""
    failed: list[bool] = []
    try:
        yield failed
        return
    except _StageFailed as failure:
        progress.messages += failure.messages
    except writer.WriteConflict as conflict:
        progress.messages += conflict.reasons
    except (swap.SwapRefused, finish.ControlFailed, search_index.SearchFailed, ManifestDamaged, OSError) as error:
        progress.messages.append(str(error))
    except Exception as error:
        progress.messages.append(f"a fault of the tool itself: {type(error).__name__}: {error}")
        progress.details = traceback.format_exc()
    failed.append(True)
