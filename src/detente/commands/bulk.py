"""Tab-separated files of texts and days, for looking up in bulk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from detente.commands.errors import Rejected


@dataclass(frozen=True)
class Row:
    text: str
    day: date | None
    sentence: str | None


def rows_of(argument: str) -> Iterator[Row] | None:
    """The rows of a file ``text<TAB>day[<TAB>sentence]``; ``None`` where the argument names no file."""
    try:
        path = Path(argument)
        if not path.is_file():
            return None
    except OSError:  # a text too long to be a path
        return None
    return _rows(path)


def _rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, 1):
            cells = line.rstrip("\r\n").split("\t")
            if not cells[0]:
                continue
            yield Row(cells[0], _day(cells, f"{path}:{number}"), cells[2] if len(cells) > 2 and cells[2] else None)


def _day(cells: list[str], where: str) -> date | None:
    if len(cells) < 2 or not cells[1]:
        return None
    try:
        return date.fromisoformat(cells[1])
    except ValueError:
        raise Rejected("not a day", where, f"'{cells[1]}'", "Write days as 2018-03-17.") from None
