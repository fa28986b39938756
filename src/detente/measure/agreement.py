"""How well coded articles agree with gold records made by hand (the shapes of ``--format json``).

Two records agree as *events* if their types are equal and they are told in the
same place of the text; as *dyads* if, besides, actor and recipient agree and
they are told in one place or have the same mode and date. Records marked
``optional`` count neither as found nor as missed.

Source: the project's coding guidelines (docs/explanation/guidelines are
their summary); the measures are precision, recall and F1 over all articles.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from detente.measure.replies import reply_causes

Record = Mapping[str, Any]
SHARING = frozenset({"IGO", "NGO", "ISM", "IMG", "MNC"})
SLACK = timedelta(days=10)
_PUNCTUATION = str.maketrans("‘’“”–—", "''\"\"--")
_SENTENCE_END = re.compile(r"[.!?][\"')\]]?\s")


@dataclass
class Tally:
    """Found, missed and false."""

    found: int = 0
    missed: int = 0
    false: int = 0

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.false) if self.found + self.false else 0.0

    @property
    def recall(self) -> float:
        return self.found / (self.found + self.missed) if self.found + self.missed else 0.0

    @property
    def f1(self) -> float:
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


@dataclass
class Scores:
    """Tallies by measure, shares by field, and what was missed or false by cause."""

    tallies: dict[str, Tally] = field(
        default_factory=lambda: {k: Tally() for k in ("event", "dyad", "channel", "response")}
    )
    shares: dict[str, list[bool]] = field(default_factory=dict)
    causes: dict[str, int] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)  # one a miss or false alarm
    confusion: dict[tuple[str, str], int] = field(default_factory=dict)  # (gold type, coded type) in one place

    def share(self, name: str) -> float | None:
        noted = self.shares.get(name)
        return sum(noted) / len(noted) if noted else None

    def note(self, name: str, right: object) -> None:
        self.shares.setdefault(name, []).append(bool(right))

    def blame(self, cause: str, line: str) -> None:
        self.causes[cause] = self.causes.get(cause, 0) + 1
        self.lines.append(f"{cause:18} {line}")


def score(pairs: Iterable[tuple[Record, Record]]) -> Scores:
    """Compare gold articles with coded ones, pair by pair."""
    scores = Scores()
    for gold, coded in pairs:
        _score_article(scores, gold, coded)
    return scores


def _score_article(scores: Scores, gold: Record, coded: Record) -> None:
    body = fold(coded["document"].get("body"))
    wanted, given = list(gold["records"]), list(coded["records"])

    def near(g: Record, p: Record) -> bool:
        return _overlap(_place(g, body), _place(p, body))

    def fits_event(g: Record, p: Record) -> bool:
        return bool(g["event"] == p["event"]) and near(g, p)

    def fits_dyad(g: Record, p: Record) -> bool:
        same = g["event"] == p["event"] and _parties(g, p, "actor") and _parties(g, p, "recipient")
        return same and (near(g, p) or _same_deed(g, p))

    def closeness(g: Record, p: Record) -> float:
        return 4 * near(g, p) + 2 * (set(g["aux"]) == set(p["aux"])) + bool(set(g["mode"]) & set(p["mode"]))

    for name, fits in (("event", fits_event), ("dyad", fits_dyad)):
        pairs = _assign(wanted, given, fits, closeness)
        _count(scores.tallies[name], wanted, given, pairs)
    _blame(scores, str(gold.get("id")), wanted, given, pairs, near)
    for i, j in pairs:
        if not wanted[i].get("optional"):
            _fields(scores, wanted[i], given[j])
    _responses(scores.tallies["response"], wanted, given, pairs)
    for cause, line in reply_causes(str(gold.get("id")), wanted, given, pairs):
        scores.blame(cause, line)
    channels = _assign(gold["channels"], coded["channels"], _same_channel, lambda g, p: 1.0)
    _count(scores.tallies["channel"], gold["channels"], coded["channels"], channels)


def fold(text: str | None) -> str:
    """Lower case, straight quotes, single spaces, no accents."""
    plain = unicodedata.normalize("NFKD", text or "").translate(_PUNCTUATION)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).lower().split())


def bare(name: str | None) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(name).removeprefix("the "))


def identities(entities: Sequence[Record] | None) -> set[str]:
    """Codes, with the name where many bodies share the code."""
    found = set()
    for entity in entities or ():
        code = entity.get("code") or "?"
        found.add(f"{code}:{bare(entity.get('name'))}" if code in SHARING else str(code))
    return found


def _parties(g: Record, p: Record, role: str) -> bool:
    a, b = identities(g[role]), identities(p[role])
    return (not a and not b) or (bool(a & b) and 2 * len(a & b) >= len(a | b))


def _place(record: Record, body: str) -> tuple[int, int] | None:
    """The sentence around a record's trigger, in the folded body."""
    trigger = fold(record.get("trigger"))
    at = body.find(trigger) if trigger else -1
    if at < 0:
        return None
    starts = [m.end() for m in _SENTENCE_END.finditer(body, 0, at)]
    end = _SENTENCE_END.search(body, at + len(trigger) - 1)
    return (starts[-1] if starts else 0, end.start() if end else len(body))


def _overlap(a: tuple[int, int] | None, b: tuple[int, int] | None) -> bool:
    return a is not None and b is not None and a[0] < b[1] and b[0] < a[1]


