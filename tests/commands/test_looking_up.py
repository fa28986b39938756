"""`who`, `where` and `when` on single words and in bulk: what stands on stdout, in the file's order."""

import json
from datetime import date
from pathlib import Path

import pytest

from detente.cli.main import main
from detente.commands.tending import Times, find_within

DAY = date(2021, 10, 20)  # a Wednesday


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "sentence", "earliest"),
    [
        ("met on Monday", None, "2021-10-18"),
        ("will meet on Monday", None, "2021-10-25"),
        ("on Monday", None, "2021-10-18"),
        ("Monday", "The ministers will meet on Monday.", "2021-10-25"),
        ("Monday", "The ministers met on Monday.", "2021-10-18"),
        ("Friday", "The ministers are to meet on Friday.", "2021-10-22"),
        ("Friday", "The envoy must leave by Friday.", "2021-10-20"),
        ("Monday", "Talks planned for Monday were called off.", "2021-10-25"),
        ("Sunday", "He said he would travel to Cairo on Sunday.", "2021-10-24"),
        ("Sunday", "He said he had travelled to Cairo on Sunday.", "2021-10-17"),
    ],
)
def test_the_verbs_tense_tells_the_direction(text: str, sentence: str | None, earliest: str) -> None:
    (found, *_) = Times().resolve(text, DAY, sentence)
    assert found["earliest"] == earliest


def test_a_direction_that_is_given_goes_before_the_tense() -> None:
    (found,) = Times().resolve("met on Monday", DAY, direction="future")
    assert found["earliest"] == "2021-10-25"


def test_only_the_expression_that_is_asked_for_is_told() -> None:
    found = Times().resolve("Friday", DAY, "From Monday to Tuesday they met; on Friday they left.", direction="past")
    assert [f["text"] for f in found] == ["Friday"]


@pytest.mark.parametrize(
    ("text", "sentence", "at"),
    [("Ottawa", "In Ottawa", 3), ("the junta", "Niger's junta fell. The junta left.", 20), ("Lima", "Peru", None)],
)
def test_a_text_is_found_in_its_sentence_whatever_its_case(text: str, sentence: str, at: int | None) -> None:
    assert find_within(text, sentence) == at


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.model
def test_bulk_goes_in_the_files_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = tmp_path / "names.tsv"
    rows = [
        "Ottawa\t2018-08-06\tOttawa urged Riyadh to free them.",
        "Zorblatt\t2018-08-06",
        "Angela Merkel\t2023-01-01",
    ]
    sheet.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert main(["who", str(sheet)]) == 0
    found = lines(capsys)
    assert [set(line) for line in found] == [{"text", "date", "code", "sector", "name", "why"}] * 3
    assert [(f["text"], f["code"], f["sector"]) for f in found] == [
        ("Ottawa", "CAN", "GOV"),
        ("Zorblatt", None, None),
        ("Angela Merkel", "DEU", "ELI"),
    ]
    assert main(["where", str(sheet)]) == 0
    assert [f["country"] for f in lines(capsys)][:2] == ["CAN", None]


@pytest.mark.model
def test_bulk_days(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = tmp_path / "days.tsv"
    rows = ["Monday\t2021-10-20\tThey will meet on Monday.", "soonish\t2021-10-20", "on Orthodox Easter\t2021-10-20"]
    sheet.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert main(["when", str(sheet)]) == 0
    found = lines(capsys)
    assert [(f["text"], f["earliest"], f["latest"], f["granularity"]) for f in found] == [
        ("Monday", "2021-10-25", "2021-10-25", "day"),
        ("soonish", None, None, None),
        ("on Orthodox Easter", None, None, None),
    ]
    assert all(f["why"] for f in found)


def test_a_day_that_is_none_is_refused_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = tmp_path / "days.tsv"
    sheet.write_text("Monday\tyesterday\n", encoding="utf-8")
    assert main(["when", str(sheet)]) == 4
    assert f"{sheet}:1: 'yesterday'" in capsys.readouterr().err
