"""Keep the ledger: what changed, is it whole, back it up, restore it, cite it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import detente
from detente.commands import ledgers
from detente.model import NOW, View
from detente.record import Backup, Change, Counts, Ledger, NoLedger, Purged, StoredArticle, Verification
from detente.record import verify as verify_file


@dataclass(frozen=True, slots=True)
class Citation:
    """What a paper must name so that others can have the same data again.

    ``as_known`` (UTC) with ``ledger_hash`` fixes the content; ``chain_hash``
    fixes the order in which it came, and `verify` can be held against it.
    """

    ledger: str
    as_known: datetime
    counts: Counts
    ledger_hash: str
    chain_hash: str
    version: str
    coders: tuple[str, ...]
    lexicons: tuple[str, ...]

    @property
    def text(self) -> str:
        """The citation as a sentence or two."""
        held = f"{self.counts.articles} articles, {self.counts.reports} reports, {self.counts.events} events"
        made = "; ".join(self.coders) or f"detente {self.version}"
        lexicon = f"; lexicon {', '.join(self.lexicons)}" if self.lexicons else ""
        return (
            f"détente ledger {self.ledger}: {held}, as known at {self.as_known.isoformat()}. "
            f"Coded by {made}{lexicon}. Ledger hash sha256:{self.ledger_hash}."
        )


def changes(ledger: Path | None, since: datetime | None = None, until: datetime | None = None) -> list[Change]:
    """What was added, ended or withdrawn after ``since`` and up to ``until`` (UTC), in order."""
    with ledgers.open_to_read(ledger) as opened:
        return opened.changes(since, until)


def verify(ledger: Path | None, *, anchor: str | None = None) -> Verification:
    """Check the file from end to end, also one that is damaged.

    Args:
        anchor: A chain hash noted earlier, which must stand in the chain.

    Raises:
        NoLedger: there is no such file.
    """
    path = ledgers.ledger_path(ledger)
    if not path.exists():
        raise NoLedger(str(path))
    return verify_file(path, anchor=anchor)


def backup(ledger: Path | None, to: Path) -> Backup:
    """Copy the ledger while others read and write.

    Raises:
        BadBackup: there is such a file already, or the copy is not good.
    """
    with ledgers.open_to_read(ledger) as opened:
        return opened.backup(to)


def restore(source: Path, to: Path | None, *, anchor: str | None = None) -> Verification:
    """Make a ledger from a backup, verified before it gets its name; an existing file is never overwritten.

    Args:
        anchor: A chain hash noted earlier, which must stand in the backup's chain.

    Raises:
        NotFound, BadBackup: no such backup, one that does not verify, or a file at that place.
    """
    return Ledger.restore(source, ledgers.ledger_path(to), anchor=anchor)


def find_article(ledger: Path | None, name: str) -> StoredArticle:
    """An article by its id, the first letters of it, or its name. Raises LedgerError."""
    with ledgers.open_to_read(ledger) as opened:
        return opened.article(name)


def purge(ledger: Path | None, name: str, *, by: str, why: str) -> Purged:
    """Take an article's text away for good; its hash, its facts and what was quoted from it stay. Raises LedgerError."""
    with ledgers.open_to_correct(ledger) as opened:
        return opened.purge(name, by=by, why=why)


def compact(ledger: Path | None) -> tuple[int, int]:
    """Give unused space back; the file's size before and after, in bytes. Raises LedgerError."""
    with ledgers.open_to_correct(ledger) as opened:
        return opened.compact()


def cite(ledger: Path | None, view: View = NOW) -> Citation:
    """Name the ledger's content at an instant (by default this one), so that it can be had again."""
    instant = view.as_known or datetime.now(UTC)
    with ledgers.open_to_read(ledger) as opened, opened.snapshot():
        view = replace(view, as_known=instant)
        runs = opened.runs(view)
        return Citation(
            ledger=opened.path.name,
            as_known=instant,
            counts=opened.counts(view),
            ledger_hash=opened.ledger_hash(view),
            chain_hash=opened.chain_hash(view),
            version=detente.__version__,
            coders=tuple(sorted({coder for coder, _ in runs if coder})),
            lexicons=tuple(sorted({lexicon for _, lexicon in runs if lexicon})),
        )
