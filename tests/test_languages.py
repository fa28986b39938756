"""Articles in other languages than English are kept and set aside with a plain word, in their place among the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente import pipeline
from detente.model import Article, ParsedArticle
from detente.pipeline import Pipeline
from detente.read import Known, read_text
from detente.read.language import language_of

FRENCH = (
    "Le Tchad ferme son ambassade à Rome\n\nLe ministère des Affaires étrangères a annoncé mardi la fermeture de son"
    " ambassade à Rome, après une semaine de manifestations devant le bâtiment.\n"
)
ENGLISH = "Chad shuts its embassy\n\nThe embassy of Chad in Rome was closed on Tuesday after a week of protests.\n"


class OnlyEnglish:
    """A parser that knows no other language, and finds no sentence."""

    name = "by hand"

    def parse(self, article: Article) -> ParsedArticle:
        return next(self.parse_all([article]))

    def parse_all(self, articles: Iterable[Article]) -> Iterator[ParsedArticle]:
        for article in articles:
            assert article.language == "en", article.name
            yield ParsedArticle((), (), self.name)


def test_articles_in_other_languages_are_kept_in_their_place() -> None:
    texts = {"a": FRENCH, "b": ENGLISH, "c": FRENCH, "d": FRENCH, "e": ENGLISH, "f": FRENCH}
    articles = [read_text(text, name=name, known=Known.of()) for name, text in texts.items()]
    coder = Pipeline(parser=OnlyEnglish())  # type: ignore[arg-type]
    coded = list(coder.code_all(articles))
    assert [c.article.name for c in coded] == list(texts)
    assert all(not c.reports for c in coded)
    aside = [c for c in coded if "not in English (it seems to be fr)" in pipeline.silence(c)]
    assert [c.article.name for c in aside] == ["a", "c", "d", "f"]
    assert coder.code(articles[0]).counts == aside[0].counts
    assert {c.coder for c in coded} == {coder.coder}


def test_a_short_line_of_names_is_not_taken_for_another_language() -> None:
    for text in ("Germany expels Turkish envoys.", "Talks fail. Envoys leave Ankara. Markets slump.",
                 "Iran, Pakistan, Turkey sign railway accord."):  # fmt: skip
        assert language_of(text) == "en"
    for text, language in (("Le ministère a annoncé la fermeture.", "fr"), ("Посольство Чада закрыто.", "ru")):
        assert language_of(text) == language
