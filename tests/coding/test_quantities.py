"""Numbers in digits and words: ranges, open ends, scales; and troops and money on their deed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.coding.quantities import Quantity, quantity_of
from detente.export.words import show_amount
from detente.model import Amount, CodedArticle, Span

HERE = Span(0, 2, "12")

CASES = {
    "eight": (8, 8),
    "some 200": (200, 200),
    "at least 12": (12, None),
    "more than 1,300": (1300, None),
    "up to 50": (0, 50),
    "between 10 and 15": (10, 15),
    "between 2,000 and 3,000": (2000, 3000),
    "10-15": (10, 15),
    "10 to 15": (10, 15),
    "eight or nine": (8, 9),
    "two to three dozen": (24, 36),
    "half a dozen": (6, 6),
    "a dozen": (12, 12),
    "twenty-five": (25, 25),
    "a hundred and twenty": (120, 120),
    "two hundred thousand": (200_000, 200_000),
    "1.2 billion": (1_200_000_000, 1_200_000_000),
    "1.1bn": (1_100_000_000, 1_100_000_000),
    "3 to 4 million": (3_000_000, 4_000_000),
}


@pytest.mark.parametrize(("words", "ends"), CASES.items(), ids=list(CASES))
def test_words_give_both_ends(words: str, ends: tuple[int, int | None]) -> None:
    assert quantity_of(words) == Quantity(*ends)


@pytest.mark.parametrize("words", ["dozens", "several", "many", "", "-", "scores of people"])
def test_no_number_is_no_quantity(words: str) -> None:
    assert quantity_of(words) is None


_NUMBERLIKE = st.text("0123456789,.- ", max_size=20) | st.lists(
    st.sampled_from("at least between and or to two three dozen hundred million up more than 12 1,300 m bn -".split()),
    max_size=8,
).map(" ".join)


@given(st.text(max_size=60) | _NUMBERLIKE)
def test_any_text_is_read_without_a_fault(words: str) -> None:
    quantity = quantity_of(words)
    assert quantity is None or quantity.high is None or 0 <= quantity.low <= quantity.high


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("Kenya's army killed between 10 and 15 Somali fighters.", [("killed", 10, 15, "people")]),
        ("Germany gave Ukraine €200 million in military aid.", [("money", 200_000_000, 200_000_000, "EUR")]),
        ("Japan pledged $1.2 billion in aid to Bangladesh.", [("money", 1_200_000_000, 1_200_000_000, "USD")]),
        ("India deployed 2,000 troops against Pakistan.", [("troops", 2000, 2000, "people")]),
        ("France withdrew some 1,500 soldiers from Niger.", [("troops", 1500, 1500, "people")]),
        ("Turkey arrested eight or nine Greek soldiers.", [("arrested", 8, 9, "people")]),
        (
            "Shells killed at least 12 Syrian soldiers and wounded 30 others in Homs, Israel's army said.",
            [("killed", 12, None, "people"), ("wounded", 30, 30, "people")],
        ),
    ],
)
def test_amounts_stand_on_their_deed(
    code_text: Callable[..., CodedArticle], text: str, amounts: list[tuple[str, int, int | None, str]]
) -> None:
    report = code_text(text).reports[0]
    assert [(a.kind, a.low, a.high, a.unit) for a in report.amounts] == amounts


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (Amount("killed", 12, None, "people", HERE), "killed, at least 12"),
        (Amount("troops", 2000, 3000, "people", HERE), "troops, 2,000 to 3,000"),
        (Amount("arrested", 0, 50, "people", HERE), "arrested, up to 50"),
        (Amount("money", 200_000_000, 200_000_000, "EUR", HERE), "money, EUR 200,000,000"),
    ],
)
def test_amounts_as_shown(amount: Amount, shown: str) -> None:
    assert show_amount(amount) == shown
    assert Amount.from_json(amount.to_json()) == amount
