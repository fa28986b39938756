"""Which column or key of a delivery holds what: guessed from names, shown, and given where the guess is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from detente.codebook.tables import read_rows
from detente.model import DayFact
from detente.read.corpus.days import fact_of, has_us_order
from detente.read.corpus.item import Given
from detente.read.corpus.refusals import BadEntry, NoText

FIELDS = ("text", "html", "title", "published", "updated", "publisher", "url", "language", "authors", "tags", "id")
"""What a column can hold, in the order in which a mapping is shown."""

LOOKED_AT = 50
"""Records from whose names the mapping is guessed."""

_DEPTH = 4
"""Levels of nested records that a dotted name may lead through."""

_NAME_LIMIT = 500
"""Characters of a title, outlet, author or address; what is longer is cut, and says so."""

_SURROGATE_OR_NUL = re.compile("[\ud800-\udfff\0]")


@dataclass(frozen=True)
class Columns:
    """Field to column, and how the days of the delivery are written."""

    columns: Mapping[str, str]
    given: frozenset[str]
    unused: tuple[str, ...]
    us_order: bool = False

    def told(self) -> str:
        """The mapping in one line, for whoever watches."""
        pairs = [f"{f} from '{self.columns[f]}'" for f in FIELDS if f in self.columns]
        how = "as given" if self.given >= self.columns.keys() else "guessed; `--map FIELD=COLUMN` changes it"
        unused = f"; not used: {', '.join(self.unused[:20])}" if self.unused else ""
        return f"{', '.join(pairs)} ({how}){unused}"


@cache
def _known() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for _, row in read_rows(Path(__file__).parent / "columns.csv"):
        found.setdefault(row["field"], []).append(_bare(row["column"]))
    return found


def guess(records: Sequence[Mapping[str, Any]], wanted: Mapping[str, str], *, where: str) -> Columns:
    """Which column holds what, by the names met in the first records; ``wanted`` goes before any guess.

    A column that is empty in all of them is taken only if no other will do.

    Raises:
        BadEntry: a wanted column is not there.
        NoText: no column holds text or HTML.
    """
    filled: dict[str, int] = {}
    for record in records:
        for name, value in flat(record):
            filled[name] = filled.get(name, 0) + (value not in (None, "", [], {}))
    for field, column in wanted.items():
        if column not in filled:
            held = ", ".join(f"'{c[:40]}'" for c in list(filled)[:30])
            next = f"It has {held or 'none'}."
            raise BadEntry("no such column", where, f"'{column}', named for {field}, is not there", next)
    columns = dict(wanted)
    by_bare: dict[str, str] = {}
    for name in filled:
        by_bare.setdefault(_bare(name), name)
    for field, names in _known().items():
        if field in columns or (field == "html" and "text" in columns):
            continue
        there = [by_bare[n] for n in names if n in by_bare and by_bare[n] not in columns.values()]
        there.sort(key=lambda name: not filled[name])
        if there:
            columns[field] = there[0]
    if "text" not in columns and "html" not in columns:
        raise NoText(where, list(filled))
    if "html" in columns and "html" not in wanted and "text" in columns:
        del columns["html"]
    used = set(columns.values())
    unused = tuple(n for n in filled if n not in used and not any(u.startswith(n + ".") for u in used))
    days = [
        value for r in records for f in ("published", "updated") if (value := cell(r, columns.get(f, ""))) is not None
    ]
    return Columns(columns, frozenset(wanted), unused, has_us_order(days))


def flat(record: Mapping[str, Any], before: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Names and values; those of nested records too, under dotted names."""
    for key, value in record.items():
        name = f"{before}{key}"
        yield name, value
        if isinstance(value, dict) and depth + 1 < _DEPTH:
            yield from flat(value, f"{name}.", depth + 1)


def cell(record: Mapping[str, Any], column: str) -> Any:
    """The value of a column or dotted name; ``None`` where there is none."""
    if not column:
        return None
    if column in record:
        return record[column]
    head, dot, rest = column.partition(".")
    while dot:
        inner = record.get(head)
        if isinstance(inner, dict) and (found := cell(inner, rest)) is not None:
            return found
        more, dot, rest = rest.partition(".")
        head = f"{head}.{more}"
    return None


