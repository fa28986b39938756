"""Times told by their place in the calendar: dates, weekdays, months, seasons, years, feasts."""

from __future__ import annotations

import re

from detente.coding.times.calendar import OffCalendarError, make_day
from detente.coding.times.feasts import FEAST
from detente.coding.times.named import Core, Form, Named, Page
from detente.coding.times.words import (
    DAY,
    MONTH,
    MONTH_ALONE,
    MONTH_STARTS,
    ORDINAL,
    PART,
    PART_STARTS,
    SEASON,
    SEASONS,
    WEEKDAY,
    WEEKDAY_SHORT,
    WEEKDAY_STARTS,
    YEAR,
    day_number,
    month_number,
    part_name,
    rx,
    weekday_number,
)
from detente.coding.times.year_said import YEAR_SHIFT, YEAR_TAIL, year_said

_JOIN = r"(?:-| (?:and|to|or|through) )"
# After "March 3 and 4" something must show that 4 is a day, for in "March 3 and 4 soldiers" it is not.
_NO_NOUN = (
    r"(?= ?[.,;:)\n]| ?\Z| (?:in|at|for|to|with|when|but|after|before|as|on|of|this|last|next|(?:19|"
    r"20)\d\d)\b)"
)

# Newspapers, movements and places that bear a day's name.
_NAMESAKE = rx(
    r"\A,? (?:youth |popular )?(?:times|mirror|telegraph|express|mail|post|world|sun|star|herald|tribune|"
    r"independent|standard|vision|nation|monitor|night live|night football|movement|alliance|coalition|"
    r"brigades?|corridor|bridge|street|square|avenue|stadium|university|park|airport|hospital|school|"
    r"group)\b"
)
_NAME_BEFORE = rx(
    r"(?:\b(?:mail on|every|each|good|holy|palm|ash|easter|whit|bloody|black|super|cyber|ruby|man|prague|"
    r"arab|red|operation|page|article|chapter|section|paragraph|the sat)|\b(?:theresa|mrs|ms|minister|"
    r"april's))\.? \Z"
)


def _namesake(page: Page, start: int, end: int) -> bool:
    """True where the words are part of a name: "Sunday Times", "Bloody Sunday", "April 6 Movement"."""
    after = _NAMESAKE.match(page.low[end : end + 30])
    if after and page.capital(end + len(after[0]) - len(after[0].lstrip(", \n"))):
        return True
    return bool(_NAME_BEFORE.search(page.before(start)))


# Attacks that go by their day alone, long after their year; from general knowledge.
_FAMOUS = {(9, 11): 2001, (10, 7): 2023, (1, 6): 2021}
_FAMOUS_AFTER = {
    (9, 11): rx(r"\A,? (?:terror(?:ist)? )?(?:attacks?|hijack)"),
    (10, 7): rx(r"\A,? (?:terror(?:ist)? |hamas )?(?:attacks?|massacre|assault)"),
    (1, 6): rx(r"\A,? (?:capitol|riot|insurrection|attack on the (?:u\.?s\.? )?capitol|committee|select committee)"),
}
_WEEK_OF = rx(r"\bweek (?:of|beginning|starting|ending)(?: on)? (?:the )?\Z")


def _month_day(m: re.Match[str], page: Page) -> Core | None:
    word = m["month"] or m["bmonth"]
    at = m.start("month") if m["month"] else m.start("bmonth")
    month, day = month_number(word), day_number(m["day"] or m["bday"])
    spelt = page.capital(at) or (month in _CLEAR_MONTHS and len(word) > 4)
    if not spelt and not _DAY_CUE.search(page.before(m.start())):
        return None
    if _namesake(page, m.start(), m.end()):
        return None
    last = m["dash"] or m["day2"] or m["bday2"]
    year = year_said(m)
    key = (month, day)
    if not any(year.values()) and key in _FAMOUS and _FAMOUS_AFTER[key].match(page.low[m.end() : m.end() + 40]):
        year = {"year": _FAMOUS[key], "shift": None}
    week = _WEEK_OF.search(page.before(m.start()))
    number = day_number(last) if last else 0
    named = Named("weekof" if week else "day", month=month, day=day, number=number, **year)  # type: ignore[arg-type]
    start = m.start() - len(week[0]) if week else m.start()
    return Core(start, m.end(), "day", named)


_LEAD = rf"(?:(?:the )?(?:{WEEKDAY}|{WEEKDAY_SHORT}),? (?:on )?(?:the )?\(?)?"
MONTH_DAY = rx(
    rf"(?:(?<!\w){_LEAD}(?P<month>{MONTH})(?: the)? (?P<day>{DAY})(?:-(?P<dash>{DAY})|"
    rf"(?:, \d\d?){{0,3}},?{_JOIN}(?P<day2>{DAY}){_NO_NOUN})?|"
    rf"(?<![\w.,$£€/-]){_LEAD}(?:the )?(?P<bday>{DAY}|"
    rf"{ORDINAL}(?= (?:day )?of))(?:(?:, \d\d?){{0,3}},?{_JOIN}(?P<bday2>{DAY}))?(?: day)?(?: of)?(?: |"
    rf"-)(?P<bmonth>{MONTH})){YEAR_TAIL}(?![\w])"
)


