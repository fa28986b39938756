"""What databases of news, crawlers, web archives and wires add to a page about itself."""

from __future__ import annotations

import re

from detente.read.dates import crawl_time
from detente.read.monitoring import parse_monitored
from detente.read.words import fold, terms

FIELD = "field of a database"
CRAWLED = "when the page was fetched"
_FIELD = re.compile(r"^(?P<key>[A-Z][A-Z -]{0,24}[A-Z])(?:\s?:(?:\s|$)|$)")
_DATELINE_FIELD = re.compile(r"^DATELINE:\s*[A-Z]")
_CAPTURES = re.compile(
    r"^(?:\d[\d,]* captures?$|the wayback machine\b)|^\d{1,2} \w{3} \d{4} - \d{1,2} \w{3} \d{4}$", re.I
)
_STAMP = re.compile(
    r"^\W{0,2}\d{1,2}[ -](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[ -]\d\d(?:\s*\|.{0,40})?$", re.I
)
_SLUG = re.compile(
    r"\b(?:[1-9]?(?:1st|2nd|3rd|[4-9]th)[ -]?(?:ld|lead|add)|\dld|\d(?:ST|ND|RD|TH)LD)\b|\bwritethru\b|(?-i:\bBC-[A-Z]{3,})|^ZCZC\b",
    re.I,
)
_DESK_NOTE = re.compile(
    r"^\(\(.{3,200}\)\)$|^\((?:eds|recasts|adds|updates|corrects|refiles|repeats|rewrites)\b[^()]{0,120}\)$", re.I
)
_ADDRESS = re.compile(r"^\W{0,2}(?:https?://|www\.)\S+(?:\s\S+){0,4}$", re.I)
_SIGNED_OFF = re.compile(
    r"^(?:[A-Z]\.){2,4}$|^\W?(?:signed|end of (?:report|text|recording|bulletin|transcript)|repeat(?:s|ed) (?:at )?\d{4})\b",
    re.I,
)
_PAGE = re.compile(r"(?:[:,]|\bis on|\bon)\s(?:see\s)?(?:page\s[A-Z]?\d{1,3}|back page)\W*$", re.I)
_PAID = re.compile(
    r"^\W?(?:sponsored|advert(?:isement|orial)?|promoted|paid content|partner content)\s?[:|]\s?\S", re.I
)
_PRESS = re.compile(r"^(?:press|news|media) (?:release|statement)\s?:\s\S+(?:\s\S+){0,4}$", re.I)


def look_of_archive(text: str, folded: str, *, sentence: bool) -> tuple[str, str, str] | None:
    """Label, reason and what the line opens, as in `looks.Look`; ``None`` if it is none of theirs."""
    if crawl_time(text):
        return "navigation", CRAWLED, ""
    if _CAPTURES.match(text):
        return "navigation", CRAWLED, ""
    m = _FIELD.match(text)
    if m and fold(m["key"]) in terms("fields").whole:
        return "navigation", FIELD, "end" if m["key"] in ("RE", "NS", "AN", "IPD", "LOAD-DATE") else ""
    if parse_monitored(text):
        return "agency", "names who was monitored", "end" if folded.startswith("source") else ""
    if _DATELINE_FIELD.match(text):
        return "dateline", FIELD, ""
    if _STAMP.match(text):
        return "date", "a date alone", ""
    words = len(text.split())
    if words <= 14 and _SLUG.search(text) and not sentence:
        return "navigation", "a wire's slug", ""
    if _PRESS.match(text):
        return "navigation", "says what kind of page it is", ""
    if words <= 12 and _PAGE.search(text):
        return "navigation", "points to another page", ""
    if _PAID.match(text):
        return "navigation", "paid for", ""
    if _DESK_NOTE.match(text):
        return "navigation", "note of the desk", ""
    if _ADDRESS.match(text):
        return "navigation", "an address", ""
    return ("navigation", "sign-off", "") if words <= 16 and _SIGNED_OFF.match(text) else None
