"""What a delivery adds, and what it does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from detente.model import CodedArticle, DayFact, Span
from detente.record import BadRecord, Ledger, NotFound
from record.making import make, make_article, span_of


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.sqlite", create=True) as opened:
        yield opened


def test_what_goes_in_comes_out(ledger: Ledger) -> None:
    coded = make(3)
    ledger.append(coded)
    assert ledger.article(coded.article.id).article == coded.article
    stored = {r.report_id: r for r in ledger.reports()}
    assert {r.report for r in stored.values()} == set(coded.reports)
    for report in coded.reports:
        row = stored[report.id_in(coded.article.id)]
        assert row.outlet == coded.article.publisher
        assert row.published_at == coded.article.day
        assert row.agencies == coded.article.agencies
        assert (row.coder, row.lexicon) == (coded.coder, coded.lexicon)
    assert [k.link for k in ledger.links()] == list(coded.links)
    assert [t.state for t in ledger.told_states()] == [
        replace(s, since=t.state.since) for s, t in zip(coded.channels, ledger.told_states(), strict=True)
    ]


def test_a_second_delivery_adds_nothing(ledger: Ledger) -> None:
    first = ledger.append(make(1))
    before = ledger.chain_hash()
    again = ledger.append(make(1))
    assert (first.new_article, first.new_reports, first.known_reports) == (True, 3, 0)
    assert (again.new_article, again.new_reports, again.known_reports) == (False, 0, 3)
    assert ledger.chain_hash() == before


def test_a_newer_coder_replaces_only_what_it_reads_differently(ledger: Ledger) -> None:
    ledger.append(make(1))
    before = {r.report.key: r for r in ledger.reports()}
    done = ledger.append(make(1, coder="coder 2", shift=1))
    after = {r.report.key: r for r in ledger.reports()}
    assert (done.new_reports, done.known_reports, done.superseded) == (2, 1, 2)
    assert after["e1"] == before["e1"]
    assert after["e2"].report_id != before["e2"].report_id
    assert ledger.report(before["e2"].report_id).superseded_at is not None
    assert after["e2"].coder == "coder 2"


def test_going_back_to_an_earlier_coder_brings_its_reports_back(ledger: Ledger) -> None:
    for coded in (make(1), make(1, coder="coder 2", shift=1), make(1)):
        ledger.append(coded)
    assert {r.report_id for r in ledger.reports()} == {r.id_in(make(1).article.id) for r in make(1).reports}
    assert ledger.verify().ok


def test_a_corrected_page_is_a_new_version(ledger: Ledger) -> None:
    old, new = make(1, path="/in/1.txt"), make(1, path="/in/1.txt", version=2)
    ledger.append(old)
    done = ledger.append(new)
    assert done.corrects == (old.article.id,)
    assert [a.id for a in ledger.articles()] == [new.article.id]
    assert {r.article_id for r in ledger.reports()} == {new.article.id}
    kept = ledger.article(old.article.id)
    assert kept.article == old.article
    assert kept.superseded_why == f"corrected by {new.article.id}"
    assert ledger.article(old.article.name).id == new.article.id
    ledger.append(old)  # delivered once more, it stays what it is: an earlier version
    assert [a.id for a in ledger.articles()] == [new.article.id]


def test_an_earlier_version_that_comes_late_does_not_stand(ledger: Ledger) -> None:
    def on(day: date, coded: CodedArticle) -> CodedArticle:
        fact = DayFact(day, "updated line", 0.9)
        return replace(coded, article=replace(coded.article, updated=fact))

    new = on(date(2021, 5, 2), make(1, path="/in/1.txt", version=2))
    old = on(date(2021, 5, 1), make(1, path="/in/1.txt"))
    ledger.append(new)
    ledger.append(old)
    assert [a.id for a in ledger.articles()] == [new.article.id]
    assert ledger.article(old.article.id).superseded_why == f"corrected by {new.article.id}"


def test_one_title_on_two_days_is_two_articles(ledger: Ledger) -> None:
    for day in (date(2021, 5, 1), date(2021, 5, 8)):
        text = f"World in brief\nRussia met ministers of Cuba on {day:%d %B}."
        page = make_article(text, name=f"brief-{day}", title="World in brief", publisher="The Courier", day=day)
        assert ledger.append(CodedArticle(page, (), (), (), "c", "l")).corrects == ()
    assert ledger.counts().articles == 2


def test_a_file_name_used_again_for_another_story_ends_nothing(ledger: Ledger) -> None:
    for text in (
        "Cuba and the United States reopened their embassies after more than fifty years.",
        "Storms closed the harbour for a second day, and ferries stayed tied up.",
    ):
        ledger.append(CodedArticle(make_article(text, name="latest", path="/in/latest.txt"), (), (), (), "c", "l"))
    assert ledger.counts().articles == 2


def test_a_day_given_replaces_a_day_guessed_and_not_the_other_way_round(ledger: Ledger) -> None:
    coded = make(1)

    def dated(day: date, origin: str, confidence: float) -> CodedArticle:
        return replace(coded, article=replace(coded.article, published=DayFact(day, origin, confidence)))

    guessed, given = dated(date(2020, 1, 1), "file name", 0.6), dated(date(2020, 1, 2), "given", 1.0)
    ledger.append(guessed)
    ledger.append(given)
    ledger.append(guessed)
    assert {r.published_at for r in ledger.reports()} == {date(2020, 1, 2)}
    assert len(ledger.reports()) == 3
    assert ledger.verify().ok


def test_the_same_bytes_under_another_name_are_one_article(ledger: Ledger) -> None:
    coded = make(1)
    ledger.append(coded)
    ledger.append(replace(coded, article=replace(coded.article, name="copy", path="/else/copy.txt")))
    assert ledger.counts().articles == 1
    assert ledger.article("copy").id == ledger.article("article-00001").id == coded.article.id


def test_an_article_without_reports_is_kept(ledger: Ledger) -> None:
    coded = make(1, reports=0)
    assert ledger.append(coded).new_article
    assert ledger.articles()[0].article == coded.article
    assert ledger.reports() == []


def _wrong_span(coded: CodedArticle) -> CodedArticle:
    bad = replace(coded.reports[0], trigger=Span(0, 5, "never"))
    return replace(coded, reports=(bad, *coded.reports[1:]))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_wrong_span, "quotes 'never' at 0-5"),
        (lambda c: replace(c, links=(replace(c.links[0], target="e9"),)), "names report 'e9'"),
        (lambda c: replace(c, channels=(replace(c.channels[0], record="e9"),)), "names report 'e9'"),
        (lambda c: replace(c, reports=(c.reports[0], c.reports[0])), "two reports have the key 'e1'"),
        (lambda c: replace(c, article=replace(c.article, title="\ud800")), "not text"),
        (lambda c: replace(c, reports=(replace(c.reports[0], notes=("\udfff",)), *c.reports[1:])), "not text"),
    ],
)
def test_evidence_that_does_not_hold_is_refused_whole(ledger: Ledger, spoil: object, said: str) -> None:
    coded = make(3)
    ledger.append(make(6))
    before = ledger.chain_hash()
    with pytest.raises(BadRecord, match=said):
        ledger.append(spoil(coded))  # type: ignore[operator]
    assert ledger.chain_hash() == before
    assert ledger.append(coded).new_article


def test_a_refused_article_does_not_spoil_its_batch(ledger: Ledger) -> None:
    clash = make(2)
    clash = replace(clash, article=replace(clash.article, id=make(1).article.id))
    with ledger.batch():
        ledger.append(make(1))
        with pytest.raises(BadRecord, match="that of another page"):
            ledger.append(clash)
        ledger.append(make(3))
    assert ledger.counts().articles == 2
    assert ledger.verify().ok


def test_a_batch_that_fails_leaves_nothing(ledger: Ledger) -> None:
    ledger.append(make(1))
    before = ledger.chain_hash()
    ledger_in_trouble = pytest.raises(NotFound)
    with ledger_in_trouble, ledger.batch():
        ledger.append(make(2))
        ledger.report("R-nothing")
    assert ledger.chain_hash() == before
    ledger.append(make(2))
    assert ledger.verify().ok


def test_odd_text_is_kept_to_the_letter(ledger: Ledger) -> None:
    text = "Tail\x00nul \u202e bidi \u200b e\u0301 \U0001f54a\r\nRussia warned Cuba.\x0b"
    page = make_article(text, name="odd \x00 name", title="'; DROP TABLE reports; --")
    ledger.append(CodedArticle(page, (), (), (), "c", "l"))
    assert ledger.articles()[0].article == page
    assert ledger.verify().ok
    assert span_of(text, "Cuba").text == "Cuba"
