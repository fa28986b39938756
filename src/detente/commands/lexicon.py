"""`detente lexicon test|explain`: does every entry fire on its own sentences and keep silent on the others?

Each example of a lexicon entry is one test, named by file and line
(``reject.yaml:11``). A sentence under ``matches`` marks its parts, as in
``(actor Iran) (event rejected) a proposal by (recipient the European Union)``:
the entry must fire on the marked event with the marked parties. A sentence
under ``ignores`` must not give an event of this entry's type.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from detente import coding
from detente.codebook import Codebook, Frame
from detente.codebook.frames import Example
from detente.link.who import Who
from detente.model import Article, EntityMention, EventMention, Line, Participant, Sentence, Span
from detente.parse import Parser

MARK = re.compile(r"\((actor|recipient|event) ([^()]*)\)")
DAY = date(2024, 5, 15)
"""Day on which the examples are read as published, a Wednesday."""


@dataclass(frozen=True)
class Marked:
    """An example without its marks, and where each marked part stands."""

    text: str
    parts: tuple[tuple[str, int, int], ...]

    def spans(self, kind: str) -> list[tuple[int, int]]:
        return [(a, b) for k, a, b in self.parts if k == kind]


@dataclass(frozen=True)
class Outcome:
    """One example's result: ``fault`` is empty where it passed."""

    frame: Frame
    example: Example
    fault: str

    @property
    def where(self) -> str:
        return f"{self.frame.file}:{self.example.line}"


def unmark(text: str) -> Marked:
    """Take the marks out of an example and keep their places."""
    out, parts, at = [], [], 0
    length = 0
    for m in MARK.finditer(text):
        before = text[at : m.start()]
        out += [before, m[2]]
        length += len(before)
        parts.append((m[1], length, length + len(m[2])))
        length += len(m[2])
        at = m.end()
    return Marked("".join([*out, text[at:]]), tuple(parts))


class Examples:
    """Codes example sentences as bare one-paragraph articles."""

    def __init__(self, book: Codebook, parser: Parser) -> None:
        self.book, self.parser, self.who = book, parser, Who(book)

    def mentions(self, text: str) -> tuple[list[EventMention], list[EntityMention]]:
        """Every mention of an event, those without a doer or a second party too, and every name of a party."""
        article = Article(
            id="example",
            name="example",
            text=text,
            raw_sha256="",
            lines=(Line(Span(0, len(text), text), "body"),),
        )
        parsed = self.parser.parse(article)
        named = self.who.resolve(parsed, DAY)
        found = coding.code(parsed, named, self.book, DAY)
        return [*found.mentions, *found.ghosts], [m for group in named.values() for m in group]

    def parse(self, text: str) -> tuple[Sentence, ...]:
        return self.parser.parse_text(text)

    def check(self, frame: Frame, example: Example) -> Outcome:
        """Run one example of an entry."""
        marked = unmark(example.text)
        found, named = self.mentions(marked.text)
        if example.wrong:
            fired = [m for m in found if m.rule == frame.id and m.event == frame.event]
            return Outcome(frame, example, f"fires on '{fired[0].trigger.text}'" if fired else "")
        return Outcome(frame, example, _fault(frame, marked, found, named))


def check_examples(
    book: Codebook, parser: Parser, *, only: Iterable[str] = (), file: str | None = None
) -> Iterator[Outcome]:
    """Run the examples of all entries, of those named, or of one file."""
    wanted = set(only)
    examples = Examples(book, parser)
    for frame in book.frames:
        if (wanted and frame.id not in wanted) or (file and frame.file != file):
            continue
        for example in frame.examples:
            yield examples.check(frame, example)


def _fault(frame: Frame, marked: Marked, found: list[EventMention], named: list[EntityMention]) -> str:
    events = marked.spans("event")
    here = [m for m in found if not events or any(_touches(m, a, b) for a, b in events)]
    own = [m for m in here if m.rule == frame.id]
    if not own:
        other = ", ".join(f"{m.rule} on '{m.trigger.text}'" for m in (here or found)[:3])
        return f"does not fire; instead: {other or 'nothing'}"
    mention = own[0]
    for kind, people in (("actor", mention.actors), ("recipient", mention.recipients)):
        for a, b in marked.spans(kind):
            if not any(_meant(p, marked.text, a, b, named) for p in people):
                given = ", ".join(p.entity.name for p in people) or "nobody"
                return f"{kind} should be '{marked.text[a:b]}', is {given}"
    return ""


def _touches(mention: EventMention, start: int, end: int) -> bool:
    span = mention.head or mention.trigger
    return (span.start < end and start < span.end) or (mention.trigger.start < end and start < mention.trigger.end)


def _meant(participant: Participant, text: str, start: int, end: int, named: list[EntityMention]) -> bool:
    """The participant's words lie on the marked ones, or its name, or a name of its party, is what is marked."""
    span = participant.span
    if span is not None and span.start < end and start < span.end:
        return True
    if any(m.entity.key == participant.entity.key and m.span.start < end and start < m.span.end for m in named):
        return True
    return participant.entity.name.lower() in text[start:end].lower()
