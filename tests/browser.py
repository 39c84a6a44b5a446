"""The browser that tests run in: found on the machine, driven by Playwright.

`python -m tests.browser` prints its path, or says that there is none and exits with 1.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

NAMES = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")
ARGUMENTS = (
    "--no-sandbox",  # containers have no user namespaces for it; only our own pages are opened
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_browser(playwright: Playwright) -> str | None:
    """Return the path of a Chromium: `$CHROMIUM`, one on the PATH, or Playwright's own; None if there is none."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    for name in NAMES:
        found = shutil.which(name)
        if found and not _is_snap_pointer(found):
            return found
    own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def _is_snap_pointer(path: str) -> bool:
    """Ubuntu's chromium-browser is a script that asks for a snap to be installed."""
    with Path(path).open("rb") as file:
        return b"snap install chromium" in file.read(4096)


@contextmanager
def launched_browser() -> Iterator[Browser]:
    """Run a browser for the time of the block."""
    with sync_playwright() as playwright:
        path = find_browser(playwright)
        if path is None:
            raise RuntimeError("no Chromium found; run `make test`, which installs one, or set CHROMIUM")
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


def main() -> int:
    """Print the path of the browser."""
    with sync_playwright() as playwright:
        path = find_browser(playwright)
    print(path or "no Chromium found")
    return 0 if path else 1


if __name__ == "__main__":
    sys.exit(main())
