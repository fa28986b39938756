"""Who is meant by a mention on a day: the table ``mentions.tsv``, of which 97 in a hundred must be right."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.codebook import Codebook
from detente.commands.tending import Names, Resolved
from detente.pipeline import Pipeline

TABLE = Path(__file__).with_name("mentions.tsv")
SHARE_RIGHT = 0.97
"""Issue C."""


class Row(NamedTuple):
    number: int
    text: str
    day: date
    sentence: str
    code: str
    sector: str
    name: str

    def fits(self, found: Resolved) -> bool:
        entity = found.mention.entity if found.mention else None
        if self.code == "-" or entity is None:
            return self.code == "-" and entity is None
        code = self.code in ("*", entity.code)
        sector = self.sector == "*" or (entity.sector or "-") == self.sector
        return code and sector and self.name in ("", entity.name)


def _rows() -> list[Row]:
    rows = []
    with TABLE.open(encoding="utf-8", newline="") as file:
        for number, cells in enumerate(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
            if cells and not cells[0].startswith("#"):
                text, day, sentence, code, sector, name = [*cells, "", ""][:6]
                rows.append(Row(number, text, date.fromisoformat(day), sentence, code, sector, name))
    return rows


ROWS = _rows()


@pytest.fixture(scope="module")
def names(book: Codebook, pipeline: Pipeline) -> Names:
    return Names(book, pipeline.parser)


def test_three_hundred_mentions_each_once() -> None:
    assert len(ROWS) >= 300
    keys = [(r.text, r.day, r.sentence) for r in ROWS]
    assert [k for k in keys if keys.count(k) > 1] == []


@pytest.mark.model
def test_mentions_are_resolved(names: Names) -> None:
    wrong = []
    for row in ROWS:
        found = names.resolve(row.text, row.day, row.sentence or None)
        if not row.fits(found):
            entity = found.mention.entity if found.mention else None
            wrong.append(f"mentions.tsv:{row.number}: {row.text} on {row.day}: {entity}, not {row.code} {row.sector}")
    assert len(wrong) <= (1 - SHARE_RIGHT) * len(ROWS), "\n".join(wrong)


@pytest.mark.model
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(min_size=1, max_size=40)
    | st.lists(st.sampled_from([w for r in ROWS for w in (r.sentence or r.text).split()]), min_size=1).map(" ".join),
    day=st.dates(),
)
def test_no_text_is_too_strange_to_be_looked_up(names: Names, text: str, day: date) -> None:
    found = names.resolve(text, day)
    assert found.why
    assert found.to_json()["text"] == text