def _numeric(m: re.Match[str], page: Page) -> Core | None:
    if m["iso"]:
        year, month, day = (int(part) for part in m["iso"].split("-"))
    else:
        slashed = m["c"] is not None
        first, second, year = (int(m[name]) for name in (("a", "b", "c") if slashed else ("d", "e", "f")))
        if slashed and first <= 12 and second <= 12 and first != second:
            return None  # 3/4/2021 is March in America and April in Europe
        day, month = (second, first) if slashed and second > 12 else (first, second)
    try:
        make_day(year, month, day)
    except OffCalendarError:
        return None
    return Core(m.start(), m.end(), "day", Named("day", year=year, month=month, day=day))


NUMERIC = rx(
    r"(?<![\w./-])(?:(?P<iso>\d{4}-\d\d-\d\d)(?![\d/-])|(?P<a>\d\d?)/(?P<b>\d\d?)/(?P<c>(?:19|"
    r"20)\d\d)(?![\w/]|\.\d)|(?P<d>\d\d?)\.(?P<e>\d\d?)\.(?P<f>(?:19|20)\d\d)(?![\w/]|\.\d))"
)


def _nine_eleven(m: re.Match[str], page: Page) -> Core | None:
    return Core(m.start(), m.end(), "day", Named("day", year=2001, month=9, day=11))


_DAY_CUE = rx(r"\b(?:on|since|until|till|by|from|before|after) \Z")


def _day_of_month(m: re.Match[str], page: Page) -> Core | None:
    if not _DAY_CUE.search(page.before(m.start())):
        return None
    which = "this" if m["which"] == "the" else m["which"] or ""
    return Core(m.start(), m.end(), "day", Named("dayofmonth", day=day_number(m["day"]), which=which))


DAY_OF_MONTH = rx(
    r"(?<![\w-])the (?P<day>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)(?: of (?P<which>this|last|next|the) month|"
    r"(?= ?[.,;:)\n]| ?\Z| (?:when|that|to|but|and|for|with|after|before|by|in|at)\b))"
)

_CLOCK = r"(?:morning|afternoon|evening|night|noon|midnight|midday|lunchtime|overnight)"
_HOUR = (
    r"(?:(?:very )?(?:early|earlier|late|later)|overnight(?: (?:in)?to)?|(?:the )?(?:early|small|"
    r"late) hours of|(?:(?:just|shortly) )?(?:before|after|at|around) (?:dawn|dusk|noon|midnight|sunset|"
    r"sunrise)|(?:the )?(?:morning|afternoon|evening|night) of)"
)
_WEEKDAY_WHICH = {"": "", "last": "last", "past": "last", "next": "next", "coming": "next", "this": "this"}
_WEEKDAY_WHICH |= {"following": "following", "previous": "previous", "preceding": "previous", "same": "same"}


def _weekday(m: re.Match[str], page: Page) -> Core | None:
    if _namesake(page, m.start(), m.end()):
        return None
    week = m["week"] or m["week2"]
    which = (m["which"] or "").split()[-1:] or [""]
    night = "overnight" if (m["hour"] or "").endswith("to") else ""
    named = Named(
        "weekday",
        number=weekday_number(m["day"]),
        which="" if week else _WEEKDAY_WHICH.get(which[0], "same"),
        shift=YEAR_SHIFT[week] if week else None,
        part=night,
    )
    kind = "anchored" if named.which in ("following", "previous", "same") else "weekday"
    return Core(m.start(), m.end(), kind, named)


WEEKDAY_FORM = rx(
    rf"(?<!\w)(?:(?P<week2>last|this|next) week,? (?:late |early )?on )?(?:(?P<hour>{_HOUR}) (?:on )?)?"
    r"(?:(?P<which>last|next|this(?: past| coming)?|(?:the )?(?:past|coming|following|previous|preceding)|"
    r"the same|"
    rf"that(?: same)?) )?(?P<day>{WEEKDAY})(?: (?:early |late )?{_CLOCK})?"
    r"(?:(?:,? of)? (?P<week>last|this|next) week)?(?![\w-]*\w)"
)
_SHORT_DAY_CUE = rx(r"\b(?:on|since|until|by|from|last|next|late|early|and) \Z")
_SHORT_DAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}


def _weekday_short(m: re.Match[str], page: Page) -> Core | None:
    if not page.capital(m.start("day")) or not _SHORT_DAY_CUE.search(page.before(m.start())):
        return None
    return Core(m.start(), m.end(), "weekday", Named("weekday", number=_SHORT_DAYS[m["day"][:3]]))


WEEKDAY_ABBREVIATED = rx(r"(?<!\w)(?P<day>mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\.")

