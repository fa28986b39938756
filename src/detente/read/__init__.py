"""Bytes to articles: every line of a page labelled, nothing deleted, and the facts that the page states.

Data flows one way through this room: `decode` (bytes to text), `layout` (text to rows), `looks`
(what a row is by itself), `body`, `title` and `stories` (what its neighbours make of it), `scrape`
(labelled lines), `facts` (title, day, outlet, authors, agencies, …), `reader` (the `Article`).
"""

from detente.read.errors import (
    BinaryFile,
    EmptyFile,
    FolderWithoutText,
    HostilePage,
    MissingFile,
    ReadError,
    TooLarge,
    TooMuchText,
    UnreadableFile,
)
from detente.read.files import read_path
from detente.read.html.page import read_html
from detente.read.known import Known
from detente.read.reader import read_bytes, read_text

__all__ = [
    "BinaryFile",
    "EmptyFile",
    "FolderWithoutText",
    "HostilePage",
    "Known",
    "MissingFile",
    "ReadError",
    "TooLarge",
    "TooMuchText",
    "UnreadableFile",
    "read_bytes",
    "read_html",
    "read_path",
    "read_text",
]
