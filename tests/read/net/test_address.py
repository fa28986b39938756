"""Addresses that must not be asked, in many spellings: nothing of them reaches a server on this machine."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

import pytest

from detente.read.net import AddressRefused, Client, FetchError, Guard
from detente.read.net.address import is_public
from read.net.server import FaultServer, serving

SPELLINGS = """
127.0.0.1 [0000::1] localhost.localdomain 127.1 127.0.1 2130706433 0x7f000001 0x7f.1 0x7F.0.0.1 017700000001 0177.0.0.1 0177.1 127.0.0.1. 127.127.127.127
0 0.0.0.0 0x0 localhost localhost. LOCALHOST
[::1] [::] [0:0:0:0:0:0:0:1] [::ffff:127.0.0.1] [::ffff:7f00:1] [::127.0.0.1] [64:ff9b::7f00:1] [64:ff9b::127.0.0.1]
[2002:7f00:1::] [2002:7f00:0001::1] [fe80::1] [fec0::1] [fc00::1] [fd00::1] [ff02::1] [2001:db8::1]
[2001:0:4136:e378:8000:63bf:80ff:fffe]
10.0.0.1 10.255.255.255 172.16.0.1 172.31.255.255 192.168.0.1 192.168.1.1 169.254.169.254 169.254.0.1 100.64.0.1
192.0.0.8 192.0.0.1 192.0.2.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
0xA9FEA9FE 2852039166 0251.0376.0251.0376 0xa.1 167772161
""".split()

ODD = [
    "ftp://example.com/x", "file:///etc/passwd", "gopher://example.com", "javascript:alert(1)", "data:text/html,x", "//example.com",
    "http://", "http:///x", "http://user@example.com/", "http://user:pw@example.com/", "http://example.com:22/",
    "http://example.com:8080/", "http://example.com:99999/", "http://[::1", "http://exa mple.com/", "http://example.com/\r\nX: y",
    "http://example.com\\@127.0.0.1/", "http://127.0.0.1\\.example.com/", "http://example.com/" + "x" * 3_000, "",
]  # fmt: skip


@pytest.fixture(scope="module")
def canary() -> Iterator[FaultServer]:
    with serving() as server:
        yield server


def test_there_are_sixty_spellings() -> None:
    assert len(SPELLINGS) >= 60


@pytest.mark.parametrize("host", SPELLINGS)
def test_no_spelling_reaches_this_machine(host: str, canary: FaultServer) -> None:
    port = canary.root.rsplit(":", 1)[1]
    before = len(canary.asked)
    with Client() as client:
        for url in (f"http://{host}/", f"http://{host}:{port}/", f"https://{host}/"):
            with pytest.raises(FetchError) as told:
                client.get(url)
            assert told.value.what in ("address refused", "no such host")
    assert len(canary.asked) == before


@pytest.mark.parametrize("url", ODD)
def test_what_is_no_address_of_the_web_is_refused(url: str) -> None:
    with Client(Guard(resolver=lambda *_: pytest.fail("it was resolved"))) as client, pytest.raises(AddressRefused):
        client.get(url)


def test_a_name_is_resolved_once_and_its_every_address_is_checked(canary: FaultServer) -> None:
    answers = [["93.184.216.34", "127.0.0.1"], ["127.0.0.1"], ["::ffff:10.0.0.1"]]
    for answer in answers:
        calls: list[str] = []

        def resolver(host: str, port: int, answer: list[str] = answer, calls: list[str] = calls) -> list[str]:
            calls.append(host)
            return answer

        with Client(Guard(resolver=resolver)) as client, pytest.raises(AddressRefused):
            client.get("http://rebind.example/")
        assert calls == ["rebind.example"]
    assert "/" not in canary.paths()


def test_an_answer_that_changes_is_not_asked_for_twice(canary: FaultServer) -> None:
    """The first answer of the resolver is public and is the one that is connected to; the second is never heard."""
    port = int(canary.root.rsplit(":", 1)[1])
    flips = iter([["127.0.0.2"], ["127.0.0.1"], ["127.0.0.1"]])
    allowed = (ipaddress.ip_network("127.0.0.2/32"),)
    before = len(canary.asked)
    with Client(Guard(allowed=allowed, resolver=lambda *_: next(flips)), step=0.5) as client:
        with pytest.raises(FetchError) as told:
            client.get(f"http://rebind.example:{port}/")  # nobody listens on 127.0.0.2
        assert told.value.what == "no answer"
        with pytest.raises(AddressRefused):
            client.get(f"http://rebind.example:{port}/")
    assert len(canary.asked) == before


def test_redirects_are_checked_each(canary: FaultServer) -> None:
    allowed = (ipaddress.ip_network("127.0.0.1/32"),)
    with Client(Guard(allowed=allowed)) as client:
        for to in (
            "http://127.0.0.2/",
            "http://10.0.0.1/x",
            "file:///etc/passwd",
            "http://[::1]/",
            "http://localhost.:1@x/",
        ):
            canary.pages["/go"] = (302, {"Location": to}, b"")
            with pytest.raises(FetchError) as told:
                client.get(f"{canary.root}/go")
            assert told.value.what == "address refused", to
        canary.pages["/round"] = (302, {"Location": "/round"}, b"")
        before = len(canary.asked)
        with pytest.raises(FetchError, match="too many redirects"):
            client.get(f"{canary.root}/round")
        assert len(canary.asked) == before + 6


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("93.184.216.34", True), ("8.8.8.8", True), ("2606:4700::1111", True), ("2002:0808:0808::1", True),
        ("2002:7f00:1::", False), ("64:ff9b::a00:1", False), ("::ffff:8.8.8.8", False),
    ],
)  # fmt: skip
def test_public_addresses(text: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(text)) is public
