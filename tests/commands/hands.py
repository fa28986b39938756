"""A workshop whose pipeline is a few words long, so that commands are tested without a parser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Any

from detente.codebook import Codebook
from detente.commands.workshop import Workshop
from detente.model import Article, CodedArticle
from export.made import closure, coded, expulsion

OTHER = """The Kymi Courier
17 March 2018
Britain expelled 23 Russian diplomats on Wednesday. It blamed Moscow for the attack.
"""

QUIET = """The Rose Garden
17 March 2018
The roses of the old garden came out early, and nobody was sent anywhere at all.
"""


@dataclass(frozen=True)
class FewWords:
    """Codes the two sentences that the tests are written around."""

    def code(self, article: Article) -> CodedArticle:
        reports = [
            make(article.text)
            for words, make in (("expelled 23 Russian", expulsion), ("close the British consulate", closure))
            if words in article.text
        ]
        return replace(coded(article, reports=reports), counts={"sentences": 3, "triggers": len(reports)})

    def code_all(self, articles: Iterable[Article]) -> Iterator[CodedArticle]:
        """As the pipeline, it reads ahead before it gives the first."""
        for few in batched(articles):
            yield from map(self.code, few)


def batched(articles: Iterable[Article]) -> Iterator[list[Article]]:
    waiting = iter(articles)
    while few := list(islice(waiting, 3)):
        yield few


class HandWorkshop(Workshop):
    """The real codebook, which the tests load once, and a pipeline made by hand."""

    def __init__(self, book: Codebook) -> None:
        self.__dict__["book"] = book

    @cached_property
    def pipeline(self) -> Any:
        return FewWords()

    @property
    def coder(self) -> tuple[str, str]:
        return "detente 0, parser 0", "lexicon0"
