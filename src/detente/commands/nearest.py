"""The nearest valid word to one that is not valid."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

SHOWN = 20
"""Valid words that are listed."""


def nearest(word: str, valid: Iterable[str]) -> str:
    """``; did you mean X?``, or the list of what is valid where nothing comes near."""
    names = list(valid)
    close = get_close_matches(word, names, n=1, cutoff=0.5)
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return f"; did you mean {close[0]}?" if close else f"; it is one of {', '.join(names[:SHOWN])}{more}"
