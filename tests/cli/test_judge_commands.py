"""`judge`, `purge`, `compact` and a full disk, within one process."""

from __future__ import annotations

import errno
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from cli.test_command_line import Captured, by_hand, kept, page, run
from record.faults import disk, library

__all__ = ["by_hand", "kept", "page"]  # fixtures

JD = ("--by", "JD", "--why", "so")


def ids(capsys: Captured) -> tuple[list[str], list[str]]:
    """Ids of events, and of the first event's reports."""
    _, out, _ = run(capsys, "events", "--json")
    events = json.loads(out)
    return [e["id"] for e in events], [r["report_id"] for r in events[0]["reports"]]


def test_each_verdict_and_back(capsys: Captured, kept: Path) -> None:
    (first, second), reports = ids(capsys)
    code, out, _ = run(capsys, "judge", "accept", first, "--by", "JD")
    assert code == 0
    assert all(report in out for report in reports)
    code, out, _ = run(capsys, "judge", "amend", reports[0], "people=24", *JD)
    assert code == 0
    assert "people: 23 → 24\n" in out
    code, out, _ = run(capsys, "judge", "split", reports[0], "--from", reports[1], *JD)
    assert code == 0
    assert len(ids(capsys)[0]) == 3
    code, out, _ = run(capsys, "judge", "merge", first, second, *JD, "--json")
    assert code == 0
    merged = json.loads(out)
    assert merged["verdict"] == "merge"
    assert merged["moved"]
    code, out, _ = run(capsys, "judge", "withdraw", merged["judgement_id"], *JD)
    assert code == 0
    assert f"{merged['judgement_id']}: withdrawn" in out
    code, out, _ = run(capsys, "judge", "retract", "--outlet", "The Kymi Courier", "--since", "2018-03-01", *JD)
    assert code == 0
    assert "all that The Kymi Courier published" in out
    code, out, err = run(capsys, "judge", "list")
    assert code == 0
    assert "people: 24" in out
    assert "all that The Kymi Courier published from 2018-03-01 on" in out
    assert "4 judgements" in err
    _, out, _ = run(capsys, "judge", "list", "--withdrawn", "--json")
    assert [j["verdict"] for j in json.loads(out)] == ["accept", "amend", "split", "merge", "retract"]
    _, out, _ = run(capsys, "judge", "list", reports[0], "--json")
    assert [j["verdict"] for j in json.loads(out)] == ["accept", "amend", "split"]
    code, out, err = run(capsys, "judge", "check")
    assert (code, out.strip(), err) == (0, "", "0 contradictions\n")
    assert run(capsys, "verify")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["judge", "accept", "R-ffffffffffff", "--by", "JD"], 3, "no such report"),
        (["judge", "accept", "R-", "--by", "JD"], 3, "ambiguous report"),
        (["judge", "accept", "E-ffffffffffff", "--by", "JD"], 3, "no such event"),
        (["judge", "accept", "E-"], 2, "Missing option '--by'"),
        (["judge", "accept", "E-", "--by", " "], 3, "ambiguous event"),
        (["judge", "amend", "REPORT", *JD], 2, "Missing argument"),
        (["judge", "amend", "REPORT", "people=x", *JD], 2, "not a whole number"),
        (["judge", "amend", "REPORT", "people=23", "--by", "JD"], 2, "Missing option '--why'"),
        (["judge", "amend", "REPORT", "actor=Rusia", *JD], 3, "Did you mean Russia"),
        (["judge", "split", "REPORT", *JD], 2, "Missing option '--from'"),
        (["judge", "split", "REPORT", "--from", "REPORT", *JD], 4, "cannot be split from itself"),
        (["judge", "merge", "REPORT", *JD], 4, "needs two reports"),
        (["judge", "retract", *JD], 4, "it names no report"),
        (["judge", "retract", "REPORT", "--by", "JD", "--why", " "], 4, "nothing is said"),
        (["judge", "retract", "--outlet", "The Kymi Currier", *JD], 3, "did you mean The Kymi Courier"),
        (["judge", "retract", "REPORT", "--outlet", "The Kymi Courier", *JD], 4, "two judgements"),
        (["judge", "retract", "REPORT", "--since", "2018-01-01", *JD], 4, "goes with an outlet"),
        (["judge", "withdraw", "J-ffffffffffff", *JD], 3, "no such judgement"),
        (["judge", "acept", "x"], 2, "did you mean 'accept'"),
        (["review", "--type", "SANCTON", "--by", "JD"], 3, "no such event type"),
        (["review", "Rusia", "--by", "JD"], 3, "Did you mean Russia"),
        (["review", "--below", "2", "--by", "JD"], 2, "less than or equal to 1"),
        (["purge", "nobody", *JD, "--yes"], 3, "no such article"),
        (["purge", "harbour", *JD], 2, "add --yes"),
        (["purge", "harbour", "--yes"], 2, "Missing option"),
    ],
    ids=lambda v: " ".join(v)[:60] if isinstance(v, list) else "",
)
def test_a_mistake_is_one_line_and_changes_nothing(
    capsys: Captured, kept: Path, arguments: list[str], code: int, words: str
) -> None:
    _, (report, *_) = ids(capsys)
    before = run(capsys, "cite", "--json")[1]
    found, out, err = run(capsys, *[report if a == "REPORT" else a for a in arguments])
    assert found == code, err
    assert out == ""
    assert words in err
    assert err.count("\n") == 1
    assert json.loads(run(capsys, "cite", "--json")[1])["chain_hash"] == json.loads(before)["chain_hash"]


