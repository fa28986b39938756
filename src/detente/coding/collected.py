"""What one article's sentences have told so far; later sentences look back at it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from detente.model import ChannelTouch, EventMention, Fallback, Participant, Period, Sentence


@dataclass
class Coding:
    """What one article's sentences tell: mentions, deeds named without a doer (``ghosts``), fallbacks, counts."""

    mentions: list[EventMention] = field(default_factory=list)
    ghosts: list[EventMention] = field(default_factory=list)
    silenced: list[EventMention] = field(default_factory=list)  # triggers that give no record, for a reason counted
    standing: list[ChannelTouch] = field(default_factory=list)  # channels told as they stand, without a deed
    fallbacks: list[Fallback] = field(default_factory=list)
    comments: dict[int, Participant] = field(default_factory=dict)  # sentence -> who merely comments in it
    counts: Counter[str] = field(default_factory=Counter)

    def last_day(self, s: Sentence) -> Period | None:
        """The day last named in this sentence or the two before it: what "that day" refers to."""
        near = (m.when for m in reversed(self.mentions) if m.explicit_date and s.number - m.sentence <= 2)
        return next(near, None)

    def background(self, s: Sentence) -> Period | None:
        """The old date of the deed told last in this paragraph; ``None`` where that deed is news."""
        last = next((m for m in reversed(self.mentions) if m.paragraph == s.paragraph), None)
        return last.when if last is not None and "historical" in last.aux else None
