"""What hostile articles, file names and ledgers make the program print: nothing that a terminal obeys or a browser runs."""

from __future__ import annotations

import html
import json
import os
import re
import sqlite3
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from detente.cli.main import main
from detente.codebook import Codebook
from detente.commands.workshop import Workshop
from detente.pipeline import Pipeline
from read.hostile.table import ALL, put

JOINERS = "\u200c\u200d"
TELLING = re.compile(
    r"orders|markup|formula|direction|backwards|bell|colours|half a pair|in a headline|no encoding|name|lines\.txt"
)
SHOWN = [
    key
    for key in ALL
    if TELLING.search(key.split("/", 1)[1]) or (key.startswith("others/") and ALL[key][1] == "1 coded")
]
SHOWN = [key for key in SHOWN if not key.endswith(("parquet", "zip")) and not re.search(r"\d MB|\d,000", key)]

COMMANDS = (
    "events", "events --json", "channels", "responses", "docket", "brief", "brief --json", "changes", "changes --json",
    "sources", "sources --json", "verify", "verify --json", "cite",
)  # fmt: skip


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, book: Codebook, pipeline: Pipeline) -> Callable[..., int]:
    """Runs a command with the pipeline that is loaded already."""
    made = Workshop(book)
    made.__dict__["pipeline"] = pipeline

    def run(*arguments: str) -> int:
        with pytest.MonkeyPatch.context() as patch:
            for module in ("workshop", "coding", "intake", "evidence", "briefing"):
                patch.setattr(f"detente.commands.{module}.Workshop", lambda *_, **__: made)
            return main(list(arguments))

    return run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="module")
def paths(folder: Path) -> list[str]:
    return [os.fspath(put(folder, key)) for key in SHOWN]


@pytest.fixture(scope="module")
def ledger(folder: Path, paths: list[str], room: Callable[..., int]) -> str:
    path = str(folder / "l.sqlite")
    assert room("ingest", "--ledger", path, *paths) in (0, 4)
    return path


def obeyed(text: str) -> set[str]:
    """Characters that a terminal obeys, or that turn the direction of a line."""
    kinds = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    return {f"U+{ord(c):04X}" for c in text if c not in "\n" + JOINERS and unicodedata.category(c) in kinds}


def test_there_are_enough_of_them() -> None:
    assert len(SHOWN) >= 40


@pytest.mark.model
@pytest.mark.parametrize(
    "command", ["read", "read --json", "code", "code --format json", "code --format plover", "ingest", "ingest --json"]
)
def test_reading_prints_nothing_that_is_obeyed(
    command: str, paths: list[str], folder: Path, room: Callable[..., int], capfd: pytest.CaptureFixture[str]
) -> None:
    more = ["--ledger", str(folder / "again.sqlite")] if "ingest" in command else []
    assert room(*command.split(), *more, "--", *paths) in (0, 4)
    out, err = capfd.readouterr()
    assert out
    assert obeyed(out) == obeyed(err) == set()


@pytest.mark.model
@pytest.mark.parametrize("command", COMMANDS)
def test_asking_prints_nothing_that_is_obeyed(
    command: str, ledger: str, room: Callable[..., int], capfd: pytest.CaptureFixture[str]
) -> None:
    assert room(*command.split(), "--ledger", ledger) == 0
    out, err = capfd.readouterr()
    assert obeyed(out) == obeyed(err) == set()


@pytest.mark.model
def test_each_event_can_be_asked_after(
    ledger: str, room: Callable[..., int], capfd: pytest.CaptureFixture[str]
) -> None:
    assert room("events", "--json", "--ledger", ledger) == 0
    events = json.loads(capfd.readouterr().out)
    assert events
    for event in events:
        for command in ("why", "event"):
            for more in ([], ["--json"]):
                assert room(command, event["id"], *more, "--ledger", ledger) == 0
    out, err = capfd.readouterr()
    assert obeyed(out) == obeyed(err) == set()


@pytest.mark.model
def test_the_page_of_a_brief_runs_nothing(folder: Path, ledger: str, room: Callable[..., int]) -> None:
    page = folder / "brief.html"
    assert room("brief", "--html", str(page), "--ledger", ledger) == 0
    text = page.read_text(encoding="utf-8")
    assert obeyed(text) == set()
    tags = re.findall(r"<[a-zA-Z!/][^>]*>", text)
    assert not [
        tag for tag in tags if re.match(r"<(?:script|img|iframe|object|embed|link|base|form|math)\b", tag, re.I)
    ]
    assert not [tag for tag in tags if re.search(r"\son\w+\s*=|javascript:|data:", html.unescape(tag), re.I)]


def not_ours(kind: str, path: Path) -> None:
    """A file that is no ledger of ours, or was one."""
    if kind == "another database":
        with sqlite3.connect(path) as con:
            con.execute("CREATE TABLE articles (id TEXT)")
    elif kind == "a database without tables":
        with sqlite3.connect(path) as con:
            con.execute("VACUUM")
    elif kind == "only its first bytes":
        path.write_bytes(b"SQLite format 3\0")
    elif kind == "text":
        path.write_text("Britain expelled 23 Russian diplomats.\n" * 200)
    elif kind == "zeros":
        path.write_bytes(bytes(8_192))
    elif kind == "a folder":
        path.mkdir()
    elif kind == "a link to itself":
        path.symlink_to(path)


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("another database", {4}), ("a database without tables", {4}), ("only its first bytes", {4, 5}), ("text", {4}), ("zeros", {4, 5}),
        ("a folder", {4}), ("a link to itself", {3, 4}), ("nothing", {3}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("command", ["events", "verify", "brief"])
def test_a_ledger_that_is_none(
    kind: str, codes: set[int], command: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "\x1b[2J.sqlite"
    not_ours(kind, path)
    before = path.read_bytes() if path.is_file() else None
    assert main([command, "--ledger", str(path)]) in (codes | {5} if command == "verify" else codes)
    out, err = capfd.readouterr()
    assert out == "" or (command == "verify" and out.startswith("not whole"))
    assert err.count("\n") == 1
    assert err.startswith("detente: ")
    assert obeyed(out) == obeyed(err) == set()
    assert before is None or path.read_bytes() == before


@pytest.mark.model
@pytest.mark.parametrize("what", [b"SQLite format 3", b"CREATE TABLE", b"Russian diplomats"])
def test_a_ledger_that_was_damaged(what: bytes, ledger: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """`verify` says so, and what else is asked is answered or refused in a line."""
    source = sqlite3.connect(ledger)
    path = tmp_path / "l.sqlite"
    with sqlite3.connect(path) as copy:
        source.backup(copy)
    source.close()
    copy.close()
    data = path.read_bytes()
    assert what in data
    path.write_bytes(data.replace(what, bytes(len(what))))
    assert main(["verify", "--ledger", str(path)]) in (4, 5)
    for command in ("events", "brief", "changes"):
        assert main([command, "--ledger", str(path)]) in (0, 4, 5)
    assert "a fault of the program" not in capfd.readouterr().err
