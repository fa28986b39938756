"""Where a paragraph quotes: character ranges between quotation marks."""

from __future__ import annotations

import re

_MARKS = re.compile(r"[“”\"„«»]|(?:(?<=\s)|^)[‘](?=\w)|(?<=[\w.,!?])’(?=\s|$)|''|``")
_OPENING = {"“", "„", "«", "``"}
_CLOSING = {"”", "»", "''"}


def quoted_ranges(text: str) -> list[tuple[int, int]]:
    """Half-open ranges inside double quotation marks, marks included.

    A quotation that is not closed runs to the end of the paragraph, as
    newspapers do when a quotation goes on in the next one. Single curly marks
    count only in pairs, since the closing one is also the apostrophe.
    """
    ranges: list[tuple[int, int]] = []
    start: int | None = None
    single: int | None = None
    for match in _MARKS.finditer(text):
        mark, at = match.group(), match.start()
        if mark == "‘":
            single = at
        elif mark == "’":
            if single is not None and start is None:
                ranges.append((single, match.end()))
            single = None
        elif start is None and mark not in _CLOSING:
            start = at
        elif start is not None and mark not in _OPENING:
            ranges.append((start, match.end()))
            start = None
    if start is not None:
        ranges.append((start, len(text)))
    return sorted(ranges)
