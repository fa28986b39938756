"""Text scrapes with the label of every line: read and compared with what the program says.

A ``.page`` file has facts (``pub: 2020-01-09``), then one line of the page a line: a letter, a tab, the words.
In teasers, braces stand around the other story's headline; they are no part of the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from detente.model import Article

LETTERS = {
    "B": "body",
    "T": "title",
    "S": "title",
    "H": "title",
    "Y": "byline",
    "L": "dateline",
    "D": "date",
    "U": "updated",
    "P": "caption",
    "C": "credit",
    "E": "teaser",
    "e": "teaser",
    "A": "appeal",
    "N": "navigation",
    "G": "tag",
    "W": "agency",
    "O": "outlet",
}
"""T the headline, S its standfirst, H a heading within the text, E a headline of another story, e words about one."""

FACTS = ("title", "published", "updated", "publisher", "authors", "agencies", "teasers")


@dataclass(frozen=True)
class Marked:
    """A page: its text, the label of every line that is not blank (by its offset), and its facts."""

    name: str
    text: str
    lines: tuple[tuple[int, int, str], ...]  # start, end, letter
    facts: dict[str, object]


def read_page(path: Path) -> Marked:
    """Raises: ValueError: a line has no known letter."""
    told, lines, teasers, title = {}, [], [], None
    text, at = [], 0
    for n, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not text and (m := re.match(r"(pub|upd|outlet|authors|agencies):\s*(.*)$", row)):
            told[m[1]] = m[2].strip()
            continue
        letter, tab, words = row.partition("\t")
        if row.strip() and (not tab or letter not in LETTERS):
            raise ValueError(f"{path}:{n}: no letter of {''.join(LETTERS)} before a tab: {row[:40]!r}")
        if m := re.search(r"\{([^{}]+)\}", words):
            words = words.replace(m[0], m[1])
        if letter == "E":
            teasers.append(m[1] if m else words.strip())
        if letter == "T" and title is None:
            title = words.strip()
        if words.strip():
            lines.append((at + len(words) - len(words.lstrip()), at + len(words.rstrip()), letter))
        text.append(words)
        at += len(words) + 1
    names = {key: [n.strip() for n in told.get(key, "").split(",") if n.strip()] for key in ("authors", "agencies")}
    facts: dict[str, object] = {
        "title": re.sub(r"^#+ ", "", title or ""),
        "published": told.get("pub") or None,
        "updated": told.get("upd") or None,
        "publisher": told.get("outlet") or None,
        **names,
        "teasers": teasers,
    }
    return Marked(path.stem, "\n".join(text) + "\n", tuple(lines), facts)


def read_folder(folder: Path) -> list[Marked]:
    return [read_page(path) for path in sorted(folder.glob("*.page"))]


@dataclass
class Tally:
    """Lines and facts of pages compared."""

    pages: int = 0
    both: int = 0
    missed: int = 0
    leaked: int = 0
    same: int = 0
    lines: int = 0
    facts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.both / max(1, self.both + self.leaked)

    @property
    def recall(self) -> float:
        return self.both / max(1, self.both + self.missed)

    def add(self, page: Marked, article: Article) -> None:
        self.pages += 1
        for start, end, letter in page.lines:
            label = label_at(article, start, end)
            self._line(page, page.text[start:end], letter, label)
        for name, right in right_facts(page, article).items():
            self.facts[name] += right
            if not right:
                self.wrong.append(f"{page.name}: {name}: {said(article, name)!r}, not {page.facts[name]!r}")

    def _line(self, page: Marked, words: str, letter: str, label: str) -> None:
        if letter in "HL":
            self.lines, self.same = self.lines + 1, self.same + (label in ("title", "dateline"))
            return  # a heading within the text, and a dateline alone, hurt neither way
        is_body = letter == "B"
        self.both += is_body and label == "body"
        self.missed += is_body and label != "body"
        self.leaked += not is_body and label == "body"
        self.lines += 1
        self.same += label == LETTERS[letter]
        if is_body != (label == "body"):
            self.wrong.append(f"{page.name}: {letter} read as {label}: {words[:90]}")


def label_at(article: Article, start: int, end: int) -> str:
    """The label under which most characters from ``start`` to ``end`` stand."""
    counts: Counter[str] = Counter()
    for line in article.lines:
        counts[line.label] += max(0, min(end, line.span.end) - max(start, line.span.start))
    return counts.most_common(1)[0][0]


def said(article: Article, name: str) -> object:
    if name in ("published", "updated"):
        fact = getattr(article, name)
        return fact.day.isoformat() if fact else None
    value = getattr(article, name)
    return list(value) if isinstance(value, tuple) else value


def right_facts(page: Marked, article: Article) -> dict[str, bool]:
    return {name: _key(said(article, name)) == _key(page.facts[name]) for name in FACTS}


def _key(value: object) -> object:
    if isinstance(value, list):
        return sorted(str(_key(v)) for v in value)
    return re.sub(r"^the|\W", "", str(value or "").casefold())


def report(tally: Tally) -> Iterable[str]:
    yield (
        f"{tally.pages} pages: body lines precision {tally.precision:.3f} recall {tally.recall:.3f}; "
        f"labels {tally.same / max(1, tally.lines):.3f} of {tally.lines} lines"
    )
    yield "facts: " + ", ".join(f"{name} {tally.facts[name]}" for name in FACTS)
