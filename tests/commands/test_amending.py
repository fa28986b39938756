"""What a reviewer writes to correct a report, and what is made of it."""

from __future__ import annotations

from typing import Any

import pytest

from detente.codebook import Codebook
from detente.commands.amending import FIELDS, Amending
from detente.commands.errors import BadValue, NotFound
from detente.record import judge
from export.made import expulsion

PAGE = "Britain expelled 23 Russian diplomats on Wednesday."


@pytest.fixture
def amending(book: Codebook) -> Amending:
    return Amending(book, expulsion(PAGE))


@pytest.mark.parametrize(
    ("words", "changes"),
    [
        ("people=1,234", {"people": 1234}),
        ("people=none", {"people": 0}),
        ("aux=future,negation", {"aux": ["future", "negation"]}),
        ("context=none", {"context": []}),
        ("recipient=none", {"recipient": []}),
        ("actor=France", {"actor": [{"code": "FRA", "sector": "GOV", "name": "France"}]}),
        ("actor=IRN/mil", {"actor": [{"code": "IRN", "sector": "MIL", "name": "Iran"}]}),
        (
            "said_by=RUS/GOV/Sergey Lavrov,NATO",
            {
                "said_by": [
                    {"code": "RUS", "sector": "GOV", "name": "Sergey Lavrov"},
                    {"code": "IGO", "sector": None, "name": "NATO"},
                ]
            },
        ),
        ("date=2018-03-14", {"date": ("2018-03-14", "2018-03-14"), "date_granularity": "day"}),
        ("date=2018-03-14..2018-03-20", {"date": ("2018-03-14", "2018-03-20"), "date_granularity": "days"}),
        ("date=2020-02", {"date": ("2020-02-01", "2020-02-29"), "date_granularity": "month"}),
        ("date=2018", {"date": ("2018-01-01", "2018-12-31"), "date_granularity": "year"}),
        ("date=2018-03-14..", {"date": ("2018-03-14", None), "date_granularity": "open"}),
        ("due=..2018-03", {"due": (None, "2018-03-31"), "due_granularity": "open"}),
        ("date=none", {"date": None, "date_granularity": None}),
        ("event_scale=-3.5", {"event_scale": -3.5}),
        ("said-by=none", {"said_by": []}),
    ],
)
def test_a_correction(amending: Amending, words: str, changes: dict[str, Any]) -> None:
    for field in ("date", "due"):
        if isinstance(changes.get(field), tuple):
            changes[field] = dict(zip(("earliest", "latest"), changes[field], strict=True))
    assert amending.read([words]) == changes


def test_another_type_brings_its_grade_and_keeps_the_modes_it_has(amending: Amending, book: Codebook) -> None:
    plover = book.plover
    assert amending.report.modes == ("expel",)
    changes = amending.read(["event=agree"])
    assert changes == {
        "event": "AGREE",
        "mode": [],
        "quad_code": plover.types["AGREE"].quad_code,
        "event_scale": plover.types["AGREE"].score,
    }
    modes = sorted(plover.modes["COERCE"])[:2]
    changes = amending.read(["event=COERCE", f"mode={','.join(modes)}"])
    assert changes["mode"] == modes
    assert changes["event_scale"] == plover.scale("COERCE", tuple(modes))
    assert amending.read(["mode=none"])["mode"] == []
    assert amending.read(["event=AGREE", "quad_code=3"])["quad_code"] == 3


def test_a_place_is_looked_up(amending: Amending) -> None:
    place = amending.read(["location=Salisbury, England"])["location"]
    assert (place["name"], place["country"], place["span"]) == ("Salisbury", "GBR", None)
    assert amending.read(["location=none"]) == {"location": None}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("people", "it has no '='"),
        ("peple=3", "did you mean people"),
        ("rule=x", "a report has no such field"),
        ("people=", "it has no value"),
        ("people=many", "not a whole number"),
        ("people=-3", "not a whole number"),
        ("people=" + "9" * 5000, "not a whole number"),
        ("people=٣", "not a whole number"),
        ("event=SANCTON", "Did you mean SANCTION"),
        ("mode=expell", "Did you mean expel"),
        ("event=AGREE mode=expel", "no such mode of AGREE"),
        ("context=everything", "PLOVER does not have it"),
        ("aux=past", "PLOVER does not have it"),
        ("actor=RUS/XXX", "no such sector"),
        ("date=14.3.2018", "no day, month or year"),
        ("date=2018-02-30", "no day, month or year"),
        ("date=2018-03-20..2018-03-14", "after its end"),
        ("date=..", "two open ends"),
        ("date=9999-12", "no day, month or year"),
        ("location=Nowhereville-on-Sea", "no table holds it"),
        ("quad_code=5", "from 1 to 4"),
        ("event_scale=nan", "from -10 to 10"),
        ("event_scale=1e99", "from -10 to 10"),
        ("people=3 people=4", "given twice"),
    ],
)
def test_a_correction_that_is_none_is_told(amending: Amending, words: str, told: str) -> None:
    with pytest.raises(BadValue, match=told) as caught:
        amending.read(words.split(" "))
    assert caught.value.exit_code == 2


def test_nobody_of_that_name(amending: Amending) -> None:
    with pytest.raises(NotFound, match="Did you mean France"):
        amending.read(["actor=Frnce"])


def test_every_field_that_the_ledger_lets_amend_has_an_example(amending: Amending) -> None:
    follows = {"date_granularity", "due_granularity"}
    assert set(FIELDS) == set(judge.FIELDS) - follows
    for field, examples in FIELDS.items():
        for example in examples.split("  "):
            words = example.replace("'", "")
            assert field in amending.read([words] if field != "mode" else [words, "event=SANCTION"])
