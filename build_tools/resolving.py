"""Resolve: put every passage in its place and build the corpus, or report what stands in the way."""

from __future__ import annotations

import re
from collections.abc import Mapping

from build_tools.anchoring import Anchored, NotAnchored, anchor
from build_tools.characters import quoted
from build_tools.corpus import (
    AnchoredDismissal,
    AnchoredPassage,
    Corpus,
    CorpusEntity,
    CorpusSource,
    Mention,
    in_order,
    name_order,
)
from build_tools.dates import missing_parts
from build_tools.geography.shapes import Credit, Shapes
from build_tools.hedges import Misfit, misfit
from build_tools.loaded import Loaded, Located, Progress
from build_tools.locations import KeyPath, Span
from build_tools.mended_quotes import look_into_sources
from build_tools.mentions import name_spans, surface_spans, word_spans
from build_tools.numerals import number_in_text
from build_tools.problems import has_errors, nearest_hint
from build_tools.quote_cures import number_cure, rewritten, tag_cure, uncut
from build_tools.records import Claim, Dismissal, EntityTag, Figure, Passage
from build_tools.sources import SourceText, normalise
from build_tools.written_lines import bare


def resolve(loaded: Loaded, progress: Progress = lambda items, _what, _total: items) -> tuple[Corpus | None, int, int]:
    """Anchor every passage.

    Returns the corpus (None where there is none to speak of), the number of quotes that stand in
    their source exactly once, and the number of quotes there are. Problems go to `loaded`.
    """
    look_into_sources(loaded)
    anchored: dict[str, list[AnchoredPassage]] = {source_id: [] for source_id in loaded.texts}
    everything = [(source_id, p) for source_id, passages in sorted(loaded.passages.items()) for p in passages]
    found = 0
    for source_id, located in progress(everything, "checking quotes", len(everything)):
        source = loaded.texts.get(source_id)
        if source is None:
            continue
        passage = _resolve_passage(loaded, source_id, source, located)
        if passage is not None:
            found += 1
            anchored[source_id].append(passage)
    dismissed = {i: _resolve_dismissals(loaded, i, source) for i, source in loaded.texts.items()}
    if not everything and not has_errors(loaded.problems):
        loaded.add(
            "no-quotes",
            loaded.project.shown(loaded.project.passages),
            (),
            "the corpus must hold at least one passage; 0 of 0 quotes were checked",
            f"add passages in {loaded.project.shown(loaded.project.passages)}/<source-id>/",
        )
    if loaded.corpus is None:
        return None, found, len(everything)
    corpus = Corpus(
        record=loaded.corpus,
        vocabulary=loaded.vocabulary,
        sources=in_order(
            CorpusSource(
                source_id,
                loaded.sources[source_id],
                loaded.texts[source_id],
                tuple(sorted(passages, key=lambda p: (p.span.start, -p.span.end, p.id))),
                dismissed[source_id],
            )
            for source_id, passages in anchored.items()
        ),
        entities={
            i: CorpusEntity(i, loaded.kinds[i], entity)
            for i, entity in sorted(
                loaded.entities.items(), key=lambda item: (name_order(item[1].record.name), item[0])
            )
        },
        questions=dict(sorted(loaded.questions.items())),
        origins=dict(sorted(loaded.origins.items())),
        shapes=_shapes(loaded),
        added=dict(sorted(loaded.added.items())),
        former=loaded.former,
    )
    return corpus, found, len(everything)


def _shapes(loaded: Loaded) -> Shapes:
    """Return the outlines that the corpus brings along."""
    if loaded.map is None:
        return Shapes()
    record = loaded.map.record
    return Shapes(
        places={feature.place: feature.shape for _, feature in loaded.outlines if feature.place},
        finer={feature.country: feature.shape for _, feature in loaded.outlines if feature.country},
        country_of=record.countries,
        credits=tuple(
            Credit(shape.file, shape.shows, shape.basis, shape.licence.name, shape.licence.url)
            for shape in record.shapes
        ),
    )


def _resolve_passage(
    loaded: Loaded, source_id: str, source: SourceText, located: Located[Passage]
) -> AnchoredPassage | None:
    passage = located.record
    remark = loaded.remarks.get((located.file, located.keys), "")
    whole = normalise(f"{passage.quote} {remark}")
    if remark and whole in source.normalised:
        message = f"'quote' must not end at ' #', which begins a remark; the source goes on {quoted(whole, 80)}"
        loaded.add("text-cut", located.file, (*located.keys, "quote"), message, uncut(loaded, located, whole))
        return None
    result = _anchored(loaded, source, located)
    if isinstance(result, NotAnchored):
        _report_missing(loaded, source_id, located, passage.quote, result)
        return None
    assert isinstance(result, Anchored)
    mentions = _resolve_mentions(loaded, source, located, result.span)
    for index, claim in enumerate(passage.claims):
        _check_claim(loaded, source_id, located, claim, (*located.keys, "claims", index))
    language = loaded.sources[source_id].record.language
    for key in ("relations", "provisions"):
        for index, dated in enumerate(getattr(passage, key)):
            _check_date(loaded, located, dated.date, dated.date_inferred, language, (*located.keys, key, index, "date"))
    return AnchoredPassage(source_id, result.span, located, mentions)


