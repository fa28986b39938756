"""Random histories of a ledger, and a naive model that keeps every past answer as a plain list.

The model knows nothing of rows, transactions or SQL: it holds the state as
dictionaries and, after each step, copies the whole answer. A history is right
when the ledger gives each of these answers again, at the end, for the instant
at which it was copied.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from detente.model import CodedArticle, Report, View
from detente.record import Judgement, Ledger, clock
from record.making import FIRST, make

ARTICLES = 5
STEPS = ("deliver", "deliver", "deliver", "recode", "correct", "retract", "outlet", "amend", "withdraw", "assign")


@dataclass
class Fact:
    """One report as the model knows it."""

    report: Report
    outlet: str | None
    published: date | None
    recorded: date

    @property
    def begins(self) -> date:
        when = self.report.when
        if when and when.earliest:
            return when.earliest
        if when and when.latest:
            return min(when.latest, self.published) if self.published else when.latest
        return self.published or self.recorded


@dataclass
class Model:
    """The naive ledger."""

    codings: dict[str, CodedArticle] = field(default_factory=dict)  # standing, by article
    seen: dict[str, date] = field(default_factory=dict)  # articles ever, and the day they came
    corrected: set[str] = field(default_factory=set)
    retracted: dict[str, set[str]] = field(default_factory=dict)  # judgement: reports
    outlets: dict[str, str] = field(default_factory=dict)  # judgement: outlet
    people: dict[str, tuple[str, int]] = field(default_factory=dict)  # judgement: report, figure
    events: dict[str, str] = field(default_factory=dict)
    answers: list[tuple[datetime, dict[str, Fact], dict[str, str]]] = field(default_factory=list)

    def deliver(self, coded: CodedArticle, today: date) -> None:
        article = coded.article
        if article.id in self.corrected:
            return
        if article.id not in self.seen:
            self.seen[article.id] = today
            for other in list(self.codings.values()):
                if other.article.path == article.path:
                    self._carry(other, coded)
                    del self.codings[other.article.id]
                    self.corrected.add(other.article.id)
        before = self.codings.get(article.id)
        self.codings[article.id] = coded
        if before is not None:
            self._carry(before, coded)

    def _carry(self, before: CodedArticle, after: CodedArticle) -> None:
        """A judgement goes over to the report with the same trigger; to another version only if nothing changed."""
        for old in before.reports:
            new = next(r for r in after.reports if r.trigger == old.trigger)
            if before.article.id != after.article.id and new != old:
                continue
            ids = old.id_in(before.article.id), new.id_in(after.article.id)
            for reports in self.retracted.values():
                if ids[0] in reports:
                    reports.add(ids[1])
            for key, (report_id, figure) in list(self.people.items()):
                if report_id == ids[0] and ids[0] != ids[1]:
                    self.people[f"{key}+{ids[1]}"] = (ids[1], figure)

    def standing(self) -> dict[str, Fact]:
        gone = set().union(*self.retracted.values())
        out = {}
        for coded in self.codings.values():
            article = coded.article
            if article.publisher in self.outlets.values():
                continue
            for report in coded.reports:
                report_id = report.id_in(article.id)
                if report_id not in gone:
                    out[report_id] = Fact(report, article.publisher, article.day, self.seen[article.id])
        return out

    def figure(self, report_id: str, report: Report) -> int:
        figures = [figure for on, figure in self.people.values() if on == report_id]
        return figures[-1] if figures else report.people


class Clock:
    """A machine's clock that wanders, and goes back now and then."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.at = datetime(2020, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        step = self.rng.choice((1, 1, 1, 40, 90_000, 3_000_000, -50, -200_000))
        self.at += timedelta(seconds=step * self.rng.random())
        return self.at


def live(folder: Path, seed: int, steps: int) -> tuple[Ledger, Model]:
    """Live through a history; returns the open ledger and the model with all its past answers."""
    rng = random.Random(seed)
    machine, clock.now = clock.now, Clock(rng)
    try:
        ledger = Ledger.open(folder / "ledger.sqlite", create=True)
        model = Model()
        given: list[Judgement] = []
        for _ in range(steps):
            _step(rng, ledger, model, given)
            known = ledger.instant()
            if known is not None:
                model.answers.append((known, _answer(model), dict(model.events)))
        return ledger, model
    finally:
        clock.now = machine


