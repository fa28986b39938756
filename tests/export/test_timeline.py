"""The drawing: nothing overlaps, nothing is cut off, every event has its mark."""

import math
import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.export.brief import Party
from detente.export.markup import render
from detente.export.timeline import RADIUS, STEP, draw_timeline, gather_columns, spread
from detente.model import Event, Period
from export.made import article, event, expulsion, two_events

PARTIES = (Party("GBR", "United Kingdom"), Party("RUS", "Russia"))


def events_on(days: list[date]) -> list[Event]:
    page, report = article(), expulsion()
    return [
        event(replace(report, when=Period.day(day)), page, id=f"E-{n}", when=Period.day(day))
        for n, day in enumerate(days)
    ]


def drawing(events: list[Event], width: int, parties: tuple[Party, ...] = ()) -> str:
    return render(draw_timeline(events, {e.id: n for n, e in enumerate(events, 1)}, parties, width=width))


def middles(svg: str) -> list[tuple[float, float]]:
    found = re.findall(r'<rect x="([\d.-]+)" y="([\d.-]+)" width', svg)
    return [(float(x) + RADIUS - 0.5, float(y) + RADIUS - 0.5) for x, y in found]


@given(st.lists(st.integers(0, 20000), min_size=1, max_size=30), st.sampled_from([340, 912]))
@settings(deadline=None, max_examples=60)
def test_marks_never_overlap_and_lie_inside(offsets: list[int], width: int) -> None:
    days = [date(1961, 1, 3) + timedelta(days=n) for n in offsets]
    svg = drawing(events_on(days), width)
    height = float(re.search(r'viewBox="0 0 \d+ (\d+)', svg)[1])  # type: ignore[index]
    marks = middles(svg)
    hidden = sum(int(n) for n in re.findall(r">\+(\d+)<", svg))
    assert len(marks) + hidden == len(days)
    for x, y in marks:
        assert RADIUS <= x <= width - RADIUS
        assert RADIUS <= y <= height - RADIUS
    for a, b in combinations(marks, 2):
        assert math.dist(a, b) >= 2 * RADIUS - 0.1


@given(st.lists(st.integers(0, 20000), min_size=2, max_size=40))
@settings(deadline=None, max_examples=60)
def test_day_labels_keep_their_distance(offsets: list[int]) -> None:
    svg = drawing(events_on([date(1961, 1, 3) + timedelta(days=n) for n in offsets]), 340)
    xs = sorted(float(x) for x in re.findall(r'<text x="([\d.]+)" y="[\d.]+" text-anchor="middle" class="day"', svg))
    assert xs
    assert xs[0] >= 24
    assert xs[-1] <= 340 - 24
    assert all(b - a >= 48 for a, b in pairwise(xs))


def test_the_last_day_is_always_labelled() -> None:
    days = [date(2018, 3, 1) + timedelta(days=n) for n in range(9)]
    svg = drawing(events_on(days), 340)
    labels = re.findall(r'<text x="([\d.]+)" y="[\d.]+" text-anchor="middle" class="day">([^<]+)', svg)
    assert labels[0][1] == "1 Mar"
    assert labels[-1][1] == "9 Mar"
    assert float(labels[-1][0]) == max(x for x, _ in middles(svg))


def test_one_day_stacks_upwards() -> None:
    marks = middles(drawing(events_on([date(2018, 3, 14)] * 5), 912))
    assert len({x for x, _ in marks}) == 1
    ys = sorted(y for _, y in marks)
    assert all(b - a == pytest.approx(STEP) for a, b in pairwise(ys))


def test_two_parties_stand_on_two_sides() -> None:
    svg = drawing(list(two_events()), 912, PARTIES)
    assert "United Kingdom acts" in svg
    assert "Russia acts" in svg
    (_, first), (_, second) = middles(svg)
    assert first < second


def test_answers_are_joined_and_marks_lead_to_records() -> None:
    svg = drawing(list(two_events()), 912, PARTIES)
    assert svg.count('class="arc"') == 1
    assert 'href="#event-1"' in svg
    assert 'href="#event-2"' in svg
    assert "pending" in svg


def test_nothing_is_drawn_without_a_day() -> None:
    undated = event(replace(expulsion(), when=None), article(), id="E-1", when=None)
    assert draw_timeline([undated], {"E-1": 1}, (), width=340) is None


def test_a_year_alone_is_labelled_as_a_year() -> None:
    year = Period(date(1961, 1, 1), date(1961, 12, 31), "year")
    one = event(replace(expulsion(), when=year), article(), id="E-1", when=year)
    svg = drawing([one], 340)
    assert ">1961</text>" in svg
    assert "1 Jan" not in svg.replace("1961", "")


@given(st.lists(st.dates(date(1900, 1, 1), date(2100, 1, 1)), min_size=1))
def test_days_keep_their_order(days: list[date]) -> None:
    places = spread(days, 24, 888)
    ordered = [places[d] for d in sorted(set(days))]
    assert ordered == sorted(ordered)
    columns = sorted(set(gather_columns(places).values()))
    assert all(b - a >= STEP for a, b in pairwise(columns))
