"""Factiva text: with two-letter field codes (HD, PD, SN, LP, TD), or as it stands on the screen.

Source: the layout of both exports as their users' parsers describe it (tm.plugin.factiva, factiva-parser).
"""

from __future__ import annotations

import re

from detente.read.dates import find_days

SHOWS = re.compile(r"^Document [A-Za-z0-9]{10,40}\s*$|^(?:HD|SE)\s+\S.*(?:\n.*){1,12}\n(?:PD|WC)\s+\S", re.M)
OPENS = re.compile(r"(?!)")  # nothing opens an article; each is closed by its number
CLOSES = re.compile(r"^(?:Document [A-Za-z0-9]{10,40}|AN\s+Document [A-Za-z0-9]{10,40})\s*$")
DROPS_OPENING = False
IS_ARTICLE = re.compile(r"^\d[\d,]* words\s*$|^(?:LP|TD)\s", re.M)

_CODES = "SE HD BY CR WC PD ET SN SC ED PG VOL LA CY LP TD CO IN NS RE IPC IPD PUB AN CT RF ART DLM".split()
_CODE = re.compile(r"^(?P<code>" + "|".join(_CODES) + r")(?:\s+(?P<value>.*))?$")
_WORDS = re.compile(r"^\d[\d,]* words$")
_NUMBER = re.compile(r"^(?:AN\s+)?Document ([A-Za-z0-9]{10,40})$")
_CLOCK = re.compile(r"^\d{1,2}:\d\d(?: [AP]M)?(?: GMT)?$")
_LANGUAGES = frozenset("English French German Spanish Russian Arabic Chinese Italian Portuguese Turkish".split())
_RIGHTS = re.compile(r"^(?:\(c\)|©|Copyright\b|Copyright \d{4})", re.I)
_ENDING = re.compile(r"^(?:Search Summary|Date\s+All Dates|Text\s+\S.*\bNEAR\b)")


def fields_of(piece: str) -> dict[str, str]:
    """The parts of one article; ``text`` is empty where there is none."""
    lines = [line.strip() for line in piece.splitlines()]
    found = _coded(lines) if any(re.match(r"^(?:LP|TD)(?:\s|$)", line) for line in lines) else _shown(lines)
    number = next((m[1] for line in lines if (m := _NUMBER.match(line))), "")
    return {**found, "id": number} if found.get("text") else {}


def _coded(lines: list[str]) -> dict[str, str]:
    parts: dict[str, list[str]] = {}
    code = ""
    for line in lines:
        m = _CODE.match(line)
        # a code opens a line; within the text only the codes that may follow it do
        if m and not (
            code in ("LP", "TD") and m["code"] in ("IN", "BY", "ED", "CO") and m["value"] and "." in m["value"]
        ):
            code = m["code"]
            parts[code] = [m["value"] or ""]
        elif code:
            parts[code].append(line)
    one = {key: " ".join(filter(None, value)) for key, value in parts.items()}
    text = "\n".join([*parts.get("LP", []), "", *parts.get("TD", [])]).strip()
    return {
        "text": text,
        "title": one.get("HD", ""),
        "published": _day(one.get("PD", "")),
        "publisher": one.get("SN", ""),
        "language": one.get("LA", ""),
        "authors": one.get("BY", ""),
    }


def _shown(lines: list[str]) -> dict[str, str]:
    """The form without codes: headline, byline, words, date, time, outlet, code, page, language, rights, text."""
    count = next((i for i, line in enumerate(lines) if _WORDS.match(line)), None)
    if count is None:
        return {}
    above = [line for line in lines[:count] if line]
    byline = above.pop() if len(above) > 1 and re.match(r"^By\b", above[-1], re.I) else ""
    found = {"authors": byline, "title": above[-1] if above else ""}
    at, rights = count + 1, False
    while at < len(lines) and at < count + 14:
        line = lines[at]
        if find_days(line) and "published" not in found:
            found["published"] = _day(line)
        elif line in _LANGUAGES:
            found["language"] = line
        elif _RIGHTS.match(line):
            rights = True
        elif line and "published" in found and "publisher" not in found and not _CLOCK.match(line):
            found["publisher"] = line
        elif rights and not line:
            break
        at += 1
    if not rights:
        at = next((i for i in range(count, len(lines)) if not lines[i]), count + 1)
    end = next((i for i in range(at, len(lines)) if _NUMBER.match(lines[i]) or _ENDING.match(lines[i])), len(lines))
    return {**found, "text": "\n".join(lines[at:end]).strip()}


def _day(text: str) -> str:
    found = find_days(text)
    return found[0].day.isoformat() if found else ""
