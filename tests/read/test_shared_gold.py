"""Floors on the gold that lies beside the checkout; the tests skip where it is not there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente.codebook import load
from detente.read import Known, read_path, read_text

from .pagecheck import bare, check_lines, squeeze

GOLD = Path(__file__).parents[3] / "shared" / "gold"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not GOLD.is_dir(), reason="the shared gold is not beside this checkout"),
]


@pytest.fixture(scope="module")
def shipped() -> Known:
    actors = load().actors
    return Known.of({name.form for name in actors.names if name.kind == "media"}, actors.agencies)


@pytest.mark.parametrize(("folder", "floor"), [("articles", 1.0), ("wikinews", 0.9)])
def test_document_fields(folder: str, floor: float, shipped: Known) -> None:
    right: dict[str, list[bool]] = {}
    for gold_file in sorted((GOLD / folder).glob("*.json")):
        gold = json.loads(gold_file.read_text(encoding="utf-8"))["document"]
        article = read_path(gold_file.with_suffix(".txt"), known=shipped)
        check_lines(article)
        body = squeeze(article.body)
        found = {
            "title": squeeze(article.title) == squeeze(gold["title"]),
            "published": article.day is not None and article.day.isoformat() == gold["published"],
            "agencies": {bare(a) for a in article.agencies} == {bare(a) for a in gold["agencies"]},
            "teasers": [squeeze(t) for t in article.teasers] == [squeeze(t) for t in gold["teasers"]],
            "no furniture": not any(squeeze(words) in body for words in gold["not_body"]),
            "body whole": squeeze(gold["body_starts"]) in body and squeeze(gold["body_ends"]) in body,
        }
        if folder == "articles":  # the Wikinews pages do not name their outlet
            found["publisher"] = bare(article.publisher) == bare(gold["publisher"])
        for key, ok in found.items():
            right.setdefault(key, []).append(ok)
    assert right
    shares = {key: sum(marks) / len(marks) for key, marks in right.items()}
    assert all(share >= floor for share in shares.values()), shares


def test_stories(shipped: Known) -> None:
    articles = json.loads((GOLD / "stories" / "gold.json").read_text(encoding="utf-8"))["articles"]
    wrong = []
    for gold in articles:
        article = read_path(GOLD / "stories" / f"{gold['id']}.txt", known=shipped)
        day = article.day.isoformat() if article.day else None
        agencies = {bare(a) for a in article.agencies}
        if (bare(article.publisher), day) != (bare(gold["outlet"]), gold["published"]):
            wrong.append((gold["id"], article.publisher, day))
        elif agencies != {bare(a) for a in gold["agencies"]}:
            wrong.append((gold["id"], *sorted(agencies)))
    assert len(wrong) <= len(articles) // 10, wrong


def test_plain_articles_keep_their_text(shipped: Known) -> None:
    """Of real articles without furniture, many with folded lines, nearly all characters are body."""
    lines = (GOLD / "sentences" / "toponyms_dev.jsonl").read_text(encoding="utf-8").splitlines()
    all_characters = body_characters = 0
    for line in lines:
        text = json.loads(line)["text"]
        article = read_text(text, name="x", known=shipped)
        all_characters += len("".join(text.split()))
        body_characters += len("".join(article.body.split()))
    assert body_characters >= 0.95 * all_characters
