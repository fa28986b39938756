"""What a host lets a robot ask for: its robots.txt, asked for once a run."""

from __future__ import annotations

from urllib.parse import urlsplit

from protego import Protego

from detente.read.net.client import AGENT, Client
from detente.read.net.errors import FetchError
from detente.read.net.manners import Manners

SIZE = 500_000
"""Bytes of a robots.txt that are heeded."""


class Robots:
    """The rules of the hosts met in a run. Where a host has none, all may be asked; where it fails to tell, nothing."""

    def __init__(self, client: Client, manners: Manners) -> None:
        self._client, self._manners = client, manners
        self._rules: dict[str, Protego | None] = {}

    def check(self, url: str) -> None:
        """Raises: FetchError: the host does not let us ask, or does not tell whether it does."""
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        if root not in self._rules:
            self._rules[root] = self._ask(root)
        rules = self._rules[root]
        if rules is None:
            raise FetchError("robots unknown", url[:200], "the host does not tell whether robots may ask")
        if not rules.can_fetch(url, AGENT):
            raise FetchError("robots forbid", url[:200], "the host's robots.txt keeps robots out", "Leave it out.")

    def _ask(self, root: str) -> Protego | None:
        host = urlsplit(root).hostname or ""
        self._manners.wait(host, root)
        try:
            answer = self._client.get(f"{root}/robots.txt")
        except FetchError as error:
            if error.what in ("address refused", "no such host"):
                raise
            self._manners.failed(host, error.retry_after)
            return None
        text = answer.body[:SIZE].decode("utf-8", errors="replace") if answer.status == 200 else ""
        rules = Protego.parse(text)
        self._manners.wish(host, rules.crawl_delay(AGENT))
        return rules
