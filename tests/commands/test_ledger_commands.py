"""Commands over a real ledger: keep, ask, look back, brief."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from commands.hands import OTHER, QUIET, HandWorkshop
from detente.codebook import Codebook
from detente.commands import asking, keeping, story
from detente.commands.briefing import brief
from detente.commands.coding import Refused, code, read
from detente.commands.demonstration import shared_origins
from detente.commands.errors import NotFound
from detente.commands.evidence import sentence_around, why
from detente.commands.intake import Ingested, ingest
from detente.commands.parties import find_party
from detente.export.brief_html import brief_page
from detente.export.shapes import brief_json
from detente.model import CodedArticle, Span, View
from detente.record import LedgerError, NoLedger
from export.made import PAGE, article


@pytest.fixture
def workshop(book: Codebook) -> HandWorkshop:
    return HandWorkshop(book)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "harbour.txt").write_text(PAGE, encoding="utf-8")
    (folder / "kymi.txt").write_text(OTHER, encoding="utf-8")
    (folder / "roses.txt").write_text(QUIET, encoding="utf-8")
    return folder


@pytest.fixture
def ledger(tmp_path: Path, pages: Path, workshop: HandWorkshop) -> Path:
    path = tmp_path / "kept" / "ledger.sqlite"
    ingest(path, [str(pages)], workshop=workshop)
    return path


def test_read_goes_on_after_a_refusal(pages: Path, workshop: HandWorkshop) -> None:
    (pages / "empty.txt").write_text("\n", encoding="utf-8")
    found = list(read([str(pages), "nowhere.txt"], workshop))
    assert [f.path if isinstance(f, Refused) else f.name for f in found] == [
        str(pages / "empty.txt"),
        "harbour",
        "kymi",
        "roses",
        "nowhere.txt",
    ]


def test_code_reads_stdin(workshop: HandWorkshop) -> None:
    (found,) = code(["-"], stdin=PAGE.encode(), workshop=workshop)
    assert isinstance(found, CodedArticle)
    assert found.article.name == "stdin"
    assert len(found.reports) == 2


def test_what_is_refused_keeps_its_place(tmp_path: Path, workshop: HandWorkshop) -> None:
    for name in ("a", "c", "e"):
        (tmp_path / f"{name}.txt").write_text(PAGE)
    for name in ("b", "d", "f", "g"):
        (tmp_path / f"{name}.txt").touch()
    found = [
        Path(f.path).stem if isinstance(f, Refused) else f.article.name
        for f in code([str(tmp_path)], workshop=workshop)
    ]
    assert found == list("abcdefg")


def test_a_second_delivery_adds_nothing(ledger: Path, pages: Path, workshop: HandWorkshop) -> None:
    before = keeping.cite(ledger).ledger_hash
    done = ingest(ledger, [str(pages)], workshop=workshop)
    assert (done.new_articles, done.known_articles, done.new_reports) == (0, 3, 0)
    assert keeping.cite(ledger).ledger_hash == before


def test_ingest_counts_and_says_why_an_article_is_silent(tmp_path: Path, pages: Path, workshop: HandWorkshop) -> None:
    seen: list[object] = []
    done = ingest(tmp_path / "new.sqlite", [str(pages), "gone.txt"], workshop=workshop, watch=seen.append)
    assert isinstance(done, Ingested)
    assert (done.new_articles, done.new_reports) == (3, 3)
    assert done.silent == [("roses", "0 events: 3 sentences, 0 triggers")]
    assert [r.path for r in done.refused] == ["gone.txt"]
    assert len(seen) == 4


def test_two_tellings_are_one_event(ledger: Path) -> None:
    found = asking.events(ledger)
    assert [(e.event_type, len(e.reports)) for e in found] == [("SANCTION", 2), ("SANCTION", 1)]
    assert len(found[0].origins) == 2


def test_events_by_party_type_and_outlet(ledger: Path, book: Codebook) -> None:
    def ask(*names: str, kind: str | None = None, outlet: str | None = None) -> int:
        parties = tuple(find_party(name, book.actors) for name in names)
        return len(asking.events(ledger, wanted=asking.Filter(parties, kind, outlet)))

    assert ask("Russia", "Britain") == 2
    assert ask("Britain", "Russia") == 2
    assert ask("Russia") == 2
    assert ask("France") == 0
    assert ask("France", "Russia") == 0
    assert ask(kind="SANCTION") == 2
    assert ask(kind="AID") == 0
    assert ask(outlet="kymi courier") == 1
    assert ask(outlet="Nobody's Times") == 0


def test_an_unknown_event_type_is_told() -> None:
    assert asking.check_type("sanction", ("SANCTION", "AID")) == "SANCTION"
    with pytest.raises(NotFound, match="one of SANCTION, AID"):
        asking.check_type("SANCTON", ("SANCTION", "AID"))


def test_event_by_the_beginning_of_its_id(ledger: Path) -> None:
    first = asking.events(ledger)[0]
    assert asking.event(ledger, first.id) == first
    assert asking.event(ledger, first.id[:8]).id == first.id
    with pytest.raises(LedgerError):
        asking.event(ledger, "E-000000000000")


def test_as_of_leaves_out_what_came_later(ledger: Path) -> None:
    assert len(asking.events(ledger, View(as_of=date(2018, 3, 15)))) == 1
    assert asking.events(ledger, View(published_by=date(2018, 3, 16))) == []


def test_an_event_outside_the_view_is_not_found(ledger: Path) -> None:
    later = asking.events(ledger)[1]
    with pytest.raises(LedgerError, match="widen the view"):
        asking.event(ledger, later.id, View(as_of=date(2018, 3, 15)))


def test_channels_stand_by_the_day(ledger: Path, book: Codebook) -> None:
    (channel,) = asking.channels(ledger, day=date(2018, 4, 1))
    assert (channel.kind, channel.status, channel.holder.code) == ("consulate", "closed", "GBR")
    assert asking.channels(ledger, day=date(2018, 3, 1)) == []
    russia, france = (find_party(name, book.actors) for name in ("Russia", "France"))
    assert len(asking.channels(ledger, day=date(2018, 4, 1), parties=(russia,))) == 1
    assert asking.channels(ledger, day=date(2018, 4, 1), parties=(france,)) == []


def test_responses(ledger: Path, book: Codebook) -> None:
    (answer,) = asking.responses(ledger, stated_only=True)
    assert answer.link.stated
    assert answer.link.span is not None
    assert answer.link.span.text == "in answer to the expulsion"
    assert answer.lag == 3
    assert answer.proportion == "in kind"
    assert asking.responses(ledger, parties=(find_party("France", book.actors),)) == []


def test_docket_by_day_and_status(ledger: Path) -> None:
    (step,) = asking.docket(ledger, day=date(2018, 3, 20))
    assert step.actor[0].code == "RUS"
    assert asking.docket(ledger, day=date(2018, 3, 20), status=step.status) == [step]
    assert asking.docket(ledger, day=date(2018, 3, 20), status="cancelled") == []
    assert asking.docket(ledger, View(as_of=date(2018, 3, 16), published_by=date(2018, 3, 16))) == []


@pytest.mark.parametrize(
    ("view", "day"),
    [
        (View(as_of=date(2018, 3, 15), published_by=date(2018, 3, 10)), date(2018, 3, 15)),
        (View(published_by=date(2018, 3, 10)), date(2018, 3, 10)),
        (View(as_known=datetime(2018, 3, 9, 23, tzinfo=UTC)), date(2018, 3, 9)),
        (View(), None),
    ],
)
def test_day_of_a_view(view: View, day: date | None) -> None:
    assert story.day_of(view) == (day or datetime.now(UTC).date())


def test_why_of_an_event_and_of_a_report(ledger: Path, workshop: HandWorkshop) -> None:
    event = asking.events(ledger)[0]
    found = why(ledger, event.id, workshop=workshop)
    assert found.event == event
    assert len(found.evidence) == 2
    first = found.evidence[0]
    assert first.stored == event.best
    assert first.passage is not None
    assert first.passage.span.text == "Britain expelled 23 Russian diplomats on Wednesday."
    assert first.rule.file == "sanction.yaml"
    assert first.rule.line > 0
    assert first.rule.because
    (one,) = why(ledger, event.best.report_id, workshop=workshop).evidence
    assert one.stored.report_id == event.best.report_id


def test_sentence_around_words_and_nothing_after_a_purge() -> None:
    page = article()
    words = page.text.index("blamed")
    sentence = sentence_around(page, Span(words, words + 6, "blamed"))
    assert sentence is not None
    assert sentence.text == "It blamed Moscow for the attack."
    assert page.text[sentence.start : sentence.end] == sentence.text
    assert sentence_around(page, Span(0, 6, "absent")) is None


def test_a_page_without_full_stops_is_cut() -> None:
    page = article("Home\n17 March 2018\n" + "word " * 2000 + "deed " + "word " * 2000 + "end.")
    at = page.text.index("deed")
    sentence = sentence_around(page, Span(at, at + 4, "deed"))
    assert sentence is not None
    assert len(sentence.text) <= 700
    assert "deed" in sentence.text


def test_brief_of_a_pair_and_of_all(ledger: Path, workshop: HandWorkshop, book: Codebook) -> None:
    parties = tuple(find_party(name, book.actors) for name in ("Britain", "Russia"))
    found = brief(ledger, parties, workshop=workshop, day=date(2018, 3, 20))
    assert found.title == "the United Kingdom and Russia"
    assert [found.numbers[e.id] for e in found.events] == [1, 2]
    assert found.counts.reports == 3
    assert found.counts.outlets == 2
    assert set(found.evidence) == {r.report_id for e in found.events for r in e.reports}
    assert len(found.channels) == len(found.docket) == 1
    assert [a.link.stated for a in found.answers] == [False, True]
    page = brief_page(found)
    assert "in answer to the expulsion" in page
    assert brief_json(found)["events"][0]["origins"] == 2
    everything = brief(ledger, workshop=workshop)
    assert everything.title == "Everything on record"
    assert len(everything.events) == 2


def test_one_origin_behind_two_outlets(tmp_path: Path, workshop: HandWorkshop) -> None:
    for name, outlet in (("a", "The Harbour Post"), ("b", "The Kymi Courier")):
        text = OTHER.replace("The Kymi Courier", outlet).replace("Britain expelled", "(Reuters) - Britain expelled")
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    ledger = tmp_path / "l.sqlite"
    ingest(ledger, [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")], workshop=workshop)
    found = asking.events(ledger)
    shared = shared_origins(found)
    agencies = {r.agencies for e in found for r in e.reports}
    assert agencies == {("Reuters",)}
    assert [(s.origin, len(s.reports)) for s in shared] == [("Reuters", 2)]


def test_keeping(ledger: Path, tmp_path: Path) -> None:
    assert keeping.verify(ledger).ok
    cited = keeping.cite(ledger)
    assert cited.counts.articles == 3
    assert cited.ledger_hash in cited.text
    assert keeping.cite(ledger, View(as_known=cited.as_known)).ledger_hash == cited.ledger_hash
    assert keeping.verify(ledger, anchor=cited.chain_hash).ok
    assert not keeping.verify(ledger, anchor="0" * 64).ok
    made = keeping.backup(ledger, tmp_path / "copy.sqlite")
    assert made.path.exists()
    keeping.restore(made.path, tmp_path / "again" / "ledger.sqlite")
    assert keeping.cite(tmp_path / "again" / "ledger.sqlite").ledger_hash == cited.ledger_hash
    with pytest.raises(LedgerError):
        keeping.restore(made.path, ledger)


def test_changes_since(ledger: Path) -> None:
    everything = keeping.changes(ledger)
    assert {c.what for c in everything} == {"added"}
    assert keeping.changes(ledger, since=datetime.now(UTC) + timedelta(days=1)) == []


def test_no_ledger(tmp_path: Path) -> None:
    for ask in (asking.events, asking.channels, asking.responses, asking.docket, keeping.verify, keeping.cite):
        with pytest.raises(NoLedger):
            ask(tmp_path / "none.sqlite")
    assert list(tmp_path.iterdir()) == []
