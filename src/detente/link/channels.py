"""The register of channels that one article fills: each channel once, with its latest status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from detente.link.same import Deed
from detente.model import NAMED_CODES, ChannelState, ChannelTouch, Entity, EventMention, Fallback, Period


def channel_states(
    deeds: Sequence[Deed],
    keys: Sequence[str],
    fallbacks: Sequence[Fallback],
    states: dict[str, Entity],
    standing: Sequence[ChannelTouch] = (),
    day: date | None = None,
) -> list[ChannelState]:
    """One state for each channel that the article's deeds touch; a later deed replaces an earlier one's status.

    ``standing`` are channels told as they stand on the day of publication
    (``day``), without a deed; they count only where no deed tells more.
    """
    found: dict[tuple[str, str, str], ChannelState] = {}
    for deed, key in zip(deeds, keys, strict=True):
        best = deed.best
        for mention in [best, *[m for m in deed.mentions if m is not best]]:
            for touch in mention.channels:
                state = _state(touch, best, key, states)
                if state is not None and (state.key not in found or _later(state, found[state.key])):
                    if state.key in found and found[state.key].record == key:
                        continue
                    if state.status == "open" and state.key in found and found[state.key].status == "restored":
                        state = replace(state, status="restored")  # it opens again
                    found[state.key] = state
    for touch in standing:
        state = _as_told(touch, day, states)
        if state is not None:
            found.setdefault(state.key, state)
    return _with_fallbacks(list(found.values()), fallbacks)


def _as_told(touch: ChannelTouch, day: date | None, states: dict[str, Entity]) -> ChannelState | None:
    if touch.holder is None or touch.counterpart is None:
        return None
    holder, counterpart = _side(touch.holder, states), _side(touch.counterpart, states)
    if holder.key == counterpart.key:
        return None
    since = Period.day(day) if day else None
    return ChannelState(
        _kind(touch.kind, holder, counterpart),
        holder,
        counterpart,
        touch.status,
        since,
        None,
        touch.span,
        how=touch.how,
    )


def _state(touch: ChannelTouch, best: EventMention, key: str, states: dict[str, Entity]) -> ChannelState | None:
    if touch.holder is None or touch.counterpart is None or not (touch.holder.code and touch.counterpart.code):
        return None
    holder, counterpart = _side(touch.holder, states), _side(touch.counterpart, states)
    if holder.key == counterpart.key and holder.name == counterpart.name:
        return None
    status = touch.status
    if "negation" in best.aux:
        status = "open"
    elif best.event in ("AGREE", "CONCEDE") and status in ("open", "restored"):
        status = "planned"
    return ChannelState(
        kind=_kind(touch.kind, holder, counterpart),
        holder=holder,
        counterpart=counterpart,
        status=status,
        since=best.when,
        record=key,
        span=touch.span,
        host=touch.host,
        established=touch.established,
        how=touch.how,
    )


def _kind(kind: str, holder: Entity, counterpart: Entity) -> str:
    """A mission to another state is its embassy there; one to an organisation is a mission."""
    between_states = all(e.code not in NAMED_CODES | {"UNO", "EUR"} for e in (holder, counterpart))
    return "embassy" if kind == "mission" and between_states else kind


def _side(entity: Entity, states: dict[str, Entity]) -> Entity:
    """The party to a channel: the state or organisation for which an official or ministry acts."""
    if entity.code in NAMED_CODES or entity.sector in ("REB", "OPP", "PTY", "PRM"):
        return entity
    return states.get(entity.code, entity)


def _later(new: ChannelState, old: ChannelState) -> bool:
    """What was promised and is now told as done is done, in whatever order an article tells the two."""
    at_work = ("open", "restored")
    if new.status == "planned" and old.status in at_work:
        return False
    if old.status == "planned" and new.status in at_work:
        return True
    if new.since is None or old.since is None or new.since.earliest is None or old.since.earliest is None:
        return True
    return new.since.earliest >= old.since.earliest


def _with_fallbacks(channels: list[ChannelState], fallbacks: Sequence[Fallback]) -> list[ChannelState]:
    """Name the fallback on the channel that is cut and whose parties it joins."""
    out = list(channels)
    for fallback in fallbacks:
        keys = {e.key for e in fallback.parties}
        for index, channel in enumerate(out):
            cut = channel.status in ("suspended", "closed", "expelled", "recalled")
            if cut and channel.fallback is None and keys & {channel.holder.key, channel.counterpart.key}:
                out[index] = replace(channel, fallback=fallback.span.text, fallback_span=fallback.span)
                break
    return out
