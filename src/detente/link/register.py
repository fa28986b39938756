"""The register of channels through time: what holds on a day, and how it came about.

The status of a day is that of the latest change whose time is not after the
day. Talks, borders and the like belong to both sides: either order of the two
parties is one channel.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from detente.model import Channel, Entity, ToldState

EITHER = frozenset({"talks", "airspace", "treaty", "council", "hotline"})
"""Kinds that two sides hold together."""

BREAKS = frozenset({"downgraded", "recalled", "suspended", "closed", "expelled"})
PAST = timedelta(days=14)
"""A promise so much older than the article that repeats it had been told before."""
CONFLICT = timedelta(days=3)
"""Two tellings of different states whose beginnings are no further apart contradict one another."""


def board(states: Sequence[ToldState], day: date | None = None) -> list[Channel]:
    """All channels with their status on a day (``None``: as last told), ordered by parties and kind."""
    groups: dict[tuple[str, str, str], list[ToldState]] = defaultdict(list)
    for told in states:
        if day is None or begins(told) <= day:
            groups[channel_key(told)].append(told)
    channels = [_channel(group) for group in groups.values()]
    return sorted(channels, key=lambda c: (c.holder.label, c.counterpart.label, c.kind))


def channel_key(told: ToldState) -> tuple[str, str, str]:
    holder, counterpart = told.state.holder.key, told.state.counterpart.key
    if told.state.kind in EITHER:
        holder, counterpart = sorted((holder, counterpart))
    return told.state.kind, holder, counterpart


def begins(told: ToldState) -> date:
    """First day of the state; a plan counts from its telling, or from the day of a promise told as long past."""
    since = told.state.since
    published = told.published_at or date.max
    if told.state.status == "planned":
        made = since.latest if since else None
        return made if made is not None and made < published - PAST else published
    if since is None:
        return published
    return since.earliest or since.latest or published


def _channel(group: list[ToldState]) -> Channel:
    ordered = sorted(group, key=lambda t: (begins(t), _rank(t), t.published_at or date.max, t.article_id))
    history: list[ToldState] = []
    for told in ordered:
        status = _after_a_break(told, history)
        if history and (history[-1].state.status == status or _no_change(told, status, history)):
            continue
        history.append(_with_status(told, status))
    now = history[-1]
    disputed = tuple(
        t
        for t in ordered
        if t.article_id != now.article_id
        and t.state.status not in (now.state.status, "restored" if now.state.status == "open" else "")
        and abs(begins(t) - begins(now)) <= CONFLICT
        and (begins(t) >= begins(now) or _opposite(t, now))
    )
    holder, counterpart = _parties(history[0])
    return Channel(now.state.kind, holder, counterpart, now.state.status, now, tuple(history), disputed)


def _opposite(a: ToldState, b: ToldState) -> bool:
    """One says at work and the other broken off: within days that is a conflict of sources, not a change."""
    return (a.state.status in BREAKS) != (b.state.status in BREAKS) and "planned" not in (
        a.state.status,
        b.state.status,
    )


def _rank(told: ToldState) -> int:
    """Of two states told from one day on, the heavier one is the later: recalled, then closed."""
    order = ("planned", "open", "restored", "downgraded", "recalled", "expelled", "suspended", "closed")
    return order.index(told.state.status)


def _after_a_break(told: ToldState, history: list[ToldState]) -> str:
    """ "open" after a break is "restored", and stays so until the next change."""
    status = told.state.status
    if status == "open" and history:
        last = [h.state.status for h in history if h.state.status != "planned"]
        if last and last[-1] in BREAKS | {"restored"}:
            return "restored"
    return status


def _no_change(told: ToldState, status: str, history: list[ToldState]) -> bool:
    """ "still closed" leaves a planned opening planned; a plan adds nothing to a channel at work."""
    last = history[-1].state.status
    if status == "planned":
        return last in ("open", "restored") and told.state.kind != "ambassador"
    shut_before = any(h.state.status in BREAKS for h in history)
    return last == "planned" and told.state.record is None and status in BREAKS and shut_before


def _with_status(told: ToldState, status: str) -> ToldState:
    return told if told.state.status == status else replace(told, state=replace(told.state, status=status))


def _parties(told: ToldState) -> tuple[Entity, Entity]:
    return told.state.holder, told.state.counterpart
