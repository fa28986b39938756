"""Stories of our own, ingested and asked: which reports are one event, and which only look so."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from detente.codebook import Codebook
from detente.commands.errors import NotFound, Rejected
from detente.commands.story_scoring import StoryCard, score_stories
from detente.commands.workshop import Workshop
from detente.pipeline import Pipeline

pytestmark = pytest.mark.model
CLUSTERS = Path(__file__).resolve().parents[1] / "data" / "clusters"

FLOORS = {
    "open": {"members": 0.76, "precision": 0.97, "recall": 0.76, "apart": 1.0, "answers": 0.95},
    "kept": {"members": 0.67, "precision": 0.97, "recall": 0.65, "apart": 1.0, "answers": 0.88},
    "fresh": {"members": 0.70, "precision": 0.97, "recall": 0.71, "apart": 1.0, "answers": 0.60},
    "later": {"members": 0.77, "precision": 0.97, "recall": 0.68, "apart": 1.0, "answers": 0.75},
}
"""Shares and precisions below which a folder may not fall; ``recall`` is that over the tellings that were found."""


@pytest.fixture(scope="session")
def scored(book: Codebook, pipeline: Pipeline) -> Callable[[str], StoryCard]:
    workshop = Workshop(book)
    workshop.__dict__["pipeline"] = pipeline

    @cache
    def of(folder: str) -> StoryCard:
        return score_stories(CLUSTERS / folder, workshop)

    return of


@pytest.mark.parametrize("folder", FLOORS)
def test_reports_of_one_event_are_joined_and_like_deeds_are_not(
    scored: Callable[[str], StoryCard], folder: str
) -> None:
    scores, floor = scored(folder).scores, FLOORS[folder]
    joined = scores.tallies["cluster, found"]
    figures = {
        "members": scores.share("members found"),
        "precision": joined.precision,
        "recall": joined.recall,
        "apart": scores.share("near misses kept apart"),
        "answers": scores.tallies["responses"].precision,
    }
    fallen = {k: (round(v, 3), floor[k]) for k, v in figures.items() if v < floor[k]}
    assert not fallen, fallen


@pytest.mark.parametrize("folder", FLOORS)
def test_the_gold_is_whole(folder: str) -> None:
    gold = json.loads((CLUSTERS / folder / "gold.json").read_text(encoding="utf-8"))
    pages = {a["id"]: (CLUSTERS / folder / f"{a['id']}.txt").read_text(encoding="utf-8") for a in gold["articles"]}
    events = {e["id"] for e in gold["events"]}
    for event in gold["events"]:
        assert event["origins"] == len({m["origin"] for m in event["members"]})
        assert set(event["in_response_to"]) <= events
        for member in event["members"]:
            assert pages[member["article"]].count(member["trigger"]) == 1
    assert all({a, b} <= events for a, b in gold["near_misses"])
    assert sum(len(e["members"]) > 1 for e in gold["events"]) >= (17 if folder == "later" else 20)
    assert len(gold["near_misses"]) >= 9


def test_numbers_that_differ_are_kept_as_claims(scored: Callable[[str], StoryCard]) -> None:
    right, of = scored("open").scores.shares["numbers kept as claims"]
    assert of == 2
    assert right >= 1


def test_a_page_that_the_gold_names_must_be_there(tmp_path: Path) -> None:
    empty = {"as_of": [], "events": [], "near_misses": [], "contradictions": [], "channels": [], "docket": []}
    (tmp_path / "gold.json").write_text(json.dumps({**empty, "articles": [{"id": "a1"}]}), encoding="utf-8")
    with pytest.raises(NotFound, match=r"a1\.txt"):
        score_stories(tmp_path)


@pytest.mark.parametrize("text", ["[]", "{}", "{", '{"as_of": 1}'])
def test_gold_of_another_shape_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "gold.json").write_text(text, encoding="utf-8")
    with pytest.raises(Rejected, match=r"gold\.json"):
        score_stories(tmp_path)
