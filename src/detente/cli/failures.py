"""Which exit code and which line belong to which failure."""

from __future__ import annotations

import errno
import re
import traceback
from pathlib import Path

import typer

from detente import record
from detente.codebook import CodebookError
from detente.coding.embed import EmbedMissing
from detente.commands.errors import (
    BROKEN,
    FAULT,
    INTERRUPTED,
    NOT_FOUND,
    REJECTED,
    TEMPORARY,
    USAGE,
    CommandError,
)
from detente.parse import ModelMissing
from detente.read import ReadError
from detente.read.errors import MissingFile
from detente.record import LedgerError

LEDGER_CODES: tuple[tuple[tuple[type[LedgerError], ...], int], ...] = (
    ((record.NoLedger, record.NotFound, record.AmbiguousId), NOT_FOUND),
    ((record.LedgerDamaged, record.BadBackup), BROKEN),
    ((record.BadQuery,), USAGE),
    ((record.BadRecord,), FAULT),
)
"""What a ledger's failure means to a script; all others are an input that cannot be taken."""


def exit_code(error: Exception) -> tuple[int, str] | None:
    """Exit code and one line for a failure that a user may meet; ``None`` for a fault of the program."""
    if isinstance(error, typer.TyperException):
        return USAGE, _usage(error)
    if isinstance(error, typer.Abort):
        return INTERRUPTED, "stopped"
    if isinstance(error, CommandError):
        return error.exit_code, str(error)
    if isinstance(error, ReadError):
        return (NOT_FOUND if isinstance(error, MissingFile) else REJECTED), str(error)
    if isinstance(error, LedgerError):
        return _ledger_code(error), str(error)
    if isinstance(error, CodebookError):
        return FAULT, f"the codebook cannot be used: {error}"
    if isinstance(error, (ModelMissing, EmbedMissing)):
        return FAULT, str(error)
    if isinstance(error, OSError):
        return _system(error)
    return None


def _ledger_code(error: LedgerError) -> int:
    if error.temporary:
        return TEMPORARY
    for kinds, code in LEDGER_CODES:
        if isinstance(error, kinds):
            return code
    return REJECTED


def fault_line(error: Exception) -> str:
    """One line for what should not have happened: the error, where it arose, and what to do."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "nowhere"
    return (
        f"a fault of the program: {where}: {type(error).__name__}: {error}. "
        "Please report it with the input; DETENTE_TRACEBACK=1 shows the whole way."
    )


def _usage(error: typer.TyperException) -> str:
    """The parser's complaint in one line, with the nearest option and where help is to be had."""
    message = error.format_message().strip().rstrip(".") or "no command was named"
    message = re.sub(r"\(Possible options?: (--?[\w-]+).*\)", r"; did you mean \1?", message)
    message = message.replace(" ;", ";").replace(". Did you mean", "; did you mean")
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "detente"
    stop = "" if message.endswith("?") else "."
    return f"{message}{stop} See `{path} --help`."


def _system(error: OSError) -> tuple[int, str]:
    where = error.filename or "a file"
    why = error.strerror or str(error)
    if error.errno == errno.ENOSPC:
        return TEMPORARY, f"cannot write: {where}: {why}. Make room and run the command again."
    if error.errno in (errno.EAGAIN, errno.EINTR, errno.EBUSY):
        return TEMPORARY, f"cannot reach: {where}: {why}. Run the command again."
    if error.errno == errno.ENOENT:
        return NOT_FOUND, f"no such file: {where}: {why}. Check the path."
    return REJECTED, f"cannot use: {where}: {why}. Check the path and its permissions."
