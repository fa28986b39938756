"""Scraped pages with a label on every line; and the chain that judges their rows together."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from detente.codebook import load
from detente.read import Known, read_text
from detente.read.agencies import are_agencies
from detente.read.chain import KINDS, Chain, shipped
from detente.read.datelines import dateline_alone
from detente.read.dates import day_in_address, find_days, nearest_day
from detente.read.sheet import Mark, Sheet
from detente.read.traits import Traits
from detente.read.verdicts import MOST, find_headline, judge_rows, kind_of, weigh

from .marked_pages import Tally, read_folder, read_page
from .pagecheck import check_lines

SCRAPES = Path(__file__).parent / "scrapes"
PAGE = """Menu
Chad shuts its embassy in Rome
By Jane Roe
3 May 2019
The embassy of Chad in Rome was closed on Tuesday after a crowd had stormed its gate.
Italy asked the government in Ndjamena to pay for the windows, the ministry said on Monday.
Related
Ferry sinks off Lagos in a storm
"""


@pytest.fixture(scope="module")
def known() -> Known:
    actors = load().actors
    return Known.of({name.form for name in actors.names if name.kind == "media"}, actors.agencies)


@pytest.mark.parametrize(
    ("folder", "pages", "precision", "recall"),
    [("worked", 20, 0.98, 0.96), ("aside", 20, 0.97, 0.94), ("aside2", 15, 0.86, 0.89)],
)
def test_text_lines_of_scraped_pages(folder: str, pages: int, precision: float, recall: float, known: Known) -> None:
    """Floors. Those of ``aside`` and ``aside2``, which nothing was learnt from, tell how a new page fares."""
    tally = Tally()
    for page in read_folder(SCRAPES / folder):
        article = read_text(page.text, name=page.name, known=known)
        check_lines(article)
        tally.add(page, article)
    assert tally.pages == pages
    assert tally.precision >= precision
    assert tally.recall >= recall


TAIL = """The Danube Times

Support The Danube Times!
Contribute today

Slovakia expels two envoys
18 October 2021

Slovakia expelled two Belarusian envoys on Monday, the foreign ministry in Bratislava said, and gave them until Friday.

Minsk said that it would answer in kind before the end of the week.

Read more about: Slovakia

Read more

winter fears

Poland Warns of a Long Winter as Coal Runs Short

Morawiecki said Europe's stores are low and nobody can be sure of the pipeline.

old quarrel

Prague Says Bratislava Should Mind the Danube

"I have never thought of our neighbours as anything but friends," Babis said.

We need your help now more than ever.

