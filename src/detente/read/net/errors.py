"""Why something could not be had from the net. Each is a `ReadError`, so that it is counted like any other refusal.

::

    FetchError        it was asked for and not had
    ├── AddressRefused  an address that is not asked
    └── Wait            not now: the host wants to be left alone for a while
"""

from __future__ import annotations

from detente.read.errors import ReadError


class FetchError(ReadError):
    """It was asked for and not had. ``retry_after`` is in seconds, where the host named a time."""

    def __init__(
        self, what: str, where: str, why: str, next: str = "Try again later.", *, retry_after: float | None = None
    ) -> None:
        super().__init__(what, where, why, next)
        self.retry_after = retry_after


class AddressRefused(FetchError):
    """An address that is not asked: not the web, or not a public network."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__("address refused", where, why, "Give the address of a public site, over http or https.")


class Wait(FetchError):
    """The host wants to be left alone, or has failed so often that it is."""

    def __init__(self, where: str, seconds: float) -> None:
        why = f"the host is to be left alone for {seconds:,.0f} more seconds"
        super().__init__("waiting", where, why, "Run the command again then.", retry_after=seconds)
