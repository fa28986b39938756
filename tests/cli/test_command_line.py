"""The command line within one process: arguments, exit codes, one line for every failure."""

import errno
import io
import json
import sqlite3
import sys
from pathlib import Path

import pytest

from commands.hands import OTHER, HandWorkshop
from detente.cli.failures import exit_code, fault_line
from detente.cli.main import app, main
from detente.codebook import Codebook, CodebookError
from detente.commands import workshop as workshop_module
from detente.commands.errors import CommandError, Findings
from detente.parse import ModelMissing
from detente.read import EmptyFile, MissingFile
from detente.record import (
    AmbiguousId,
    BadBackup,
    BadQuery,
    BadRecord,
    LedgerBusy,
    LedgerDamaged,
    LedgerFull,
    NewerLedger,
    NoLedger,
    NotALedger,
)
from export.made import PAGE


@pytest.fixture(autouse=True)
def by_hand(monkeypatch: pytest.MonkeyPatch, book: Codebook, tmp_path: Path) -> None:
    """Commands read the real codebook, once, and code with a pipeline made by hand; no ledger of the user's is met."""

    class Ready(HandWorkshop):
        def __init__(self, *, embed: bool = False) -> None:
            super().__init__(book)

    for module in (
        "detente.commands.workshop",
        "detente.commands.coding",
        "detente.commands.intake",
        "detente.commands.evidence",
        "detente.commands.briefing",
        "detente.commands.demonstration",
    ):
        __import__(module)
        monkeypatch.setattr(f"{module}.Workshop", Ready)
    monkeypatch.setattr(workshop_module, "silence", lambda coded: "0 events: said by hand")
    monkeypatch.setenv("DETENTE_LEDGER", str(tmp_path / "default.sqlite"))


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.fixture
def kept(tmp_path: Path, page: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    other = tmp_path / "kymi.txt"
    other.write_text(OTHER, encoding="utf-8")
    assert main(["ingest", str(page), str(other)]) == 0
    capsys.readouterr()
    return tmp_path / "default.sqlite"


Captured = pytest.CaptureFixture[str]


def run(capsys: Captured, *arguments: str) -> tuple[int, str, str]:
    code = main(list(arguments))
    told = capsys.readouterr()
    return code, told.out, told.err


MISTAKES = [
    (["cod"], "did you mean 'code'?"),
    (["evnts"], "did you mean 'events'"),
    (["code", "x.txt", "--formt", "json"], "did you mean --format?"),
    (["code", "x.txt", "--format", "jsn"], "did you mean json?"),
    (["code", "x.txt", "--format", "xml"], "is not a format; it is one of table, json, plover"),
    (["code"], "Missing argument"),
    (["code", "x.txt", "--published", "17.3.2018"], "is not a day; write it as 2018-03-17"),
    (["events", "--as-of", "2018-13-01"], "is not a day"),
    (["events", "--as-known", "yesterday"], "is not an instant"),
    (["events", "--published-by"], "requires an argument"),
    (["events", "A", "B", "C"], "unexpected extra argument"),
    (["code", "--published"], "requires an argument"),
    (["events", "--limit", "0"], "greater than or equal to 1"),
    (["docket", "--status", "doen"], "did you mean done?"),
    (["--vresion"], "did you mean --version?"),
    (["changes", "--since", "soon"], "is not an instant"),
    (["brief", "--html"], "requires an argument"),
    (["event"], "Missing argument"),
]


@pytest.mark.parametrize(("arguments", "words"), MISTAKES, ids=lambda v: " ".join(v) if isinstance(v, list) else "")
def test_a_mistake_is_one_line_with_the_way_out(capsys: Captured, arguments: list[str], words: str) -> None:
    code, out, err = run(capsys, *arguments)
    assert code == 2
    assert out == ""
    assert err.startswith("detente: ")
    assert err.count("\n") == 1
    assert words in err
    assert "--help`" in err


def test_no_command_shows_the_help(capsys: Captured) -> None:
    code, out, err = run(capsys)
    assert code == 2
    assert "To ask" in out
    assert err == "detente: no command was named. See `detente --help`.\n"


def test_code_to_json(capsys: Captured, page: Path) -> None:
    code, out, err = run(capsys, "code", str(page), "--format", "json")
    assert (code, err) == (0, "")
    value = json.loads(out)
    assert value["id"] == "harbour"
    assert [r["event"] for r in value["records"]] == ["SANCTION", "SANCTION"]


def test_code_to_plover_and_table(capsys: Captured, page: Path) -> None:
    code, out, _ = run(capsys, "code", str(page), "--format", "plover")
    assert code == 0
    assert [json.loads(line)["event"] for line in out.splitlines()] == [["SANCTION"], ["SANCTION"]]
    code, out, _ = run(capsys, "code", str(page))
    assert code == 0
    assert "SANCTION expel  United Kingdom GBR → Russia RUS" in out
    assert all(line == line.rstrip() for line in out.splitlines())


def test_a_bad_path_is_told_and_the_rest_is_coded(capsys: Captured, page: Path, tmp_path: Path) -> None:
    code, out, err = run(capsys, "code", str(tmp_path / "gone.txt"), str(page), "--format", "json")
    assert code == 4
    assert json.loads(out)["id"] == "harbour"
    assert "no such file" in err
    assert "1 coded, 1 refused" in err


@pytest.mark.parametrize("command", ["code", "read", "ingest"])
def test_only_missing_files_exit_3(capsys: Captured, tmp_path: Path, command: str) -> None:
    code, _, err = run(capsys, command, str(tmp_path / "gone.txt"))
    assert code == 3
    assert "Check the path" in err


def test_code_reads_stdin(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
    code, out, _ = run(capsys, "code", "-", "--format", "json")
    assert code == 0
    assert json.loads(out)["id"] == "stdin"


def test_an_article_without_events_says_why(capsys: Captured, tmp_path: Path) -> None:
    quiet = tmp_path / "roses.txt"
    quiet.write_text("The Rose Garden\n17 March 2018\nThe roses came out early this year, all of them.\n")
    code, out, err = run(capsys, "code", str(quiet), "--format", "json")
    assert code == 0
    assert json.loads(out)["records"] == []
    assert "0 events: said by hand" in err
    _, out, _ = run(capsys, "code", str(quiet))
    assert "0 events: said by hand" in out


def test_published_gives_a_day_to_an_article_without_one(capsys: Captured, tmp_path: Path) -> None:
    undated = tmp_path / "undated.txt"
    undated.write_text("The Rose Garden\n\nThe roses came out early, and nobody was sent anywhere at all.\n")
    _, out, _ = run(capsys, "read", str(undated), "--json", "--published", "2019-05-01")
    read = json.loads(out)
    assert read["published"] == "2019-05-01"
    assert read["dates"]["published"] == {"day": "2019-05-01", "origin": "given", "confidence": 1.0, "span": None}


def test_read_prints_lines_with_labels(capsys: Captured, page: Path) -> None:
    code, out, _ = run(capsys, "read", str(page))
    assert code == 0
    assert "body        Britain expelled 23 Russian diplomats" in out


def test_ingest_twice(capsys: Captured, page: Path) -> None:
    _, out, _ = run(capsys, "ingest", str(page))
    assert out.startswith("1 new article, 2 new reports; 2 events in ")
    _, out, _ = run(capsys, "ingest", str(page))
    assert out.startswith("nothing new: 1 article was known; 2 events in ")
    _, out, _ = run(capsys, "ingest", str(page), "--json")
    assert json.loads(out)["known_articles"] == 1


def test_ledger_option_goes_before_the_environment(capsys: Captured, page: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    code, out, _ = run(capsys, "ingest", str(page), "--ledger", str(other))
    assert code == 0
    assert str(other) in out
    assert other.exists()
    assert not (tmp_path / "default.sqlite").exists()


def test_questions_print_json(capsys: Captured, kept: Path) -> None:
    _, out, _ = run(capsys, "events", "--json")
    events = json.loads(out)
    assert [e["origins"] for e in events] == [2, 1]
    _, out, _ = run(capsys, "event", events[0]["id"], "--json")
    assert json.loads(out) == events[0]
    _, out, _ = run(capsys, "why", events[0]["id"], "--json")
    why = json.loads(out)
    assert why["event"] == events[0]
    assert why["evidence"][0]["lexicon"]["file"] == "sanction.yaml"
    _, out, _ = run(capsys, "channels", "--json", "--as-of", "2018-04-01")
    assert [c["status"] for c in json.loads(out)] == ["closed"]
    _, out, _ = run(capsys, "responses", "--stated", "--json")
    assert [r["lag_days"] for r in json.loads(out)] == [3]
    _, out, _ = run(capsys, "docket", "--json", "--as-of", "2018-03-20")
    assert [d["actor"][0]["code"] for d in json.loads(out)] == ["RUS"]
    _, out, _ = run(capsys, "brief", "Britain", "Russia", "--json")
    assert [p["key"] for p in json.loads(out)["parties"]] == ["GBR", "RUS"]
    _, out, _ = run(capsys, "cite", "--json")
    assert len(json.loads(out)["ledger_hash"]) == 64
    _, out, _ = run(capsys, "verify", "--json")
    assert json.loads(out)["ok"] is True
    _, out, _ = run(capsys, "changes", "--json", "--since", "2020-01-01")
    assert json.loads(out)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["events", "Britain", "Russia"], "“expelled 23 Russian diplomats”"),
        (["events", "--limit", "1"], "“close the British consulate”"),
        (["channels"], "consulate: United Kingdom → Russia"),
        (["responses"], "3 days later"),
        (["docket"], "SANCTION expel  Russia RUS → United Kingdom GBR"),
        (["brief", "the United Kingdom", "RUS"], "the United Kingdom and Russia"),
        (["brief"], "Everything on record"),
        (["changes"], "added"),
        (["verify"], "whole: "),
        (["cite"], "Ledger hash sha256:"),
    ],
    ids=lambda v: " ".join(v) if isinstance(v, list) else "",
)
def test_questions_print_tables(capsys: Captured, kept: Path, arguments: list[str], words: str) -> None:
    code, out, err = run(capsys, *arguments)
    assert code == 0
    assert words in out
    assert "Traceback" not in err


