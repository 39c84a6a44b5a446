"""One step of the benchmark, in a process of its own: `python -m tests.benchmarks.steps STEP ROOT`."""

from __future__ import annotations

import json
import resource
import shutil
import sys
import time
from pathlib import Path

from build_tools import cli, mkdocs_config, mkdocs_site


def main(step: str, root: Path) -> int:
    """Run the step and print its time and peak memory as JSON on the last line."""
    started = time.perf_counter()
    code = _plain(root) if step == "plain mkdocs" else cli.main([step.split(maxsplit=1)[0], "--root", str(root)])
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": peak}))
    return code


def _plain(root: Path) -> int:
    """Build the same pages as any MkDocs site is built: no hook, no check of the finished site.

    The configuration is the theme's own, so that what is measured is the site generator alone.
    """
    sources = mkdocs_config.find_sources(root)
    config = mkdocs_config.load_config(sources, docs_dir=root / "docs", site_dir=root / "plain", strict=False)
    for name in [name for name in config.plugins if "hook" in name.lower() or name.endswith(".py")]:
        del config.plugins[name]
    with mkdocs_site.collected_messages() as messages:
        result = mkdocs_site.run_build(config, messages)
    shutil.rmtree(root / "plain", ignore_errors=True)
    return int(result.failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
