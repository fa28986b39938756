"""What a hostile file is here: a name, a maker of its bytes, and its verdict.

A verdict is the sum of an ingest in words: "2 coded, 1 no event, 1 not JSON". What is neither `coded` nor `no event`
is the reason of a quarantine. Nothing but what it names may come of the file, and all of it must.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from detente.commands.outcomes import Outcomes


class Case(NamedTuple):
    make: Callable[[], bytes]
    verdict: str


Cases = dict[str, tuple[Callable[[], bytes], str]]
"""File's name: how its bytes are made, and the verdict."""

TITLE = "Britain expels 23 Russian diplomats"
LINES = (
    "LONDON, March 14, 2018 (Reuters) - Britain expelled 23 Russian diplomats on Wednesday, Theresa May told parliament.",
    "Russia condemned the decision and said that its answer would come soon.",
)
TEXT = "\n\n".join(LINES)
PROSE = "".join(f"<p>{line}</p>" for line in LINES)


def text_page(body: str = TEXT) -> bytes:
    """A page of plain text that is coded."""
    return f"{TITLE}\n\nThe Albion Standard\n14 March 2018\n\n{body}\n".encode("utf-8", errors="surrogatepass")


def web_page(body: str = "", *, head: str = "", above: str = "") -> bytes:
    """A web page that is coded, with something hostile in its head, before its text or behind it."""
    page = (
        f"<!doctype html><html lang=en><head><title>{TITLE}</title>{head}</head><body>{above}"
        f"<article><h1>{TITLE}</h1>{PROSE}{body}</article></body></html>"
    )
    return page.encode("utf-8", errors="surrogatepass")


def verdict(sums: Outcomes) -> str:
    """The sum in the words of the tables."""
    parts = [(sums.coded, "coded"), (sums.no_event.total(), "no event")]
    parts += [(count, reason) for reason, count in sorted(sums.quarantined.items())]
    return ", ".join(f"{count} {name}" for count, name in parts if count) or "nothing"
