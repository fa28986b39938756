"""Feeds and pages from the net: asked for politely, from addresses that were checked, within bounds.

Nothing here runs unless a user asks for it. `address` says which addresses may be asked, and pins them; `client`
asks, once per call and with every redirect checked anew; `robots` and `manners` say whether and when; `feeds` reads
what a feed lists; `poll` puts them together for one feed.
"""

from detente.read.net.address import Guard
from detente.read.net.client import Answer, Client
from detente.read.net.errors import AddressRefused, FetchError
from detente.read.net.feeds import Entry, Feed, read_feed
from detente.read.net.manners import Manners
from detente.read.net.poll import FeedState, Polled, Poller

__all__ = [
    "AddressRefused",
    "Answer",
    "Client",
    "Entry",
    "Feed",
    "FeedState",
    "FetchError",
    "Guard",
    "Manners",
    "Polled",
    "Poller",
    "read_feed",
]
