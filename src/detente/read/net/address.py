"""Which addresses may be asked. A name is resolved once, every address it has is checked, and one of these is used.

To check a name and then let a library resolve it again is the usual mistake: the second answer may be another.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from urllib.parse import SplitResult, urlsplit

from detente.read.net.errors import AddressRefused, FetchError

Ip = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolver = Callable[[str, int], list[str]]

PORTS = frozenset({80, 443})
URL_LIMIT = 2_000
_NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
_PROTOCOLS = ipaddress.ip_network("192.0.0.0/24")
_COMPATIBLE = ipaddress.ip_network("::/96")


def resolve(host: str, port: int) -> list[str]:
    """All addresses of a name.

    Raises:
        OSError: it has none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True)
class Guard:
    """Checks addresses. ``allowed`` are networks that may be asked although they are not public, on any port."""

    allowed: Collection[Network] = ()
    resolver: Resolver = field(default=resolve)

    def check_url(self, url: str) -> SplitResult:
        """The parts of an address of the web.

        Raises:
            AddressRefused: it is longer than it may be, no http or https, or names a user or an odd port.
        """
        shown = url[:200]
        if len(url) > URL_LIMIT or any(ord(c) <= 32 or ord(c) == 127 for c in url) or "\\" in url:
            raise AddressRefused(shown, "it is too long or holds characters that no address has")
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError as error:
            raise AddressRefused(shown, str(error)) from None
        if parts.scheme not in ("http", "https"):
            raise AddressRefused(shown, f"'{parts.scheme}' is neither http nor https")
        if not host:
            raise AddressRefused(shown, "it names no host")
        if parts.username is not None or parts.password is not None or "@" in parts.netloc:
            raise AddressRefused(shown, "it names a user")
        if port is not None and port not in PORTS and not self.allowed:
            raise AddressRefused(shown, f"port {port} is not one of the web's")
        return parts

    def pin(self, host: str, port: int) -> str:
        """The one IP address to connect to for a host.

        Raises:
            AddressRefused: any of the host's addresses is not public, or the port is not one of the web's.
            FetchError: the name has no address.
        """
        shown = host[:200]
        try:
            found = self.resolver(host, port)
        except (OSError, UnicodeError) as error:
            raise FetchError("no such host", shown, f"it has no address ({error})") from None
        if not found:
            raise FetchError("no such host", shown, "it has no address")
        for text in found:
            ip = ipaddress.ip_address(text.split("%")[0])
            if any(ip in network for network in self.allowed if network.version == ip.version):
                continue
            if not is_public(ip):
                raise AddressRefused(shown, f"{ip} is not an address of the public net")
            if port not in PORTS:
                raise AddressRefused(shown, f"port {port} is not one of the web's")
        return found[0]


def is_public(ip: Ip) -> bool:
    """Whether an address is of the public net, and so is any address that it carries within itself."""
    if ip.is_multicast or ip.is_unspecified or ip.is_reserved or ip.is_loopback or ip.is_link_local or not ip.is_global:
        return False
    if isinstance(ip, IPv4Address):
        return ip not in _PROTOCOLS
    if ip.is_site_local:
        return False
    return all(is_public(inner) for inner in _within(ip))


def _within(ip: IPv6Address) -> list[IPv4Address]:
    """IPv4 addresses that an IPv6 address carries: mapped, 6to4, Teredo, NAT64, compatible."""
    found = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
    if any(ip in network for network in (*_NAT64, _COMPATIBLE)):
        found.append(IPv4Address(int(ip) & 0xFFFFFFFF))
    return [inner for inner in found if inner is not None]
