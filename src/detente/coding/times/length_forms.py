"""Lengths, and times that hang on another event: "for six years", "within 72 hours", "the next day"."""

from __future__ import annotations

import re

from detente.coding.times.named import Core, Form, Named, Page
from detente.coding.times.words import (
    FILLER,
    LENGTH_STARTS,
    NUMBER,
    ORDINAL,
    QUALIFIER,
    UNIT,
    day_number,
    length,
    rx,
    unit_name,
)

_LENGTH = rf"(?:(?P<qual>{QUALIFIER}) )?(?:(?P<n>{NUMBER})(?: |-)(?:{FILLER} )?)?(?P<unit>{UNIT})"


def _rolling(m: re.Match[str], sense: str, role: str, *, anchored: bool = False, kind: str = "duration") -> Core | None:
    unit = unit_name(m["unit"])
    if m["n"] is None and unit == m["unit"]:
        return None  # "in day", "for week" are fragments
    unit, _, high = length(m["n"], unit, m["qual"])
    named = Named("rolling", step=unit, high=high, sense=sense, anchored=anchored)
    return Core(m.start(), m.end(), kind, named, role=role)


def _within(m: re.Match[str], page: Page) -> Core | None:
    if m["whole"]:
        unit = unit_name(m["whole"])
        if unit in ("hour", "day"):
            return Core(m.start(), m.end(), "relative", Named("offset"), role="within")
        return Core(m.start(), m.end(), "relative", Named(unit, which="this", part="later"), role="within")
    anchored = bool(m["of"])
    return _rolling(m, "on", "within", anchored=anchored, kind="anchored" if anchored else "duration")


WITHIN = rx(
    rf"(?<![\w-])(?:within|inside)(?: of)? (?:the (?P<whole>hour|day|week|month|year)|(?:a (?:period|"
    rf"space) of )?{_LENGTH})"
    r"(?P<of> of(?= (?:the|his|her|its|their|that|a|an|\w{3,})\b))?(?![\w-])"
)

# "The first visit in six years" says how long it had not happened, not when it did.
_SUPERLATIVE = rx(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)|"
    r"[a-z]{3,12}est|worst|only|most|least|twice|times|once)\b[^.;:!?]{0,60}\Z"
)


def _in_length(m: re.Match[str], page: Page) -> Core | None:
    if _SUPERLATIVE.search(page.before(m.start(), 70)):
        return None
    if m["n"] is None and not m["time"]:
        return None  # "in years", "in days" count what has not been
    if m["time"]:
        unit = unit_name(m["unit"])
        unit, low, high = length(m["n"], unit, m["qual"])
        return Core(
            m.start(),
            m.end(),
            "relative",
            Named("moved", step=unit, low=low, high=high, sense="on"),
            role="at",
        )
    return _rolling(m, "", "within")


IN_LENGTH = rx(
    rf"(?<![\w-])in {_LENGTH}(?P<time>'s time|' time)?(?![\w'-]| (?:jail|prison|custody|power|office|of|"
    rf"ago)\b)"
)


def _to_leave(m: re.Match[str], page: Page) -> Core | None:
    return _rolling(m, "on", "within")


TO_LEAVE = rx(
    rf"(?<![\w,.$-])(?:(?P<qual>{QUALIFIER}) )?(?P<n>{NUMBER})(?: |-)(?P<unit>{UNIT})"
    r"(?: (?:in which )?to (?:leave|depart|quit|go|get out|pack|exit|vacate|withdraw|pull out|respond|"
    r"reply|comply|answer|appeal|surrender|decide|hand over)\b|(?: |-)(?=(?:deadline|ultimatum|notice)\b))"
)


def _for(m: re.Match[str], page: Page) -> Core | None:
    if m["nth"]:
        unit = unit_name(m["unit2"])
        named = Named("rolling", step=unit, high=max(day_number(m["nth"]) - 1, 0), sense="back")
        return Core(m.start(), m.end(), "duration", named, role="for")
    more = bool(m["more"] or m["tocome"])
    return _rolling(m, "on" if more else "", "within" if more else "for")


