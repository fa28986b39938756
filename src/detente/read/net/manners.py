"""When a host may be asked again: a pause between two requests, and ever longer ones after failures."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from detente.read.net.errors import Wait

PAUSE = 2.0
"""Seconds between two requests to one host."""

LONGEST_PAUSE = 60.0
"""Seconds at most that a host's own wish (Crawl-delay) may make of it."""

FIRST_BACKOFF = 60.0
LONGEST_BACKOFF = 86_400.0
"""Seconds that a host is left alone after its first failure, and at most; each failure in a row doubles it."""

PATIENCE = 90.0
"""Seconds that are waited for a host within one run; what takes longer is left for the next run."""


@dataclass
class Host:
    """What is remembered of one host; instants in seconds since 1970."""

    asked: float = 0.0
    not_before: float = 0.0
    failures: int = 0  # in a row
    pause: float = PAUSE


@dataclass
class Manners:
    """Keeps the pauses. Clock and sleep are given so that tests need not wait."""

    clock: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    chance: random.Random = field(default_factory=random.Random)
    hosts: dict[str, Host] = field(default_factory=dict)

    def wait(self, host: str, where: str) -> None:
        """Wait until a host may be asked.

        Raises:
            Wait: that would be longer than `PATIENCE`.
        """
        known = self.hosts.setdefault(host, Host())
        now = self.clock()
        seconds = max(known.not_before, known.asked + known.pause) - now
        if seconds > PATIENCE:
            raise Wait(where[:200], seconds)
        if seconds > 0:
            self.sleep(seconds)
        known.asked = self.clock()

    def went_well(self, host: str) -> None:
        known = self.hosts.setdefault(host, Host())
        known.failures, known.not_before = 0, 0.0

    def failed(self, host: str, retry_after: float | None = None) -> None:
        """Leave the host alone: as long as it asks for, else doubling, with a part of chance so that many do not
        come back at once."""
        known = self.hosts.setdefault(host, Host())
        known.failures += 1
        seconds = min(FIRST_BACKOFF * 2 ** min(known.failures - 1, 20), LONGEST_BACKOFF)
        seconds *= 1.0 - 0.25 * self.chance.random()
        known.not_before = self.clock() + max(seconds if retry_after is None else retry_after, PAUSE)

    def wish(self, host: str, pause: float | None) -> None:
        """A pause that the host itself asks for."""
        if pause is not None:
            self.hosts.setdefault(host, Host()).pause = min(max(PAUSE, pause), LONGEST_PAUSE)
