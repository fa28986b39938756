"""The worker is limited, ended, and started anew; the page says what became of it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator

import pytest

from detente.read import EmptyFile, HostilePage, Known, TooLarge, read_html
from detente.read.html.keeper import PROGRAM, Keeper
from detente.read.html.precheck import LIMIT

PROSE = "<p>The embassy of Chad in Rome was closed on Tuesday after a week of protests at its gate, officials said.</p>"
PAGE = f"<html><head><title>Chad shuts embassy</title></head><body><h1>Chad shuts embassy</h1>{PROSE * 3}</body></html>"

FAULTY = PROGRAM.replace(
    "main()",
    "import detente.read.html.worker as w; real = w.extract\n"
    "def extract(raw, *, how, said):\n"
    "    if how == 'full' or b'twice' in raw:\n"
    "        {fault}\n"
    "    return real(raw, how=how, said=said)\n"
    "w.extract = extract; main()",
)
"""A worker on which something goes wrong while it reads a page the full way, or at all where the page says `twice`."""

FAULTS = {
    "it computes without end": ("while True: pass", "stopped for computing too long"),
    "it waits without end": ("import time; time.sleep(1000)", "stopped after 2 seconds"),
    "it dies": ("import os; os.abort()", "broke down"),
    "it ends": ("import os; os._exit(0)", "broke down"),
    "it asks for too much memory": ("bytearray(3 << 30)", "more memory"),
    "it calls itself too often": ("f = lambda n: f(n + 1); f(0)", "too deep"),
    "it fails": ("raise KeyError(raw)", "failed on it (KeyError)"),
    "it prints": ("print('x' * 100_000); raise ValueError", "failed on it (ValueError)"),
}


@pytest.fixture(scope="module")
def keeper() -> Iterator[Keeper]:
    kept = Keeper()
    yield kept
    kept.close()


@pytest.mark.parametrize("name", FAULTS)
def test_a_page_on_which_the_worker_fails_is_read_without_its_markup(name: str, known: Known) -> None:
    fault, said = FAULTS[name]
    kept = Keeper(seconds=2 if "waits" in name else 60, program=FAULTY.format(fault=fault))
    try:
        article = read_html(PAGE.encode(), name="x", known=known, worker=kept)
        assert article.body.count("The embassy of Chad") == 3
        assert "degraded" in article.notes[0]
        assert said in article.notes[0]
        with pytest.raises(HostilePage, match=r"page set aside: in/twice\.html") as refused:
            read_html(PAGE.replace("Chad", "twice").encode(), name="x", path="in/twice.html", known=known, worker=kept)
        assert said in str(refused.value)
        assert "save its text" in str(refused.value)
    finally:
        kept.close()


def test_the_next_page_is_read_after_a_failure(known: Known) -> None:
    kept = Keeper(program=FAULTY.format(fault="import os; os.abort()"))
    try:
        for _ in range(3):
            assert read_html(PAGE.encode(), name="x", known=known, worker=kept).body
        assert kept.started == 4
    finally:
        kept.close()


def test_a_worker_is_replaced_after_its_pages(known: Known) -> None:
    kept = Keeper(pages=2)
    try:
        bodies = {read_html(PAGE.encode(), name="x", known=known, worker=kept).body for _ in range(5)}
        assert (len(bodies), kept.started) == (1, 3)
    finally:
        kept.close()


def test_a_worker_that_was_killed_between_two_pages(known: Known) -> None:
    kept = Keeper()
    try:
        read_html(PAGE.encode(), name="x", known=known, worker=kept)
        assert kept._worker is not None
        os.kill(kept._worker.pid, signal.SIGKILL)
        kept._worker.wait()
        assert read_html(PAGE.encode(), name="x", known=known, worker=kept).body
    finally:
        kept.close()


def test_a_worker_that_does_not_start_says_so(known: Known) -> None:
    kept = Keeper(program="raise SystemExit(3)")
    with pytest.raises(RuntimeError, match="does not start"):
        read_html(PAGE.encode(), name="x", known=known, worker=kept)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system does not fork")
def test_a_forked_program_has_a_worker_of_its_own(keeper: Keeper, known: Known) -> None:
    read_html(PAGE.encode(), name="x", known=known, worker=keeper)
    child = os.fork()
    if child == 0:
        same = read_html(PAGE.encode(), name="x", known=known, worker=keeper).body.count("Chad") == 3
        keeper.close()
        os._exit(0 if same else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert read_html(PAGE.encode(), name="x", known=known, worker=keeper).body.count("Chad") == 3


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_the_worker_holds_no_more_than_it_may(keeper: Keeper, known: Known) -> None:
    read_html(PAGE.encode(), name="x", known=known, worker=keeper)
    assert keeper._worker is not None
    with open(f"/proc/{keeper._worker.pid}/limits", encoding="ascii") as file:
        limits = {line[:26].strip(): line[26:].split()[0] for line in file}
    assert limits["Max address space"] == str(1 << 30)
    assert limits["Max file size"] == "0"
    assert limits["Max core file size"] == "0"
    with open(f"/proc/{keeper._worker.pid}/environ", encoding="utf-8") as file:
        assert {entry.partition("=")[0] for entry in file.read().split("\0") if entry} == {"PATH", "LC_ALL"}


def test_pages_that_are_too_long_or_empty_never_reach_the_worker(known: Known) -> None:
    kept = Keeper(program="raise SystemExit(3)")
    with pytest.raises(TooLarge, match="50,000,000"):
        read_html(b"<p>x" + bytes(49_999_996), name="x", known=known, worker=kept)
    assert LIMIT < 50_000_000
    for raw in (b"", b" \n", b"\0\0\0"):
        with pytest.raises(EmptyFile):
            read_html(raw, name="x", known=known, worker=kept)
    assert kept.started == 0
