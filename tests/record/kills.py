"""Kill -9 a process at random moments while it ingests, reviews, migrates or backs up; then look what is left.

The child says what was acknowledged through a pipe, after the call that
acknowledges it has returned. What it said must be there; what is there must
be whole.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from detente.record import Ledger, migrate, verify
from record.making import make
from record.schema_zero import set_back, step_from_zero

JOBS = ("ingest", "review", "migrate", "backup")
REOPEN = 2.0
"""Seconds within which a ledger must open after a kill."""

Say = Callable[[str], None]
FORK = multiprocessing.get_context("fork")


@dataclass
class Tally:
    """What a campaign saw."""

    kills: int = 0
    acknowledged: int = 0
    cut: int = 0  # children that were killed at work, and not before or after it
    slowest: float = 0.0  # seconds to open again
    violations: list[str] = field(default_factory=list)

    def expect(self, holds: bool, what: str) -> None:
        if not holds:
            self.violations.append(f"kill {self.kills}: {what}")


def campaign(folder: Path, kills: int, seed: int, jobs: tuple[str, ...] = JOBS) -> Tally:
    """Kill that many children, the jobs in turn, and look after each."""
    rng, tally = random.Random(seed), Tally()
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(migrate.STEPS, 0, step_from_zero)
        for number in range(kills):
            _one_kill(folder, number, jobs, rng, tally)
    return tally


def _one_kill(folder: Path, number: int, jobs: tuple[str, ...], rng: random.Random, tally: Tally) -> None:
    tally.kills += 1
    job = jobs[number % len(jobs)]
    place = folder / f"{job}-{number // (len(jobs) * 8)}"  # some kills share one ledger
    place.mkdir(exist_ok=True)
    before = _prepare(place, job, number)
    said = _kill(_WORK[job], place, number, rng.random() * (0.06 if job == "migrate" else 0.25))
    tally.acknowledged += len(said)
    tally.cut += "end" not in said
    started = time.monotonic()
    with Ledger.open(place / "ledger.sqlite", create=job == "ingest") as ledger:
        tally.slowest = max(tally.slowest, time.monotonic() - started)
        _CHECK[job](tally, ledger, place, said, before)
        if job != "ingest" or number % 5 == 0:
            state = ledger.verify()
            tally.expect(state.ok, f"{job}: {state.findings[:3]}")
    tally.expect(tally.slowest <= REOPEN, f"{job}: opened again after {tally.slowest:.1f} s")
    if job in ("migrate", "backup"):
        shutil.rmtree(place)


def _kill(work: Callable[[Path, int, Say], None], place: Path, number: int, delay: float) -> list[str]:
    """Run the work in a child, kill it after a delay from its first word; returns what it said."""
    reader, writer = os.pipe()

    def run() -> None:
        os.close(reader)

        def say(word: str) -> None:
            os.write(writer, f"{word}\n".encode())

        say("ready")
        work(place, number, say)
        say("end")

    child = FORK.Process(target=run)
    child.start()
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        assert pipe.readline() == b"ready\n"
        time.sleep(delay)
        assert child.pid is not None
        os.kill(child.pid, signal.SIGKILL)
        child.join()
        return [line.decode().strip() for line in pipe if line.endswith(b"\n")]


def _prepare(place: Path, job: str, number: int) -> set[str]:
    """What the job needs; returns what must be there afterwards, whatever happens."""
    path = place / "ledger.sqlite"
    if job == "ingest":
        if not path.exists():
            return set()
    elif not path.exists():
        with Ledger.open(path, create=True) as ledger, ledger.batch():
            for article in range(60):
                ledger.append(make(article))
    if job == "migrate":
        set_back(path)
        return set()
    with Ledger.open(path) as ledger:
        if job == "review":
            return {f"{j.judgement_id} {j.withdrawn_at is not None}" for j in ledger.judgements(withdrawn=True)}
        return {a.name for a in ledger.articles()}


def _ingest(place: Path, number: int, say: Say) -> None:
    rng = random.Random(number)
    with Ledger.open(place / "ledger.sqlite", create=True) as ledger:
        say("open")
        article = number * 1000
        for _ in range(80):
            if rng.random() < 0.3:
                with ledger.batch():
                    part = [ledger.append(make(n)) for n in range(article, article + 4)]
                for n in range(article, article + len(part)):
                    say(f"article {n}")
                article += 4
            else:
                ledger.append(make(article))
                say(f"article {article}")
                article += 1
            if rng.random() < 0.1:
                ledger.append(make(article - 1, coder="coder 2", shift=1))
                ledger.assign({r.report_id: "E-1" for r in ledger.reports(limit=9)})


def _check_ingest(tally: Tally, ledger: Ledger, place: Path, said: list[str], before: set[str]) -> None:
    names = [a.name for a in ledger.articles()]
    tally.expect(len(names) == len(set(names)), "an article is there twice")
    acknowledged = {f"article-{int(word.split()[1]):05d}" for word in said if word.startswith("article")}
    lost = (acknowledged | before) - set(names)
    tally.expect(not lost, f"acknowledged and lost: {sorted(lost)[:3]}")
    told: dict[str, list[str]] = {}
    for report in ledger.reports():
        told.setdefault(report.article, []).append(report.report_id)
    for name in set(names) - before:
        number = int(name.split("-")[1])
        whole = [
            sorted(r.id_in(c.article.id) for r in c.reports)
            for c in (make(number), make(number, coder="coder 2", shift=1))
        ]
        tally.expect(sorted(told.get(name, [])) in whole, f"{name} is half there")


def _review(place: Path, number: int, say: Say) -> None:
    rng = random.Random(number)
    with Ledger.open(place / "ledger.sqlite") as ledger:
        for n in range(60):
            report = rng.choice(ledger.reports(limit=150)).report_id
            verdict = rng.choice(("accept", "retract", "amend"))
            changes = {"people": n} if verdict == "amend" else None
            given = ledger.judge(verdict, reports=[report], changes=changes, by=f"JD {number}", why=f"reason {n}")
            say(f"{given.judgement_id} False")
            if rng.random() < 0.4:
                ledger.withdraw(given.judgement_id, by="JD", why="so")
                say(f"{given.judgement_id} True")


def _check_review(tally: Tally, ledger: Ledger, place: Path, said: list[str], before: set[str]) -> None:
    there = [f"{j.judgement_id} {j.withdrawn_at is not None}" for j in ledger.judgements(withdrawn=True)]
    withdrawn = {word.split()[0] for word in [*said, *there] if word.endswith("True")}
    wanted = {
        w for w in [*said, *before] if w.startswith("J-") and (w.endswith("True") or w.split()[0] not in withdrawn)
    }
    tally.expect(wanted <= set(there), f"judgements lost: {sorted(wanted - set(there))[:3]}")
    tally.expect(len(there) == len(set(there)), "a judgement is there twice")


def _migrate(place: Path, number: int, say: Say) -> None:
    Ledger.open(place / "ledger.sqlite").close()
    say("migrated")


def _check_migrate(tally: Tally, ledger: Ledger, place: Path, said: list[str], before: set[str]) -> None:
    tally.expect(ledger.counts().reports == 180, "reports were lost on the way")
    backups = list(place.glob("ledger.schema-0.*.sqlite"))
    tally.expect(bool(backups), "no backup was made")
    for backup in backups:
        with closing(sqlite3.connect(f"file:{backup}?mode=ro", uri=True)) as con:
            facts = con.execute("PRAGMA integrity_check").fetchone()[0], _one(con, "SELECT count(*) FROM reports")
        tally.expect(facts == ("ok", 180), f"a backup is not whole: {facts}")


def _one(con: sqlite3.Connection, sql: str) -> int:
    return int(con.execute(sql).fetchone()[0])


def _backup(place: Path, number: int, say: Say) -> None:
    with Ledger.open(place / "ledger.sqlite") as ledger:
        for n in range(12):
            made = ledger.backup(place / f"backup-{n}.sqlite")
            say(f"{made.path.name} {made.chain_hash}")
            ledger.append(make(1000 + n))


def _check_backup(tally: Tally, ledger: Ledger, place: Path, said: list[str], before: set[str]) -> None:
    acknowledged = dict(word.split() for word in said if word.startswith("backup"))
    files = {path.name for path in place.glob("backup-*.sqlite")}
    tally.expect(acknowledged.keys() <= files, "a backup that was acknowledged is not there")
    for name in files:
        state = verify(place / name, anchor=acknowledged.get(name))
        tally.expect(state.ok, f"{name}: {state.findings[:2]}")


_WORK: dict[str, Callable[[Path, int, Say], None]] = {
    "ingest": _ingest,
    "review": _review,
    "migrate": _migrate,
    "backup": _backup,
}
_CHECK: dict[str, Callable[[Tally, Ledger, Path, list[str], set[str]], None]] = {
    "ingest": _check_ingest,
    "review": _check_review,
    "migrate": _check_migrate,
    "backup": _check_backup,
}
