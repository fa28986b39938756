"""A timeline as SVG: one mark an event, stacked where days coincide, never clipped at either end.

Days stand in order; the room between two days grows with the logarithm of the
time between them, so that weeks stay apart and decades do not push everything
to one side. A long gap is drawn as a broken line with its length. Drawn for one
width in CSS pixels, so that text keeps its size: the page holds a wide and a
narrow drawing and shows one.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from detente.export import words
from detente.export.brief import Party
from detente.export.markup import Child, Element, el
from detente.model import Event

RADIUS = 11
STEP = 27  # between the middles of two marks, across and upwards
LABEL = 48  # room for "14 Mar" under the line
EDGE = 24
BAND_HEAD = 22
AXIS = 44
LONG_GAP = 90  # days
HIGHEST = 14  # marks in one stack; the rest is told as a number


@dataclass(frozen=True, slots=True)
class Mark:
    """An event with its place on the drawing."""

    event: Event
    number: int
    band: int
    x: float  # of its column
    day: date
    label: tuple[str, str]


def draw_timeline(
    events: Sequence[Event], numbers: Mapping[str, int], parties: Sequence[Party], *, width: int
) -> Element | None:
    """The drawing; ``None`` where no event has a day.

    Args:
        numbers: Event id -> the number that stands in its mark and leads to ``#event-N``.
        parties: Two parties give three bands (the one's deeds, the other's, deeds of both or
            of others); else there is one.
    """
    marks = _place(events, numbers, parties, width)
    if not marks:
        return None
    bands = _band_names(parties)
    stacks = _stacks(marks)
    heights = [_height(stacks, band) for band in range(len(bands))]
    axis_y = (BAND_HEAD if bands[0] else 0) + heights[0]
    tops = [axis_y, axis_y + AXIS + BAND_HEAD, axis_y + AXIS + 2 * BAND_HEAD + heights[1]]
    used = {m.band for m in marks}
    height = axis_y + AXIS + sum(BAND_HEAD + heights[b] for b in (1, 2) if b in used)
    places = _places(stacks, axis_y, tops)
    return el(
        "svg",
        _heads(bands, used, tops),
        _axis(marks, width, axis_y),
        _arcs(events, places) if parties else None,
        [_mark(m, *places[m.event.id]) for m in marks if m.event.id in places],
        _rests(stacks, axis_y, tops),
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        class_="timeline",
    )


def _place(events: Sequence[Event], numbers: Mapping[str, int], parties: Sequence[Party], width: int) -> list[Mark]:
    dated = [(day, e) for e in events if (day := words.first_day(e.when)) is not None]
    dated.sort(key=lambda pair: (pair[0], numbers[pair[1].id]))
    columns = gather_columns(spread([day for day, _ in dated], EDGE, width - EDGE))
    return [Mark(e, numbers[e.id], _band(e, parties), columns[day], day, _label(e, day)) for day, e in dated]


def gather_columns(places: Mapping[date, float]) -> dict[date, float]:
    """Each day's column: days nearer than a mark is wide share the place of the first of them."""
    columns: dict[date, float] = {}
    start: float | None = None
    for day, x in places.items():
        if start is None or x - start >= STEP:
            start = x
        columns[day] = start
    return columns


def _label(event: Event, day: date) -> tuple[str, str]:
    """Two lines under the axis: "14 Mar" and "2018"; a month alone "Mar", a year alone nothing above it."""
    when = event.when
    if when and when.granularity in ("year", "years", "season"):
        return "", str(day.year)
    month = words.MONTHS[day.month - 1]
    return (month if when and when.granularity == "month" else f"{day.day} {month}"), str(day.year)


def spread(days: Sequence[date], left: float, right: float) -> dict[date, float]:
    """Each day's place from ``left`` to ``right``: first and last at the ends, one alone in the middle."""
    ordered = sorted(set(days))
    if len(ordered) < 2:
        return dict.fromkeys(ordered, (left + right) / 2)
    gaps = [1 + math.log2(1 + (b - a).days) for a, b in pairwise(ordered)]
    scale = (right - left) / sum(gaps)
    places, at = {ordered[0]: left}, left
    for day, gap in zip(ordered[1:], gaps, strict=True):
        at += gap * scale
        places[day] = at
    return places


def _band(event: Event, parties: Sequence[Party]) -> int:
    """0 above the line, 1 below it, 2 further below: deeds of both parties or of neither."""
    if len(parties) < 2:
        return 0
    actors = {e.key for e in event.actors}
    first, second = parties[0].key in actors, parties[1].key in actors
    return 0 if first and not second else 1 if second and not first else 2


def _band_names(parties: Sequence[Party]) -> tuple[str, str, str]:
    if len(parties) < 2:
        return "", "", ""
    return f"{parties[0].name} acts", f"{parties[1].name} acts", "both, or others"


def _stacks(marks: Sequence[Mark]) -> dict[tuple[int, float], list[Mark]]:
    stacks: dict[tuple[int, float], list[Mark]] = defaultdict(list)
    for mark in marks:
        stacks[mark.band, mark.x].append(mark)
    return stacks


def _height(stacks: Mapping[tuple[int, float], Sequence[Mark]], band: int) -> int:
    tallest = max((len(s) for (b, _), s in stacks.items() if b == band), default=0)
    return min(tallest, HIGHEST) * STEP + (STEP if tallest > HIGHEST else 6)


