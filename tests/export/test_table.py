"""What the screen shows, as a pipe gets it: no colours, nothing cut, nothing that a terminal would obey."""

import io
from dataclasses import replace
from datetime import date

import pytest
from rich.console import Console, RenderableType

from detente.export import table, table_why
from detente.export.brief import Answer
from detente.export.evidence import Evidence, Rule, chain_of, cut_passage, marks_of
from detente.model import Claim, DocketEntry, EventLink, Span
from export.made import BRITAIN, PAGE, RUSSIA, article, channel, closure, coded, expulsion, span, stored, two_events


def shown(block: RenderableType, width: int = 80) -> str:
    console = Console(file=io.StringIO(), width=width, color_system=None, highlight=False, markup=False)
    with console.capture() as captured:
        console.print(block)
    return captured.get()


def evidence() -> Evidence:
    one = stored(expulsion(), article(agencies=("Reuters",)))
    sentence = span(PAGE, "Britain expelled 23 Russian diplomats on Wednesday.")
    rule = Rule("sanction.expel-diplomats", "sanction.yaml", 3, "The host puts diplomats out.")
    return Evidence(one, cut_passage(sentence, marks_of(one.report)), chain_of(one), rule)


def test_article_block() -> None:
    text = shown(table.article_block(coded()))
    for words in (
        "Britain sends out 23 Russians; Moscow answers", "The Harbour Post · 17 Mar 2018 · harbour", "2018-03-14",
        "SANCTION expel  United Kingdom GBR → Russia RUS  23 people", "“expelled 23 Russian diplomats”",
        "(future)", "said by Sergey Lavrov, via TASS", "answers e1",
        "consulate: United Kingdom → Russia, St Petersburg  closed  from 17 Mar 2018",
    ):  # fmt: skip
        assert words in text


def test_article_without_events_says_why() -> None:
    text = shown(table.article_block(coded(reports=[]), "0 events: 3 sentences, 0 triggers"))
    assert "0 events: 3 sentences, 0 triggers" in text


@pytest.mark.parametrize("width", [60, 80, 120])
def test_every_line_fits_and_dates_stand_in_one_column(width: int) -> None:
    lines = shown(table.article_block(coded()), width).splitlines()
    assert all(len(line) <= width for line in lines)
    assert [line[:10] for line in lines if line.startswith("2018-")] == ["2018-03-14", "2018-03-17"]


def test_events_with_sentence_and_tellers() -> None:
    first, second = two_events()
    text = shown(table.events_table([first, second], {first.best.report_id: evidence()}))
    assert "“Britain expelled 23 Russian diplomats on Wednesday.”" in text
    assert "“close the British consulate”" in text
    assert "answers E-1" in text


def test_inferred_answers_and_claims_are_named() -> None:
    first, _ = two_events()
    inferred = EventLink("responds_to", "E-1", "E-0", False, how="the other way round")
    one = replace(first, links=(inferred,), claims=(Claim("people", "24", ("R-y",)),))
    text = shown(table.events_table([one]))
    assert "answers E-0 (inferred)" in text
    assert "disputed: people" in text


def test_event_block_lists_the_tellings() -> None:
    first, _ = two_events()
    text = shown(table.event_block(first))
    assert "Told by" in text
    assert first.best.report_id in text
    assert "2018-03-17   The Harbour Post" in text


def test_channels_answers_docket_differences() -> None:
    first, second = two_events()
    text = shown(table.channels_table([channel()]))
    assert "closed" in text
    assert "told by The Harbour Post" in text
    text = shown(table.answers_table([Answer(second, first, second.links[0], 3, "in kind")]))
    assert "3 days later · in kind" in text
    assert "“in answer to the expulsion”" in text
    entry = DocketEntry("E-2", (RUSSIA,), (BRITAIN,), second.when, "overdue", None, second.reports)
    text = shown(table.docket_table([entry]))
    assert "overdue  SANCTION expel  Russia RUS → United Kingdom GBR" in text
    link = EventLink("contradicts", "E-2", "E-1", True)
    text = shown(table.contradictions_block([link], {"E-1": first, "E-2": second}, {}))
    assert "but SANCTION expel" in text
    disputed = replace(first, claims=(Claim("people", "23", (first.best.report_id,)),))
    assert "people 23: The Harbour Post" in shown(table.claims_block([disputed]))


def test_why_shows_the_whole_chain() -> None:
    first, _ = two_events()
    text = shown(table_why.why_block(first, [evidence()]), 100)
    for words in (
        "outlet      The Harbour Post, 17 Mar 2018", "agency      Reuters (credited by the page)",
        "speaker     the outlet itself", "sanction.expel-diplomats, sanction.yaml:3", "The host puts diplomats out.",
        "second      sanction.expel-noun: no noun here", "quad 4, scale -5",
        "Britain expelled 23 Russian diplomats on Wednesday.",
    ):  # fmt: skip
        assert words in text
    trigger = expulsion().trigger
    assert f"“{trigger.text}” [{trigger.start}:{trigger.end}]" in text


def test_why_without_text_says_that_it_was_purged() -> None:
    text = shown(table_why.why_block(None, [replace(evidence(), passage=None)]))
    assert "the page's text was purged" in text


def test_read_shows_each_line_with_its_label() -> None:
    text = shown(table_why.article_lines(article()), 120)
    assert "body        Britain expelled 23 Russian diplomats" in text
    assert "navigation  Home | World | Weather" in text
    assert "published   2018-03-17 (header line, 0.90)" in text


def test_escape_sequences_never_reach_the_screen() -> None:
    bad = "a\x1b[31mb\x1b]0;t\x07\u202e"
    report = replace(closure(), trigger=Span(0, len(bad), bad), runner_up=(bad,), when_how=bad, notes=(bad,))
    page = article(outlet=bad, name=bad, published=date(2018, 3, 17), agencies=(bad,))
    one = stored(report, page)
    found = Evidence(one, cut_passage(Span(0, len(bad), bad), marks_of(report)), chain_of(one), Rule(bad, bad, 1, bad))
    made = replace(coded(page, reports=[]), reports=(report,))
    for block in (table.article_block(made, bad), table_why.why_block(None, [found]), table_why.article_lines(page)):
        text = shown(block)
        assert "\x1b" not in text
        assert "\x07" not in text
        assert "\u202e" not in text
