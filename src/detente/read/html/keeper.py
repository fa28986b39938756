"""Keeps the worker: starts it, gives it pages, ends it when it takes too long, and starts another.

The parsers stall on some hostile pages, eat memory on others and end the process on a few. So they run in a process
of their own, which has limits; what comes back is JSON and is checked. The worker is started by its file's name in a
fresh interpreter: it shares no memory, no threads and no open files with the program, and a script that uses this
module needs no guard around its own main part.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from functools import cache
from typing import IO, Any

from detente.read.errors import HostilePage
from detente.read.html.extract import FULL, PLAIN, Extracted

SECONDS = 10.0
"""Seconds by the clock after which a worker is ended that does not even compute, or that runs on a crowded machine;
its own limit of computing time comes first."""

START_SECONDS = 60.0
"""Seconds for a worker to start."""

PAGES = 2_000
"""Pages after which a worker is replaced, as the parsers keep something of each."""

LONGEST_ANSWER = 64_000_000
"""Bytes of an answer."""

PROGRAM = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from detente.read.html.worker import main; main()"
"""What the worker's interpreter runs; its argument is where this one finds its modules."""


class Lost(Exception):
    """The worker ended, or was ended, before it answered."""


class Keeper:
    """One worker at a time, for one thread at a time."""

    def __init__(self, *, seconds: float = SECONDS, pages: int = PAGES, program: str = PROGRAM) -> None:
        self.seconds, self.pages, self.program = seconds, pages, program
        self.started = 0  # workers so far
        self._worker: subprocess.Popen[bytes] | None = None
        self._served = 0
        self._owner = os.getpid()
        self._lock = threading.Lock()

    def extract(self, raw: bytes, *, where: str, said: str | None = None) -> Extracted:
        """Read a page; where the full way fails, the plain one is taken, and the page says so.

        Args:
            said: The encoding that its server named.

        Raises:
            HostilePage: neither way gives anything, or the page is none that may be read.
        """
        with self._lock:
            first = self._ask(raw, FULL, where, said)
            if isinstance(first, Extracted):
                return first
            second = self._ask(raw, PLAIN, where, said)
            if isinstance(second, Extracted):
                second.degraded = first
                return second
        raise HostilePage(where, f"{first}; read without its markup, {second}")

    def close(self) -> None:
        """End the worker."""
        worker, self._worker = self._worker, None
        if worker is None or self._owner != os.getpid():
            return
        worker.kill()
        worker.wait()
        for stream in (worker.stdin, worker.stdout):
            if stream:
                with contextlib.suppress(OSError):  # what was not sent need not be
                    stream.close()

    def _ask(self, raw: bytes, how: str, where: str, said: str | None) -> Extracted | str:
        """The page, or why there is none."""
        try:
            reply = self._exchange(raw, how, said)
        except Lost as lost:
            return str(lost)
        if "refused" in reply:
            raise HostilePage(where, str(reply["refused"]))
        if "page" not in reply:
            return str(reply.get("why", "its reader gave no answer"))
        try:
            return Extracted.from_json(reply["page"])
        except (KeyError, TypeError, ValueError):
            return "its reader answered with what is no page"

    def _exchange(self, raw: bytes, how: str, said: str | None) -> dict[str, Any]:
        if self._served >= self.pages:
            self.close()
        worker = self._running()
        self._served += 1
        request = json.dumps({"how": how, "bytes": len(raw), "said": said}).encode() + b"\n"
        try:
            return self._answer(worker, request + raw, self.seconds)
        except Lost:
            self.close()
            raise

    def _running(self) -> subprocess.Popen[bytes]:
        """The worker; a new one where there is none, or where this process was forked from the one it belongs to."""
        if self._worker is None or self._owner != os.getpid():
            self._owner, self._served = os.getpid(), 0
            self._worker = subprocess.Popen(
                [sys.executable, "-I", "-c", self.program, json.dumps(sys.path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
            )
            self.started += 1
            try:
                self._answer(self._worker, b"", START_SECONDS)
            except Lost as lost:
                self.close()
                raise RuntimeError(f"the reader of HTML pages does not start: {lost}") from lost
        return self._worker

    def _answer(self, worker: subprocess.Popen[bytes], request: bytes, seconds: float) -> dict[str, Any]:
        """Send the request and take the answer.

        Raises:
            Lost: the worker was ended for taking too long, or ended itself.
        """
        assert worker.stdin is not None
        assert worker.stdout is not None
        late = threading.Event()

        def end() -> None:
            late.set()
            worker.kill()

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        try:
            worker.stdin.write(request)
            worker.stdin.flush()
            size = int.from_bytes(_exactly(worker.stdout, 8), "big")
            if size > LONGEST_ANSWER:
                raise Lost("its reader's answer was too long")
            return dict(json.loads(_exactly(worker.stdout, size)))
        except (OSError, EOFError) as error:
            raise Lost(_why(worker, seconds if late.is_set() else None)) from error
        except ValueError as error:
            raise Lost("its reader's answer was damaged") from error
        finally:
            timer.cancel()


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def _why(worker: subprocess.Popen[bytes], seconds: float | None) -> str:
    if seconds is not None:
        return f"its reader was stopped after {seconds:g} seconds"
    try:
        code = worker.wait(5)
    except subprocess.TimeoutExpired:
        return "its reader stopped answering"
    if code == -signal.SIGXCPU:
        return "its reader was stopped for computing too long"
    return "its reader broke down on it"


@cache
def keeper() -> Keeper:
    """The program's keeper; its worker starts with the first page and ends with the program."""
    kept = Keeper()
    atexit.register(kept.close)
    return kept
