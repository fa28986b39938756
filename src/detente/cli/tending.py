"""Commands that tend the knowledge and measure: `lexicon`, `who`, `where`, `when`, `sentences`, `relations`, `toponyms`, `score`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli import options
from detente.cli.output import complain, say, write, write_json
from detente.export.harmless import to_json

if TYPE_CHECKING:
    from detente.model import EventMention

TEND, MEASURE = "To tend the knowledge", "To measure"
On = Annotated[date, typer.Option("--on", parser=options.parse_day, metavar="DAY", help="The day of publication.")]
File = Annotated[Path, typer.Argument(help="A file with one JSON object a line.", metavar="FILE")]


def write_line(value: object) -> None:
    """One JSON object on one line to stdout."""
    write(to_json(value))


def register(app: typer.Typer) -> None:
    """Add the commands of this file to the program."""
    lexicon = typer.Typer(
        help="The lexicon: test its entries, explain a sentence, compare two lexicons.", no_args_is_help=True
    )
    lexicon.command("test")(lexicon_test)
    lexicon.command("explain")(lexicon_explain)
    lexicon.command("diff")(lexicon_diff)
    lexicon.command("format")(lexicon_format)
    app.add_typer(lexicon, name="lexicon", rich_help_panel=TEND)
    options.add_commands(app, TEND, who_command, where_command, when_command)
    options.add_commands(app, MEASURE, sentences_command, relations_command, toponyms_command, score_command)


def lexicon_test(
    entries: Annotated[
        list[str] | None, typer.Argument(help="Ids of entries or names of files; all by default.")
    ] = None,
) -> None:
    """Run the sentences that every entry carries; each that fails is named by file and line."""
    from detente import codebook
    from detente.commands.errors import Findings, NotFound
    from detente.commands.lexicon import check_examples
    from detente.parse import Parser

    book = codebook.load()
    names = {f.file for f in book.frames} | {f.id for f in book.frames}
    for name in entries or ():
        if name not in names:
            raise NotFound(
                "no such entry or file",
                name,
                "the lexicon has none",
                "Try `detente lexicon test sanction.yaml`.",
            )
    wanted = {f.id for f in book.frames if not entries or f.id in entries or f.file in entries}
    passed = failed = 0
    for outcome in check_examples(book, Parser(), only=wanted):
        if outcome.fault:
            failed += 1
            write(f"{outcome.where}: {outcome.frame.id}: {outcome.fault}\n    {outcome.example.text}")
        else:
            passed += 1
    say(f"{len(wanted)} entries, {passed + failed} sentences: {passed} passed, {failed} failed")
    if failed:
        raise Findings(
            "the lexicon contradicts itself",
            f"{failed} sentences",
            "see above",
            "Mend the entries or their sentences.",
        )


def lexicon_format(
    files: Annotated[list[Path], typer.Argument(help="Lexicon files.", metavar="FILE...")],
    check: Annotated[bool, typer.Option("--check", help="Change nothing; name the files that would change.")] = False,
) -> None:
    """Lay lexicon files out in the one usual way; comments and order stay."""
    from detente.codebook.formatting import format_text
    from detente.commands.errors import Findings, NotFound

    changed = []
    for path in files:
        if not path.is_file():
            raise NotFound("no such file", str(path), "nothing is there", "Check the path.")
        text = path.read_text(encoding="utf-8")
        laid_out = format_text(text, path.name)
        if laid_out != text:
            changed.append(path.name)
            if not check:
                path.write_text(laid_out, encoding="utf-8")
    say(
        f"{len(files)} files, {len(changed)} {'would change' if check else 'changed'}"
        + (f": {', '.join(changed)}" if changed else "")
    )
    if check and changed:
        raise Findings("not laid out", ", ".join(changed), "see above", "Run `detente lexicon format` on them.")


def lexicon_explain(sentence: Annotated[str, typer.Argument(help="A sentence.")], json: options.Json = False) -> None:
    """Say which entries fire on a sentence, who does what to whom by them, and what came second."""
    from detente import codebook
    from detente.commands.tending import explain
    from detente.parse import Parser

    book = codebook.load()
    found = explain(book, Parser(), sentence)
    if json:
        write_json([_mention_json(m) for m in found])
        return
    if not found:
        write("no entry fires")
    for m in found:
        frame = book.frame(m.rule)
        write(f"{m.event} {' '.join(m.modes)}".rstrip() + f"  “{m.trigger.text}”")
        write(f"  entry      {m.rule}" + (f" ({frame.file}:{frame.line}) {frame.because}" if frame else ""))
        for role, people in (("actor", m.actors), ("recipient", m.recipients)):
            for p in people:
                write(f"  {role:10} {p.entity.label} {p.entity.sector or ''}: {p.how}")
            if not people:
                write(f"  {role:10} nobody: the record would not be kept" if role == "actor" else f"  {role:10} nobody")
        for line in (*m.notes, *[f"second: {r}" for r in m.runner_up]):
            write(f"  {'':10} {line}")


def _mention_json(m: EventMention) -> dict[str, object]:
    return {
        "event": m.event,
        "mode": list(m.modes),
        "actor": [p.to_json() for p in m.actors],
        "recipient": [p.to_json() for p in m.recipients],
        "aux": list(m.aux),
        "trigger": m.trigger.text,
        "span": m.trigger.to_json(),
        "rule": m.rule,
        "confidence": m.confidence,
        "runner_up": list(m.runner_up),
        "notes": list(m.notes),
    }


def lexicon_diff(
    folder: Annotated[
        Path, typer.Argument(help="A folder laid out as detente/codebook: another lexicon.", metavar="FOLDER")
    ],
    pages: Annotated[
        list[str] | None, typer.Argument(help="Pages to code with both; the shipped samples by default.")
    ] = None,
) -> None:
    """Code the same pages with this lexicon and another, and print the records that only one of them gives."""
    from detente.commands.lexicon_diff import differences

    gained = lost = 0
    for mark, article, line in differences(folder, pages or []):
        gained, lost = gained + (mark == "+"), lost + (mark == "-")
        write(f"{mark} {article}: {line}")
    say(f"with {folder}: {gained} records more, {lost} fewer")


def who_command(
    text: Annotated[
        str,
        typer.Argument(help="A name, or a file of `text<TAB>day[<TAB>sentence]` lines.", metavar="NAME|FILE"),
    ],
    on: On = date.today(),  # noqa: B008 - typer reads the default once, when the program starts
    json: options.Json = False,
) -> None:
    """Say whom a name means on a day, and why."""
    from detente.commands.bulk import rows_of
    from detente.commands.tending import Names

    rows = rows_of(text)
    names = Names()
    if rows is None:
        found = names.resolve(text, on)
        if json:
            write_json(found.to_json())
        elif found.mention is None:
            write(f"{text}: nobody on {on}: {found.why}")
        else:
            entity = found.mention.entity
            party = " ".join(
                filter(None, (entity.label, entity.sector, entity.name if entity.name != entity.label else ""))
            )
            write(f"{text}: {party}: {found.why}")
        return
    for row in rows:
        write_line(names.resolve(row.text, row.day or on, row.sentence).to_json())


def where_command(
    text: Annotated[
        str,
        typer.Argument(help="A name, or a file of `text<TAB>day[<TAB>sentence]` lines.", metavar="NAME|FILE"),
    ],
    sentence: Annotated[
        str | None, typer.Argument(help="The sentence in which the name stands.", metavar="SENTENCE")
    ] = None,
    on: Annotated[
        date | None, typer.Option("--on", parser=options.parse_day, metavar="DAY", help="The day of publication.")
    ] = None,
    json: options.Json = False,
) -> None:
    """Say which place a name means, where it lies, and why."""
    from detente.commands.bulk import rows_of
    from detente.commands.places import Locator

    rows = rows_of(text)
    locator, today = Locator(), on or date.today()
    if rows is not None:
        for row in rows:
            write_line(locator.locate(row.text, row.day or today, row.sentence).to_json())
        return
    found = locator.locate(text, today, sentence)
    if json:
        write_json(found.to_json())
    elif found.mention is None:
        write(f"{text}: nowhere: {found.why}")
    else:
        m = found.mention
        at = f"{m.name}, {m.country}" if m.country and m.kind != "country" else m.name
        write(f"{text}: {m.kind} {at} ({m.lat:.2f}, {m.lon:.2f}): {found.why}")


def when_command(
    text: Annotated[
        str,
        typer.Argument(
            help="Words that tell a time, or a file of `text<TAB>day[<TAB>sentence]` lines.", metavar="TEXT|FILE"
        ),
    ],
    on: On = date.today(),  # noqa: B008
    future: Annotated[
        bool | None,
        typer.Option("--future/--past", help="Read that way, whatever the verb's tense.", show_default=False),
    ] = None,
    json: options.Json = False,
) -> None:
    """Say which days the words mean in a text published on a day, and why; the verb's tense tells the direction."""
    from detente.commands.bulk import rows_of
    from detente.commands.tending import Times

    direction = None if future is None else "future" if future else "past"
    rows, times = rows_of(text), Times()
    if rows is not None:
        for row in rows:
            day = row.day or on
            found = times.resolve(row.text, day, row.sentence, direction=direction)
            nothing = {"date": str(day), "earliest": None, "latest": None, "granularity": None}
            line = found[0] if found else {**nothing, "why": "no time expression"}
            write_line({**line, "text": row.text})
        return
    found = times.resolve(text, on, direction=direction)
    if json:
        write_json(found)
        return
    for each in found:
        write(f"{each['text']}: {each['earliest'] or '…'} to {each['latest'] or '…'} ({each['why']})")
    if not found:
        complain(f"no time expression in '{text}'")