def _answer(model: Model) -> dict[str, Fact]:
    facts = model.standing()
    return {
        report_id: Fact(
            report=_with_people(fact.report, model.figure(report_id, fact.report)),
            outlet=fact.outlet,
            published=fact.published,
            recorded=fact.recorded,
        )
        for report_id, fact in facts.items()
    }


def _with_people(report: Report, people: int) -> Report:
    value = report.to_json()
    value["people"] = people
    return Report.from_json(value)


def _step(rng: random.Random, ledger: Ledger, model: Model, given: list[Judgement]) -> None:
    step = rng.choice(STEPS)
    number = rng.randrange(ARTICLES)
    path = f"/in/{number}.txt"
    stored = ledger.reports()
    if step in ("deliver", "recode", "correct"):
        coded = {
            "deliver": lambda: make(number, path=path),
            "recode": lambda: make(number, path=path, coder=f"coder {(n := rng.randrange(3))}", shift=n),
            "correct": lambda: make(number, path=path, version=rng.randrange(1, 3)),
        }[step]()
        ledger.append(coded)
        first = ledger.instant()
        assert first is not None
        model.deliver(coded, first.date())
    elif step == "withdraw" and given:
        judgement = given.pop(rng.randrange(len(given)))
        ledger.withdraw(judgement.judgement_id, by="model", why="second look")
        for table in (model.retracted, model.outlets):
            table.pop(judgement.judgement_id, None)
        for key in [k for k in model.people if k.split("+")[0] == judgement.judgement_id]:
            del model.people[key]
    elif step == "assign":
        mapping = {r.report_id: f"E-{rng.randrange(4)}" for r in stored if rng.random() < 0.8}
        ledger.assign(mapping)
        model.events = mapping
    elif step in ("retract", "outlet", "amend") and stored:
        _judge(rng, ledger, model, given, step)


def _judge(rng: random.Random, ledger: Ledger, model: Model, given: list[Judgement], step: str) -> None:
    target = rng.choice(ledger.reports())
    why = f"reason {len(model.answers)}"
    if step == "retract":
        judgement = ledger.judge("retract", reports=[target.report_id], by="model", why=why)
        model.retracted[judgement.judgement_id] = {target.report_id}
    elif step == "outlet" and target.outlet is not None:
        judgement = ledger.judge("retract", outlet=target.outlet, by="model", why=why)
        model.outlets[judgement.judgement_id] = target.outlet
    elif step == "amend":
        figure = rng.randrange(1000)
        changes = {"people": figure}
        judgement = ledger.judge("amend", reports=[target.report_id], changes=changes, by="model", why=why)
        model.people[judgement.judgement_id] = (target.report_id, figure)
    else:
        return
    given.append(judgement)


def compare(ledger: Ledger, model: Model, rng: random.Random) -> int:
    """Hold every past answer against the ledger's, for days picked at random; returns how many were compared."""
    for known, facts, events in model.answers:
        day = FIRST + timedelta(days=rng.randrange(-30, 900))
        later = FIRST + timedelta(days=rng.randrange(-30, 900))
        for as_of, published_by in ((None, None), (day, None), (None, day), (day, later)):
            view = View(as_of=as_of, published_by=published_by, as_known=known)
            wanted = {
                report_id: (fact.report.event, fact.report.people, fact.published, fact.outlet)
                for report_id, fact in facts.items()
                if (as_of is None or fact.begins <= as_of)
                and (published_by is None or (fact.published or fact.recorded) <= published_by)
            }
            found = {
                r.report_id: (r.report.event, r.report.people, r.published_at, r.outlet) for r in ledger.reports(view)
            }
            assert found == wanted, (view, found, wanted)
            told = ledger.assignments(view)
            assert told == {r: e for r, e in events.items() if r in wanted}, view
    return 4 * len(model.answers)
