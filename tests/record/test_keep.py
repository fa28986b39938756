"""Backup, restore, purge, compact, rebuild."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from detente.record import BadBackup, Ledger, LedgerUnwritable, NotFound, verify
from record.making import make, make_article


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.sqlite", create=True) as opened:
        for number in range(8):
            opened.append(make(number, path=f"/in/{number}"))
        opened.append(make(1, path="/in/1", version=2))
        opened.judge("retract", outlet="The Courier", by="JD", why="so")
        opened.assign({r.report_id: "E-1" for r in opened.reports()})
        yield opened


def test_a_backup_restored_is_the_ledger(ledger: Ledger, tmp_path: Path) -> None:
    made = ledger.backup(tmp_path / "backup.sqlite")
    assert made.chain_hash == ledger.chain_hash()
    assert made.size == (tmp_path / "backup.sqlite").stat().st_size
    ledger.append(make(30))
    state = Ledger.restore(made.path, tmp_path / "new" / "ledger.sqlite", anchor=made.chain_hash)
    assert state.ok
    with Ledger.open(tmp_path / "new" / "ledger.sqlite") as again:
        assert again.chain_hash() == made.chain_hash != ledger.chain_hash()
        again.append(make(30))
        assert again.reports() == [
            replace(r, recorded_at=x.recorded_at) for r, x in zip(ledger.reports(), again.reports(), strict=True)
        ]
        assert again.ledger_hash() == ledger.ledger_hash()
    assert not list(tmp_path.rglob("*.part*"))


def test_a_backup_is_one_file_that_opens_for_reading(ledger: Ledger, tmp_path: Path) -> None:

    ledger.backup(tmp_path / "backup.sqlite")
    with Ledger.open(tmp_path / "backup.sqlite", read_only=True) as again:
        assert again.counts() == ledger.counts()
    assert {p.name for p in tmp_path.glob("backup*")} == {"backup.sqlite"}


def test_nothing_is_written_over(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "backup.sqlite").write_text("mine")
    with pytest.raises(BadBackup, match="already"):
        ledger.backup(tmp_path / "backup.sqlite")
    made = ledger.backup(tmp_path / "other.sqlite")
    with pytest.raises(BadBackup, match="already"):
        Ledger.restore(made.path, tmp_path / "backup.sqlite")
    with pytest.raises(BadBackup):
        ledger.backup(tmp_path / "no such folder" / "backup.sqlite")
    assert (tmp_path / "backup.sqlite").read_text() == "mine"


def test_a_backup_that_does_not_verify_is_not_restored(ledger: Ledger, tmp_path: Path) -> None:
    made = ledger.backup(tmp_path / "backup.sqlite")
    raw = bytearray(made.path.read_bytes())
    at = raw.index(b"Officials declined")
    raw[at] ^= 1
    (tmp_path / "bad.sqlite").write_bytes(raw)
    with pytest.raises(BadBackup, match="not the one that was recorded"):
        Ledger.restore(tmp_path / "bad.sqlite", tmp_path / "new.sqlite")
    with pytest.raises(BadBackup, match="noted earlier"):
        Ledger.restore(made.path, tmp_path / "new.sqlite", anchor="ab" * 32)
    (tmp_path / "bad.sqlite").write_bytes(b"no database at all " * 500)
    with pytest.raises(BadBackup):
        Ledger.restore(tmp_path / "bad.sqlite", tmp_path / "new.sqlite")
    with pytest.raises(NotFound):
        Ledger.restore(tmp_path / "nothing.sqlite", tmp_path / "new.sqlite")
    assert not (tmp_path / "new.sqlite").exists()


def _with_word(word: str) -> object:
    coded = make(5)
    text = f"{coded.article.text}\nThe {word} garden was opened to visitors."
    return replace(coded, article=make_article(text, name="page", title=coded.article.title))


def test_a_purged_text_is_gone_from_the_file_and_its_hash_stays(ledger: Ledger, tmp_path: Path) -> None:
    coded = _with_word("zanzibarquux")
    ledger.append(coded)  # type: ignore[arg-type]
    reports, before = ledger.reports(), ledger.ledger_hash()
    assert ledger.search("zanzibarquux")
    purged = ledger.purge("page", by="JD", why="the publisher asked")
    assert purged.article_ids == (coded.article.id,)  # type: ignore[attr-defined]
    assert purged.characters == len(coded.article.text)  # type: ignore[attr-defined]
    assert purged.wiped
    assert ledger.search("zanzibarquux") == []
    stored = ledger.article("page")
    assert (stored.article.text, stored.purged) == ("", True)
    assert stored.article.raw_sha256 == coded.article.raw_sha256  # type: ignore[attr-defined]
    assert (ledger.reports(), ledger.ledger_hash()) == (reports, before)
    for file in tmp_path.glob("ledger.sqlite*"):
        assert b"zanzibarquux" not in file.read_bytes()
    state = ledger.verify()
    assert (state.ok, state.purged) == (True, 1)
    assert [c.what for c in ledger.changes() if c.id == stored.id] == ["added", "purged"]
    assert ledger.purge("page").characters == 0


def test_a_purged_text_does_not_come_back(ledger: Ledger) -> None:
    coded = _with_word("zanzibarquux")
    ledger.append(coded)  # type: ignore[arg-type]
    ledger.purge("page", by="JD", why="the publisher asked")
    ledger.append(coded)  # type: ignore[arg-type]
    ledger.append(replace(coded, coder="coder 2"))  # type: ignore[type-var]
    ledger.append(replace(coded, article=replace(coded.article, language="de"), coder="3"))  # type: ignore
    assert ledger.article("page").purged
    assert ledger.article("page").article.language == "de"
    assert ledger.search("zanzibarquux") == []
    assert ledger.verify().ok


def test_a_text_that_two_articles_share_goes_from_the_one_that_is_purged(ledger: Ledger) -> None:
    one = make(20)
    other = replace(one, article=replace(one.article, id="A-other", raw_sha256="00", name="twin", publisher="X"))
    ledger.append(one)
    ledger.append(other)
    assert ledger.purge("twin").article_ids == ("A-other",)
    assert ledger.article(one.article.id).article == one.article
    assert ledger.article("twin").purged
    assert ledger.verify().ok


def test_all_versions_of_a_page_are_purged(ledger: Ledger) -> None:
    """Version 2 stands in for the first since the fixture; a third comes; the name of any will do."""
    ledger.append(make(1, path="/in/1", version=3))
    ids = {make(1, version=version).article.id for version in (1, 2, 3)}
    assert set(ledger.purge(make(1).article.id).article_ids) == ids
    assert all(ledger.article(name).purged for name in ids)
    assert not ledger.article("article-00002").purged
    assert ledger.verify().ok


def test_a_text_that_is_taken_out_by_hand_is_missed(ledger: Ledger) -> None:
    with ledger.snapshot() as con:
        con.execute("COMMIT")
        con.execute("UPDATE texts SET text = NULL WHERE text_row = 1")
        con.execute("BEGIN")
    assert any("gone, and was not purged" in str(f) for f in ledger.verify().findings)


def test_compact_and_rebuild_change_no_answer(ledger: Ledger) -> None:
    def answers() -> list[object]:
        return [ledger.reports(), ledger.months(), ledger.search("officials"), ledger.reports(party="RUS")]

    before = [*answers(), ledger.chain_hash(), ledger.ledger_hash()]
    was, now = ledger.compact()
    assert now <= was
    ledger.rebuild()
    assert [*answers(), ledger.chain_hash(), ledger.ledger_hash()] == before
    assert ledger.verify().ok


@pytest.mark.parametrize("table", ["report_parties", "report_pairs", "rollups", "parties", "article_words"])
def test_a_wrong_index_is_found_and_can_be_made_again(ledger: Ledger, table: str) -> None:
    spoil = {
        "report_parties": "DELETE FROM report_parties WHERE row = 1",
        "report_pairs": "UPDATE report_pairs SET published_at = '2001-01-01' WHERE row = 1",
        "rollups": "UPDATE rollups SET reports = reports + 1",
        "parties": "UPDATE parties SET label = 'OTAN' WHERE label = 'NATO'",
        "article_words": "INSERT INTO article_words (article_words, rowid, title, text) "
        "SELECT 'delete', row, title, text FROM searchable LIMIT 1",
    }[table]
    with ledger.snapshot() as con:
        con.execute("COMMIT")
        con.execute(spoil)
        con.execute("BEGIN")
    assert table in {f.place for f in ledger.verify().findings}
    ledger.rebuild()
    assert ledger.verify().findings == []


@pytest.mark.parametrize(
    ("spoil", "place", "said"),
    [
        ("DELETE FROM reports WHERE row = 4", "reports", "is missing"),
        ("UPDATE reports SET outlet = 'The Times' WHERE row = 4", "reports", "is not what was recorded"),
        ("UPDATE reports SET report = replace(report, '\"people\":', '\"people\":1')", "reports", "is not"),
        ("UPDATE reports SET superseded_tx = NULL WHERE superseded_why LIKE 'corrected%'", "reports", "did not cease"),
        ("UPDATE reports SET superseded_why = 'no reason' WHERE superseded_tx IS NOT NULL", "reports", "did not cease"),
        ("UPDATE links SET superseded_tx = 3, superseded_why = 'x' WHERE row = 3", "links", "does not say so"),
        ("UPDATE instants SET at = '2001-01-01T00:00:00.000000Z' WHERE tx = 3", "instants", "is not the instant"),
        ("INSERT INTO instants (tx, at) VALUES (999, '2999')", "instants", "more instants"),
        ("DELETE FROM chain WHERE seq = 9", "chain", "does not follow"),
        ("UPDATE chain SET sha256 = zeroblob(32) WHERE seq = 9", "chain", "does not follow"),
        ("UPDATE texts SET text = text || ' '", "texts", "not the one"),
        ("INSERT INTO texts VALUES (9999, 'stray')", "texts", "of no article"),
        ("INSERT INTO sightings SELECT 999, 'A-x', 'x', '', sha256, 1 FROM runs", "sightings", "not in the chain"),
        ("UPDATE assignments SET event_id = 'E-2' WHERE row = 2", "assignments", "is not what was recorded"),
        ("UPDATE judgements SET by = 'nobody'", "judgements", "is not what was recorded"),
        ("CREATE TABLE extra (x)", "file", "not those of the schema"),
        ("DROP INDEX reports_by_id", "file", "not those of the schema"),
        ("PRAGMA user_version = 7", "file", "the header says"),
    ],
)  # fmt: skip
def test_what_is_tampered_with_is_named(ledger: Ledger, spoil: str, place: str, said: str) -> None:
    assert ledger.verify().ok
    with ledger.snapshot() as con:
        con.execute("COMMIT")
        con.execute("PRAGMA foreign_keys = OFF")
        con.execute(spoil)
        con.execute("BEGIN")
    found = [f for f in verify(ledger.path).findings if f.place == place]
    assert any(said in f.what for f in found), verify(ledger.path).findings


def test_taking_the_end_of_the_chain_away_shows_against_a_noted_hash(ledger: Ledger) -> None:
    """A ledger that was set back looks whole by itself; a hash noted outside tells."""
    noted = ledger.chain_hash()
    older = ledger.path.with_name("older.sqlite")
    with Ledger.open(older, create=True) as other:
        other.append(make(1))
    assert verify(older).ok
    assert not verify(older, anchor=noted).ok
    ledger.append(make(31))
    assert ledger.verify(anchor=noted).ok


def test_what_cannot_go_inside_a_batch_says_so(ledger: Ledger, tmp_path: Path) -> None:
    for call in (ledger.compact, lambda: ledger.backup(tmp_path / "b.sqlite"), lambda: ledger.purge("page")):
        with ledger.batch(), pytest.raises(LedgerUnwritable, match="inside a batch"):
            call()


def test_a_file_that_is_not_there_or_not_ours_is_a_finding(tmp_path: Path) -> None:
    assert not verify(tmp_path / "nothing.sqlite").ok
    (tmp_path / "text").write_text("not a database " * 100)
    assert not verify(tmp_path / "text").ok
    assert not verify(tmp_path).ok
