"""The JSON that `--json` prints: events, channels, responses, docket, evidence. Keys stay, new ones may join.

Days are ``YYYY-MM-DD``; ``null`` where nothing is told. ``article`` is the
article's name, a file's stem where it came from a file. Spans are
``[start, end]`` in characters of the article's page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from detente.export.brief import Answer, Brief
from detente.export.evidence import Evidence
from detente.link.origins import origin_of
from detente.model import Channel, DocketEntry, Entity, Event, Period, StoredReport, ToldState
from detente.record import Judgement


def event_json(event: Event) -> dict[str, Any]:
    """One event with its tellings.

    ``origins`` is the number of independent ones and ``origin_names`` which;
    ``denied_by`` are the reports that say it was not so;
    ``in_response_to`` holds event ids that a text names as the reason,
    ``inferred_response_to`` those that were only inferred.
    """
    return {
        "id": event.id,
        "event": event.event_type,
        "mode": list(event.modes),
        "context": list(event.report.context),
        "actor": parties_json(event.actors),
        "recipient": parties_json(event.recipients),
        "date": period_json(event.when),
        "aux": list(event.aux),
        "people": event.people,
        "quad_code": event.report.quad_code,
        "event_scale": event.report.event_scale,
        "reports": [report_json(stored) for stored in event.reports],
        "origins": len(event.origins),
        "origin_names": list(event.origins),
        "claims": [claim.to_json() for claim in event.claims],
        "denied_by": [report_json(stored) for stored in event.denied_by],
        "in_response_to": [k.target for k in event.answers(stated_only=True)],
        "inferred_response_to": [k.target for k in event.answers() if not k.stated],
        "links": [k.to_json() for k in event.links],
    }


def report_json(stored: StoredReport) -> dict[str, Any]:
    """One telling: where it stands, in which words, and whose word it is."""
    report = stored.report
    agencies = [p.entity.name for p in report.said_by if p.entity.sector == "JRN"] or list(stored.agencies)
    return {
        "report_id": stored.report_id,
        "article": stored.article,
        "trigger": report.trigger.text,
        "span": report.trigger.to_json(),
        "said_by": [p.to_json() for p in report.said_by],
        "agency": agencies[0] if agencies else None,
        "outlet": stored.outlet,
        "origin": origin_of(stored),
        "published": stored.published_at.isoformat() if stored.published_at else None,
        "recorded_at": stored.recorded_at,
        "superseded_at": stored.superseded_at,
        "aux": list(report.aux),
        "confidence": round(report.confidence, 3),
        "rule": report.rule,
    }


def channel_json(channel: Channel) -> dict[str, Any]:
    """A channel as it stands, in the guidelines' shape, and how it came there (``history``, oldest first)."""
    now = channel.now.state
    return {
        "kind": channel.kind,
        "holder": channel.holder.label,
        "counterpart": channel.counterpart.label,
        "host": now.host,
        "status": channel.status,
        "from": period_json(now.since),
        "record": channel.now.report_id,
        "fallback": now.fallback,
        "established": now.established,
        "history": [told_json(told) for told in channel.history],
        "disputed": [told_json(told) for told in channel.disputed],
    }


def told_json(told: ToldState) -> dict[str, Any]:
    """One telling of a channel's state, with its words."""
    return {
        "status": told.state.status,
        "from": period_json(told.state.since),
        "article": told.article,
        "outlet": told.outlet,
        "published": told.published_at.isoformat() if told.published_at else None,
        "record": told.report_id,
        "text": told.state.span.text,
        "span": told.state.span.to_json(),
    }


def docket_json(entry: DocketEntry) -> dict[str, Any]:
    """An announced step; ``event`` and ``by`` are event ids."""
    return {
        "event": entry.event,
        "actor": parties_json(entry.actor),
        "recipient": parties_json(entry.recipient),
        "due": period_json(entry.due),
        "status": entry.status,
        "by": entry.by,
        "reports": [report_json(stored) for stored in entry.reports],
    }


def answer_json(answer: Answer) -> dict[str, Any]:
    """What answers what, how soon (days) and how much."""
    return {
        **answer.link.to_json(),
        "lag_days": answer.lag,
        "proportion": answer.proportion,
        "event": event_line_json(answer.source),
        "answers": event_line_json(answer.target),
    }


def event_line_json(event: Event) -> dict[str, Any]:
    """An event in short."""
    return {
        "id": event.id,
        "event": event.event_type,
        "mode": list(event.modes),
        "actor": parties_json(event.actors),
        "recipient": parties_json(event.recipients),
        "date": period_json(event.when),
        "people": event.people,
    }


def evidence_json(evidence: Evidence) -> dict[str, Any]:
    """A report's words, chain and rule, with all that the record holds."""
    passage = evidence.passage
    return {
        **report_json(evidence.stored),
        "sentence": passage.span.text if passage else None,
        "sentence_span": passage.span.to_json() if passage else None,
        "chain": [
            {
                "role": t.role,
                "name": t.name,
                "code": t.entity.code if t.entity else None,
                "sector": t.entity.sector if t.entity else None,
                "text": t.span.text if t.span else None,
                "span": t.span.to_json() if t.span else None,
            }
            for t in evidence.chain
        ],
        "lexicon": {
            "id": evidence.rule.id,
            "file": evidence.rule.file,
            "line": evidence.rule.line,
            "because": evidence.rule.because,
        },
        "came_second": list(evidence.report.runner_up),
        "coder": evidence.stored.coder,
        "lexicon_version": evidence.stored.lexicon,
        "record": evidence.report.to_json(),
    }


def judgement_json(given: Judgement) -> dict[str, Any]:
    """A judgement; ``withdrawn_at`` is null while it holds."""
    since = given.since.isoformat() if given.since else None
    return {**asdict(given), "reports": list(given.reports), "against": list(given.against), "since": since}


def brief_json(brief: Brief) -> dict[str, Any]:
    return {
        "parties": [{"key": p.key, "name": p.name} for p in brief.parties],
        "as_of": brief.view.as_of.isoformat() if brief.view.as_of else None,
        "published_by": brief.view.published_by.isoformat() if brief.view.published_by else None,
        "as_known": brief.view.as_known.isoformat() if brief.view.as_known else None,
        "day": brief.day.isoformat(),
        "articles": brief.counts.articles,
        "reports": brief.counts.reports,
        "outlets": brief.counts.outlets,
        "origins": brief.counts.origins,
        "events": [event_json(e) for e in brief.events],
        "channels": [channel_json(c) for c in brief.channels],
        "responses": [answer_json(a) for a in brief.answers],
        "docket": [docket_json(d) for d in brief.docket],
        "contradictions": [k.to_json() for k in brief.contradictions],
    }


def parties_json(parties: Sequence[Entity]) -> list[dict[str, Any]]:
    return [e.to_json() for e in parties]


def period_json(period: Period | None) -> dict[str, str | None] | None:
    return period.to_json() if period else None
