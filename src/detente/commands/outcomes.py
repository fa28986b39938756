"""What became of each input: coded, no event (why) or quarantined (why). The sum is what came in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from detente.model import Article


@dataclass
class Outcomes:
    """Counts of a delivery. ``came`` is counted where inputs are read, the rest where they end."""

    came: int = 0
    coded: int = 0
    no_event: Counter[str] = field(default_factory=Counter)  # by reason
    quarantined: Counter[str] = field(default_factory=Counter)  # by reason
    left_out: Counter[str] = field(default_factory=Counter)  # what was no page: records of other kinds, files

    @property
    def ended(self) -> int:
        return self.coded + self.no_event.total() + self.quarantined.total()

    def check(self) -> None:
        """Raises: RuntimeError: an input was lost on the way; that is a fault of the program."""
        if self.came != self.ended:
            raise RuntimeError(f"{self.came} inputs came in and {self.ended} ended")

    def lines(self) -> list[str]:
        """The sum, and the reasons behind its parts, to be printed."""
        parts = [f"{self.coded:,} coded", f"{self.no_event.total():,} no event"]
        parts.append(f"{self.quarantined.total():,} quarantined")
        found = [f"{self.came:,} came in = {' + '.join(parts)}"]
        for name, reasons in (("no event", self.no_event), ("quarantined", self.quarantined)):
            if reasons:
                found.append(f"  {name}: {told(reasons)}")
        if self.left_out:
            found.append(f"  passed over: {told(self.left_out)}")
        return found

    def to_json(self) -> dict[str, object]:
        return {
            "came": self.came,
            "coded": self.coded,
            "no_event": dict(self.no_event.most_common()),
            "quarantined": dict(self.quarantined.most_common()),
            "left_out": dict(self.left_out.most_common()),
        }


def told(reasons: Counter[str]) -> str:
    """Reasons with their counts, the most frequent first, twelve at most."""
    shown = [f"{reason} {count:,}" for reason, count in reasons.most_common(12)]
    more = len(reasons) - len(shown)
    return ", ".join(shown) + (f" and {more} more reasons" if more > 0 else "")


def why_silent(article: Article, counts: Mapping[str, int]) -> str:
    """The one reason for which an article gave no event, in words that repeat, so that they can be counted."""
    if not article.body.strip():
        return "no paragraph of text"
    if article.language != "en":
        return f"not in English ({article.language})"
    if not counts.get("triggers"):
        return "no deed told that the lexicon knows"
    reasons = {reason: n for reason, n in counts.items() if reason not in ("sentences", "triggers") and n}
    return min(reasons, key=lambda reason: (-reasons[reason], reason), default="no deed between two parties")
