"""What neighbouring lines make of a line: folded lines, lists, the text's limits, headline, teasers."""

from __future__ import annotations

from detente.read import Known, read_text
from detente.read.body import find_body, find_lead, find_listings
from detente.read.layout import split_rows
from detente.read.sheet import Sheet, speaks_to_reader
from detente.read.stories import headline_of, without_numbers
from detente.read.title import choose_title

PROSE = (
    "The embassy of Chad in Rome was closed on Tuesday after a week of protests at its gate.",
    "A spokesman of the ministry said that visas would be given out by the consulate in Milan.",
    "Italy has asked the government in Ndjamena to pay for the broken windows of the house next door.",
)


def page(*blocks: str) -> str:
    return "\n\n".join(blocks)


def labels(text: str, known: Known) -> list[tuple[str, str]]:
    return [(line.label, line.span.text) for line in read_text(text, name="x", known=known).lines]


def test_folded_lines_are_joined_and_keep_their_offsets() -> None:
    folded = (
        "The two governments agreed on Monday to mark the border anew and to\n"
        "withdraw their soldiers from the strip that both of them have held in\n"
        "turn since the war of 1973. A commission with members from each side\n"
        "will meet in the spring.\n\n"
        "Farmers of the strip had asked for a gate in the fence, which was not\n"
        "granted, and for money, of which they\n"
        "were promised some.\n"
    )
    rows = split_rows(folded)
    assert len(rows) == 2
    assert all(folded[row.start : row.end] == row.text for row in rows)


def test_headers_of_a_mail_are_not_joined() -> None:
    text = "Subject: Ethiopia and Somalia sign a paper in the city of Ankara\nDate: 12 Dec 2024\n\n" + "\n".join(
        "a line that goes on and on in lower case without an end stop at all\nand so on." for _ in range(4)
    )
    assert [row.text.split(":")[0] for row in split_rows(text)[:2]] == ["Subject", "Date"]


def test_single_headlines_and_bylines_are_not_joined() -> None:
    text = "Ministers of four states meet in Geneva to speak about the river\nby Jane Roe\n\n" + PROSE[0]
    assert len(split_rows(text)) == 3


def test_the_scrapers_key_is_a_row_of_its_own() -> None:
    rows = split_rows(" date 2021-10-18 | Some Herald\n")
    assert [row.text for row in rows] == ["date 2021-10-18 |", "Some Herald"]


def test_a_list_absorbs_headlines_and_the_text_goes_on_after_it(known: Known) -> None:
    box = "RELATED STORIES\nWho pays for broken windows?\nChad names a new envoy to the Vatican"
    sheet = Sheet.of(page("Chad shuts its embassy in Rome", PROSE[0], box, PROSE[1], PROSE[2]), known)
    listings = find_listings(sheet)
    assert [(listing.heading, listing.end, listing.resumed) for listing in listings] == [(2, 5, True)]
    assert find_body(sheet, listings) == (1, 7)


def test_blurbs_do_not_bring_the_text_back(known: Known) -> None:
    tail = page(
        "Read more",
        "Chad names a new envoy to the Vatican",
        "The bishop will present his papers at Easter, it is said.",
    )
    sheet = Sheet.of(page("Chad shuts its embassy in Rome", *PROSE, tail), known)
    assert find_body(sheet, find_listings(sheet)) == (1, 4)


def test_comments_end_the_text(known: Known) -> None:
    comments = page("Comments", "Ann\n2 hours ago", "I lived next door, and the windows were broken long before that.")
    article = read_text(page("Chad shuts its embassy in Rome", *PROSE, comments), name="x", known=known)
    assert article.body == page(*PROSE)


def test_a_comments_button_above_the_text_ends_nothing(known: Known) -> None:
    article = read_text(page("Chad shuts its embassy in Rome", "Comments", *PROSE), name="x", known=known)
    assert article.body == page(*PROSE)


def test_a_box_within_the_text(known: Known) -> None:
    box = page("HAVE YOUR SAY", "Was Chad right to close its embassy?", "Add or view comments")
    article = read_text(page("Chad shuts its embassy in Rome", PROSE[0], box, PROSE[1]), name="x", known=known)
    assert article.body == page(PROSE[0], PROSE[1])


def test_an_appeal_within_the_text_takes_its_block_along(known: Known) -> None:
    box = "Sign up for The Tide\nThe week in Africa, every Sunday.\nEnter your email"
    article = read_text(page("Chad shuts its embassy in Rome", PROSE[0], box, *PROSE[1:]), name="x", known=known)
    assert article.body == page(*PROSE)
    assert [line.label for line in article.lines[2:5]] == ["appeal"] * 3


def test_headings_within_the_text(known: Known) -> None:
    found = labels(page("Chad shuts its embassy in Rome", PROSE[0], "What has Rome said?", PROSE[1]), known)
    assert [label for label, _ in found] == ["title", "body", "body", "body"]
    found = labels(page("Chad shuts its embassy in Rome", PROSE[0], "Windows and bills", PROSE[1]), known)
    assert [label for label, _ in found] == ["title", "body", "title", "body"]


