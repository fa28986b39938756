"""A program on a terminal of its own: type to it, and wait for what it shows."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CODE = "import sys; from detente.cli.main import main; sys.exit(main())"
LONGEST = 60.0
"""Seconds to wait for words to appear before the test fails; a busy machine starts slowly."""


class Terminal:
    """A process whose stdin, stdout and stderr are one terminal of 100 columns without colours."""

    def __init__(self, process: subprocess.Popen[bytes], fd: int) -> None:
        self.process, self.fd = process, fd
        self.shown = ""
        self._read = 0  # how much of it was waited for already

    def type(self, text: str) -> None:
        os.write(self.fd, text.encode())

    def wait_for(self, pattern: str) -> re.Match[str]:
        """The first match behind the last one that was waited for."""
        until = time.monotonic() + LONGEST
        while True:
            found = re.search(pattern, self.shown[self._read :])
            if found:
                self._read += found.end()
                return found
            if not self._more(until - time.monotonic()):
                raise AssertionError(
                    f"{pattern!r} did not appear behind:\n{self.shown[: self._read]}\nbut:\n{self.rest}"
                )

    @property
    def rest(self) -> str:
        return self.shown[self._read :]

    def end(self) -> int:
        """Wait for the program to end; its exit code."""
        until = time.monotonic() + LONGEST
        while self._more(until - time.monotonic()):
            pass
        return self.process.wait(timeout=LONGEST)

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=LONGEST)

    def _more(self, seconds: float) -> bool:
        if seconds <= 0 or not select.select([self.fd], [], [], seconds)[0]:
            return False
        try:
            part = os.read(self.fd, 65536)
        except OSError:  # the other end is closed
            return False
        self.shown += part.decode("utf-8", errors="replace").replace("\r\n", "\n")
        return bool(part)


def _take_terminal() -> None:
    """Make the terminal the one that controls the process, so that Ctrl-C interrupts it."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell's background job is started deaf to it


@contextmanager
def terminal(*arguments: str, folder: Path, **environment: str) -> Iterator[Terminal]:
    """`detente` with these arguments on a terminal; ended with the block."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", CODE, *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=folder,
        start_new_session=True,
        preexec_fn=_take_terminal,
        env={**os.environ, "TERM": "dumb", "NO_COLOR": "1", "COLUMNS": "100", **environment},
    )
    os.close(theirs)
    try:
        yield Terminal(process, ours)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(timeout=LONGEST)
        os.close(ours)
