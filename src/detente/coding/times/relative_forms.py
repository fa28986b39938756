"""Times told from the day of publication: "yesterday", "last week", "two years ago", "at once"."""

from __future__ import annotations

import re

from detente.coding.times.named import Core, Form, Named, Page
from detente.coding.times.words import (
    FILLER,
    LENGTH_STARTS,
    NUMBER,
    PART,
    PART_STARTS,
    QUALIFIER,
    REACH,
    UNIT,
    UNIT_STARTS,
    WEEKDAY,
    length,
    part_name,
    rx,
    unit_name,
    weekday_number,
)

_OFFSETS = {"yesterday": -1, "tomorrow": 1, "last night": -1, "last evening": -1}
_OFFSETS |= {"day before yesterday": -2, "day after tomorrow": 2}


def _near_day(m: re.Match[str], page: Page) -> Core | None:
    words = " ".join(m["word"].split())
    if words in ("overnight", "midnight"):
        return Core(m.start("word"), m.end(), "relative", Named(words))
    if words.startswith("immediately") and page.low.startswith((" after", " before", " following"), m.end()):
        return None
    first = " ".join(words.split()[:1]) if words.startswith(("yesterday", "tomorrow")) else words.removeprefix("the ")
    days = _OFFSETS.get(first, 0)
    flag = "effective" if "immediate" in words or "effective" in words else ""
    return Core(m.start(), m.end(), "relative", Named("offset", low=days, high=days, flag=flag))


NEAR_DAY = rx(
    r"(?<![\w-])(?:(?:(?:(?:very )?(?:early|earlier|late|later)|(?:the )?(?:early|small|late) hours of|"
    r"(?:before|at) dawn) (?:on )?)?(?P<word>yesterday(?: (?:morning|afternoon|evening|night))?|today|"
    r"tonight|tomorrow(?: (?:morning|afternoon|evening|night))?|the day before yesterday|"
    r"the day after tomorrow|last (?:night|evening)|this (?:morning|afternoon|evening)|overnight|"
    r"(?<=at\x20)midnight|(?<=by\x20)midnight|(?<=from\x20)midnight|(?<=until\x20)midnight|"
    r"(?<=before\x20)midnight|(?<=after\x20)midnight|(?:earlier|later|late|early) in the day|(?:with|"
    r"takes?|took) immediate effect|effective immediately|immediately|effective today))(?![\w-])"
)

_WHICH = {
    "last": "last",
    "this": "this",
    "next": "next",
    "current": "this",
    "the": "this",
    "previous": "previous",
}
_WHICH |= {
    "past": "last",
    "coming": "this",
    "preceding": "previous",
    "following": "following",
    "same": "same",
    "that": "same",
}
_ROLLING_CUE = rx(r"\b(?:in|over|during|for|within|throughout|across|of) \Z")


def _calendar_unit(m: re.Match[str], page: Page) -> Core | None:
    words, unit = m["which"].split(), unit_name(m["unit"])
    which = _WHICH[words[-1]]
    part = part_name(m["part"])
    if m["unit"] == "weekend":
        unit = "weekend"
    if words == ["the"] and not part and unit != "weekend":
        return None
    if words[0] == "the" and which in ("last", "next"):
        if _ROLLING_CUE.search(page.before(m.start())):
            return _stretch(m.start(), m.end(), unit, "back" if which == "last" else "on", 1)
        which = "previous" if which == "last" else "following"
    if unit == "weekend" and words == ["the"]:
        which = ""
    anchored = which in ("previous", "following", "same")
    kind = "anchored" if anchored else "relative"
    return Core(m.start(), m.end(), kind, Named(unit, which=which, part=part, anchored=anchored))


CALENDAR_UNIT = rx(
    rf"(?<![\w-])(?:(?P<part>{PART})(?: (?:in )?|-))?(?P<which>last|this|next|(?:this|the) (?:past|"
    rf"coming)(?=\x20weekend)|the (?:last|next|same|very same|previous|"
    r"preceding|following|current)|that(?: same)?|the|the very next) (?P<unit>week|weekend|fortnight|month|"
    r"quarter|year|decade|century)(?![\w-]|'s end| before| after| earlier| later| of\b)"
)


def _year_end(m: re.Match[str], page: Page) -> Core:
    if m["new"]:
        return Core(m.start(), m.end(), "relative", Named("month", month=1))
    return Core(m.start(), m.end(), "relative", Named(m["unit"], which=m["which"] or "this", part="end"))


YEAR_END = rx(
    r"(?<![\w-])(?:(?:the )?(?:(?P<which>last|this|next) )?(?P<unit>year|month|week)(?:'s |-| )end|"
    r"(?P<new>the new year))(?![\w-]|'s)"
)


def _stretch(start: int, end: int, unit: str, sense: str, high: int, role: str = "") -> Core:
    """A rolling interval up to, or on from, the day of publication."""
    kind = "duration" if sense == "back" or role == "for" else "relative"
    role = role or ("for" if sense == "back" else "within")
    return Core(start, end, kind, Named("rolling", step=unit, high=high, sense=sense), role=role)


def _rolling(m: re.Match[str], page: Page) -> Core | None:
    which = m["which"]
    unit = unit_name(m["unit"])
    back = which in ("past", "last", "previous", "recent", "preceding")
    plural = m["unit"].endswith("s")
    if m["n"] is None and not plural and which not in ("past", "coming"):
        return None
    if m["n"] is None and plural:
        if which not in ("past", "recent", "coming", "next", "last", "upcoming"):
            return None
        core = _stretch(m.start(), m.end(), unit, "back" if back else "on", REACH[unit])
        core.kind = "vague"
        return core
    unit, _, high = length(m["n"], unit) if m["n"] else (unit, 1, 1)
    return _stretch(m.start(), m.end(), unit, "back" if back else "on", high)


