"""What a page weighs for a reader who comes for the first time: its HTML, and all that it asks for by itself."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Response

from tests.browser_support import Tab
from tests.crowded_corpus import packed

SEARCH = ("/assets/search/",)
"""What in an address tells that it belongs to the search."""
_PACKED = ("text/", "javascript", "json", "svg", "xml")
"""What in a type tells that hosts send it packed."""


@dataclass(frozen=True, slots=True)
class FirstView:
    """Bytes as a host sends them, and how many things were asked for; the search is not among them."""

    html: int
    total: int
    requests: int
    faults: tuple[str, ...]
    """Messages on the console, requests that failed or went to another host."""


def first_view(tab: Tab, path: str) -> FirstView:
    """Open a page with empty stores and weigh what comes until nothing more is asked for."""
    answers: list[Response] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    empty(tab)
    tab.page.on("response", note)
    tab.page.goto(tab.address + path, wait_until="networkidle")
    tab.page.remove_listener("response", note)
    counted = [answer for answer in answers if not any(part in answer.url for part in SEARCH)]
    sizes = [weight(answer) for answer in counted]
    return FirstView(sizes[0], sum(sizes), len(sizes), tuple(tab.faults))


def empty(tab: Tab) -> None:
    """Leave the page and throw away what the browser keeps of the site: a new tab would cost several times as much."""
    tab.page.goto("about:blank")
    tab.faults.clear()
    session = tab.page.context.new_cdp_session(tab.page)
    session.send("Network.clearBrowserCache")
    session.send("Storage.clearDataForOrigin", {"origin": tab.address, "storageTypes": "all"})
    session.detach()


def weight(answer: Response) -> int:
    """Return the bytes of an answer as a host sends it: texts packed, fonts and pictures as they are."""
    body = answer.body()
    kind = answer.headers.get("content-type", "")
    return packed(body) if any(part in kind for part in _PACKED) else len(body)
