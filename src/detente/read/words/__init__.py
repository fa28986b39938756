"""Word lists of the room `read`, and how they are looked up.

One term a line; ``#`` opens a comment; a term that ends in ``*`` matches every
line that begins with it.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

_STRAIGHT = str.maketrans("‘’“”–—‐‑", "''\"\"----")
_SPACE = re.compile(r"\s+")
PROBE = 2_000
"""Characters of a line that are looked at; furniture shows itself at a line's head."""


def fold(text: str) -> str:
    """Lower case, straight quotes, single spaces."""
    return _SPACE.sub(" ", text.translate(_STRAIGHT)).strip().lower()


@dataclass(frozen=True)
class Terms:
    """A word list, folded: whole terms and openings."""

    whole: frozenset[str]
    openings: tuple[str, ...]

    def matches(self, folded: str, *, longest: int = 12) -> str | None:
        """The term that a folded line is, or opens with if it has at most ``longest`` words."""
        if folded in self.whole:
            return folded
        if not folded.startswith(self.openings) or folded.count(" ") >= longest:
            return None
        return next((o for o in self.openings if _opens(folded, o)), None)

    def inside(self, folded: str) -> str | None:
        """The first term found anywhere in a folded line, from a word's beginning on."""
        m = self._anywhere.search(folded)
        return m[0] if m else None

    def count(self, folded: str) -> int:
        """How many different terms stand in a folded line."""
        return len({m[0] for m in self._anywhere.finditer(folded)})

    @cached_property
    def _anywhere(self) -> re.Pattern[str]:
        longest_first = sorted((*self.whole, *self.openings), key=len, reverse=True)
        return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(t) for t in longest_first) + ")")


def _opens(folded: str, opening: str) -> bool:
    """The opening ends where a word ends: ``more on`` opens "more on Iran", and not "more online"."""
    after = folded[len(opening) : len(opening) + 1]
    return folded.startswith(opening) and not (after.isalnum() and opening[-1].isalnum())


@cache
def months() -> dict[str, int]:
    """Names of months in other languages, folded, with the month's number: ``words/months.csv``."""
    rows = csv.DictReader((files(__name__) / "months.csv").read_text(encoding="utf-8").splitlines())
    return {fold(row["name"]): int(row["month"]) for row in rows}


@cache
def terms(name: str) -> Terms:
    """The list in ``words/NAME.txt``."""
    text = (files(__name__) / f"{name}.txt").read_text(encoding="utf-8")
    lines = [fold(line.split("#", 1)[0]) for line in text.splitlines()]
    return Terms(
        frozenset(line for line in lines if line and not line.endswith("*")),
        tuple(line[:-1] for line in lines if line.endswith("*")),
    )
