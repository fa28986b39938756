"""How well a ledger built from a story corpus agrees with what it should hold (docs/gold.md, "Stories").

A report matches a gold telling if both stand in the same article and their
words overlap or share a sentence, one to one, the best pairs first. From there
on, events are compared by the tellings that they share.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from detente.measure.agreement import Record, Tally, bare, fold, identities

EITHER = frozenset({"talks", "council", "treaty", "hotline"})
"""Channels of two equals: it does not matter who is named as holder."""

_END = re.compile(r"[.!?][\"')\]]*\s+(?=[\"'(\[]?\w)|\n")
_SHORT = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|gen|col|lt|sen|rep|gov|st|no|vs|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)|\b\w)\.$"
)

Member = tuple[str, str]
"""A gold telling: the id of its event and of its article."""


@dataclass(frozen=True)
class Told:
    """What the program says: the lists that ``events``, ``channels`` and ``docket`` print, boards by day."""

    events: Sequence[Record]
    channels: Mapping[str, Sequence[Record]] = field(default_factory=dict)
    docket: Mapping[str, Sequence[Record]] = field(default_factory=dict)


@dataclass
class StoryScores:
    """Shares (right, of), and precision and recall of pairs; ``lines`` names each miss."""

    shares: dict[str, tuple[int, int]] = field(default_factory=dict)
    tallies: dict[str, Tally] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def share(self, name: str) -> float:
        right, of = self.shares[name]
        return right / of if of else 0.0

    def note(self, name: str, flags: Iterable[bool]) -> None:
        flags = list(flags)
        self.shares[name] = sum(flags), len(flags)


class Page:
    """An article's folded text, line by line, and its sentences."""

    def __init__(self, text: str) -> None:
        self.text = "\n".join(filter(None, map(fold, text.splitlines())))
        ends = [m for m in _END.finditer(self.text) if not _SHORT.search(self.text, m.start() - 6, m.start() + 1)]
        self.starts = [0, *(m.end() for m in ends)]

    def closeness(self, wordings: Iterable[str], trigger: str | None) -> int:
        """2 where the words overlap, 1 where they share a sentence, else 0."""
        theirs = list(self._find(trigger))
        best = 0
        for ours in (span for wording in wordings for span in self._find(wording)):
            for other in theirs:
                if ours[0] < other[1] and other[0] < ours[1]:
                    return 2
                best |= bool(self._sentences(ours) & self._sentences(other))
        return best

    def _find(self, words: str | None) -> Iterator[tuple[int, int]]:
        wanted = fold(words)
        at = self.text.find(wanted) if wanted else -1
        while at >= 0:
            yield at, at + len(wanted)
            at = self.text.find(wanted, at + 1)

    def _sentences(self, span: tuple[int, int]) -> set[int]:
        ends = [*self.starts[1:], len(self.text) + 1]
        return {i for i, (a, b) in enumerate(zip(self.starts, ends, strict=True)) if a < span[1] and span[0] < b}


def score_story(gold: Record, pages: Mapping[str, str], told: Told) -> StoryScores:
    """Compare.

    Args:
        gold: the corpus's ``gold.json``.
        pages: the text of each article by its id.
        told: what the program says.
    """
    scores = StoryScores()
    texts = {name: Page(text) for name, text in pages.items()}
    found = _match(gold["events"], told.events, texts)
    members = [(e["id"], m["article"]) for e in gold["events"] for m in e["members"]]
    for event, article in (m for m in members if m not in found):
        scores.lines.append(f"not found    {event} in {article}")
    scores.note("members found", (m in found for m in members))
    _clusters(scores, gold, members, found)
    chosen, main = _correspond(found)
    by_id = {str(e["id"]): e for e in told.events}
    _origins(scores, gold, chosen, by_id)
    _answers(scores, gold, told, main)
    _denials(scores, gold, found, by_id, texts)
    _numbers(scores, gold, chosen, by_id)
    _channels(scores, gold, told)
    _docket(scores, gold, told, found)
    return scores


