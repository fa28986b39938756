"""Read, code and keep: the work of `ingest`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import BinaryIO, cast

from detente.commands import ledgers, story
from detente.commands.coding import Failed, Refused, code_each, read
from detente.commands.lessons import Lessons
from detente.commands.outcomes import Outcomes, why_silent
from detente.commands.workshop import Workshop, silence
from detente.model import Article, CodedArticle
from detente.read.corpus import Meter, Wish
from detente.record import Already, BadRecord, Ledger
from detente.run.journal import Journal

RELINK_AFTER = 50
"""New articles after which events and links are found again, so that a long run can be watched; then after
twice as many, and so on, for it takes longer the more there are."""

MOST_LISTED = 10_000
"""Silent and refused inputs that are listed one by one; the counts go on, and the journal has every refusal."""


@dataclass(frozen=True, slots=True)
class Known:
    """An article that the ledger holds as it would be coded now: it is not coded again."""

    article: Article
    found: Already


Watch = Callable[[CodedArticle | Refused | Known], None]
"""What is called with each input when it has ended, to show progress."""


@dataclass
class Ingested:
    """What a delivery did. Articles that were known before add nothing."""

    new_articles: int = 0
    known_articles: int = 0
    new_reports: int = 0
    events: int = 0
    contradicted: int = 0  # judgements that no longer fit the coding, counted where reports came in
    silent: list[tuple[str, str]] = field(default_factory=list)  # article's name, why it gave no event
    refused: list[Refused] = field(default_factory=list)
    outcomes: Outcomes = field(default_factory=Outcomes)


def ingest(
    ledger: Path | Ledger | None,
    paths: Sequence[str],
    *,
    stdin: bytes | BinaryIO = b"",
    published: date | None = None,
    workshop: Workshop | None = None,
    watch: Watch | None = None,
    wish: Wish | None = None,
    meter: Meter | None = None,
) -> Ingested:
    """Code every article and append it to the ledger, each durable before the next is read.

    A run that was broken off is taken up by running it again: what the
    ledger holds as it would be coded now is read, but not coded.

    Args:
        ledger: An open one, or where it lies; made where there is none. ``None`` is the user's own.
        watch: Called with each article or refusal, to show progress.
        wish: How the deliveries are to be read, where the reader cannot see it.
        meter: Counts how far the reading is; told which column is taken for what.

    Raises:
        LedgerError: the ledger cannot be written; what was appended before stays.
    """
    workshop, meter = workshop or Workshop(), meter or Meter()
    with nullcontext(ledger) if isinstance(ledger, Ledger) else ledgers.open_to_write(ledger) as opened:
        articles = read(paths, workshop, stdin=stdin, published=published, wish=wish, meter=meter)
        return take_in(opened, articles, workshop, meter, paths=paths, watch=watch)


def take_in(
    ledger: Ledger,
    articles: Iterator[Article | Refused],
    workshop: Workshop,
    meter: Meter,
    *,
    paths: Sequence[str],
    watch: Watch | None = None,
) -> Ingested:
    """Code and keep articles, wherever they came from; ``paths`` names them in the journal. See `ingest`."""
    done = Ingested()
    sums = done.outcomes
    sums.left_out = meter.left_out
    lessons = Lessons.beside(ledger.path)
    with Journal.beside(ledger.path) as journal:
        journal.start(paths)
        relink_at = RELINK_AFTER
        found = code_each(_look_up(lessons.apply(articles, ledger), ledger, workshop, sums), workshop)
        for result in cast(Iterator[CodedArticle | Refused | Known], found):
            if isinstance(result, CodedArticle):
                result = _append(ledger, result, done)
            if isinstance(result, Refused):
                sums.quarantined[result.error.what] += 1
                journal.quarantine(result.path, result.error.what, result.error.why)
                if len(done.refused) < MOST_LISTED:
                    done.refused.append(result)
            elif isinstance(result, Known):
                done.known_articles += 1
                _end(result.article, result.found.reports, result.found.counts, sums)
            if watch:
                watch(result)
            if done.new_articles >= relink_at:
                story.relink(ledger)
                relink_at = 2 * done.new_articles
        done.events = story.relink(ledger)
        if done.new_reports:
            done.contradicted = len({c.judgement_id for c in ledger.contradictions()})
        sums.check()
        lessons.save()
        journal.end(sums.to_json())
    return done


def _look_up(
    articles: Iterator[Article | Refused], ledger: Ledger, workshop: Workshop, sums: Outcomes
) -> Iterator[Article | Refused | Known]:
    """Count what comes in, and mark what need not be coded."""
    for item in articles:
        sums.came += 1
        found = None if isinstance(item, Refused) else ledger.already(item, *workshop.coder)
        yield Known(item, found) if found and isinstance(item, Article) else item


def _append(ledger: Ledger, coded: CodedArticle, done: Ingested) -> CodedArticle | Refused:
    """Keep an article; one whose evidence does not hold is refused alone."""
    try:
        appended = ledger.append(coded)
    except BadRecord as error:
        where = coded.article.path or coded.article.name
        return Refused(where, Failed(where, "keeping", error))
    done.new_reports += appended.new_reports
    if appended.new_article:
        done.new_articles += 1
    else:
        done.known_articles += 1
    if not coded.reports and len(done.silent) < MOST_LISTED:
        done.silent.append((coded.article.name, silence(coded)))
    _end(coded.article, len(coded.reports), coded.counts, done.outcomes)
    return coded


def _end(article: Article, reports: int, counts: dict[str, int], sums: Outcomes) -> None:
    if reports:
        sums.coded += 1
    else:
        sums.no_event[why_silent(article, counts)] += 1
