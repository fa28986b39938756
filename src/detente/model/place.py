"""Where: a place found in a text, and the place of an event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from detente.model.spans import Span

PRECISION = {
    "site": 5,
    "airport": 5,
    "capital": 4,
    "town": 4,
    "district": 3,
    "region": 2,
    "disputed": 2,
    "border": 2,
    "island": 2,
    "mountain": 2,
    "river": 2,
    "lake": 2,
    "water": 0,
    "country": 1,
    "demonym": 1,
    "world": 0,
}
"""PLOVER's resolution by kind of place: 5 below a town, 4 town, 3 district, 2 province, 1 country; 0 is ours, for
seas and parts of the world that no state holds."""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in a text, and which one is meant.

    ``kind``: country, demonym ("Turkish"), capital, town, region, district,
    world, disputed, border, island, mountain, water, river, lake, site,
    airport. ``country`` is ISO 3166-1 alpha-3 (KOS for Kosovo), empty for what
    lies in several states. A place that no table holds has no ``geonameid``
    and stands at the middle of the region or state around it; ``precision``
    says so. ``how`` says in words why this place is meant.
    """

    span: Span
    geonameid: int | None
    name: str
    lat: float
    lon: float
    country: str
    kind: str
    how: str
    precision: int = 0

    def to_json(self) -> dict[str, Any]:
        return {
            "start": self.span.start,
            "end": self.span.end,
            "text": self.span.text,
            "geonameid": self.geonameid,
            "name": self.name,
            "lat": self.lat,
            "lon": self.lon,
            "country": self.country or None,
            "kind": self.kind,
            "precision": self.precision,
            "why": self.how,
        }

    @property
    def place(self) -> Place:
        return Place(self.name, self.geonameid, self.lat, self.lon, self.country, self.precision, self.span)


@dataclass(frozen=True, slots=True)
class Place:
    """The place of an event: its name, point (degrees, WGS 84), state and precision.

    ``precision`` is PLOVER's resolution: 5 below a town, 4 town, 3 district,
    2 province, 1 country; 0 for seas and parts of the world. ``span`` are the
    words that name it, ``None`` where the state was all that is known.
    """

    name: str
    geonameid: int | None
    lat: float
    lon: float
    country: str  # ISO 3166-1 alpha-3, KOS; empty where several states hold it
    precision: int
    span: Span | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "geonameid": self.geonameid,
            "lat": self.lat,
            "lon": self.lon,
            "country": self.country or None,
            "precision": self.precision,
            "text": self.span.text if self.span else None,
            "span": self.span.to_json() if self.span else None,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Place:
        """Read what ``to_json`` wrote; the two are each other's inverse."""
        span = value.get("span")
        return cls(
            value["name"],
            value["geonameid"],
            value["lat"],
            value["lon"],
            value["country"] or "",
            value["precision"],
            Span(span[0], span[1], value["text"]) if span else None,
        )
