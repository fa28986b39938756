"""What an outlet repeats is learnt and taken out of the text; what it tells again stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.model import Article
from detente.read import Known, read_text
from detente.read.repeats import MOST_LINES, OFTEN, REASON, Repeats, as_before

SLOGAN = "The Gulf Post was told that the talks were to go on in Muscat."
BACKGROUND = "The two countries have had no relations since the embassy was stormed in 1980."
KNOWN = Known.of(["Gulf Post", "Harbour Times"])
STORIES = [
    ("Chad shuts its embassy in Rome", "The embassy of Chad in Rome was closed on Tuesday after a week of protests."),
    (
        "Kenya opens talks with Uganda",
        "Ministers of Kenya and Uganda met on Monday to talk about the lake and its fish.",
    ),
    (
        "Peru expels two diplomats of Chad",
        "The government of Peru told two diplomats to leave the country within days.",
    ),
    (
        "Norway warns of sanctions on Peru",
        "Norway threatened to stop the import of copper if the ships are not released.",
    ),
]


def page(n: int, outlet: str = "Gulf Post") -> Article:
    title, opening = STORIES[n]
    text = f"{outlet}\n\n{title}\n\n3 May 2019\n\n{opening}\n\nHe did not say when it would be {n}.\n\n{BACKGROUND}\n\n{SLOGAN}\n"
    article = read_text(text, name=str(n), known=KNOWN)
    assert article.publisher == outlet
    assert SLOGAN in article.body
    return article


def learnt(numbers: range) -> Repeats:
    repeats = Repeats()
    for n in numbers:
        repeats.learn(page(n))
    return repeats


def test_from_the_third_page_on_a_line_is_furniture() -> None:
    assert learnt(range(OFTEN - 1)).apply(page(3)) == page(3)
    article = learnt(range(OFTEN)).apply(page(3))
    assert SLOGAN not in article.body
    assert BACKGROUND in article.body
    assert [line.label for line in article.lines if line.reason == REASON] == ["navigation"]
    assert [line.span for line in article.lines] == [line.span for line in page(3).lines]


def test_another_outlet_is_not_concerned() -> None:
    assert SLOGAN in learnt(range(OFTEN)).apply(page(3, "Harbour Times")).body


def test_one_page_teaches_once_however_often_it_comes() -> None:
    repeats = Repeats()
    for _ in range(5):
        repeats.learn(page(0))
    assert repeats.apply(page(1)) == page(1)


def test_what_was_taken_out_is_still_counted() -> None:
    repeats = learnt(range(OFTEN))
    before = repeats.to_json()
    repeats.learn(repeats.apply(page(3)))
    assert SLOGAN not in repeats.apply(page(3)).body
    assert len(repeats.to_json()) >= len(before)


def test_lessons_are_kept_as_they_are() -> None:
    repeats = learnt(range(3))
    assert Repeats.from_json(repeats.to_json()).to_json() == repeats.to_json()
    for text in ("{}", "[]", '{"form": 99, "outlets": {}}', "not json"):
        with pytest.raises(ValueError):  # noqa: PT011 - the kinds of damage have different messages
            Repeats.from_json(text)


def test_a_page_that_comes_again_is_read_as_before() -> None:
    first = learnt(range(OFTEN)).apply(page(3))
    assert as_before(page(3), first.lines) == first
    assert as_before(page(3), page(3).lines) == page(3)


@given(st.lists(st.integers(0, 3), max_size=8))
def test_only_text_is_ever_taken_out(order: list[int]) -> None:
    repeats = Repeats()
    for n in order:
        repeats.learn(page(n))
    after = repeats.apply(page(0))
    changed = [a for a, b in zip(after.lines, page(0).lines, strict=True) if a != b]
    assert all(line.label in ("appeal", "navigation") for line in changed)


def test_lines_of_an_outlet_are_bounded() -> None:
    repeats = Repeats()
    for n in range(40):
        words = "\n\n".join(
            f"Paragraph {n} {m} tells that the minister of {m} met the envoy of {n}." for m in range(150)
        )
        text = f"Gulf Post\n\nHeadline number {n} of the day in Chad\n\n3 May 2019\n\n{words}\n\n{SLOGAN}\n"
        repeats.learn(read_text(text, name=str(n), known=KNOWN))
    assert len(Repeats.from_json(repeats.to_json()).lines["gulfpost"]) == MOST_LINES
    assert SLOGAN not in repeats.apply(page(0)).body
