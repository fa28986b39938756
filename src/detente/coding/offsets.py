"""How long before the deed told with it a deed lies: "three and a half years after …", "it is a year since …"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from detente.coding.quantities import value_of
from detente.coding.times.calendar import add_months, month_span
from detente.model import Period, Sentence, Token

_LENGTH = re.compile(r"(?:^|\s)([\w-]+)( and a half)? (hour|day|week|month|year)s?$")
_DAYS = {"hour": 0, "day": 1, "week": 7}
_MONTHS = {"month": 1, "year": 12}
YEARS_REACH = 2
"""Months by which "three years" may be off; half years and months are told more closely."""


def before(s: Sentence, trigger: Token, day: date, main: Period | None) -> tuple[Period, str] | None:
    """When the deed of a clause behind "after" or "since" happened, and how that is known; ``None`` for other clauses.

    Args:
        day: of publication, from which "it is a year since" counts.
        main: when the deed happened that stands over the clause.
    """
    mark = s.child(trigger, "mark")
    if mark is None:
        return None
    found = _LENGTH.search(" ".join(t.lower for t in s.tokens[max(0, mark.i - 5) : mark.i]))
    number = value_of(found[1]) if found else None
    if found is not None and found[1] in ("a", "an", "one"):
        number = 1
    if found is None or number is None:
        return None
    over = s.head(trigger)
    if mark.lower == "since" and "be" in (over.lemma, s.head(over).lemma):
        base, told = Period.day(day), "publication"
    elif mark.lower == "after" and main is not None and main.earliest is not None:
        base, told = main, "the deed told with it"
    else:
        return None
    how = f"{found[0].strip()} before {told}"
    unit, half = found[3], bool(found[2])
    if unit in _DAYS:
        return Period.day((base.earliest or day) - timedelta(days=number * _DAYS[unit])), how
    months = number * _MONTHS[unit] + (_MONTHS[unit] // 2 if half else 0)
    reach = YEARS_REACH if unit == "year" and not half else 0
    first, last = base.earliest or day, base.latest or base.earliest or day
    first, last = add_months(first, -months - reach), add_months(last, -months + reach)
    return Period(month_span(first.year, first.month)[0], month_span(last.year, last.month)[1], "month"), how
