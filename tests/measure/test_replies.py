"""Why responses were not found: one cause a case."""

from __future__ import annotations

from typing import Any

import pytest

from detente.measure.replies import reply_causes


def record(key: str, *answers: str, optional: bool = False) -> dict[str, Any]:
    return {"key": key, "trigger": f"did {key}", "in_response_to": list(answers), "optional": optional}


GOLD = [record("g1"), record("g2", "g1")]


@pytest.mark.parametrize(
    ("given", "pairs", "causes"),
    [
        ([record("p1"), record("p2", "p1")], [(0, 0), (1, 1)], []),
        ([record("p1")], [(0, 0)], ["reply: no record"]),
        ([record("p1"), record("p2")], [(0, 0), (1, 1)], ["reply: no link"]),
        ([record("p1", "p2"), record("p2")], [(0, 0), (1, 1)], ["reply: turned round", "false reply"]),
        (
            [record("p1"), record("p2", "p3"), record("p3")],
            [(0, 0), (1, 1)],
            ["reply: other link", "reply of false"],
        ),
    ],
)
def test_a_cause_is_told(given: list[dict[str, Any]], pairs: list[tuple[int, int]], causes: list[str]) -> None:
    assert [cause for cause, _ in reply_causes("a", GOLD, given, pairs)] == causes


def test_optional_records_count_in_neither() -> None:
    gold = [record("g1", optional=True), record("g2", "g1")]
    assert list(reply_causes("a", gold, [], [])) == []
