"""Going through reports one by one: which come up, what is decided on each, and how a decision is taken back.

Here is the work; `cli.reviewing` asks and shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from detente.codebook import Codebook
from detente.commands import story
from detente.commands.amending import Amending
from detente.commands.evidence import gather
from detente.commands.judging import differences, reports_of
from detente.commands.parties import Wanted, fits_sides
from detente.export.evidence import Evidence
from detente.model import Report, StoredReport, View
from detente.record import BadJudgement, Judgement, Ledger

FIRST_PAGE, LARGEST_PAGE = 200, 20_000
"""Reports fetched at a time: few at first, so that the first of a million comes up at once, then more and more, since
each page steps over all before it."""


@dataclass(frozen=True, slots=True)
class Queue:
    """Which reports come up, newest first: those that nobody has judged, of the parties, type and outlet asked for.

    ``below``: only those coded with less confidence. ``doubtful``: the least
    sure first; this reads all of them before the first comes up.
    ``second``: those that others have judged and this reviewer has not.
    ``contradicted``: those whose judgements no longer fit the coding.
    """

    parties: tuple[Wanted, ...] = ()
    event_type: str | None = None
    outlet: str | None = None
    below: float | None = None
    doubtful: bool = False
    second: bool = False
    contradicted: bool = False

    @property
    def again(self) -> bool:
        """Whether reports come up that carry a judgement."""
        return self.second or self.contradicted

    def reports(self, ledger: Ledger, by: str) -> Iterator[str]:
        """Ids of the reports as the ledger stands now, whatever is recorded while they are gone through."""
        view = View(as_known=ledger.instant())
        if self.again:
            found = iter(self._judged(ledger, view, by))
        else:
            judged = ledger.judged(view)
            found = (s for s in self._pages(ledger, view) if s.report_id not in judged)
        found = (s for s in found if self._takes(s))
        if self.doubtful:
            found = iter(sorted(found, key=lambda s: (s.report.confidence, s.report_id)))
        return (s.report_id for s in found)

    def _judged(self, ledger: Ledger, view: View, by: str) -> list[StoredReport]:
        """What was judged and still stands, or would if it had not been rejected; newest first."""
        if self.contradicted:
            ids = {c.report_id for c in ledger.contradictions()}
        else:
            ids = ledger.judged(view)
        if self.second:
            ids -= ledger.judged(view, by=by)
        found = [ledger.report(report_id) for report_id in ids]
        kept = [s for s in found if s.superseded_at is None or _is_rejected(ledger, s.report_id)]
        return sorted(kept, key=lambda s: (s.published_at or date.min, s.report_id), reverse=True)

    def _pages(self, ledger: Ledger, view: View) -> Iterator[StoredReport]:
        names = [p.key for p in self.parties]
        pair = (names[0], names[1]) if len(names) == 2 else None
        party = names[0] if len(names) == 1 else None
        skip, size = 0, FIRST_PAGE
        while True:
            page = ledger.reports(
                view,
                party=party,
                pair=pair,
                event_type=self.event_type,
                outlet=self.outlet,
                newest_first=True,
                limit=size,
                skip=skip,
            )
            yield from page
            if len(page) < size:
                return
            skip, size = skip + size, min(2 * size, LARGEST_PAGE)

    def _takes(self, stored: StoredReport) -> bool:
        report = stored.report
        if self.below is not None and report.confidence >= self.below:
            return False
        if self.event_type not in (None, report.event) or self.outlet not in (None, stored.outlet):
            return False
        doers, others = ([p.entity for p in side] for side in (report.actors, report.recipients))
        if len(self.parties) == 2:
            return fits_sides(doers, others, *self.parties)
        return all(p.among((*doers, *others)) for p in self.parties)


def _is_rejected(ledger: Ledger, report_id: str) -> bool:
    return any(j.verdict == "retract" for j in ledger.judgements(report=report_id))


@dataclass(frozen=True, slots=True)
class Item:
    """A report that comes up: its evidence, what was judged on it before, and who else tells of its event."""

    number: int  # from 1
    evidence: Evidence
    judgements: tuple[Judgement, ...]
    event_id: str | None
    others: tuple[str, ...]  # reports of the same event

    @property
    def report_id(self) -> str:
        return self.evidence.stored.report_id

    @property
    def report(self) -> Report:
        return self.evidence.report


@dataclass(frozen=True, slots=True)
class Decision:
    """A judgement that was just given, and which fields of the report it changed: old and new value."""

    judgement: Judgement
    changed: Mapping[str, tuple[Any, Any]]


@dataclass
class Session:
    """One reviewer at work. Each decision is durable when its method returns.

    Events are found anew by `close`; until then they stand as they were, and
    the next `ingest`, `judge` or `review` finds them if this one is cut off.
    """

    ledger: Ledger
    book: Codebook
    by: str
    queue: Iterator[str]
    again: bool = False  # reports that carry a judgement come up too
    tally: Counter[str] = field(default_factory=Counter)  # verdict -> decisions that hold
    skipped: set[str] = field(default_factory=set)
    _seen: list[str] = field(default_factory=list)
    _at: int = 0
    _done: list[tuple[int, str, str]] = field(default_factory=list)  # place in the queue, judgement, verdict
    _stale: bool = False

    def current(self) -> Item | None:
        """The report that is to be decided on; ``None`` when all have come up."""
        while True:
            if self._at == len(self._seen):
                following = next(self.queue, None)
                if following is None:
                    return None
                if not self.again and self._is_settled(following):
                    continue  # somebody else was faster
                self._seen.append(following)
            return self._item(self._seen[self._at])

    def _is_settled(self, report_id: str) -> bool:
        return self.ledger.report(report_id).superseded_at is not None or bool(self.ledger.judgements(report=report_id))

    def _item(self, report_id: str) -> Item:
        stored = self.ledger.report(report_id)
        evidence = gather(self.ledger, [stored], self.book)[report_id]
        event_id = self.ledger.event_of(report_id)
        others = [r for r in self.ledger.tellings(event_id) if r != report_id] if event_id else []
        given = self.ledger.judgements(report=report_id)
        return Item(self._at + 1, evidence, tuple(given), event_id, tuple(others))

    def accept(self, why: str = "") -> Decision:
        """The report is right as it reads."""
        return self._give("accept", why)

    def reject(self, why: str) -> Decision:
        """The report is not to count. Raises BadJudgement without a reason."""
        return self._give("retract", why)

    def correct(self, assignments: Sequence[str], why: str) -> Decision:
        """The report should read otherwise. Raises BadValue, NotFound, BadJudgement."""
        changes = Amending(self.book, self._report()).read(assignments)
        return self._give("amend", why, changes=changes)

    def split(self, why: str) -> Decision:
        """The report tells of another event than those it stands with. Raises BadJudgement where it stands alone."""
        item = self._item(self._seen[self._at])
        if not item.others:
            raise BadJudgement(item.report_id, "no other report tells of its event", "There is nothing to split.")
        return self._give("split", why, against=item.others)

    def merge(self, name: str, why: str) -> Decision:
        """The report tells of the same event as another report or event. Raises LedgerError."""
        others = [r for r in reports_of(self.ledger, [name]) if r != self._seen[self._at]]
        return self._give("merge", why, more=others)

    def skip(self) -> None:
        """Leave the report undecided; it comes up in another session."""
        self.skipped.add(self._seen[self._at])
        self._at += 1

    def undo(self) -> Judgement | None:
        """Withdraw the last decision of this session and go back to its report; ``None`` where there is none left."""
        if not self._done:
            return None
        at, judgement_id, verdict = self._done[-1]
        gone = self.ledger.withdraw(judgement_id, by=self.by, why="undone in review")
        self._done.pop()
        self.tally[verdict] -= 1
        self._at = at
        self._stale |= verdict != "accept"
        return gone

    def close(self) -> int | None:
        """Find the events anew if a decision asks for it; how many there are then, else ``None``."""
        if not self._stale:
            return None
        self._stale = False
        return story.relink(self.ledger)

    def _report(self) -> Report:
        return self.ledger.report(self._seen[self._at]).report

    def _give(
        self,
        verdict: str,
        why: str,
        *,
        changes: Mapping[str, Any] | None = None,
        against: Sequence[str] = (),
        more: Sequence[str] = (),
    ) -> Decision:
        report_id = self._seen[self._at]
        old = self._report()
        before = {j.judgement_id for j in self.ledger.judgements(report=report_id)}
        given = self.ledger.judge(
            verdict, reports=[report_id, *more], against=against, changes=changes, by=self.by, why=why
        )
        if given.judgement_id not in before:  # else it was given earlier, and `undo` is not to take that back
            self._done.append((self._at, given.judgement_id, verdict))
        self.tally[verdict] += 1
        self.skipped.discard(report_id)
        self._stale |= verdict != "accept"
        self._at += 1
        new = self.ledger.report(report_id).report
        return Decision(given, differences(old.to_json(), new.to_json()))
