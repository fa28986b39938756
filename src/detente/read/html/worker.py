"""The process that parses pages: limits itself, then reads a page at a time from stdin and answers on stdout.

A request is a line of JSON (``{"how": "full", "bytes": 1234, "said": null}``) and the page's bytes; an answer is its length in
eight bytes and as much JSON. Neither is anything that could run. Started by `keeper`; see there.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import time
from importlib import import_module
from typing import BinaryIO

from detente.read.html.extract import Extracted, TooMuchText, extract

MEMORY = 1_073_741_824
"""Bytes of memory the worker may ask for. An ordinary page leaves it below a tenth of that."""

SECONDS = 2
"""Seconds of computing on one page, up to one more as the system counts whole ones. An ordinary page takes 0.02; what is not done then never will be."""

HARD_SECONDS = 100_000
"""The system ends a worker that has computed for so long altogether; the keeper renews it long before."""


def main() -> None:
    """Serve until stdin ends. Whatever the parsers print goes nowhere."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    quiet = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(quiet, stream)
    limit_resources()
    for slow in ("trafilatura", "resiliparse.extract.html2text"):  # before the first page, not within its time
        import_module(slow)
    answer(answers, {"ready": True})
    while request := requests.readline(1_000):
        wanted = json.loads(request)
        raw = requests.read(wanted["bytes"])
        allow_seconds(SECONDS)
        answer(answers, serve(raw, wanted["how"], wanted.get("said")))


def limit_resources() -> None:
    """Bounded memory, no files written, no core left behind. What a system does not know is left as it is."""
    for name, most in (("RLIMIT_AS", MEMORY), ("RLIMIT_FSIZE", 0), ("RLIMIT_CORE", 0), ("RLIMIT_NPROC", 0)):
        if (which := getattr(resource, name, None)) is not None:
            with contextlib.suppress(ValueError, OSError):  # a lower limit of the system's stands already
                resource.setrlimit(which, (most, most))


def allow_seconds(seconds: int) -> None:
    """Let the system end this process when it has computed for so much longer; a lost keeper leaves nothing running."""
    used = int(time.process_time()) + 1
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (used + seconds, HARD_SECONDS))


def serve(raw: bytes, how: str, said: str | None) -> dict[str, object]:
    """The page as plain values; or ``refused``, or ``failed`` with what went wrong, as the keeper understands it."""
    try:
        found: Extracted = extract(raw, how=how, said=said)
    except TooMuchText:
        return {"refused": "it has more visible text than an article: over a million characters"}
    except MemoryError:
        return {"failed": "memory", "why": "it asked for more memory than a page may have"}
    except RecursionError:
        return {"failed": "depth", "why": "its parts stand too deep within one another"}
    except Exception as error:  # noqa: BLE001 - the parsers' own faults are many; the keeper tells of each
        return {"failed": type(error).__name__, "why": f"its reader failed on it ({type(error).__name__})"}
    return {"page": found.to_json()}


def answer(to: BinaryIO, value: dict[str, object]) -> None:
    data = json.dumps(value).encode()
    to.write(len(data).to_bytes(8, "big"))
    to.write(data)
    to.flush()
