"""Why a command could not do what it was asked, each with its exit code.

::

    CommandError
    ├── BadValue   2  a value that is not one of those that may be given
    ├── NotFound   3  no such event, party, file or ledger
    ├── Rejected   4  an input that cannot be taken
    └── Findings   6  done, and there is something to look at
"""

from __future__ import annotations

OK, FAULT, USAGE, NOT_FOUND, REJECTED, BROKEN, FINDINGS, TEMPORARY, INTERRUPTED = 0, 1, 2, 3, 4, 5, 6, 75, 130
"""Exit codes: what a script that calls the program may rely on."""


class CommandError(Exception):
    """A command that ends early: ``what`` went wrong, ``where``, ``why``, and what to do ``next``."""

    exit_code = FAULT

    def __init__(self, what: str, where: str, why: str, next: str) -> None:
        super().__init__(what, where, why, next)
        self.what, self.where, self.why, self.next = what, where, why, next

    def __str__(self) -> str:
        stop = "" if self.why.endswith("?") else "."
        return f"{self.what}: {self.where}: {self.why}{stop} {self.next}"


class BadValue(CommandError):
    """A value that is not one of those that may be given."""

    exit_code = USAGE


class NotFound(CommandError):
    """Nothing of that name."""

    exit_code = NOT_FOUND


class Rejected(CommandError):
    """An input that cannot be taken."""

    exit_code = REJECTED


class Findings(CommandError):
    """The command did its work and found something that a person should see."""

    exit_code = FINDINGS
