"""The command `review`: reports one by one, a key or a word for each.

What it works with is imported when it is run, so that `--help` answers at once.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli import options
from detente.cli.asking import First, Second, parties_of
from detente.cli.judging import KEEP
from detente.cli.keys import Asker
from detente.cli.output import complain, say, show

if TYPE_CHECKING:
    from detente.commands.review import Decision, Item, Session

WORDS = {
    "a": ("accept", "right as it reads"),
    "r": ("reject", "not to count; asks why"),
    "c": ("correct", "should read otherwise; asks for FIELD=VALUE and why"),
    "x": ("split", "another event than the reports it stands with; asks why"),
    "m": ("merge", "the same event as another; asks which and why"),
    "u": ("undo", "take the last decision back"),
    "s": ("skip", "leave it for another time"),
    "w": ("why", "all that is known of it"),
    "h": ("help", "this list; so does ?"),
    "q": ("quit", "stop here"),
}
"""Key, word and meaning of each thing a reviewer can do."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a reviewer said: a word of ``WORDS`` (or what was typed in its place) and the text behind it."""

    word: str
    rest: str = ""


def review_command(
    a: First = None,
    b: Second = None,
    by: Annotated[
        str | None,
        typer.Option(metavar="NAME", envvar="DETENTE_REVIEWER", help="Who judges; asked for on a terminal."),
    ] = None,
    event_type: Annotated[str | None, typer.Option("--type", metavar="TYPE", help="Only this event type.")] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Only what this outlet tells.")] = None,
    below: Annotated[
        float | None, typer.Option(min=0, max=1, metavar="N", help="Only what was coded with less confidence.")
    ] = None,
    doubtful: Annotated[bool, typer.Option("--doubtful", help="The least sure first, in place of the newest.")] = False,
    second: Annotated[bool, typer.Option("--second", help="What others have judged, for a second opinion.")] = False,
    contradicted: Annotated[
        bool, typer.Option("--contradicted", help="What was judged and is coded otherwise now.")
    ] = False,
    lines: Annotated[bool, typer.Option("--lines", help="A line for each decision, on a terminal too.")] = False,
    ledger: options.Ledger = None,
) -> None:
    """Decide on reports one by one: a accept, r reject, c correct, u undo, h help, q quit.

    In a pipe, or with --lines, each line is a word and what goes with it:
    accept; reject a hoax; correct people=23 because misread; undo.
    """
    from detente.commands import asking, ledgers
    from detente.commands.review import Queue, Session
    from detente.commands.workshop import Workshop

    asker = Asker(lines=lines)
    workshop = Workshop()
    kind = asking.check_type(event_type, tuple(workshop.book.plover.types)) if event_type else None
    queue = Queue(parties_of(a, b, workshop=workshop), kind, outlet, below, doubtful, second, contradicted)
    with ledgers.open_to_correct(ledger) as opened:
        name = _reviewer(by, asker)
        session = Session(opened, workshop.book, name, queue.reports(opened, name), again=queue.again)
        try:
            _go_through(session, asker)
        finally:
            _end(session)


def _reviewer(by: str | None, asker: Asker) -> str:
    name = by or (asker.line("Who judges? ") if asker.keys else "") or ""
    if not name.strip():
        raise typer.BadParameter("nobody is named who judges; give --by NAME, or set DETENTE_REVIEWER")
    return name.strip()


def _go_through(session: Session, asker: Asker) -> None:
    """Show each report and do what is said, until the reports or the input end."""
    if asker.keys:
        say("a accept, r reject, c correct, u undo, s skip, h help, q quit")
    item = _show(session)
    while item is not None:
        said = listen(asker)
        if said is None or said.word == "quit":
            return
        if do(session, item, said, asker):
            item = _show(session)


def listen(asker: Asker) -> Said | None:
    """The next thing said; ``None`` at the end of the input. An empty line or key is asked again."""
    while True:
        text = asker.key("? ") if asker.keys else asker.line("")
        if text is None:
            return None
        if text.strip():
            break
    first, _, rest = text.strip().partition(" ")
    first = first.lower().rstrip(":")
    return Said(WORDS["h" if first == "?" else first][0] if first in WORDS or first == "?" else first, rest.strip())


