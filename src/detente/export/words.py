"""How values read: days and intervals, parties, types, counts. For people; machines get ISO and codes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from detente.model import Amount, DocketEntry, Entity, Event, Participant, Period, StoredReport

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

TAKES_ARTICLE = frozenset(
    {"Bahamas", "Comoros", "Emirates", "Gambia", "Islands", "League", "Maldives", "Netherlands"}
    | {"Philippines", "Republic", "Seychelles", "Union"}
)

CHANNEL_NAMES = {
    "liaison_office": "liaison office",
    "information_office": "information office",
    "attache": "attaché",
}


def show_day(day: date) -> str:
    """ "17 Mar 2018"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def show_amount(amount: Amount) -> str:
    """ "killed, at least 12", "troops, 2,000 to 3,000", "money, EUR 200,000,000"."""
    unit = f"{amount.unit} " if amount.kind == "money" else ""
    low, high = f"{amount.low:,}", f"{amount.high:,}" if amount.high is not None else ""
    if not high:
        told = f"at least {unit}{low}"
    elif not amount.low:
        told = f"up to {unit}{high}"
    else:
        told = f"{unit}{low}" if low == high else f"{unit}{low} to {high}"
    return f"{amount.kind}, {told}"


def show_period(period: Period | None) -> str:
    """ "17 Mar 2018", "17–24 Mar 2018", "Mar 2018", "2018", "from 17 Mar 2018"; "no date" for ``None``."""
    if period is None:
        return "no date"
    start, end = period.earliest, period.latest
    if start is None:
        assert end is not None
        return f"until {show_day(end)}"
    if end is None:
        return f"from {show_day(start)}"
    if start == end:
        return show_day(start)
    if _whole_years(start, end):
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    if _whole_months(start, end) and start.year == end.year:
        first, last = MONTHS[start.month - 1], MONTHS[end.month - 1]
        return f"{first} {start.year}" if first == last else f"{first}–{last} {start.year}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{show_day(end)}"
    if start.year == end.year:
        return f"{start.day} {MONTHS[start.month - 1]} – {show_day(end)}"
    return f"{show_day(start)} – {show_day(end)}"


def iso_period(period: Period | None) -> tuple[str, str]:
    """Two short lines for a column of dates: "2018-03-17" and "to 2018-03-24" (or "", "…")."""
    if period is None:
        return "no date", ""
    start, end = period.earliest, period.latest
    if start is None:
        assert end is not None
        return f"…{end.isoformat()}", ""
    if end is None:
        return f"{start.isoformat()}…", ""
    if start == end:
        return start.isoformat(), ""
    if _whole_years(start, end) and start.year == end.year:
        return str(start.year), ""
    if _whole_months(start, end) and (start.year, start.month) == (end.year, end.month):
        return f"{start.year}-{start.month:02}", ""
    return start.isoformat(), f"…{end.isoformat()}"


def show_type(event_type: str, modes: Sequence[str]) -> str:
    """ "SANCTION expel", "SANCTION discontinue + expel", "AGREE"."""
    return f"{event_type} {' + '.join(modes)}" if modes else event_type


def name_party(entity: Entity) -> str:
    """The name that the text's words stand for, with the code where the name does not tell the state."""
    return entity.name or entity.code


def with_article(name: str) -> str:
    """ "the United Kingdom", "the European Union", "Russia": as the name stands within a sentence."""
    first, last = name.split(" ")[0], name.split(" ")[-1]
    takes = first in ("United", "European", "African", "Arab") or last in TAKES_ARTICLE
    return f"the {name}" if takes else name


def show_parties(parties: Iterable[Entity], *, nobody: str = "unknown") -> str:
    """Names with commas; the same name once."""
    names = list(dict.fromkeys(name_party(e) for e in parties))
    return ", ".join(names) if names else nobody


def entities(participants: Iterable[Participant]) -> list[Entity]:
    return [p.entity for p in participants]


def show_event_sides(event: Event) -> str:
    return show_two_sides(event.actors, event.recipients)


def show_two_sides(actors: Sequence[Entity], recipients: Sequence[Entity]) -> str:
    left = show_parties(actors)
    return f"{left} → {show_parties(recipients)}" if recipients else left


def show_channel(kind: str) -> str:
    return CHANNEL_NAMES.get(kind, kind)


def count(number: int, one: str, many: str = "") -> str:
    """ "1 event", "3 events", "2 countries"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def show_days(days: int) -> str:
    """A length of time as people say it: "the same day", "3 days", "5 weeks", "7 months", "54 years"."""
    if days == 0:
        return "the same day"
    if days < 21:
        return count(days, "day")
    if days < 70:
        return count(round(days / 7), "week")
    if days < 700:
        return count(round(days / 30.44), "month")
    return count(round(days / 365.25), "year")


def announcing(entry: DocketEntry) -> StoredReport | None:
    """The first report that tells the step as lying ahead, else the first; ``None`` where there is none."""
    first = entry.reports[0] if entry.reports else None
    return next((s for s in entry.reports if "future" in s.report.aux), first)


def first_day(period: Period | None) -> date | None:
    """The day by which a period is put in order: its start, or its end where the start is open."""
    return (period.earliest or period.latest) if period else None


def _whole_years(start: date, end: date) -> bool:
    return (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)


def _whole_months(start: date, end: date) -> bool:
    nxt = date(end.year + end.month // 12, end.month % 12 + 1, 1) if end.year < 9999 else None
    return start.day == 1 and nxt is not None and (nxt - end).days == 1
