"""Events as a table: the same values as rows, in pandas, in polars, and as an Arrow stream."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.export.frames import COLUMNS, Frame, MissingPackage
from detente.model import Entity, Event, Period
from export import made
from export.made import NATO, PAGE, article, expulsion, party, stored


def event(words: str = "expelled 23 Russian diplomats", **facts: object) -> Event:
    report = expulsion()
    report = replace(report, trigger=replace(report.trigger, text=words))
    return made.event(report, article(), **{"id": "E-000000000001", **facts})  # type: ignore[arg-type]


def test_a_frame_counts_indexes_and_iterates_like_a_list() -> None:
    one, other = event(), event(people=4)
    frame = Frame([one, other])
    assert (len(frame), frame[0], frame[-1], list(frame)) == (2, one, other, [one, other])
    assert list(frame[:1]) == [one]
    assert repr(frame) == "<2 events>"
    assert [e["people"] for e in frame.to_json()] == [23, 4]


def test_a_row() -> None:
    (row,) = Frame([event()]).rows()
    assert tuple(row) == Frame([]).columns == tuple(c.name for c in COLUMNS)
    assert row["actor"] == ["GBR"]
    assert row["recipient_name"] == ["Russia"]
    assert row["earliest"] == date(2018, 3, 14)
    assert row["recorded_at"].tzinfo == UTC
    assert row["outlets"] == ["The Harbour Post"]


def test_a_body_without_a_code_of_its_own_has_its_name_in_the_key() -> None:
    told = event()
    report = replace(told.report, actors=(party(NATO, PAGE, "Britain"),), recipients=())
    best = replace(told.best, report=report)
    (row,) = Frame([replace(told, best=best, reports=(best,), when=None)]).rows()
    assert (row["actor"], row["actor_code"], row["actor_sector"]) == (["IGO:NATO"], ["IGO"], [None])
    assert (row["recipient"], row["earliest"], row["latest"]) == ([], None, None)


TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
EVENTS = st.builds(
    lambda words, days, people, aux, at: event(
        words,
        when=Period(min(days), max(days)) if days else None,
        people=people,
        aux=tuple(aux),
        reports=(replace(stored(expulsion(), article()), recorded_at=at.isoformat(), outlet=words or None),),
    ),
    TEXT,
    st.one_of(st.none(), st.tuples(DAYS, DAYS)),
    st.integers(0, 10**10),
    st.lists(TEXT, max_size=3),
    st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
)


@settings(deadline=None)  # importing a large library is not the test's time
@given(st.lists(EVENTS, max_size=8))
def test_polars_reads_back_every_row(events: list[Event]) -> None:
    polars = pytest.importorskip("polars")
    frame = Frame(events)
    assert frame.pl().to_dicts() == frame.rows()
    assert polars.DataFrame(frame).equals(frame.pl())


@settings(deadline=None)  # importing a large library is not the test's time
@given(st.lists(EVENTS, max_size=8))
def test_pandas_has_every_row(events: list[Event]) -> None:
    pytest.importorskip("pandas")
    frame = Frame(events)
    table = frame.df()
    assert list(table.columns) == list(frame.columns)
    assert len(table) == len(events)
    for row, shown in zip(frame.rows(), table.to_dict("records"), strict=True):
        for column in COLUMNS:
            value, found = row[column.name], shown[column.name]
            if column.kind == "day":
                assert (None if found != found else found.date()) == value
            elif column.kind == "instant":
                assert found.to_pydatetime() == value
            else:
                assert found == value


def test_types_stay_where_there_is_no_event() -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    full, empty = Frame([event()]), Frame([])
    assert empty.pl().schema == full.pl().schema
    assert list(empty.df().dtypes) == list(full.df().dtypes)


def test_the_stream_can_be_taken_more_than_once() -> None:
    nanoarrow = pytest.importorskip("nanoarrow")
    frame = Frame([event(), event(people=4)])
    for _ in range(2):
        stream = nanoarrow.c_array_stream(frame)
        names = [child.name for child in stream.get_schema().children]
        assert names == list(frame.columns)
        assert [batch.length for batch in stream] == [2]


@pytest.mark.parametrize(("name", "method"), [("pandas", "df"), ("polars", "pl")])
def test_a_package_that_is_not_there_is_told_with_the_way_to_it(
    monkeypatch: pytest.MonkeyPatch, name: str, method: str
) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingPackage, match=r"not installed.*detente\[frames\]"):
        getattr(Frame([event()]), method)()


HOSTILE = "<script>alert(1)</script> & \"quotes\" 'too' <img src=x onerror=alert(1)> \x1b[31m"


def test_the_notebook_gets_text_only() -> None:
    told = event(HOSTILE, id="E-<b>")
    best = replace(told.best, outlet=HOSTILE)
    party_of = replace(best.report.actors[0], entity=Entity("GBR", "GOV", HOSTILE))
    best = replace(best, report=replace(best.report, actors=(party_of,), event="<i>"))
    page = Frame([replace(told, best=best, reports=(best,), aux=("<u>",))] * 30)._repr_html_()
    for mark in ("<script", "<img", "<b>", "<i>", "<u>", "\x1b"):
        assert mark not in page
    assert "&lt;script&gt;" in page
    assert "30 events, 10 not shown" in page
    assert Frame([])._repr_html_().count("<tr>") == 1
