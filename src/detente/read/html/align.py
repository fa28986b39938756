"""Where the blocks that an extractor gives stand among the rows of the page as rendered.

Extractors join, split and respace. So both sides are compared without their white space: a block is looked for as
one string, long ones first, and those between two that were found stand between them.
"""

from __future__ import annotations

from collections.abc import Sequence

from detente.read.html.render import Row

ANCHOR = 40
"""Characters of a block that stands where it stands once; a shorter one may stand in a menu, too."""


def choose(rows: Sequence[Row], blocks: Sequence[str]) -> None:
    """Write into each row which share of it the blocks cover."""
    page, starts = _joined([row.text for row in rows])
    taken = bytearray(len(page))
    places = _places(page, ["".join(block.split()) for block in blocks])
    for start, end in places:
        taken[start:end] = b"\1" * (end - start)
    ends = [*starts[1:], len(page)]
    for row, start, end in zip(rows, starts, ends, strict=False):
        row.chosen = round(taken.count(1, start, end) / (end - start), 2) if end > start else 0.0


def _joined(texts: Sequence[str]) -> tuple[str, list[int]]:
    parts, starts, at = [], [], 0
    for text in texts:
        bare = "".join(text.split())
        starts.append(at)
        parts.append(bare)
        at += len(bare)
    return "".join(parts), starts


def _places(page: str, blocks: Sequence[str]) -> list[tuple[int, int]]:
    """Start and end of the blocks that were found."""
    found: dict[int, int] = {}
    after = 0
    for n, block in enumerate(blocks):
        if len(block) >= ANCHOR:
            at = page.find(block, after)
            at = page.find(block) if at < 0 else at
            if at >= 0:
                found[n] = at
                after = at + len(block)
    before = [len(page)] * (len(blocks) + 1)  # where the next block that was found begins
    for n in range(len(blocks) - 1, -1, -1):
        before[n] = found.get(n, before[n + 1])
    places, last = [], 0
    for n, block in enumerate(blocks):
        at = found.get(n, -1)
        if at < 0 and block:
            at = page.find(block, last, before[n]) if last <= before[n] else -1
        if at >= 0 and block:
            places.append((at, at + len(block)))
            last = at + len(block)
    return places