def _same_deed(g: Record, p: Record) -> bool:
    modes = set(g["mode"]), set(p["mode"])
    return (modes[0] == modes[1] or bool(modes[0] & modes[1])) and same_date(g["date"], p["date"])


def same_date(a: Record | None, b: Record | None) -> bool:
    """Intervals that overlap and whose known ends lie within ten days, or a tenth of the longer one."""
    x, y = _interval(a), _interval(b)
    if x is None or y is None:
        return x is y
    if x[0] > y[1] or y[0] > x[1]:
        return False
    lengths = [d[1] - d[0] for d in (x, y) if d[0] != date.min and d[1] != date.max]
    slack = max([SLACK, *[length / 10 for length in lengths]])
    open_ends = (date.min, date.max)
    return all(abs(p - q) <= slack for p, q in zip(x, y, strict=True) if p not in open_ends and q not in open_ends)


def _interval(d: Record | None) -> tuple[date, date] | None:
    if not d or not (d.get("earliest") or d.get("latest")):
        return None
    earliest, latest = d.get("earliest"), d.get("latest")
    return (date.fromisoformat(earliest) if earliest else date.min, date.fromisoformat(latest) if latest else date.max)


def _assign(
    gold: Sequence[Record],
    given: Sequence[Record],
    fits: Callable[[Record, Record], bool],
    closeness: Callable[[Record, Record], float],
) -> list[tuple[int, int]]:
    """One-to-one pairs that fit, the closest first."""
    rows = [(-closeness(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(given) if fits(g, p)]
    left, right, out = set(), set(), []
    for _, i, j in sorted(rows):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            out.append((i, j))
    return out


def _count(tally: Tally, gold: Sequence[Record], given: Sequence[Record], pairs: Sequence[tuple[int, int]]) -> None:
    hit = {i for i, _ in pairs}
    tally.found += sum(not gold[i].get("optional") for i in hit)
    tally.missed += sum(not g.get("optional") for i, g in enumerate(gold) if i not in hit)
    tally.false += len(given) - len(pairs)


def _fields(scores: Scores, g: Record, p: Record) -> None:
    if g["mode"]:
        scores.note("mode", set(g["mode"]) & set(p["mode"]))
    scores.note("aux", set(g["aux"]) == set(p["aux"]))
    scores.note("date", same_date(g["date"], p["date"]))
    first_g = g["said_by"][0]["code"] if g["said_by"] else None
    first_p = p["said_by"][0]["code"] if p["said_by"] else None
    scores.note("said_by", first_g == first_p)
    if g["people"] or p["people"]:
        scores.note("people", g["people"] == p["people"])


def _responses(tally: Tally, gold: Sequence[Record], given: Sequence[Record], pairs: Sequence[tuple[int, int]]) -> None:
    key_of = {given[j]["key"]: gold[i]["key"] for i, j in pairs}
    optional = {g["key"] for g in gold if g.get("optional")}
    wanted = {(g["key"], k) for g in gold for k in g["in_response_to"] if not {g["key"], k} & optional}
    told = {(key_of.get(p["key"]), key_of.get(k)) for p in given for k in p.get("in_response_to") or ()}
    told = {pair for pair in told if not set(pair) & optional}
    tally.found += len(wanted & told)
    tally.missed += len(wanted - told)
    tally.false += len(told - wanted)


def _same_channel(g: Record, p: Record) -> bool:
    def key(c: Record) -> tuple[str, str, str, str]:
        return c["kind"], bare(c["holder"]), bare(c["counterpart"]), c["status"]

    return key(g) == key(p)


def _blame(
    scores: Scores,
    article: str,
    gold: Sequence[Record],
    given: Sequence[Record],
    pairs: Sequence[tuple[int, int]],
    near: Callable[[Record, Record], bool],
) -> None:
    """Why each required record was missed, and what each false alarm is."""
    hit, used = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, j in pairs:
        scores.confusion[gold[i]["event"], given[j]["event"]] = (
            scores.confusion.get((gold[i]["event"], given[j]["event"]), 0) + 1
        )
    for i, g in enumerate(gold):
        if i in hit or g.get("optional"):
            continue
        here = [p for p in given if near(g, p)]
        same = [p for p in here if p["event"] == g["event"]]
        if not here:
            cause = "no trigger"
        elif not same:
            cause = "wrong type"
            pair = g["event"], here[0]["event"]
            scores.confusion[pair] = scores.confusion.get(pair, 0) + 1
        else:
            actor, recipient = _parties(g, same[0], "actor"), _parties(g, same[0], "recipient")
            cause = "recipient" if actor and not recipient else "actor" if recipient and not actor else "both parties"
        scores.blame(cause, f"{article} {g['key']}: {g['event']} {_shown(g)} «{g['trigger']}»")
    for j, p in enumerate(given):
        if j in used:
            continue
        told_twice = any(near(gold[i], p) and gold[i]["event"] == p["event"] for i in hit)
        cause = "told twice" if told_twice else "not an event" if not any(near(g, p) for g in gold) else "false beside"
        scores.blame(cause, f"{article}: {p['event']} {_shown(p)} «{p['trigger']}» {p.get('rule', '')}")


def _shown(record: Record) -> str:
    actors = "+".join(sorted(identities(record["actor"]))) or "?"
    return f"{actors} → {'+'.join(sorted(identities(record['recipient']))) or '?'}"
