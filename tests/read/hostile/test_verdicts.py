"""Every hostile file ends in its verdict, none ends the program or keeps it busy, and together they lose nothing."""

from __future__ import annotations

import re
import signal
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from commands.hands import FewWords, HandWorkshop
from detente.codebook import Codebook
from detente.commands.intake import ingest
from detente.commands.workshop import Workshop
from detente.model import Article, CodedArticle
from detente.pipeline import Pipeline
from detente.record import Ledger
from export.made import coded
from read.deliveries.made import ROWS, jsonl
from read.hostile.case import verdict
from read.hostile.table import ALL, GROUPS, put

HANGS = 120
"""Seconds after which a file is taken to keep the program busy for ever; none takes a tenth of it."""

COUNT = re.compile(r"(\d+) ([^,]+)")


@pytest.fixture(scope="module")
def workshop(book: Codebook, pipeline: Pipeline) -> Workshop:
    made = Workshop(book)
    made.__dict__["pipeline"] = pipeline
    return made


@pytest.fixture
def alarm() -> Iterator[None]:
    def ring(*_: object) -> None:
        pytest.fail(f"it kept the program busy for {HANGS} seconds")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(HANGS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def made(folder: Path, key: str) -> Path:
    if key.endswith(".parquet"):
        pytest.importorskip("pyarrow")
    return put(folder, key)


def test_there_are_enough_of_them() -> None:
    assert len(ALL) >= 250
    assert len(GROUPS) >= 7


@pytest.mark.model
@pytest.mark.usefixtures("alarm")
@pytest.mark.parametrize(
    "key", ALL, ids=[f"{n} {key.encode('ascii', 'replace').decode()}" for n, key in enumerate(ALL)]
)
def test_verdicts(key: str, tmp_path: Path, workshop: Workshop) -> None:
    path = made(tmp_path, key)
    with Ledger.open(tmp_path / "l.sqlite", create=True) as ledger:
        done = ingest(ledger, [str(path)], workshop=workshop)
        assert verdict(done.outcomes) == ALL[key][1], [str(refused.error) for refused in done.refused[:3]]
        for held in ledger.articles():
            assert_whole(held.article)
    for refused in done.refused:
        assert refused.error.why.strip()
        assert refused.error.next.endswith((".", "`."))
        assert "Please report" not in refused.error.next


def assert_whole(article: Article) -> None:
    """Its lines stand where they say, and nothing of this machine has come into it."""
    assert "root:x:" not in article.text
    assert all(article.text[line.span.start : line.span.end] == line.span.text for line in article.lines)
    assert article.text.encode()  # no halves of pairs


class Silent(FewWords):
    """Takes every article and finds no event: what counts here is that it came in."""

    def code(self, article: Article) -> CodedArticle:
        return replace(coded(article, reports=[]), counts={"sentences": 1, "triggers": 0})


def test_together_they_lose_nothing(tmp_path: Path, book: Codebook) -> None:
    """All that cost little, among a thousand good articles, in one delivery of all kinds."""
    cheap = [key for key in ALL if not key.startswith(("pages/", "texts/")) and not key.endswith(".parquet")]
    expected: Counter[str] = Counter({"articles": 1_000})
    for key in cheap:
        for count, reason in COUNT.findall(ALL[key][1]):
            expected["articles" if reason in ("coded", "no event") else reason] += int(count)
    good = [{**ROWS[n % 12], "id": f"g{n}", "url": f"https://albion.example/{n}"} for n in range(1_000)]
    (tmp_path / "good.jsonl").write_bytes(jsonl(good))
    paths = [tmp_path / "good.jsonl", *(put(tmp_path, key) for key in cheap)]
    workshop = HandWorkshop(book)
    workshop.__dict__["pipeline"] = Silent()
    sums = ingest(tmp_path / "ledger", [str(path) for path in paths], workshop=workshop).outcomes
    found = Counter({"articles": sums.no_event.total()}) + sums.quarantined
    assert found == expected
    assert sums.came == expected.total()
