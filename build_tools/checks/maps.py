"""Check what maps are drawn from: routes pass places with a point, and outlines belong to places and countries."""

from __future__ import annotations

from build_tools.characters import quoted
from build_tools.geography.shapes import is_country
from build_tools.loaded import Loaded
from build_tools.loading import with_article
from build_tools.locations import Location
from build_tools.problems import Problem, nearest_hint
from build_tools.records import Place


def check_maps(loaded: Loaded) -> None:
    """Report routes that cannot be drawn, and outlines of what is no place and no country."""
    for located in loaded.entities.values():
        if isinstance(located.record, Place) and located.record.route:
            _check_route(loaded, located.file, located.record.route.through)
    for place_id in loaded.map.record.countries if loaded.map else ():
        fault = _place_fault(loaded, place_id)
        if fault and loaded.map:
            loaded.add(
                fault[0], loaded.map.file, ("countries", place_id), f"'countries' {fault[1]}", fault[2], at_key=True
            )
    seen: set[tuple[str, str]] = set()
    for file, feature in loaded.outlines:
        key = (feature.place, feature.country)
        if feature.country:
            message = f"'country' must be the ISO 3166-1 code of a country; found {quoted(feature.country, 40)}"
            fault = None if is_country(feature.country) else ("bad-value", message, "two capital letters")
        else:
            found = _place_fault(loaded, feature.place)
            fault = (found[0], f"'place' {found[1]}", found[2]) if found else None
        if fault is None and key in seen:
            message = (
                f"an outline must be given once; that of {quoted(feature.place or feature.country, 90)} stands twice"
            )
            fault = ("duplicate-id", message, "join the two in one MultiPolygon")
        seen.add(key)
        if fault:
            loaded.problems.append(Problem(Location(file, feature.line), *fault))


def _check_route(loaded: Loaded, file: str, through: tuple[str, ...]) -> None:
    for index, place_id in enumerate(through):
        located = loaded.entities.get(place_id)
        if located and isinstance(located.record, Place) and located.record.coordinates is None:
            message = f"'through' must name places with coordinates; '{place_id}' has none"
            hint = "take it out, or add its coordinates with their basis"
            loaded.add("route-without-point", file, ("route", "through", index), message, hint)


def _place_fault(loaded: Loaded, place_id: str) -> tuple[str, str, str] | None:
    """Return rule, message and hint where an id names no place."""
    kind = loaded.kinds.get(place_id)
    if kind is None and (now := loaded.former.now("entity", place_id)) in loaded.kinds:
        renamed = f"must name a place of the corpus; there is no {quoted(place_id, 90)}; renamed to {quoted(now, 90)}"
        return "renamed-id", renamed, f"write {quoted(now, 90)}, or run `check --fix`"
    if kind is None:
        places = [identifier for identifier, of in loaded.kinds.items() if of == "place"]
        message = f"must name a place of the corpus; there is no {quoted(place_id, 90)}"
        return "unknown-id", message, nearest_hint(place_id, places) or "add a record for it in places/"
    if kind != "place":
        return "wrong-kind", f"must name a place; '{place_id}' is {with_article(kind)}", ""
    return None
