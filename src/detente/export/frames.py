"""Events as a table that other programs take: dictionaries, pandas, polars, and Arrow without either.

A `Frame` is the events themselves, in their order, and knows how to lay them
out in columns. The Arrow stream (the C data interface's PyCapsule) is read by
pandas, polars, DuckDB, pyarrow and R's arrow without a file in between.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, overload

from detente.export import words
from detente.export.html_records import sides
from detente.export.markup import Element, el, render
from detente.export.plain import shorten
from detente.export.shapes import event_json
from detente.model import Entity, Event

if TYPE_CHECKING:
    import pandas
    import polars

SHOWN, QUOTE = 20, 160
"""Events and characters of their words that a notebook shows; the rest is told as a number."""

EPOCH = date(1970, 1, 1)


class MissingPackage(ImportError):
    """A package that is not installed, and how to get it."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is not installed. Install it with `pip install 'detente[frames]'`.", name=name)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it holds, and how to get it from an event.

    ``kind``: "text", "texts" (a list of them), "day", "instant" (UTC),
    "whole" or "number". A value may be ``None`` but in "texts".
    """

    name: str
    kind: str
    get: Callable[[Event], Any]


def _of(entities: Callable[[Event], Sequence[Entity]], field: str) -> Callable[[Event], list[str | None]]:
    return lambda event: [getattr(entity, field) or None for entity in entities(event)]


def _parties(side: str, entities: Callable[[Event], Sequence[Entity]]) -> tuple[Column, ...]:
    return (
        Column(side, "texts", _of(entities, "key")),
        Column(f"{side}_code", "texts", _of(entities, "code")),
        Column(f"{side}_sector", "texts", _of(entities, "sector")),
        Column(f"{side}_name", "texts", _of(entities, "name")),
    )


COLUMNS = (
    Column("id", "text", lambda e: e.id),
    Column("event", "text", lambda e: e.event_type),
    Column("mode", "texts", lambda e: list(e.modes)),
    Column("context", "texts", lambda e: list(e.report.context)),
    *_parties("actor", lambda e: e.actors),
    *_parties("recipient", lambda e: e.recipients),
    Column("earliest", "day", lambda e: e.when.earliest if e.when else None),
    Column("latest", "day", lambda e: e.when.latest if e.when else None),
    Column("aux", "texts", lambda e: list(e.aux)),
    Column("people", "whole", lambda e: e.people),
    Column("quad_code", "whole", lambda e: e.report.quad_code),
    Column("event_scale", "number", lambda e: e.report.event_scale),
    Column("confidence", "number", lambda e: e.report.confidence),
    Column("reports", "whole", lambda e: len(e.reports)),
    Column("origins", "whole", lambda e: len(e.origins)),
    Column("outlets", "texts", lambda e: list(dict.fromkeys(s.outlet for s in e.reports if s.outlet))),
    Column("report_ids", "texts", lambda e: [s.report_id for s in e.reports]),
    Column("words", "text", lambda e: e.report.trigger.text),
    Column("published", "day", lambda e: min((s.published_at for s in e.reports if s.published_at), default=None)),
    Column("recorded_at", "instant", lambda e: datetime.fromisoformat(min(s.recorded_at for s in e.reports))),
    Column("in_response_to", "texts", lambda e: [k.target for k in e.answers(stated_only=True)]),
    Column("inferred_response_to", "texts", lambda e: [k.target for k in e.answers() if not k.stated]),
)
"""One row an event; ``actor`` is the key for dyads (RUS, IGO:NATO), the lists of a side go together."""


class Frame:
    """Events, and the same as a table: ``rows()``, ``df()``, ``pl()``, or anything that reads an Arrow stream.

    It is counted, indexed and iterated like a list. It is no ``Sequence`` by
    name, since polars would then look into the events and not at the stream.
    """

    def __init__(self, events: Sequence[Event], columns: Sequence[Column] = COLUMNS) -> None:
        self._events, self._columns = tuple(events), tuple(columns)

    @overload
    def __getitem__(self, at: int) -> Event: ...
    @overload
    def __getitem__(self, at: slice) -> Frame: ...
    def __getitem__(self, at: int | slice) -> Event | Frame:
        return Frame(self._events[at], self._columns) if isinstance(at, slice) else self._events[at]

    def __len__(self) -> int:
        return len(self._events)

    def __iter__(self) -> Iterator[Event]:
        return iter(self._events)

    def __repr__(self) -> str:
        return f"<{words.count(len(self), 'event')}>"

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(column.name for column in self._columns)

    def rows(self) -> list[dict[str, Any]]:
        """One dictionary an event: texts, lists of texts, ``date``, ``datetime`` (UTC), numbers, ``None``."""
        return [{column.name: column.get(event) for column in self._columns} for event in self._events]

    def to_json(self) -> list[dict[str, Any]]:
        """What ``detente events --json`` prints: each event with its tellings."""
        return [event_json(event) for event in self._events]

    def df(self) -> pandas.DataFrame:
        """A pandas frame: days as ``datetime64[s]``, instants as ``datetime64[us, UTC]``, lists as Python lists. Raises MissingPackage."""
        try:
            import numpy
            import pandas
        except ImportError as error:
            raise MissingPackage(error.name or "pandas") from error
        made: dict[str, Any] = {}
        for column, values in self._values():
            if column.kind == "day":
                made[column.name] = numpy.array(values, dtype="datetime64[s]")
            elif column.kind == "instant":
                made[column.name] = pandas.Series(values, dtype="datetime64[us, UTC]")
            elif column.kind in ("whole", "number"):
                made[column.name] = pandas.Series(values, dtype="int64" if column.kind == "whole" else "float64")
            else:
                made[column.name] = pandas.Series(values, dtype="str" if column.kind == "text" else "object")
        return pandas.DataFrame(made, columns=list(self.columns))

    def pl(self) -> polars.DataFrame:
        """A polars frame, taken from the Arrow stream. Raises MissingPackage."""
        try:
            import polars
        except ImportError as error:
            raise MissingPackage(error.name or "polars") from error
        return polars.DataFrame(self)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The table as an Arrow C stream of one batch.

        Args:
            requested_schema: Heard and not followed, as the interface allows; cast what you get.
        """
        import nanoarrow

        columns = {column.name: _arrow(column.kind, values) for column, values in self._values()}
        schema = nanoarrow.struct({name: made.schema for name, made in columns.items()}, nullable=False)
        batch = nanoarrow.c_array_from_buffers(schema, len(self), [None], children=list(columns.values()))
        return nanoarrow.c_array_stream(batch).__arrow_c_stream__()

    def _repr_html_(self) -> str:
        """The first events as a table for a notebook; all text is escaped."""
        head = el("tr", *[el("th", name) for name in ("date", "event", "sides", "words", "outlets", "id")])
        rows = [_html_row(event) for event in self._events[:SHOWN]]
        more = len(self) - len(rows)
        told = f"{words.count(len(self), 'event')}" + (f", {more:,} not shown" if more else "")
        return render(el("div", el("table", el("thead", head), el("tbody", rows)), el("p", told)))

    def _values(self) -> Iterator[tuple[Column, list[Any]]]:
        for column in self._columns:
            yield column, [column.get(event) for event in self._events]


