"""What reading and coding need, loaded when it is first asked for.

The parser's model takes a second or two to start, and `--help` must not wait
for it; so `detente.pipeline`, which loads it, is imported here and nowhere
else in `commands` and `cli`, and only when an article is there to be coded.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from detente import codebook
from detente.commands.books import load_book, own_sources
from detente.read import Known
from detente.read.sources import Sources, load_sources

if TYPE_CHECKING:
    from detente.model import CodedArticle
    from detente.pipeline import Pipeline


class Workshop:
    """Codebook, names of outlets and agencies, and the pipeline: each loaded once, on first use."""

    def __init__(self, book: codebook.Codebook | None = None, *, embed: bool = False) -> None:
        """With ``embed`` the sentence encoder is asked too.

        Raises:
            EmbedMissing: it is not installed; said here, before a ledger is opened.
        """
        self._given, self._embed = book, embed
        if embed:
            from detente.coding.embed import check_installed

            check_installed()

    @cached_property
    def book(self) -> codebook.Codebook:
        return self._given or load_book()

    @cached_property
    def known(self) -> Known:
        """Outlets and agencies that the reader may recognise."""
        actors = self.book.actors
        return Known.of([n.form for n in actors.names if n.kind == "media"], actors.agencies)

    @cached_property
    def sources(self) -> Sources:
        """Outlets by their addresses."""
        return load_sources(own_sources())

    @cached_property
    def pipeline(self) -> Pipeline:
        from detente.pipeline import Pipeline

        return Pipeline(self.book, embed=self._embed)

    @property
    def coder(self) -> tuple[str, str]:
        """Versions of the coder and of the lexicon, as they stand in what is coded."""
        return self.pipeline.coder, self.pipeline.codebook.version


def silence(coded: CodedArticle) -> str:
    """Why an article gave no event, in one line."""
    from detente import pipeline

    return pipeline.silence(coded)
