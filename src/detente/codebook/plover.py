"""The PLOVER codebook: 16 event types, 67 modes, 37 contexts, 4 auxiliary modes, the sectors.

Source: openeventdata/PLOVER at 5e0c24f (2024-02-04), manual draft 2.0. Where the
manual contradicts itself the choice stands in docs/decisions/0004-plover.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from detente.codebook.complaints import complain
from detente.codebook.tables import read_rows


@dataclass(frozen=True)
class EventType:
    name: str
    quad_code: int
    score: float
    future: str | None  # the type that an announced deed of this type becomes; None: it keeps its own


@dataclass(frozen=True)
class Plover:
    types: dict[str, EventType]
    modes: dict[str, dict[str, float]]  # event type -> mode -> score
    contexts: dict[str, str]  # name -> definition, as of the two below
    auxiliary: dict[str, str]
    sectors: dict[str, str]

    def scale(self, event: str, modes: tuple[str, ...]) -> float:
        """PLOVER's score: the mean of the modes' scores, or the type's own where there is no mode."""
        scores = [self.modes[event][m] for m in modes if m in self.modes.get(event, {})]
        return round(sum(scores) / len(scores), 2) if scores else self.types[event].score


def load_plover(folder: Path) -> Plover:
    """Read the tables of ``data/plover``.

    Raises:
        CodebookError: a table is missing, or a mode names a type that does not exist.
    """
    types = {
        row["event_type"]: EventType(
            row["event_type"], int(row["quad_code"]), float(row["score"]), row["future"] or None
        )
        for _, row in read_rows(folder / "types.csv")
    }
    modes: dict[str, dict[str, float]] = {name: {} for name in types}
    for number, row in read_rows(folder / "modes.csv"):
        if row["event_type"] not in types:
            raise complain("modes.csv", number, f"event type '{row['event_type']}' is not in types.csv")
        modes[row["event_type"]][row["mode"]] = float(row["score"])
    return Plover(
        types,
        modes,
        {row["context"]: row["definition"] for _, row in read_rows(folder / "contexts.csv")},
        {row["auxiliary_mode"]: row["definition"] for _, row in read_rows(folder / "auxiliary_modes.csv")},
        {row["code"]: row["definition"] for _, row in read_rows(folder / "sectors.csv")},
    )
