"""What a verification finds."""

from __future__ import annotations

from dataclasses import dataclass, field

from detente.record.writing import NOTHING

MOST = 100
"""Findings of one table that are listed."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be: in which table, in which row (where known), and what."""

    place: str
    row: int | None
    what: str

    def __str__(self) -> str:
        return f"{self.place}{f' row {self.row}' if self.row is not None else ''}: {self.what}"


@dataclass
class Verification:
    """The outcome. ``rows`` counts rows checked a table; ``left_out`` says what could not be checked, and why."""

    findings: list[Finding] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    purged: int = 0  # articles whose text was purged, so that quotations cannot be compared
    left_out: list[str] = field(default_factory=list)
    chain_hash: str = NOTHING.hex()

    @property
    def ok(self) -> bool:
        return not self.findings

    def add(self, place: str, row: int | None, what: str) -> None:
        if sum(1 for finding in self.findings if finding.place == place) < MOST:
            self.findings.append(Finding(place, row, what))
