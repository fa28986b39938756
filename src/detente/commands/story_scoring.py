"""Score the ledger itself: ingest a folder of articles, ask it, and compare with the folder's ``gold.json``."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from detente.commands import asking
from detente.commands.errors import NotFound, Rejected
from detente.commands.intake import ingest
from detente.commands.workshop import Workshop
from detente.export import shapes
from detente.measure.stories import StoryScores, Told, score_story, summary
from detente.model import View

GOLD = "gold.json"


@dataclass(frozen=True)
class StoryCard:
    """The scores of one folder of stories, as a table or as JSON."""

    scores: StoryScores

    def table(self) -> Iterator[str]:
        yield f"{'':24}precision  recall     F1"
        for name, t in self.scores.tallies.items():
            yield f"{name:24}{t.precision:9.3f}{t.recall:8.3f}{t.f1:7.3f}"
        for name, (right, of) in self.scores.shares.items():
            if of:
                yield f"{name:24}{right / of:9.3f}  of {of}"

    def by_cause(self) -> Iterator[str]:
        yield ""
        yield from sorted(self.scores.lines)

    def to_json(self) -> dict[str, Any]:
        return summary(self.scores)


def is_story(folder: Path) -> bool:
    """Whether the folder's gold is that of a ledger, in place of one file an article."""
    return (folder / GOLD).is_file()


def score_stories(folder: Path, workshop: Workshop | None = None, *, keep: Path | None = None) -> StoryCard:
    """Ingest ``*.txt`` of a folder into a ledger of its own and compare what it answers.

    Args:
        keep: a folder that gets the answers as files: ``events.json``, ``channels_DAY.json``, ``docket_DAY.json``.

    Raises:
        NotFound: the folder holds no articles, or one that the gold names is missing.
        Rejected: the gold is not of the shape that docs/gold.md tells.
    """
    gold = _read(folder / GOLD)
    pages = {}
    for article in gold["articles"]:
        path = folder / f"{article['id']}.txt"
        if not path.is_file():
            raise NotFound("no article", str(path), f"{GOLD} names it", "Add the page, or take it out of the gold.")
        pages[article["id"]] = path.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="detente-") as scratch:
        ledger = Path(scratch) / "stories.sqlite"
        done = ingest(ledger, [str(folder / f"{name}.txt") for name in sorted(pages)], workshop=workshop)
        if done.refused:
            raise done.refused[0].error
        told = ask(ledger, [date.fromisoformat(day) for day in gold["as_of"]])
    if keep is not None:
        _keep(told, keep)
    try:
        return StoryCard(score_story(gold, pages, told))
    except (KeyError, TypeError, AttributeError) as error:
        raise Rejected(
            "not a story's gold", str(folder / GOLD), f"{error!r}", "docs/gold.md tells its shape."
        ) from None


def ask(ledger: Path, days: list[date]) -> Told:
    """What `events`, `channels` and `docket` print as JSON; the boards with ``--as-of`` and ``--published-by`` of a day."""
    views = {day.isoformat(): View(as_of=day, published_by=day) for day in days}
    return Told(
        events=[shapes.event_json(e) for e in asking.events(ledger)],
        channels={day: [shapes.channel_json(c) for c in asking.channels(ledger, view)] for day, view in views.items()},
        docket={day: [shapes.docket_json(d) for d in asking.docket(ledger, view)] for day, view in views.items()},
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        gold = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise Rejected("not JSON", str(path), str(error), "Mend the gold file.") from None
    wanted = ("as_of", "articles", "events", "near_misses", "contradictions", "channels", "docket")
    missing = [name for name in wanted if not isinstance(gold, dict) or not isinstance(gold.get(name), list)]
    if missing:
        raise Rejected("not a story's gold", str(path), f"no list {missing[0]}", "docs/gold.md tells its shape.")
    return dict(gold)


def _keep(told: Told, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    files = {"events": told.events}
    files |= {f"channels_{day}": board for day, board in told.channels.items()}
    files |= {f"docket_{day}": steps for day, steps in told.docket.items()}
    for name, answer in files.items():
        (folder / f"{name}.json").write_text(json.dumps(answer, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
