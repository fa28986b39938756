"""Reports that a monitoring service translated: whose words they are, and of which day.

``Text of report by Sudanese newspaper Al-Nahr on 12 March`` stands above them, ``Source: Al-Nahr, Khartoum,
in Arabic 1345 gmt 12 Mar 09`` below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.read.dates import Day, short_year_day

_KIND = r"(?:newspaper|daily|weekly|website|web site|news agency|agency|radio|TV|television|channel|magazine|station)"
_HEAD = re.compile(
    r"^(?:text|excerpts?|transcript|summary)\s(?:of|from)\s(?:an?\s|the\s)?(?:[\w-]+\s){0,4}?"
    r"(?:report|article|commentary|editorial|interview|statement|announcement|item|dispatch)s?\s.{0,60}?\b(?:by|in|on|from)\s"
    rf"(?:.{{0,80}}?\b{_KIND}\s)?(?-i:(?P<name>[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){{0,4}}))",
    re.I,
)
_FOOT = re.compile(
    rf"^source:\s(?P<name>[^,]{{2,60}}?)(?:\s(?P<kind>{_KIND}(?:\swebsite)?))?,\s[^,]{{2,40}},\sin\s[A-Z]\w+"
    r"(?:\s\d{4})?(?:\sgmt)?\s(?P<day>\d{1,2}\s[A-Z][a-z]{2}\s(?:\d\d){1,2})\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Monitored:
    """Who was monitored; ``day`` and ``is_agency`` where the line tells them."""

    name: str
    day: Day | None = None
    is_agency: bool = False


def parse_monitored(text: str) -> Monitored | None:
    """Read a monitoring service's line above or below a report; ``None`` if the line is none such."""
    if len(text) > 300:
        return None
    if m := _FOOT.match(text):
        day = short_year_day(m["day"])
        found = Day(day, m.start("day"), m.end("day"), "published") if day else None
        return Monitored(m["name"], found, "agency" in (m["kind"] or "").lower())
    if m := _HEAD.match(text):
        return Monitored(re.sub(r"['’]s$", "", m["name"]))
    return None
