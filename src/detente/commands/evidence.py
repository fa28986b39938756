"""The words behind a report: its sentence on the page, its chain of tellers, the entry that fired."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from detente.codebook import Codebook
from detente.commands import ledgers, story
from detente.commands.workshop import Workshop
from detente.export.evidence import Evidence, Rule, chain_of, cut_passage, marks_of
from detente.model import NOW, Article, Event, Span, StoredReport, View
from detente.parse.parser import split_sentences
from detente.record import Ledger

LONGEST = 700
"""Characters of a sentence that are shown; a page without full stops must not fill the screen."""


@dataclass(frozen=True, slots=True)
class Why:
    """An event or one of its reports, with the evidence for each telling, the best first."""

    event: Event | None
    evidence: tuple[Evidence, ...]


def why(ledger: Path | None, name: str, view: View = NOW, *, workshop: Workshop | None = None) -> Why:
    """Why a record stands: of an event all tellings, of a report its own.

    Args:
        name: An event's or a report's id, or enough of its beginning.

    Raises:
        LedgerError: no ledger, or nothing of that id.
    """
    book = (workshop or Workshop()).book
    with ledgers.open_to_read(ledger) as opened:
        if name.upper().startswith("R-"):
            stored = opened.report(name)
            return Why(None, tuple(gather(opened, [stored], book).values()))
        event = story.one_event(opened, name, view)
        ordered = [event.best, *(s for s in event.reports if s.report_id != event.best.report_id)]
        return Why(event, tuple(gather(opened, ordered, book).values()))


def gather(ledger: Ledger, reports: Iterable[StoredReport], book: Codebook) -> dict[str, Evidence]:
    """Report id -> evidence, in the order given; each article is fetched once."""
    articles: dict[str, Article] = {}
    found = {}
    for stored in reports:
        if stored.article_id not in articles:
            articles[stored.article_id] = ledger.article(stored.article_id).article
        found[stored.report_id] = evidence_of(stored, articles[stored.article_id], book)
    return found


def evidence_of(stored: StoredReport, article: Article, book: Codebook) -> Evidence:
    """One report's evidence; without a passage where the article's text was purged."""
    sentence = sentence_around(article, stored.report.trigger)
    frame = book.frame(stored.report.rule)
    return Evidence(
        stored=stored,
        passage=cut_passage(sentence, marks_of(stored.report)) if sentence else None,
        chain=chain_of(stored),
        rule=Rule(stored.report.rule, frame.file, frame.line, frame.because)
        if frame
        else Rule(stored.report.rule, "", 0, ""),
    )


def sentence_around(article: Article, words: Span) -> Span | None:
    """The sentence of the page that holds the words; ``None`` where the text does not hold them (purged)."""
    text = article.text
    if text[words.start : words.end] != words.text:
        return None
    line = next((ln.span for ln in article.lines if ln.span.covers(words)), None) or words
    start, end = words.start, words.end
    for a, b in split_sentences(line.text):
        low, high = line.start + a, line.start + b
        if low < words.end and words.start < high:
            start, end = min(start, low), max(end, high)
    if end - start > LONGEST:
        start = max(start, words.start - LONGEST // 2)
        end = min(end, max(words.end, start + LONGEST))
    return Span.cut(text, start, end)
