"""Whole pages of many layouts against what a careful reader takes from them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente.codebook import load
from detente.read import Known, read_path

from .pagecheck import check_body, check_lines, expected, facts, squeeze

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))
SAMPLES = Path(__file__).parents[1] / "data" / "samples"
SAMPLE_PAGES = Path(__file__).parents[2] / "src" / "detente" / "samples" / "articles"


@pytest.fixture(scope="module")
def shipped() -> Known:
    """Outlets and agencies of the codebook, as the pipeline hands them over."""
    actors = load().actors
    return Known.of({name.form for name in actors.names if name.kind == "media"}, actors.agencies)


UNREAD = {
    "e-edition-continued": "writer and agency run together without a sign between them",
    "hk-scmp-mobile": "a headline alone below the text may be a footer",
    "india-synopsis-inputs": "a headline under a heading that no list has",
    "live-page-list": "a headline alone below the text may be a footer",
    "monde-issued-modified": "subjects right below an appeal",
    "swiss-swi-sdaats": "a seal of quality is worded as a story is",
    "turkmen-chronicle": "the agency's name is a common word",
    "vns-dash-end": "subjects of two words with nothing but a space between them",
}
"""Pages that are not read wholly right yet, and why."""


def some_unread() -> list[object]:
    known_failure = {stem: pytest.mark.xfail(strict=True, reason=reason) for stem, reason in UNREAD.items()}
    return [pytest.param(page, id=page.stem, marks=known_failure.get(page.stem, ())) for page in PAGES]


@pytest.mark.parametrize("page", some_unread())
def test_page(page: Path, known: Known) -> None:
    gold = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    article = read_path(page, known=known)
    assert facts(article) == expected(gold)
    check_body(article, gold)
    check_lines(article)
    assert article.language == "en"


@pytest.mark.parametrize("page", some_unread())
def test_page_with_the_shipped_codebook(page: Path, shipped: Known) -> None:
    gold = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    assert facts(read_path(page, known=shipped)) == expected(gold)


@pytest.mark.parametrize("gold_file", sorted(SAMPLES.glob("*.json")), ids=lambda file: file.stem)
def test_sample(gold_file: Path, shipped: Known) -> None:
    gold = json.loads(gold_file.read_text(encoding="utf-8"))["document"]
    article = read_path(SAMPLE_PAGES / f"{gold_file.stem}.txt", known=shipped)
    assert facts(article) == expected(gold)
    check_body(article, gold)
    check_lines(article)


def test_every_page_says_what_is_expected_of_it() -> None:
    assert len(PAGES) >= 25
    for page in PAGES:
        gold = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
        text = squeeze(page.read_text(encoding="utf-8"))
        for words in (gold["body_starts"], gold["body_ends"], *gold["not_body"], *gold["teasers"]):
            assert squeeze(words) in text, (page.stem, words)
