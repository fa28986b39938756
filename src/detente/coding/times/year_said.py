"""The year beside a date: "March 3, 2014", "July last year"."""

from __future__ import annotations

import re

from detente.coding.times.words import YEAR

YEAR_SHIFT = {"last": -1, "this": 0, "next": 1}
YEAR_TAIL = rf"(?:,? \(?(?P<year>{YEAR})(?! ?(?:gmt|utc|hours))|,? (?:of )?(?P<yrel>last|this|next) year)?"


def year_said(m: re.Match[str]) -> dict[str, int | None]:
    """``Named``'s ``year`` and ``shift`` from the groups of ``YEAR_TAIL``."""
    return {
        "year": int(m["year"]) if m["year"] else None,
        "shift": YEAR_SHIFT[m["yrel"]] if m["yrel"] else None,
    }
