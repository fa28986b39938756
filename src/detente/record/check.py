"""What must hold before a coded article is taken in: every quotation stands where it says, every end exists."""

from __future__ import annotations

from collections.abc import Iterable

from detente.model import Article, CodedArticle, Span
from detente.record.errors import BadRecord


def check(coded: CodedArticle) -> None:
    """Refuse an article whose evidence does not hold.

    Raises:
        BadRecord: a span's words are not the text's; a link or a channel
            names a report that is not there; two reports have one key.
    """
    article = coded.article
    _check_spans(article, _article_spans(article), "the article")
    keys: set[str] = set()
    for report in coded.reports:
        if report.key in keys:
            raise BadRecord(article.name, f"two reports have the key {report.key!r}")
        keys.add(report.key)
        _check_spans(article, report.spans(), f"report {report.key}")
    for link in coded.links:
        for end in (link.source, link.target):
            if end not in keys:
                raise BadRecord(article.name, f"a link names report {end!r}, which is not there")
        if link.span:
            _check_spans(article, [link.span], "a link")
    _check_spans(article, [i.span for i in coded.introductions], "an introduction")
    for state in coded.channels:
        if state.record is not None and state.record not in keys:
            raise BadRecord(article.name, f"a channel names report {state.record!r}, which is not there")
        _check_spans(article, [s for s in (state.span, state.fallback_span) if s], "a channel")


def _article_spans(article: Article) -> list[Span]:
    facts = [fact.span for fact in (article.published, article.updated) if fact and fact.span]
    title = [article.title_span] if article.title_span else []
    return [*(line.span for line in article.lines), *title, *facts]


def _check_spans(article: Article, spans: Iterable[Span], where: str) -> None:
    for span in spans:
        if span.start < 0 or article.text[span.start : span.end] != span.text:
            there = article.text[max(0, span.start) : span.end][:40]
            why = f"{where} quotes {span.text[:40]!r} at {span.start}-{span.end}, where the page has {there!r}"
            raise BadRecord(article.name, why)
