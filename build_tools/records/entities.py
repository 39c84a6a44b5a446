"""Records of entities: actors, places and agreements."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from build_tools.field_types import Edtf, Id, IdOf, Latitude, Longitude, Markdown, OneOrMore, TermOf, Text
from build_tools.records.shared import Linked, NameEntry, Record, References, SameAs


class Entity(Record):
    """What actors, places and agreements have in common."""

    name: Text = Field(description="The name that pages use.")
    type: Text = Field(description="What kind of thing it is.")
    names: Annotated[tuple[NameEntry, ...], OneOrMore()] = Field(
        default=(), description="Every other spelling under which texts name it."
    )
    summary: Markdown | None = Field(
        default=None, description="One to three sentences of your own; each ends with a citation."
    )
    part_of: Annotated[tuple[Linked, ...], OneOrMore()] = Field(default=(), description="What it is a part of.")
    same_as: SameAs
    references: References
    notes: Markdown | None = Field(
        default=None, description="Remarks for readers: doubts, traps, how names were told apart."
    )


class DateRange(Record):
    """When an actor existed or held its part, as far as it is verified."""

    start: Edtf | None = Field(default=None, description="First date.")
    end: Edtf | None = Field(default=None, description="Last date.")
    basis: Text = Field(description="What it rests on.")


class Actor(Entity):
    """An actor: `annotations/actors/<id>.yml`."""

    type: Annotated[Text, TermOf("actor_types")] = Field(description="Type of actor.")
    leads: Annotated[tuple[Linked, ...], OneOrMore()] = Field(
        default=(), description="What the actor heads or commands."
    )
    dates: DateRange | None = Field(default=None, description="When it existed or held its part.")


class Coordinates(Record):
    """A point, with how far it can be trusted."""

    lat: Latitude = Field(description="Degrees north, WGS 84.")
    lon: Longitude = Field(description="Degrees east, WGS 84.")
    precision: Annotated[Text, TermOf("coordinate_precisions")] = Field(description="What the point stands for.")
    basis: Text = Field(description="Where it was taken from, with its licence.")


class Route(Record):
    """The course of a road or another line, by the places that it passes: drawn straight, and said to be so."""

    through: Annotated[tuple[Annotated[Text, IdOf("place")], ...], OneOrMore()] = Field(
        min_length=2, description="Ids of places with coordinates, from one end to the other; only those stated."
    )
    basis: Text = Field(description="What it rests on.")


class Place(Entity):
    """A place: `annotations/places/<id>.yml`."""

    type: Annotated[Text, TermOf("place_types")] = Field(description="Type of place.")
    coordinates: Coordinates | None = Field(
        default=None, description="Point of the place; only from a source that is named."
    )
    route: Route | None = Field(
        default=None, description="Places that a road or another line passes; maps draw it schematically."
    )


class Provision(Record):
    """What an agreement lays down, in your own words."""

    id: Id = Field(description="Id, unique within the agreement.")
    text: Text = Field(description="The provision in your own words.")
    reference: Id = Field(description="Key of `references` that it is taken from.")


class Agreement(Entity):
    """An agreement: `annotations/agreements/<id>.yml`."""

    type: Annotated[Text, TermOf("agreement_types")] = Field(description="Type of agreement.")
    date: Edtf | None = Field(default=None, description="When it was concluded, or the period of a process.")
    place: Annotated[Text, IdOf("place")] | None = Field(default=None, description="Where it was concluded.")
    parties: Annotated[tuple[Linked, ...], OneOrMore()] = Field(default=(), description="Who is bound by it.")
    builds_on: Annotated[tuple[Linked, ...], OneOrMore()] = Field(
        default=(), description="Earlier agreements that it refers to."
    )
    provisions: Annotated[tuple[Provision, ...], OneOrMore()] = Field(default=(), description="What it lays down.")
