"""What a ledger's outlets print on page after page: kept beside the ledger, learnt at the end of a run, used from the next.

Within a run nothing changes, so that the order of its pages does not matter, and a run that was broken off gives when
it is taken up what it would have given. A page that the ledger holds is read as it was the first time.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from detente.commands.errors import Rejected
from detente.commands.files import write_text
from detente.model import Article
from detente.read.repeats import Repeats, as_before
from detente.record import Ledger, NotFound

ENDING = ".lines.json"

T = TypeVar("T")


class Lessons:
    """Repeated lines by outlet: ``known`` before the run, ``learnt`` with what it added."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.known, self.learnt = _load(path), _load(path)
        self.fresh = False  # whether the run has taught anything

    @classmethod
    def beside(cls, ledger: Path) -> Lessons:
        """Those of a ledger; none where the file is missing. It may be deleted.

        Raises:
            Rejected: the file is damaged.
        """
        return cls(ledger.with_name(ledger.name + ENDING))

    def apply(self, items: Iterator[Article | T], ledger: Ledger) -> Iterator[Article | T]:
        """The articles among some items with the lines that their outlets repeat taken out of the text."""
        for item in items:
            yield self.read(item, ledger) if isinstance(item, Article) else item

    def read(self, article: Article, ledger: Ledger) -> Article:
        """An article with what is known applied; one that the ledger holds, as it holds it."""
        try:
            held = ledger.article(article.id).article
        except NotFound:
            self.learnt.learn(article)
            self.fresh = True
            return self.known.apply(article)
        return as_before(article, held.lines)

    def save(self) -> None:
        """Keep what the run taught.

        Raises:
            OSError: the file cannot be written.
        """
        if self.fresh:
            write_text(self.path, self.learnt.to_json())


def _load(path: Path) -> Repeats:
    """Raises: Rejected: there is a file of that name, and it is none of lessons."""
    try:
        return Repeats.from_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Repeats()
    except (OSError, ValueError) as error:
        why = str(error) or type(error).__name__
        raise Rejected("damaged lessons", str(path), why, "Delete it; what it holds is learnt anew.") from error
