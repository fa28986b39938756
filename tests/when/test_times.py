"""Times of news English: the table of sentences, laws that hold for any text, and anchors."""

from __future__ import annotations

import csv
import sys
from datetime import date
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.coding.times import TimeExpression, find_times
from detente.coding.times import find as finder
from detente.coding.times.words import fold
from detente.model import Period

TABLE = Path(__file__).with_name("expressions.tsv")
KINDS = {"day", "weekday", "month", "year", "season", "relative", "duration", "anchored", "vague"}
ROLES = {"at", "since", "from", "until", "by", "within", "for", "before", "after"}
GRAINS = {"day", "days", "week", "month", "season", "year", "years", "open"}


def _rows() -> list[list[str]]:
    """Sentence, publication, direction, words, earliest, latest, and where the words need it the anchor."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row + [""] * (7 - len(row)) for row in rows if row]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


ROWS = _rows()


@pytest.mark.parametrize("row", ROWS, ids=[f"expressions.tsv:{n}:{row[3]}" for n, row in enumerate(ROWS, 1)])
def test_table(row: list[str]) -> None:
    sentence, published, direction, words, earliest, latest, anchor = row
    found = {expression.span.text: expression for expression in find_times(sentence)}
    if not words:
        assert found == {}
        return
    assert words in found
    at = Period.day(date.fromisoformat(anchor)) if anchor else None
    period = found[words].period(date.fromisoformat(published), direction=direction, anchor=at)
    if earliest == "none":
        assert period is None
    else:
        assert period is not None
        assert (period.earliest, period.latest) == (_day(earliest), _day(latest))


def test_table_is_large_enough() -> None:
    assert len(ROWS) >= 400


def test_same_words_once_a_day_and_direction() -> None:
    keys = [(*tuple(row[:4]), row[6]) for row in ROWS]
    assert len(keys) == len(set(keys))


_WORDS = sorted({word for row in ROWS for word in row[0].split()})
_NEWSLIKE = st.lists(st.sampled_from([*_WORDS, "-", ",", "\n", "(", "31", "2014", "'s", "to", "and"]), max_size=25).map(
    " ".join
)
_TEXTS = st.one_of(st.text(max_size=200), _NEWSLIKE, st.text("0123456789-/.,: and to may of the", max_size=60))


@given(text=_TEXTS, published=st.dates(), anchor=st.none() | st.dates(), offset=st.integers(0, 1000))
def test_any_text_gives_well_formed_periods(text: str, published: date, anchor: date | None, offset: int) -> None:
    last = offset
    for expression in find_times(text, offset=offset):
        span = expression.span
        assert span.start >= last
        assert span.start < span.end
        assert text[span.start - offset : span.end - offset] == span.text
        last = span.end
        assert expression.kind in KINDS
        assert expression.role in ROLES
        _check_periods(expression, published, anchor)


def _check_periods(expression: TimeExpression, published: date, anchor: date | None) -> None:
    anchors = (
        [None] if anchor is None else [Period.day(anchor), Period(anchor, None, "open"), Period(None, anchor, "open")]
    )
    for direction in ("past", "future"):
        for at in anchors:
            period = expression.period(published, direction=direction, anchor=at)
            if period is None:
                continue
            assert period.granularity in GRAINS
            if period.earliest and period.latest:
                assert period.earliest <= period.latest


@given(st.text(max_size=300))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_folding_keeps_the_length_of_every_character() -> None:
    assert all(len(fold(chr(point))) == 1 for point in range(sys.maxunicode + 1))


def test_quick_beginnings_hide_no_match() -> None:
    """Each form declares how its words may begin; no match of its pattern begins otherwise."""
    hidden = set()
    for low in (fold(row[0]) for row in ROWS):
        for form in finder.FORMS:
            for match in form.pattern.finditer(low):
                keys = (low[match.start() : match.start() + 2], low[match.start()])
                if not any(form in finder.FORMS_AT.get(key, ()) for key in keys):
                    hidden.add((form.name, match[0]))
    assert hidden == set()


@pytest.mark.parametrize(
    "text",
    [
        "a " * 20000,
        " " * 40000,
        "first " * 8000,
        "9" * 40000,
        "3, " * 15000,
        "the end of " * 4000,
        "March 3 and " * 4000,
        "in a few " * 5000,
        "Monday, " * 5000,
        "or a " * 9000,
        "2014-" * 9000,
        "early " * 8000,
        "\n" * 40000,
    ],
    ids=lambda text: text[:12].strip() or "blank",
)
def test_no_text_takes_long(text: str) -> None:
    begun = perf_counter()
    find_times(text)
    assert perf_counter() - begun < 3


def test_wide_anchor_is_taken_whole() -> None:
    (expression,) = find_times("The same year, talks resumed.")
    war = Period(date(1991, 1, 17), date(1991, 2, 28), "days")
    assert expression.period(date(2021, 10, 20), anchor=war) == Period(date(1991, 1, 1), date(1991, 12, 31), "year")
    (later,) = find_times("Two days later, talks resumed.")
    assert later.period(date(2021, 10, 20), anchor=war) == Period(date(1991, 1, 19), date(1991, 3, 2), "month")


def test_fiscal_and_academic_years_are_flagged() -> None:
    assert [e.flag for e in find_times("in fiscal year 2022, in the academic year 2020/21 and in 2019")] == [
        "fiscal",
        "academic",
        "",
    ]


def test_another_direction_is_refused() -> None:
    (expression,) = find_times("on Monday")
    with pytest.raises(ValueError, match="neither"):
        expression.period(date(2021, 10, 20), direction="sideways")


def test_beyond_the_calendar_is_no_period() -> None:
    (expression,) = find_times("two centuries ago")
    assert expression.period(date(3, 1, 1)) is None


def test_spans_stand_on_the_page() -> None:
    (expression,) = find_times("left on Monday", offset=100)
    assert (expression.span.start, expression.span.end, expression.span.text) == (108, 114, "Monday")