FOR = rx(
    rf"(?<![\w-])for (?:(?:a|the) (?P<nth>{ORDINAL}|\d\d?(?:st|nd|rd|th)) (?:straight|consecutive|"
    rf"successive|running) (?P<unit2>day|night|week|month|year)|(?:(?P<more>another|a further|"
    rf"an additional) )?{_LENGTH}"
    r"(?P<tocome> to come)?)(?![\w'-]| ago\b)"
)


def _same_day(m: re.Match[str], page: Page) -> Core:
    words = m["which"].split()[-1]
    days = {"next": 1, "following": 1, "previous": -1, "preceding": -1}.get(words, 0)
    part = "earlier" if m["earlier"] and m["earlier"].startswith("earl") else ""
    return Core(m.start(), m.end(), "anchored", Named("anchor", low=days, high=days, part=part, anchored=True))


SAME_DAY = rx(
    r"(?<![\w-])(?:(?P<earlier>earlier|later|late|early) )?(?P<which>that(?: same| very)?|"
    r"the (?:very )?(?:same|next|following|previous|preceding)) (?:day|night|morning|evening|"
    r"afternoon)(?![\w-]| of\b)"
)

_NEIGHBOUR = {"before": -1, "previous": -1, "earlier": -1, "after": 1, "following": 1, "later": 1}


def _neighbour(m: re.Match[str], page: Page) -> Core:
    days = _NEIGHBOUR[m["side"]]
    unit = unit_name(m["unit"]) if m["unit"] in ("week", "month", "year", "weekend", "decade") else "day"
    if unit == "day":
        named = Named("anchor", low=days, high=days, anchored=True)
    else:
        named = Named(unit, which="previous" if days < 0 else "following", anchored=True)
    return Core(m.start(), m.end(), "anchored", named)


NEIGHBOUR = rx(
    r"(?<![\w-])the (?P<unit>day|night|evening|morning|week|weekend|month|year|decade) (?P<side>before|"
    r"after|previous|earlier|following|later)(?! (?:yesterday|tomorrow|next|last)\b)(?![\w-])"
)


def _pointer(m: re.Match[str], page: Page) -> Core:
    words = m[0]
    if words.startswith(("shortly", "soon", "hours", "minutes", "moments", "immediately", "right")):
        low, high = (-2, 0) if "before" in words else (0, 2)
        if words.startswith(("minutes", "moments", "hours", "immediately", "right")):
            low = high = 0
        return Core(m.start(), m.end(), "anchored", Named("anchor", low=low, high=high, anchored=True), role="at")
    if "eve" in words.split():
        return Core(m.start(), m.end(), "anchored", Named("anchor", low=-1, high=-1, anchored=True), role="at")
    return Core(m.start("then"), m.end(), "anchored", Named("anchor", anchored=True))


POINTER = rx(
    r"(?<![\w-])(?:(?:shortly|soon|immediately|right|moments|minutes) (?:before|after(?:wards?)?|later|"
    r"earlier|beforehand|thereafter)|(?:the )?eve of|(?:(?<=since\x20)|(?<=by\x20)|(?<=until\x20)|"
    r"(?<=till\x20)|(?<=before\x20))(?P<then>then))(?![\w-]| (?:midnight|noon|midday|dawn|dusk|sunset|"
    r"sunrise)\b)"
)


LENGTH_FORMS = (
    Form("within", "wi in", WITHIN, _within),
    Form("toleave", LENGTH_STARTS, TO_LEAVE, _to_leave),
    Form("inlength", "in", IN_LENGTH, _in_length),
    Form("for", "fo", FOR, _for),
    Form("sameday", "ea la th", SAME_DAY, _same_day),
    Form("neighbour", "th", NEIGHBOUR, _neighbour),
    Form("pointer", "sh so im ri mo mi th ev", POINTER, _pointer),
)
