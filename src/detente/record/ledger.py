"""The ledger: one file, one writer at a time, any number of readers in other processes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any

from detente.model import CodedArticle, EventLink
from detente.record import (
    append,
    clock,
    connect,
    derive,
    derived,
    judge,
    keep,
)
from detente.record.errors import LedgerUnwritable
from detente.record.finding import Verification
from detente.record.judge import Judgement
from detente.record.keep import Backup, Purged
from detente.record.looking import Looking
from detente.record.rows import Appended
from detente.record.writing import Writing


class Ledger(Looking):
    """An open ledger; use it in a ``with`` statement, and in the thread that opened it.

    Every reading call sees one snapshot. Every writing call is durable when
    it returns, or when the `batch` around it ends.
    """

    def __init__(self, con: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
        super().__init__(con, path)
        self.read_only = read_only
        self._writing: Writing | None = None

    @classmethod
    def open(cls, path: Path, *, create: bool = False, read_only: bool = False, wait: float = connect.WAIT) -> Ledger:
        """Open a ledger, or make one.

        Args:
            path: The file.
            create: Make it where there is none.
            read_only: Write nothing; an older ledger is then refused, not migrated.
            wait: Seconds to wait for another process that is writing.

        Raises:
            NoLedger, NotALedger, NewerLedger, OlderLedger, LedgerBusy,
            LedgerFull, LedgerUnwritable, LedgerDamaged: see `errors`.
        """
        con = connect.connect(Path(path), create=create, read_only=read_only, wait=wait)
        return cls(con, Path(path), read_only=read_only)

    def close(self) -> None:
        self._con.close()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Transactions

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Several writing calls in one transaction: durable together when the block ends, or not at all.

        Other writers wait meanwhile, so code the articles first.
        """
        with self._transaction():
            yield

    @contextmanager
    def _transaction(self) -> Iterator[Writing]:
        if self._writing is not None:
            yield self._writing
            return
        if self.read_only:
            raise LedgerUnwritable(str(self.path), "it was opened for reading only")
        with connect.translated(self.path):
            self._con.execute("BEGIN IMMEDIATE")
            try:
                self._writing = Writing(self._con)
                yield self._writing
                with clock.gate(self.path, shared=False):
                    self._writing.seal()
                    self._con.execute("COMMIT")
            finally:
                self._writing = None
                if self._con.in_transaction:
                    self._con.execute("ROLLBACK")

    @contextmanager
    def _step(self) -> Iterator[Writing]:
        """One writing call: within a batch, what it wrote is undone if it fails, and the batch goes on."""
        alone = self._writing is None
        with self._transaction() as w:
            if alone:
                yield w
                w.flush()
                return
            mark = w.mark()
            w.con.execute("SAVEPOINT step")
            try:
                yield w
                w.flush()
            except BaseException:
                if w.con.in_transaction:
                    w.con.execute("ROLLBACK TO step")
                    w.con.execute("RELEASE step")
                    w.back_to(mark)
                raise
            w.con.execute("RELEASE step")

    # Writing

    def append(self, coded: CodedArticle) -> Appended:
        """Take in one coded article, all of it or nothing. A second delivery of the same adds nothing.

        Raises:
            BadRecord: its evidence does not hold; nothing was stored.
            LedgerFull, LedgerBusy, LedgerUnwritable, LedgerDamaged: see `errors`.
        """
        delivery = append.prepare(coded)
        with self._step() as w:
            return append.append(w, delivery)

    def assign(self, mapping: Mapping[str, str], *, whole: bool = True) -> int:
        """Let these assignments (report id to event id) stand; returns how many rows changed.

        All others end, unless ``whole`` is false: then the reports that are
        not named keep theirs.
        """
        with self._step() as w:
            return derive.assign(w, mapping, whole=whole)

    def set_event_links(self, links: Iterable[EventLink]) -> int:
        """Let exactly these links between events stand; returns how many rows changed."""
        with self._step() as w:
            return derive.set_event_links(w, links)

    def judge(
        self,
        verdict: str,
        *,
        by: str,
        why: str,
        reports: Sequence[str] = (),
        against: Sequence[str] = (),
        changes: Mapping[str, Any] | None = None,
        outlet: str | None = None,
        since: date | None = None,
    ) -> Judgement:
        """Record a reviewer's judgement and let it take effect; the same one again adds nothing.

        Args:
            verdict: "accept", "amend", "split", "merge" or "retract".
            by: Who judges.
            why: The reason; may be empty for "accept" only.
            reports: Ids (or first letters) of the reports it is on.
            against: For a split: the reports these are set apart from.
            changes: For an amendment: fields of ``Report.to_json`` with their new values.
            outlet: For a retraction of a whole source, in place of reports.
            since: The day of publication from which an outlet is retracted.

        Raises:
            BadJudgement, NotFound, AmbiguousId: see `errors`.
        """
        with self._step() as w:
            judgement_id = judge.judge(
                w,
                verdict,
                reports=reports,
                against=against,
                changes=changes,
                outlet=outlet,
                since=since,
                by=by,
                why=why,
            )
        return self.judgement(judgement_id)

    def withdraw(self, judgement_id: str, *, by: str, why: str) -> Judgement:
        """Take a judgement back; it stays on record. Raises NotFound, AmbiguousId, BadJudgement."""
        with self._step() as w:
            whole = judge.withdraw(w, judgement_id, by=by, why=why)
        return self.judgement(whole)

    def rebuild(self) -> None:
        """Make parties, pairs, monthly counts and the full-text index again from the reports and texts."""
        with self._step() as w:
            derived.rebuild(w.con)

    def purge(self, name: str, *, by: str = "", why: str = "") -> Purged:
        """Take an article's text away for good; its hash and what was quoted from it stay.

        Raises:
            NotFound, AmbiguousId: no such article.
        """
        self._refuse_batch("purge")
        self._con.execute("PRAGMA secure_delete = ON")
        with self._step() as w:
            purged = keep.purge(w, name, by=by, why=why)
        with connect.translated(self.path):
            return replace(purged, wiped=keep.wipe(self._con))

    def compact(self) -> tuple[int, int]:
        """Give unused space back; returns the file's size before and after, in bytes."""
        self._refuse_batch("compact")
        with connect.translated(self.path):
            return keep.compact(self._con, self.path)

    def backup(self, to: Path) -> Backup:
        """Copy the ledger to a new file while others read and write. Raises BadBackup."""
        self._refuse_batch("backup")
        with connect.translated(self.path):
            return keep.backup(self._con, self.path, Path(to))

    @staticmethod
    def restore(backup: Path, to: Path, *, anchor: str | None = None) -> Verification:
        """Make a new ledger from a backup, verified in full before it gets its name. Raises BadBackup, NotFound."""
        return keep.restore(Path(backup), Path(to), anchor=anchor)

    def _refuse_batch(self, what: str) -> None:
        if self._writing is not None:
            raise LedgerUnwritable(str(self.path), f"{what} does not go inside a batch")
        if self.read_only and what != "backup":
            raise LedgerUnwritable(str(self.path), "it was opened for reading only")
