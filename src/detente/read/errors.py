"""Why a page could not be read, each as an exception that says what to do next.

::

    ReadError
    ├── MissingFile       no such file or folder
    ├── UnreadableFile    it is there and cannot be opened
    ├── EmptyFile         nothing but white space
    ├── BinaryFile        not text
    ├── TooLarge          over the size limit
    ├── TooMuchText       more words than an article has
    ├── HostilePage       HTML on which its reader had to be stopped
    └── FolderWithoutText a folder that holds no text file
"""

from __future__ import annotations


class ReadError(Exception):
    """A page that cannot be read: ``what`` went wrong, ``where``, ``why``, and what to do ``next``."""

    def __init__(self, what: str, where: str, why: str, next: str) -> None:
        super().__init__(what, where, why, next)
        self.what, self.where, self.why, self.next = what, where, why, next

    def __str__(self) -> str:
        return f"{self.what}: {self.where}: {self.why}. {self.next}"


class MissingFile(ReadError):
    """No file or folder of that name."""

    def __init__(self, where: str) -> None:
        super().__init__("no such file", where, "nothing is there", "Check the path, or give `-` to read from stdin.")


class UnreadableFile(ReadError):
    """The file is there, and the system refuses it."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__("cannot open", where, why, "Check the permissions of the file.")


class EmptyFile(ReadError):
    """Nothing but white space."""

    def __init__(self, where: str) -> None:
        super().__init__("empty page", where, "it holds no words", "Fetch the page again, or leave it out.")


class BinaryFile(ReadError):
    """Bytes that are not text."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__("not a text", where, why, "Save the page as plain text in UTF-8.")


class TooLarge(ReadError):
    """More bytes than a page may have."""

    def __init__(self, where: str, size: int, limit: int) -> None:
        why = f"{size:,} bytes are more than the limit of {limit:,}"
        super().__init__("page too large", where, why, "Give one article a file.")


class TooMuchText(ReadError):
    """More characters or sentences than an article has."""

    def __init__(self, where: str, size: int, what: str, limit: int) -> None:
        why = f"{size:,} {what} are more than the limit of {limit:,}"
        super().__init__("too much text", where, why, "Give one article a file or record.")


class HostilePage(ReadError):
    """An HTML page that no reader came to an end with, or that is none."""

    def __init__(self, where: str, why: str) -> None:
        next = "If it is an article, save its text as a .txt file."
        super().__init__("page set aside", where, why, next)


class FolderWithoutText(ReadError):
    """A folder in which no text file was found."""

    def __init__(self, where: str, suffixes: str) -> None:
        super().__init__("nothing to read", where, f"no file ends in {suffixes}", "Name the files themselves.")
