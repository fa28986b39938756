"""Words that carry a value: a piece of an article's text and where it stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A quotation from an article: ``article.text[start:end] == text``, always.

    Offsets count characters (not bytes) of the page as read, banners included.
    """

    start: int
    end: int
    text: str

    @classmethod
    def cut(cls, source: str, start: int, end: int) -> Span:
        """Take ``source[start:end]``, drawn in past white space at both ends."""
        while start < end and source[start].isspace():
            start += 1
        while end > start and source[end - 1].isspace():
            end -= 1
        return cls(start, end, source[start:end])

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def to_json(self) -> list[int]:
        """``[start, end]``; the words stand beside it under their own name."""
        return [self.start, self.end]
