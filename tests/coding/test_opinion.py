"""The second opinion: features do not see names, the shipped file is small, and it speaks only where frames are silent."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files

import numpy as np
import pytest

from detente.coding import SecondOpinion
from detente.coding.features import DIMENSIONS, features_of, hashed, head_of
from detente.coding.opinion import FILE, NONE, Opinion
from detente.model import CodedArticle
from detente.pipeline import Pipeline

MEGABYTE = 1 << 20


def opinion(weights: dict[int, float], classes: tuple[str, ...] = ("ACCUSE", NONE)) -> Opinion:
    table = np.zeros((len(classes), DIMENSIONS), dtype=np.int8)
    for number, value in weights.items():
        table[0, number] = value
    return Opinion(classes, table, np.ones(len(classes), dtype=np.float32), 1.0)


def test_probabilities_sum_to_one_and_follow_the_weights() -> None:
    judged = opinion({5: 4}).judge([5])
    assert sum(judged.values()) == pytest.approx(1)
    assert opinion({5: 4}).best([5])[0] == "ACCUSE"
    assert opinion({5: -4}).best([5])[0] == NONE


def test_nothing_known_is_judged_even() -> None:
    assert opinion({}).judge([]) == {"ACCUSE": pytest.approx(0.5), NONE: pytest.approx(0.5)}


@pytest.mark.model
def test_names_of_the_parties_are_not_seen(pipeline: Pipeline) -> None:
    def seen(first: str, second: str) -> list[str]:
        text = f"{first} berated {second} over the dam."
        [s] = pipeline.parser.parse_text(text)
        a, b = head_of(s, 0, len(first)), head_of(s, text.index(second), text.index(second) + len(second))
        assert a is not None
        assert b is not None
        return features_of(s, a, b, [], frozenset({a.i, b.i}))

    assert seen("Kenya", "Uganda") == seen("Sudan", "Egypt")


@pytest.mark.model
def test_the_shipped_model_is_small_and_fits_the_features(pipeline: Pipeline) -> None:
    shipped = files("detente.coding") / FILE
    assert len(shipped.read_bytes()) < 2 * MEGABYTE
    second = SecondOpinion.of(pipeline.codebook.plover)
    assert second is not None
    assert set(second.model.classes) == {*pipeline.codebook.plover.types, NONE}
    assert hashed(["bias", "bias"]) == hashed(["bias"])


@pytest.mark.model
def test_a_record_of_the_second_opinion_says_so(code_text: Callable[..., CodedArticle], pipeline: Pipeline) -> None:
    coded = code_text("Kenya expelled two Ugandan diplomats on Monday.")
    assert [r.rule.startswith("opinion.") for r in coded.reports] == [False]
    for frame in pipeline.opinion.frames.values() if pipeline.opinion else ():
        assert frame.id == f"opinion.{frame.event.lower()}"
