"""One page through the parsers. Called in the worker: it may take for ever, eat all memory, or end the process."""

from __future__ import annotations

from dataclasses import astuple, dataclass, field
from typing import Any

from detente.read.decode import MOST_CHARACTERS
from detente.read.html.align import choose
from detente.read.html.charset import decode_html
from detente.read.html.gather import gather_lxml, gather_resiliparse
from detente.read.html.precheck import LIMIT, check
from detente.read.html.render import Clock, Rendered, Row, render, rows_of_text, squeeze
from detente.read.html.structured import Told, read_structured

FULL, PLAIN = "full", "plain"
"""Ways to read a page: by lxml and trafilatura, or by resiliparse alone."""

LEAST_TEXT = 40
"""Letters of a page below which lxml is taken to have lost it, where the page has a hundred times as many signs."""


@dataclass(slots=True)
class Extracted:
    """What the worker sends back.

    ``text`` is what a person sees on the page; ``rows`` are its lines, each with how much of it the extractor took
    for the article's text. ``degraded`` says why the page was not read the full way; empty if it was.
    """

    text: str
    rows: list[Row]
    clocks: list[Clock]
    told: Told
    degraded: str = ""
    notes: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        return {
            "rows": [list(astuple(row)) for row in self.rows],
            "clocks": [list(astuple(clock)) for clock in self.clocks],
            "told": self.told.to_json(),
            "degraded": self.degraded,
            "notes": self.notes,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Extracted:
        rows = [Row(*row) for row in value["rows"]]
        return cls(
            Rendered(rows).text,
            rows,
            [Clock(*clock) for clock in value["clocks"]],
            Told.from_json(value["told"]),
            value["degraded"],
            value["notes"],
        )


class TooMuchText(Exception):
    """More visible text than an article has."""


def extract(raw: bytes, *, how: str = FULL, said: str | None = None) -> Extracted:
    """Read a page's bytes; ``said`` is the encoding that its server named.

    Raises:
        TooMuchText: more than `MOST_CHARACTERS` of visible text.
    """
    decoded = decode_html(raw[:LIMIT], said)
    checked = check(decoded.text)
    notes = [*decoded.notes, *checked.notes]
    if how == PLAIN or checked.many:
        why = "it has too many tags" if checked.many else "the usual reader could not take it"
        return _plain(checked.text, why, notes)
    tree = _parse(checked.text)
    page = render(tree) if tree is not None else Rendered()
    if not page.full:
        raise TooMuchText
    text = page.text
    if len(text) < LEAST_TEXT and len(checked.text) > 100 * LEAST_TEXT:
        plain = _plain(checked.text, "the usual reader found no text on it", notes)
        if len(plain.text) > len(text):
            return plain
    told = read_structured(gather_lxml(tree)) if tree is not None else Told()
    body = _trafilatura(tree) if tree is not None else []
    degraded = "its markup is too deep" if checked.flattened else ""
    if not body and len(text) >= LEAST_TEXT:
        body = _main_text(checked.text)
        degraded = "the usual extractor found no article on it" if body else degraded
    choose(page.rows, body)
    return Extracted(text, page.rows, page.clocks, told, degraded, [*notes, *told.notes])


def _parse(text: str) -> Any:
    """An lxml tree, or ``None`` where there is nothing to parse. Nothing is fetched, and no entity is expanded."""
    from lxml import html

    parser = html.HTMLParser(no_network=True, remove_blank_text=False, encoding="utf-8")
    data = text.encode("utf-8", errors="replace")
    try:
        return html.document_fromstring(data, parser=parser) if data.strip() else None
    except (ValueError, AssertionError, html.etree.ParserError):
        return None


def _trafilatura(tree: Any) -> list[str]:
    """Blocks of the article's text by trafilatura in precision mode; empty where it finds none."""
    import trafilatura

    document = trafilatura.bare_extraction(
        tree, favor_precision=True, include_comments=False, include_formatting=False, with_metadata=False
    )
    body = getattr(document, "body", None)
    if body is None:
        return []
    found = (squeeze("".join(e.itertext())) for e in body.iter("p", "head", "item", "quote", "cell", "ab", "code"))
    return [block for block in found if block]


def _main_text(text: str) -> list[str]:
    """Blocks of the article's text by resiliparse."""
    from resiliparse.extract.html2text import extract_plain_text

    found = extract_plain_text(text, main_content=True, preserve_formatting=True, alt_texts=False, list_bullets=False,
                               comments=False)  # fmt: skip
    return [line for line in map(squeeze, found.splitlines()) if line]


def _plain(text: str, why: str, notes: list[str]) -> Extracted:
    """The page by resiliparse alone: its visible text, its main text, its metadata; nothing of its markup.

    Raises:
        TooMuchText
    """
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(text)
    seen = extract_plain_text(tree, preserve_formatting=True, main_content=False, alt_texts=False, list_bullets=False)
    if len(seen) > 2 * MOST_CHARACTERS:
        raise TooMuchText
    page = Rendered(list(rows_of_text(seen)))
    told = read_structured(gather_resiliparse(tree))
    choose(page.rows, _main_text(text))
    return Extracted(page.text, page.rows, [], told, why, [*notes, *told.notes])
