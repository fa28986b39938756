"""Where the ledger is, and how commands open it."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path

from detente.record import Ledger

VARIABLE = "DETENTE_LEDGER"


def ledger_path(given: Path | None = None) -> Path:
    """The file that was named, else ``$DETENTE_LEDGER``, else one in the user's data folder."""
    named = os.environ.get(VARIABLE, "")
    return given or (Path(named) if named else user_data_path("detente") / "ledger.sqlite")


def open_to_read(given: Path | None) -> Ledger:
    """Open a ledger that exists; many may read while one writes."""
    return Ledger.open(ledger_path(given), read_only=True)


def open_to_write(given: Path | None) -> Ledger:
    """Open a ledger, made with its folder if there is none."""
    path = ledger_path(given)
    path.parent.mkdir(parents=True, exist_ok=True)
    return Ledger.open(path, create=True)


def open_to_correct(given: Path | None) -> Ledger:
    """Open a ledger that exists, to write to it. Raises NoLedger."""
    return Ledger.open(ledger_path(given))