ROLLING = rx(
    r"(?<![\w-])(?:(?:in|over|for|during|within|throughout|across|by) )?(?:(?:the|these|this|"
    r"at least the) )?(?:very )?"
    rf"(?P<which>past|last|previous|preceding|recent|next|coming|following|upcoming|"
    rf"forthcoming) (?:{QUALIFIER} )?(?:(?P<n>{NUMBER}) (?:{FILLER} )?)?(?P<unit>{UNIT})(?![\w-]| (?:ago|"
    rf"before|of)\b)"
)


def _recently(m: re.Match[str], page: Page) -> Core:
    if m["other"]:
        return Core(m.start(), m.end(), "vague", Named("rolling", step="day", high=7, sense="back"))
    return Core(m.start(), m.end(), "vague", Named("rolling", step="day", high=30, sense="back"))


RECENTLY = rx(r"(?<![\w-])(?<!until\x20)(?:(?P<other>the other day)|recently|lately)(?![\w-])")

_SENSE = {
    "earlier": "back",
    "before": "back",
    "previously": "back",
    "prior": "back",
    "beforehand": "back",
    "ahead": "back",
}


def _moved(m: re.Match[str], page: Page) -> Core | None:
    unit = unit_name(m["unit"])
    number = m["n"]
    if number is None and unit == m["unit"]:
        return None  # "week after week" is no time; "a day later" and "weeks later" are
    unit, low, high = length(number, unit, m["qual"])
    if m["half"] or m["half2"]:
        high += 1
    if number is None and page.low.startswith("the ", max(m.start() - 4, 0)):
        low = 0  # "in the days before the vote" begins with the vote itself
    word = m["word"].split()[0]
    anchored = word not in ("ago", "from", "hence")
    sense = "back" if word == "ago" else _SENSE.get(word, "on")
    if anchored and unit == "hour" and number is None:
        # "Hours later" is the other event's day, as far as news lets one tell.
        return Core(m.start(), m.end(), "anchored", Named("anchor", anchored=True))
    exact = m["exact"]
    named = Named(
        "moved",
        step=unit,
        low=low,
        high=high,
        sense=sense,
        anchored=anchored,
        part=_exact_part(exact),
        number=weekday_number(exact.split()[-1]) if exact and exact.endswith("day") and "today" not in exact else 0,
    )
    role = "at" if word == "hence" else ""
    return Core(m.start(), m.end(), "anchored" if anchored else "relative", named, role=role)


def _exact_part(words: str | None) -> str:
    """What "two years ago today", "... this week", "... this month", "... on Monday" pins down."""
    if not words:
        return ""
    last = words.split()[-1]
    return {"today": "day", "week": "week", "month": "month"}.get(last, "weekday")


MOVED = rx(
    rf"(?<![\w,.$£€-])(?:(?P<qual>{QUALIFIER}) )?(?:(?P<n>{NUMBER})(?P<half2>(?: |-)and(?: |-)a(?: |"
    rf"-)half)?(?: |-)(?:{FILLER} )?)?(?P<unit>{UNIT})"
    r"(?P<half> and a half)? (?P<word>ago|earlier|later|before|after|afterwards?|beforehand|prior|"
    r"previously|from (?:now|today)|hence|ahead of|following|"
    r"on(?=[.,;]))(?! all\b)(?! that\b(?! day))(?P<exact>(?<=ago) (?:today|this (?:week|month)|(?:on )?"
    rf"{WEEKDAY}))?(?![\w-])"
)

_AGE_OF_THINGS = rx(
    r"\A (?:\w{1,14} )?(?:war|wars|conflict|agreement|treaty|accord|pact|deal|dispute|ban|embargo|"
    r"insurgency|blockade|siege|truce|ceasefire|alliance|government|coalition|law|policy|crisis|standoff|"
    r"stand-off|rebellion|revolt|uprising|campaign|mission|border|feud|rift|stalemate|occupation|sanctions|"
    r"republic|regime|state|country|nation|case)s?\b"
)
_LIVING = rx(r"\A (?:\w{1,12} )?(?:baby|boy|girl|child|infant|son|daughter|man|woman|twins?)\b")


def _old(m: re.Match[str], page: Page) -> Core | None:
    unit = unit_name(m["unit"])
    tail = page.low[m.end() : m.end() + 40]
    if not _AGE_OF_THINGS.match(tail) if unit == "year" else _LIVING.match(tail):
        return None
    unit, low, high = length(m["n"], unit, m["qual"])
    return Core(m.start(), m.end(), "relative", Named("moved", step=unit, low=low, high=high, sense="back"))


OLD = rx(
    rf"(?<![\w.,$-])(?:(?P<qual>{QUALIFIER}) )?(?P<n>{NUMBER})(?: |-)(?P<unit>day|week|month|year|decade|"
    rf"century)s?-old(?![\w-])"
)

RELATIVE_FORMS = (
    Form("nearday", "ve ea la th sm be at ye to ov mi wi ta ef im", NEAR_DAY, _near_day),
    Form("old", LENGTH_STARTS, OLD, _old),
    Form("moved", LENGTH_STARTS + UNIT_STARTS, MOVED, _moved),
    Form("rolling", "in ov fo du wi th ac by at ve pa la pr re ne co up", ROLLING, _rolling),
    Form("yearend", "th la ne ye mo we", YEAR_END, _year_end),
    Form("unit", PART_STARTS + "ne", CALENDAR_UNIT, _calendar_unit),
    Form("recently", "th re la", RECENTLY, _recently),
)
