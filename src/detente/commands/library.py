"""The ledger as a Python program uses it: what `detente.record` keeps, with `ingest` and `events` added."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

from detente import record
from detente.commands import asking, intake, story
from detente.commands.intake import Ingested, Watch
from detente.commands.parties import find_party
from detente.commands.workshop import Workshop
from detente.export.frames import Frame
from detente.model import View
from detente.model.view import read_instant


class Ledger(record.Ledger):
    """An open ledger that reads, codes and answers; open it with ``Ledger.open(path)``, in a ``with`` statement.

    Everything that `detente.record.Ledger` does (`reports`, `judge`,
    `withdraw`, `changes`, `verify`, `backup`, ...) goes on as it is there.
    """

    @cached_property
    def _workshop(self) -> Workshop:
        return Workshop()

    @cached_property
    def _with_encoder(self) -> Workshop:
        return Workshop(self._workshop.book, embed=True)

    def ingest(
        self,
        *paths: str | Path,
        published: date | str | None = None,
        embed: bool = False,
        watch: Watch | None = None,
    ) -> Ingested:
        """Code files, folders, archives and tables of articles, and keep them, each durable before the next.

        Args:
            published: Day of publication for articles that do not tell theirs.
            embed: Ask a sentence encoder too (the extra ``embed``); the coder's name in the ledger says so.
            watch: Called with each article, refusal, or article that was known, to show progress.

        Returns:
            What came in; pages that could not be read stand in ``refused``.

        Raises:
            EmbedMissing: ``embed`` was asked for, and the extra is not installed.
            LedgerError: the ledger cannot be written; what was appended before stays.
        """
        return intake.ingest(
            self,
            [str(path) for path in paths],
            published=_day(published),
            workshop=self._with_encoder if embed else self._workshop,
            watch=watch,
        )

    def events(
        self,
        a: str | None = None,
        b: str | None = None,
        *,
        event_type: str | None = None,
        outlet: str | None = None,
        as_of: date | str | None = None,
        published_by: date | str | None = None,
        as_known: datetime | str | None = None,
    ) -> Frame:
        """Events, of one party or between two, in the order of their days.

        Args:
            a, b: Parties by code or name: "RUS", "Russia", "NATO".
            event_type: Such as "SANCTION".
            outlet: Only what this outlet tells.
            as_of: Only what had happened by this day.
            published_by: Only what was published by this day.
            as_known: What the ledger held at this instant (UTC where no zone is given; a day is its last moment).

        Raises:
            NotFound: no such party or event type.
            ValueError: a text that is no day or instant.
        """
        view = View(_day(as_of), _day(published_by), _instant(as_known))
        book = self._workshop.book
        parties = tuple(find_party(name, book.actors) for name in (a, b) if name is not None)
        kind = asking.check_type(event_type, tuple(book.plover.types)) if event_type else None
        wanted = asking.Filter(parties, kind, outlet)
        return Frame([e for e in story.tell(self, view).events if wanted.takes(e)])


def _day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _instant(value: datetime | str | None) -> datetime | None:
    if isinstance(value, str):
        return read_instant(value)
    return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value
