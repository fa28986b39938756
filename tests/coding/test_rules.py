"""The rules of coding on sentences of our own: ``rules.tsv``, a case a line."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from detente.model import CodedArticle, Report

FILE = Path(__file__).with_name("rules.tsv")
CASES = [
    (number, *line.split("\t"))
    for number, line in enumerate(FILE.read_text(encoding="utf-8").splitlines(), 1)
    if line and not line.startswith("#")
]
WANTED = re.compile(
    r"(?P<type>[A-Z]+)(?:/(?P<mode>[\w-]+))? (?P<actors>[^>]*?) ?>(?P<recipients>[^\[@]*?)(?: \[(?P<aux>\w*)\])?"
    r"(?: @(?P<first>\S*?)\.\.(?P<last>\S*))?(?: said: (?P<said>\S+))?(?: n=(?P<people>\d+))?$"
)


def key(code: str, name: str) -> str:
    return f"{code}:{name}" if code == "IGO" else code


def fits(report: Report, wanted: re.Match[str]) -> bool:
    when = report.when.to_json() if report.when else {"earliest": None, "latest": None}
    checks = [
        report.event == wanted["type"],
        not wanted["mode"] or wanted["mode"] in report.modes,
        {key(p.entity.code, p.entity.name) for p in report.actors} == set(wanted["actors"].split()),
        {key(p.entity.code, p.entity.name) for p in report.recipients} == set(wanted["recipients"].split()),
        wanted["aux"] is None or list(report.aux) == wanted["aux"].split(),
        wanted["first"] is None or (when["earliest"], when["latest"]) == (wanted["first"], wanted["last"]),
        wanted["said"] is None or [p.entity.code for p in report.said_by][:1] == [wanted["said"]],
        wanted["people"] is None or report.people == int(wanted["people"]),
    ]
    return all(checks)


@pytest.mark.model
@pytest.mark.parametrize(("number", "rule", "text", "records"), CASES, ids=[f"{c[0]}: {c[1]}" for c in CASES])
def test_a_rule_holds(code_text: Callable[..., CodedArticle], number: int, rule: str, text: str, records: str) -> None:
    coded = code_text(text)
    shown = "\n".join(
        f"{r.event} {r.modes} {[p.entity.label for p in r.actors]} > {[p.entity.label for p in r.recipients]} {r.aux} "
        f"{r.when.to_json() if r.when else None} said {[p.entity.code for p in r.said_by]} n={r.people}"
        for r in coded.reports
    )
    if records == "-":
        assert not coded.reports, f"rules.tsv:{number}: should be silent, gives\n{shown}"
        return
    left = list(coded.reports)
    for part in records.split(" ; "):
        wanted = WANTED.fullmatch(part.strip())
        assert wanted, f"rules.tsv:{number}: not a record: {part}"
        hit = next((r for r in left if fits(r, wanted)), None)
        assert hit is not None, f"rules.tsv:{number}: no {part} in\n{shown or 'nothing'}"
        left.remove(hit)
