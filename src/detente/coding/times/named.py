"""What the words name, before any day is reckoned: the plain data between finding and resolving."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """A time as named. Zero, empty and ``None`` mean that the words do not say.

    ``unit`` chooses the rule in ``resolve``:

    - "day": ``month`` and ``day``, to day ``number`` of the month where that is later;
    - "weekof": the week of such a day; "dayofmonth": ``day`` alone ("on the 15th");
    - "weekday": ``number`` 0 (Monday) to 6, in the week ``shift`` weeks from publication where that is given;
    - "month" (``month`` 0: a month by its distance only), "season" (``number`` 0 spring to 3 winter),
      "quarter", "half", "week", "fortnight", "weekend", "year", "decade", "century";
    - "offset": ``low`` to ``high`` days from publication; "overnight", "midnight": one night;
    - "moved": ``low`` to ``high`` ``step`` units before ("back") or after ("on") a day;
    - "rolling": up to ``high`` ``step`` units back from, or on from, a day ("back", "on", or by the verb);
    - "anchor": the anchor's own days, widened by ``low`` and ``high`` days;
    - "movable": a feast whose day is left open.
    """

    unit: str
    year: int | None = None
    month: int = 0
    day: int = 0
    number: int = 0
    which: str = ""  # last, this, next; of an anchor: previous, same, following
    part: str = ""  # see words.part_name
    shift: int | None = None  # "of last year": -1; for weekdays "of last week": -1
    step: str = ""
    low: int = 0
    high: int = 0
    sense: str = ""  # back, on
    anchored: bool = False
    flag: str = ""  # fiscal, academic, effective


@dataclass(frozen=True, slots=True)
class Page:
    """A text and its folded twin of the same length."""

    text: str
    low: str

    def before(self, start: int, width: int = 30) -> str:
        """Up to ``width`` folded characters before an offset."""
        return self.low[max(0, start - width) : start]

    def capital(self, at: int) -> bool:
        """True where the page has an upper-case letter at the offset."""
        return self.text[at : at + 1].isupper()


@dataclass(slots=True)
class Core:
    """A found time without the preposition before it. ``role`` is empty where the preposition decides."""

    start: int
    end: int
    kind: str
    named: Named
    role: str = ""
    until: Named | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A way of telling time: a pattern and what its match names. ``build`` gives ``None`` for false friends.

    ``starts`` are the first two letters of all that the pattern can match, parted by spaces; "0" is any
    digit, "'" an apostrophe, "a" the article. They only save time, and a test holds them against the pattern.
    """

    name: str
    starts: str
    pattern: re.Pattern[str]
    build: Callable[[re.Match[str], Page], Core | None]
