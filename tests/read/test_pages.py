"""Whole pages of many layouts against what a careful reader takes from them."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from detente.codebook import load
from detente.model import LABELS, Article
from detente.read import Known, read_path

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))
SAMPLES = Path(__file__).parents[1] / "data" / "samples"
SAMPLE_PAGES = Path(__file__).parents[2] / "src" / "detente" / "samples" / "articles"


@pytest.fixture(scope="module")
def shipped() -> Known:
    """Outlets and agencies of the codebook, as the pipeline hands them over."""
    actors = load().actors
    return Known.of({name.form for name in actors.names if name.kind == "media"}, actors.agencies)


def squeeze(text: str | None) -> str:
    """Straight quotes and single spaces, so that a page's folds and curls do not count."""
    text = unicodedata.normalize("NFKC", text or "").translate(str.maketrans("‘’“”", "''\"\""))
    return re.sub(r"\s+", " ", text).strip()


def bare(name: str | None) -> str:
    return re.sub(r"[^a-z0-9]", "", re.sub(r"^the ", "", squeeze(name).lower()))


def facts(article: Article) -> dict[str, Any]:
    return {
        "title": squeeze(article.title) or None,
        "published": article.published.day.isoformat() if article.published else None,
        "updated": article.updated.day.isoformat() if article.updated else None,
        "publisher": bare(article.publisher),
        "authors": list(article.authors),
        "agencies": sorted(map(bare, article.agencies)),
        "image_credit": article.image_credit,
        "tags": list(article.tags),
        "dateline": article.dateline,
        "teasers": [squeeze(teaser) for teaser in article.teasers],
    }


def expected(gold: dict[str, Any]) -> dict[str, Any]:
    return {
        **{key: gold[key] for key in ("published", "updated", "authors", "image_credit", "tags", "dateline")},
        "title": squeeze(gold["title"]) or None,
        "publisher": bare(gold["publisher"]),
        "agencies": sorted(map(bare, gold["agencies"])),
        "teasers": [squeeze(teaser) for teaser in gold["teasers"]],
    }


def check_lines(article: Article) -> None:
    """The laws of every page: true offsets, in order, none overlapping, no character lost."""
    at = 0
    for line in article.lines:
        assert line.label in LABELS
        assert article.text[line.span.start : line.span.end] == line.span.text
        assert line.span.text
        assert line.span.text == line.span.text.strip()
        assert not article.text[at : line.span.start].strip()
        at = line.span.end
    assert not article.text[at:].strip()


def check_body(article: Article, gold: dict[str, Any]) -> None:
    body = squeeze(article.body)
    assert squeeze(gold["body_starts"]) in body
    if squeeze(gold["body_ends"]) in squeeze(article.text):
        assert squeeze(gold["body_ends"]) in body
    for words in gold["not_body"]:
        assert squeeze(words) not in body, words


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page(page: Path, known: Known) -> None:
    gold = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    article = read_path(page, known=known)
    assert facts(article) == expected(gold)
    check_body(article, gold)
    check_lines(article)
    assert article.language == "en"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
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