def _places(
    stacks: Mapping[tuple[int, float], Sequence[Mark]], axis_y: float, tops: Sequence[float]
) -> dict[str, tuple[float, float]]:
    """Event id -> the middle of its mark."""
    places = {}
    for (band, x), stack in stacks.items():
        for level, mark in enumerate(stack[:HIGHEST]):
            y = axis_y - STEP * (level + 0.5) - 2 if band == 0 else tops[band] + STEP * (level + 0.5)
            places[mark.event.id] = (x, y)
    return places


def _mark(mark: Mark, x: float, y: float) -> Element:
    report = mark.event.report
    quad = report.quad_code or 1
    r = RADIUS
    shape = (
        el("circle", cx=x, cy=y, r=float(r))
        if quad in (1, 2)
        else el("rect", x=x - r + 0.5, y=y - r + 0.5, width=float(2 * r - 1), height=float(2 * r - 1), rx=3)
    )
    told = (
        f"{mark.number}. {words.show_period(mark.event.when)}: "
        f"{words.show_type(mark.event.event_type, mark.event.modes)}, {words.show_event_sides(mark.event)}"
    )
    kinds = ["mark", f"q{quad}", *(["pending"] if mark.event.aux else [])]
    return el(
        "a",
        el("title", told),
        shape,
        el(
            "text",
            str(mark.number),
            x=x,
            y=y + 4,
            text_anchor="middle",
            class_="long" if mark.number > 99 else None,
        ),
        href=f"#event-{mark.number}",
        class_=" ".join(kinds),
        aria_label=told,
    )


def _heads(bands: Sequence[str], used: set[int], tops: Sequence[float]) -> list[Child]:
    found: list[Child] = []
    for band, name in enumerate(bands):
        if name and band in used:
            y = 14.0 if band == 0 else tops[band] - 8
            found.append(el("text", name, x=2, y=y, class_="band"))
    return found


def _axis(marks: Sequence[Mark], width: int, y: float) -> list[Child]:
    """The line, broken at long gaps, and the days that have room for their label."""
    days = sorted({m.day: m.x for m in marks}.items())
    parts: list[Child] = []
    at, x_before = 0.0, None
    day_before: date | None = None
    for day, x in days:
        if day_before is not None and x_before is not None and (day - day_before).days > LONG_GAP:
            a, b = x_before + 4, x - 4
            parts.append(_line(at, a, y, "axis"))
            parts.append(_line(a, b, y, "axis gap"))
            at = b
            if b - a >= 66:
                length = words.show_days((day - day_before).days)
                parts.append(el("text", length, x=(a + b) / 2, y=y - 5, text_anchor="middle", class_="length"))
        day_before, x_before = day, x
    parts.append(_line(at, float(width), y, "axis"))
    return [parts, _day_labels(_columns(marks), width, y)]


def _line(x1: float, x2: float, y: float, kind: str) -> Element:
    return el("line", x1=x1, x2=x2, y1=float(y), y2=float(y), class_=kind)


def _columns(marks: Sequence[Mark]) -> list[tuple[float, tuple[str, str]]]:
    """Each column of marks with the label of its first day."""
    first: dict[float, Mark] = {}
    for mark in marks:
        first.setdefault(mark.x, mark)
    return sorted((x, mark.label) for x, mark in first.items())


def _day_labels(columns: Sequence[tuple[float, tuple[str, str]]], width: int, y: float) -> list[Child]:
    """Labels from the left, the last day always; its year under a day where the label before has another."""
    if not columns:
        return []
    centres = [min(max(x, LABEL / 2), width - LABEL / 2) for x, _ in columns]
    shown = [0] if len(columns) > 1 else []
    for n in range(1, len(columns) - 1):
        if centres[n] - centres[shown[-1]] >= LABEL and centres[-1] - centres[n] >= LABEL:
            shown.append(n)
    if shown and centres[-1] - centres[shown[-1]] < LABEL:
        shown.pop()
    shown.append(len(columns) - 1)
    parts: list[Child] = []
    year = ""
    for n in shown:
        x, (day, its_year) = columns[n]
        parts.append(el("line", x1=x, x2=x, y1=float(y), y2=float(y) + 5, class_="axis"))
        parts.append(el("text", day, x=centres[n], y=y + 18, text_anchor="middle", class_="day"))
        if its_year != year:
            parts.append(el("text", its_year, x=centres[n], y=y + 32, text_anchor="middle", class_="year"))
        year = its_year
    return parts


def _arcs(events: Sequence[Event], places: Mapping[str, tuple[float, float]]) -> list[Child]:
    """A thin curve from each answer to what it answers; broken where only inferred."""
    parts: list[Child] = []
    for event in events:
        for link in event.answers():
            if event.id in places and link.target in places:
                (x1, y1), (x2, y2) = places[link.target], places[event.id]
                bend = max(18.0, abs(x2 - x1) / 5)
                cx, cy = (x1 + x2) / 2 + (bend if abs(x2 - x1) < STEP else 0), (y1 + y2) / 2 - bend / 2
                path = f"M{x1:.1f} {y1:.1f}Q{cx:.1f} {cy:.1f} {x2:.1f} {y2:.1f}"
                parts.append(el("path", d=path, class_="arc" if link.stated else "arc inferred"))
    return parts


def _rests(stacks: Mapping[tuple[int, float], Sequence[Mark]], axis_y: float, tops: Sequence[float]) -> list[Child]:
    """ "+3" at the end of a stack that is too tall to be drawn whole."""
    parts: list[Child] = []
    for (band, x), stack in stacks.items():
        if len(stack) > HIGHEST:
            y = axis_y - STEP * HIGHEST - 8 if band == 0 else tops[band] + STEP * HIGHEST + 16
            more = f"+{len(stack) - HIGHEST}"
            parts.append(el("text", more, x=x, y=y, text_anchor="middle", class_="length"))
    return parts