def do(session: Session, item: Item, said: Said, asker: Asker) -> bool:
    """Carry out what was said; whether a report is to be shown next. A decision that cannot be is told and forgotten."""
    from detente.commands.errors import CommandError
    from detente.record import AmbiguousId, BadJudgement, LedgerBusy, NotFound

    try:
        return _carry_out(session, item, said, asker)
    except (CommandError, BadJudgement, NotFound, AmbiguousId, LedgerBusy) as error:
        complain(error)
        return False


def _carry_out(session: Session, item: Item, said: Said, asker: Asker) -> bool:
    from detente.commands.errors import BadValue

    match said.word:
        case "accept":
            _tell(session.accept(said.rest))
        case "reject":
            _tell(session.reject(_reason(said.rest, asker)))
        case "correct":
            changes, why = _correction(said.rest, asker)
            _tell(session.correct(changes, why))
        case "split":
            _tell(session.split(_reason(said.rest, asker)))
        case "merge":
            name, _, why = said.rest.partition(" ")
            name = name or (asker.line("with which report or event? ") if asker.keys else "") or ""
            if not name.strip():
                raise BadValue(
                    "merge with what", item.report_id, "nothing is named", "Give the id of a report or event."
                )
            _tell(session.merge(name.strip(), _reason(why, asker)))
        case "undo":
            return _undo(session)
        case "skip":
            session.skip()
        case "why":
            from detente.export.table_why import why_block

            show(why_block(None, [item.evidence]))
            return False
        case "help":
            for key, (word, meaning) in WORDS.items():
                say(f"{key} {word}: {meaning}")
            _say_fields()
            return False
        case other:
            from detente.commands.nearest import nearest

            complain(
                f"'{other}' is nothing to be done{nearest(other, [word for word, _ in WORDS.values()])}. h is help."
            )
            return False
    return True


def _reason(rest: str, asker: Asker) -> str:
    """The reason given with the word, or asked for; an empty one is refused by the ledger."""
    return rest or (asker.line("why? ") if asker.keys else "") or ""


def _correction(rest: str, asker: Asker) -> tuple[list[str], str]:
    """ "people=23 because misread": the changes and the reason, asked for on a terminal."""
    from detente.commands.errors import BadValue

    if not rest and asker.keys:
        while (rest := asker.line("FIELD=VALUE (h for help)? ") or "").strip() in ("h", "?"):
            _say_fields()
    try:
        parts = shlex.split(rest)
    except ValueError as error:
        raise BadValue("not a correction", rest, str(error), "Close the quotation.") from None
    at = parts.index("because") if "because" in parts else len(parts)
    why = " ".join(parts[at + 1 :])
    if not parts[:at]:
        raise BadValue(
            "not a correction", "correct", "nothing is changed", "Write it as correct people=23 because misread."
        )
    return parts[:at], _reason(why, asker)


def _say_fields() -> None:
    """How each field is corrected, by an example."""
    from detente.commands.amending import FIELDS

    say("fields that can be corrected; FIELD=none empties one:")
    for example in FIELDS.values():
        say(example)


def _undo(session: Session) -> bool:
    from detente.export.table_review import VERBS

    gone = session.undo()
    if gone is None:
        complain("there is nothing to undo in this session; `detente judge withdraw` takes back older judgements.")
        return False
    say(f"undone: {VERBS[gone.verdict]} {' '.join(gone.reports)} ({gone.judgement_id})")
    return True


def _show(session: Session) -> Item | None:
    from detente.export.table_review import item_block

    item = session.current()
    if item is None:
        say("nothing is left to be decided")
    else:
        show(item_block(item.number, item.evidence, item.judgements, item.event_id, len(item.others)))
    return item


def _tell(decision: Decision) -> None:
    """The decision is in the ledger when this is said."""
    from detente.export.table_review import VERBS, change_lines

    given = decision.judgement
    say(f"{VERBS[given.verdict]} ({given.judgement_id})")
    for line in change_lines(decision.changed):
        say(f"  {line}")


def _end(session: Session) -> None:
    """Find the events anew, and say what was done."""
    from detente.export.table_review import VERBS
    from detente.export.words import count

    events = session.close()
    told = [f"{n} {VERBS[verdict]}" for verdict, n in session.tally.items() if n]
    told += [f"{len(session.skipped)} skipped"] if session.skipped else []
    line = ", ".join(told) or "nothing decided"
    say(line + (f"; {count(events, 'event')}" if events is not None else ""))


def register(app: typer.Typer) -> None:
    """Add the command of this file to the program."""
    options.add_commands(app, KEEP, review_command)
