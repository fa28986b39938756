"""ProQuest text: pieces between long lines, with `Full text:` and named fields below it.

Source: the layout of the export as its users' parsers describe it (tm.plugin.proquest, proquest-to-csv).
"""

from __future__ import annotations

import re

from detente.read.dates import find_days

SHOWS = re.compile(r"^(?:ProQuest document (?:ID|id|link)|Full text):?", re.M)
OPENS = re.compile(r"^_{20,}\s*$")
CLOSES = re.compile(r"(?!)")  # an article ends where the next long line stands
DROPS_OPENING = True
IS_ARTICLE = re.compile(r"^Full text:|^ProQuest document ID:", re.M)

_NAMES = (
    "Title", "Author", "Publication title", "Publication info", "Publication date", "Publication year", "Publication subject",
    "Pages", "First page", "Volume", "Issue", "Section", "Dateline", "Publisher", "Place of publication",
    "Country of publication", "ISSN", "Source type", "Language of publication", "Document type", "ProQuest document ID",
    "ProQuest document id", "Document URL", "Copyright", "Last updated", "Database", "Subject", "Location", "People",
    "Company / organization", "Classification", "Abstract", "Links", "Full text", "Identifier / keyword", "Credit",
    "Business indexing term", "Publication frequency", "Column", "Number of pages", "Notes", "Edition",
)  # fmt: skip
_FIELD = re.compile(r"^(?P<name>" + "|".join(map(re.escape, _NAMES)) + r"):(?:\s(?P<value>.*))?$")
_WITHIN = frozenset({"Subject", "Location", "People", "Title", "Publication title", "Copyright", "Credit", "Author"})
"""Fields that may close the text; other names that open one of its lines are the text's own."""


def fields_of(piece: str) -> dict[str, str]:
    """The parts of one article; ``text`` is empty where there is none."""
    parts: dict[str, list[str]] = {}
    name, above = "", list[str]()
    for line in (line.strip() for line in piece.splitlines()):
        m = _FIELD.match(line)
        if m and not (name == "Full text" and m["name"] not in _WITHIN):
            name = m["name"]
            parts.setdefault(name, []).append(m["value"] or "")
        elif name:
            parts[name].append(line)
        else:
            above.append(line)
    one = {key.lower(): " ".join(filter(None, value)) for key, value in parts.items()}
    days = find_days(one.get("publication date", "") or one.get("publication info", ""))
    info = re.match(r"(?P<outlet>[^;,\[]{2,80})", one.get("publication info", ""))
    titles = [line for line in above if line and not re.match(r"^Document \d+ of \d+$", line)]
    return {
        "text": "\n".join(parts.get("Full text", [])).strip(),
        "title": one.get("title") or (titles[0] if titles else ""),
        "published": days[0].day.isoformat() if days else "",
        "publisher": one.get("publication title") or (info["outlet"].strip() if info else ""),
        "language": one.get("language of publication", ""),
        "authors": one.get("author", ""),
        "url": one.get("document url", ""),
        "id": one.get("proquest document id", ""),
    }