def given_of(record: Mapping[str, Any], mapping: Columns) -> tuple[Given, str, str]:
    """The record's named parts, its HTML (empty where it has none), and its id."""
    notes: list[str] = []
    values = {field: cell(record, column) for field, column in mapping.columns.items()}
    origins = {
        f: f"column '{clean(c[:60], [])}'" for f, c in mapping.columns.items() if values[f] not in (None, "", [], {})
    }

    def words(field: str) -> str:
        return clean(text_of(values.get(field)), notes)

    def name(field: str) -> str:
        text = " ".join(words(field).split())
        if len(text) > _NAME_LIMIT:
            notes.append(f"{field}: cut after {_NAME_LIMIT} characters of {len(text):,}")
        return text[:_NAME_LIMIT]

    def day(field: str) -> DayFact | None:
        value = values.get(field)
        if value in (None, "", [], {}):
            return None
        fact = fact_of(value, origins[field], us_order=mapping.us_order)
        if fact is None:
            notes.append(f"{field}: '{str(value)[:40]}' is not a day")
        return fact

    return (
        Given(
            text=words("text"),
            title=name("title"),
            published=day("published"),
            updated=day("updated"),
            publisher=name("publisher"),
            url=name("url"),
            language=language_code(name("language")),
            authors=people(values.get("authors"), notes),
            tags=tuple(clean(str(t), notes)[:_NAME_LIMIT] for t in _listed(values.get("tags"))[:50]),
            origins=origins,
            notes=tuple(dict.fromkeys(notes)),
        ),
        words("html"),
        name("id"),
    )


def text_of(value: Any, depth: int = 0) -> str:
    """The words of a value: text as it is, lists and nested records as paragraphs in their order."""
    if value is None or depth > 8:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        return "\n\n".join(part for v in value if (part := text_of(v, depth + 1)).strip())
    return str(value)


def clean(text: str, notes: list[str]) -> str:
    """Text without what no text may hold: NUL and halves of character pairs become U+FFFD, which is noted."""
    mended, count = _SURROGATE_OR_NUL.subn("\ufffd", text)
    if count:
        notes.append(f"{count} characters that are no text are shown as U+FFFD")
    return mended


def people(value: Any, notes: list[str]) -> tuple[str, ...]:
    """Authors from a list, or from a line that joins them with commas, semicolons or `and`; "Roe, Jane" is turned."""
    parts = [re.sub(r"^(?:by|von|par)\s+", "", clean(part, notes).strip(), flags=re.I) for part in _listed(value)]
    if isinstance(value, str) and ";" not in value and all(" " in p for p in parts):
        parts = [p for part in parts for p in re.split(r"\s+and\s+|\s+&\s+", part)]
    turned = (re.sub(r"^([^\W\d][\w'’-]+), ([A-Z][\w.'’ -]{1,40})$", r"\2 \1", part.strip()) for part in parts)
    return tuple(dict.fromkeys(part[:_NAME_LIMIT] for part in turned if part))[:30]


def language_code(text: str) -> str:
    """ISO 639-1 from a code (en, en-GB, eng) or an English name; empty where it is neither."""
    low = text.strip().lower()
    if re.fullmatch(r"[a-z]{2}(?:[-_][a-z0-9-]+)?", low):
        return low[:2]
    return _LANGUAGES.get(low, "")


_LANGUAGES = {
    name: code
    for code, names in (
        ("ar", "arabic ara"), ("de", "german deu ger"), ("en", "english eng"), ("es", "spanish spa"),
        ("fa", "persian farsi fas per"), ("fr", "french fra fre"), ("he", "hebrew heb"), ("hi", "hindi hin"),
        ("id", "indonesian ind"), ("it", "italian ita"), ("ja", "japanese jpn"), ("ko", "korean kor"),
        ("nl", "dutch nld dut"), ("pl", "polish pol"), ("pt", "portuguese por"), ("ru", "russian rus"),
        ("tr", "turkish tur"), ("uk", "ukrainian ukr"), ("ur", "urdu urd"), ("vi", "vietnamese vie"),
        ("zh", "chinese zho chi"),
    )
    for name in names.split()
}  # fmt: skip


def _listed(value: Any) -> list[str]:
    """The parts of a list, or of a line that separates them by semicolons, bars or commas."""
    if isinstance(value, dict):
        value = value.get("name") or text_of(value)
    if isinstance(value, (list, tuple)):
        return [text_of(v.get("name", v) if isinstance(v, dict) else v) for v in value]
    text = text_of(value)
    for mark in (";", "|", ","):
        if mark in text:
            parts = [part.strip() for part in text.split(mark)]
            return parts if mark != "," or all(" " in p for p in parts) or len(parts) > 2 else [text.strip()]
    return [text.strip()] if text.strip() else []


def parse_wish(pairs: Iterable[str]) -> dict[str, str]:
    """``FIELD=COLUMN`` pairs, as given on the command line, as a mapping.

    Raises:
        ValueError: not such a pair, or no field of that name; the message tells which there are.
    """
    found: dict[str, str] = {}
    for pair in pairs:
        field, sign, column = pair.partition("=")
        if not sign or not column or field not in FIELDS:
            raise ValueError(f"'{pair}' is not FIELD=COLUMN, with one of {', '.join(FIELDS)}")
        found[field] = column
    return found


def _bare(name: str) -> str:
    return re.sub(r"[^a-z0-9.]", "", name.lower())
