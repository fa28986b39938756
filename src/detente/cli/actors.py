"""`detente actors`: widen the tables of parties and people by what was learned, or by files from elsewhere."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from detente.cli import options
from detente.cli.output import say, write, write_json
from detente.cli.tending import TEND

FORMATS = ("wikidata", "opensanctions", "everypolitician", "holders")


def register(app: typer.Typer) -> None:
    """Add the commands of this file to the program."""
    actors = typer.Typer(
        help="The tables of actors: learn people from the ledger, import files, show a state's codes.",
        no_args_is_help=True,
    )
    actors.command("learn")(learn_command)
    actors.command("import")(import_command)
    actors.command("query")(query_command)
    actors.command("codes")(codes_command)
    app.add_typer(actors, name="actors", rich_help_panel=TEND)


def learn_command(
    outlets: Annotated[int, typer.Option(min=1, metavar="N", help="Outlets that must have introduced the person.")] = 3,
    accept: Annotated[
        list[str] | None,
        typer.Option("--accept", metavar="NAME", help="Make this one an entry of your tables; may be given again."),
    ] = None,
    by: Annotated[str, typer.Option("--by", metavar="WHO", help="Who reviewed it; kept in the entry.")] = "",
    to: Annotated[
        Path | None,
        typer.Option("--write", metavar="FILE", help="Write all as a table to be reviewed, then imported."),
    ] = None,
    ledger: options.Ledger = None,
    json: options.Json = False,
) -> None:
    """Offer people whom articles in the ledger introduced with a role and a party, and whom no table names."""
    from detente.commands import actors

    found = actors.learn(ledger, outlets=outlets)
    if accept:
        path = actors.accept(found, accept, by=by)
        say(f"{len(accept)} accepted: {path}. Articles coded from now on know them.")
        return
    if to is not None:
        actors.write_for_review(found, to)
        say(f"{len(found)} written to {to}. Strike out what is wrong, then: detente actors import {to}")
        return
    if json:
        write_json([c.to_json() for c in found])
        return
    for c in found:
        first, last = c.days
        write(f"{c.name}: {c.code} {c.sector or '-'}, {c.titles[0]}; {len(c.outlets)} outlets, {first} to {last}")
        write(f"    “{c.met[0].introduction.span.text}” ({c.met[0].article})")
    say(
        f"{len(found)} people met in {outlets} outlets or more. Accept one with --accept NAME, or --write FILE for all."
    )


def import_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to take actors from.", show_default=False)],
    form: Annotated[
        str | None,
        typer.Option(
            "--as",
            parser=options.one_of("format", FORMATS),
            metavar="FORMAT",
            help="wikidata, opensanctions, everypolitician or holders; told by the file's first line by default.",
            show_default=False,
        ),
    ] = None,
    country: Annotated[
        str, typer.Option("--country", metavar="CODE", help="EveryPolitician: whose parliament, such as GBR.")
    ] = "",
    check: Annotated[bool, typer.Option("--check", help="Write nothing; say what would be taken.")] = False,
    json: options.Json = False,
) -> None:
    """Take office-holders and bodies from a file into your own tables, which are read after the shipped ones."""
    from detente.commands import actors

    done = actors.import_actors(file, form=form or "", country=country.upper(), check=check)
    if json:
        write_json(done.to_json())
        return
    taken = "would be taken" if check else "taken"
    write(f"{done.form}: {done.rows:,} rows, {done.holders:,} terms and {done.bodies:,} bodies {taken}")
    for reason, count in sorted(done.left.items(), key=lambda kv: -kv[1]):
        write(f"  left out, {reason}: {count:,}")
    for path in done.files:
        say(f"written: {path}")


def query_command() -> None:
    """Print the SPARQL query for office-holders, whose result `actors import` takes."""
    from detente.commands.actors import query

    write(query().rstrip("\n"))


def codes_command(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A state's name or code.", show_default=False)],
    json: options.Json = False,
) -> None:
    """Say by which codes other data sets call a state: ISO, COW, GW, CAMEO, FIPS, Wikidata."""
    from detente.codebook.statecodes import state_codes
    from detente.commands.books import load_book
    from detente.commands.errors import NotFound
    from detente.commands.parties import find_party

    wanted = find_party(name, load_book().actors)
    codes = state_codes().get(wanted.key)
    if codes is None:
        raise NotFound("no state", name, f"{wanted.name} has no such codes", "Give a state, such as Kenya or KEN.")
    if json:
        write_json({"name": wanted.name, **asdict(codes)})
        return
    for what, code in {"name": wanted.name, **asdict(codes)}.items():
        write(f"{what:<11}{code or '-'}")
