"""Follow quotes and given words into a corrected text: what they become, or why a person has to look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from build_tools.anchoring import Anchored, NotAnchored, anchor, find_all, settled_context
from build_tools.authoring.alignment import Alignment
from build_tools.authoring.surfaces import words_for
from build_tools.authoring.wording import Wording
from build_tools.locations import Span
from build_tools.mentions import surface_spans, word_spans
from build_tools.records import Surface
from build_tools.sources import SourceText, normalise


@dataclass(frozen=True, slots=True)
class Look:
    """Something that a person has to look at; it is left as it is."""

    reason: str
    old: str
    """The words as they were."""
    new: str
    """The words as they are now; "" where nothing is left of them."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Where something stood and stands, and the keys that name the new place."""

    old: Span | None
    """None for what names its place in the new text already, and not in the old one."""
    new: Span
    keys: dict[str, str]
    """Of `quote`, `prefix` and `suffix` those that are to be there."""


@dataclass(frozen=True)
class Texts:
    """Both versions of a source, and what is known of how they belong together."""

    old: SourceText
    new: SourceText
    alignment: Alignment
    wording: Wording = field(repr=False)

    def words(self, text: SourceText, span: Span) -> str:
        """Return the words of a stretch with single spaces."""
        return normalise(text.raw[span.start : span.end])

    # ---- quotes ----

    def follow_quote(self, quote: str, prefix: str | None, suffix: str | None) -> Moved | Look:
        """Return what a quote becomes."""
        given = {
            key: text for key, text in (("quote", quote), ("prefix", prefix), ("suffix", suffix)) if text is not None
        }
        was, now = anchor(quote, prefix, suffix, self.old), anchor(quote, prefix, suffix, self.new)
        if isinstance(was, NotAnchored):
            if isinstance(now, Anchored):
                return Moved(None, now.span, given)
            return Look("it names no place in the old text, nor in the new one", normalise(quote), "")
        if isinstance(now, Anchored) and self._stands_once_in_both(quote):
            return Moved(was.span, now.span, given)
        image = self.alignment.image(was.span)
        if image is None or self.new.in_boilerplate(image):
            where = "now among the lines that are not the article" if image else "torn apart or gone"
            return Look(f"the words are {where}", normalise(quote), self.words(self.new, image) if image else "")
        words = self.words(self.new, image)
        if isinstance(now, Anchored):
            if now.span == image:
                return Moved(was.span, image, given)
            return Look("the same keys name another place now", normalise(quote), words)
        reason = self.wording.changed(self.words(self.old, was.span), words)
        if reason:
            return Look(reason, normalise(quote), words)
        keys = self._named(given, words, image)
        return (
            Moved(was.span, image, keys)
            if keys
            else Look("nothing beside it settles its place", normalise(quote), words)
        )

    def _stands_once_in_both(self, quote: str) -> bool:
        return all(len(find_all(text.normalised, normalise(quote))) == 1 for text in (self.old, self.new))

    def _named(self, given: dict[str, str], words: str, image: Span) -> dict[str, str]:
        """Return the keys that name a place: as few changes as will do; empty where nothing does."""
        kept = given | ({} if normalise(given["quote"]) == words else {"quote": words})
        beside = settled_context(image, self.new)
        candidates = [kept, {"quote": kept["quote"]}, *([{"quote": kept["quote"]} | beside] if beside else [])]
        for keys in candidates:
            found = anchor(keys["quote"], keys.get("prefix"), keys.get("suffix"), self.new)
            if isinstance(found, Anchored) and found.span == image:
                return keys
        return {}

    # ---- given words ----

    def follow_surface(self, surface: Surface, old_quote: Span, new_quote: Span) -> dict[str, str] | Look | None:
        """Return what given words of a tag become (`text`, `prefix`, `suffix`), None where they stay as they are."""
        was = [found.span for found in surface_spans((surface,), self.old, old_quote)[0]]
        now = [found.span for found in surface_spans((surface,), self.new, new_quote)[0]]
        if not was:
            return None  # they were faulty, or follow the new text already
        images = [self.alignment.image(span) for span in was]
        places = [image for image in images if image is not None and new_quote.contains(image)]
        if len(places) < len(was):
            return Look("given words are torn apart or gone", surface.text, "")
        if places == now:
            return None
        texts = {self.words(self.new, place) for place in places}
        if len(texts) > 1:
            return Look("given words differ from place to place now", surface.text, ", ".join(sorted(texts)))
        (text,) = texts
        if text != normalise(surface.text) and not any(
            character.isupper() or character.islower() for character in text
        ):
            return Look("given words differ, in a script without capitals", surface.text, text)
        words = words_for(places[0], places, new_quote, self.new)
        return {"text": words} if isinstance(words, str) else words

    # ---- words of dismissals and figures ----

    def follow_words(self, words: str, old_spans: Iterable[Span], new_spans: Iterable[Span]) -> str | Look:
        """Return what words become that stood at some places, where they stand at `new_spans` in the new text."""
        was = list(old_spans)
        if not was or list(new_spans):
            return words
        images = [self.alignment.image(span) for span in was]
        texts = {self.words(self.new, image) for image in images if image is not None}
        if len(texts) != 1:
            return Look("the words are gone, or differ from place to place now", words, ", ".join(sorted(texts)))
        (text,) = texts
        reason = self.wording.changed(normalise(words), text)
        return Look(reason, words, text) if reason else text

    def follow_everywhere(self, words: str) -> str | Look:
        """Return what words become that stand for all their places in the article."""
        return self.follow_words(words, word_spans(words, self.old), word_spans(words, self.new))
