"""Measure every step at two sizes and print ratios of processor time; nothing here is a test, no figure fails anything.

Each step runs in a process of its own, so that its peak memory is its own. What is compared:
- each step against `mkdocs build` of the same pages without the hook, which is what any site of that
  size costs;
- the larger corpus against the smaller one: a step is linear if its ratio is that of the sizes.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

from tests.benchmarks.synthetic import make_corpus

HERE = Path(__file__).resolve().parents[2]
STEPS = ("check", "generate", "generate again", "build", "plain mkdocs")


def main() -> int:
    """Run the steps at each size and print the tables."""
    parser = argparse.ArgumentParser(prog="make bench ARGS=…")
    parser.add_argument("--sources", type=int, nargs="+", default=[100, 1000], help="sizes, in sources of 100 passages")
    parser.add_argument("--keep", type=Path, help="folder to work in, kept afterwards")
    options = parser.parse_args()
    results = {}
    for size in options.sources:
        with tempfile.TemporaryDirectory() as scratch:
            folder = (options.keep or Path(scratch)) / f"corpus-{size}"
            shutil.rmtree(folder, ignore_errors=True)
            results[size] = _measure(folder, size)
    _print(results)
    return 0


def _measure(root: Path, size: int) -> dict[str, dict[str, float]]:
    print(f"making a corpus of {size} sources …", file=sys.stderr)
    make_corpus(root, size)
    found = {}
    for step in STEPS:
        print(f"  {step} …", file=sys.stderr, flush=True)
        command = [sys.executable, "-m", "tests.benchmarks.steps", step, str(root)]
        done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"the step {step} failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
        report = json.loads(done.stdout.splitlines()[-1])
        found[step] = report
    return found


def _print(results: dict[int, dict[str, dict[str, float]]]) -> None:
    for size, steps in results.items():
        plain = steps["plain mkdocs"]["seconds"]
        print(f"\n{size} sources, {size * 100:,} passages")
        print(f"  {'step':16} {'CPU s':>9} {'ratio to plain mkdocs':>22} {'peak MB':>9}")
        for step, figures in steps.items():
            print(
                f"  {step:16} {figures['seconds']:9.1f} {figures['seconds'] / plain:22.2f} {figures['megabytes']:9.0f}"
            )
    sizes = sorted(results)
    for small, large in pairwise(sizes):
        print(f"\nfrom {small} to {large} sources ({large / small:.0f} times)")
        for step in STEPS:
            growth = results[large][step]["seconds"] / results[small][step]["seconds"]
            print(f"  {step:16} {growth:9.1f} times the time")


if __name__ == "__main__":
    sys.exit(main())
