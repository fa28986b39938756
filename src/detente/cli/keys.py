"""A terminal that answers to single keys, and lines from anywhere else."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from detente.export.plain import plain

ESCAPE = b"\x1b"


class Asker:
    """Asks on stderr and reads from stdin: one key on a terminal, one line in a pipe.

    ``keys`` is true where single keys are read. Input that ends is ``None``.
    """

    def __init__(self, *, lines: bool = False) -> None:
        reconfigure = getattr(sys.stdin, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
        self.keys = sys.stdin.isatty() and not lines and _has_termios()

    def key(self, prompt: str) -> str | None:
        """One key, shown as it is typed; a key that has no sign (an arrow) is an empty text."""
        with _single_keys(sys.stdin.fileno()) as fd:
            _ask(prompt)
            raw = os.read(fd, 1)
            while raw[:1] >= b"\xc0" and len(raw) < _length(raw[0]):
                raw += os.read(fd, 1)
            if raw == ESCAPE:
                os.set_blocking(fd, False)
                try:
                    raw = b"" if _drain(fd) else raw
                finally:
                    os.set_blocking(fd, True)
        if raw in (b"\x04", b""):
            ended = raw == b"\x04"
            _ask("\n")
            return None if ended else ""
        text = raw.decode("utf-8", errors="replace")
        shown = plain(text) if text.strip() else ""
        _ask(f"{shown}\n")
        return shown

    def line(self, prompt: str) -> str | None:
        """One line without its end."""
        _ask(prompt)
        text = sys.stdin.readline()
        return text.rstrip("\r\n") if text else None


def _ask(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


def _drain(fd: int) -> bool:
    """Take what an arrow or function key sends behind its escape; whether there was anything."""
    try:
        return bool(os.read(fd, 16))
    except BlockingIOError:
        return False


def _length(first: int) -> int:
    """Bytes of a character in UTF-8, from its first."""
    return 2 if first < 0xE0 else 3 if first < 0xF0 else 4


def _has_termios() -> bool:
    try:
        import termios  # noqa: F401 - only Unix has it
    except ImportError:
        return False
    return True


@contextmanager
def _single_keys(fd: int) -> Iterator[int]:
    """The terminal gives each key at once and does not show it; Ctrl-C still interrupts. What was typed ahead stays."""
    import termios
    import tty

    before = termios.tcgetattr(fd)
    tty.setcbreak(fd, termios.TCSADRAIN)
    try:
        yield fd
    finally:
        termios.tcsetattr(fd, termios.TCSADRAIN, before)