_CLEAR_MONTHS = {1, 2, 7, 9, 10, 11, 12}
_MONTH_CUE = rx(
    rf"(?:\b(?:in|since|until|till|during|of|before|after|throughout|as of|starting|beginning|ending|"
    rf"between|through|by|from|for)(?: (?:at least|about|around|as late as|as early as))? |"
    rf"\b{MONTH_ALONE}(?: (?:19|20)\d\d)?(?: (?:and|to|or|through) |-))\Z"
)
_DETERMINER = rx(r"\b(?:the|a|an|its|their|his|her) \Z")
_NOUN = rx(r"\A (?!on\b|to\b|for\b|of\b|body\b)[a-z]{3}")
_MONTH_WHICH = {"last": "last", "past": "last", "next": "next", "coming": "next", "this": "this", "": ""}
_MONTH_WHICH |= {"following": "following", "previous": "previous", "same": "same"}


def _clear_month(m: re.Match[str], page: Page) -> bool:
    """May, March, April, June and August are also verbs, adjectives and names; the others are months."""
    at, month = m.start("month"), month_number(m["month"])
    if not page.capital(at):
        return month in _CLEAR_MONTHS and len(m["month"]) > 4
    if month in _CLEAR_MONTHS or m["part"] or m["which"] or m["year"] or m["yrel"]:
        return True
    if month == 5 and page.low.startswith("'s", m.end()):
        return False
    if _MONTH_CUE.search(page.before(at, 40)):
        return True
    # "the June summit", but neither "the March on Rome" nor "the August body".
    return bool(_DETERMINER.search(page.before(at)) and _NOUN.match(page.text[m.end() : m.end() + 9]))


def _month(m: re.Match[str], page: Page) -> Core | None:
    if not _clear_month(m, page) or _namesake(page, m.start(), m.end()):
        return None
    which = _MONTH_WHICH[(m["which"] or "").split()[-1] if m["which"] else ""]
    month, year = month_number(m["month"]), year_said(m)
    named = Named("month", month=month, which=which, part=part_name(m["part"]), **year)  # type: ignore[arg-type]
    return Core(m.start(), m.end(), "month", named)


MONTH_FORM = rx(
    rf"(?<!\w)(?:(?P<part>{PART})(?: (?:in )?|-))?"
    r"(?:(?P<which>last|next|this(?: past| coming)?|the (?:following|previous|same)) )?"
    rf"(?P<month>{MONTH_ALONE}|{MONTH}(?=,? (?:19|20)\d\d))(?:(?:,? (?:of )?)(?P<year>{YEAR})(?! ?(?:gmt|"
    rf"utc|hours))|,? (?:of )?(?P<yrel>last|this|next) year)?(?!\w)"
)


_SEASON_CUE = rx(r"\b(?:in|since|until|by|over|during|from|before|after|of|through|early|late|mid)(?: the | |-)\Z")
_OF = rx(r"\A (?:of|from|in)\b")


def _clear_season(m: re.Match[str], page: Page) -> bool:
    """A bare "spring" or "fall" is a time after a preposition, unless "of" something follows."""
    if m["year"] or m["yrel"]:
        return True
    if _OF.match(page.low[m.end() : m.end() + 8]):
        return False  # "in the spring of his life", "the fall of Kabul"
    if m["which"]:
        return True
    lead = page.before(m.start("season"), 14)
    if m["season"] == "fall":
        return " ".join(lead.split()).endswith("in the")
    return bool(_SEASON_CUE.search(lead))


def _season(m: re.Match[str], page: Page) -> Core | None:
    if not _clear_season(m, page) or _namesake(page, m.start("season"), m.end()):
        return None
    which = _MONTH_WHICH[m["which"].split()[-1]] if m["which"] else ""
    year = year_said(m)
    named = Named("season", number=SEASONS[m["season"]], which=which, part=part_name(m["part"]), **year)  # type: ignore[arg-type]
    return Core(m.start(), m.end(), "season", named)


SEASON_FORM = rx(
    rf"(?<![\w-])(?:(?P<part>{PART})(?: (?:in )?|-))?"
    r"(?:(?P<which>last|next|this(?: past| coming)?|the (?:following|previous)) |the )?"
    rf"(?P<season>{SEASON})(?:,? (?:of )?(?:(?P<year>{YEAR})(?:[-/]\d\d(?:\d\d)?)?|(?P<yrel>last|this|"
    rf"next) year))?(?!\w|-)"
)
CALENDAR_FORMS = (
    Form("numeric", "0", NUMERIC, _numeric),
    Form("nineeleven", "0", rx(r"(?<![\w/.-])9/11(?![\w/]|\.\d)"), _nine_eleven),
    FEAST,
    Form("monthday", MONTH_STARTS + WEEKDAY_STARTS + "0 th fi se fo si ei ni te el tw", MONTH_DAY, _month_day),
    Form("dayofmonth", "th", DAY_OF_MONTH, _day_of_month),
    Form(
        "weekday",
        WEEKDAY_STARTS + "ea la ov sm ju sh be af at ar th ne pa co ve ni ev",
        WEEKDAY_FORM,
        _weekday,
    ),
    Form("weekdayshort", WEEKDAY_STARTS, WEEKDAY_ABBREVIATED, _weekday_short),
    Form("month", PART_STARTS + MONTH_STARTS + "ne", MONTH_FORM, _month),
    Form("season", PART_STARTS + "sp su au fa wi ne", SEASON_FORM, _season),
)