def test_a_quotation_set_apart_is_not_said_twice(known: Known) -> None:
    pulled = '"Nobody pays for windows" - Ann Roe of Chad'
    article = read_text(page("Chad shuts its embassy in Rome", PROSE[0], pulled, PROSE[1]), name="x", known=known)
    assert article.body == page(PROSE[0], PROSE[1])
    assert article.authors == ()


def test_a_dateline_is_a_line_of_its_own(known: Known) -> None:
    found = labels(page("Chad shuts its embassy in Rome", "ROME, May 3 (AFP) - " + PROSE[0], PROSE[1]), known)
    assert found[1:3] == [("dateline", "ROME, May 3 (AFP) -"), ("body", PROSE[0])]


def test_what_stands_above_the_dateline_is_not_text(known: Known) -> None:
    above = "The flag of Chad flies over the gate of the house in Rome in May 2019."
    article = read_text(page("Chad shuts its embassy in Rome", above, "ROME - " + PROSE[0]), name="x", known=known)
    assert article.body == PROSE[0]
    assert article.dateline == "ROME"


def test_a_standfirst_above_the_byline_leaves_byline_and_day_their_facts(known: Known) -> None:
    text = page("Chad shuts its embassy in Rome", PROSE[1], "By Jane Roe\n3 May 2019", PROSE[0], PROSE[2])
    sheet = Sheet.of(text, known)
    start, end = find_body(sheet, find_listings(sheet))
    assert (find_lead(sheet, start, end), end) == (4, 6)
    article = read_text(text, name="x", known=known)
    assert article.authors == ("Jane Roe",)
    assert article.body == page(PROSE[0], PROSE[2])
    assert article.published is not None
    assert article.published.day.isoformat() == "2019-05-03"


def test_the_headline_stands_above_its_standfirst(known: Known) -> None:
    sheet = Sheet.of(page("Chad shuts its embassy in Rome", "Rome says gate was stormed by a crowd", *PROSE), known)
    title = choose_title(sheet, 2, [])
    assert title is not None
    assert title.row == 0


def test_an_outlet_beside_the_headline_is_cut_off(known: Known) -> None:
    for text in ("Chad shuts its embassy in Rome | Gulf Post", "Gulf Post - Chad shuts its embassy in Rome"):
        article = read_text(page(text, *PROSE), name="x", known=known)
        assert article.title == "Chad shuts its embassy in Rome"
        assert article.publisher == "Gulf Post"


def test_a_page_without_a_headline_has_none(known: Known) -> None:
    article = read_text(page("3 May 2019", *PROSE), name="x", known=known)
    assert article.title is None
    assert article.title_span is None


def test_kickers_blurbs_and_numbers_are_no_teasers(known: Known) -> None:
    tail = page(
        "Read more",
        "back off\n\nChad names a new envoy to the Vatican\n\nThe bishop will present his papers at Easter.",
        "new money\n\nRome pays for windows of the embassy\n\nThe bill came to six hundred euros in all.",
    )
    article = read_text(page("Chad shuts its embassy in Rome", *PROSE, tail), name="x", known=known)
    assert article.teasers == ("Chad names a new envoy to the Vatican", "Rome pays for windows of the embassy")
    numbered = "Most read\n1. Chad names a new envoy\n2. Rome pays for windows\n   The bill came to six hundred."
    article = read_text(page("Chad shuts its embassy in Rome", *PROSE, numbered), name="x", known=known)
    assert article.teasers == ("Chad names a new envoy", "Rome pays for windows")


def test_a_teasers_own_number_is_kept() -> None:
    assert headline_of("20 killed in landslide") == "20 killed in landslide"
    assert headline_of("3  Ireland win at last") == "Ireland win at last"
    assert headline_of("» Ireland win at last (2 min read)") == "Ireland win at last"


def test_numbers_that_count_are_cut_off() -> None:
    assert without_numbers(["1 Man rescued", "2 The best chippers"]) == ["Man rescued", "The best chippers"]
    assert without_numbers(["20 killed in landslide", "Rome pays"]) == ["20 killed in landslide", "Rome pays"]


def test_a_list_above_the_text_leaves_the_headline_out(known: Known) -> None:
    head = "Top stories\nGold price hits a record\nChad shuts its embassy in Rome\n3 May 2019"
    article = read_text(page(head, *PROSE), name="x", known=known)
    assert article.title == "Chad shuts its embassy in Rome"
    assert article.teasers == ("Gold price hits a record",)
    assert article.day is not None


def test_sources_are_credits_and_no_text(known: Known) -> None:
    sources = page("Sources", '"Embassy of Chad closed" — Associated Press, May 3, 2019')
    article = read_text(page("Chad shuts its embassy in Rome", *PROSE, sources), name="x", known=known)
    assert article.agencies == ("AP",)
    assert article.body == page(*PROSE)
    assert article.published is None


def test_speaking_to_the_reader() -> None:
    assert speaks_to_reader("47 readers have had their say. Join the debate!") >= 2
    assert speaks_to_reader("We expect respect for the sovereignty of our country.") == 0
    assert speaks_to_reader('"You and your friends must go," the minister told the envoys.') == 0
