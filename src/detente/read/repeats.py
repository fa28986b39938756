"""Lines that an outlet prints on page after page: learnt from pages that were read, and used on those that follow.

A line counts once for each headline under which it stood as text. From the third on it is taken for furniture where
it also looks like it: it speaks to the reader, is no sentence, or names the outlet. A sentence of news that an outlet
repeats (the background of a long dispute) stays text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b

from detente.model import Article, Line
from detente.read.known import bare
from detente.read.looks import is_sentence
from detente.read.sheet import speaks_to_reader
from detente.read.words import fold

OFTEN = 3
"""Headlines under which a line must have stood."""

MOST_LINES = 2_000
"""Lines that are kept of an outlet: those met most often, of equals the latest."""

LONGEST = 400
"""Characters of a line that is counted."""

REASON = "stands on page after page of the outlet"
FORM = 1


@dataclass
class Repeats:
    """For each outlet (its bare name): a line's short hash -> those of the headlines it stood under, `OFTEN` at most."""

    lines: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def learn(self, article: Article) -> None:
        """Count the article's text lines. An article without outlet or headline teaches nothing; a second time, neither."""
        if not article.publisher or not article.title:
            return
        seen = self.lines.setdefault(bare(article.publisher), {})
        title = short_hash(article.title)
        for line in article.lines:
            if line.label not in ("body", "appeal", "navigation") or not 0 < len(line.span.text) <= LONGEST:
                continue
            if line.label != "body" and line.reason != REASON:
                continue
            key = short_hash(line.span.text)
            under = seen.pop(key, [])
            seen[key] = under if title in under or len(under) >= OFTEN else [*under, title]
        if len(seen) > 2 * MOST_LINES:
            self.lines[bare(article.publisher)] = _most(seen)

    def apply(self, article: Article) -> Article:
        """The article with what its outlet repeats taken out of the text; the line keeps its place under its label."""
        seen = self.lines.get(bare(article.publisher)) if article.publisher else None
        if not seen:
            return article
        return relabel(
            article, {n: _label(line) for n, line in enumerate(article.lines) if _repeats(line, seen, article)}
        )

    def to_json(self) -> str:
        """All that was learnt, smallest first by name, so that equal lessons give equal files."""
        outlets = {name: _most(seen) for name, seen in sorted(self.lines.items()) if seen}
        return json.dumps({"form": FORM, "outlets": outlets}, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Repeats:
        """Raises: ValueError: the text is none that ``to_json`` wrote."""
        value = json.loads(text)
        if not isinstance(value, dict) or value.get("form") != FORM or not isinstance(value.get("outlets"), dict):
            raise ValueError("not a file of repeated lines")
        return cls(
            {str(o): {str(k): [str(t) for t in ts] for k, ts in seen.items()} for o, seen in value["outlets"].items()}
        )


def relabel(article: Article, labels: Mapping[int, str]) -> Article:
    """The article with some of its lines, by their number, labelled as what the outlet repeats."""
    if not labels:
        return article
    lines = tuple(
        replace(ln, label=labels[n], reason=REASON) if n in labels else ln for n, ln in enumerate(article.lines)
    )
    return replace(article, lines=lines)


def as_before(article: Article, lines: Iterable[Line]) -> Article:
    """The article with those of its lines taken out that an earlier reading (``lines``) had taken out for this reason.

    So a page that comes a second time is read as it was the first, whatever has been learnt since.
    """
    before = {(ln.span.start, ln.span.end): ln.label for ln in lines if ln.reason == REASON}
    places = {n: (ln.span.start, ln.span.end) for n, ln in enumerate(article.lines)}
    return relabel(article, {n: before[at] for n, at in places.items() if at in before})


def short_hash(text: str) -> str:
    return blake2b(fold(text).encode("utf-8", errors="replace"), digest_size=6).hexdigest()


def _repeats(line: Line, seen: Mapping[str, list[str]], article: Article) -> bool:
    text = line.span.text
    if line.label != "body" or len(text) > LONGEST or len(seen.get(short_hash(text), ())) < OFTEN:
        return False
    outlet = article.publisher or ""
    names_outlet = len(bare(outlet)) >= 4 and fold(outlet) in fold(text)
    return bool(speaks_to_reader(text)) or not is_sentence(text) or names_outlet


def _label(line: Line) -> str:
    return "appeal" if speaks_to_reader(line.span.text) else "navigation"


def _most(seen: dict[str, list[str]]) -> dict[str, list[str]]:
    """The lines met most often, in the order in which they were met."""
    if len(seen) <= MOST_LINES:
        return seen
    order = {key: n for n, key in enumerate(seen)}
    kept = set(sorted(seen, key=lambda key: (-len(seen[key]), -order[key]))[:MOST_LINES])
    return {key: titles for key, titles in seen.items() if key in kept}