def _arrow(kind: str, values: Sequence[Any]) -> Any:
    """A column as an Arrow array."""
    import nanoarrow as na

    match kind:
        case "text":
            return na.c_array(values, na.string())
        case "texts":
            flat = [value for row in values for value in row]
            ends = array("i", [0])
            for row in values:
                ends.append(ends[-1] + len(row))
            return na.c_array_from_buffers(
                na.list_(na.string()), len(values), [None, ends], children=[na.c_array(flat, na.string())]
            )
        case "day":
            return na.c_array([None if v is None else (v - EPOCH).days for v in values], na.date32())
        case "instant":
            return na.c_array([None if v is None else _microseconds(v) for v in values], na.timestamp("us", "UTC"))
        case "whole":
            return na.c_array(values, na.int64())
        case _:
            return na.c_array(values, na.float64())


def _microseconds(instant: datetime) -> int:
    """Since 1970, exactly."""
    since = instant - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def _html_row(event: Event) -> Element:
    return el(
        "tr",
        el("td", words.show_period(event.when)),
        el("td", words.show_type(event.event_type, event.modes), f" ({', '.join(event.aux)})" if event.aux else None),
        el("td", sides(event.actors, event.recipients)),
        el("td", "“", shorten(event.report.trigger.text, QUOTE), "”", dir="auto"),
        el("td", ", ".join(dict.fromkeys(s.outlet or s.article for s in event.reports)), dir="auto"),
        el("td", el("code", event.id)),
    )
