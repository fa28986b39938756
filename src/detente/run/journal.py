"""The journal of intake: what was quarantined and why, and how each run ended. One file of JSON lines beside the ledger.

It is no part of the record: nothing in the ledger rests on it, and it may be deleted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

ENDING = ".intake.jsonl"


class Journal:
    """An open journal; use it in a ``with`` statement. A run that is broken off has no line that ends it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("a", encoding="utf-8")

    @classmethod
    def beside(cls, ledger: Path) -> Journal:
        """The journal of a ledger, made if there is none."""
        return cls(journal_path(ledger))

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def start(self, paths: Sequence[str]) -> None:
        self._write("start", paths=list(paths)[:100])

    def quarantine(self, where: str, reason: str, why: str) -> None:
        """An input that was not taken."""
        self._write("quarantine", where=where, reason=reason, why=why)

    def fetch(self, feed: str, outlet: str, status: str, why: str = "", **more: Any) -> None:
        """A feed that was asked for: how it answered."""
        self._write("fetch", feed=feed, outlet=outlet, status=status, why=why, **more)

    def end(self, sums: dict[str, object]) -> None:
        """The run is finished; what became of its inputs."""
        self._write("end", **sums)

    def _write(self, kind: str, **values: Any) -> None:
        at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        line = json.dumps({"kind": kind, "at": at, **values}, ensure_ascii=True)
        self._file.write(line + "\n")
        self._file.flush()


def journal_path(ledger: Path) -> Path:
    return ledger.with_name(ledger.name + ENDING)


def read_journal(ledger: Path) -> Iterator[dict[str, Any]]:
    """The lines of a ledger's journal, oldest first; none where there is no journal. A torn line is passed over."""
    path = journal_path(ledger)
    if not path.is_file():
        return
    with path.open(encoding="utf-8", errors="replace") as file:
        for line in file:
            try:
                entry = json.loads(line)
            except ValueError:
                continue  # torn by a kill in the middle of writing
            if isinstance(entry, dict):
                yield entry
