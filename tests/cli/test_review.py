"""`review` on a terminal of its own and in a pipe: keys and words, wrong input, and a kill in the middle."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.terminal import CODE, terminal
from detente.commands import story
from detente.record import Ledger
from record.making import make


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Ledger.open(tmp_path / "ledger.sqlite", create=True) as ledger:
        for number in range(3):
            ledger.append(make(number))
        story.relink(ledger)
    return tmp_path


def environment(folder: Path) -> dict[str, str]:
    return {"DETENTE_LEDGER": str(folder / "ledger.sqlite"), "DETENTE_REVIEWER": ""}


def verdicts(folder: Path) -> list[tuple[str, str, bool]]:
    with Ledger.open(folder / "ledger.sqlite", read_only=True) as ledger:
        assert ledger.verify().ok
        return [(j.verdict, j.why, j.withdrawn_at is not None) for j in ledger.judgements(withdrawn=True)]


def test_a_session_with_keys(folder: Path) -> None:
    with terminal("review", folder=folder, **environment(folder)) as screen:
        screen.wait_for(r"Who judges\? ")
        screen.type("JD\n")
        first = screen.wait_for(r"1  (R-\w+)")[1]
        screen.wait_for(r"\n\? ")
        screen.type("a")
        screen.wait_for(r"accepted \(J-")
        second = screen.wait_for(r"2  (R-\w+)")[1]
        assert first != second
        screen.wait_for(r"\n\? ")
        screen.type("\x1b[A")  # an arrow is nothing
        screen.wait_for(r"\n\? ")
        screen.type("č")
        screen.wait_for("'č' is nothing to be done")
        screen.wait_for(r"\n\? ")
        screen.type("r")
        screen.wait_for(r"why\? ")
        screen.type("\n")
        screen.wait_for("judgement refused: why: nothing is said")
        screen.wait_for(r"\n\? ")
        screen.type("r")
        screen.wait_for(r"why\? ")
        screen.type("a hoax\n")
        screen.wait_for(r"rejected \(J-")
        screen.wait_for(r"\n\? ")
        screen.type("u")
        screen.wait_for(f"undone: rejected {second}")
        screen.wait_for(f"2  {second}")
        screen.wait_for(r"\n\? ")
        screen.type("c")
        screen.wait_for(r"FIELD=VALUE .*\? ")
        screen.type("h\n")
        screen.wait_for("people=23")
        screen.wait_for(r"FIELD=VALUE .*\? ")
        screen.type("people=5\n")
        screen.wait_for(r"why\? ")
        screen.type("misread\n")
        screen.wait_for(r"corrected \(J-\w+\)\npeople: \d+ → 5\n")
        screen.wait_for(r"\n\? ")
        screen.type("w")
        screen.wait_for("coded by")
        screen.wait_for(r"\n\? ")
        screen.type("s")
        screen.wait_for(r"4  R-\w+")
        screen.wait_for(r"\n\? ")
        screen.type("q")
        screen.wait_for("1 accepted, 1 corrected, 1 skipped; 9 events")
        assert screen.end() == 0
    assert verdicts(folder) == [("accept", "", False), ("retract", "a hoax", True), ("amend", "misread", False)]


@pytest.mark.parametrize("key", ["\x04", "\x03"], ids=["end of input", "interrupt"])
def test_what_was_decided_is_kept_when_the_session_is_broken_off(folder: Path, key: str) -> None:
    with terminal("review", "--by", "JD", folder=folder, **environment(folder)) as screen:
        screen.wait_for(r"\n\? ")
        screen.type("a")
        screen.wait_for(r"accepted \(J-")
        screen.wait_for(r"\n\? ")
        screen.type(key)
        screen.wait_for("1 accepted")
        assert screen.end() == (0 if key == "\x04" else 130)
    assert verdicts(folder) == [("accept", "", False)]


def test_what_was_acknowledged_outlives_a_kill(folder: Path) -> None:
    with terminal("review", "--by", "JD", folder=folder, **environment(folder)) as screen:
        for _ in range(3):
            screen.wait_for(r"\n\? ")
            screen.type("r")
            screen.wait_for(r"why\? ")
            screen.type("a hoax\n")
            screen.wait_for(r"rejected \(J-\w+\)")
        screen.kill()
    assert verdicts(folder) == [("retract", "a hoax", False)] * 3


def in_a_pipe(folder: Path, words: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CODE, "review", *arguments],
        input=words,
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, **environment(folder)},
        check=False,
    )


def test_words_in_a_pipe(folder: Path) -> None:
    words = """
    accept
    reject
    reject: it is a hoax
    undo
    undo
    undo
    r it is a hoax
    correct people=4 aux="future" because it was misread
    correct people=4
    correct 'people=4
    correct
    merge
    frobnicate
    quit
    accept
    """
    done = in_a_pipe(folder, words, "--by", "JD")
    assert done.returncode == 0, done.stderr
    for told in (
        "why: nothing is said",
        "undone: rejected",
        "nothing to undo",
        "Close the quotation",
        "nothing is changed",
        "merge with what",
        "'frobnicate' is nothing to be done",
        "1 rejected, 1 corrected; 8 events",
    ):
        assert told in done.stderr
    assert verdicts(folder) == [
        ("accept", "", True),
        ("retract", "it is a hoax", True),
        ("retract", "it is a hoax", False),
        ("amend", "it was misread", False),
    ]


def test_a_pipe_must_say_who_judges(folder: Path) -> None:
    done = in_a_pipe(folder, "accept\n")
    assert done.returncode == 2
    assert "give --by NAME, or set DETENTE_REVIEWER" in done.stderr
    assert verdicts(folder) == []
