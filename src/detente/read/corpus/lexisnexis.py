"""LexisNexis text: the older form ("3 of 120 DOCUMENTS", LENGTH:, LOAD-DATE:) and that of Nexis Uni (Body, Load-Date:).

Source: the layout of both exports as their users' parsers describe it (newsmap, LexisNexisTools, nexis-parse).
"""

from __future__ import annotations

import re

from detente.read.dates import find_days

SHOWS = re.compile(r"^[ \t]*\d+ of \d+ DOCUMENTS\s*$|^[ \t]*(?:LOAD-DATE|Load-Date):|^End of Document\s*$", re.M)
OPENS = re.compile(r"^\s*(?:Document )?\d+ of \d+(?: DOCUMENTS)?\s*$")
CLOSES = re.compile(r"^\s*End of Document\s*$")
DROPS_OPENING = True
IS_ARTICLE = re.compile(r"^[ \t]*(?:LENGTH|Length|LOAD-DATE|Load-Date|BODY|Body)\b", re.M)

_KEY = re.compile(r"^(?P<key>[A-Z][A-Za-z-]{2,24}(?: [A-Z][A-Za-z-]+)?):\s*(?P<value>.*)$")
_BODY = re.compile(r"^\s*(?:BODY:?|Body)\s*$")
_AFTER = re.compile(
    r"^\s*(?:(?:LOAD-DATE|Load-Date|LANGUAGE|Language|PUBLICATION-TYPE|Publication-Type|SUBJECT|Subject|GRAPHIC|Graphic"
    r"|JOURNAL-CODE|Journal Code|GEOGRAPHIC|Geographic|CATEGORY|DOCUMENT-TYPE|Classification|URL|PERSON|COMPANY"
    r"|ORGANIZATION|COUNTRY|STATE|CITY|INDUSTRY|TYPE|ACC-NO|DISTRIBUTION|NOTES|CORRECTION-DATE):"
    r"|Classification\s*$|End of Document\s*$|Copyright (?:\d{4}|\(c\)).{0,80}All Rights Reserved)"
)
_RIGHTS = re.compile(r"^\s*Copyright\b|All Rights Reserved", re.I)
_EDITION = re.compile(r"\b(?:edition|final|section)\b", re.I)


def fields_of(piece: str) -> dict[str, str]:
    """The parts of one article; ``text`` is empty where there is none."""
    lines = [line.rstrip() for line in piece.splitlines()]
    keys = {m["key"].lower(): m["value"] for line in lines if (m := _KEY.match(line.strip())) and m["value"]}
    start = _start(lines)
    if start is None:
        return {}
    end = next((i for i in range(start, len(lines)) if _AFTER.match(lines[i])), len(lines))
    head = [line.strip() for line in lines[: _first_key(lines, start)] if line.strip() and not _RIGHTS.search(line)]
    found = {
        "text": _paragraphs(lines[start:end]),
        "authors": keys.get("byline", ""),
        "language": keys.get("language", "").split(";")[0],
        "url": keys.get("url", ""),
    }
    dated = next((i for i, line in enumerate(head) if find_days(line) and len(line) < 80), None)
    if dated is not None:
        found["published"] = _day_of(head[dated])
        above, below = head[:dated], [h for h in head[dated + 1 :] if not _EDITION.search(h) and not _KEY.match(h)]
        if below:  # outlet, date, headline
            found["publisher"], found["title"] = above[-1] if above else "", below[0]
        elif above:  # headline, outlet, date
            found["publisher"], found["title"] = above[-1], above[0] if len(above) > 1 else ""
    if headline := keys.get("headline"):
        found["title"] = headline
    return found


def _start(lines: list[str]) -> int | None:
    """The first line of the text: after `Body`, else after the block of keys that names its length."""
    body = next((i for i, line in enumerate(lines) if _BODY.match(line)), None)
    if body is not None:
        return body + 1
    length = next((i for i, line in enumerate(lines) if re.match(r"\s*(?:LENGTH|Length):", line)), None)
    if length is None:
        return None
    at = length + 1
    while at < len(lines) and (not lines[at].strip() or re.match(r"\s*(?:DATELINE|HIGHLIGHT):", lines[at])):
        at += 1
    return at


def _paragraphs(lines: list[str]) -> str:
    """The text with the line breaks of the export, which cuts lines at 80 characters or so, taken out."""
    if max(map(len, lines), default=0) > 120:
        return "\n".join(lines).strip("\n")
    blocks: list[list[str]] = [[]]
    for line in (line.strip() for line in lines):
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return "\n\n".join(" ".join(block) for block in blocks if block)


def _first_key(lines: list[str], start: int) -> int:
    keyed = re.compile(r"\s*(?:SECTION|Section|LENGTH|Length|BYLINE|Byline|HIGHLIGHT|Highlight|DATELINE|Dateline):")
    return next((i for i in range(start) if keyed.match(lines[i])), start)


def _day_of(line: str) -> str:
    found = find_days(line)
    return found[0].day.isoformat() if found else ""
