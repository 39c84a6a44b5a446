"""One step of the benchmark, in a process of its own: `python -m tests.benchmarks.steps STEP ROOT`."""

from __future__ import annotations

import dataclasses
import gc
import json
import resource
import shutil
import sys
import time
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from build_tools import cli, pipeline
from build_tools.collation.collation import Collation
from build_tools.project import Project
from build_tools.settings import read_settings
from build_tools.site import mkdocs_config, mkdocs_site


def main(step: str, root: Path) -> int:
    """Run the step and print its processor time and peak memory as JSON on the last line.

    Processor time, because it does not depend on what else the machine is doing.
    """
    code: int = 0
    parts: dict[str, Any] = {}
    if step == "plain mkdocs":
        code = _plain(root)
    elif step == "collation":
        parts = _collation(root)
    elif step == "search":
        from tests.benchmarks import search  # needs a browser, as no other step does

        parts = search.measure(root)
    else:
        code = cli.main([step.split(maxsplit=1)[0], "--root", str(root)])
    used = resource.getrusage(resource.RUSAGE_SELF)
    report = {"seconds": used.ru_utime + used.ru_stime, "megabytes": used.ru_maxrss / 1024, "parts": parts}
    print(json.dumps(report))
    return code


def _collation(root: Path) -> dict[str, float]:
    """Check a corpus, then return the seconds of each part of its collation, and of `generation` with all of them.

    Each of the two begins with a corpus that has no index yet, so that what one has computed does not help the other,
    and with what is in memory set aside: else Python's collector would look through all of it now and then, in
    whatever happens to run.
    """
    project = Project.at(root)
    corpus = pipeline.check(project).corpus
    assert corpus is not None  # it was made to pass
    seconds: dict[str, float] = {}
    _set_aside()
    begun = time.process_time()
    for part, _ in Collation(dataclasses.replace(corpus)).parts():
        now = time.process_time()
        seconds[part], begun = now - begun, now
    _set_aside()
    begun = time.process_time()
    for _ in pipeline.render_all(dataclasses.replace(corpus), read_settings(project.config)):
        pass
    return seconds | {"generation": time.process_time() - begun}


def _set_aside() -> None:
    gc.collect()
    gc.freeze()


def _plain(root: Path) -> int:
    """Build the same pages as any MkDocs site is built: same theme, its search, no hook, no check of the result."""
    config = MkDocsConfig(config_file_path=str(mkdocs_config.TOOL_ROOT / "mkdocs.yml"))
    sources = mkdocs_config.find_sources(root)
    settings = mkdocs_config.raw_settings(sources, config)
    settings |= {
        "docs_dir": str(root / "docs"),
        "site_dir": str(root / "plain"),
        "hooks": [],
        "plugins": ["search"],
        "nav": None,
        "strict": False,
    }
    with mkdocs_site.pinned_environment(), mkdocs_site.collected_messages() as messages:
        result = mkdocs_site.run_build(mkdocs_config.validated(config, settings), messages)
    shutil.rmtree(root / "plain", ignore_errors=True)
    return int(result.failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
