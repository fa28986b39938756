"""What answers what in sentences of our own: ``answers.tsv``, a case a line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from detente.model import CodedArticle, Report

FILE = Path(__file__).with_name("answers.tsv")
CASES = [
    (number, *line.split("\t"))
    for number, line in enumerate(FILE.read_text(encoding="utf-8").splitlines(), 1)
    if line and not line.startswith("#")
]


def label(report: Report) -> str:
    return " ".join([report.event, *[p.entity.code or p.entity.name for p in report.actors[:1]]])


@pytest.mark.model
@pytest.mark.parametrize(("number", "rule", "text", "links"), CASES, ids=[f"{c[0]}: {c[1]}" for c in CASES])
def test_an_answer_is_found(
    code_text: Callable[..., CodedArticle], number: int, rule: str, text: str, links: str
) -> None:
    coded = code_text(text)
    by_key = {r.key: label(r) for r in coded.reports}
    told = [f"{by_key[k.source]} <- {by_key[k.target]}" for k in coded.links if k.kind == "responds_to"]
    wanted = [] if links == "-" else links.split(" ; ")
    assert sorted(told) == sorted(wanted), f"answers.tsv:{number}: {told} of {sorted(by_key.values())}"