def sentences_command(file: File, embed: options.Embed = False) -> None:
    """Code each `text` of a file alone; print one JSON object a line."""
    from detente.commands.jsonl import read_items
    from detente.commands.sentences import SentenceCoder
    from detente.commands.workshop import Workshop

    for out in SentenceCoder(Workshop(embed=embed).pipeline).sentences(read_items(file)):
        write_line(out)


def relations_command(file: File, embed: options.Embed = False) -> None:
    """Say what the marked source does to the marked target of each `text`; labels in the file are ignored."""
    from detente.commands.jsonl import read_items
    from detente.commands.sentences import SentenceCoder
    from detente.commands.workshop import Workshop

    for out in SentenceCoder(Workshop(embed=embed).pipeline).relations(read_items(file)):
        write_line(out)


def toponyms_command(file: File) -> None:
    """Find the places that each `text` of a file names, with their points; one JSON object a line."""
    from detente.commands.jsonl import read_items
    from detente.commands.places import Locator, toponyms

    for out in toponyms(read_items(file), Locator()):
        write_line(out)


def score_command(
    gold: Annotated[
        Path, typer.Argument(help="A folder of gold files ID.json, or of articles with one gold.json.", metavar="GOLD")
    ],
    pages: Annotated[
        Path | None,
        typer.Argument(help="The folder of their pages ID.txt; GOLD by default.", metavar="PAGES"),
    ] = None,
    details: Annotated[bool, typer.Option("--details", help="Every miss and false alarm, by cause.")] = False,
    keep: Annotated[
        Path | None,
        typer.Option("--keep", metavar="FOLDER", help="Of stories: write what the ledger answers into a folder."),
    ] = None,
    embed: options.Embed = False,
    json: options.Json = False,
) -> None:
    """Code pages whose correct records are known, or build a ledger from a story, and print how well the two agree."""
    from detente.commands.scoring import Card, score_folder
    from detente.commands.story_scoring import StoryCard, is_story, score_stories
    from detente.commands.workshop import Workshop

    workshop = Workshop(embed=embed)
    scores: Card | StoryCard
    scores = score_stories(gold, workshop, keep=keep) if is_story(gold) else score_folder(gold, pages or gold, workshop)
    if json:
        write_json(scores.to_json())
        return
    for line in scores.table():
        write(line)
    if details:
        for line in scores.by_cause():
            write(line)
