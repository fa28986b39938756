"""Whose telling a report is: the agency or medium it comes from, so that copies are counted once.

The origin of a telling is the agency or state medium to which its very
sentence is attributed; else the agency, if the page is agency copy without a
byline of its own; else the outlet. Media of one owner are one origin.
"""

from __future__ import annotations

from collections.abc import Iterable

from detente.codebook import agency_names, media_owners
from detente.model import StoredReport


def origin_of(report: StoredReport) -> str:
    """Name of the independent origin: an agency, a medium or the outlet; the article where none is known."""
    canonical = agency_names()
    media = [p.entity.name for p in report.report.said_by if p.entity.sector == "JRN"]
    if media:
        return media[-1]
    if report.agencies and not report.authors and len(report.agencies) == 1:
        return canonical.get(report.agencies[0], report.agencies[0])
    return report.outlet or report.article


def independent(reports: Iterable[StoredReport]) -> tuple[str, ...]:
    """The independent origins of some reports: of media with one owner the first by name stands for all."""
    owners = media_owners()
    found: dict[str, str] = {}
    for name in sorted({origin_of(r) for r in reports}):
        found.setdefault(owners.get(name, name), name)
    return tuple(sorted(found.values()))
