"""The text exports of three databases, each with two articles on the same matter; all made here."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from read.deliveries.made import good, refused, take

HERE = Path(__file__).parent / "exports"
EXPECTED = {
    "lexis_old": ("UK expels Russian diplomats after spy poisoning", 15, "The Guardian", "The Times", 18),
    "nexis_uni": ("UK expels Russian diplomats after spy poisoning", 15, "The Guardian", "The Times", 18),
    "factiva_codes": ("UK expels 23 Russian diplomats after attack", 14, "Reuters News", "TASS World Service", 17),
    "factiva": ("UK expels 23 Russian diplomats after attack", 14, "Reuters News", "TASS World Service", 17),
    "proquest": ("UK expels Russian diplomats", 15, "The Guardian", "The Times", 18),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_an_export_is_cut_into_its_articles(name: str) -> None:
    title, day, outlet, second_outlet, second_day = EXPECTED[name]
    found = take(HERE / f"{name}.txt")
    assert refused(found) == []
    one, two = good(found)
    assert (one.title, one.day, one.publisher) == (title, date(2018, 3, day), outlet)
    assert (two.publisher, two.day) == (second_outlet, date(2018, 3, second_day))
    assert one.authors[:1] == ("Jane Roe",)
    assert one.language == "en"
    assert one.body.endswith((".", "ambassador."))
    assert one.body.count("\n\n") in (1, 2)
    assert two.body.startswith("Russia expelled 23 British diplomats on Saturday")
    for furniture in ("Load-Date", "LOAD-DATE", "Copyright", "Document ", "words", "ProQuest", "ESPIONAGE"):
        assert furniture not in one.body + two.body


@pytest.mark.parametrize("name", EXPECTED)
def test_a_cut_export_loses_no_more_than_its_last_article(name: str, tmp_path: Path) -> None:
    raw = (HERE / f"{name}.txt").read_bytes()
    for share in (0.3, 0.6, 0.9):
        path = tmp_path / f"{name}.txt"
        path.write_bytes(raw[: int(len(raw) * share)])
        assert take(path)
