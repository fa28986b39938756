"""Pages made from the layouts beside this file, with what is true of them: no page of anybody else is needed."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from string import Template

FOLDER = Path(__file__).parent / "layouts"
SEEDS = (1, 2, 3, 4)
TODAY = date(2026, 11, 20)
"""When the pages are taken to have been fetched: a day that no article states as its own."""

_PLACES = [
    ("Chad", "N'Djamena", "Chadian"), ("Italy", "Rome", "Italian"), ("Kenya", "Nairobi", "Kenyan"),
    ("Peru", "Lima", "Peruvian"), ("Norway", "Oslo", "Norwegian"), ("Jordan", "Amman", "Jordanian"),
    ("Nepal", "Kathmandu", "Nepalese"), ("Serbia", "Belgrade", "Serbian"),
]  # fmt: skip
_NAMES = ["Jane Roe", "Anna Keller", "Tomas Brandt", "Maria Costa", "Samuel Okoye", "Priya Raman"]
_OUTLETS = ["Gulf Post", "The Harbour Times", "Northern Star", "Lakeside Herald"]
_AGENCIES = ["Reuters", "AFP", "TASS", "Xinhua"]
_CREDITS = ["AFP", "Reuters", "Getty Images", "EPA"]
_TITLES = [
    "{a} recalls its envoy from {c} over border dispute",
    "{b} expels two diplomats of {a} after spying charge",
    "{a} and {b} agree to reopen talks on fishing rights",
    "{a} shuts its consulate in {c} as tensions grow",
    "{b} rejects {n} demand for an apology",
    "{a} warns {b} of sanctions over seized cargo",
]
_OPENINGS = [
    "{a} recalled its ambassador from {c} on Monday, a day after a patrol boat was fired upon in disputed waters.",
    "The government of {b} ordered two diplomats of {a} to leave the country within three days, officials said.",
    "{a} and {b} agreed on Monday to take up again the talks that were broken off in the spring.",
]
_MIDDLES = [
    "“We will not accept that our sailors are shot at while they do their work,” the foreign minister, {p}, told reporters.",
    "The ministry in {c} called the step regrettable, and said that the embassy would stay open for the time being.",
    "Trade between the two countries has fallen by a third since the border was closed to lorries in January.",
    "Diplomats said that neither side had wanted the matter to go so far.",
    "“It is a grave step,” said one of them, who asked not to be named because the talks are secret.",
    "A spokesman for the president of {b}, {q}, declined to comment on the report.",
    "The opposition in {a} asked the government to explain itself before parliament by the end of the week.",
    "He did not say when.",
    "The United Nations urged both governments to show restraint and offered to send a mediator to {c}.",
    "In {d}, several hundred people gathered before the {n} embassy, and the police kept them from its gate.",
    "The dispute goes back to 1987, when a survey ship of {a} ran aground on a reef that both countries claim.",
    "Analysts in {d} expect that the two will meet again at the summit next month, if only in the corridors.",
    "{p} said that a note of protest had been handed over, and that an answer was awaited by Friday.",
    "The central bank of {b} said that it saw no reason for concern, and left its forecast unchanged.",
]
_CLOSINGS = [
    "The next round of talks is planned for the middle of next month in {d}.",
    "Both ministries said that they would publish the text of the note in the coming days.",
    "Neither government has said what it will do if the other does not answer.",
]


@dataclass(frozen=True)
class Layout:
    """``day`` is what the page states as its day of publication; ``None`` where it states none."""

    name: str
    raw: bytes
    url: str
    title: str
    day: date | None
    author: str
    paragraphs: tuple[str, ...]
    neutral: str

    @property
    def body(self) -> str:
        return "\n".join(self.paragraphs)


def layouts() -> list[Path]:
    return sorted(FOLDER.glob("*.html.in"))


def make_pages(seeds: tuple[int, ...] = SEEDS) -> Iterator[Layout]:
    """Every layout filled in once for each seed, always in the same way."""
    for path in layouts():
        for seed in seeds:
            yield make_page(path, seed)


def make_page(path: Path, seed: int) -> Layout:
    """One layout filled in."""
    name = path.name.removesuffix(".html.in")
    source = path.read_text(encoding="utf-8")
    rng = random.Random(f"{name} {seed}")
    slots, paragraphs = _fill(rng)
    lines, neutral = [], []
    for line in source.splitlines():
        if m := re.match(r"@p(?: (\d+)(-?)(\d*))? (.*)", line):
            first, last = int(m[1] or 1), int(m[3] or (len(paragraphs) if m[2] or not m[1] else m[1]))
            lines += [Template(m[4]).substitute(slots, text=text) for text in paragraphs[first - 1 : last]]
        else:
            text = Template(line.removeprefix("@n ")).substitute(slots)
            lines.append(text)
            if line.startswith("@n "):
                neutral.append(re.sub(r"<[^>]+>", " ", text))
    shown = [line for line in source.splitlines() if line.startswith("@p")]
    cut = next((int(m[1]) for s in shown[-1:] if (m := re.match(r"@p \d+-(\d+) ", s))), len(paragraphs))
    encoding = m[1] if (m := re.search(r"<!-- encoding: (\S+) -->", source)) else "utf-8"
    stated = "<!-- states: no day -->" not in source
    return Layout(
        name=f"{name}-{seed}",
        raw="\n".join(lines).encode(encoding, errors="replace"),
        url=slots["url"],
        title=slots["title"],
        day=date.fromisoformat(slots["iso"]) if stated else None,
        author=slots["author"],
        paragraphs=tuple(paragraphs[:cut]),
        neutral=" ".join(neutral),
    )


def _fill(rng: random.Random) -> tuple[dict[str, str], list[str]]:
    """Values of all names, and the article's paragraphs."""
    (a, _, n), (b, c, _), (_, d, _) = rng.sample(_PLACES, 3)
    p, q, author = rng.sample(_NAMES, 3)
    words = {"a": a, "b": b, "c": c, "d": d, "n": n, "p": p, "q": q}
    titles = [t.format(**words) for t in rng.sample(_TITLES, len(_TITLES))]
    others = []
    for form in rng.sample(_TITLES, 4):
        (x, _, m), (y, z, _) = rng.sample([place for place in _PLACES if place[0] not in (a, b)], 2)
        others.append(form.format(a=x, b=y, c=z, n=m))
    middles = [t.format(**words) for t in rng.sample(_MIDDLES, rng.randint(5, 9))]
    sentences = [rng.choice(_OPENINGS).format(**words), *middles, rng.choice(_CLOSINGS).format(**words)]
    # Some paragraphs have two sentences, as they do in papers.
    paragraphs: list[str] = []
    for text in sentences:
        if len(paragraphs) > 5 and rng.random() < 0.4:
            paragraphs[-1] += " " + text
        else:
            paragraphs.append(text)
    day = date(2015, 1, 5) + timedelta(rng.randrange(3_500))
    later, past = day + timedelta(rng.randint(1, 3)), day - timedelta(rng.randint(20, 60))
    slots = {
        "title": titles[0], "author": author, "outlet": rng.choice(_OUTLETS), "agency": rng.choice(_AGENCIES),
        "credit": rng.choice(_CREDITS), "country1": a, "country2": b,
        "caption": f"The embassy of {a} in {c} last week.",
        "standfirst": f"The step follows months of tension between {a} and {b}, and comes days before a summit.",
        "quote": f"{a} and {b} have not spoken since the spring, and trade has suffered",
        "url": f"https://gulf.example/world/{re.sub(r'[^a-z]+', '-', titles[0].lower())}",
        "year": str(day.year), "slashed": f"{day:%Y/%m/%d}", "iso_bare": f"{day:%d-%m}",
        "iso": day.isoformat(), "later_iso": later.isoformat(), "today_iso": TODAY.isoformat(), "past_iso": past.isoformat(),
        "long": _long(day), "later_long": _long(later), "today_long": _long(TODAY), "past_long": _long(past),
        "us_long": f"{day:%B} {day.day}, {day.year}", "weekday_long": f"{day:%A}, {_long(day)}",
        "short": f"{day:%b} {day.day}", "dotted": f"{day:%d.%m.%Y}", "today_dotted": f"{TODAY:%d.%m.%Y}",
        "other1": others[0], "other2": others[1], "other3": others[2], "other4": others[3],
    }  # fmt: skip
    return slots, paragraphs


def _long(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