def _match(gold: Sequence[Record], events: Sequence[Record], texts: Mapping[str, Page]) -> dict[Member, str]:
    """The id of the told event for every gold telling that was found."""
    by_article: dict[str, list[tuple[int, Record, Record]]] = defaultdict(list)
    number = 0
    for event in events:
        for report in event.get("reports") or ():
            by_article[str(report.get("article"))].append((number, event, report))
            number += 1
    rows = []
    for wanted in gold:
        for member in wanted["members"]:
            words = [member["trigger"], *member.get("also", ())]
            for number, event, report in by_article[member["article"]]:
                close = texts[member["article"]].closeness(words, report.get("trigger"))
                if close:
                    exact = any(fold(w) == fold(report.get("trigger")) for w in words)
                    weight = 20 * exact + 3 * (close == 2) + _kinship(wanted, event)
                    rows.append((-weight, (wanted["id"], member["article"]), number, str(event["id"])))
    taken_members, taken_reports, found = set(), set(), {}
    for _, key, number, event_id in sorted(rows):
        if key not in taken_members and number not in taken_reports:
            taken_members.add(key)
            taken_reports.add(number)
            found[key] = event_id
    return found


def _kinship(gold: Record, event: Record) -> int:
    """How alike two events are, to choose between reports of one sentence."""
    same = 4 * (gold["event"] == event.get("event"))
    same += 2 * bool(identities(gold["actor"]) & identities(event.get("actor")))
    same += bool(identities(gold["recipient"]) & identities(event.get("recipient")))
    same += bool(set(gold["mode"]) & set(event.get("mode") or ()))
    return int(same)


def _clusters(scores: StoryScores, gold: Record, members: Sequence[Member], found: Mapping[Member, str]) -> None:
    wanted = {pair for pair in combinations(members, 2) if pair[0][0] == pair[1][0]}
    told = {pair for pair in combinations([m for m in members if m in found], 2) if found[pair[0]] == found[pair[1]]}
    seen = {pair for pair in wanted if all(m in found for m in pair)}
    for name, of in (("cluster", wanted), ("cluster, found", seen)):
        scores.tallies[name] = Tally(len(of & told), len(of - told), len(told - of))
    for a, b in sorted(told - wanted):
        scores.lines.append(f"one event    {a[0]} in {a[1]} and {b[0]} in {b[1]}")
    for a, b in sorted(seen - told):
        scores.lines.append(f"two events   {a[0]}: {a[1]} and {b[1]}")
    keys: dict[str, set[str]] = defaultdict(set)
    for (event, _), key in found.items():
        keys[event].add(key)
    testable = [(a, b) for a, b in gold["near_misses"] if keys[a] and keys[b]]
    scores.note("near misses kept apart", (not keys[a] & keys[b] for a, b in testable))


