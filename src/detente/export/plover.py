"""`--format plover`: PLOVER's JSONL, one record a line, under the manual's field names.

Fields of the manual (draft 2.0):

=========== =============================================================================
id          report id, unique in any data set: made from the article and the coding
has_event   always true here; a page without events has no line
date        first day of the event, or its last where the start is open, or the day of
            publication where the text gives no hold (``date_precision`` says which)
enddate     last day, where it differs from ``date`` and is not open
actor       entity objects: ``code``, ``sector``, ``other_sector_codes``, ``entity_text``
            (words of the page, ``null`` where the party is only implied),
            ``identifier_text`` (canonical name), ``identifier_id`` (our key for dyads:
            ``RUS``, ``IGO:NATO``)
recipient   entity objects, as for ``actor``
event       list of one event type
mode        list of modes
context     list of contexts
event_loc   the place that the deed's own clause names, else ``null``: ``extracted_place`` (words of
            the page), ``resolved_place``, ``geonameid`` (``null`` where GeoNames has none),
            ``lat`` and ``lon`` (degrees, WGS 84), ``country_code`` (ISO 3166-1 alpha-3),
            ``resolution`` (5 below a town, 4 town, 3 district, 2 province, 1 country, 0 a sea)
event_text  list of the words that tell the event, the best first
quad_code   1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
event_scale PLOVER's score, the mean over the modes
link        report ids of this article that the record is linked with; ``links`` says how
text        ``null``: the page's text stays with the user, for its rights are not ours to give
text_info   ``sequence`` (number of the body sentence, 0 the headline), ``start``, ``end``
            (characters of the page)
cite_info   ``title``, ``publication``, ``language``, ``coder``, ``codebook``, ``version``
coder       program and parser with their versions
comment     notes of the coder, or ``null``
=========== =============================================================================

Our own, which the manual invites:

============== ==========================================================================
status         auxiliary modes: ``future``, ``historical``, ``hypothetical``, ``negation``
date_precision day, days, week, month, year, open, or ``published``
date_earliest  first day of the interval as told; ``null`` is an open end or no hold
date_latest    last day of the interval as told; ``null`` is an open end or no hold
effective_date first day on which an announced step should happen, or ``null``
effective_end  last day on which an announced step should happen, or ``null``
said_by        entity objects of the speakers, innermost first
reported_by    news agencies and state media that carried the words
published_by   the outlet
published_date day of publication, or ``null``
people         persons directly affected, 0 where none are told
amounts        each number apart: ``kind`` (killed, wounded, arrested, troops, money, …), ``low``, ``high``
               (``null``: open), ``unit`` (people, or ISO 4217), ``text``, ``span``
evidence       ``field``, ``text``, ``start``, ``end`` of every value that words carry
links          ``type`` (responds_to, …), ``target`` (report id), ``stated``, ``text``
channels       ``kind``, ``holder``, ``counterpart``, ``status`` that this record tells
confidence     0 to 1
rule           id of the lexicon entry that fired
article        the article's name, a file's stem
sha256         hash of the page's bytes
============== ==========================================================================
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from detente.export.evidence import marks_of
from detente.export.harmless import to_json
from detente.model import CodedArticle, Participant, Period, Place, Report


def write_lines(coded: CodedArticle) -> Iterator[str]:
    """The article's records, each as one line of JSON without a line end; none where it has none."""
    for record in plover_records(coded):
        yield to_json(record)


def plover_records(coded: CodedArticle) -> list[dict[str, Any]]:
    """The article's records as plain values."""
    ids = {report.key: report.id_in(coded.article.id) for report in coded.reports}
    return [_record(coded, report, ids) for report in coded.reports]


def _record(coded: CodedArticle, report: Report, ids: dict[str, str]) -> dict[str, Any]:
    article, when = coded.article, report.when
    links = _links(coded, report, ids)
    published = article.day.isoformat() if article.day else None
    return {
        "id": ids[report.key],
        "has_event": True,
        "date": _date(when) or published,
        "enddate": _end_date(when),
        "actor": [_entity(p) for p in report.actors],
        "recipient": [_entity(p) for p in report.recipients],
        "event": [report.event],
        "mode": list(report.modes),
        "context": list(report.context),
        "event_loc": _place(report.location),
        "event_text": [report.trigger.text, *(s.text for s in report.tellings)],
        "quad_code": report.quad_code,
        "event_scale": report.event_scale,
        "link": [link["target"] for link in links],
        "text": None,
        "text_info": {
            "sequence": report.sentences[0] if report.sentences else None,
            "start": report.trigger.start,
            "end": report.trigger.end,
        },
        "cite_info": {
            "title": article.title,
            "publication": article.publisher,
            "language": article.language,
            "coder": coded.coder,
            "codebook": "PLOVER draft 2.0",
            "version": coded.lexicon,
        },
        "coder": coded.coder,
        "comment": "; ".join(report.notes) or None,
        "status": list(report.aux),
        "date_precision": when.granularity if when else "published" if published else None,
        "date_earliest": when.to_json()["earliest"] if when else None,
        "date_latest": when.to_json()["latest"] if when else None,
        "effective_date": report.due.to_json()["earliest"] if report.due else None,
        "effective_end": report.due.to_json()["latest"] if report.due else None,
        "said_by": [_entity(p) for p in report.said_by if p.entity.sector != "JRN"],
        "reported_by": _agencies(coded, report),
        "published_by": article.publisher,
        "published_date": published,
        "people": report.people,
        "amounts": [a.to_json() for a in report.amounts],
        "evidence": [{"field": role, "text": s.text, "start": s.start, "end": s.end} for role, s in marks_of(report)],
        "links": links,
        "channels": [
            {
                "kind": state.kind,
                "holder": state.holder.label,
                "counterpart": state.counterpart.label,
                "status": state.status,
            }
            for state in coded.channels
            if state.record == report.key
        ],
        "confidence": round(report.confidence, 3),
        "rule": report.rule,
        "article": article.name,
        "sha256": article.raw_sha256,
    }


def _entity(participant: Participant) -> dict[str, Any]:
    entity = participant.entity
    return {
        "code": entity.code,
        "sector": entity.sector,
        "other_sector_codes": list(entity.sectors),
        "entity_text": participant.span.text if participant.span else None,
        "identifier_id": entity.key,
        "identifier_text": entity.name,
    }


def _place(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {
        "extracted_place": place.span.text if place.span else None,
        "resolved_place": place.name,
        "geonameid": place.geonameid,
        "lat": place.lat,
        "lon": place.lon,
        "country_code": place.country or None,
        "resolution": place.precision,
    }


def _date(when: Period | None) -> str | None:
    if when is None:
        return None
    day = when.earliest or when.latest
    return day.isoformat() if day else None


def _end_date(when: Period | None) -> str | None:
    if when is None or when.earliest is None or when.latest is None or when.latest == when.earliest:
        return None
    return when.latest.isoformat()


def _agencies(coded: CodedArticle, report: Report) -> list[str]:
    named = [p.entity.name for p in report.said_by if p.entity.sector == "JRN"]
    return named or list(coded.article.agencies)


def _links(coded: CodedArticle, report: Report, ids: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "type": link.kind,
            "target": ids[link.target],
            "stated": link.stated,
            "text": link.span.text if link.span else None,
        }
        for link in coded.links
        if link.source == report.key
    ]