def _anchored(
    loaded: Loaded, source: SourceText, located: Located[Passage] | Located[Dismissal]
) -> Anchored | NotAnchored:
    record = located.record
    assert record.quote is not None, "whoever asks has a quote"

    def rewrite(texts: Mapping[str, str | None]) -> str:
        return rewritten(loaded, located, located.keys, texts) or bare(texts)

    shown = loaded.project.shown(loaded.project.seeds / source.file)
    return anchor(record.quote, record.prefix, record.suffix, source, rewrite=rewrite, shown=shown)


def _resolve_dismissals(loaded: Loaded, source_id: str, source: SourceText) -> tuple[AnchoredDismissal, ...]:
    anchored = []
    for located in loaded.dismissals.get(source_id, []):
        dismissal = located.record
        if dismissal.quote is not None:
            result = _anchored(loaded, source, located)
            if isinstance(result, NotAnchored):
                _report_missing(loaded, source_id, located, dismissal.quote, result)
            else:
                anchored.append(AnchoredDismissal(located, dismissal.quote, (result.span,)))
        for index, words in enumerate(dismissal.words):
            spans = word_spans(words, source)
            if not spans:
                loaded.add(
                    "quote-not-found",
                    located.file,
                    (*located.keys, "words", index),
                    f"'words' must stand in the article letter by letter; {quoted(words, 80)} does not",
                    _nearest_words(words, source.normalised) or "copy the words from the source",
                )
            else:
                anchored.append(AnchoredDismissal(located, words, spans))
    return tuple(anchored)


def _report_missing(
    loaded: Loaded, source_id: str, located: Located[Passage] | Located[Dismissal], quote: str, result: NotAnchored
) -> None:
    rule, message, hint = result.rule, result.message, result.hint
    if rule == "quote-not-found":
        words = normalise(quote)
        elsewhere = [other for other, text in loaded.texts.items() if other != source_id and words in text.normalised]
        if elsewhere:
            rule = "quote-elsewhere"
            places = ", ".join(repr(other) for other in elsewhere)
            message = f"'quote' must stand in '{source_id}'; {quoted(words, 80)} stands in {places}"
            what, folder = "passage", loaded.project.passages
            if isinstance(located.record, Dismissal):
                what, folder = "dismissal", loaded.project.annotations / "dismissals"
            hint = (
                f"move the lines of the {what} to a file in {loaded.project.shown(folder)}/{elsewhere[0]}/, "
                "or the whole file, if it is its only one"
            )
    elif rule == "quote-in-boilerplate":
        hint += f" ({loaded.sources[source_id].file})"
    loaded.add(rule, located.file, (*located.keys, "quote"), message, hint)


def _resolve_mentions(
    loaded: Loaded, source: SourceText, located: Located[Passage], quote: Span
) -> tuple[Mention, ...]:
    mentions: set[Mention] = set()
    for key in ("actors", "places", "agreements"):
        for index, tag in enumerate(getattr(located.record, key)):
            keys = (*located.keys, key, index)
            mentions.update(_mentions_of(loaded, source, located, quote, tag, keys))
    return tuple(sorted(mentions, key=lambda m: (m.span.start, -m.span.end, m.entity_id)))


def _mentions_of(
    loaded: Loaded, source: SourceText, located: Located[Passage], quote: Span, tag: EntityTag, keys: KeyPath
) -> tuple[Mention, ...]:
    if tag.surfaces:
        words_given, missing = surface_spans(tag.surfaces, source, quote)
        for surface in missing:
            words = quoted(surface.text, 80)
            if surface.is_elsewhere:
                fault = f"{words} stands there, but not after that 'prefix' or before that 'suffix'"
                hint = "remove 'prefix' and 'suffix' of these words, or copy them from beside the words"
            else:
                fault = f"{words} does not"
                words_there = normalise(source.raw[quote.start : quote.end])
                hint = (
                    _nearest_words(surface.text, words_there) or f"copy them from the quote: {quoted(words_there, 160)}"
                )
            loaded.add(
                "surface-not-found",
                located.file,
                (*keys, tag.id, surface.index),
                f"the words given for '{tag.id}' must stand in the quote; {fault}",
                hint,
            )
        return tuple(Mention(found.span, tag.id, found.usage) for found in words_given)
    entity = loaded.entities.get(tag.id)
    if entity is None:
        return ()  # unknown or faulty: reported already
    spans = name_spans(entity.record, source, quote)
    if not spans:
        names = list(dict.fromkeys([entity.record.name, *(name.text for name in entity.record.names)]))
        shown = ", ".join(quoted(name, 40) for name in names[:6]) + (" …" if len(names) > 6 else "")
        loaded.add(
            "mention-not-found",
            located.file,
            keys,
            f"the quote must name '{tag.id}' by one of its names; it holds none of {shown}",
            tag_cure(loaded, source, located, quote, tag.id, keys),
        )
    return tuple(Mention(span, tag.id) for span in spans)


