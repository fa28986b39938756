"""In which interval an announced step should happen, as the reports of it say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from detente.model import Period, Report, StoredReport

_COUNTED = re.compile(r"\b(?:within|in|for)\b.*\b(?:hour|day|week|month|year)s?$")


def counted(report: Report) -> bool:
    """ "within two months": counted from the promise, so that repeating it later gives no new term."""
    return report.due_span is not None and _COUNTED.search(report.due_span.text.lower()) is not None


def terms_of(reports: Sequence[StoredReport]) -> list[Period]:
    """The intervals in which the step should happen, in the order of their telling: a later one puts it off.

    Of intervals that overlap the narrowest stands; one that no words name counts only where no other is told.
    """
    told = [r.report for n, r in enumerate(reports) if r.report.due is not None and not (n and counted(r.report))]
    named = [r.due for r in told if r.due_span is not None] or [r.due for r in told]
    terms: list[Period] = []
    for term in (p for p in named if p is not None):
        if terms and (term.overlaps(terms[-1]) or _begins(term) <= _begins(terms[-1])):
            terms[-1] = min(terms[-1], term, key=_length)
        else:
            terms.append(term)
    return terms


def _begins(term: Period) -> date:
    return term.earliest or date.min


def _length(term: Period) -> int:
    return ((term.latest or date.max) - (term.earliest or date.min)).days