Your donation to The Danube Times directly supports an independent paper.
"""


def test_what_stands_below_the_end_of_a_page_is_no_text_however_like_it(known: Known) -> None:
    article = read_text(TAIL, name="tail", known=known)
    assert [p.text.split()[0] for p in article.paragraphs] == ["Slovakia", "Minsk"]
    assert article.paragraphs[-1].text.startswith("Minsk said")


def test_a_line_without_a_letter_is_told(tmp_path: Path) -> None:
    page = tmp_path / "x.page"
    page.write_text("pub: 2020-01-01\nT\tA headline\nno letter\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"x\.page:3: no letter"):
        read_page(page)


def test_the_chain_gives_probabilities_for_every_row(known: Known) -> None:
    sheet = Sheet.of(PAGE, known)
    judged = judge_rows(sheet, [Mark("navigation", ""), *[Mark("body", "")] * (len(sheet) - 1)])
    assert len(judged) == len(sheet)
    for odds in judged:
        assert set(odds) == set(KINDS)
        assert sum(odds.values()) == pytest.approx(1)
    assert find_headline(judged, None) == 1


def test_tense_names_of_writers_and_words_said_twice_are_traits(known: Known) -> None:
    text = PAGE + "Jane Roe is our correspondent in Ndjamena and writes about roads.\nthe windows, the ministry said\n"
    traits = Traits(Sheet.of(text, known))
    assert {"tense past weekday", "start the"} <= set(traits.of(4))
    assert {"signed long", "tense now undated"} <= set(traits.of(8))
    assert "signed long" not in traits.of(5)
    assert any(trait.startswith("inside ") for trait in traits.of(9))


def test_bare_texts_and_pages_of_few_or_very_many_rows_are_left_to_the_rules(known: Known) -> None:
    for text in ("One row\nAnother", "A row\n" * (MOST + 1), PAGE):
        sheet = Sheet.of(text, known)
        assert judge_rows(sheet, [Mark("body", "")] * len(sheet)) == []
    assert find_headline([], 3) == 3


def test_a_label_that_the_chain_changed_says_so(known: Known) -> None:
    sheet = Sheet.of(PAGE, known)
    marks = [Mark("navigation", "below the text")] * len(sheet)
    judged = [dict.fromkeys(KINDS, 0.0) | {"body": 0.97, "site": 0.03}] * len(sheet)
    changed = weigh(sheet, marks, judged, headline=1, signed=2)
    assert changed[1] == changed[0] == marks[0]  # the headline keeps its label, what stands above the byline is no text
    assert changed[4] == Mark("body", "by the rows around it (0.97)")


def test_kinds_of_labels() -> None:
    assert kind_of(Mark("title", "heading within the text")) == "heading"
    assert kind_of(Mark("dateline", "")) == "fact"
    assert kind_of(Mark("tag", "")) == "site"


def test_weights_are_written_as_they_are_read() -> None:
    chain = shipped()
    again = Chain.from_json(chain.to_json())
    assert again == chain
    assert again.to_json() == chain.to_json()
    with pytest.raises(ValueError, match="make train-rows"):
        Chain.from_json(chain.to_json().replace('"form": 1', '"form": 99'))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("23 enero, 2019", date(2019, 1, 23)),
        ("12 août 2018", date(2018, 8, 12)),
        ("6. Oktober 2021, 21:47 Uhr", date(2021, 10, 6)),
        ("3 de mayo de 2004", date(2004, 5, 3)),
        ("1 Ağustos 2016", date(2016, 8, 1)),
        ("5 марта 2014", date(2014, 3, 5)),
        ("2021年3月4日", date(2021, 3, 4)),
        ("21.07.2023 kl. 16:05", date(2023, 7, 21)),
    ],
)
def test_days_of_other_languages(text: str, day: date) -> None:
    assert [d.day for d in find_days(text)] == [day]


def test_a_stamp_says_what_it_is_of() -> None:
    assert find_days("article:modified_time 2025-02-14T08:01:12+02:00")[0].role == "updated"
    assert find_days("article:published_time 2025-02-12T22:45:00+02:00")[0].role == "published"


def test_the_year_of_a_dateline_comes_from_a_day_near_by() -> None:
    assert nearest_day("March 8", [date(2013, 8, 3), date(2013, 3, 9)]) == date(2013, 3, 8)
    assert nearest_day("December 31", [date(2014, 1, 2)]) == date(2013, 12, 31)
    assert nearest_day("March 8", [date(2013, 8, 3)]) is None
    assert nearest_day("yesterday", [date(2013, 8, 3)]) is None


def test_the_day_in_an_address() -> None:
    assert day_in_address("http://www.example.org/world/2008/08/28/sco.html") == date(2008, 8, 28)
    assert day_in_address("http://www.example.org/story/20080850") is None


@pytest.mark.parametrize("text", ["(NTB/AFP)", "LETA, BNS", "(Agencies: EFE / AP)", "Additional reporting: PA, AFP"])
def test_agencies_alone(text: str, known: Known) -> None:
    assert are_agencies(text, known)


@pytest.mark.parametrize("text", ["Reuters", "AFP said on Monday that AP was wrong.", "Jane Roe, AFP"])
def test_no_agencies_alone(text: str, known: Known) -> None:
    assert not are_agencies(text, known)


def test_a_dateline_on_a_row_of_its_own(known: Known) -> None:
    below = "Colombia told its neighbours that it would show them the accord with Washington."
    line = dateline_alone("BARILOCHE, Argentina (EFE).-", below, known)
    assert line is not None
    assert line.agency == "EFE"
    assert dateline_alone("The accord was signed today.", below, known) is None
