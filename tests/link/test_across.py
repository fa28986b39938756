"""Answers between events: told by an article, or inferred from the record."""

from __future__ import annotations

import pytest

from detente.link.across import across
from detente.link.events import assemble, cluster
from detente.model import Link

from .made import report, told

DAY = ("2018-03-14", "2018-03-14")
TOLD = [
    told(1, "2018-03-14", report(actor="GBR", recipient="RUS", when=DAY)),
    told(2, "2018-03-14", report(actor="RUS", recipient="GBR", when=DAY)),
]
EVENTS = assemble(TOLD, cluster(TOLD))


def test_the_same_measure_the_other_way_round_is_inferred_once() -> None:
    assert [(k.kind, k.stated) for k in across(EVENTS, [])] == [("responds_to", False)]


@pytest.mark.parametrize(("source", "target"), [(0, 1), (1, 0)])
def test_what_answers_a_deed_is_not_answered_by_it(source: int, target: int) -> None:
    link = Link("responds_to", "e1", "e2", True)
    found = across(EVENTS, [(link, TOLD[source].report_id, TOLD[target].report_id)])
    assert [k.stated for k in found] == [True]
