"""The channels that sentences of our own leave behind: ``channels.tsv``, a case a line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from detente.model import NAMED_CODES, CodedArticle, Entity

FILE = Path(__file__).with_name("channels.tsv")
CASES = [
    (number, *line.split("\t"))
    for number, line in enumerate(FILE.read_text(encoding="utf-8").splitlines(), 1)
    if line and not line.startswith("#")
]


def label(entity: Entity) -> str:
    return entity.name if entity.code in NAMED_CODES else entity.code or entity.name


@pytest.mark.model
@pytest.mark.parametrize(("number", "rule", "text", "channels"), CASES, ids=[f"{c[0]}: {c[1]}" for c in CASES])
def test_a_channel_stands(
    code_text: Callable[..., CodedArticle], number: int, rule: str, text: str, channels: str
) -> None:
    coded = code_text(text)
    told = [f"{c.kind} {label(c.holder)} > {label(c.counterpart)} {c.status}" for c in coded.channels]
    wanted = [] if channels == "-" else channels.split(" ; ")
    assert sorted(told) == sorted(wanted), f"channels.tsv:{number}: {told}"
