"""What commands know beforehand: the shipped codebook and outlets, and the user's own if there are any."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path

from detente import codebook
from detente.commands.errors import NotFound

VARIABLE = "DETENTE_ACTORS"
SOURCES = "DETENTE_SOURCES"


def own_actors() -> Path:
    """The user's folder of actor tables: ``$DETENTE_ACTORS``, else ``actors`` in the user's data folder."""
    named = os.environ.get(VARIABLE, "")
    return Path(named) if named else user_data_path("detente") / "actors"


def load_book() -> codebook.Codebook:
    """The shipped codebook with the user's own actors, where that folder exists.

    Raises:
        NotFound: ``$DETENTE_ACTORS`` names a folder that is not there.
        CodebookError: a file that cannot be used, with file and line.
    """
    own = own_actors()
    if own.is_dir():
        return codebook.load(own=own)
    if own.exists():
        raise NotFound("no folder of actors", str(own), "it is a file", f"Let {VARIABLE} name a folder.")
    return codebook.load()


def own_sources() -> Path | None:
    """The user's folder of outlets, if it is there: ``$DETENTE_SOURCES``, else ``sources`` in the user's data folder."""
    named = os.environ.get(SOURCES, "")
    folder = Path(named) if named else user_data_path("detente") / "sources"
    return folder if folder.is_dir() else None
