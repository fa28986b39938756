"""Read, code and keep: the work of `ingest`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from detente.commands import ledgers, story
from detente.commands.coding import Refused, code
from detente.commands.workshop import Workshop, silence
from detente.model import CodedArticle
from detente.record import Ledger

RELINK_AFTER = 50
"""Articles after which events and links are found again, so that a long run can be watched."""


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


def ingest(
    ledger: Path | None,
    paths: Sequence[str],
    *,
    stdin: bytes = b"",
    published: date | None = None,
    workshop: Workshop | None = None,
    watch: Callable[[CodedArticle | Refused], None] | None = None,
) -> Ingested:
    """Code every article and append it to the ledger, made where there is none; see `ingest_into`."""
    with ledgers.open_to_write(ledger) as opened:
        return ingest_into(opened, paths, stdin=stdin, published=published, workshop=workshop, watch=watch)


def ingest_into(
    ledger: Ledger,
    paths: Sequence[str],
    *,
    stdin: bytes = b"",
    published: date | None = None,
    workshop: Workshop | None = None,
    watch: Callable[[CodedArticle | Refused], None] | None = None,
) -> Ingested:
    """Code every article and append it to an open ledger, each durable before the next is read.

    Args:
        watch: Called with each article or refusal, to show progress.

    Raises:
        LedgerError: the ledger cannot be written; what was appended before stays.
    """
    done = Ingested()
    for result in code(paths, stdin=stdin, published=published, workshop=workshop):
        if watch:
            watch(result)
        if isinstance(result, Refused):
            done.refused.append(result)
            continue
        _append(ledger, result, done)
        if done.new_articles and done.new_articles % RELINK_AFTER == 0:
            story.relink(ledger)
    done.events = story.relink(ledger)
    if done.new_reports:
        done.contradicted = len({c.judgement_id for c in ledger.contradictions()})
    return done


def _append(ledger: Ledger, coded: CodedArticle, done: Ingested) -> None:
    appended = ledger.append(coded)
    done.new_reports += appended.new_reports
    if appended.new_article:
        done.new_articles += 1
    else:
        done.known_articles += 1
    if not coded.reports:
        done.silent.append((coded.article.name, silence(coded)))
