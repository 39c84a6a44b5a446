"""Measure every step at two sizes and print ratios of processor time; nothing here is a test, no figure fails anything.

Each step runs in a process of its own, so that its peak memory is its own. What is compared:
- each step against `mkdocs build` of the same pages without the hook, which is what any site of that
  size costs;
- the larger corpus against the smaller one: a step is linear if its ratio is that of the sizes;
- within the step `collation`, which checks a corpus first, the stage that compares the sources against all of
  generation, and the growth of both against that of n log n.
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.benchmarks import weight
from tests.benchmarks.synthetic import PASSAGES_PER_SOURCE, make_corpus

HERE = Path(__file__).resolve().parents[2]
STEPS = ("check", "collation", "generate", "generate again", "build", "plain mkdocs", "search")
USUAL = STEPS[:-1]
"""`search` needs a browser, and at some sizes minutes for the theme's search: only where it is asked for."""
Results = dict[int, dict[str, dict[str, Any]]]
"""What each step reports, by the number of sources and its name."""


def main() -> int:
    """Run the steps at each size and print the tables."""
    parser = argparse.ArgumentParser(prog="make bench ARGS=…")
    parser.add_argument("--sources", type=int, nargs="+", default=[100, 1000], help="sizes, in sources of 100 passages")
    parser.add_argument("--steps", nargs="+", choices=STEPS, default=USUAL, metavar="STEP", help="only some steps")
    parser.add_argument("--passages", type=int, default=PASSAGES_PER_SOURCE, help="passages in each source")
    parser.add_argument("--keep", type=Path, help="folder to work in, kept afterwards")
    parser.add_argument("--weight", action="store_true", help="weigh the pages of the live site instead, now and grown")
    options = parser.parse_args()
    if options.weight:
        return weight.main()
    results: Results = {}
    for size in options.sources:
        with tempfile.TemporaryDirectory() as scratch:
            folder = (options.keep or Path(scratch)) / f"corpus-{size}"
            shutil.rmtree(folder, ignore_errors=True)
            results[size] = _measure(folder, size, options.passages, options.steps)
    if "search" in options.steps:
        _print_search({size: steps.pop("search") for size, steps in results.items()})
    if any(results.values()):
        _print(results, options.passages)
    if "collation" in options.steps:
        _print_collation(results)
    return 0


def _measure(root: Path, size: int, passages: int, steps: Sequence[str]) -> dict[str, dict[str, Any]]:
    print(f"making a corpus of {size} sources …", file=sys.stderr)
    make_corpus(root, size, passages=passages)
    found = {}
    for step in steps:
        print(f"  {step} …", file=sys.stderr, flush=True)
        command = [sys.executable, "-m", "tests.benchmarks.steps", step, str(root)]
        done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"the step {step} failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
        report = json.loads(done.stdout.splitlines()[-1])
        found[step] = report
    return found


def _print(results: Results, passages: int) -> None:
    for size, steps in results.items():
        plain = steps.get("plain mkdocs")
        print(f"\n{size} sources, {size * passages:,} passages")
        print(f"  {'step':16} {'CPU s':>9} {'ratio to plain mkdocs':>22} {'peak MB':>9}")
        for step, figures in steps.items():
            ratio = f"{figures['seconds'] / plain['seconds']:.2f}" if plain else ""
            print(f"  {step:16} {figures['seconds']:9.1f} {ratio:>22} {figures['megabytes']:9.0f}")
    for small, large in pairwise(sorted(results)):
        print(f"\nfrom {small} to {large} sources ({large / small:.1f} times)")
        for step in results[small]:
            growth = results[large][step]["seconds"] / results[small][step]["seconds"]
            print(f"  {step:16} {growth:9.1f} times the time")


def _print_collation(results: Results) -> None:
    """Print what the stage that compares the sources costs, as a share of generation, and how it grows."""
    parts = {size: dict(steps["collation"]["parts"]) for size, steps in sorted(results.items())}
    whole = {size: found.pop("generation") for size, found in parts.items()}
    print(f"\n  {'sources':>8} {'collation s':>12} {'generation s':>13} {'ratio':>7}  parts of the collation in s")
    for size, found in parts.items():
        stage = sum(found.values())
        told = ", ".join(f"{part} {seconds:.1f}" for part, seconds in found.items())
        print(f"  {size:8} {stage:12.1f} {whole[size]:13.1f} {stage / whole[size]:7.3f}  {told}")
    print(f"\n  {'sources':>12} {'collation':>10} {'generation':>11} {'n log n':>8}  times the time")
    for small, large in pairwise(parts):
        stage = sum(parts[large].values()) / sum(parts[small].values())
        n_log_n = large * math.log(large) / (small * math.log(small))
        print(f"  {f'{small} – {large}':>12} {stage:10.1f} {whole[large] / whole[small]:11.1f} {n_log_n:8.1f}")


def _print_search(results: dict[int, dict[str, Any]]) -> None:
    """Print what the theme's search and ours find and fetch, and the ratio of what they weigh."""
    for size, report in results.items():
        parts = report["parts"]
        print(f"\n{size} sources: {parts['pages']:,} pages, {parts['records']:,} records")
        print(f"  {'search':8} {'found':>24} {'first query kB':>15} {'seconds':>8} {'whole index kB':>15} {'CPU s':>7}")
        for name in ("theme", "ours"):
            found = parts[name]
            told = " ".join(typed if there else f"no-{typed}" for typed, there in found["found"].items())
            figures = f"{found['fetched'] / 1000:15.0f} {found['first']:8.1f} {found['index'] / 1000:15.0f}"
            print(f"  {name:8} {told:>24} {figures} {found['build']:7.1f}")
        ratio = parts["ours"]["fetched"] / parts["theme"]["fetched"]
        print(f"  ours fetches {ratio:.3f} times what the theme's does")


if __name__ == "__main__":
    sys.exit(main())