@pytest.mark.parametrize("command", [["review", "--by", "x"], ["judge", "list"], ["judge", "check"], ["compact"]])
def test_no_ledger_is_made(capsys: Captured, tmp_path: Path, command: list[str]) -> None:
    code, _, err = run(capsys, *command)
    assert code == 3
    assert "no ledger" in err
    assert list(tmp_path.iterdir()) == []


def test_purge_keeps_hash_and_quotation(capsys: Captured, kept: Path) -> None:
    events, _ = ids(capsys)
    assert b"close the British consulate in St Petersburg" in kept.read_bytes()
    code, out, err = run(capsys, "purge", "harbour", *JD, "--yes")
    assert code == 0
    assert "characters purged" in out
    assert "stays" in out
    assert "backups made before hold the text still" in err
    assert b"close the British consulate in St Petersburg" not in kept.read_bytes()
    code, out, _ = run(capsys, "why", events[1])
    assert code == 0
    assert "the page's text was purged" in out
    assert "“close the British consulate”" in out
    code, out, _ = run(capsys, "purge", "harbour", *JD, "--yes")
    assert (code, "purged before" in out) == (0, True)
    assert run(capsys, "verify")[0] == 0
    code, out, _ = run(capsys, "compact", "--json")
    assert code == 0
    assert json.loads(out)["after"] <= json.loads(out)["before"]
    assert run(capsys, "verify")[0] == 0


def test_restore_can_be_held_against_a_hash(capsys: Captured, kept: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    _, out, _ = run(capsys, "backup", str(copy), "--json")
    noted = json.loads(out)["chain_hash"]
    there = ("--ledger", str(tmp_path / "again.sqlite"))
    assert run(capsys, "restore", str(copy), "--anchor", "0" * 64, *there)[0] == 5
    assert not (tmp_path / "again.sqlite").exists()
    assert run(capsys, "restore", str(copy), "--anchor", noted, *there)[0] == 0


@pytest.mark.skipif(library() is None, reason="SQLite is built into Python here and cannot be reached")
@pytest.mark.parametrize("command", ["ingest", "judge", "backup"])
def test_a_full_disk_exits_75_and_the_ledger_goes_on(
    capsys: Captured, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    _, (report, *_) = ids(capsys)
    more = tmp_path / "more.txt"
    more.write_text("The Rose Post\n20 March 2018\nBritain expelled 23 Russian diplomats on Wednesday.\n")
    words = {
        "ingest": ["ingest", str(more)],
        "judge": ["judge", "accept", report, "--by", "JD"],
        "backup": ["backup", str(tmp_path / "copy.sqlite")],
    }[command]
    before = run(capsys, "events", "--json")[1]
    with disk() as device, monkeypatch.context() as patch:
        patch.setattr("detente.record.errors.shutil.disk_usage", lambda folder: SimpleNamespace(free=0))
        device.error, device.fails = errno.ENOSPC, lambda n: True
        code, _, err = run(capsys, *words)
    assert code == 75, err
    assert "Free some space" in err
    assert run(capsys, "events", "--json")[1] == before
    assert run(capsys, *words)[0] == 0
    assert run(capsys, "verify")[0] == 0
