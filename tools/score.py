"""The project's scorecard: ``make score``. Fails where a figure falls below its floor in ``tests/floors.json``.

Measured are the shipped sample articles against their own gold, ten, twenty-four and twenty-eight more that
were made blind and have been opened since, twelve that nobody opens
(``unseen``), and a held-back fifth of the project's marked sentences; and, where the shared gold data lies
beside the checkout, its articles and sentences. ``--details`` prints every miss
and false alarm by cause and the types taken for one another; ``--pin`` writes
the present figures as floors, which is a decision to be told in the commit.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from detente import codebook
from detente.commands.marked import Marked, read_marked
from detente.commands.scoring import score_folder
from detente.commands.sentences import SentenceCoder
from detente.commands.workshop import Workshop
from detente.measure.agreement import Scores
from detente.measure.labels import score_events, score_labels, type_of

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "gold"
FLOORS = ROOT / "tests" / "floors.json"
MARGIN = 0.005
"""Figures are rounded to three places; what lies within half a hundredth of a floor has not fallen."""


def article_figures(name: str, scores: Scores) -> dict[str, float]:
    figures = {f"{name}.{k}": t.f1 for k, t in scores.tallies.items()}
    figures |= {f"{name}.{k}": share for k in scores.shares if (share := scores.share(k)) is not None}
    return figures


def sentence_figures(coder: SentenceCoder) -> Iterator[tuple[str, float]]:
    for name in ("relations_dev", "raters_dev"):
        lines = (SHARED / "sentences" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        items = [json.loads(line) for line in lines]
        gold = [[t for e in item["events"] if (t := type_of(e))] for item in items]
        if name == "relations_dev":
            coded = [[type_of(e) for e in out["events"]] for out in coder.relations(items)]
            labels = score_labels((g[0], p[0] if p else None) for g, p in zip(gold, coded, strict=True))
            yield from ((f"{name}.{k}", getattr(labels, k)) for k in ("root", "quad", "binary"))
            yield f"{name}.silent", labels.silent / labels.of
        else:
            types = [[t for e in out["events"] if (t := type_of(e))] for out in coder.sentences(items)]
            events = score_events(zip(gold, types, strict=True))
            yield f"{name}.root", events.root
            yield f"{name}.fired_on_none", events.fired / events.without_event


def held_back() -> list[Marked]:
    """Marked sentences with an event and two parties that the shipped models have not seen."""
    items = [m for path in sorted((ROOT / "training").glob("*.tsv")) for m in read_marked(path)]
    return [m for m in items if m.held_back and m.event != "NONE" and m.recipient]


def marked_figures(coder: SentenceCoder) -> Iterator[tuple[str, float]]:
    held = held_back()
    lines = [m.to_item() for m in held]
    coded = [[type_of(e) for e in out["events"]] for out in coder.relations(lines)]
    gold = [type_of({"root": m.event}) or "" for m in held]
    labels = score_labels((g, p[0] if p else None) for g, p in zip(gold, coded, strict=True))
    yield from ((f"marked.{k}", getattr(labels, k)) for k in ("root", "quad", "binary"))


LOWER_IS_BETTER = frozenset({"relations_dev.silent", "raters_dev.fired_on_none"})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--details", action="store_true")
    parser.add_argument("--pin", action="store_true")
    parser.add_argument("--causes", type=Path, metavar="FILE", help="write the causes, counted, as a table")
    options = parser.parse_args()
    workshop = Workshop(codebook.load())  # without a user's own actors
    data = ROOT / "tests" / "data"
    sets = {"samples": (data / "samples", ROOT / "src/detente/samples/articles")}
    sets |= {name: (data / name, data / name) for name in ("blind", "practice", "drill", "unseen")}
    if SHARED.is_dir():
        sets |= {name: (SHARED / name, SHARED / name) for name in ("articles", "wikinews")}
    figures: dict[str, float] = {}
    causes: dict[str, Scores] = {}
    for name, (gold, pages) in sets.items():
        scores = score_folder(gold, pages, workshop).scores
        figures |= article_figures(name, scores)
        causes[name] = scores
        if options.details and name != "unseen":
            show_details(name, scores)
    coder = SentenceCoder(workshop.pipeline)
    if (ROOT / "training").is_dir():
        figures |= dict(marked_figures(coder))
    if SHARED.is_dir():
        figures |= dict(sentence_figures(coder))
    else:
        print(
            "the shared gold data is not beside this checkout: the project's own gold is scored alone", file=sys.stderr
        )
    if options.causes:
        options.causes.write_text(causes_table(causes), encoding="utf-8")
    return compare(figures, pin=options.pin)


def show_details(name: str, scores: Scores) -> None:
    print(
        f"== {name}: causes " + ", ".join(f"{c} {n}" for c, n in sorted(scores.causes.items(), key=lambda kv: -kv[1]))
    )
    print("\n".join(sorted(scores.lines)))
    mixed = sorted(((n, pair) for pair, n in scores.confusion.items() if pair[0] != pair[1]), reverse=True)
    print("taken for one another: " + ", ".join(f"{g} as {p} {n}" for n, (g, p) in mixed[:20]))


def causes_table(sets: dict[str, Scores]) -> str:
    """Misses and false alarms by cause, and the types most often taken for one another, as a page of Markdown."""
    names = sorted(
        {c for s in sets.values() for c in s.causes}, key=lambda c: -sum(s.causes.get(c, 0) for s in sets.values())
    )
    lines = [
        "# Where the coder is wrong",
        "",
        "Misses and false alarms on the development data by cause, counted by `make errors`; the data sets are those that",
        "`make score` names. A record missed because nothing fired in its sentence is *no trigger*; *false beside* is a record",
        "that no gold record matches though one stands in the same sentence; *told twice* is a second record of one deed.",
        "",
        "| cause | " + " | ".join(sets) + " |",
        "|---|" + "---:|" * len(sets),
    ]
    lines += [f"| {name} | " + " | ".join(str(s.causes.get(name, 0)) for s in sets.values()) + " |" for name in names]
    mixed: dict[tuple[str, str], int] = {}
    for s in sets.values():
        for pair, n in s.confusion.items():
            if pair[0] != pair[1]:
                mixed[pair] = mixed.get(pair, 0) + n
    lines += ["", "Types taken for one another, over all sets:", "", "| gold | coded as | times |", "|---|---|---:|"]
    lines += [f"| {g} | {p} | {n} |" for (g, p), n in sorted(mixed.items(), key=lambda kv: (-kv[1], kv[0]))[:15]]
    return "\n".join(lines) + "\n"


def compare(figures: dict[str, float], *, pin: bool) -> int:
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
    fallen = []
    for name, value in figures.items():
        floor = floors.get(name)
        below = floor is not None and (value > floor + MARGIN if name in LOWER_IS_BETTER else value < floor - MARGIN)
        fallen += [name] if below else []
        print(
            f"{name:28} {value:6.3f}"
            + (f"   floor {floor:.3f}{'   FALLEN' if below else ''}" if floor is not None else "")
        )
    if pin:
        merged = {**floors, **{k: round(v, 3) for k, v in figures.items()}}
        FLOORS.write_text(json.dumps(dict(sorted(merged.items())), indent=1) + "\n", encoding="utf-8")
        print(f"floors written to {FLOORS.relative_to(ROOT)}")
        return 0
    if fallen:
        print(f"below the floor: {', '.join(fallen)}", file=sys.stderr)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
