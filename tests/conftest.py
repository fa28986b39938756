"""What several tests need: the codebook, the parser and the pipeline, each loaded once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from detente import codebook
from detente.model import Article, CodedArticle, DayFact, Line, Span, content_id
from detente.pipeline import Pipeline

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session", autouse=True)
def _without_own_actors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The tables of whoever runs the tests play no part in them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DETENTE_ACTORS", str(tmp_path_factory.mktemp("actors") / "none"))
        yield


@pytest.fixture(scope="session")
def book() -> codebook.Codebook:
    return codebook.load()


@pytest.fixture(scope="session")
def pipeline(book: codebook.Codebook) -> Pipeline:
    return Pipeline(book)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The gold data beside the checkout; a user's clone has none, so the test is left out there."""
    if not SHARED.is_dir():
        pytest.skip("the shared gold data is not beside this checkout")
    return SHARED


def plain_article(
    text: str, *, day: date = date(2024, 5, 15), name: str = "test", outlet: str | None = None
) -> Article:
    """A page that is all body: each line a paragraph."""
    lines, at = [], 0
    for row in text.splitlines(keepends=True):
        if row.strip():
            lines.append(Line(Span.cut(text, at, at + len(row)), "body"))
        at += len(row)
    return Article(
        id=content_id("A", name, text),
        name=name,
        text=text,
        raw_sha256="",
        lines=tuple(lines),
        published=DayFact(day, "given", 1.0),
        publisher=outlet,
    )


@pytest.fixture(scope="session")
def code_text(pipeline: Pipeline) -> Callable[..., CodedArticle]:
    """Code a text of body paragraphs as published on a day (15 May 2024, a Wednesday, unless given)."""

    def code(text: str, **facts: object) -> CodedArticle:
        return pipeline.code(plain_article(text, **facts))  # type: ignore[arg-type]

    return code
