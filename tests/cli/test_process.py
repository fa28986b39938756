"""The real command in a process of its own: what only shows there. Few tests, since each start costs time."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import detente
from detente.commands.keeping import cite

SAMPLES = Path(detente.__file__).parent / "samples" / "articles"


def detente_run(*arguments: str, stdin: bytes | None = None, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "detente", *arguments],
        input=stdin,
        capture_output=True,
        timeout=120,
        env={**os.environ, **environment},
        check=False,
    )


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_load_no_parser(option: str) -> None:
    code = (
        "import sys; from detente.cli.main import main; main([sys.argv[1]]); "
        "heavy = {'spacy', 'numpy', 'thinc', 'rapidfuzz', 'detente.read', 'detente.record'} & set(sys.modules); "
        "print(sorted(heavy), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, option], capture_output=True, timeout=60, check=True)
    assert done.stderr.decode().strip() == "[]"
    assert done.stdout


def test_bad_inputs_are_one_line_each(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 20)
    paths = [str(tmp_path / name) for name in ("gone.txt", "empty.txt", "binary.txt", "folder")]
    done = detente_run("code", *paths)
    assert done.returncode == 4
    assert done.stdout == b""
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 4
    for line, path in zip(lines, paths, strict=True):
        assert line.startswith("detente: ")
        assert path in line
        assert line.endswith(".")
    assert detente_run("code", paths[0]).returncode == 3


def test_an_unreadable_ledger(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.sqlite"
    ledger.write_bytes(os.urandom(4096))
    done = detente_run("events", "--ledger", str(ledger))
    assert done.returncode == 4
    assert done.stderr.decode().count("\n") == 1
    assert "not a ledger" in done.stderr.decode()
    if os.getuid() != 0:
        ledger.chmod(0)
        assert detente_run("events", DETENTE_LEDGER=str(ledger)).returncode == 4


def test_a_reader_that_goes_away_is_no_failure() -> None:
    code = (
        "import sys, os; from detente.cli.main import main\n"
        "from detente.cli import output, reading\n"
        "def flood(*a, **k):\n"
        "    for _ in range(100000): output.write('x' * 100)\n"
        "import detente.commands.coding as c; c.code = flood\n"
        "sys.exit(main(['code', 'x']))"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(100)
    process.stdout.close()
    told = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) == 0
    assert told == b""


def test_ascii_terminal_prints_every_script(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    text = "Газета\n17 March 2018\nThe word Україна stands in this line of the page, and stays.\n"
    page.write_text(text, encoding="utf-8")
    done = detente_run("read", str(page), "--json", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert done.returncode == 0
    assert "Україна" in json.loads(done.stdout.decode("utf-8"))["body"]


@pytest.mark.model
def test_demo_twice(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    first = detente_run("demo", str(folder))
    assert first.returncode == 0, first.stderr.decode()
    out = first.stdout.decode()
    for heading in (
        "What changed between whom",
        "Channels",
        "Responses",
        "Announced and carried out",
        "One origin behind several outlets",
        "Where the tellings differ",
    ):
        assert heading in out
    assert (folder / "brief.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    kept = cite(folder / "ledger.sqlite").ledger_hash
    second = detente_run("demo", str(folder))
    assert second.returncode == 0
    assert second.stdout.decode().startswith("Nothing new: all 16 articles were known")
    assert out.splitlines()[2:] == second.stdout.decode().splitlines()[2:]
    assert cite(folder / "ledger.sqlite").ledger_hash == kept


@pytest.mark.model
def test_code_streams_and_every_span_is_true() -> None:
    done = detente_run("code", str(SAMPLES), "--format", "json")
    assert done.returncode == 0, done.stderr.decode()
    lines = done.stdout.decode().splitlines()
    assert len(lines) == len(list(SAMPLES.glob("*.txt")))
    checked = 0
    for line in lines:
        value = json.loads(line)
        text = (SAMPLES / f"{value['id']}.txt").read_text(encoding="utf-8")
        for record in value["records"]:
            assert text[slice(*record["span"])] == record["trigger"]
            for party in (*record["actor"], *record["recipient"], *record["said_by"]):
                if party["span"]:
                    assert text[slice(*party["span"])] == party["text"]
                    checked += 1
    assert checked > 50
