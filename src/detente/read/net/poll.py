"""One feed, asked politely: only if it changed, only when it may be, and marked where it has gone stale."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from detente.read.html.page import looks_like_html
from detente.read.net.client import Answer, Client
from detente.read.net.errors import FetchError
from detente.read.net.feeds import Entry, Feed, read_feed
from detente.read.net.manners import Manners
from detente.read.net.robots import Robots

STALE_AFTER = 14
"""Days without a new entry after which a feed is marked stale, where its outlet's file does not say otherwise."""


@dataclass
class FeedState:
    """What is remembered of a feed between two runs."""

    etag: str = ""
    modified: str = ""
    newest: str = ""  # day of its newest entry, ISO 8601
    asked: str = ""  # day it was last asked

    @classmethod
    def of(cls, value: object) -> FeedState:
        """From JSON; what is missing or of another kind is taken for unknown."""
        known = value if isinstance(value, dict) else {}
        return cls(**{key: str(known.get(key) or "")[:500] for key in ("etag", "modified", "newest", "asked")})

    def to_json(self) -> dict[str, str]:
        return asdict(self)


@dataclass(frozen=True)
class Polled:
    """How a feed answered: "ok", "not modified" or "stale"; and what it lists. "page", with the answer, where a web
    page came instead of a feed."""

    status: str
    entries: tuple[Entry, ...] = ()
    feeds: tuple[str, ...] = ()
    newest: str = ""
    page: Answer | None = None


@dataclass
class Poller:
    """Asks for feeds and pages, each host no faster than it may be asked."""

    client: Client
    manners: Manners
    states: dict[str, FeedState] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.robots = Robots(self.client, self.manners)

    def poll(self, url: str, *, today: date, stale_after: int = STALE_AFTER, page: bool = False) -> Polled:
        """Ask for a feed; ``page``: or for a page, if the address is one.

        Raises:
            FetchError: it was not had, or is no feed; the host is then left alone for a while.
        """
        state = self.states.setdefault(url, FeedState())
        headers = {"If-None-Match": state.etag, "If-Modified-Since": state.modified}
        answer = self.ask(url, {key: value for key, value in headers.items() if value})
        state.asked = today.isoformat()
        if answer.status == 304:
            return Polled(_status("not modified", state, today, stale_after), newest=state.newest)
        if page and looks_like_html(answer.body):
            self.states.pop(url, None)
            return Polled("page", page=answer)
        feed: Feed = read_feed(answer.body, url=answer.url)
        state.etag, state.modified = answer.headers.get("etag", "")[:500], answer.headers.get("last-modified", "")[:500]
        newest = feed.newest
        if newest and newest <= today:
            state.newest = newest.isoformat()
        return Polled(_status("ok", state, today, stale_after), feed.entries, feed.feeds, state.newest)

    def forget(self, url: str) -> None:
        """Let the feed be read whole the next time, because what it lists was not all had."""
        state = self.states.setdefault(url, FeedState())
        state.etag = state.modified = ""

    def ask(self, url: str, headers: dict[str, str] | None = None) -> Answer:
        """Ask for a page or feed as the host's rules and pace allow.

        Raises:
            FetchError: it was not had; for an answer but 200 and 304, with its status.
        """
        self.client.guard.check_url(url)
        host = urlsplit(url).hostname or ""
        self.robots.check(url)
        self.manners.wait(host, url)
        try:
            answer = self.client.get(url, headers)
        except FetchError as error:
            if error.what in ("no answer", "no such host") or error.what.startswith("http "):
                self.manners.failed(host, error.retry_after)
            raise
        self.manners.went_well(host)
        if answer.status not in (200, 304):
            raise FetchError(f"http {answer.status}", url[:200], "the host does not give it", "Look at the address.")
        return answer

    def to_json(self) -> dict[str, Any]:
        """Feeds and hosts, to be remembered until the next run."""
        return {
            "feeds": {url: state.to_json() for url, state in sorted(self.states.items())},
            "hosts": {
                host: {"not_before": h.not_before, "failures": h.failures}
                for host, h in sorted(self.manners.hosts.items())
                if h.failures
            },
        }


def _status(status: str, state: FeedState, today: date, stale_after: int) -> str:
    """Stale where nothing new was listed for long, whatever the host says."""
    if state.newest and (today - date.fromisoformat(state.newest)).days > stale_after:
        return "stale"
    return status