def _correspond(found: Mapping[Member, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Gold event to told event, one to one, and told event to the gold event that most of its tellings tell."""
    shared: Counter[tuple[str, str]] = Counter((event, key) for (event, _), key in found.items())
    chosen: dict[str, str] = {}
    main: dict[str, str] = {}
    for (event, key), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if event not in chosen and key not in chosen.values():
            chosen[event] = key
        main.setdefault(key, event)
    return chosen, main


def _origins(scores: StoryScores, gold: Record, chosen: Mapping[str, str], by_id: Mapping[str, Record]) -> None:
    flags = []
    for event in gold["events"]:
        told = by_id[chosen[event["id"]]].get("origins") if event["id"] in chosen else None
        flags.append((told == event["origins"], len(event["members"]) > 1))
        if told is not None and told != event["origins"]:
            scores.lines.append(f"origins      {event['id']}: {told} in place of {event['origins']}")
    scores.note("origins", (ok for ok, _ in flags))
    scores.note("origins of several", (ok for ok, several in flags if several))


def _answers(scores: StoryScores, gold: Record, told: Told, main: Mapping[str, str]) -> None:
    wanted = {(e["id"], other) for e in gold["events"] for other in e["in_response_to"]}
    pairs = {
        (main.get(str(e["id"])), main.get(str(other))) for e in told.events for other in e.get("in_response_to") or ()
    }
    given = {(a, b) for a, b in pairs if a and b and a != b}
    scores.tallies["responses"] = Tally(len(wanted & given), len(wanted - given), len(given - wanted))
    scores.lines += [f"no answer    {a} to {b}" for a, b in sorted(wanted - given)]
    scores.lines += [f"false answer {a} to {b}" for a, b in sorted(given - wanted)]


def _denials(
    scores: StoryScores,
    gold: Record,
    found: Mapping[Member, str],
    by_id: Mapping[str, Record],
    texts: Mapping[str, Page],
) -> None:
    flags = []
    for denial in gold["contradictions"]:
        where = denial["denied_by"]
        keys = {key for (event, _), key in found.items() if event == denial["event"]}
        reports = [r for key in keys for r in by_id[key].get("denied_by") or () if r.get("article") == where["article"]]
        flags.append(any(texts[where["article"]].closeness([where["trigger"]], r.get("trigger")) for r in reports))
        if not flags[-1]:
            scores.lines.append(f"no denial    of {denial['event']} in {where['article']}")
    scores.note("contradictions", flags)


def _numbers(scores: StoryScores, gold: Record, chosen: Mapping[str, str], by_id: Mapping[str, Record]) -> None:
    """Numbers on which the articles differ (``people`` of a gold event): all of them are to be kept as claims."""
    flags = []
    for event in gold["events"]:
        wanted = {str(n) for n in event.get("people") or ()}
        if len(wanted) < 2:
            continue
        told = by_id[chosen[event["id"]]] if event["id"] in chosen else {}
        flags.append(wanted <= {c["value"] for c in told.get("claims") or () if c["field"] == "people"})
        if not flags[-1]:
            scores.lines.append(f"no claims    {event['id']}: {', '.join(sorted(wanted))}")
    scores.note("numbers kept as claims", flags)


def _channels(scores: StoryScores, gold: Record, told: Told) -> None:
    flags = []
    for channel in gold["channels"]:
        for board in channel["boards"]:
            status = _status_of(channel, told.channels.get(board["as_of"], ()))
            ok = status == board["status"] or status in board.get("or", ())
            flags.append((ok, board["status"] != "unknown"))
            if not ok:
                ends = f"{channel['kind']} {channel['holder']} in {channel['counterpart']}"
                scores.lines.append(f"channel      {board['as_of']} {ends}: {status}, not {board['status']}")
    scores.note("channels", (ok for ok, _ in flags))
    scores.note("channels known", (ok for ok, known in flags if known))


def _status_of(channel: Record, board: Sequence[Record]) -> str:
    ends = bare(channel["holder"]), bare(channel["counterpart"])
    ways = {ends, ends[::-1]} if channel.get("either") or channel["kind"] in EITHER else {ends}
    fits = [c for c in board if c["kind"] == channel["kind"] and (bare(c["holder"]), bare(c["counterpart"])) in ways]
    return str(fits[-1]["status"]) if fits else "unknown"


def _docket(scores: StoryScores, gold: Record, told: Told, found: Mapping[Member, str]) -> None:
    held: dict[str, Counter[str]] = defaultdict(Counter)
    for (event, _), key in found.items():
        held[key][event] += 1
    flags = []
    for step in gold["docket"]:
        for board in step["boards"]:
            votes: Counter[str] = Counter()
            for entry in told.docket.get(board["as_of"], ()):
                votes[entry["status"]] += held[str(entry["event"])][step["event"]]
            status = votes.most_common(1)[0][0] if any(votes.values()) else "not listed"
            flags.append((status == board["status"], board["status"] != "announced"))
            if status != board["status"]:
                scores.lines.append(f"docket       {board['as_of']} {step['event']}: {status}, not {board['status']}")
    scores.note("docket", (ok for ok, _ in flags))
    scores.note("docket moved", (ok for ok, moved in flags if moved))


def summary(scores: StoryScores) -> dict[str, Any]:
    """The figures as JSON: precision, recall and F1 of pairs, shares with their number."""
    pairs = {k: {"precision": t.precision, "recall": t.recall, "f1": t.f1} for k, t in scores.tallies.items()}
    shares = {k: {"share": scores.share(k), "of": of} for k, (_, of) in scores.shares.items() if of}
    return {**pairs, **shares}
