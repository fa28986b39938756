"""A view's three clocks as conditions of SQL."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from detente.model import View
from detente.record import clock


@dataclass(frozen=True, slots=True)
class Clocks:
    """A view made ready for one snapshot: days as text, ``tx`` the last transaction known (``None`` for all)."""

    tx: int | None
    as_of: str | None
    published_by: str | None

    @classmethod
    def of(cls, con: sqlite3.Connection, view: View) -> Clocks:
        return cls(
            clock.transaction_at(con, view.as_known),
            view.as_of.isoformat() if view.as_of else None,
            view.published_by.isoformat() if view.published_by else None,
        )

    @property
    def values(self) -> dict[str, int | str | None]:
        """The values that the conditions below name."""
        return {"tx": self.tx, "as_of": self.as_of, "published_by": self.published_by}

    def standing(self, table: str) -> str:
        """The row stood at the instant asked for. Without an instant, this uses the index of standing rows."""
        if self.tx is None:
            return f"{table}.superseded_tx IS NULL"
        return f"{table}.recorded_tx <= :tx AND ({table}.superseded_tx IS NULL OR {table}.superseded_tx > :tx)"

    def dated(self, table: str, *, happened: bool) -> list[str]:
        """The row's article was published by the day asked for and, if ``happened``, its time had begun.

        The day on which the article was first recorded stands in where nothing else is known.
        """
        article = f"(SELECT article_id FROM articles WHERE row = {table}.article_row)"
        if table == "a":
            article = "a.article_id"
        recorded = (
            "(SELECT substr(min(at), 1, 10) FROM articles JOIN instants ON tx = recorded_tx "
            f"WHERE article_id = {article})"
        )
        out = []
        if self.published_by is not None:
            out.append(f"coalesce({table}.published_at, {recorded}) <= :published_by")
        if happened and self.as_of is not None:
            out.append(f"coalesce({table}.begins, {recorded}) <= :as_of")
        return out
