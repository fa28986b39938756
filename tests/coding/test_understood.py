"""Deeds that a sentence tells by leaning on another, and reasons told by a noun or a sentence later."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.model import CodedArticle, Report

pytestmark = pytest.mark.model
Code = Callable[..., CodedArticle]


def told(coded: CodedArticle, event: str) -> list[tuple[list[str], list[str]]]:
    def codes(report: Report) -> tuple[list[str], list[str]]:
        return [p.entity.code for p in report.actors], [p.entity.code for p in report.recipients]

    return [codes(r) for r in coded.reports if r.event == event]


@pytest.mark.parametrize("words", ["did the same", "followed suit"])
def test_the_same_by_another_is_a_deed_of_its_own(code_text: Code, words: str) -> None:
    coded = code_text(f"Kenya recalled its ambassador from Sudan on Monday. Uganda {words} on Tuesday.")
    assert told(coded, "SANCTION") == [(["KEN"], ["SDN"]), (["UGA"], ["SDN"])]


def test_what_was_not_done_is_not_copied(code_text: Code) -> None:
    coded = code_text("Kenya recalled its ambassador from Sudan on Monday. Uganda did not do the same.")
    assert told(coded, "SANCTION") == [(["KEN"], ["SDN"])]


def test_rounds_that_are_held_have_the_parties_of_the_talks(code_text: Code) -> None:
    coded = code_text("Peru suspended its talks with Chile in March. A fifth round was held in April.")
    assert told(coded, "CONSULT") == [(["PER", "CHL"], [])]


def test_a_border_between_two_is_opened_by_both(code_text: Code) -> None:
    coded = code_text("The border between Ghana and Togo was reopened on Monday.")
    assert told(coded, "RETREAT") == [(["GHA", "TGO"], [])]
    assert sorted((c.holder.code, c.counterpart.code) for c in coded.channels) == [("GHA", "TGO"), ("TGO", "GHA")]


def test_violence_named_as_a_reason_is_recorded_with_nobody_as_actor(code_text: Code) -> None:
    coded = code_text("Kuwait recalled its ambassador to Iran on Tuesday over the attack on the Saudi embassy.")
    assert told(coded, "ASSAULT") == [([], ["SAU"])]
    assert [(k.kind, k.stated) for k in coded.links] == [("responds_to", True)]


def test_a_reason_may_follow_a_sentence_later(code_text: Code) -> None:
    coded = code_text(
        "Bahrain cut its ties with Iran on Monday. The kingdom said it was reacting to the attacks on Saudi missions."
    )
    [cut] = [r for r in coded.reports if r.event == "SANCTION"]
    targets = {k.target for k in coded.links if k.source == cut.key}
    assert targets == {r.key for r in coded.reports if r.event == "ASSAULT"}


def test_what_no_deed_of_the_article_tells_is_kept_as_a_named_reason(code_text: Code) -> None:
    coded = code_text("Norway froze its aid to Mali on Friday in answer to the treatment of its envoy in Bamako.")
    [named] = [n for r in coded.reports for n in r.reasons]
    assert named.span.text == "the treatment of its envoy in Bamako"
    assert "NOR" in named.parties


def test_a_long_interval_is_time_and_no_reason(code_text: Code) -> None:
    coded = code_text(
        "Peru expelled Chile's consul on Monday. Chile opened a new port sixteen months after Peru expelled its consul."
    )
    assert not [k for k in coded.links if "following" in k.how]
