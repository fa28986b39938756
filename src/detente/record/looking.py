"""The reading half of the ledger: every question it answers, each in one snapshot."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from detente.model import NOW, Article, EventLink, StoredReport, ToldState, View
from detente.record import (
    changes,
    clock,
    connect,
    contradict,
    derive,
    hashes,
    introductions,
    judge,
    read,
    rollups,
    search,
    verify,
    volume,
)
from detente.record.already import Already, already
from detente.record.changes import Change
from detente.record.contradict import Contradiction
from detente.record.finding import Verification
from detente.record.judge import Judgement
from detente.record.rows import Counts, MonthCount, SearchHit, StoredArticle, StoredIntroduction, StoredLink
from detente.record.volume import OutletVolume


class Looking:
    """What can be asked of an open ledger. `Ledger` is this and what writes."""

    def __init__(self, con: sqlite3.Connection, path: Path) -> None:
        self._con = con
        self.path = path

    @contextmanager
    def snapshot(self, view: View = NOW) -> Iterator[sqlite3.Connection]:
        """Several reading calls that see the same state; each call alone does this by itself.

        With the view that will be asked for, its instant may be this very
        moment, and the answer will still be the same later.
        """
        with connect.translated(self.path):
            if self._con.in_transaction:
                yield self._con
                return
            try:
                last = self._begin()
                if view.as_known is not None and clock.spell(view.as_known) > last:
                    self._con.execute("ROLLBACK")
                    with clock.gate(self.path, shared=True):
                        self._begin()
                yield self._con
            finally:
                if self._con.in_transaction:
                    self._con.execute("ROLLBACK")

    def _begin(self) -> str:
        """Open a snapshot; returns the last instant it holds. It is the reading that opens it, not the word BEGIN."""
        self._con.execute("BEGIN")
        last: str | None = self._con.execute("SELECT max(at) FROM instants").fetchone()[0]
        return last or ""

    def articles(self, view: View = NOW) -> list[StoredArticle]:
        """Articles with their full text and labelled lines, in the order of publication."""
        with self.snapshot(view) as con:
            return list(read.articles(con, view))

    def already(self, article: Article, coder: str, lexicon: str) -> Already | None:
        """What a coder and lexicon gave for a reading; ``None`` unless appending it again would add nothing."""
        with self.snapshot() as con:
            return already(con, article, coder, lexicon)

    def sighted(self, name: str, path: str) -> bool:
        """Whether a page came under this name and path, or address, before."""
        with self.snapshot() as con:
            found = con.execute("SELECT 1 FROM sightings WHERE name = ? AND path = ? LIMIT 1", (name, path))
            return found.fetchone() is not None

    def volumes(self, day: date) -> list[OutletVolume]:
        """How much came from each outlet, how lately, and how long after publication, as of a day."""
        with self.snapshot() as con:
            return volume.volumes(con, day)

    def article(self, name: str) -> StoredArticle:
        """One article by id, first letters of it, or name. Raises NotFound, AmbiguousId."""
        with self.snapshot() as con:
            return read.article(con, name)

    def reports(
        self,
        view: View = NOW,
        *,
        party: str | None = None,
        pair: tuple[str, str] | None = None,
        event_type: str | None = None,
        outlet: str | None = None,
        newest_first: bool = False,
        limit: int | None = None,
        skip: int = 0,
    ) -> list[StoredReport]:
        """Reports of a view, ordered by day of publication and id.

        Args:
            party: Key or label of an actor or recipient ("RUS", "NATO").
            pair: Two of them, one on each side, whoever acts.
            event_type: Such as "COERCE".
            outlet: Who published.
            newest_first: The other way round.
            limit: How many at most; ``skip`` leaves out as many before them.
        """
        wanted = read.Wanted(party, pair, event_type, outlet, newest_first, limit, skip)
        with self.snapshot(view) as con:
            return list(read.reports(con, view, wanted))

    def report(self, report_id: str) -> StoredReport:
        """One report, as it stands or last stood. Raises NotFound, AmbiguousId."""
        with self.snapshot() as con:
            return read.report(con, report_id)

    def links(self, view: View = NOW) -> list[StoredLink]:
        """Links inside articles, their ends as report ids."""
        with self.snapshot(view) as con:
            return read.links(con, view)

    def introductions(self, view: View = NOW) -> list[StoredIntroduction]:
        """People whom articles introduced with a role and a party, in the order of publication."""
        with self.snapshot(view) as con:
            return list(introductions.introductions(con, view))

    def told_states(self, view: View = NOW) -> list[ToldState]:
        """Tellings of channels' states, in the order of publication."""
        with self.snapshot(view) as con:
            return read.told_states(con, view)

    def assignments(self, view: View = NOW) -> dict[str, str]:
        """Which event each report of the view tells of."""
        with self.snapshot(view) as con:
            return derive.assignments(con, view)

    def event_links(self, view: View = NOW) -> list[EventLink]:
        """Links between events that were found across articles."""
        with self.snapshot(view) as con:
            return derive.event_links(con, view)

    def find_event(self, name: str) -> str:
        """The present id of an event from an id, a former id, or first letters. Raises NotFound, AmbiguousId."""
        with self.snapshot() as con:
            return derive.find_event(con, name)

    def tellings(self, event_id: str) -> list[str]:
        """Ids of the standing reports that tell of an event."""
        with self.snapshot() as con:
            return derive.tellings(con, event_id)

    def event_of(self, report_id: str) -> str | None:
        """The event that a report tells of now; ``None`` before events were found."""
        with self.snapshot() as con:
            return derive.event_of(con, report_id)

    def judgement(self, judgement_id: str) -> Judgement:
        """One judgement, also a withdrawn one. Raises NotFound, AmbiguousId."""
        with self.snapshot() as con:
            return judge.judgement(con, judgement_id)

    def judgements(self, view: View = NOW, *, report: str | None = None, withdrawn: bool = False) -> list[Judgement]:
        """Judgements in the order they were given; ``withdrawn`` ones too, if asked for."""
        with self.snapshot(view) as con:
            return judge.judgements(con, view, report=report, withdrawn=withdrawn)

    def judged(self, view: View = NOW, *, by: str | None = None) -> set[str]:
        """Ids of the reports that carry a judgement, of anyone or of one reviewer."""
        with self.snapshot(view) as con:
            return judge.judged(con, view, by=by)

    def apart(self, view: View = NOW) -> set[tuple[str, str]]:
        """Pairs of report ids that reviewers say tell of different events (for clustering)."""
        with self.snapshot(view) as con:
            return judge.apart(con, view)

    def together(self, view: View = NOW) -> set[tuple[str, str]]:
        """Pairs of report ids that reviewers say tell of one event (for clustering)."""
        with self.snapshot(view) as con:
            return judge.together(con, view)

    def contradictions(self) -> list[Contradiction]:
        """Judgements on reports that have since been coded otherwise, or are no longer told."""
        with self.snapshot() as con:
            return contradict.contradictions(con)

    def search(self, query: str, view: View = NOW, *, limit: int = search.LIMIT) -> list[SearchHit]:
        """Articles that hold all words of the query, best first. Raises BadQuery."""
        with self.snapshot(view) as con:
            return search.search(con, query, view, limit=limit)

    def counts(self, view: View = NOW) -> Counts:
        """How many articles, reports, events, channels and outlets stand in a view."""
        with self.snapshot(view) as con:
            return read.counts(con, view)

    def runs(self, view: View = NOW) -> list[tuple[str, str]]:
        """Versions of (coder, lexicon) that gave the reports of an instant."""
        with self.snapshot(view) as con:
            return read.runs(con, view)

    def outlets(self) -> dict[str, int]:
        """Names of outlets, each with the number of its standing articles."""
        with self.snapshot() as con:
            return read.outlets(con)

    def instant(self) -> datetime | None:
        """The last instant at which anything was recorded (UTC); ``None`` for an empty ledger.

        ``View(as_known=ledger.instant())`` can be had again for ever.
        """
        with self.snapshot() as con:
            last = con.execute("SELECT max(at) FROM instants").fetchone()[0]
            return clock.read(last) if last else None

    def months(
        self, view: View = NOW, *, pair: tuple[str, str] | None = None, event_type: str | None = None
    ) -> list[MonthCount]:
        """Reports by month, ordered pair, type and mode: of a pair in both directions, or of all."""
        with self.snapshot(view) as con:
            return rollups.months(con, view, pair=pair, event_type=event_type)

    def changes(self, since: datetime | None = None, until: datetime | None = None) -> list[Change]:
        """What was added, ended or withdrawn after ``since`` and up to ``until``, in the order it happened."""
        with self.snapshot() as con:
            return list(changes.changes(con, since, until))

    def verify(self, *, anchor: str | None = None) -> Verification:
        """Check the file from end to end; `verify` does the same for one that cannot be opened."""
        return verify.verify(self.path, anchor=anchor)

    def ledger_hash(self, view: View = NOW) -> str:
        """SHA-256 over all content recorded by the view's instant, whatever the order it came in."""
        with self.snapshot(view) as con:
            return hashes.ledger_hash(con, view)

    def chain_hash(self, view: View = NOW) -> str:
        """SHA-256 over everything recorded by the view's instant, in its order; note it to hold `verify` against it."""
        with self.snapshot(view) as con:
            return hashes.chain_hash(con, view)