def _nearest_words(words: str, quote: str) -> str:
    count = max(1, len(words.split()))
    tokens = quote.split()
    windows = [" ".join(tokens[i : i + count]) for i in range(max(1, len(tokens) - count + 1))]
    return nearest_hint(words, [re.sub(r"^\W+|\W+$", "", window) for window in windows])


def _check_date(
    loaded: Loaded, located: Located[Passage], date: str | None, inferred: str | None, language: str, keys: KeyPath
) -> None:
    """Report a date that the quote does not show, unless it is said why it is inferred."""
    missing = missing_parts(date, located.record.quote, language) if date and not inferred else ()
    if missing:
        key = keys[-1]
        loaded.add(
            "date-not-in-quote",
            located.file,
            keys,
            f"'{key}' must be readable in the quote; of {date} it does not show the {' and '.join(missing)}",
            "quote more, or say why it is inferred, in words of your own for …: "
            + (rewritten(loaded, located, keys[:-1], {f"{key}_inferred": "…"}) or f"add '{key}_inferred: …'"),
        )


def _check_claim(loaded: Loaded, source_id: str, located: Located[Passage], claim: Claim, keys: KeyPath) -> None:
    """Report a date or number that the quote does not show, unless the claim says why it is inferred."""
    quote = located.record.quote
    language = loaded.sources[source_id].record.language
    for key in ("date", "due"):
        _check_date(loaded, located, getattr(claim, key), getattr(claim, f"{key}_inferred"), language, (*keys, key))
    figure = claim.figure
    if figure is None or figure.inferred:
        return  # a reason for the whole of it
    for key in ("value", "low", "high"):
        number = getattr(figure, key)
        if number is not None and not number_in_text(number, quote, language):
            loaded.add(
                "number-not-in-quote",
                located.file,
                (*keys, "figure", key),
                f"'{key}' must be in the quote, in digits or words; {number} is not",
                number_cure(loaded, located, language, (*keys, "figure", key)),
            )
    if figure.words and normalise(figure.words).casefold() not in normalise(quote).casefold():
        loaded.add(
            "number-not-in-quote",
            located.file,
            (*keys, "figure", "words"),
            f"'words' must be in the quote; {quoted(figure.words, 60)} is not",
            _nearest_words(figure.words, quote) or "copy them from the quote",
        )
    cues = loaded.vocabulary.cues_of(language)
    differs = misfit(figure, quote, language, cues) if cues else None
    if differs:
        _report_qualifier(loaded, located, figure, differs, (*keys, "figure"))
    for key in () if figure.period_inferred else ("since", "until"):
        date = getattr(figure, key)
        if date and missing_parts(date, quote, language):
            loaded.add(
                "date-not-in-quote",
                located.file,
                (*keys, "figure", key),
                f"'{key}' must be readable in the quote; {date} is not",
                "quote more, or say why it is inferred, in words of your own for …: "
                + (
                    rewritten(loaded, located, (*keys, "figure"), {"period_inferred": "…"})
                    or "add 'period_inferred: …' to the figure"
                ),
            )


def _report_qualifier(
    loaded: Loaded, located: Located[Passage], figure: Figure, differs: Misfit, keys: KeyPath
) -> None:
    number, given = getattr(figure, differs.key), figure.qualifier
    said = " and ".join(quoted(hedge.words, 60) for hedge in differs.hedges)
    fitting = list(dict.fromkeys(qualifier for hedge in differs.hedges for qualifier in hedge.qualifiers))
    cure = " or ".join(f"'qualifier: {qualifier}'" for qualifier in fitting)
    if given and not said:
        message = f"'qualifier' must be what the quote says of {number}; no words listed for '{given}' stand beside it"
        hint = f"remove 'qualifier', or list the words of the quote for '{given}' in vocabulary.yml, below 'cues'"
    elif given:
        message = f"'qualifier' must be what the quote says of {number}, which is {said}; found '{given}'"
        told = rewritten(loaded, located, keys, {"qualifier": fitting[0]}) if len(fitting) == 1 else ""
        hint = told or f"write {cure}"
    else:
        message = f"the figure must have a qualifier; the quote says {said} of {number}"
        told = rewritten(loaded, located, keys, {"qualifier": fitting[0]}) if len(fitting) == 1 else ""
        hint = f"if the words do not hedge the number, say so under 'inferred'; otherwise {told or f'add {cure}'}"
    place = (*keys, "qualifier" if given else differs.key)
    loaded.add("qualifier-not-in-quote", located.file, place, message, hint)
