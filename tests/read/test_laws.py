"""What holds for any text whatever."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.model import Article
from detente.read import EmptyFile, Known, ReadError, TooMuchText, read_bytes, read_text
from detente.read.layout import split_rows

from .pagecheck import check_lines

PIECES = st.sampled_from(
    [
        "\n",
        "\n\n",
        "\r\n",
        "\u2028",
        "\t",
        " ",
        "  ",
        "Read more",
        "RELATED STORIES",
        "Tags: A, B",
        "By Jane Roe",
        "PARIS, May 3, 2020 (AFP) - The minister said on Monday that talks would go on.",
        "The embassy of Chad in Rome was closed on Tuesday after a week of protests.",
        "3 May 2020 | The Gazette",
        "Updated:",
        "Updated at 17:10",
        "date 2020-05-03 Some Herald",
        "Photo: AFP",
        "© 2020 The Gazette",
        "Comments (3)",
        "Sign up to our newsletter",
        "— Jane Roe",
        "• A point of six words or more stands here",
        "Key points:",
        "Sources",
        "Minister goes home",
        "MOSCOW",
        "### ",
        "((",
        '"',
        "“",
        "İ",
        "\u0000",
        "ß",
        "\ufeff",
        "１２ May ２０２０",
        "31/02/2020",
        "Ⅷ²",
        "-",
        "—",
        "|",
        ".",
    ]
)
TEXTS = st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=40).map("".join))


@given(TEXTS)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_read_and_no_character_is_lost(known: Known, text: str) -> None:
    if not text.strip():
        with pytest.raises(EmptyFile):
            read_text(text, name="x", known=known)
        return
    article = read_text(text, name="x", known=known)
    check_lines(article)
    assert article.text == text
    assert article.body == "\n\n".join(span.text for span in article.paragraphs)
    if article.title_span:
        span = article.title_span
        assert text[span.start : span.end] == span.text == article.title
        assert any(line.label == "title" and line.span == span for line in article.lines)
    else:
        assert article.title is None


@given(TEXTS)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_reading_twice_gives_the_same_article(known: Known, text: str) -> None:
    if text.strip():
        assert read_text(text, name="x", known=known) == read_text(text, name="x", known=known)


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_or_refused_with_a_reason(known: Known, raw: bytes) -> None:
    outcome = read_or_refuse(raw, known)
    if isinstance(outcome, ReadError):
        assert outcome.why
        assert outcome.next
    else:
        check_lines(outcome)


def read_or_refuse(raw: bytes, known: Known) -> Article | ReadError:
    try:
        return read_bytes(raw, name="x", known=known)
    except ReadError as error:
        return error


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_rows_hold_every_character(text: str) -> None:
    rows = split_rows(text)
    assert [row.index for row in rows] == list(range(len(rows)))
    held = "".join(row.text for row in rows)
    assert "".join(held.split()) == "".join(text.split())
    assert all(text[row.start : row.end] == row.text for row in rows)


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2030, 12, 31)))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_given_day_outranks_the_page(known: Known, day: date) -> None:
    text = "3 May 2020\n\nThe embassy of Chad in Rome was closed on Tuesday after a week of protests."
    article = read_text(text, name="x", known=known, published=day)
    assert article.day == day
    assert article.published is not None
    assert article.published.origin == "given"


HOSTILE = {
    "one letter": "a" * 100_000,
    "letters by line": "a\n" * 50_000,
    "capitals": "A B " * 25_000,
    "names": "Abc Def " * 12_500,
    "open quotes": '"x ' * 33_000,
    "brackets": "(" * 50_000 + ")" * 50_000,
    "dashes": "— " * 50_000,
    "dates": "1 May 2020 " * 9_000,
    "bylines": "By Ab Cd\n" * 11_000,
    "agencies": "A via AP " * 11_000,
    "headings": "Read more\nSome Headline About Things\nA blurb of eight words or so is here.\n" * 1_300,
    "headlines": "\n".join(f"Minister {i} Goes To Town {i}" for i in range(3_500)),
    "paragraphs": "\n\n".join(
        f"Minister {i} said to AFP that town {i} had been shelled at dawn." for i in range(1_500)
    ),
    "captions": "The man in the town of Xyz is on his way home to the sea (AFP)\n" * 1_600,
    "bullets": "• a b c d e f g\n" * 6_000,
    "comments": "Comments\nReply\nThe man said that it was not so at all, and he left.\n" * 1_400,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_long_page_is_read_in_bounded_time(name: str, known: Known) -> None:
    text = HOSTILE[name][:100_000]
    start = time.process_time()
    article = read_text(text, name="x", known=known)
    assert time.process_time() - start < 2.0
    check_lines(article)


def test_a_page_of_the_greatest_size_is_read_in_bounded_time(known: Known) -> None:
    line = b"The embassy was closed on Monday, the minister said to the press.\n"
    with pytest.raises(TooMuchText):
        read_bytes(line * 70_000, name="x", known=known)
    start = time.process_time()
    article = read_bytes(line * 15_000, name="x", known=known)
    assert time.process_time() - start < 10.0
    assert any("were not read" in note for note in article.notes)
    check_lines(article)
