"""The rules' labels weighed against what the chain makes of all rows together.

Rules see a row and its heading, the chain its shape, place, neighbours and words. The rules' label counts as one
witness more; what comes out on top holds, and a label that the chain changed says so, with its probability.
"""

from __future__ import annotations

from collections.abc import Sequence

from detente.read.chain import KINDS, shipped
from detente.read.layout import Row
from detente.read.sheet import Mark, Sheet
from detente.read.traits import Traits

WITNESS = 1.0
"""Points for the kind that the rules give. On 105 labelled pages, a third at a time kept from the learning, text lines
had a precision and recall of .898 and .919 at 0, .875 and .965 at 1, .854 and .972 at 2."""

TEXT = 0.6
"""Probability from which on a row is text: what is coded from furniture is worse than a line lost. Against a half, on
sixty pages that the chain had not learnt from, a third of the furniture in the text was kept out, and one line of text
in eighty was lost."""

BEYOND = 0.95
"""As `TEXT`, below the last row that the rules call text: what they take for a page's end mostly is one."""

HEADLINE = 0.5
"""Probability of a headline from which on it may outdo the rules' one."""

FEWEST, MOST = 4, 800
"""Rows of a page that is judged: on less there is nothing to be seen together, and one with more is no article."""

SURE = 0.7
"""Probability from which on a row is taken into the headlines of other stories, or out of them: a heading that the
lists know tells more of those than their shape."""

_FACTS = ("byline", "date", "updated", "dateline", "agency")
_LABELS = {
    "title": "title",
    "lead": "title",
    "heading": "title",
    "body": "body",
    "picture": "caption",
    "teaser": "teaser",
    "appeal": "appeal",
    "site": "navigation",
}
_SITES = frozenset({"site", "teaser", "appeal"})
_REASONS = {"lead": "standfirst", "heading": "heading within the text"}


def kind_of(mark: Mark) -> str:
    """The chain's kind for a rule's label."""
    if mark.label == "title":
        return "heading" if "within" in mark.reason else "lead" if "standfirst" in mark.reason else "title"
    if mark.label in _FACTS:
        return "fact"
    return {"caption": "picture", "credit": "picture", "tag": "site", "outlet": "site", "navigation": "site"}.get(
        mark.label, mark.label
    )


def judge_rows(sheet: Sheet, marks: Sequence[Mark]) -> list[dict[str, float]]:
    """For each row the probability of each kind, with the rules' labels as witnesses.

    Empty for a page of too few or too many rows, and for one in which the rules see nothing of a site: a delivery's
    bare text.
    """
    if not FEWEST <= len(sheet) <= MOST or not _SITES.intersection(map(kind_of, marks)):
        return []
    traits, chain = Traits(sheet), shipped()
    points = [chain.points(traits.of(i)) for i in range(len(sheet))]
    for row, mark in zip(points, marks, strict=True):
        row[KINDS.index(kind_of(mark))] += WITNESS
    return chain.judge(points)


def find_headline(judged: Sequence[dict[str, float]], ruled: int | None) -> int | None:
    """The headline's row: the rules' one (``ruled``) unless the chain is sure of another and not of it."""
    if not judged:
        return ruled
    best = max(range(len(judged)), key=lambda i: judged[i]["title"])
    doubted = ruled is None or judged[ruled]["title"] < 1 - HEADLINE
    return best if doubted and judged[best]["title"] >= HEADLINE else ruled


def weigh(
    sheet: Sheet, marks: list[Mark], judged: Sequence[dict[str, float]], *, headline: int | None, signed: int = 0
) -> list[Mark]:
    """The marks, with those changed that the chain is surer of. The headline's row keeps its own.

    ``signed``: the row of the byline above the text; nothing above that becomes text, and below the last row that the
    rules call text only what is `BEYOND` doubt. Where no text would be left, all marks stay.
    """
    out = list(marks)
    last = max((i for i, mark in enumerate(marks) if mark.label == "body"), default=len(marks))
    for i, odds in enumerate(judged):
        kind = _best(odds)
        if (
            i == headline
            or (kind == "body" and not signed <= i <= last)
            or (kind == "teaser" and "@" in sheet.rows[i].text)
        ):
            continue
        if odds[kind] >= _least(marks[i], kind):
            out[i] = _mark(sheet.rows[i], sheet.looks[i].label, kind, odds[kind])
    return out if any(mark.label == "body" for mark in out) else marks


def _best(odds: dict[str, float]) -> str:
    """The likeliest kind; text only from `TEXT` on."""
    if odds["body"] >= TEXT:
        return "body"
    return max((k for k in odds if k != "body"), key=lambda k: odds[k])


def _least(mark: Mark, kind: str) -> float:
    """How probable a kind must be to outdo the rules; only text or none and another story's headline or none matter."""
    if (kind_of(mark) == "body") != (kind == "body"):
        return 0.0
    return SURE if (kind_of(mark) == "teaser") != (kind == "teaser") else 2.0


def _mark(row: Row, look: str | None, kind: str, odds: float) -> Mark:
    reason = f"by the rows around it ({odds:.2f})"
    if kind in _REASONS:
        reason = f"{_REASONS[kind]}, {reason}"
    if kind == "fact":
        return Mark(look if look in _FACTS else "byline", reason)
    if kind == "picture":
        return Mark(look if look in ("caption", "credit") else "caption", reason)
    return Mark(look if kind == "site" and look in ("outlet", "tag") else _LABELS[kind], reason)