def test_why_prints_the_chain(capsys: Captured, kept: Path) -> None:
    _, out, _ = run(capsys, "events", "--json")
    second = json.loads(out)[1]
    code, out, _ = run(capsys, "why", second["id"])
    assert code == 0
    for words in ("The Harbour Post", "TASS", "Sergey Lavrov (RUS GOV)", "“close the British consulate” ["):
        assert words in out
    code, _, err = run(capsys, "why", "E-ffffffffffff")
    assert code == 3
    assert "no such event" in err


def test_brief_writes_one_page(capsys: Captured, kept: Path, tmp_path: Path) -> None:
    path = tmp_path / "out" / "brief.html"
    code, out, err = run(capsys, "brief", "Britain", "Russia", "--html", str(path))
    assert (code, out) == (0, "")
    assert str(path) in err
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize("command", ["events", "channels", "responses", "docket", "brief"])
def test_an_unknown_party_exits_3_with_the_nearest(capsys: Captured, kept: Path, command: str) -> None:
    code, out, err = run(capsys, command, "Rusia")
    assert (code, out) == (3, "")
    assert "Did you mean Russia" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("command", ["events", "channels", "responses", "docket", "brief", "verify", "cite", "changes"])
def test_no_ledger_exits_3_and_makes_none(capsys: Captured, tmp_path: Path, command: str) -> None:
    code, _, err = run(capsys, command)
    assert code == 3
    assert "no ledger" in err
    assert "detente ingest" in err
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_ledger_is_left_as_it_is(capsys: Captured, page: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    con = sqlite3.connect(other)
    con.execute("CREATE TABLE mine (x)")
    con.commit()
    con.close()
    before = other.read_bytes()
    for arguments in (["events"], ["ingest", str(page)], ["verify"]):
        code, _, err = run(capsys, *arguments, "--ledger", str(other))
        assert code in (4, 5), arguments
        assert "ledger" in err
    code, _, err = run(capsys, "events", "--ledger", str(page))
    assert code == 4
    assert "not a ledger" in err
    assert other.read_bytes() == before


def test_verify_finds_damage_and_exits_5(capsys: Captured, kept: Path) -> None:
    raw = bytearray(kept.read_bytes())
    at = raw.find(b"Lavrov")
    assert at > 0
    raw[at : at + 6] = b"Lavrow"
    kept.write_bytes(raw)
    code, out, err = run(capsys, "verify")
    assert code == 5
    assert out.startswith("not whole")
    assert "detente restore" in err


def test_backup_and_restore(capsys: Captured, kept: Path, tmp_path: Path) -> None:
    copy, again = tmp_path / "copy.sqlite", tmp_path / "again.sqlite"
    assert run(capsys, "backup", str(copy))[0] == 0
    assert run(capsys, "restore", str(copy), "--ledger", str(again))[0] == 0
    _, first, _ = run(capsys, "events", "--json")
    _, second, _ = run(capsys, "events", "--json", "--ledger", str(again))
    assert first == second
    code, _, err = run(capsys, "backup", str(copy))
    assert code != 0
    assert "already" in err
    assert run(capsys, "restore", str(tmp_path / "gone.sqlite"), "--ledger", str(tmp_path / "x.sqlite"))[0] == 3


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (MissingFile("x"), 3),
        (EmptyFile("x"), 4),
        (NoLedger("x"), 3),
        (NotALedger("x", "y"), 4),
        (NewerLedger("x", 9, 1), 4),
        (LedgerBusy("x"), 75),
        (LedgerFull("x", "y"), 75),
        (LedgerDamaged("x", "y"), 5),
        (BadBackup("x", "y", "z"), 5),
        (BadQuery(""), 2),
        (BadRecord("x", "y"), 1),
        (AmbiguousId("event", "E-", ["E-1", "E-2"]), 3),
        (CodebookError("accuse.yaml:3: no"), 1),
        (ModelMissing("no model"), 1),
        (Findings("a", "b", "c", "d"), 6),
        (CommandError("a", "b", "c", "d"), 1),
        (OSError(errno.ENOSPC, "No space left on device", "x"), 75),
        (OSError(errno.EAGAIN, "try again", "x"), 75),
        (FileNotFoundError(errno.ENOENT, "No such file", "x"), 3),
        (PermissionError(errno.EACCES, "Permission denied", "x"), 4),
    ],
    ids=lambda v: type(v).__name__ if isinstance(v, Exception) else str(v),
)
def test_exit_codes(error: Exception, code: int) -> None:
    found = exit_code(error)
    assert found is not None
    assert found[0] == code
    assert "\n" not in found[1]


def test_a_fault_of_the_program_is_one_line(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by nobody")

    monkeypatch.setattr("detente.commands.asking.channels", fail)
    code, out, err = run(capsys, "channels")
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert "ZeroDivisionError: by nobody" in err
    assert "Please report it" in err
    monkeypatch.setenv("DETENTE_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        main(["channels"])
    assert fault_line(ValueError("x")).startswith("a fault of the program: nowhere: ValueError: x.")


def test_interrupted(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("detente.commands.asking.channels", stop)
    assert main(["channels"]) == 130


def test_names_that_a_terminal_would_obey_are_told_plainly(capsys: Captured) -> None:
    _, _, err = run(capsys, "code", "a\x1b[31mb.txt")
    assert "\x1b" not in err


def test_every_command_has_help_and_a_panel() -> None:
    names = [c.name for c in app.registered_commands]
    assert len(names) == len(set(names))
    for command in app.registered_commands:
        assert command.callback is not None
        assert (command.callback.__doc__ or "").strip().endswith(".")
        assert command.rich_help_panel
