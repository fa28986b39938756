"""Why something in a delivery could not be read. Each is a `ReadError`; its ``what`` is the reason that is counted.

::

    ReadError
    ├── BadEntry       a record, row or member that is not what it should be
    ├── BrokenOff      a file or archive that is damaged or ends too early
    ├── Swollen        it unpacks to more than it may
    ├── NoText         the records hold no text, or no column is known to
    ├── NoPage         a picture
    ├── NotSupported   a form of delivery that is not read
    └── NeedsExtra     a form that needs a package which is not installed
"""

from __future__ import annotations

from detente.read.errors import ReadError


class BadEntry(ReadError):
    """A record, row or member that is not what it should be; those around it are read."""


class BrokenOff(ReadError):
    """A file that is damaged or ends too early; what stood before the place was read."""

    def __init__(self, where: str, why: str, *, next: str = "Fetch the file again; what was read is kept.") -> None:
        super().__init__("broken file", where, why, next)


class Swollen(ReadError):
    """It unpacks to more than it may: no article is packed so tightly."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__("unpacks to too much", where, why, "Unpack it by hand if you trust it, and give the files.")


class NoText(ReadError):
    """A table or a set of records of which no column is known to hold the text."""

    def __init__(self, where: str, columns: list[str]) -> None:
        held = ", ".join(f"'{c[:40]}'" for c in columns[:30]) or "none"
        super().__init__(
            "no column of text", where, f"the columns are {held}", "Name the one that holds it: `--map text=COLUMN`."
        )


class NoPage(ReadError):
    """A file that holds no words, such as a picture."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__("not a page", where, why, "Give the page's own file; words in pictures are not read.")


class NotSupported(ReadError):
    """A form of delivery that is not read."""

    def __init__(self, where: str, why: str, next: str) -> None:
        super().__init__("cannot be read yet", where, why, next)


class NeedsExtra(ReadError):
    """A form that needs a package which does not come with the plain installation."""

    def __init__(self, where: str, form: str, package: str, extra: str) -> None:
        why = f"{form} needs the package {package}, which is not installed"
        super().__init__("package missing", where, why, f"Install it with `pip install 'detente[{extra}]'`.")
